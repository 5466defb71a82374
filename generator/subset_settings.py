"""`include`, `exclude` and `audiences`: which part of a document an SDK is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.diagnostics import Location
from generator.toml_table import Table

_KEYS = ("include", "exclude", "audiences")


@dataclass(frozen=True, slots=True)
class Choice:
    """A pattern or audience, with the place and the line where the configuration says it."""

    key: str
    text: str
    place: Location
    line: str


def choices(table: Table) -> tuple[Choice, ...]:
    """Those of an SDK, in order; faults are CONF002."""
    found: list[Choice] = []
    for key in _KEYS:
        given = table.texts(key, _audience_fault if key == "audiences" else pattern_fault, single=True)
        is_list = isinstance(table.data.get(key), list)
        for index, text in enumerate(given):
            place, line = table.source.located((*table.path, key, *((index,) if is_list else ())))
            found.append(Choice(key, text, place, line))
    return tuple(found)


def pattern_fault(text: str) -> str | None:
    """What is wrong with a pattern, or None."""
    kind, found, rest = text.partition(":")
    if not text.strip() or (found and kind in ("tag", "audience") and not rest):
        return f"{text!r} names nothing"
    is_named = found and kind in ("tag", "audience")
    if " " in text and not is_named and not re.fullmatch(r"(\*|[A-Za-z]+) /\S*|/.*", text):
        return f"{text!r} is not an operationId, a path, or method and path"
    return None


def _audience_fault(text: str) -> str | None:
    return None if text.strip() else f"{text!r} names nobody"
