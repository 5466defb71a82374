"""Api × Api → changes for callers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.diagnostics import printable
from generator.diff.changes import Change, Draft, Side, fingerprint, method_path
from generator.diff.client import error_classes, package_changes
from generator.diff.context import Context
from generator.diff.methods import method_changes
from generator.diff.models import type_changes
from generator.diff.pairs import Reach, matched, travelling
from generator.diff.rule import Severity
from generator.diff.rules import RULES
from generator.diff.types import Types
from generator.ir.model import Definition, Direction, Operation, Place, Pointer, Type
from generator.load.pointer import split

_ORDER = list(Severity)
_LONGEST = 100
_OF_NAMES = ("type-renamed", "type-alias")
_DOCUMENTED = ("error-added", "error-removed")
# The union of webhooks, which are reported one by one.
_EVENT = "#/webhooks!event"
# How many tokens the pointer of a component has.
_COMPONENT = 3
_BOTH = (Direction.INPUT, Direction.OUTPUT)


def compare(old: Side, new: Side, severities: Mapping[str, Severity] | None = None) -> tuple[Change, ...]:
    """What changes for callers, the worst first, by subject.

    Args:
        old: The SDK that callers have.
        new: The one that they get.
        severities: Those of rules that the configuration judges otherwise, by id.
    """
    found = matched(old, new)
    types = Types(old, new, found.definitions)
    context = Context(old, new, found, types, Reach(old), Reach(new))
    judged = {rule.id: rule.severity for rule in RULES.values()} | dict(severities or {})
    drafts = [draft for draft in _drafts(context) if draft.rule]
    breaking = [draft for draft in drafts if RULES[draft.rule].severity is Severity.BREAKING]
    drafts.extend(_types_alone(context, breaking))
    changes = {change.fingerprint: change for change in _changes(context, drafts, judged)}
    return tuple(sorted(changes.values(), key=_rank))


def _rank(change: Change) -> tuple[object, ...]:
    return (
        _ORDER.index(change.severity),
        not change.subject.startswith("client."),
        change.subject,
        change.part,
        list(RULES).index(change.rule),
        change.before,
        change.after,
    )


def _drafts(context: Context) -> Iterator[Draft]:
    yield from package_changes(context)
    for operation in context.matched.removed:
        place = method_path(operation)
        yield Draft("method-removed", place, old=operation.id, gone=_types(operation))
    for operation in context.matched.added:
        yield Draft("method-added", method_path(operation), new=operation.id)
    drafts: list[Draft] = []
    for before, after in context.matched.operations:
        drafts.extend(method_changes(context, before, after))
    classes = list(
        error_classes(context, {each.part for each in drafts if each.rule.startswith("error-body")})
    )
    # That a class came or went says more than that a method documents its status.
    said = {each.part for each in classes if each.part}
    yield from (each for each in drafts if each.part not in said or each.rule not in _DOCUMENTED)
    yield from classes
    yield from _old_names(context)
    spread = _spread(context)
    for old, new in context.matched.definitions.items():
        one, other = context.old.definitions[old], context.new.definitions[new]
        if not (_is_passing(context, one, other) or old == _EVENT):
            found = type_changes(context, one, other)
            yield from (each for each in found if each.rule in _OF_NAMES or not spread(one, other))


def _spread(context: Context) -> Callable[[Definition, Definition], bool]:
    """Tells whether a definition is only sent member by member, as arguments, which say what changed."""
    heads = [
        {
            str(argument.schema).rpartition("/properties/")[0]
            for operation in side.operations
            for argument in operation.arguments
            if argument.place is Place.FIELD
        }
        for side in (context.old, context.new)
    ]

    def spread(old: Definition, new: Definition) -> bool:
        unused = not any(context.old_reach.travels(old.id, way) for way in _BOTH)
        return unused and old.id in heads[0] and new.id in heads[1]

    return spread


def _is_passing(context: Context, *definitions: Definition) -> bool:
    """Whether a definition is there only because a place needed one, and then did not: what was to be the
    list of a member's values, and became a tag.
    """
    reaches = (context.old_reach, context.new_reach)
    return all(
        len(split(each.id)) > _COMPONENT and not any(reach.travels(each.id, way) for way in _BOTH)
        for each, reach in zip(definitions, reaches, strict=False)
    )


def _old_names(context: Context) -> Iterator[Draft]:
    """Old names that worked beside the new ones, and do not any more."""
    old, new = context.old, context.new
    for place in sorted(old.old_places - new.old_places - {method_path(each) for each in new.operations}):
        yield Draft("method-alias-removed", place)
    for name in sorted(old.old_types - new.old_types - set(map(str, new.by_name))):
        yield Draft("type-alias-removed", f"types.{name}")


def _types(operation: Operation) -> tuple[Type, ...]:
    return tuple(type for way in _BOTH for type in travelling(operation, way))


def _types_alone(context: Context, breaking: Iterable[Draft]) -> Iterator[Draft]:
    """Types that came or went by themselves, and not with a method or a field that says so."""
    explained = context.old_reach.below(type for draft in breaking for type in draft.gone)
    for id, definition in context.old.definitions.items():
        gone = id not in context.matched.definitions and id not in explained
        if gone and not _is_passing(context, definition):
            yield Draft("type-removed", f"types.{definition.name}", old=id)
    known = set(context.matched.definitions.values())
    for id, definition in context.new.definitions.items():
        used = any(context.new_reach.travels(id, way) for way in _BOTH)
        if id not in known and not used and len(split(id)) <= _COMPONENT:
            yield Draft("type-added", f"types.{definition.name}", new=id)


def _changes(context: Context, drafts: Iterable[Draft], judged: Mapping[str, Severity]) -> Iterator[Change]:
    for draft in drafts:
        rule = RULES[draft.rule]
        words = {
            "part": _quoted(draft.part),
            "before": _quoted(draft.before),
            "after": _quoted(draft.after),
            "where": f"`{_quoted(draft.part)}` " if draft.part else "",
        }
        yield Change(
            rule=rule.id,
            severity=judged[rule.id],
            subject=draft.subject,
            part=draft.part,
            message=rule.message.format_map(words),
            before=draft.before,
            after=draft.after,
            old=None if draft.old is None else context.old.place(draft.old),
            new=None if draft.new is None else context.new.place(draft.new),
            methods=_methods(context, draft),
            advice=rule.advice.format_map(words),
            fingerprint=fingerprint(rule.id, draft.subject, draft.part, draft.before, draft.after),
        )


def _quoted(text: str) -> str:
    """A word of a document for a sentence: of one line, not long, and without the sign that quotes it.

    So a report can tell what is quoted from what is not.
    """
    plain = printable(" ".join(text.split())).replace("`", "'")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST - 1]}…"


def _methods(context: Context, draft: Draft) -> tuple[str, ...]:
    """The methods that a change of a type reaches."""
    if not draft.subject.startswith("types."):
        return ()
    pointer = draft.new if draft.new is not None else draft.old
    if pointer is None:
        return ()
    side, reach = (
        (context.new, context.new_reach) if draft.new is not None else (context.old, context.old_reach)
    )
    id = Pointer(pointer)
    if id not in side.definitions:
        id = Pointer(pointer.partition("!field/")[0])
    direction = RULES[draft.rule].direction
    ways = {"request": (Direction.INPUT,), "response": (Direction.OUTPUT,)}.get(direction, _BOTH)
    return reach.methods(id, ways) if id in side.definitions else ()
