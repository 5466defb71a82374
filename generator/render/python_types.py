"""IR types as Python annotations.

The spelling depends on who reads it: a caller, a model module, or a TypedDict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from generator.ir.graph import mentions, reach
from generator.ir.model import (
    Alias,
    Definition,
    Enumeration,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Pointer,
    Primitive,
    Scalar,
    Type,
)
from generator.render.safe import Safe

_SCALARS = {
    Scalar.STRING: "str",
    Scalar.INTEGER: "int",
    Scalar.NUMBER: "float",
    Scalar.BOOLEAN: "bool",
    Scalar.DATETIME: "dt.datetime",
    Scalar.DATE: "dt.date",
    Scalar.BYTES: "bytes",
    Scalar.NULL: "None",
    Scalar.ANY: "Any",
}


class Side(Enum):
    """Whether a value is given by the caller (wide types, dicts welcome) or handed to him (exact types)."""

    GIVEN = "given"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How annotations are written in one file.

    Attributes:
        definitions: All definitions by id.
        prefix: What stands before a definition's name (`types.`).
        builtins: What stands before `list`, `dict` and the like, where a method hides the plain name.
    """

    definitions: Mapping[Pointer, Definition]
    prefix: str = ""
    builtins: str = ""

    def text(self, type: Type, side: Side) -> Safe:
        """The annotation for a type."""
        return Safe(self._text(type, side))

    def optional(self, type: Type, side: Side) -> Safe:
        """The annotation for a type or None."""
        text = self._text(type, side)
        return Safe(text if text in ("Any", "None") or text.endswith(" | None") else f"{text} | None")

    def _text(self, type: Type, side: Side) -> str:
        match type:
            case Primitive(scalar):
                text = _SCALARS[scalar]
                return f"{self.builtins}{text}" if text in ("str", "int", "float", "bool", "bytes") else text
            case Named(id):
                return self._named(id, side)
            case ListOf(item):
                outer = "SequenceNotStr" if side is Side.GIVEN else f"{self.builtins}list"
                return f"{outer}[{self._text(item, side)}]"
            case MapOf(value):
                outer = "Mapping" if side is Side.GIVEN else f"{self.builtins}dict"
                return f"{outer}[{self.builtins}str, {self._text(value, side)}]"
            case Nullable(inner):
                return self.optional(inner, side)
            case OneOf(variants):
                return " | ".join(dict.fromkeys(self._text(variant, side) for variant in variants))
            case _:
                assert_never(type)

    def _named(self, id: Pointer, side: Side) -> str:
        definition = self.definitions[id]
        if side is Side.GIVEN and isinstance(definition, Alias) and self._holds_models(definition):
            # An alias names what is returned; a caller may also give dicts and any sequence.
            return self._text(definition.type, side)
        plain = f"{self.prefix}{definition.name}"
        if side is Side.GIVEN and isinstance(definition, Enumeration) and definition.as_class:
            # A plain value will do as well as a member, also one that the server added later.
            return f"{plain} | {self.builtins}{_SCALARS[definition.scalar]}"
        if side is Side.GIVEN and isinstance(definition, Model) and definition.dict_name is not None:
            return f"{plain} | {self.prefix}{definition.dict_name}"
        return plain

    def _holds_models(self, alias: Alias) -> bool:
        """Whether an alias leads to a model with a TypedDict twin, and not back to itself."""
        reached = reach(mentions(alias), self.definitions)
        direct = (self.definitions[id] for id in reached)
        return alias.id not in reached and any(
            isinstance(d, Model) and d.dict_name is not None for d in direct
        )


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The identifiers that pieces of code use, outside string literals: they say what to import."""
    return frozenset(re.findall(r"[A-Za-z_]\w*", _code(texts)))


def modules_in(texts: Iterable[str]) -> frozenset[str]:
    """The names whose attributes pieces of code use (`types` of `types.Pet`, but not of `f(types=1)`)."""
    return frozenset(re.findall(r"(?<![\w.])([A-Za-z_]\w*)\.", _code(texts)))


def _code(texts: Iterable[str]) -> str:
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', " ".join(texts))
