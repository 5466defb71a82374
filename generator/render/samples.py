"""Example values: for docstrings, the README and the generated tests.

A sample is both what a caller writes in Python and what then travels as JSON, so that a test can hold one
against the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import assert_never

from generator.ir.model import (
    ANY,
    Alias,
    Argument,
    Constant,
    Definition,
    Doc,
    Enumeration,
    Field,
    Limits,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Place,
    Pointer,
    Primitive,
    Scalar,
    Tagged,
    TupleOf,
    Type,
)
from generator.ir.parts import parts
from generator.render.safe import Safe, literal
from generator.runtime.limits import Limits as Check
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Sample:
    """One value. `python` is an expression, `wire` the JSON it stands for.

    `fits` is false where the value breaks a bound that is checked, and none was found that keeps to it.
    """

    python: Safe
    wire: Json
    fits: bool = True


_DATETIME = Sample(Safe("dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC)"), "2024-01-15T09:30:00Z")
_DATE = Sample(Safe("dt.date(2024, 1, 15)"), "2024-01-15")
_TIME = Sample(Safe("dt.time(9, 30, tzinfo=dt.UTC)"), "09:30:00Z")
_DURATION = Sample(Safe("dt.timedelta(minutes=90)"), "PT1H30M")
_UUID = Sample(
    Safe('uuid.UUID("123e4567-e89b-42d3-a456-426614174000")'), "123e4567-e89b-42d3-a456-426614174000"
)
_DECIMAL = Sample(Safe('decimal.Decimal("1.50")'), "1.50")
_BASE64 = Sample(Safe('b"value"'), "dmFsdWU=")
FILE_NAME = "file.bin"
_TEXTS = (Place.PATH, Place.QUERY, Place.HEADER, Place.COOKIE)
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
        if argument.place in _TEXTS and argument.type in (ANY, Nullable(ANY)):
            # Of all values, text is what can be sent there whatever the style.
            return Sample(literal(argument.wire), argument.wire)
        sample = self._documented(argument.type, argument.doc, str(argument.wire), full, _Above())
        return _within(sample, argument.type, argument.limits)

    def value(self, type: Type, hint: str, *, full: bool) -> Sample:
        """A value of a type. `hint` becomes the text of strings."""
        return self._of(type, hint, full, _Above())

    def _documented(self, type: Type, doc: Doc, hint: str, full: bool, above: _Above) -> Sample:
        if doc.has_example and isinstance(type, Primitive) and _fits(doc.example, type.scalar):
            return Sample(literal(doc.example), doc.example)
        if not above.ids and type == Primitive(Scalar.UUID):
            # As a caller has it; inside a model it must be a UUID.
            return Sample(literal(_UUID.wire), _UUID.wire)
        return self._of(type, hint, full, above)

    def _of(self, type: Type, hint: str, full: bool, above: _Above) -> Sample:
        match type:
            case Primitive(scalar):
                return _scalar(scalar, hint)
            case Nullable(inner):
                return self._of(inner, hint, full, above)
            case Constant(values):
                return Sample(literal(values[0]), values[0])
            case OneOf() | Tagged():
                plain = [variant for variant in parts(type) if not self._recurs(variant, above)]
                return self._of((*plain, *parts(type))[0], hint, full, above)
            case TupleOf(items):
                samples = [self._of(item, hint, full, above) for item in items]
                listed = ", ".join(sample.python for sample in samples)
                closed = f"({listed},)" if len(samples) == 1 else f"({listed})"
                fits = all(sample.fits for sample in samples)
                return Sample(Safe(closed), tuple(sample.wire for sample in samples), fits)
            case ListOf(item):
                if self._recurs(item, above):
                    return Sample(Safe("[]"), ())
                sample = self._of(item, hint, full, above)
                return Sample(Safe(f"[{sample.python}]"), (sample.wire,), sample.fits)
            case MapOf(value):
                if self._recurs(value, above):
                    return Sample(Safe("{}"), JsonObject())
                sample = self._of(value, hint, full, above)
                wire = JsonObject((("key", sample.wire),))
                return Sample(Safe(f'{{"key": {sample.python}}}'), wire, sample.fits)
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
                given = [
                    (field, sample)
                    for field in definition.fields
                    if self._shown(field, full, inside)
                    for sample in (self._member(field, full, inside),)
                    if field.required or sample.fits
                ]
                arguments = ", ".join(f"{field.name}={sample.python}" for field, sample in given)
                members = [(str(field.wire), sample.wire) for field, sample in given]
                if definition.is_sent:
                    shown = {field for field, _ in given}
                    members += [
                        (str(field.wire), field.told_by)
                        for field in definition.fields
                        if field.told_by is not None and field not in shown
                    ]
                fits = all(sample.fits for _, sample in given)
                return Sample(
                    Safe(f"{self.prefix}{definition.name}({arguments})"), JsonObject(tuple(members)), fits
                )
            case _:
                assert_never(definition)

    def _member(self, field: Field, full: bool, above: _Above) -> Sample:
        sample = self._documented(field.type, field.doc, str(field.wire), full, above)
        return _within(sample, field.type, field.limits)

    def _shown(self, field: Field, full: bool, above: _Above) -> bool:
        return field.required or (full and not self._recurs(field.type, above))

    def _recurs(self, type: Type, above: _Above) -> bool:
        match type:
            case Named(id):
                return id in above.ids or (above.room.left <= 0 and isinstance(self.definitions[id], Model))
            case ListOf(inner) | MapOf(inner) | Nullable(inner):
                return self._recurs(inner, above)
            case OneOf() | Tagged():
                return all(self._recurs(each, above) for each in parts(type))
            case TupleOf():
                return any(self._recurs(each, above) for each in parts(type))
            case Primitive() | Constant():
                return False
            case _:
                assert_never(type)


def _within(sample: Sample, type: Type, limits: Limits | None) -> Sample:
    """The sample, or one like it that keeps to the bounds."""
    if limits is None:
        return sample
    check = Check(**{item.name: getattr(limits, item.name) for item in fields(limits)})
    return next((other for other in _like(sample, type, limits) if _passes(other, check)), _misfit(sample))


def _misfit(sample: Sample) -> Sample:
    return replace(sample, fits=False)


def _passes(sample: Sample, check: Check) -> bool:
    try:
        check.check(thaw(sample.wire))
    except ValueError:
        return False
    return sample.fits


def _like(sample: Sample, type: Type, limits: Limits) -> Iterator[Sample]:
    yield sample
    wire = sample.wire
    if isinstance(wire, str) and type == Primitive(Scalar.STRING):
        padded = (wire or "x") * ((limits.min_length or 0) // len(wire or "x") + 1)
        for size in (limits.max_length, limits.min_length):
            if size is not None:
                yield Sample(literal(padded[:size]), padded[:size])
    elif isinstance(wire, (int, float)) and type in (Primitive(Scalar.INTEGER), Primitive(Scalar.NUMBER)):
        above, below = limits.exclusive_minimum, limits.exclusive_maximum
        edges = [limits.minimum, limits.maximum, limits.multiple_of, 0]
        edges += [None if above is None else above + 1, None if below is None else below - 1]
        known = [edge for edge in edges if edge is not None]
        if type == Primitive(Scalar.NUMBER):
            known = list(map(float, known))  # which is what a model makes of it
        yield from (Sample(literal(edge), edge) for edge in known)
    elif isinstance(wire, tuple) and len(wire) == 1 and isinstance(type, ListOf):
        item = sample.python[1:-1]
        for size in (limits.min_items, limits.max_items):
            if size is not None:
                yield Sample(Safe(f"[{', '.join([item] * size)}]"), wire * size, sample.fits)


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
        case Scalar.TIME:
            return _TIME
        case Scalar.DURATION:
            return _DURATION
        case Scalar.UUID:
            return _UUID
        case Scalar.DECIMAL:
            return _DECIMAL
        case Scalar.BASE64:
            return _BASE64
        case Scalar.BYTES | Scalar.CONTENT:
            return Sample(Safe(f"b{literal(hint)}" if hint.isascii() else repr(hint.encode())), hint)
        case Scalar.FILE:
            content = f"b{literal(hint)}" if hint.isascii() else repr(hint.encode())
            return Sample(Safe(f'("{FILE_NAME}", {content})'), hint)
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
