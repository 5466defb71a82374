"""What values look like: the types of the IR, closed, frozen and free of Python text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType, TypeAlias

WireName = NewType("WireName", str)
"""A name as the server knows it."""

PyName = NewType("PyName", str)
"""A Python identifier, minted by `generator.ir.names` and by nothing else."""

Tag: TypeAlias = str | int | bool
"""A value that can stand in a `Literal`."""

Pointer = NewType("Pointer", str)
"""A JSON pointer with its leading `#`; the identity of a definition or an operation."""


class Scalar(Enum):
    """The values without a shape of their own: those that JSON carries, and bytes beside JSON.

    BYTES is a body that is received, CONTENT one that is sent, FILE a part of a multipart body that is sent.
    """

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATETIME = "datetime"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    DECIMAL = "decimal"
    BASE64 = "base64"
    BYTES = "bytes"
    CONTENT = "content"
    FILE = "file"
    NULL = "null"
    ANY = "any"


TEXT_WILL_DO = frozenset({Scalar.UUID, Scalar.DECIMAL, Scalar.DURATION})
"""Scalars that callers may also give as text: who has it need not parse it first.

Moments are none of them: as text they could be without an offset, which nobody would notice.
"""


@dataclass(frozen=True, slots=True)
class Primitive:
    """A scalar type."""

    scalar: Scalar


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array of one item type."""

    item: Type


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A JSON array of so many items, with types by position."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object with free keys and one value type."""

    value: Type


@dataclass(frozen=True, slots=True)
class Named:
    """The definition with this id."""

    id: Pointer


@dataclass(frozen=True, slots=True)
class Nullable:
    """`inner` or null, where a field's own `nullable` cannot say it (items, map values, results)."""

    inner: Type


@dataclass(frozen=True, slots=True)
class Constant:
    """These values. `is_open`: the server may send others of their kinds, too.

    Those that tell the variants of a union apart are not open.
    """

    values: tuple[Tag, ...]
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class OneOf:
    """A union without a discriminator: the variant that fits best."""

    variants: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a tagged union, and the values of the discriminating member that mean it."""

    tags: tuple[Tag, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Tagged:
    """A union of objects that the member called `member` tells apart.

    `default` is what an object with any other value is; None: a variant that the document does not know.
    """

    member: WireName
    variants: tuple[Variant, ...]
    default: Type | None = None

    @property
    def types(self) -> tuple[Type, ...]:
        """The type of every variant, and the default."""
        given = tuple(variant.type for variant in self.variants)
        return given if self.default is None or self.default in given else (*given, self.default)


Type: TypeAlias = Primitive | ListOf | TupleOf | MapOf | Named | Nullable | Constant | OneOf | Tagged

ANY = Primitive(Scalar.ANY)
