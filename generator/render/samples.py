"""Example values: for docstrings, the README and the generated tests.

A sample is both what a caller writes in Python and what then travels as JSON, so that a test can hold one
against the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from generator.ir.model import (
    Alias,
    Argument,
    Definition,
    Doc,
    Enumeration,
    Field,
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
from generator.render.safe import Safe, literal
from generator.spec.model import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Sample:
    """One value. `python` is an expression, `wire` the JSON it stands for."""

    python: Safe
    wire: Json


_DATETIME = Sample(Safe("dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC)"), "2024-01-15T09:30:00Z")
_DATE = Sample(Safe("dt.date(2024, 1, 15)"), "2024-01-15")
# Models in one sample: where each refers to several others, the ways through them cannot all be shown.
_ROOM = 64
# What required members may take beyond that before the sample is cut off, valid or not.
_OVERDRAFT = 512


@dataclass(slots=True)
class _Room:
    """How many more models a sample may hold."""

    left: int = _ROOM


@dataclass(frozen=True, slots=True)
class _Above:
    """What a part of a sample stands in: the definitions around it, and the room of the whole."""

    ids: tuple[Pointer, ...] = ()
    room: _Room = field(default_factory=_Room)

    def inside(self, id: Pointer) -> _Above:
        return _Above((*self.ids, id), self.room)


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes samples. `prefix` stands before the names of definitions."""

    definitions: Mapping[Pointer, Definition]
    prefix: str = "types."

    def argument(self, argument: Argument, *, full: bool) -> Sample:
        """A value for an argument; `full` fills in optional members of models too."""
        return self._documented(argument.type, argument.doc, str(argument.wire), full, _Above())

    def value(self, type: Type, hint: str, *, full: bool) -> Sample:
        """A value of a type. `hint` becomes the text of strings."""
        return self._of(type, hint, full, _Above())

    def _documented(self, type: Type, doc: Doc, hint: str, full: bool, above: _Above) -> Sample:
        if doc.has_example and isinstance(type, Primitive) and _fits(doc.example, type.scalar):
            return Sample(literal(doc.example), doc.example)
        return self._of(type, hint, full, above)

    def _of(self, type: Type, hint: str, full: bool, above: _Above) -> Sample:
        match type:
            case Primitive(scalar):
                return _scalar(scalar, hint)
            case Nullable(inner):
                return self._of(inner, hint, full, above)
            case OneOf(variants):
                ends = (variant for variant in variants if not self._recurs(variant, above))
                return self._of(next(ends, variants[0]), hint, full, above)
            case ListOf(item):
                if self._recurs(item, above):
                    return Sample(Safe("[]"), ())
                sample = self._of(item, hint, full, above)
                return Sample(Safe(f"[{sample.python}]"), (sample.wire,))
            case MapOf(value):
                if self._recurs(value, above):
                    return Sample(Safe("{}"), JsonObject())
                sample = self._of(value, hint, full, above)
                return Sample(Safe(f'{{"key": {sample.python}}}'), JsonObject((("key", sample.wire),)))
            case Named(id):
                return self._definition(self.definitions[id], hint, full, above)
            case _:
                assert_never(type)

    def _definition(self, definition: Definition, hint: str, full: bool, above: _Above) -> Sample:
        match definition:
            case Enumeration():
                first = definition.values[0]
                member = Safe(f"{self.prefix}{definition.name}.{first.name}")
                return Sample(member if definition.as_class else literal(first.value), first.value)
            case Alias():
                return self._of(definition.type, hint, full, above.inside(definition.id))
            case Model():
                above.room.left -= 1
                if definition.id in above.ids or above.room.left < -_OVERDRAFT:
                    # It requires itself, so that no value is valid.
                    return Sample(Safe(f"{self.prefix}{definition.name}.model_construct()"), JsonObject())
                inside = above.inside(definition.id)
                chosen = [field for field in definition.fields if self._shown(field, full, inside)]
                parts = [(f, self._documented(f.type, f.doc, str(f.wire), full, inside)) for f in chosen]
                arguments = ", ".join(f"{field.name}={sample.python}" for field, sample in parts)
                wire = JsonObject(tuple((str(field.wire), sample.wire) for field, sample in parts))
                return Sample(Safe(f"{self.prefix}{definition.name}({arguments})"), wire)
            case _:
                assert_never(definition)

    def _shown(self, field: Field, full: bool, above: _Above) -> bool:
        return field.required or (full and not self._recurs(field.type, above))

    def _recurs(self, type: Type, above: _Above) -> bool:
        match type:
            case Named(id):
                return id in above.ids or (above.room.left <= 0 and isinstance(self.definitions[id], Model))
            case ListOf(inner) | MapOf(inner) | Nullable(inner):
                return self._recurs(inner, above)
            case OneOf(variants):
                return all(self._recurs(variant, above) for variant in variants)
            case Primitive():
                return False
            case _:
                assert_never(type)


def _scalar(scalar: Scalar, hint: str) -> Sample:
    match scalar:
        case Scalar.STRING:
            return Sample(literal(hint), hint)
        case Scalar.INTEGER:
            return Sample(Safe("1"), 1)
        case Scalar.NUMBER:
            return Sample(Safe("1.5"), 1.5)
        case Scalar.BOOLEAN:
            return Sample(Safe("True"), True)
        case Scalar.DATETIME:
            return _DATETIME
        case Scalar.DATE:
            return _DATE
        case Scalar.BYTES:
            return Sample(Safe(repr(hint.encode())), hint)
        case Scalar.NULL:
            return Sample(Safe("None"), None)
        case Scalar.ANY:
            return Sample(Safe('{"key": "value"}'), JsonObject((("key", "value"),)))
        case _:
            assert_never(scalar)


def _fits(value: Json, scalar: Scalar) -> bool:
    match scalar:
        case Scalar.STRING:
            return isinstance(value, str) and value != ""
        case Scalar.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Scalar.NUMBER:
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case Scalar.BOOLEAN:
            return isinstance(value, bool)
        case _:
            return False
