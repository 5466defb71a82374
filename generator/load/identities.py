"""What a file calls its schemas: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12 core §8.2), and
OpenAPI 3.2's `$self` (§4.1.2.2.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from generator.load import pointer
from generator.load.components import is_data
from generator.load.document import JsonValue
from generator.load.grammar import BY_NAME


@dataclass(slots=True)
class Resource:
    """A schema resource: a whole file, or an embedded schema with an `$id`.

    Attributes:
        pointer: Where it stands in its file.
        base: The URI that references in it are relative to.
        anchors: Name → pointer in the file.
        dynamic: The same of `$dynamicAnchor`s.
    """

    pointer: str
    base: str
    anchors: dict[str, str] = field(default_factory=dict[str, str])
    dynamic: dict[str, str] = field(default_factory=dict[str, str])


def resources(value: JsonValue, uri: str) -> list[Resource]:
    """The resources of a file, each after those that hold it.

    Args:
        value: What the file holds.
        uri: Where it was read from.
    """
    base = uri
    if isinstance(value, dict) and isinstance(own := value.get("$self"), str):
        base = join(uri, own)
    found = [Resource(pointer.ROOT, base)]
    todo: list[tuple[JsonValue, str, bool, Resource]] = [(value, pointer.ROOT, False, found[0])]
    while todo:
        here, at, by_name, inside = todo.pop()
        if isinstance(here, dict):
            if not by_name:
                inside = _identified(here, at, inside, found)
            for name, inner in here.items():
                if isinstance(inner, dict | list) and (by_name or not is_data(name, inner, "")):
                    below = pointer.child(at, name)
                    todo.append((inner, below, not by_name and name in BY_NAME, inside))
        elif isinstance(here, list):
            todo.extend(
                (inner, pointer.child(at, number), False, inside)
                for number, inner in enumerate(here)
                if isinstance(inner, dict | list)
            )
    return found


def _identified(value: dict[str, JsonValue], at: str, inside: Resource, found: list[Resource]) -> Resource:
    """The resource that a schema is in, after a look at what it says about its own name."""
    identity = value.get("$id")
    if isinstance(identity, str):
        uri, fragment = _split(identity)
        if uri:
            base = join(inside.base, uri)
            if at == pointer.ROOT:
                inside.base = base
            else:
                inside = Resource(at, base)
                found.append(inside)
        elif fragment:
            inside.anchors.setdefault(fragment, at)  # how draft 6 and 7 wrote anchors
    for keyword, names in (("$anchor", inside.anchors), ("$dynamicAnchor", inside.dynamic)):
        if isinstance(name := value.get(keyword), str):
            names.setdefault(name, at)
    return inside


def _split(uri: str) -> tuple[str, str]:
    try:
        whole, fragment = urldefrag(uri)
    except ValueError:  # not a URI: it names nothing
        return "", ""
    return whole, fragment


def join(base: str, uri: str) -> str:
    """A URI reference resolved against a base (RFC 3986 §5.2); itself when it is not one."""
    try:
        return urljoin(base, uri)
    except ValueError:
        return uri
