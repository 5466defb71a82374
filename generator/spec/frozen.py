"""JSON values as frozen, hashable records."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.document import JsonValue
from generator.spec.model import Json, JsonObject


def freeze(value: JsonValue) -> Json:
    """The same value made of tuples and `JsonObject`s; without recursion, however deep it nests."""
    if not isinstance(value, dict | list):
        return value
    order: list[dict[str, JsonValue] | list[JsonValue]] = [value]
    for container in order:  # grows while it is walked: every container comes after the one that holds it
        order.extend(_containers(container))
    done: dict[int, Json] = {}
    for container in reversed(order):
        if isinstance(container, dict):
            members = tuple((name, _inner(inner, done)) for name, inner in container.items())
            done[id(container)] = JsonObject(members)
        else:
            done[id(container)] = tuple(_inner(inner, done) for inner in container)
    return done[id(value)]


def thaw(value: Json) -> JsonValue:
    """The same value made of lists and dicts."""
    if isinstance(value, JsonObject):
        return {name: thaw(inner) for name, inner in value.members}
    return [thaw(inner) for inner in value] if isinstance(value, tuple) else value


def _containers(
    value: dict[str, JsonValue] | list[JsonValue],
) -> Iterator[dict[str, JsonValue] | list[JsonValue]]:
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield inner


def _inner(value: JsonValue, done: dict[int, Json]) -> Json:
    return done[id(value)] if isinstance(value, dict | list) else value
