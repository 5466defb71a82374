"""What the document calls by another name than before, recognised by what it is (decision 13).

Only what is no longer in the document is sought among what is new in it. Where more than one thing answers,
nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from generator.ir import position
from generator.ir.drafts import FIELD_MARK, INPUT_SUFFIX
from generator.ir.kept import Kept, heads, is_operation, path_of
from generator.ir.marks import Marks, shape
from generator.load import pointer
from generator.load.noise import is_noise
from generator.spec.model import Operation, Schema, Spec

# How much of their members two schemas must share to be one, of all that either has.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Moved:
    """What was kept, by the ids of today, and what has been recognised: old and new pointers."""

    kept: Kept
    pairs: tuple[tuple[str, str], ...] = ()


def follow(kept: Kept, document: Spec, found: Marks) -> Moved:
    """Find what has been renamed, and let its names, and those of all in it, follow.

    Args:
        kept: What an earlier run gave.
        document: The document of today.
        found: Its marks.

    Returns:
        The same by today's ids. The names of a schema that is called something else now, and of types that
        were called after it, are in `before` only: it takes its new one.
    """
    schemas = _schemas(kept, document, found)
    operations = _operations(kept, document, found)
    moves = {**schemas, **operations, **_arguments(operations)}
    if not moves:
        return Moved(kept)
    names = {_now(id, moves): name for id, name in kept.names.items()}
    before = dict(_freed(names, kept.names, schemas))
    return Moved(
        Kept(
            {id: name for id, name in names.items() if id not in before},
            {_now(id, moves): mark for id, mark in kept.marks.items()},
            {name: _now(id, moves) for name, id in kept.aliases.items()},
            before,
        ),
        tuple(sorted({**schemas, **operations}.items())),
    )


def with_groups(kept: Kept, groups: Mapping[str, tuple[tuple[str, ...], int]]) -> Kept:
    """Let the names of groups follow the operations that they hold: a tag may have been renamed.

    Args:
        kept: What an earlier run gave, by today's ids.
        groups: For each operation the wished names of its groups, and how many of the first were asked for by
            name: these are given.

    Returns:
        The same with names for the groups of today.
    """
    before = {
        id: tuple(path_of(mark).split(".")[:-1])
        for id, mark in kept.marks.items()
        if is_operation(id) and id in groups
    }
    names = dict(kept.names)
    _with_groups(names, before, groups, list(groups), ())
    return replace(kept, names=names)


def _with_groups(
    names: dict[str, str],
    before: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, tuple[tuple[str, ...], int]],
    ids: list[str],
    above: tuple[str, ...],
) -> None:
    """The groups of one level, and those in them."""
    depth = len(above)
    inside: dict[str, list[str]] = {}
    for id in ids:
        if len(groups[id][0]) > depth:
            inside.setdefault(groups[id][0][depth], []).append(id)
    prefix = "group:" + "".join(f"{part}." for part in above)
    known = {wish: names[f"{prefix}{wish}"] for wish in inside if f"{prefix}{wish}" in names}
    taken = frozenset(known.values())
    called = {id: path[depth] for id, path in before.items() if _is_inside(path, above)}
    for wish, members in inside.items():
        was = {called[id] for id in members if id in called}
        is_asked = any(groups[id][1] > depth for id in members)
        if wish in known or len(was) != 1 or is_asked or was & taken:
            continue
        (name,) = was
        # Most of what was in the group is here.
        all_of_it = {id for id, other in called.items() if other == name}
        if 2 * len(all_of_it & set(members)) > len(all_of_it):
            known[wish] = name
    names.update({f"{prefix}{wish}": name for wish, name in known.items()})
    for wish, members in inside.items():
        if wish in known:
            _with_groups(names, before, groups, members, (*above, known[wish]))


def _is_inside(path: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def _schemas(kept: Kept, document: Spec, found: Marks) -> dict[str, str]:
    records = {schema.pointer: schema for _, schema in document.schemas}
    gone = {id: mark for id, mark in kept.marks.items() if not is_operation(id) and id not in records}
    new = {id: records[id] for id in found.schemas if id not in kept.marks}
    pairs: dict[str, str] = {}
    # Swagger 2.0 has its schemas in another section.
    _pair(pairs, gone, new, pointer.last, pointer.last)
    _pair(pairs, gone, new, lambda id: tuple(gone[id].split(" ")), lambda id: found.schemas[id])
    _pair(
        pairs,
        gone,
        new,
        lambda id: gone[id].partition(" ")[0],
        lambda id: None if id in found.plain else found.schemas[id][0],
    )
    members = {id: _members(schema, records) for id, schema in new.items()}
    before = _members_before(kept)
    alike = [
        (old, id)
        for old in sorted(gone.keys() - pairs.keys())
        for id in sorted(new.keys() - set(pairs.values()))
        if gone[old].partition(" ")[2] == found.schemas[id][1]
        and _share(before.get(old, frozenset()), members[id]) >= _ALIKE
    ]
    olds, news = Counter(old for old, _ in alike), Counter(id for _, id in alike)
    return {**pairs, **{old: id for old, id in alike if olds[old] == 1 == news[id]}}


def _members(schema: Schema, records: Mapping[str, Schema]) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    stack = [schema]
    while stack:
        here = stack.pop()
        if here.pointer in seen:
            continue
        seen.add(here.pointer)
        found.update(name for name, _ in here.properties)
        stack.extend(here.all_of)
        if here.ref is not None and here.ref in records:
            stack.append(records[here.ref])
    return frozenset(found)


def _members_before(kept: Kept) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id in kept.names:
        head, mark, wire = id.partition(FIELD_MARK)
        if mark:
            found.setdefault(head.removesuffix(INPUT_SUFFIX), set()).add(wire)
    return {id: frozenset(wires) for id, wires in found.items()}


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _operations(kept: Kept, document: Spec, found: Marks) -> dict[str, str]:
    records = {operation.pointer: operation for operation in document.operations}
    gone = {id: mark for id, mark in kept.marks.items() if is_operation(id) and id not in records}
    new = {id: records[id] for id in found.operations if id not in kept.marks}
    pairs: dict[str, str] = {}
    _pair(pairs, gone, new, lambda id: _said(gone[id])[2] or None, lambda id: new[id].operation_id)
    _pair(pairs, gone, new, _way, _way)
    _pair(
        pairs,
        gone,
        new,
        lambda id: (_said(gone[id])[1], _last_word(id)),
        lambda id: (found.operations[id], _last_word(id)),
    )
    return pairs


def mark_of(operation: Operation, path: str, digest: str) -> str:
    """What the lock remembers of an operation: where its method is, what it is, and its operationId."""
    return f"{path} {digest} {operation.operation_id or ''}".rstrip()


def _said(mark: str) -> tuple[str, str, str]:
    path, _, rest = mark.partition(" ")
    digest, _, operation_id = rest.partition(" ")
    return path, digest, operation_id


def _way(id: str) -> tuple[str, ...]:
    """Path and method, without what changes from version to version."""
    _, path, *method = pointer.split(id)
    return shape(path), *method


def _last_word(id: str) -> tuple[str, ...]:
    path, *method = _way(id)
    return path.replace("/{}", "").rpartition("/")[2], *method


def _pair(
    pairs: dict[str, str],
    gone: Iterable[str],
    new: Iterable[str],
    old_key: Callable[[str], Hashable],
    new_key: Callable[[str], Hashable],
) -> None:
    """Pair what has the same key, where nothing else has it on either side. None is no key."""
    taken = set(pairs.values())
    before: dict[Hashable, list[str]] = {}
    today: dict[Hashable, list[str]] = {}
    for id in gone:
        if id not in pairs:
            before.setdefault(old_key(id), []).append(id)
    for id in new:
        if id not in taken:
            today.setdefault(new_key(id), []).append(id)
    for key, ids in before.items():
        others = today.get(key, [])
        if key is not None and len(ids) == 1 == len(others):
            pairs[ids[0]] = others[0]


def _arguments(operations: Mapping[str, str]) -> dict[str, str]:
    """Arguments in a path whose parts are called otherwise: they go by their place in it."""
    moves: dict[str, str] = {}
    for old, new in operations.items():
        before, today = (re.findall(r"\{([^{}]+)\}", pointer.split(id)[1]) for id in (old, new))
        if len(before) == len(today):
            moves |= {
                f"{old}/path/{one}": f"{new}/path/{other}"
                for one, other in zip(before, today, strict=True)
                if one != other
            }
    return moves


def _now(id: str, moves: Mapping[str, str]) -> str:
    for head in heads(id):
        if head in moves:
            return moves[head] + id[len(head) :]
    return id


def _freed(
    names: Mapping[str, str], before: Mapping[str, str], schemas: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """The names, by today's ids, that go with the old name of a schema; only where that was its plain one."""
    called: dict[str, str] = {}
    for old, new in schemas.items():
        word, today = pointer.last(old), pointer.last(new)
        plain = position.component(word).short
        if word != today and before.get(old) == plain and not is_noise(today):
            called[new] = plain
    for id, name in names.items():
        head = next((head for head in heads(id) if head in called), None)
        if head is not None and FIELD_MARK not in id and name.startswith(called[head]):
            yield id, name
