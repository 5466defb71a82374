"""What refers to what among definitions: reach, direction, equal ones made one, and the order of modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from generator.ir.model import (
    Alias,
    Argument,
    Definition,
    Direction,
    Enumeration,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Pointer,
    Primitive,
    PyName,
    Result,
    Type,
)
from generator.ir.types import Draft


def named_in(type: Type) -> list[Pointer]:
    """The definitions that a type mentions, in order, each once."""
    match type:
        case Primitive():
            return []
        case Named(id):
            return [id]
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return named_in(inner)
        case OneOf(variants):
            return list(dict.fromkeys(id for variant in variants for id in named_in(variant)))
        case _:
            assert_never(type)


def mentions(definition: Definition) -> list[Pointer]:
    """The definitions that a definition mentions directly."""
    match definition:
        case Enumeration():
            return []
        case Alias():
            return named_in(definition.type)
        case Model():
            return list(dict.fromkeys(id for field in definition.fields for id in named_in(field.type)))
        case _:
            assert_never(definition)


def reach(roots: Iterable[Pointer], definitions: Mapping[Pointer, Definition]) -> set[Pointer]:
    """The definitions that can be reached from `roots`, with them."""
    seen: set[Pointer] = set()
    stack = list(roots)
    while stack:
        id = stack.pop()
        if id in seen or id not in definitions:
            continue
        seen.add(id)
        stack.extend(mentions(definitions[id]))
    return seen


def with_directions(drafts: Mapping[Pointer, Draft], operations: Iterable[Operation]) -> dict[Pointer, Draft]:
    """The same drafts, each model with the direction in which operations use it; unused ones count as
    received.
    """
    definitions = {id: draft.definition for id, draft in drafts.items()}
    sent: list[Pointer] = []
    received: list[Pointer] = []
    for operation in operations:
        for argument in operation.arguments:
            sent.extend(named_in(argument.type))
        for result in (*operation.results, *operation.errors):
            received.extend(named_in(result.type) if result.type is not None else ())
    inputs = reach(sent, definitions)
    outputs = reach(received, definitions)
    directed: dict[Pointer, Draft] = {}
    for id, draft in drafts.items():
        if isinstance(draft.definition, Model):
            direction = (
                Direction.OUTPUT if id not in inputs else Direction.BOTH if id in outputs else Direction.INPUT
            )
            draft = replace(draft, definition=replace(draft.definition, direction=direction))
        directed[id] = draft
    return directed


def merge_equal(drafts: Mapping[Pointer, Draft]) -> dict[Pointer, Pointer]:
    """Which definitions are another one under a second name: from each such id to the one that stays.

    Only those named after their place are merged, and only when the plain name would be the same: two schemas
    that a person named are two types, however alike they are today.
    """
    stays: dict[Pointer, Pointer] = {id: id for id in drafts}
    while True:
        first: dict[tuple[str, Definition], Pointer] = {}
        changed = False
        for id in sorted(drafts):
            draft = drafts[id]
            if not draft.by_place or stays[id] != id:
                continue
            content = renamed(replace(draft.definition, id=Pointer("")), stays)
            twin = first.setdefault((draft.position.short, content), id)
            if twin != id:
                stays[id] = twin
                changed = True
        if not changed:
            return {id: _last(id, stays) for id, other in stays.items() if id != other}


def _last(id: Pointer, stays: Mapping[Pointer, Pointer]) -> Pointer:
    while stays[id] != id:
        id = stays[id]
    return id


def renamed(definition: Definition, ids: Mapping[Pointer, Pointer]) -> Definition:
    """The definition with the ids it mentions replaced."""
    match definition:
        case Enumeration():
            return definition
        case Alias():
            return replace(definition, type=renamed_type(definition.type, ids))
        case Model():
            return replace(
                definition,
                fields=tuple(
                    replace(field, type=renamed_type(field.type, ids)) for field in definition.fields
                ),
            )
        case _:
            assert_never(definition)


def renamed_type(type: Type, ids: Mapping[Pointer, Pointer]) -> Type:
    """The type with the ids it mentions replaced."""
    match type:
        case Primitive():
            return type
        case Named(id):
            return Named(ids.get(id, id))
        case ListOf(inner):
            return ListOf(renamed_type(inner, ids))
        case MapOf(inner):
            return MapOf(renamed_type(inner, ids))
        case Nullable(inner):
            return Nullable(renamed_type(inner, ids))
        case OneOf(variants):
            return OneOf(tuple(dict.fromkeys(renamed_type(variant, ids) for variant in variants)))
        case _:
            assert_never(type)


def renamed_operation(operation: Operation, ids: Mapping[Pointer, Pointer]) -> Operation:
    """The operation with the ids it mentions replaced."""

    def argument(item: Argument) -> Argument:
        return replace(item, type=renamed_type(item.type, ids))

    def result(item: Result) -> Result:
        return replace(item, type=renamed_type(item.type, ids)) if item.type is not None else item

    return replace(
        operation,
        arguments=tuple(map(argument, operation.arguments)),
        results=tuple(map(result, operation.results)),
        errors=tuple(map(result, operation.errors)),
    )


def components(definitions: Mapping[Pointer, Definition]) -> list[tuple[Pointer, ...]]:
    """The strongly connected components of the definitions, each before those that mention it (Tarjan's
    algorithm, without recursion).
    """
    index: dict[Pointer, int] = {}
    low: dict[Pointer, int] = {}
    on_path: set[Pointer] = set()
    path: list[Pointer] = []
    found: list[tuple[Pointer, ...]] = []
    for root in sorted(definitions):
        if root in index:
            continue
        work: list[tuple[Pointer, list[Pointer]]] = [(root, [])]
        while work:
            id, pending = work[-1]
            if id not in index:
                index[id] = low[id] = len(index)
                path.append(id)
                on_path.add(id)
                pending.extend(
                    reversed([other for other in mentions(definitions[id]) if other in definitions])
                )
            if pending:
                other = pending.pop()
                if other not in index:
                    work.append((other, []))
                elif other in on_path:
                    low[id] = min(low[id], index[other])
                continue
            work.pop()
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[id])
            if low[id] == index[id]:
                members: list[Pointer] = []
                while True:
                    member = path.pop()
                    on_path.discard(member)
                    members.append(member)
                    if member == id:
                        break
                found.append(tuple(sorted(members)))
    return found


def with_name(definition: Definition, name: PyName, dict_name: PyName | None) -> Definition:
    """The definition with its name."""
    match definition:
        case Model():
            return replace(definition, name=name, dict_name=dict_name)
        case Enumeration() | Alias():
            return replace(definition, name=name)
        case _:
            assert_never(definition)
