"""What a component or an operation is recognised by when the document calls it by another name (decision 13).

A digest says what a thing is, not how it is called or described: components that it refers to count by what
they are in turn, and the order of members and of the document does not count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import cast

from generator.ir.refs import normalise
from generator.load import pointer
from generator.spec.model import Discriminator, JsonObject, Ref, Schema, Spec

# How far apart two schemas may first differ, in references, and still be told apart.
_DEPTH = 4
_LENGTH = 10
_VERSION = re.compile(r"v\d+(?:[._]?\d+)*(?:(?:alpha|beta)\d*)?", re.IGNORECASE)
# What is said of a thing, and where it stands, changes nothing of what it is.
_SAID = frozenset(
    ["pointer", "title", "summary", "description", "examples", "extensions", "default", "has_default", "xml"]
) | frozenset(["external_docs", "unread", "deprecated"])
_UNORDERED = frozenset(["dependent_schemas", "pattern_properties", "properties", "required", "responses"])
_NAMES = frozenset(["path", "operation_id", "tags", "servers", "callbacks", "security", "links"])


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a document.

    Attributes:
        schemas: For each component its content and where it is referred to, both as digests.
        operations: For each operation what it takes and gives, as a digest.
        plain: Components that say so little that their content is no mark.
    """

    schemas: dict[str, tuple[str, str]]
    operations: dict[str, str]
    plain: frozenset[str]


def marks(document: Spec) -> Marks:
    """The marks of every component and operation, by pointer."""
    reading = _Reading({schema.pointer for _, schema in document.schemas})
    schemas = {schema.pointer: reading.pieces(schema) for _, schema in document.schemas}
    operations = {operation.pointer: reading.pieces(operation) for operation in document.operations}
    for section in (document.parameters, document.request_bodies, document.responses, document.headers):
        for _, record in section:
            reading.pieces(record)
    known = dict.fromkeys(schemas, "")
    for _ in range(_DEPTH):
        known = {id: _digest(_text(pieces, known)) for id, pieces in schemas.items()}
    uses = {id: _digest("\n".join(sorted(reading.sites.get(id, ())))) for id in schemas}
    return Marks(
        {id: (known[id], uses[id]) for id in schemas},
        {id: _digest(_text(pieces, known)) for id, pieces in operations.items()},
        frozenset(schema.pointer for _, schema in document.schemas if _is_plain(schema)),
    )


def shape(path: str) -> str:
    """A path without what changes from version to version: `/v1/pets/{petId}` → `/pets/{}`."""
    kept = [part for part in path.split("/") if part and not _VERSION.fullmatch(part)]
    return "/" + "/".join(re.sub(r"\{[^{}]*\}", "{}", part) for part in kept)


@dataclass(frozen=True, slots=True)
class _To:
    """A reference to a component."""

    id: str


@dataclass(slots=True)
class _Reading:
    components: set[str]
    sites: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def pieces(self, record: object) -> list[str | _To]:
        """A record as text, with the components that it refers to left open."""
        found: list[str | _To] = []
        self._add(record, found)
        return found

    def _add(self, value: object, found: list[str | _To]) -> None:
        if isinstance(value, Schema) and value.ref is not None:
            self._refer(value.ref, value.pointer, found)
        if isinstance(value, Ref):
            self._refer(value.target, value.pointer, found)
        elif isinstance(value, Discriminator):
            tags = sorted(tag for tag, _ in value.mapping)
            found.append(f"tags({value.property_name!r},{tags!r})")
        elif isinstance(value, JsonObject):
            self._add(value.members, found)
        elif isinstance(value, tuple):
            found.append("(")
            for item in cast("tuple[object, ...]", value):
                self._add(item, found)
                found.append(",")
            found.append(")")
        elif is_dataclass(value):
            kind: type = type(value)
            names, get = _parts(kind)
            found.append("{")
            for name, part in zip(names, get(value), strict=True):
                # What is absent; a schema that is `false` is not.
                if part is None or part == () or (part is False and name != "boolean"):
                    continue
                found.append(f"{name}=")
                self._add(_in_order(name, part), found)
                found.append(";")
            found.append("}")
        else:
            found.append(repr(value))

    def _refer(self, target: str, place: str, found: list[str | _To]) -> None:
        target = normalise(target)
        if target in self.components:
            self.sites.setdefault(target, set()).add(_site(place))
            found.append(_To(target))
        else:
            found.append(repr(target))


@cache
def _parts(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The fields of a record that say what it is, of which there are several, and what reads them."""
    left_out = _SAID | _NAMES | ({"ref"} if kind is Schema else frozenset[str]())
    names = tuple(item.name for item in fields(kind) if item.name not in left_out)
    return names, attrgetter(*names)


def _in_order(name: str, part: object) -> object:
    """Members, and what is required, in an order of their own: that of the document says nothing."""
    if name not in _UNORDERED or not isinstance(part, tuple):
        return part
    return tuple(sorted(cast("tuple[object, ...]", part), key=_key))


def _key(item: object) -> str:
    """What a member goes by: the name of a pair, or the item itself."""
    return str(cast("tuple[object, ...]", item)[0]) if isinstance(item, tuple) else str(item)


def _site(place: str) -> str:
    """Where a reference stands, without the names that a rename changes."""
    tokens = pointer.split(place)
    match tokens:
        case ("paths", path, *rest):
            return "/".join((shape(path), *rest))
        case ("components", "schemas", _, *rest) | ("definitions", _, *rest):
            return "/".join(("~", *rest))
        case _:
            return place


def _is_plain(schema: Schema) -> bool:
    said = (schema.properties, schema.enum, schema.one_of, schema.any_of, schema.all_of, schema.prefix_items)
    return not any(said)


def _text(pieces: Iterable[str | _To], known: dict[str, str]) -> str:
    return "".join(piece if isinstance(piece, str) else f"<{known[piece.id]}>" for piece in pieces)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
