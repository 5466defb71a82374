"""A document with what it says of requests, and nothing else: what mock servers are given.

They answer at their own address, and what they answer with does not matter; but Steady refuses addresses with
variables, and schemas of answers cost Prism most of its time: those of Stripe more than three minutes. Nor
does Steady follow a reference in place of what is at a path. Callbacks Prism would make, to whatever address
a request names, and it ends when nobody is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .documents import FILES, METHODS, Json, Original, tokens

DONE: Final = "200"
_ANSWERS: Final = {DONE: {"description": "Done."}}
_LEFT_OUT: Final = ("servers", "callbacks", "webhooks", "host", "schemes")
_SECTIONS: Final = ("definitions", "parameters", "responses", FILES)
_KEPT: Final = "securitySchemes"

Sections = dict[tuple[str, ...], dict[str, Json]]
"""What has named entries that are referred to, by where it stands."""


def of_requests(original: Original) -> dict[str, Json]:
    """A document in which requests mean the same as in another."""
    paths = {
        path: _without_answers(original.follow(item)) for path, item in original.data.get("paths", {}).items()
    }
    data = {**_reduced(original.data), "paths": paths}
    components = data.pop("components", {})
    holders: Sections = {
        ("components", name): section for name, section in components.items() if name != _KEPT
    }
    holders |= {(str(name),): data.pop(name) for name in _SECTIONS if name in data}
    used = _used([data], holders)
    for place, entries in used.items():
        if len(place) == 1:
            data[place[0]] = entries
    kept = {_KEPT: components[_KEPT]} if _KEPT in components else {}
    kept |= {place[1]: entries for place, entries in used.items() if len(place) == 2}
    return {**data, "components": kept} if kept else data


def _reduced(value: dict[str, Json]) -> dict[str, Json]:
    return {key: item for key, item in value.items() if key not in _LEFT_OUT}


def _without_answers(item: Json) -> Json:
    if not isinstance(item, dict):
        return item
    return {
        key: {**_reduced(value), "responses": _ANSWERS} if key in METHODS else value
        for key, value in _reduced(item).items()
    }


def _used(waiting: list[Json], holders: Sections) -> Sections:
    """The entries that something refers to, or that an entry which is used refers to."""
    found: Sections = {}
    while waiting:
        for reference in _references(waiting.pop()):
            steps = tuple(tokens(reference))
            for place, entries in holders.items():
                name = steps[len(place)] if len(steps) > len(place) else ""
                if steps[: len(place)] == place and name in entries and name not in found.get(place, {}):
                    found.setdefault(place, {})[name] = entries[name]
                    waiting.append(entries[name])
    return found


def _references(value: Json) -> Iterator[str]:
    """Every text that may be a reference, those of a discriminator's mapping included."""
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            if here.startswith("#/"):
                yield here
        elif isinstance(here, dict):
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)
