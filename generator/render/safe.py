"""The only doors from spec text to output. Everything a template prints has come through one of them.

`Safe` marks text that may stand in a file as it is. The template engine refuses any other string, so that a
title with a quote in it, or a description that holds code, can end up as a literal, an identifier, or
documentation, and as nothing else.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

from generator.ir.model import PyName
from generator.spec.model import Json, JsonObject

WIDTH = 100
"""Columns of generated Python; the formatter is told the same."""

# Control and format characters (bidirectional overrides among them) make source that reads otherwise than it
# runs.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class Safe(str):
    """Text that may be printed as it is."""

    __slots__ = ()


def name(identifier: PyName) -> Safe:
    """An identifier that the naming pass made."""
    if not identifier.isidentifier():
        raise ValueError(f"not an identifier: {identifier!r}")
    return Safe(identifier)


def literal(value: Json) -> Safe:
    """A Python literal for a JSON value.

    Strings come in double quotes, ASCII-printable where they are not plain text.
    """
    match value:
        case str():
            return Safe(_string(value))
        case None | bool() | int() | float():
            return Safe(repr(value))
        case tuple():
            return Safe("[" + ", ".join(literal(item) for item in value) + "]")
        case JsonObject():
            return Safe("{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.members) + "}")


def _string(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    # json leaves DEL and everything above it alone.
    return _UNPRINTABLE.sub(lambda match: _escape(match.group()), text)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def clean(text: str) -> str:
    """Text for people: line endings unified, control characters out, no blank lines at either end."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return _UNPRINTABLE.sub("", unified).strip()


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` columns where words allow it.

    Line breaks in the text stay: in Markdown they may part list items or table rows. Only lines that are too
    long are folded.
    """
    lines: list[str] = []
    for line in clean(text).split("\n"):
        stripped = line.rstrip()
        if not stripped:
            lines.append("")
            continue
        lead = stripped[: len(stripped) - len(stripped.lstrip())]
        hang = lead + ("  " if re.match(r"\s*([-*+]|[0-9]+[.)])\s", stripped) else "")
        folded = textwrap.wrap(
            stripped,
            max(width - len(indent), 20),
            initial_indent="",
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        lines.extend(folded or [stripped])
    return [f"{indent}{line}" if line else "" for line in lines]


def paragraph(text: str) -> str:
    """Text on one line: for places that hold a summary."""
    return " ".join(clean(text).split())


def docstring(lines: Iterable[str], indent: str = "") -> Safe:
    """A docstring from lines of text; the first line is printed without indentation, as it follows the
    template's own.
    """
    body = [_docstring_line(line) for line in lines]
    while body and not body[-1]:
        body.pop()
    if not body:
        return Safe("")
    if body[-1].endswith(('"', "\\")):
        body[-1] = body[-1] + " "
    if len(body) == 1 and len(indent) + len(body[0]) + 6 <= WIDTH:
        return Safe(f'"""{body[0].rstrip() if not body[0].endswith(chr(34) + " ") else body[0]}"""')
    printed = [body[0], *(f"{indent}{line}" if line else "" for line in body[1:])]
    return Safe('"""' + "\n".join(printed).rstrip() + f'\n{indent}"""')


def _docstring_line(line: str) -> str:
    return _UNPRINTABLE.sub("", line).replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()


def comment(text: str) -> Safe:
    """A comment on one line, without the `#`."""
    return Safe(paragraph(text))


def markdown(text: str) -> Safe:
    """Spec text inside a Markdown document. Markup of its own stays; raw HTML cannot do anything there."""
    return Safe(clean(text).replace("<", "&lt;"))


def verbatim(text: str) -> Safe:
    """Markdown of a file that the configuration names: its author is that of the SDK, not of the spec."""
    return Safe(clean(text))


def cell(text: str) -> Safe:
    """Spec text inside a cell of a Markdown table."""
    return Safe(paragraph(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;"))


def code_span(text: str) -> Safe:
    """Text as inline code in Markdown, also when it holds backticks (CommonMark §6.1)."""
    plain = paragraph(text)
    longest = max((len(run) for run in re.findall(r"`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return Safe(f"{fence}{pad}{plain}{pad}{fence}")


def toml(text: str) -> Safe:
    """A TOML basic string (TOML 1.0, String)."""
    escaped = json.dumps(_UNPRINTABLE.sub("", text), ensure_ascii=False)
    return Safe(escaped.replace("\x7f", "\\u007f"))
