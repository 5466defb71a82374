"""Changes of one method: where it is, its arguments, its results, its errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diff import pairs
from generator.diff.access import access
from generator.diff.changes import Draft, method_path
from generator.diff.context import Context, TypeRules
from generator.diff.limits import limits_relation, limits_text
from generator.diff.types import Relation, spell
from generator.ir.drafts import union_of
from generator.ir.errors import STATUS_NAMES
from generator.ir.model import (
    Argument,
    Direction,
    Doc,
    Operation,
    Pagination,
    Place,
    Primitive,
    Result,
    Scalar,
    Type,
)
from generator.load import pointer

_NULL = Primitive(Scalar.NULL)
# They choose among media types, which are compared by themselves.
_CHOICES = frozenset({Place.CONTENT_TYPE, Place.ACCEPT})
_ARGUMENT = TypeRules(
    "argument-type-changed",
    request_wider="argument-type-widened",
    request_narrower="argument-type-narrowed",
)
_RESULT = TypeRules(
    "result-type-changed",
    response_wider="result-type-widened",
    response_narrower="result-type-narrowed",
)
_ERROR = TypeRules(
    "error-body-changed",
    response_wider="error-body-widened",
    response_narrower="error-body-narrowed",
)


def method_changes(context: Context, old: Operation, new: Operation) -> Iterator[Draft]:
    """Everything that changed in a method that is there on both sides."""
    subject = method_path(new)
    here = Draft("", subject, old=old.id, new=new.id)
    yield from _place(context, old, new, here)
    if old.deprecated != new.deprecated:
        yield replace(here, rule="method-deprecated" if new.deprecated else "method-undeprecated")
    if pairs.shape(old) != pairs.shape(new):
        before, after = f"{old.method} {old.path}", f"{new.method} {new.path}"
        yield replace(here, rule="endpoint-changed", before=before, after=after)
    for argument, now in pairs.arguments(_shown(old), _shown(new)):
        if not context.is_settled(argument, now):
            yield from _argument(context, argument, now, here)
    yield from _media_types(old, new, here)
    yield from _results(context, old, new, here)
    yield from _errors(context, old, new, here)
    yield from access(context, old, new, here)
    if _words(old) != _words(new) or _said_of_results(old, new):
        yield replace(here, rule="method-documentation", before=old.summary, after=new.summary)


def _place(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    before, after = method_path(old), method_path(new)
    if before == after:
        return
    if before in context.new.old_places:
        rule = "method-alias"
    else:
        rule = "method-renamed" if old.group == new.group else "method-moved"
    yield replace(here, rule=rule, subject=before, before=before, after=after)


def _shown(operation: Operation) -> list[Argument]:
    return [argument for argument in operation.arguments if argument.place not in _CHOICES]


def _argument(context: Context, old: Argument | None, new: Argument | None, here: Draft) -> Iterator[Draft]:
    if old is None or new is None:
        if new is not None:
            rule = "argument-added-required" if new.required else "argument-added"
            after = spell(new.type, context.new)
            yield replace(here, rule=rule, part=str(new.name), after=after, new=new.schema)
        if old is not None:
            before = spell(old.type, context.old)
            gone = (old.type,)
            yield replace(
                here, rule="argument-removed", part=str(old.name), before=before, old=old.schema, gone=gone
            )
        return
    here = replace(here, part=str(new.name), old=old.schema, new=new.schema)
    if old.name != new.name:
        yield replace(here, rule="argument-renamed", before=str(old.name), after=str(new.name))
    if old.required != new.required:
        yield replace(here, rule="argument-required" if new.required else "argument-optional")
    if old.nullable != new.nullable:
        yield replace(here, rule="argument-null-allowed" if new.nullable else "argument-null-refused")
    yield from context.typed(here, old.type, new.type, (Direction.INPUT,), _ARGUMENT)
    if old.deprecated != new.deprecated:
        yield replace(here, rule="argument-deprecated" if new.deprecated else "argument-undeprecated")
    yield from said(old.doc, new.doc, here, "argument")
    before, after = _wire(old), _wire(new)
    if before != after:
        yield replace(here, rule="wire-changed", before=before, after=after)


def said(old: Doc, new: Doc, here: Draft, area: str, *, sent: bool = True) -> Iterator[Draft]:
    """Changes of what is said of an argument or a field: default, bounds, words."""
    before, after = _default(old), _default(new)
    if before != after and sent:
        yield replace(here, rule=f"{area}-default-changed", before=before, after=after)
    relation = limits_relation(old, new)
    if relation is not Relation.SAME and sent:
        rule = f"{area}-limits-{'loosened' if relation is Relation.WIDER else 'tightened'}"
        yield replace(here, rule=rule, before=limits_text(old), after=limits_text(new))
    words = (old.text, old.example) != (new.text, new.example)
    if words or (not sent and (relation is not Relation.SAME or before != after)):
        yield replace(here, rule=f"{area}-documentation", before=old.text, after=new.text)


def _default(doc: Doc) -> str:
    return repr(doc.default) if doc.has_default else "no default"


def _wire(argument: Argument) -> str:
    """How an argument travels, in words."""
    text = f"as {argument.wire} in the {argument.place.value}"
    style = argument.style
    if style is None:
        return text
    exploded = ", exploded" if style.explode else ""
    media_type = f" as {style.media_type}" if style.media_type else ""
    reserved = ", reserved characters as they are" if style.reserved else ""
    return f"{text}, style {style.name}{exploded}{media_type}{reserved}"


def _media_types(old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    yield from _sets(
        [body.media_type for body in old.bodies],
        [body.media_type for body in new.bodies],
        replace(here, part="body"),
        "request-media-type",
    )
    # Streams are reported as such.
    ours, theirs = (
        [each.media_type for each in operation.results if each.media_type and each.sequence is None]
        for operation in (old, new)
    )
    yield from _sets(ours, theirs, replace(here, part="accept"), "response-media-type")
    if old.bodies and new.bodies and old.bodies[0].parts != new.bodies[0].parts:
        shared = {part.wire: part for part in new.bodies[0].parts}
        for part in old.bodies[0].parts:
            if part.wire in shared and shared[part.wire] != part:
                kind = shared[part.wire].content_type or "its usual type"
                yield replace(here, rule="wire-changed", part=str(part.wire), after=f"as {kind}")


def _sets(old: Iterable[str], new: Iterable[str], here: Draft, rule: str) -> Iterator[Draft]:
    before, after = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    if not before or not after:
        return  # There is no body on one side: its arguments or its type say so.
    if len(before) == len(after) == 1 and gone:
        yield replace(here, rule="wire-changed", before=f"as {gone[0]}", after=f"as {come[0]}")
        return
    for each in gone:
        yield replace(here, rule=f"{rule}-removed", before=each)
    for each in come:
        yield replace(here, rule=f"{rule}-added", after=each)


def _results(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    here = _at_responses(here, old.results, new.results)
    if old.pagination is not None or new.pagination is not None:
        yield from _paging(context, old, new, here)
        return
    before, after = _returned(old.results, False), _returned(new.results, False)
    streamed, streams = _returned(old.results, True), _returned(new.results, True)
    one, other = spell(streamed or _NULL, context.old), spell(streams or _NULL, context.new)
    if before is not None and after is not None:
        yield from _returns(context, before, after, here)
    elif before is None and after is None:
        pass
    elif streamed is not None or streams is not None:
        texts = (
            spell(before, context.old) if before else f"Stream[{one}]",
            spell(after, context.new) if after else f"Stream[{other}]",
        )
        gone = (before or streamed or _NULL,)
        yield replace(here, rule="result-type-changed", before=texts[0], after=texts[1], gone=gone)
        return
    if streamed is None and streams is not None:
        yield replace(here, rule="stream-added", after=other)
    elif streamed is not None and streams is None:
        yield replace(here, rule="stream-removed", before=one, gone=(streamed,))
    elif streamed is not None and streams is not None:
        yield from context.typed(here, streamed, streams, (Direction.OUTPUT,), _RESULT)
    yield from _headers(context, old, new, here)


def _headers(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    """The documented headers of each success."""
    here = replace(here, part="headers")
    for before, after in pairs.pair(old.results, new.results, lambda each: (each.status, each.media_type)):
        if before is None or after is None or before.headers is None or after.headers is None:
            continue
        yield from context.typed(here, before.headers, after.headers, (Direction.OUTPUT,), _RESULT)


def _returns(context: Context, old: Type, new: Type, here: Draft) -> Iterator[Draft]:
    if old == _NULL != new:
        yield replace(here, rule="result-added", after=spell(new, context.new))
    elif new == _NULL != old:
        yield replace(here, rule="result-removed", before=spell(old, context.old), gone=(old,))
    else:
        yield from context.typed(here, old, new, (Direction.OUTPUT,), _RESULT)


def _returned(results: Iterable[Result], streamed: bool) -> Type | None:
    """What a method returns as a whole, or the items that it streams; None where it does not."""
    chosen = [result for result in results if (result.sequence is not None) == streamed]
    if not chosen:
        return None if streamed or any(results) else _NULL
    return union_of([result.type or _NULL for result in chosen])


def _paging(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    before, after = old.pagination, new.pagination
    if before is None and after is not None:
        text = spell(_returned(old.results, False) or _NULL, context.old)
        yield replace(here, rule="pagination-added", before=text, after=spell(after.item, context.new))
    elif before is not None and after is None:
        text = spell(_returned(new.results, False) or _NULL, context.new)
        yield replace(here, rule="pagination-removed", before=spell(before.item, context.old), after=text)
    elif before is not None and after is not None:
        yield from context.typed(here, before.item, after.item, (Direction.OUTPUT,), _RESULT)
        part = replace(here, part="response")
        yield from context.typed(part, before.response, after.response, (Direction.OUTPUT,), _RESULT)
        if _asked(before) != _asked(after):
            yield replace(here, rule="pagination-changed", before=_asked(before), after=_asked(after))


def _asked(paging: Pagination) -> str:
    """How the next page is asked for, in words."""
    words = [paging.kind.value]
    for name, path in (("items", paging.items), ("next", paging.next), ("more", paging.has_more)):
        if path:
            words.append(f"{name} {'.'.join(str(wire) for wire, _ in path)}")
    if paging.argument is not None:
        words.append(f"argument {paging.argument.name}")
    return ", ".join(words)


def _errors(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    found = pairs.pair(
        old.errors,
        new.errors,
        lambda result: (result.status, result.media_type),
        lambda result: result.status,
    )
    for before, after in found:
        known = before or after
        assert known is not None
        there = _at_responses(
            replace(here, part=known.status), *(((e,) if e else ()) for e in (before, after))
        )
        name = error_name(known.status)
        if before is None:
            yield replace(there, rule="error-added", after=name)
        elif after is None:
            yield replace(there, rule="error-removed", before=name)
        else:
            types = before.type or _NULL, after.type or _NULL
            yield from context.typed(there, *types, (Direction.OUTPUT,), _ERROR)


def error_name(status: str) -> str:
    """The class for a documented status."""
    if not status.isdigit():
        return "ApiStatusError"
    return STATUS_NAMES.get(int(status), f"Status{status}Error")


def _at_responses(here: Draft, old: Iterable[Result], new: Iterable[Result]) -> Draft:
    """Where the first of the responses stand."""
    places: list[str | None] = []
    for place, results in ((here.old, old), (here.new, new)):
        first = next(iter(results), None)
        at = place if first is None else pointer.child(f"{place}/responses", first.status)
        places.append(at)
    return replace(here, old=places[0], new=places[1])


def _words(operation: Operation) -> tuple[object, ...]:
    return operation.summary, operation.description, operation.example, operation.links


def _said_of_results(old: Operation, new: Operation) -> bool:
    """Whether a response that is there on both sides is described otherwise."""
    before, after = (
        {(each.status, each.media_type): (each.description, each.example) for each in (*o.results, *o.errors)}
        for o in (old, new)
    )
    return any(before[key] != after[key] for key in before.keys() & after.keys())
