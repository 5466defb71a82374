"""Unite the components of several documents: equal ones are one, others of one name get a name each.

What is equal is decided by content and not by text: components are equal that say the same, up to the names
of what they refer to, and whose references lead to equal components (a bisimulation, so that also recursive
ones compare). Names decide only where a person chose them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostics
from generator.load import noise, pointer
from generator.load.components import Component, JsonMap, Renames, components_of, renamed, skeleton
from generator.load.composed import Origins
from generator.load.document import Document, JsonValue
from generator.load.tags import contexts

_SCHEMES = "securitySchemes"
# What a security scheme is, whatever it is called and however it is described (OpenAPI 3.1 §4.8.27).
_OF_SCHEME = ("type", "scheme", "in", "name", "flows", "openIdConnectUrl")

_Node = tuple[int, Component]
"""A component of a document, by its number."""


@dataclass(slots=True)
class _Group:
    """Equal components that get one name.

    Attributes:
        section: Where they stand.
        wish: The name that they would have if no others had it.
        nodes: In order of documents.
    """

    section: str
    wish: str
    nodes: list[_Node] = field(default_factory=list["_Node"])

    @property
    def documents(self) -> set[int]:
        return {number for number, _ in self.nodes}


def unite_components(
    documents: Sequence[Document],
    origins: Origins,
    diagnostics: Diagnostics,
) -> tuple[JsonMap, list[Renames]]:
    """The Components Object of all documents, and what was renamed in each document.

    Equal components whose names differ only by what documentation tools add are one: under the name that a
    person chose, else the shortest. Two names that people chose stay two. Equal security schemes are one
    whatever their names. Of different components of one name, the one that most documents have keeps it; the
    others are called after the tag of the documents that have them, or get a number (MERGE002). `origins`
    takes where each one came from.
    """
    values = {
        (number, component): value
        for number, document in enumerate(documents)
        for component, value in components_of(document)
    }
    groups = _groups(values)
    names = _named(groups, documents, diagnostics)
    renames = [Renames() for _ in documents]
    for group in groups:
        for number, component in group.nodes:
            if component[1] != names[id(group)]:
                renames[number].names[component] = names[id(group)]
    for component, home in _homes(values).items():
        if new := renames[home].names.get(component):
            for number, own in enumerate(renames):
                if (number, component) not in values:
                    own.names[component] = new
    united: JsonMap = {}
    order = {node: number for number, node in enumerate(values)}
    for group in sorted(groups, key=lambda group: min(order[node] for node in group.nodes)):
        name = names[id(group)]
        number, (section, old) = next((node for node in group.nodes if node[1][1] == name), group.nodes[0])
        value = renamed(values[number, (section, old)], renames[number])
        if isinstance(value, dict) and value.get("title") == old != name:
            value = {**value, "title": name}
        members = united.setdefault(section, {})
        assert isinstance(members, dict)
        members[name] = value
        origins[pointer.join("components", section, name)] = (
            documents[number],
            pointer.join("components", section, old),
        )
    return united, renames


def _groups(values: Mapping[_Node, JsonValue]) -> list[_Group]:
    """All components, those together that are one."""
    classes: dict[tuple[str, int], dict[str, list[_Node]]] = {}
    for node, colour in _colours(values).items():
        section, name = node[1]
        classes.setdefault((section, colour), {}).setdefault(name, []).append(node)
    groups: list[_Group] = []
    for (section, _), names in classes.items():
        wishes = _wishes(section, names)
        found: dict[str, _Group] = {}
        for name, nodes in names.items():
            group = found.setdefault(wishes[name], _Group(section, wishes[name]))
            group.nodes.extend(nodes)
        for group in found.values():
            group.nodes.sort(key=lambda node: (node[0], node[1][1]))
        groups.extend(found.values())
    return groups


def _wishes(section: str, names: Iterable[str]) -> dict[str, str]:
    """What each of several names of equal components should be instead."""
    names = set(names)
    if section == _SCHEMES:
        best = min(names, key=_quality)
        return dict.fromkeys(names, best)
    untyped = {name: noise.untyped(name) for name in names}
    chosen = {plain for plain in untyped.values() if not noise.is_noise(plain)}
    wishes: dict[str, str] = {}
    for name, plain in untyped.items():
        if noise.plain(plain) in chosen:
            wishes[name] = noise.plain(plain)
        else:
            wishes[name] = plain
    people = {wishes[name] for name in names if untyped[name] in chosen}
    if len(people) == 1:
        (person,) = people
        return dict.fromkeys(names, person)
    return wishes


def _quality(name: str) -> tuple[bool, int, str]:
    return noise.is_noise(name), len(name), name


def _colours(values: Mapping[_Node, JsonValue]) -> dict[_Node, int]:
    """A number for every component, the same for equal ones, by refining a partition until it is stable."""
    homes = _homes(values)
    first: dict[tuple[str, str], int] = {}
    colours: dict[_Node, int] = {}
    targets: dict[_Node, list[_Node]] = {}
    for node, value in values.items():
        number, (section, name) = node
        text, mentioned = skeleton(_essence(section, name, value), homes.keys())
        colours[node] = first.setdefault((section, text), len(first))
        targets[node] = [
            (number if (number, other) in values else homes[other], other) for other in mentioned
        ]
    count = len(first)
    while True:
        seen: dict[tuple[int, ...], int] = {}
        finer = {
            node: seen.setdefault((colours[node], *(colours[other] for other in targets[node])), len(seen))
            for node in values
        }
        if len(seen) == count:
            return colours
        colours, count = finer, len(seen)


def _homes(values: Iterable[_Node]) -> dict[Component, int]:
    """The first document that has a component. It is meant also where another refers to it and lacks it:
    pages leave out what their site has elsewhere.
    """
    homes: dict[Component, int] = {}
    for number, component in values:
        homes.setdefault(component, number)
    return homes


def _essence(section: str, name: str, value: JsonValue) -> JsonValue:
    """What of a component counts: not a title that only repeats its name."""
    if not isinstance(value, dict):
        return value
    if section == _SCHEMES:
        kind = {member: value[member] for member in _OF_SCHEME if member in value}
        scheme = kind.get("scheme")
        return {**kind, "scheme": scheme.lower()} if isinstance(scheme, str) else kind
    title = value.get("title")
    if isinstance(title, str) and (noise.is_noise(title) or noise.plain(title) == noise.plain(name)):
        return {member: inner for member, inner in value.items() if member != "title"}
    return value


def _named(
    groups: Sequence[_Group], documents: Sequence[Document], diagnostics: Diagnostics
) -> dict[int, str]:
    """The name of every group, by the group's `id`."""
    names: dict[int, str] = {}
    wanted: dict[tuple[str, str], list[_Group]] = {}
    for group in groups:
        wanted.setdefault((group.section, group.wish), []).append(group)
    taken = {(group.section, name) for group in groups for _, (_, name) in group.nodes} | wanted.keys()
    about = [contexts(document) for document in documents]
    for (section, wish), rivals in sorted(wanted.items()):
        first, *others = sorted(rivals, key=_rank)
        names[id(first)] = wish
        for group in others:
            name = _free(group, about, taken)
            taken.add((section, name))
            names[id(group)] = name
            _report(group, first, name, documents, diagnostics)
    return names


def _rank(group: _Group) -> tuple[int, _Node]:
    """Who has the better right to a name: what most documents have, then what the first one has."""
    return -len(group.documents), group.nodes[0]


def _free(group: _Group, about: Sequence[frozenset[str]], taken: set[tuple[str, str]]) -> str:
    """A name for what has not got the one that it wished for."""
    context = frozenset[str]().union(*(about[number] for number in group.documents))
    if len(context) == 1:
        (word,) = context
        name = f"{word}{group.wish[:1].upper()}{group.wish[1:]}"
        if (group.section, name) not in taken:
            return name
    number = 2
    while (group.section, f"{group.wish}_{number}") in taken:
        number += 1
    return f"{group.wish}_{number}"


def _report(
    group: _Group, first: _Group, name: str, documents: Sequence[Document], diagnostics: Diagnostics
) -> None:
    """One finding for all documents that have the component."""
    number, component = group.nodes[0]
    there, other = first.nodes[0]
    location = documents[number].locate(pointer.join("components", *component), key=True)
    used = documents[there].locate(pointer.join("components", *other), key=True)
    diagnostics.report(
        "MERGE002",
        f"{component[1]!r} differs from the one at {used}; it is called {name!r}",
        location,
        source_line=documents[number].source_line(location),
    )
