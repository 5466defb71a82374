"""Unite the components of several documents: equal ones become one, others of one name get a name each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.diagnostics import Diagnostics
from generator.load import pointer
from generator.load.composed import Origins
from generator.load.document import Document, JsonValue
from generator.load.source import Container, canonical, entries, put

JsonMap = dict[str, JsonValue]
Component = tuple[str, str]
"""Section and name: `("schemas", "Campaign")`."""

# Members that hold data of the API's users, in which `$ref` is not a reference, unless they stand in an
# object whose members have names that authors choose: `default` is also a response, and may be a property.
_DATA = frozenset({"example", "default", "enum", "const", "value", "dataValue"})
_BY_NAME = frozenset(
    {
        "$defs",
        "content",
        "definitions",
        "dependentSchemas",
        "encoding",
        "examples",
        "headers",
        "links",
        "parameters",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
    }
)


@dataclass(frozen=True, slots=True)
class Renames:
    """New names of one document's components."""

    names: dict[Component, str] = field(default_factory=dict[Component, str])

    def reference(self, target: str) -> str:
        """A `$ref` after the renames; it may point into a component."""
        tokens = pointer.split(unquote(target)) if target.startswith("#/components/") else ()
        if len(tokens) < 3 or (new := self.names.get((tokens[1], tokens[2]))) is None:
            return target
        return pointer.join("components", tokens[1], new, *tokens[3:])


def unite_components(
    documents: Sequence[Document],
    origins: Origins,
    diagnostics: Diagnostics,
) -> tuple[JsonMap, list[Renames]]:
    """The Components Object of all documents, and what was renamed in each document.

    Two components are one when they, and everything they refer to, are equal. Of those that differ, the first
    keeps its name; the others get a number (MERGE002). `origins` takes where each one came from.
    """
    united: JsonMap = {}
    taken = {component for document in documents for component, _ in _components(document)}
    known: dict[tuple[Component, str], str] = {}
    renames: list[Renames] = []
    for document in documents:
        values = dict(_components(document))
        fingerprints = _fingerprints(values)
        own = Renames()
        new: list[tuple[Component, str]] = []
        for component in values:
            section, name = component
            name_now = known.get((component, fingerprints[component]))
            if name_now is None:
                name_now = name
                if _holds(united, section, name):
                    name_now = _free_name(section, name, taken)
                    taken.add((section, name_now))
                    _report(document, component, name_now, origins, diagnostics)
                known[component, fingerprints[component]] = name_now
                new.append((component, name_now))
                _section(united, section)[name_now] = None
            if name_now != name:
                own.names[component] = name_now
        for (section, name), name_now in new:
            value = values[section, name]
            _section(united, section)[name_now] = renamed(value, own)
            origins[pointer.join("components", section, name_now)] = (
                document,
                pointer.join("components", section, name),
            )
        renames.append(own)
    return united, renames


def renamed(value: JsonValue, renames: Renames) -> JsonValue:
    """A copy of a value that refers to components by their new names; the value itself without renames."""
    if not renames.names or not isinstance(value, dict | list):
        return value
    root: list[JsonValue] = [value]
    todo: list[tuple[str | int, Container]] = [("", root)]
    while todo:
        holder, target = todo.pop()
        for where, inner in entries(target):
            if is_data(where, inner, holder):
                continue
            copy: Container
            if isinstance(inner, dict):
                copy = _renamed_members(inner, renames)
            elif isinstance(inner, list):
                copy = list(inner)
            else:
                continue
            put(target, where, copy)
            todo.append((where, copy))
    return root[0]


def is_data(name: str | int, value: JsonValue, holder: str | int) -> bool:
    """Whether a member holds data in which nothing is a reference; `holder` is the name of what holds it."""
    if holder in _BY_NAME:
        return False
    return name in _DATA or (name == "examples" and isinstance(value, list))


