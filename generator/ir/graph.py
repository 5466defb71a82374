"""What refers to what among definitions: reach, direction, equal ones made one, and the order of modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from generator.ir.drafts import Draft
from generator.ir.model import (
    TEXT_WILL_DO,
    Alias,
    Argument,
    Definition,
    Direction,
    Enumeration,
    ListOf,
    MapOf,
    Model,
    Named,
    Operation,
    Pointer,
    Primitive,
    PyName,
    Result,
    Type,
    Way,
)
from generator.ir.parts import parts, rebuilt


def named_in(type: Type) -> list[Pointer]:
    """The definitions that a type mentions, in order, each once."""
    if isinstance(type, Named):
        return [type.id]
    return list(dict.fromkeys(id for part in parts(type) for id in named_in(part)))


def mentions(definition: Definition) -> list[Pointer]:
    """The definitions that a definition mentions directly."""
    return list(dict.fromkeys(id for type in types_in(definition) for id in named_in(type)))


def types_in(definition: Definition) -> tuple[Type, ...]:
    """The types that a definition is made of."""
    match definition:
        case Enumeration():
            return ()
        case Alias():
            return (definition.type,)
        case Model():
            extra = () if definition.extra is None else (definition.extra,)
            return (*(field.type for field in definition.fields), *extra)
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


def sent(operations: Iterable[Operation], definitions: Mapping[Pointer, Definition]) -> set[Pointer]:
    """The definitions that arguments are made of."""
    arguments = (argument for operation in operations for argument in operation.arguments)
    return reach((id for argument in arguments for id in named_in(argument.type)), definitions)


def widened(operations: Iterable[Operation], definitions: Mapping[Pointer, Definition]) -> list[Pointer]:
    """The aliases for which callers may give more than is returned: dicts for models, any sequence for a
    list, text for a UUID.
    """
    aliases = {id: definitions[id] for id in sent(operations, definitions)}
    wide: dict[Pointer, bool] = {}
    for root in sorted(aliases):
        pending = [root]
        while pending:
            id = pending[-1]
            alias = definitions[id]
            if not isinstance(alias, Alias) or id in wide:
                pending.pop()
                continue
            inner = [other for other in named_in(alias.type) if isinstance(definitions[other], Alias)]
            unknown = [other for other in inner if other not in wide and other not in pending]
            if unknown:
                pending.extend(unknown)
                continue
            wide[id] = _is_wide(alias.type, definitions, wide)
            pending.pop()
    return [id for id, is_wide in wide.items() if is_wide]


def _is_wide(type: Type, definitions: Mapping[Pointer, Definition], aliases: Mapping[Pointer, bool]) -> bool:
    match type:
        case ListOf() | MapOf():
            return True
        case Primitive(scalar):
            return scalar in TEXT_WILL_DO
        case Named(id):
            definition = definitions[id]
            if isinstance(definition, Model):
                return definition.direction is not Direction.OUTPUT
            return definition.as_class if isinstance(definition, Enumeration) else aliases.get(id, False)
        case _:
            return any(_is_wide(part, definitions, aliases) for part in parts(type))


def with_directions(
    drafts: Mapping[Pointer, Draft], operations: Iterable[Operation], others: Iterable[Type] = ()
) -> dict[Pointer, Draft]:
    """The same drafts, each model with the direction in which operations use it; `others` and unused ones
    count as received.
    """
    definitions = {id: draft.definition for id, draft in drafts.items()}
    received = [id for type in others for id in named_in(type)]
    for operation in operations:
        for result in (*operation.results, *operation.errors):
            for type in (result.type, result.headers):
                received.extend(named_in(type) if type is not None else ())
    inputs = sent(operations, definitions)
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


def renamed(definition: Definition, ids: Mapping[Pointer, Pointer]) -> Definition:
    """The definition with the ids it mentions replaced."""
    return changed(definition, lambda type: renamed_type(type, ids))


def changed(definition: Definition, change: Callable[[Type], Type]) -> Definition:
    """The definition with the types it is made of changed."""
    match definition:
        case Enumeration():
            return definition
        case Alias():
            return replace(definition, type=change(definition.type))
        case Model():
            fields = tuple(replace(field, type=change(field.type)) for field in definition.fields)
            extra = None if definition.extra is None else change(definition.extra)
            return replace(definition, fields=fields, extra=extra)
        case _:
            assert_never(definition)


def renamed_type(type: Type, ids: Mapping[Pointer, Pointer]) -> Type:
    """The type with the ids it mentions replaced."""
    if isinstance(type, Named):
        return Named(ids.get(type.id, type.id))
    return rebuilt(type, lambda part: renamed_type(part, ids))


def renamed_operation(operation: Operation, ids: Mapping[Pointer, Pointer]) -> Operation:
    """The operation with the ids it mentions replaced."""

    def argument(item: Argument) -> Argument:
        return replace(item, type=renamed_type(item.type, ids))

    def result(item: Result) -> Result:
        return replace(
            item,
            type=None if item.type is None else renamed_type(item.type, ids),
            headers=None if item.headers is None else renamed_type(item.headers, ids),
        )

    def way(item: Way) -> Way:
        arguments, results = tuple(map(argument, item.arguments)), tuple(map(result, item.results))
        return replace(item, arguments=arguments, results=results)

    return replace(
        operation,
        arguments=tuple(map(argument, operation.arguments)),
        results=tuple(map(result, operation.results)),
        errors=tuple(map(result, operation.errors)),
        ways=tuple(map(way, operation.ways)),
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


def with_name(definition: Definition, name: PyName, given_name: PyName | None) -> Definition:
    """The definition with its name, and that of the type that callers may give for it."""
    match definition:
        case Model():
            return replace(definition, name=name, dict_name=given_name)
        case Alias():
            return replace(definition, name=name, param_name=given_name)
        case Enumeration():
            return replace(definition, name=name)
        case _:
            assert_never(definition)
