"""How two types relate for callers, by the direction in which their values travel.

What is sent may become wider, what is received narrower: types are compared as Python knows them, except that
what a list of values says counts as closed when it is sent, and as open when it is received.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias, assert_never

from generator.diff.changes import Side
from generator.ir.model import (
    ANY,
    TEXT_WILL_DO,
    Alias,
    Constant,
    Definition,
    Direction,
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
    Tagged,
    TupleOf,
    Type,
)
from generator.ir.parts import parts

_TEXT = Primitive(Scalar.STRING)
_NULL = Primitive(Scalar.NULL)


class Relation(Enum):
    """What the new type is to the old one."""

    SAME = "same"
    WIDER = "widened"
    NARROWER = "narrowed"
    OTHER = "changed"


class Kind(Enum):
    """What a difference inside a type is."""

    VALUE_ADDED = "value added"
    VALUE_REMOVED = "value removed"
    VARIANT_ADDED = "variant added"
    VARIANT_REMOVED = "variant removed"
    DISCRIMINATOR = "discriminator"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference inside a type that can be named by itself.

    `closed`: callers could rely on there being no other value or variant.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    closed: bool = False


_Question: TypeAlias = tuple[Type, Type, Direction, bool]


@dataclass(slots=True)
class Types:
    """Compares types of two sides, whose definitions correspond as `pairs` says (old id → new id)."""

    old: Side
    new: Side
    pairs: Mapping[Pointer, Pointer]
    _known: dict[_Question, bool] = field(default_factory=dict["_Question", bool])
    # What holds if what is still open does, in the order in which it was found.
    _assumed: dict[_Question, None] = field(default_factory=dict["_Question", None])
    _depth: int = 0
    _looking: set[tuple[Type, Type]] = field(default_factory=set[tuple[Type, Type]])

    def relation(self, old: Type, new: Type, direction: Direction) -> Relation:
        """What the new type is to the old one, where values travel in this direction."""
        if old == new and not _has_names(old):
            return Relation.SAME
        forth = self.within(old, new, direction)
        back = self.within(new, old, direction, reverse=True)
        if forth and back:
            return Relation.SAME
        return Relation.WIDER if forth else Relation.NARROWER if back else Relation.OTHER

    def is_settled(self, old: Type, new: Type) -> bool:
        """Whether two types are the same at a glance: most are, and a full comparison takes its time."""
        if old != new:
            return False
        if isinstance(old, Primitive | Constant):
            return True
        if isinstance(old, Named):
            return self.pairs.get(old.id) == old.id
        return all(self.is_settled(each, each) for each in parts(old))

    def within(self, inner: Type, outer: Type, direction: Direction, *, reverse: bool = False) -> bool:
        """Whether each value of one type will do where the other is expected.

        Args:
            inner: A type of the old side, or of the new side with `reverse`.
            outer: A type of the other side.
            direction: Sent or received.
            reverse: Which is which.
        """
        key = (inner, outer, direction, reverse)
        known = self._known.get(key)
        if known is not None:
            return known
        if key in self._assumed:
            return True  # Recursion: it holds if nothing else speaks against it.
        before = len(self._assumed)
        self._assumed[key] = None
        self._depth += 1
        found = self._within(inner, outer, direction, reverse)
        self._depth -= 1
        if not found:
            # Nothing that was built upon it holds for sure.
            while len(self._assumed) > before:
                self._assumed.popitem()
            self._known[key] = False
        elif not self._depth:
            self._known.update(dict.fromkeys(self._assumed, True))
            self._assumed.clear()
        return found

    def _within(self, inner: Type, outer: Type, direction: Direction, reverse: bool) -> bool:
        def inside(one: Type, other: Type) -> bool:
            return self.within(one, other, direction, reverse=reverse)

        if outer == ANY or inner == ANY:
            return outer == ANY
        if isinstance(inner, Named) and isinstance(outer, Named) and self._same(inner.id, outer.id, reverse):
            return True
        ours, theirs = (self.new, self.old) if reverse else (self.old, self.new)
        opened, widened = _opened(inner, ours, direction), _opened(outer, theirs, direction)
        if opened != inner or widened != outer:
            return inside(opened, widened)
        if isinstance(inner, Nullable):
            return inside(_NULL, outer) and inside(inner.inner, outer)
        if isinstance(inner, OneOf):
            return all(inside(each, outer) for each in inner.variants)
        if isinstance(inner, Tagged):
            if inner.default is None and not isinstance(outer, Tagged):
                return False
            return all(inside(each, outer) for each in inner.types)
        match outer:
            case Nullable():
                return inner == _NULL or inside(inner, outer.inner)
            case OneOf():
                return any(inside(inner, each) for each in outer.variants)
            case Tagged():
                return any(inside(inner, each) for each in outer.types)
            case _:
                return _fits(inner, outer, direction, inside)

    def _same(self, inner: Pointer, outer: Pointer, reverse: bool) -> bool:
        return self.pairs.get(outer) == inner if reverse else self.pairs.get(inner) == outer

    def differences(self, old: Type, new: Type, direction: Direction) -> list[Difference] | None:
        """The values and variants that were added or removed, wherever inside; None when more than that
        changed.
        """
        if isinstance(old, Named) and isinstance(new, Named) and self._same(old.id, new.id, False):
            return []
        if (old, new) in self._looking:
            return []  # Recursion: what is different is found once.
        self._looking.add((old, new))
        found = self._inside(_unfolded(old, self.old), _unfolded(new, self.new), direction)
        self._looking.discard((old, new))
        return found

    def _inside(self, old: Type, new: Type, direction: Direction) -> list[Difference] | None:
        match old, new:
            case Constant(), Constant():
                return _values(old, new)
            case (ListOf(one), ListOf(other)) | (MapOf(one), MapOf(other)):
                return self.differences(one, other, direction)
            case Nullable(one), Nullable(other):
                return self.differences(one, other, direction)
            case TupleOf(some), TupleOf(others) if len(some) == len(others):
                found: list[Difference] = []
                for one, other in zip(some, others, strict=True):
                    inside = self.differences(one, other, direction)
                    if inside is None:
                        return None
                    found += inside
                return found
            case OneOf(some), OneOf(others):
                return self._variants(some, others, direction, closed=True)
            case Tagged(), Tagged():
                return self._tagged(old, new, direction)
            case _:
                return [] if self.relation(old, new, direction) is Relation.SAME else None

    def _tagged(self, old: Tagged, new: Tagged, direction: Direction) -> list[Difference] | None:
        found: list[Difference] = []
        if old.member != new.member:
            found.append(Difference(Kind.DISCRIMINATOR, str(old.member), str(new.member)))
        inside = self._variants(old.types, new.types, direction, closed=old.default is not None)
        # Which tag means which variant is said by the variants' own members.
        return None if inside is None else found + inside

    def _variants(
        self, old: tuple[Type, ...], new: tuple[Type, ...], direction: Direction, *, closed: bool
    ) -> list[Difference] | None:
        gone = [each for each in old if not any(self._alike(each, other, direction) for other in new)]
        come = [each for each in new if not any(self._alike(other, each, direction) for other in old)]
        if len(gone) == len(come) == 1:
            inside = self.differences(gone[0], come[0], direction)
            if inside is not None or not (isinstance(gone[0], Named) and isinstance(come[0], Named)):
                return inside
        removed = [Difference(Kind.VARIANT_REMOVED, spell(each, self.old), "", closed) for each in gone]
        added = [Difference(Kind.VARIANT_ADDED, "", spell(each, self.new), closed) for each in come]
        return [*removed, *added]

    def _alike(self, old: Type, new: Type, direction: Direction) -> bool:
        if isinstance(old, Constant) and isinstance(new, Constant):
            return set(old.values) == set(new.values)
        return self.relation(old, new, direction) is Relation.SAME


def _values(old: Constant, new: Constant) -> list[Difference]:
    closed = not (old.is_open and new.is_open)
    removed = [
        Difference(Kind.VALUE_REMOVED, repr(each), "", closed)
        for each in old.values
        if each not in new.values
    ]
    added = [
        Difference(Kind.VALUE_ADDED, "", repr(each), closed) for each in new.values if each not in old.values
    ]
    return [*removed, *added]


def _has_names(type: Type) -> bool:
    return not isinstance(type, Primitive | Constant)


def _unfolded(type: Type, side: Side) -> Type:
    """What an alias or a list of values stands for, to look inside."""
    if not isinstance(type, Named):
        return type
    match side.definitions[type.id]:
        case Alias(type=inner):
            return inner
        case Enumeration(as_class=False) as listed:
            return Constant(tuple(each.value for each in listed.values))
        case _:
            return type


def _opened(type: Type, side: Side, direction: Direction) -> Type:
    """What an alias stands for; and what may be received where values are listed."""
    match type:
        case Named(id):
            match side.definitions[id]:
                case Alias(type=inner):
                    return inner
                case Enumeration(as_class=False) as listed:
                    return _opened(Constant(tuple(each.value for each in listed.values)), side, direction)
                case _:
                    return type
        case Constant(values, is_open=True) if direction is not Direction.INPUT:
            kinds = tuple(dict.fromkeys(_scalar(value) for value in values))
            return kinds[0] if len(kinds) == 1 else OneOf(kinds)
        case _:
            return type


def _scalar(value: str | int | bool) -> Primitive:
    match value:
        case bool():
            return Primitive(Scalar.BOOLEAN)
        case int():
            return Primitive(Scalar.INTEGER)
        case str():
            return _TEXT


def _fits(inner: Type, outer: Type, direction: Direction, inside: Callable[[Type, Type], bool]) -> bool:
    """`within` for types that are no unions, aliases or null."""
    match inner, outer:
        case Primitive(one), Primitive(other):
            return (
                one is other
                or (one is Scalar.INTEGER and other is Scalar.NUMBER)
                # Callers may give text where these are sent.
                or (one is Scalar.STRING and other in TEXT_WILL_DO and direction is Direction.INPUT)
            )
        case Constant(some), Constant(others):
            return set(some) <= set(others)
        case Constant(values), Primitive():
            return all(inside(_scalar(value), outer) for value in values)
        case (ListOf(one), ListOf(other)) | (MapOf(one), MapOf(other)):
            return inside(one, other)
        case TupleOf(some), TupleOf(others):
            return len(some) == len(others) and all(map(inside, some, others))
        case _:
            return False


def spell(type: Type, side: Side) -> str:
    """A type in a word or few, as a Python programmer writes it."""
    match type:
        case Primitive(Scalar.NULL):
            return "None"
        case Primitive(scalar):
            return _WORDS.get(scalar, scalar.value)
        case ListOf(item):
            return f"list[{spell(item, side)}]"
        case TupleOf(items):
            return f"tuple[{', '.join(spell(item, side) for item in items)}]"
        case MapOf(value):
            return f"dict[str, {spell(value, side)}]"
        case Named(id):
            return str(side.definitions[id].name)
        case Nullable(inner):
            return f"{spell(inner, side)} | None"
        case Constant(values):
            return f"Literal[{', '.join(map(repr, values))}]"
        case OneOf() | Tagged():
            variants = type.variants if isinstance(type, OneOf) else type.types
            return " | ".join(dict.fromkeys(spell(variant, side) for variant in variants))
        case _:
            assert_never(type)


_WORDS = {
    Scalar.STRING: "str",
    Scalar.INTEGER: "int",
    Scalar.NUMBER: "float",
    Scalar.BOOLEAN: "bool",
    Scalar.UUID: "UUID",
    Scalar.DECIMAL: "Decimal",
    Scalar.DURATION: "timedelta",
    Scalar.BASE64: "bytes",
    Scalar.CONTENT: "bytes",
    Scalar.FILE: "file",
    Scalar.ANY: "Any",
}


def kind_of(definition: Definition) -> str:
    """What a definition is, in a word."""
    match definition:
        case Model():
            return "a model"
        case Enumeration():
            return "a list of values"
        case Alias():
            return "another type's name"
        case _:
            assert_never(definition)
