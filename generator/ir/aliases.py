"""Old names that still work: what a type was called, and where a method was found (decision 13).

They are kept in the lock file, until the configuration lets them go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from generator.ir.drafts import INPUT_SUFFIX
from generator.ir.kept import DICT, PARAM, Kept, split_twin
from generator.ir.model import Alias, Definition, Group, Model, OldMethod, OldType, Pointer, PyName
from generator.ir.reserved import METHODS

Report = Callable[[str, str, str], None]
"""Takes a code, a message and a pointer."""


def is_dropped(name: str, patterns: Iterable[str]) -> bool:
    """Whether the configuration lets an old name go (`drop_aliases`)."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def old_types(
    definitions: Iterable[Definition], held: Mapping[str, str], kept: Kept, report: Report
) -> tuple[OldType, ...]:
    """Names of types that are none any more.

    Args:
        definitions: The definitions, named.
        held: What names that types have or had mean.
        kept: What an earlier run gave; a name that it did not know as an old one is reported.
        report: Takes NAME002 and NAME003.
    """
    names: dict[str, PyName] = {}
    for definition in definitions:
        names[definition.id] = definition.name
        match definition:
            case Model() if definition.dict_name is not None:
                names[f"{definition.id}{DICT}"] = definition.dict_name
            case Alias() if definition.param_name is not None:
                names[f"{definition.id}{PARAM}"] = definition.param_name
            case _:
                pass
    owners = {name: id for id, name in names.items()}
    found: list[OldType] = []
    for name, id in sorted(held.items()):
        if id not in names or names[id] == name or not name.isidentifier():
            continue
        place = split_twin(id)[0].replace(INPUT_SUFFIX, "")
        if name in owners:
            message = f"'{name}' was the old name of '{names[id]}', and is something else now"
            report("NAME003", message, split_twin(owners[PyName(name)])[0].replace(INPUT_SUFFIX, ""))
            continue
        if name not in kept.aliases:
            report("NAME002", f"'{name}' is called '{names[id]}' now; the old name still works", place)
        found.append(OldType(PyName(name), Pointer(id), names[id]))
    return tuple(found)


def with_old_methods(root: Group, held: Mapping[str, str], kept: Kept, report: Report) -> Group:
    """The tree of groups with the methods that were found elsewhere before.

    Args:
        root: The client's groups, named. Groups for what was in them are there.
        held: Where methods are or were, and their operations.
        kept: What an earlier run gave; a place that it did not know as an old one is reported.
        report: Takes NAME002 and NAME003.
    """
    places: dict[str, str] = {}
    taken: dict[str, str] = {}
    _survey(root, places, taken)
    inside: dict[tuple[str, ...], list[OldMethod]] = {}
    for path, id in sorted(held.items()):
        if id not in places or places[id] == path or path.rpartition(".")[2] in METHODS:
            continue
        if path in taken:
            report(
                "NAME003",
                f"'client.{path}' was the old name of 'client.{places[id]}', and is something else now",
                taken[path] or id,
            )
            continue
        if path not in kept.aliases:
            message = f"'client.{path}' is called 'client.{places[id]}' now; the old name still works"
            report("NAME002", message, id)
        *group, name = path.split(".")
        target = tuple(PyName(part) for part in places[id].split("."))
        inside.setdefault(tuple(group), []).append(OldMethod(PyName(name), Pointer(id), target))
    return _filled(root, inside)


def _survey(group: Group, places: dict[str, str], taken: dict[str, str]) -> None:
    """Where each operation is, and what stands at each path."""
    for operation in group.operations:
        path = ".".join((*group.path, operation.name))
        places[operation.id] = path
        taken[path] = operation.id
    for child in group.groups:
        taken[".".join(child.path)] = ""
        _survey(child, places, taken)


def _filled(group: Group, inside: Mapping[tuple[str, ...], list[OldMethod]]) -> Group:
    """The group with its old methods, without groups in it that hold nothing."""
    children = (_filled(child, inside) for child in group.groups)
    return replace(
        group,
        aliases=tuple(inside.get(tuple(map(str, group.path)), ())),
        groups=tuple(each for each in children if each.groups or each.operations or each.aliases),
    )


def old_names(types: Iterable[OldType], root: Group) -> dict[str, str]:
    """All old names and what they mean, for the lock file."""
    found = {str(old.name): str(old.id) for old in types}
    for group in groups(root):
        found |= {".".join((*group.path, old.name)): str(old.id) for old in group.aliases}
    return found


def places(root: Group) -> dict[Pointer, str]:
    """Where each method is on the client, by operation."""
    found: dict[Pointer, str] = {}
    for group in groups(root):
        found |= {each.id: ".".join((*group.path, each.name)) for each in group.operations}
    return found


def groups(root: Group) -> list[Group]:
    """A group and those in it."""
    return [root, *(inner for child in root.groups for inner in groups(child))]
