"""`SourceDocument`: the document of one file, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.load import pointer as pointers
from generator.load.document import JsonValue
from generator.load.places import Place, element, find
from generator.load.text import Text


@dataclass(frozen=True)
class SourceDocument:
    """A `Document` read from one file.

    Attributes:
        name: The file as the user gave it.
        data: The values.
        text: The text that they were parsed from: the file, or a fenced block of it.
        place: Where the root stands in the text.
        added: Places of values that are not in the text of the document, because they were read from the page
            around it, by pointer.
    """

    name: str
    data: dict[str, JsonValue] = field(repr=False)
    text: Text
    place: Place = field(repr=False)
    added: Mapping[str, Location] = field(default_factory=dict[str, Location], repr=False)

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """See `Document`."""
        added = self.added.get(pointer)
        if added is not None:
            return added
        place, _ = find(self.place, pointers.split(pointer))
        return self.text.locate(place.key if key else place.start, pointer)

    def source_line(self, location: Location) -> str:
        """See `Document`."""
        return self.text.line(location.line) if location.file == self.name else ""

    @property
    def digests(self) -> Mapping[str, str]:
        """See `Document`."""
        return {self.name: digest(self.data)}


def digest(value: JsonValue) -> str:
    """SHA-256, in hexadecimal, of a value written as JSON in one way.

    Members are sorted by name, except below `properties`: their order is data, since arguments and fields
    follow it.
    """
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(value: JsonValue, *, ordered: bool = True) -> str:
    """JSON text that is equal for equal values; with `ordered`, the order below `properties` counts."""
    return json.dumps(_sorted(value, ordered), ensure_ascii=False, separators=(",", ":"))


Container = dict[str, JsonValue] | list[JsonValue]


def entries(container: Container) -> list[tuple[str | int, JsonValue]]:
    """The members of an object by name, or the elements of an array by index."""
    return list(container.items()) if isinstance(container, dict) else list(enumerate(container))


def step(value: JsonValue, token: str) -> tuple[str | int, JsonValue] | None:
    """The member or element that a pointer's token names (RFC 6901 §4), with its name or index."""
    if isinstance(value, dict) and token in value:
        return token, value[token]
    if isinstance(value, list) and (index := element(token, len(value))) is not None:
        return index, value[index]
    return None


def taken(container: Container, where: str | int) -> JsonValue:
    """What stands at a name or index that `entries` gave."""
    return container[str(where)] if isinstance(container, dict) else container[int(where)]


def put(container: Container, where: str | int, value: JsonValue) -> None:
    """Set what `entries` gave for `where`."""
    if isinstance(container, dict):
        container[str(where)] = value
    else:
        container[int(where)] = value


def _sorted(value: JsonValue, ordered: bool) -> JsonValue:
    """A copy with sorted members, made without recursion."""
    root: list[JsonValue] = [value]
    todo: list[Container] = [root]
    while todo:
        target = todo.pop()
        for where, inner in entries(target):
            copy: Container
            if isinstance(inner, dict):
                names = list(inner) if ordered and where == "properties" else sorted(inner)
                copy = {name: inner[name] for name in names}
            elif isinstance(inner, list):
                copy = list(inner)
            else:
                continue
            put(target, where, copy)
            todo.append(copy)
    return root[0]
