"""The text of an input file, and of the part of it that holds the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Location

# The line breaks of editors, CommonMark §2.1 and YAML 1.2 §5.4. `str.splitlines` would also break at U+2028
# and others.
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Text:
    """Text to parse, with the way from an index in it to a line and column of the file.

    Attributes:
        file: The name of the file as the user gave it.
        content: The text itself; for a fenced block, without its indentation.
        page: The lines of the whole file, without line endings.
        first_line: 0-based line of the file on which the content starts.
        shifts: For each line of the content, how many characters of the file's line stand before it.
            Empty when none do (the content is the file).
    """

    file: str
    content: str
    page: tuple[str, ...] = field(repr=False)
    first_line: int = 0
    shifts: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of_file(cls, file: str, content: str) -> Text:
        """The text of a whole file."""
        return cls(file, content, split_lines(content))

    def block(self, content: str, first_line: int) -> Text:
        """A block of this (whole) file that starts on a 0-based line and may have lost indentation."""
        shifts: list[int] = []
        for number, line in enumerate(split_lines(content), start=first_line):
            whole = self.page[number] if number < len(self.page) else ""
            shifts.append(len(whole) - len(line) if whole.endswith(line) else 0)
        return Text(self.file, content, self.page, first_line, tuple(shifts))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.content))]

    def locate(self, index: int, pointer: str = "") -> Location:
        """The place in the file of the character at `index` of the content (its end, when past it)."""
        index = max(0, min(index, len(self.content)))
        line = bisect_right(self._starts, index) - 1
        column = index - self._starts[line]
        if line < len(self.shifts):
            column += self.shifts[line]
        return Location(self.file, self.first_line + line + 1, column + 1, pointer)

    def line(self, number: int) -> str:
        """The file's line with this 1-based number, or nothing."""
        return self.page[number - 1] if 0 < number <= len(self.page) else ""


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without their endings (LF, CRLF or CR)."""
    return tuple(_LINE_BREAK.split(text))
