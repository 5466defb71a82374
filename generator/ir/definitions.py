"""What a schema becomes: models, enumerations and aliases, and what is said of their parts.

Part of the IR; `generator.ir.model` offers it all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from generator.diagnostics import Location
from generator.ir.shapes import Pointer, PyName, Scalar, Tag, Type, WireName
from generator.spec.model import Json


@dataclass(frozen=True, slots=True)
class Doc:
    """What the spec says for people: text, bounds, default, example.

    Printed in docstrings, never executed.
    """

    text: str = ""
    constraints: tuple[str, ...] = ()
    default: Json = None
    has_default: bool = False
    example: Json = None
    has_example: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to, beyond its type (JSON Schema validation §6). Documented in any case.

    Checked before sending only where the configuration asks for it.
    """

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


class Direction(Enum):
    """Where a definition is used: sent, received, or both with the same shape."""

    INPUT = "input"
    OUTPUT = "output"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an object. Required, nullable and default are three separate facts.

    `told_by` is the value by which a union tells the model apart, where the member need not be there: a model
    that a caller makes has it all the same.
    """

    wire: WireName
    name: PyName
    type: Type
    required: bool
    nullable: bool
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    limits: Limits | None = None
    told_by: str | int | float | bool | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Model:
    """An object with known members. Unknown members are always kept; `extra` is their type, when it is known.

    `dict_name` is the name of its TypedDict twin, if it can be sent.
    """

    id: Pointer
    name: PyName
    fields: tuple[Field, ...]
    direction: Direction
    dict_name: PyName | None = None
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)
    extra: Type | None = None

    @property
    def is_sent(self) -> bool:
        """Whether callers give it."""
        return self.dict_name is not None and self.direction in (Direction.INPUT, Direction.BOTH)


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enumeration."""

    value: Tag
    name: PyName
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A fixed list of scalars that the server may extend later; `scalars` are the kinds that its values have.

    `as_class` is whether callers see an enum class, and not literal values; then there is one kind, STRING or
    INTEGER. `is_open`: the server may send others of their kinds, too.
    """

    id: Pointer
    name: PyName
    values: tuple[EnumValue, ...]
    scalars: tuple[Scalar, ...]
    as_class: bool = False
    is_open: bool = True
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """A named schema that is neither an object with members nor an enumeration.

    `param_name` is the name of the wider type that callers may give for it, if it can be sent and there is
    one.
    """

    id: Pointer
    name: PyName
    type: Type
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)
    param_name: PyName | None = None


Definition: TypeAlias = Model | Enumeration | Alias
