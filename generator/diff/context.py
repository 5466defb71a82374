"""What every comparison of two parts needs: both sides, what is what, and how types relate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.diff.changes import Draft, Side
from generator.diff.pairs import Matched, Reach
from generator.diff.rule import Severity
from generator.diff.rules import RULES
from generator.diff.types import Difference, Kind, Relation, Types, spell
from generator.ir.model import Argument, Direction, Field, Pointer, Type

_ORDER = list(Severity)
_DIFFERENCES: dict[tuple[Kind, Direction], str] = {
    (Kind.VALUE_ADDED, Direction.INPUT): "enum-value-added",
    (Kind.VALUE_ADDED, Direction.OUTPUT): "enum-value-added",
    (Kind.VALUE_REMOVED, Direction.INPUT): "request-value-removed",
    (Kind.VALUE_REMOVED, Direction.OUTPUT): "response-value-removed",
    (Kind.VARIANT_ADDED, Direction.INPUT): "request-variant-added",
    (Kind.VARIANT_ADDED, Direction.OUTPUT): "open-variant-added",
    (Kind.VARIANT_REMOVED, Direction.INPUT): "request-variant-removed",
    (Kind.VARIANT_REMOVED, Direction.OUTPUT): "response-variant-removed",
    (Kind.DISCRIMINATOR, Direction.INPUT): "discriminator-changed",
    (Kind.DISCRIMINATOR, Direction.OUTPUT): "discriminator-changed",
}
_CLOSED = {
    "enum-value-added": "closed-value-added",
    "open-variant-added": "closed-variant-added",
}


@dataclass(frozen=True, slots=True)
class TypeRules:
    """The rules for the type of a place, by direction; None where values never travel that way."""

    changed: str
    request_wider: str = ""
    request_narrower: str = ""
    response_wider: str = ""
    response_narrower: str = ""

    def of(self, relation: Relation, direction: Direction) -> str:
        """The rule for a relation that is not SAME."""
        sent = direction is Direction.INPUT
        match relation:
            case Relation.WIDER:
                return self.request_wider if sent else self.response_wider
            case Relation.NARROWER:
                return self.request_narrower if sent else self.response_narrower
            case _:
                return self.changed


@dataclass(frozen=True, slots=True)
class Context:
    """Two sides, matched."""

    old: Side
    new: Side
    matched: Matched
    types: Types
    old_reach: Reach
    new_reach: Reach

    def directions(self, old: Pointer, new: Pointer) -> tuple[Direction, ...]:
        """The ways in which values of a definition travel on both sides; both ways if on none."""
        both = (Direction.INPUT, Direction.OUTPUT)
        found = tuple(
            way for way in both if self.old_reach.travels(old, way) and self.new_reach.travels(new, way)
        )
        unused = not any(
            reach.travels(id, way)
            for reach, id in ((self.old_reach, old), (self.new_reach, new))
            for way in both
        )
        return (Direction.OUTPUT,) if unused else found

    def is_settled(self, old: Argument | Field | None, new: Argument | Field | None) -> bool:
        """Whether nothing changed, as can be told at a glance."""
        if old is None or new is None or old != new or old.doc != new.doc:
            return False
        return self.types.is_settled(old.type, new.type)

    def typed(
        self, draft: Draft, old: Type, new: Type, directions: Iterable[Direction], rules: TypeRules
    ) -> list[Draft]:
        """The changes of a type at a place; of several directions those of the worse one.

        Args:
            draft: Subject, part and places; the rest is filled in here.
            old: The type as it was.
            new: The type as it is.
            directions: How values travel.
            rules: What a change is called.
        """
        found = [self._one_way(draft, old, new, direction, rules) for direction in directions]
        return max(found, key=_badness) if found else []

    def _one_way(
        self, draft: Draft, old: Type, new: Type, direction: Direction, rules: TypeRules
    ) -> list[Draft]:
        relation = self.types.relation(old, new, direction)
        inside = self.types.differences(old, new, direction)
        if inside is not None:
            return [_named(draft, each, direction) for each in inside]
        if relation is Relation.SAME:
            return []
        before, after = spell(old, self.old), spell(new, self.new)
        return [replace(draft, rule=rules.of(relation, direction), before=before, after=after, gone=(old,))]


def _named(draft: Draft, difference: Difference, direction: Direction) -> Draft:
    rule = _DIFFERENCES[difference.kind, direction]
    if difference.closed and direction is Direction.OUTPUT:
        rule = _CLOSED.get(rule, rule)
    return replace(draft, rule=rule, before=difference.before, after=difference.after)


def _badness(drafts: list[Draft]) -> tuple[int, int]:
    worst = min((_ORDER.index(RULES[draft.rule].severity) for draft in drafts), default=len(_ORDER))
    return -worst, len(drafts)
