"""Definitions before they have names, and what the passes that make and change them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ir.model import ANY, Definition, Nullable, OneOf, Pointer, Type
from generator.ir.position import Position

FIELD_MARK = "!field/"
INPUT_SUFFIX = "!input"
"""Ends the id of the request shape of a schema whose request and response shapes differ."""
ANY_SUFFIX = "!any"
"""Ends the id of the union of a schema and those that extend it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A type at a place, and whether null may stand there."""

    type: Type
    nullable: bool = False

    @property
    def whole(self) -> Type:
        """The type with null in it."""
        return Nullable(self.type) if self.nullable and self.type != ANY else self.type


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition that has no name yet.

    `by_place`: it is named after its place, and equal ones may become one.
    """

    definition: Definition
    position: Position
    by_place: bool


@dataclass(frozen=True, slots=True)
class Style:
    """What the configuration says of types.

    Attributes:
        enum_classes: Enumerations are classes, not literal values.
        limits: Fields and arguments carry their bounds, to be checked before sending.
    """

    enum_classes: bool = False
    limits: bool = False


def union_of(types: Sequence[Type]) -> Type:
    """The type that any of several types is; `Any` when it is among them."""
    flat: list[Type] = []
    for type in types:
        flat.extend(type.variants if isinstance(type, OneOf) else (type,))
    different = tuple(dict.fromkeys(flat))
    if ANY in different:
        return ANY
    return different[0] if len(different) == 1 else OneOf(different)


def field_id(model: Pointer, wire: str) -> str:
    """The key of a field in the lock file.

    The pointer alone is that of the field's schema, which may have a name too.
    """
    return f"{model}{FIELD_MARK}{wire}"
