"""Components of a document, and what refers to them by name."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import unquote

from generator.load import pointer
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


def is_named(holder: str | int) -> bool:
    """Whether the members of what stands under a name have names that authors choose."""
    return holder in _BY_NAME


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


def skeleton(value: JsonValue, known: AbstractSet[Component]) -> tuple[str, tuple[Component, ...]]:
    """What a value says apart from the names of the components that it refers to, and these, in an order that
    does not depend on the order of members. References to what is not `known` stay as they are.
    """
    root: list[JsonValue] = [value]
    todo: list[tuple[str | int, Container, str]] = [("", root, "")]
    found: list[tuple[str, Component]] = []

    def hollow(target: str, here: str) -> str:
        tokens = pointer.split(unquote(target)) if target.startswith("#/components/") else ()
        component = tokens[1:3] if tokens else ("schemas", target)
        if len(component) < 2 or (component[0], component[1]) not in known:
            return target
        found.append((here, (component[0], component[1])))
        return pointer.join("components", component[0], "", *tokens[3:])

    while todo:
        holder, target, path = todo.pop()
        for where, inner in entries(target):
            if is_data(where, inner, holder):
                continue
            here = f"{path}/{where}"
            copy: Container
            if isinstance(inner, dict):
                copy = dict(inner)
                if isinstance(reference := copy.get("$ref"), str) and reference.startswith("#"):
                    copy["$ref"] = hollow(reference, here)
                discriminator = copy.get("discriminator")
                if isinstance(discriminator, dict) and isinstance(
                    mapping := discriminator.get("mapping"), dict
                ):
                    targets: JsonMap = {
                        tag: hollow(one, f"{here}/mapping/{tag}") if isinstance(one, str) else one
                        for tag, one in mapping.items()
                    }
                    copy["discriminator"] = {**discriminator, "mapping": targets}
            elif isinstance(inner, list):
                copy = list(inner)
            else:
                continue
            put(target, where, copy)
            todo.append((where, copy, here))
    return canonical(root[0], ordered=False), tuple(component for _, component in sorted(found))


def components_of(document: Document) -> Iterator[tuple[Component, JsonValue]]:
    """Every component of a document, and its value."""
    sections = document.data.get("components")
    for section, members in (sections.items() if isinstance(sections, dict) else ()):
        if isinstance(members, dict):
            for name, value in members.items():
                yield (section, name), value
