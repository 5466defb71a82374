"""Typed access to the members of a document's objects. What is of the wrong kind is reported and left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostics
from generator.load import pointer
from generator.load.document import Document, JsonValue, kind_of
from generator.load.source import step
from generator.spec import vendor
from generator.spec.frozen import freeze
from generator.spec.model import Json

JsonMap = dict[str, JsonValue]

# How many references a pointer may lead through.
_HOPS = 100
_NOT_READ = (
    "Correct the reference or put its target into the document; what it stands for is left out until then."
)


@dataclass(slots=True)
class Reader:
    """Reads members of objects of one document, and reports SPEC001 for those of the wrong kind.

    Every method takes the object, the name of the member and the pointer of the object.
    """

    document: Document
    diagnostics: Diagnostics
    _reported: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        # What the structure check has said about a place already is not said again.
        self._reported = {item.location.pointer for item in self.diagnostics if item.code == "SPEC001"}

    @property
    def is_swagger(self) -> bool:
        """Whether the document is written in Swagger 2.0."""
        return "openapi" not in self.document.data

    def report(
        self, here: str, message: str, *, code: str = "SPEC001", key: bool = False, help: str = ""
    ) -> None:
        """Report a finding at a pointer; once, when it is the structure of the document that is wrong."""
        if code == "SPEC001":
            if here in self._reported:
                return
            self._reported.add(here)
        location = self.document.locate(here, key=key)
        if code.startswith("REF") and self.diagnostics.has_reference(location):
            return  # `load` could not follow it
        line = self.document.source_line(location)
        self.diagnostics.report(code, message, location, source_line=line, help=help)

    def wrong(self, name: str, wanted: str, value: JsonValue, here: str) -> None:
        """Report that the value at `here` is not of the wanted kind."""
        self.report(here, f"`{name}` should be {wanted}, not {kind_of(value)}")

    def text(self, source: JsonMap, name: str, here: str) -> str | None:
        """A text member. Numbers and booleans are reported, and read as they are written."""
        value = source.get(name)
        if isinstance(value, str):
            return value
        if name not in source:
            return None
        at = pointer.child(here, name)
        self.wrong(name, "text", value, at)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return self._as_written(at) or str(value)
        return None

    def _as_written(self, here: str) -> str:
        """The plain scalar at a place as it stands in the file: `1.10` is not the number 1.1."""
        location = self.document.locate(here)
        rest = self.document.source_line(location)[max(0, location.column - 1) :]
        words = rest.replace(",", " ").replace("}", " ").split(maxsplit=1)
        return words[0] if words and words[0][:1] in "+-.0123456789" else ""

    def flag(self, source: JsonMap, name: str, here: str) -> bool:
        """A boolean member; absent is false."""
        return self.optional_flag(source, name, here) or False

    def optional_flag(self, source: JsonMap, name: str, here: str) -> bool | None:
        """A boolean member."""
        value = source.get(name)
        if isinstance(value, bool):
            return value
        if name in source:
            self.wrong(name, "true or false", value, pointer.child(here, name))
        return None

    def members(self, source: JsonMap, name: str, here: str) -> JsonMap:
        """An object member; absent is empty."""
        value = source.get(name)
        if isinstance(value, dict):
            return value
        if name in source:
            self.wrong(name, "an object", value, pointer.child(here, name))
        return {}

    def items(self, source: JsonMap, name: str, here: str) -> list[JsonValue]:
        """An array member; absent is empty."""
        value = source.get(name)
        if isinstance(value, list):
            return value
        if name in source:
            self.wrong(name, "an array", value, pointer.child(here, name))
        return []

    def strings(self, source: JsonMap, name: str, here: str) -> tuple[str, ...]:
        """An array member of texts; elements of another kind are reported and left out."""
        found: list[str] = []
        for number, item in enumerate(self.items(source, name, here)):
            if isinstance(item, str):
                found.append(item)
            else:
                at = pointer.child(pointer.child(here, name), number)
                self.report(at, f"`{name}` should hold texts, not {kind_of(item)}")
        return tuple(found)

    def texts_by_name(self, source: JsonMap, name: str, here: str) -> tuple[tuple[str, str], ...]:
        """An object member whose values are texts."""
        members = self.members(source, name, here)
        below = pointer.child(here, name)
        found = ((key, self.text(members, key, below)) for key in members)
        return tuple((key, value) for key, value in found if value is not None)

    def objects(self, source: JsonMap, name: str, here: str) -> Iterator[tuple[str, JsonMap, str]]:
        """Name, object and pointer of every member of an object member; others are reported and left out."""
        yield from self.each(self.members(source, name, here), pointer.child(here, name))

    def each(self, source: JsonMap, here: str) -> Iterator[tuple[str, JsonMap, str]]:
        """The same of an object itself."""
        for key, value in source.items():
            at = pointer.child(here, key)
            if isinstance(value, dict):
                yield key, value, at
            elif not key.startswith("x-"):
                self.report(at, f"`{key}` should be an object, not {kind_of(value)}")

    def elements(self, source: JsonMap, name: str, here: str) -> Iterator[tuple[JsonMap, str]]:
        """Object and pointer of every element of an array member; others are reported and left out."""
        below = pointer.child(here, name)
        for number, value in enumerate(self.items(source, name, here)):
            at = pointer.child(below, number)
            if isinstance(value, dict):
                yield value, at
            else:
                self.report(at, f"`{name}` should hold objects, not {kind_of(value)}")

    def resolve(self, source: JsonMap, here: str) -> tuple[JsonMap, str] | None:
        """The object that a chain of local `$ref`s leads to, and its pointer; the object itself when it has
        none.

        For objects that are read where they are used: path items, examples, media types. None (REF001,
        REF002) when the chain leads nowhere.
        """
        seen = {here}
        value, at = source, here
        while isinstance(target := value.get("$ref"), str):
            found = self.lookup(target)
            if found is None:
                problem = "does not exist" if target.startswith("#") else "is not in this document"
                self.report(pointer.child(at, "$ref"), f"{target!r} {problem}", code="REF001", help=_NOT_READ)
                return None
            value, at = found
            if at in seen:
                self.report(pointer.child(here, "$ref"), f"{target!r} leads back to itself", code="REF002")
                return None
            seen.add(at)
        return value, at

    def lookup(self, target: str) -> tuple[JsonMap, str] | None:
        """The object that a local reference (RFC 6901 §6) names, and its pointer."""
        found = self.value_at(target)
        return (found[0], found[1]) if found is not None and isinstance(found[0], dict) else None

    def value_at(self, target: str) -> tuple[JsonValue, str] | None:
        """The value that a local reference names, and its pointer; None when there is none.

        Where the way leads through a reference, it goes on at what that means.
        """
        if not target.startswith("#"):
            return None
        value: JsonValue = self.document.data
        here = pointer.ROOT
        todo = list(reversed(pointer.split(pointer.normalised(target))))
        hops = 0
        while todo:
            token = todo.pop()
            found = step(value, token)
            if found is not None:
                here, value = pointer.child(here, token), found[1]
                continue
            reference = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#") or hops == _HOPS:
                return None
            hops += 1
            todo += [token, *reversed(pointer.split(pointer.normalised(reference)))]
            value, here = self.document.data, pointer.ROOT
        return value, here


def extensions(reader: Reader, source: JsonMap, here: str, on: vendor.On) -> tuple[tuple[str, Json], ...]:
    """The specification extensions (`x-…`) of an object, and what they mean under our names."""
    given = {name: freeze(value) for name, value in source.items() if name.startswith("x-")}
    if not given:
        return ()

    def report(name: str, wanted: str) -> None:
        at = pointer.child(here, name)
        kind = kind_of(source[name])
        # Where the kind is right, it is a part of the value that is not.
        message = f"`{name}` should be {wanted}" + ("" if wanted.startswith(kind) else f", not {kind}")
        reader.report(at, message, code="VENDOR001")

    ours = dict(vendor.translated(given, on, report))
    return (*((name, value) for name, value in given.items() if name not in vendor.OURS), *ours.items())
