"""One document of a document and all that it refers to, with references that lead to places in it.

What other files hold stands among the components, under the name that it has in its file, or, where OpenAPI
has no such place, where it is used. Anchors, `$id`s and dynamic references become pointers. Every value still
knows the file that it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostics
from generator.load import pointer as pointers
from generator.load.composed import ComposedDocument, Origins
from generator.load.document import Document, JsonValue
from generator.load.gather import Gathering, Region, Unit
from generator.load.grammar import BY_NAME, sections
from generator.load.library import Library, Rules, folder, is_within, stem

JsonMap = dict[str, JsonValue]

_TRIGGERS = frozenset({"$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$self"})
_DEFINITIONS = frozenset({"$defs", "definitions"})
# Names that say what something is for, and not what it is.
_NAMELESS = frozenset({"schema", "items", "additionalProperties", "not", "requestBody"})


def bundle(document: Document, rules: Rules, diagnostics: Diagnostics) -> Document:
    """Make a document independent of other files.

    Args:
        document: What was read from a file, or from standard input, whose references are then relative to the
            working directory.
        rules: Where references may lead.
        diagnostics: Receives REF001 (a reference of another file leads nowhere), REF002, REF003 (out of the
            folder), REF004 (cannot be read), REF005 (another host), REF006 (a pinned address changed) and
            DOC005 (in other files).

    Returns:
        The document itself when it does not refer to anything else. References that lead nowhere stay.
    """
    if not _needs_bundling(document.data):
        return document
    library = Library(document, document.data, rules, diagnostics)
    gathering = Gathering(library, diagnostics, swagger="openapi" not in document.data)
    _nest(gathering)
    data = gathering.root.holder[0]
    assert isinstance(data, dict)
    _place(gathering, data)
    origins: Origins = {}
    for unit in gathering.units.values():
        if unit.within is None:
            origins[unit.place] = (unit.target.file.source, unit.target.pointer)
            origins.update((f"{unit.place}{below[1:]}", place) for below, place in unit.origins.items())
    for link in gathering.links:
        link.holder[link.member] = pointers.reference(_pointer(link.unit, link.below))
    return ComposedDocument(data, tuple(file.source for file in library.files), origins)


def _needs_bundling(data: JsonMap) -> bool:
    """Whether there may be a reference that is more than a pointer to where a later stage reads it."""
    todo: list[tuple[JsonValue, bool]] = [(data, False)]
    while todo:
        value, is_map = todo.pop()
        if isinstance(value, list):
            todo.extend((inner, False) for inner in value if isinstance(inner, dict | list))
            continue
        if not isinstance(value, dict):
            continue
        reference = value.get("$ref")
        if isinstance(reference, str) and (is_map or not reference.startswith(("#/", "#%2F"))):
            return True
        if not _TRIGGERS.isdisjoint(value):
            return True
        mapping = value.get("mapping")
        if isinstance(mapping, dict) and any(
            isinstance(one, str) and not one.startswith("#/") and re.search(r"/|#|\.(?:ya?ml|json)$", one)
            for one in mapping.values()
        ):
            return True
        for name, inner in value.items():
            if isinstance(inner, dict):
                todo.append((inner, not is_map and (name in BY_NAME or name == "components")))
            elif isinstance(inner, list):
                todo.append((inner, False))
    return False


def _nest(gathering: Gathering) -> None:
    """Find the units that are parts of others: `Pet.yaml#/properties/name` beside `Pet.yaml`.

    Parts of others may refer to more, so that this goes on until nothing is new.
    """
    changed = True
    while changed:
        changed = False
        for unit in sorted(gathering.units.values(), key=_order):
            if unit is gathering.root or unit.within is not None:
                continue
            for region in _around(unit, gathering.regions):
                below = f"{region.below}{unit.target.pointer[len(region.pointer) :]}"
                if _is_inside(region.unit, unit):
                    continue
                if gathering.look_at(region.unit, below, unit.kind, unit.target):
                    unit.within = (region.unit, below)
                    changed = True
                    break
        gathering.run()


def _around(unit: Unit, regions: list[Region]) -> Iterator[Region]:
    """The copied parts of files that a unit comes from the inside of, unless it has a name there."""
    tokens = pointers.split(unit.target.pointer)
    if not tokens or (len(tokens) > 1 and tokens[-2] in _DEFINITIONS):
        return
    found = (
        region
        for region in regions
        if region.file is unit.target.file
        and region.unit is not unit
        and region.pointer != unit.target.pointer
        and is_within(unit.target.pointer, region.pointer)
    )
    yield from sorted(found, key=lambda region: (len(region.pointer), _order(region.unit), region.below))


def _is_inside(unit: Unit | None, other: Unit) -> bool:
    while unit is not None:
        if unit is other:
            return True
        unit = unit.within[0] if unit.within is not None else None
    return False


def _order(unit: Unit) -> tuple[str, str, str]:
    return unit.target.file.source.name, unit.target.pointer, unit.kind


def _place(gathering: Gathering, data: JsonMap) -> None:
    """Give every unit its place among the components, and put it there."""
    swagger = "openapi" not in data
    gathering.root.place = pointers.ROOT
    for kind, path in sections(swagger=swagger).items():
        units = [unit for unit in gathering.units.values() if unit.kind == kind and unit.within is None]
        if not units:
            continue
        section: JsonMap = data
        for token in path:
            inner = section.get(token)
            if not isinstance(inner, dict):
                inner = section[token] = {}
            section = inner
        _adopt(gathering, units, section, path)
        for unit in sorted(units, key=lambda unit: (_wishes(unit)[0], _order(unit))):
            if not unit.place:
                name = _free_name(_wishes(unit), section)
                section[name] = unit.holder[0]
                unit.place = pointers.join(*path, name)


def _adopt(gathering: Gathering, units: list[Unit], section: JsonMap, path: tuple[str, ...]) -> None:
    """A component that is only a reference to a unit becomes the unit."""
    linked = {id(link.holder): link for link in gathering.links if link.member == "$ref"}
    found: dict[int, list[str]] = {}
    for name, value in section.items():
        if isinstance(value, dict) and list(value) == ["$ref"] and id(value) in linked:
            link = linked[id(value)]
            if link.below == pointers.ROOT:
                found.setdefault(id(link.unit), []).append(name)
    for unit in units:
        names = found.get(id(unit))
        if names:
            wished = _wishes(unit)[0]
            name = min(names, key=lambda name: (name != wished, name))
            section[name] = unit.holder[0]
            unit.place = pointers.join(*path, name)


def _wishes(unit: Unit) -> tuple[str, str]:
    """What a unit would be called as a component, and what when that is taken.

    The last token of its pointer, or the stem of its file; then with what it stands in before that.
    """
    file = unit.target.file
    tokens = pointers.split(unit.target.pointer)
    if not tokens:
        plain, long = stem(file), f"{folder(file)}_{stem(file)}"
    elif tokens[-1].isdigit() or tokens[-1] in _NAMELESS:
        plain = long = "_".join((stem(file), *tokens))
    else:
        plain, long = tokens[-1], f"{stem(file)}_{tokens[-1]}"
    return _component_name(plain), _component_name(long)


def _component_name(text: str) -> str:
    """OpenAPI 3.1 §4.8.7.1 allows these characters."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text) or "_"


def _free_name(wishes: tuple[str, str], section: JsonMap) -> str:
    for name in wishes:
        if name not in section:
            return name
    number = 2
    while f"{wishes[1]}_{number}" in section:
        number += 1
    return f"{wishes[1]}_{number}"


def _pointer(unit: Unit, below: str) -> str:
    """Where a part of a unit stands in the bundle."""
    while unit.within is not None:
        outer, there = unit.within
        unit, below = outer, f"{there}{below[1:]}"
    return f"{unit.place}{below[1:]}"
