"""Two passes over finished drafts: tags become closed, and unions that hold themselves are opened up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.ir.drafts import Draft
from generator.ir.graph import changed, types_in
from generator.ir.model import (
    ANY,
    Alias,
    Constant,
    Definition,
    Enumeration,
    Field,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Pointer,
    Primitive,
    Tag,
    Tagged,
    Type,
    WireName,
)
from generator.ir.parts import parts

_Tags = dict[tuple[Pointer, WireName], list[Tag]]


def with_tags(
    drafts: Mapping[Pointer, Draft], operations: Iterable[Operation], others: Iterable[Type] = ()
) -> dict[Pointer, Draft]:
    """The same drafts, in which the member that tells a variant apart holds exactly the values that mean it.

    So type checkers see which variant a value is, and a variant is only read where its tag says so.
    """
    definitions = {id: draft.definition for id, draft in drafts.items()}
    tags: _Tags = {}
    for type in (*_all_types(definitions.values(), operations), *others):
        _collect(type, definitions, tags)
    if not tags:
        return dict(drafts)
    return {
        id: replace(draft, definition=_closed(draft.definition, tags, definitions))
        for id, draft in drafts.items()
    }


def _all_types(definitions: Iterable[Definition], operations: Iterable[Operation]) -> Iterator[Type]:
    for definition in definitions:
        yield from types_in(definition)
    for operation in operations:
        for argument in operation.arguments:
            yield argument.type
        for result in (*operation.results, *operation.errors):
            if result.type is not None:
                yield result.type


def _collect(type: Type, definitions: Mapping[Pointer, Definition], tags: _Tags) -> None:
    if isinstance(type, Tagged):
        for variant in type.variants:
            for id in _models(variant.type, definitions, frozenset()):
                known = tags.setdefault((id, type.member), [])
                known.extend(tag for tag in variant.tags if tag not in known)
    for part in parts(type):
        _collect(part, definitions, tags)


def _models(
    type: Type, definitions: Mapping[Pointer, Definition], above: frozenset[Pointer]
) -> Iterator[Pointer]:
    """The models that a variant is: itself, or several that share its tag.

    A union that is a variant has tags of its own.
    """
    match type:
        case Named(id) if id not in above:
            definition = definitions[id]
            if isinstance(definition, Model):
                yield id
            elif isinstance(definition, Alias):
                yield from _models(definition.type, definitions, above | {id})
        case OneOf(variants):
            for variant in variants:
                yield from _models(variant, definitions, above)
        case _:
            pass


def _closed(definition: Definition, tags: _Tags, definitions: Mapping[Pointer, Definition]) -> Definition:
    if not isinstance(definition, Model):
        return definition

    def field(member: Field) -> Field:
        values = tags.get((definition.id, member.wire))
        if values is None or not _may_close(member.type, definitions):
            return member
        # Not required is not to say that it may be left out: a variant is then taken for another.
        is_one = len(values) == 1 and not member.required and not member.nullable
        return replace(
            member, type=Constant(tuple(values), is_open=False), told_by=values[0] if is_one else None
        )

    return replace(definition, fields=tuple(map(field, definition.fields)))


def _may_close(type: Type, definitions: Mapping[Pointer, Definition]) -> bool:
    if isinstance(type, Named):
        return isinstance(definitions[type.id], Enumeration)
    return isinstance(type, (Primitive, Constant)) and type != ANY


def without_loops(
    drafts: Mapping[Pointer, Draft], report: Callable[[Definition], None]
) -> dict[Pointer, Draft]:
    """The same drafts, no union of which is a variant of itself, by whatever way: that says nothing new.

    Args:
        drafts: Definitions by id.
        report: Told of those of which nothing is left.
    """
    aliases = {id: draft.definition for id, draft in drafts.items() if isinstance(draft.definition, Alias)}
    result = dict(drafts)
    done: set[Pointer] = set()
    for root in sorted(aliases):
        path: list[Pointer] = []
        stack: list[tuple[Pointer, bool]] = [(root, False)]
        while stack:
            id, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(id)
                continue
            if id in done:
                continue
            path.append(id)
            stack.append((id, True))
            alias = aliases[id]
            looping = frozenset(path)
            opened = changed(alias, lambda type, looping=looping: _without(type, looping))  # type: ignore[misc]
            assert isinstance(opened, Alias)
            if opened.type == ANY != alias.type:
                report(opened)
            aliases[id] = opened
            result[id] = replace(result[id], definition=opened)
            stack.extend((other, False) for other in _direct(opened.type) if other in aliases)
    return result


def _direct(type: Type) -> Iterator[Pointer]:
    """The definitions that a type is, not those that its values hold."""
    match type:
        case Named(id):
            yield id
        case Nullable() | OneOf():
            for part in parts(type):
                yield from _direct(part)
        case Tagged():
            for part in type.types:
                yield from _direct(part)
        case _:
            pass


def _without(type: Type, ids: frozenset[Pointer]) -> Type:
    match type:
        case Named(id):
            return ANY if id in ids else type
        case Nullable(inner):
            return Nullable(_without(inner, ids))
        case OneOf(variants):
            left = tuple(v for v in variants if not (isinstance(v, Named) and v.id in ids))
            left = tuple(_without(variant, ids) for variant in left)
            return ANY if not left or ANY in left else left[0] if len(left) == 1 else OneOf(left)
        case Tagged():
            kept = tuple(v for v in type.variants if not (isinstance(v.type, Named) and v.type.id in ids))
            return replace(type, variants=kept) if kept else ANY
        case _:
            return type
