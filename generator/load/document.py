"""`Document`: plain values that can say where they stand in the file the user edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from generator.diagnostics import Location

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
"""What JSON can say. YAML is read into the same values (YAML 1.2 core schema)."""


def kind_of(value: JsonValue) -> str:
    """The kind of a value, for messages."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "an array"
        case dict():
            return "an object"


class Source(Protocol):
    """What values were read from: the way back from a value to its place.

    Positions are found on demand, from a JSON pointer: they are needed only when something is reported, and
    finding them all ahead of time costs more than reading the file.
    """

    @property
    def name(self) -> str:
        """The path, URL or `-` that the user gave, or that a reference led to."""
        ...

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """Where the value at `pointer` (`#/paths/~1a/get`) stands; with `key`, its member name instead.

        A pointer that leads nowhere gives the place of its deepest existing parent.
        """
        ...

    def source_line(self, location: Location) -> str:
        """The text of the line of a location, without its line ending; empty when unknown."""
        ...

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of each normalised source document, by name: data only, not the prose around it."""
        ...


class Document(Source, Protocol):
    """An OpenAPI document as plain values; `data` is what `json.loads` would give."""

    @property
    def data(self) -> dict[str, JsonValue]: ...
