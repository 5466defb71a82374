"""Changes of a type that both sides have: its fields, its values, what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.diff import pairs
from generator.diff.changes import Draft
from generator.diff.context import Context, TypeRules
from generator.diff.methods import said
from generator.diff.types import kind_of, spell
from generator.ir.drafts import field_id
from generator.ir.model import (
    ANY,
    Alias,
    Constant,
    Definition,
    Direction,
    Enumeration,
    Field,
    Model,
)

_ALIAS = TypeRules(
    "alias-changed",
    "request-alias-widened",
    "request-alias-narrowed",
    "response-alias-widened",
    "response-alias-narrowed",
)
_FIELD = TypeRules(
    "field-type-changed",
    "request-field-type-widened",
    "request-field-type-narrowed",
    "response-field-type-widened",
    "response-field-type-narrowed",
)


def type_changes(context: Context, old: Definition, new: Definition) -> Iterator[Draft]:
    """Everything that changed in a type, in the directions in which its values travel."""
    ways = context.directions(old.id, new.id)
    here = Draft("", f"types.{new.name}", old=old.id, new=new.id)
    if old.name != new.name:
        rule = "type-alias" if old.name in context.new.old_types else "type-renamed"
        yield replace(here, rule=rule, subject=f"types.{old.name}", before=str(old.name), after=str(new.name))
    if old.deprecated != new.deprecated:
        yield replace(here, rule="type-deprecated" if new.deprecated else "type-undeprecated")
    match old, new:
        case Model(), Model():
            yield from _model(context, old, new, ways, here)
        case Enumeration(), Enumeration():
            yield from _enumeration(context, old, new, ways, here)
        case Alias(), Alias():
            yield from context.typed(here, old.type, new.type, ways, _ALIAS)
        case _:
            yield from _replaced(context, old, new, ways, here)
    if (old.doc.text, old.doc.example) != (new.doc.text, new.doc.example) or _said(old, new):
        yield replace(here, rule="type-documentation", before=old.doc.text, after=new.doc.text)


def _replaced(
    context: Context, old: Definition, new: Definition, ways: tuple[Direction, ...], here: Draft
) -> Iterator[Draft]:
    """A type that has become one of another kind: a list of values and an alias may say the same."""
    if isinstance(old, Model) or isinstance(new, Model):
        yield replace(here, rule="type-replaced", before=kind_of(old), after=kind_of(new))
        return
    one, other = (
        each.type if isinstance(each, Alias) else Constant(tuple(value.value for value in each.values))
        for each in (old, new)
    )
    yield from context.typed(here, one, other, ways, _ALIAS)


def _said(old: Definition, new: Definition) -> bool:
    """Whether a value that is there on both sides is described otherwise."""
    if not (isinstance(old, Enumeration) and isinstance(new, Enumeration)):
        return False
    texts = {value.value: value.text for value in old.values}
    return any(texts.get(value.value, value.text) != value.text for value in new.values)


def _model(
    context: Context, old: Model, new: Model, ways: tuple[Direction, ...], here: Draft
) -> Iterator[Draft]:
    sent = Direction.INPUT in ways
    found = pairs.pair(old.fields, new.fields, lambda field: field.wire, lambda field: field.name)
    for before, after in found:
        if context.is_settled(before, after):
            continue
        places = tuple(
            None if field is None else field_id(owner.id, field.wire)
            for owner, field in ((old, before), (new, after))
        )
        there = replace(here, old=places[0] or here.old, new=places[1] or here.new)
        if before is None and after is not None:
            rule = "field-added-required" if sent and after.required else "field-added"
            yield replace(there, rule=rule, part=str(after.name), after=spell(after.type, context.new))
        elif before is not None and after is None:
            text = spell(before.type, context.old)
            gone = (before.type,)
            yield replace(there, rule="field-removed", part=str(before.name), before=text, gone=gone)
        elif before is not None and after is not None:
            yield from _field(context, before, after, ways, replace(there, part=str(after.name)))
    if old.extra == new.extra is None:
        return
    part = replace(here, part="**extra")
    yield from context.typed(part, old.extra or ANY, new.extra or ANY, ways, _FIELD)


def _field(
    context: Context, old: Field, new: Field, ways: tuple[Direction, ...], here: Draft
) -> Iterator[Draft]:
    sent, received = Direction.INPUT in ways, Direction.OUTPUT in ways
    if old.name != new.name:
        yield replace(here, rule="field-renamed", before=str(old.name), after=str(new.name))
    if old.wire != new.wire:
        before, after = f"as {old.wire}", f"as {new.wire}"
        yield replace(here, rule="wire-changed", before=before, after=after)
    yield from _presence(old, new, here, sent=sent, received=received)
    yield from context.typed(here, old.type, new.type, ways, _FIELD)
    if old.deprecated != new.deprecated:
        yield replace(here, rule="field-deprecated" if new.deprecated else "field-undeprecated")
    yield from said(old.doc, new.doc, here, "field", sent=sent)


def _presence(old: Field, new: Field, here: Draft, *, sent: bool, received: bool) -> Iterator[Draft]:
    """Whether it must be given, may be null, may be None: of what is worse in one direction only that."""
    before, after = (not field.required or field.nullable for field in (old, new))
    if received and after and not before:
        rule = "response-field-optional" if old.required != new.required else "response-field-null-allowed"
        yield replace(here, rule=rule)
        return
    if sent and old.required != new.required:
        yield replace(here, rule="request-field-required" if new.required else "request-field-optional")
    if sent and old.nullable != new.nullable:
        yield replace(here, rule=f"request-field-null-{'allowed' if new.nullable else 'refused'}")
    if received and not sent and before and not after:
        rule = "response-field-required" if old.required != new.required else "response-field-null-refused"
        yield replace(here, rule=rule)


def _enumeration(
    context: Context, old: Enumeration, new: Enumeration, ways: tuple[Direction, ...], here: Draft
) -> Iterator[Draft]:
    kinds = [Constant(tuple(value.value for value in each.values)) for each in (old, new)]
    drafts = context.typed(here, kinds[0], kinds[1], ways, _ALIAS)
    if not (old.as_class and new.as_class):
        yield from drafts
        return
    # The members of a class are attributes: without one, code that names it fails, whatever it is for.
    names = {value.value: str(value.name) for value in old.values}
    removed = {repr(value): name for value, name in names.items()}
    for draft in drafts:
        gone = draft.rule in ("request-value-removed", "response-value-removed")
        yield (replace(draft, rule="enum-member-removed", part=removed[draft.before]) if gone else draft)
    for value in new.values:
        before = names.get(value.value)
        if before is not None and before != value.name:
            yield replace(here, rule="enum-member-renamed", part=before, before=before, after=str(value.name))
