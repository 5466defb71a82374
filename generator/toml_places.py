"""Where each key of a TOML file stands.

`tomllib` gives values without places. This scans text that `tomllib` has already accepted, so it need not
judge anything: it only follows keys (TOML 1.0, "Keys", "Table", "Inline Table", "Array of Tables").
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys from the root; an int is an index into an array."""


def places(text: str) -> Mapping[KeyPath, tuple[int, int]]:
    """The line and column, both from 1, where each key and each array item of valid TOML first stands."""
    scan = _Scan(text.replace("\r\n", "\n"))
    scan.document()
    return {path: _line_and_column(scan.text, at) for path, at in scan.found.items()}


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


@dataclass(slots=True)
class _Scan:
    text: str
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict[KeyPath, int])
    arrays: dict[KeyPath, int] = field(default_factory=dict[KeyPath, int])

    def document(self) -> None:
        table: KeyPath = ()
        while self._skip_blank():
            if self.text.startswith("[[", self.at):
                self.at += 2
                table = self._header(array=True)
                self.at += 2
            elif self.text[self.at] == "[":
                self.at += 1
                table = self._header(array=False)
                self.at += 1
            else:
                self._pair(table)

    def _skip_blank(self) -> bool:
        """Move to the next character that means something; False at the end."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at].isspace():
                self.at += 1
            else:
                return True
        return False

    def _header(self, *, array: bool) -> KeyPath:
        keys = self._keys()
        path: KeyPath = ()
        for index, (key, offset) in enumerate(keys):
            path = (*path, key)
            self.found.setdefault(path, offset)
            last = index == len(keys) - 1
            if last and array:
                self.arrays[path] = self.arrays.get(path, -1) + 1
            # A header below an array of tables means the array's newest table.
            if path in self.arrays:
                path = (*path, self.arrays[path])
                self.found.setdefault(path, offset)
        return path

    def _keys(self) -> list[tuple[str, int]]:
        keys: list[tuple[str, int]] = []
        while True:
            self._skip_blank()
            start = self.at
            if self.text[start] in "\"'":
                self._string()
                key = str(tomllib.loads(f"k = {self.text[start : self.at]}")["k"])
            else:
                while self.text[self.at].isalnum() or self.text[self.at] in "-_":
                    self.at += 1
                key = self.text[start : self.at]
            keys.append((key, start))
            self._skip_blank()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _pair(self, table: KeyPath) -> None:
        path = table
        for key, offset in self._keys():
            path = (*path, key)
            self.found.setdefault(path, offset)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip_blank()
        match self.text[self.at]:
            case '"' | "'":
                self._string()
            case "[":
                self._items("]", path)
            case "{":
                self._items("}", path)
            case _:
                while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                    self.at += 1

    def _items(self, end: str, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip_blank()
            if self.text[self.at] == end:
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
            elif end == "}":
                self._pair(path)
            else:
                self.found.setdefault((*path, index), self.at)
                self._value((*path, index))
                index += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self.at += 3
            while not self.text.startswith(quote * 3, self.at):
                self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
            # Up to two quotes may stand directly before the closing three.
            while self.at < len(self.text) and self.text[self.at] == quote:
                self.at += 1
        else:
            self.at += 1
            while self.text[self.at] != quote:
                self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
            self.at += 1
