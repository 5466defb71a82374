"""A TOML file asked key by key: what has the wrong type, or was not asked for, is reported at its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias, TypeVar

from generator.diagnostics import Diagnostics, Location
from generator.toml_places import KeyPath

TomlValue: TypeAlias = (
    "str | int | float | bool | datetime | date | time | list[TomlValue] | dict[str, TomlValue]"
)
"""What `tomllib` gives."""

Check: TypeAlias = Callable[[str], str | None]
"""Says what is wrong with a text, or None."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that was probably meant: one that is nearly the same, or that begins it."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return next(iter([*close, *(other for other in sorted(known) if word.startswith(other))]), None)


def _anything(text: str) -> str | None:
    return None


_T = TypeVar("_T", bound=str)


@dataclass(slots=True)
class Source:
    """The file being read, and the way its faults are reported."""

    file: str
    text: str
    diagnostics: Diagnostics
    places: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict[KeyPath, tuple[int, int]])

    def wrong(self, path: KeyPath, message: str) -> None:
        self._report("CONF002", message, *self._place(path))

    def unknown(self, path: KeyPath, known: Sequence[str], help: str = "") -> None:
        name = str(path[-1])
        meant = nearest(name, known)
        hint = f"; did you mean {meant!r}?" if meant else ""
        help = help or f"Known here: {', '.join(sorted(known))}."
        self._report("CONF001", f"unknown key {name!r}{hint}", *self._place(path), help)

    def syntax(self, message: str) -> None:
        """Report what `tomllib` says; the place stands in its message, or is the end of the text."""
        found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", message, re.DOTALL)
        text = self.text.rstrip()
        line, column = text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1
        if found and found[2]:
            line, column = int(found[2]), int(found[3])
        self._report("CONF003", f"not valid TOML: {found[1] if found else message}", line, column)

    def located(self, path: KeyPath) -> tuple[Location, str]:
        """The place of a key, and the line that it stands in."""
        line, column = self._place(path)
        lines = self.text.split("\n")
        return Location(self.file, line, column), lines[line - 1] if line <= len(lines) else ""

    def _place(self, path: KeyPath) -> tuple[int, int]:
        """The place of a key, or of its nearest parent that is written."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return 1, 1

    def _report(self, code: str, message: str, line: int, column: int, help: str = "") -> None:
        lines = self.text.split("\n")
        source_line = lines[line - 1] if line <= len(lines) else ""
        self.diagnostics.report(
            code, message, Location(self.file, line, column), source_line=source_line, help=help
        )


@dataclass(slots=True)
class Table:
    """A TOML table, asked for its keys one by one; what nobody asked for is unknown."""

    source: Source
    path: KeyPath
    data: dict[str, TomlValue]
    known: list[str] = field(default_factory=list[str])
    faulty: set[str] = field(default_factory=set[str])

    def _get(self, key: str) -> TomlValue | None:
        self.known.append(key)
        return self.data.get(key)

    def _wrong(self, key: str, message: str, *item: int | str) -> None:
        self.faulty.add(key)
        self.source.wrong((*self.path, key, *item), message)

    def text(self, key: str, check: Check = _anything) -> str | None:
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, f"{key!r} must be a string")
            return None
        if fault := check(value):
            self._wrong(key, fault)
        return value

    def texts(self, key: str, check: Check = _anything, *, single: bool = False) -> tuple[str, ...]:
        """A list of strings; with `single`, one string will do."""
        value = self._get(key)
        if value is None:
            return ()
        if single and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self._wrong(key, f"{key!r} must be a list of strings")
            return ()
        found: list[str] = []
        for index, item in enumerate(value):
            if not isinstance(item, str):
                self._wrong(key, f"an item of {key!r} must be a string", index)
            elif fault := check(item):
                self._wrong(key, fault, index)
            else:
                found.append(item)
        return tuple(found)

    def entries(self, key: str) -> list[str | Table]:
        """A list of strings and tables."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, f"{key!r} must be a list of strings and tables")
            return []
        found: list[str | Table] = []
        for index, item in enumerate(value):
            if isinstance(item, str):
                found.append(item)
            elif isinstance(item, dict):
                found.append(Table(self.source, (*self.path, key, index), item))
            else:
                self._wrong(key, f"an item of {key!r} must be a string or a table", index)
        return found

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            self._wrong(key, f"{key!r} must be true or false")
        return value is True

    def whole(self, key: str, default: int) -> int:
        """A number of at least 0, without a fraction."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._wrong(key, f"{key!r} must be a whole number, 0 or more")
            return default
        return value

    def table(self, key: str) -> Table | None:
        """A table inside of this one; None when absent."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(key, f"{key!r} must be a table")
            return None
        return Table(self.source, (*self.path, key), value)

    def integer(self, key: str) -> int | None:
        """A whole number; None when absent."""
        value = self._get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self._wrong(key, f"{key!r} must be a whole number")
            return None
        return value

    def choice(self, key: str, options: tuple[_T, ...], default: _T) -> _T:
        value = self._get(key)
        if value is None:
            return default
        for option in options:
            if option == value:
                return option
        self._wrong(key, f"{key!r} must be one of {', '.join(map(repr, options))}")
        return default

    def pairs(self, key: str, check: Check) -> list[tuple[str, str]]:
        """A table with free keys and string values."""
        found: list[tuple[str, str]] = []
        for name, value in self._members(key):
            if not isinstance(value, str):
                self._wrong(key, f"{name!r} must be a string", name)
            elif fault := check(value):
                self._wrong(key, fault, name)
            else:
                found.append((name, value))
        return found

    def tables(self, key: str) -> list[Table]:
        """A table with free keys and tables as values."""
        found: list[Table] = []
        for name, value in self._members(key):
            if isinstance(value, dict):
                found.append(Table(self.source, (*self.path, key, name), value))
            else:
                self._wrong(key, f"{name!r} must be a table", name)
        return found

    def _members(self, key: str) -> list[tuple[str, TomlValue]]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, dict):
            self._wrong(key, f"{key!r} must be a table")
            return []
        return list(value.items())

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.data:
            if key not in self.known:
                self.source.unknown((*self.path, key), self.known, self._explained(key))

    def _explained(self, key: str) -> str:
        """What to do about an unknown key where more can be said than what is known."""
        if self.known != ["sdk", "diff"] or not isinstance(self.data[key], dict):
            return ""
        if not self.path and key == "tool":
            return "In this file tables have no `tool.sdksmith.` before them: write [sdk.<name>]."
        return f"SDKs are tables in `sdk`: [{'.'.join(map(str, (*self.path, 'sdk')))}.<name>]."