def _renamed_members(source: JsonMap, renames: Renames) -> JsonMap:
    copy = dict(source)
    target = copy.get("$ref")
    if isinstance(target, str):
        copy["$ref"] = renames.reference(target)
    discriminator = copy.get("discriminator")
    if isinstance(discriminator, dict) and isinstance(mapping := discriminator.get("mapping"), dict):
        copy["discriminator"] = {**discriminator, "mapping": _renamed_mapping(mapping, renames)}
    security = copy.get("security")
    if isinstance(security, list):
        copy["security"] = [
            (
                {renames.names.get(("securitySchemes", name), name): scopes for name, scopes in one.items()}
                if isinstance(one, dict)
                else one
            )
            for one in security
        ]
    return copy


def _renamed_mapping(mapping: JsonMap, renames: Renames) -> JsonMap:
    """A discriminator's mapping holds references, or plain names of schemas (OpenAPI 3.1 §4.8.25)."""
    return {
        value: (
            renames.names.get(("schemas", target)) or renames.reference(target)
            if isinstance(target, str)
            else target
        )
        for value, target in mapping.items()
    }


def _components(document: Document) -> Iterator[tuple[Component, JsonValue]]:
    sections = document.data.get("components")
    for section, members in (sections.items() if isinstance(sections, dict) else ()):
        if isinstance(members, dict):
            for name, value in members.items():
                yield (section, name), value


def _fingerprints(values: dict[Component, JsonValue]) -> dict[Component, str]:
    """For every component, a digest of it and of all components that it refers to, directly or not."""
    texts = {component: canonical(value, ordered=False) for component, value in values.items()}
    direct = {
        component: sorted(set(_references(value)) & values.keys()) for component, value in values.items()
    }
    result: dict[Component, str] = {}
    for component in values:
        reached = {component}
        todo = [component]
        while todo:
            for target in direct[todo.pop()]:
                if target not in reached:
                    reached.add(target)
                    todo.append(target)
        sha = hashlib.sha256()
        for one in sorted(reached):
            sha.update(repr((one, texts[one])).encode("utf-8", "backslashreplace"))
        result[component] = sha.hexdigest()
    return result


def _references(value: JsonValue) -> Iterator[Component]:
    """The components that a value refers to."""
    todo: list[tuple[str | int, JsonValue]] = [("", value)]
    while todo:
        holder, here = todo.pop()
        if isinstance(here, dict):
            targets = [here.get("$ref")]
            discriminator = here.get("discriminator")
            if isinstance(discriminator, dict) and isinstance(mapping := discriminator.get("mapping"), dict):
                targets.extend(mapping.values())
            for target in targets:
                if isinstance(target, str):
                    tokens = (
                        pointer.split(unquote(target)) if target.startswith("#") else ("", "schemas", target)
                    )
                    if len(tokens) >= 3:
                        yield tokens[1], tokens[2]
        if isinstance(here, dict | list):
            todo.extend((where, inner) for where, inner in entries(here) if not is_data(where, inner, holder))


def _holds(united: JsonMap, section: str, name: str) -> bool:
    members = united.get(section)
    return isinstance(members, dict) and name in members


def _section(components: JsonMap, section: str) -> JsonMap:
    members = components.setdefault(section, {})
    assert isinstance(members, dict)
    return members


def _free_name(section: str, name: str, taken: set[Component]) -> str:
    number = 2
    while (section, f"{name}_{number}") in taken:
        number += 1
    return f"{name}_{number}"


def _report(
    document: Document,
    component: Component,
    new: str,
    origins: Origins,
    diagnostics: Diagnostics,
) -> None:
    section, name = component
    here = pointer.join("components", section, name)
    first, there = origins[here]
    location = document.locate(here, key=True)
    diagnostics.report(
        "MERGE002",
        f"{name!r} differs from the one at {first.locate(there, key=True)}; it is called {new!r} here",
        location,
        source_line=document.source_line(location),
    )
