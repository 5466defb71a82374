"""Where the values of a document stand in its text: a tree beside the values, one kind for each format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.load.document import JsonValue

MAX_DEPTH = 800
"""How deep a document may nest. Below Python's own limit, so that no recursive reader of it can fail."""


class Place(Protocol):
    """The place of one value, as indices into the text that was parsed."""

    @property
    def start(self) -> int:
        """Index of the value's first character."""
        ...

    @property
    def key(self) -> int:
        """Index of the member name before it; the same as `start` for elements and the root."""
        ...

    def below(self, token: str) -> Place | None:
        """The place of a member or element."""
        ...


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A member name given twice in one object: the earlier and the later place of the name."""

    name: str
    pointer: str
    earlier: int
    later: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """A syntax error: what is wrong, and the index in the text where it was noticed."""

    message: str
    index: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document of a text: its value, the place of the value, and the names given twice in it."""

    value: JsonValue
    place: Place
    duplicates: tuple[Duplicate, ...] = ()


def find(root: Place, tokens: Sequence[str]) -> tuple[Place, bool]:
    """The place that `tokens` lead to, or its deepest existing parent, and whether all of them led there."""
    place = root
    for token in tokens:
        below = place.below(token)
        if below is None:
            return place, False
        place = below
    return place, True


def element(token: str, count: int) -> int | None:
    """The array index that a pointer token names (RFC 6901 §4), when there are `count` elements."""
    if token.isascii() and token.isdigit() and len(token) < 12 and int(token) < count:
        return int(token)
    return None
