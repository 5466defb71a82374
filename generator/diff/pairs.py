"""What is what: which method, type, argument of the new SDK is the one of the old SDK.

To callers a thing is its Python name; where that is gone, the document says what it has become.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.diff.changes import Side, method_path
from generator.ir.model import (
    Alias,
    Argument,
    Direction,
    Enumeration,
    Model,
    Named,
    Operation,
    Pointer,
    Result,
    Scheme,
    Type,
)
from generator.ir.parts import parts

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Matched:
    """Operations of both sides, those of one side only, and which definition has become which."""

    operations: tuple[tuple[Operation, Operation], ...]
    removed: tuple[Operation, ...]
    added: tuple[Operation, ...]
    definitions: Mapping[Pointer, Pointer]


def matched(old: Side, new: Side) -> Matched:
    """Match two SDKs."""
    operations = pair(
        old.operations,
        new.operations,
        lambda operation: operation.id,
        lambda operation: operation.operation_id,
        shape,
        method_path,
    )
    both = tuple((one, other) for one, other in operations if one is not None and other is not None)
    return Matched(
        both,
        tuple(one for one, other in operations if one is not None and other is None),
        tuple(other for one, other in operations if one is None and other is not None),
        _definitions(old, new, both),
    )


def arguments(
    old: Iterable[Argument], new: Iterable[Argument]
) -> list[tuple[Argument | None, Argument | None]]:
    """Match the arguments of a method: by where they travel and as what, then by the name in Python."""
    return pair(
        old,
        new,
        lambda argument: (argument.place, argument.wire),
        lambda argument: argument.wire,
        lambda argument: argument.name,
    )


def schemes(old: Iterable[Scheme], new: Iterable[Scheme]) -> list[tuple[Scheme | None, Scheme | None]]:
    """Match security schemes: by name, then by how the credential travels."""
    return pair(
        old,
        new,
        lambda scheme: scheme.name,
        lambda scheme: (scheme.kind, scheme.wire, scheme.token_url),
    )


def pair(
    old: Iterable[_T], new: Iterable[_T], *keys: Callable[[_T], Hashable]
) -> list[tuple[_T | None, _T | None]]:
    """Match by the first key, what is left by the next, and so on; a key that two have matches none.

    Returns:
        Pairs in the order of the old ones, with None for those that are gone, then those that are new.
    """
    before, after = list(old), list(new)
    found: dict[int, int] = {}
    for key in keys:
        left = [index for index in range(len(before)) if index not in found]
        taken = set(found.values())
        right = [index for index in range(len(after)) if index not in taken]
        ours = Counter(key(before[index]) for index in left)
        theirs = {key(after[index]): index for index in right}
        counts = Counter(key(after[index]) for index in right)
        for index in left:
            value = key(before[index])
            if value is not None and ours[value] == 1 and counts[value] == 1:
                found[index] = theirs[value]
    taken = set(found.values())
    pairs: list[tuple[_T | None, _T | None]] = []
    for index, item in enumerate(before):
        pairs.append((item, after[found[index]] if index in found else None))
    pairs.extend((None, item) for index, item in enumerate(after) if index not in taken)
    return pairs


def shape(operation: Operation) -> Hashable:
    """Method and path, whatever the parts in braces are called."""
    return operation.method, re.sub(r"\{[^{}]*\}", "{}", operation.path)


def _definitions(
    old: Side, new: Side, operations: Sequence[tuple[Operation, Operation]]
) -> Mapping[Pointer, Pointer]:
    """By name; then by pointer; then by standing at the same place of the same method or type."""
    found = {
        definition.id: new.by_name[name].id for name, definition in old.by_name.items() if name in new.by_name
    }
    taken = set(found.values())
    for id in old.definitions:
        if id not in found and id in new.definitions and id not in taken:
            found[id] = id
            taken.add(id)
    if len(found) == len(old.definitions) or len(taken) == len(new.definitions):
        return found
    todo: list[tuple[Type, Type]] = []
    for one, other in operations:
        todo.extend(_together(one, other))
    todo.reverse()
    seen: set[tuple[Type, Type]] = set()
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        before, after = here
        if not (isinstance(before, Named) and isinstance(after, Named)):
            some, others = parts(before), parts(after)
            if type(before) is type(after) and len(some) == len(others):
                todo.extend(zip(some, others, strict=True))
            continue
        if before.id not in found and after.id not in taken:
            found[before.id] = after.id
            taken.add(after.id)
        if found.get(before.id) == after.id:
            todo.extend(_members(old, new, before.id, after.id))
    return found


def _together(old: Operation, new: Operation) -> list[tuple[Type, Type]]:
    """Types at the same place of a method."""
    found: list[tuple[Type, Type]] = []
    for before, after in arguments(old.arguments, new.arguments):
        if before is not None and after is not None:
            found.append((before.type, after.type))

    def key(result: Result) -> Hashable:
        return result.status, result.media_type, result.sequence

    for some, others in ((old.results, new.results), (old.errors, new.errors)):
        for one, other in pair(some, others, key, lambda result: result.status):
            if one is None or other is None:
                continue
            if one.type is not None and other.type is not None:
                found.append((one.type, other.type))
            if one.headers is not None and other.headers is not None:
                found.append((one.headers, other.headers))
    return found


def _members(old: Side, new: Side, before: Pointer, after: Pointer) -> list[tuple[Type, Type]]:
    match old.definitions[before], new.definitions[after]:
        case Model() as one, Model() as other:
            types = {each.wire: each.type for each in other.fields}
            return [(each.type, types[each.wire]) for each in one.fields if each.wire in types]
        case Alias() as one, Alias() as other:
            return [(one.type, other.type)]
        case _:
            return []


class Reach:
    """Which way the values of each definition travel, and which methods they reach."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._inner: dict[Pointer, tuple[Pointer, ...]] = {}
        self._outer: dict[Pointer, list[Pointer]] = {}
        self._users: dict[Direction, dict[Pointer, list[str]]] = {}
        for definition in side.api.definitions:
            self._inner[definition.id] = tuple(dict.fromkeys(_inside(definition)))
            for id in self._inner[definition.id]:
                self._outer.setdefault(id, []).append(definition.id)
        for direction in (Direction.INPUT, Direction.OUTPUT):
            self._users[direction] = self._direct(direction)
        self._reached = {direction: self._closure(self._users[direction]) for direction in self._users}

    def travels(self, id: Pointer, direction: Direction) -> bool:
        """Whether a method sends or receives values of a definition."""
        return id in self._reached[direction]

    def methods(self, id: Pointer, directions: Iterable[Direction]) -> tuple[str, ...]:
        """The methods that values of a definition reach, sorted."""
        found: set[str] = set()
        for direction in directions:
            users = self._users[direction]
            for each in self._closure_up(id):
                found.update(users.get(each, ()))
        return tuple(sorted(found))

    def below(self, roots: Iterable[Type]) -> set[Pointer]:
        """Every definition that types lead to."""
        return self._closure({id: [] for root in roots for id in _named(root)})

    def _direct(self, direction: Direction) -> dict[Pointer, list[str]]:
        users: dict[Pointer, list[str]] = {}
        for operation in self._side.operations:
            path = method_path(operation)
            for type in travelling(operation, direction):
                for id in _named(type):
                    users.setdefault(id, []).append(path)
        if direction is Direction.OUTPUT:
            events = self._side.api.events
            readers = [(webhook.type, f"webhooks.{webhook.name}") for webhook in events.webhooks]
            for read, reader in (*readers, (events.union, "webhooks.parse_webhook")):
                for id in () if read is None else _named(read):
                    users.setdefault(id, []).append(reader)
        return users

    def _closure(self, roots: Mapping[Pointer, object]) -> set[Pointer]:
        reached = set(roots)
        todo = list(roots)
        while todo:
            for id in self._inner[todo.pop()]:
                if id not in reached:
                    reached.add(id)
                    todo.append(id)
        return reached

    def _closure_up(self, id: Pointer) -> set[Pointer]:
        reached = {id}
        todo = [id]
        while todo:
            for outer in self._outer.get(todo.pop(), ()):
                if outer not in reached:
                    reached.add(outer)
                    todo.append(outer)
        return reached


def travelling(operation: Operation, direction: Direction) -> list[Type]:
    """The types that a method sends, or receives."""
    if direction is Direction.INPUT:
        return [argument.type for argument in operation.arguments]
    found: list[Type] = []
    for result in (*operation.results, *operation.errors):
        found += [type for type in (result.type, result.headers) if type is not None]
    if operation.pagination is not None:
        found += [operation.pagination.item, operation.pagination.response]
    return found


def _named(type: Type) -> list[Pointer]:
    found: list[Pointer] = []
    todo = [type]
    while todo:
        here = todo.pop()
        if isinstance(here, Named):
            found.append(here.id)
        todo.extend(parts(here))
    return found


def _inside(definition: Model | Enumeration | Alias) -> list[Pointer]:
    match definition:
        case Model():
            types = [each.type for each in definition.fields]
            types += [] if definition.extra is None else [definition.extra]
        case Alias():
            types = [definition.type]
        case Enumeration():
            types = []
    return [id for type in types for id in _named(type)]
