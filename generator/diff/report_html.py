"""A report as one page of HTML that needs nothing from elsewhere: for a reviewer, and to keep.

What stands in the page comes from documents, so the template escapes everything, and the page may run and
load nothing but its own two parts (a policy by hash).
"""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from generator import __version__
from generator.diagnostics import printable
from generator.diff.changes import Change
from generator.diff.report import Report, Step
from generator.diff.report_text import severity_mark
from generator.diff.rule import Severity
from generator.diff.rules import RULES

_TEMPLATES = Path(__file__).parent / "templates"
_TITLES = {Severity.BREAKING: "Breaking", Severity.COMPATIBLE: "Compatible", Severity.DOCS: "Documentation"}
# Lines around what changed; what is further away is folded.
_AROUND = 3
_TOKENS = re.compile(
    r"(?P<name>(?<=\bdef )\w+|(?<=\bclass )\w+)"
    r"|(?P<comment>#.*$|@\w+)"
    r"|(?P<string>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<keyword>\b(?:class|def|None|True|False)\b)"
    r"|(?P<builtin>\b(?:str|int|float|bool|bytes|list|dict|tuple|Any|Literal|Enum|UUID|Page|Stream)\b)"
    r"|(?P<number>(?<![\w.])-?\d+(?:\.\d+)?\b)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `kind` is a CSS class, empty for plain text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of both sides; None where a side has none. `fold` lines that are the same stand behind it."""

    mark: str
    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as the page shows it."""

    change: Change
    area: str
    message: tuple[Piece, ...]
    advice: tuple[Piece, ...]
    is_said_elsewhere: bool
    search: str


@dataclass(frozen=True, slots=True)
class Card:
    """The changes of one subject, and its signatures; folded where another card shows the same."""

    subject: str
    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    has_before: bool
    has_after: bool
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of a severity."""

    name: str
    title: str
    mark: str
    count: int
    cards: tuple[Card, ...]


def to_html(report: Report) -> str:
    """The report as a page, with a line break at its end."""
    seen: set[tuple[str, str]] = set()
    sections = tuple(_section(report, severity, seen) for severity in Severity if report.of(severity))
    areas = sorted({entry.area for section in sections for card in section.cards for entry in card.entries})
    style, script = ((_TEMPLATES / f"report.{name}").read_text("utf-8") for name in ("css", "js"))
    return _page().render(
        report=report,
        generator=__version__,
        step=None if report.step is Step.NONE else report.step.value,
        sections=sections,
        areas=areas,
        total=len(report.changes),
        approved=tuple((_entry(each.change), printable(each.comment)) for each in report.approved),
        expired=report.expired,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


@cache
def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["printable"] = printable
    return environment.get_template("report.html.jinja")


def _hash(text: str) -> str:
    """As a content security policy names what may run (CSP level 3, §2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _section(report: Report, severity: Severity, seen: set[tuple[str, str]]) -> Section:
    changes = report.of(severity)

    def shown_once(change: Change) -> tuple[str, tuple[str, str]]:
        # Words are not in signatures.
        said = severity is Severity.DOCS
        return change.subject, ("", "") if said else report.signatures.get(change.fingerprint, ("", ""))

    cards: list[Card] = []
    for (subject, texts), group in groupby(changes, shown_once):
        cards.append(_card(subject, tuple(group), *texts, is_repeated=texts in seen))
        seen.add(texts)
    return Section(severity.value, _TITLES[severity], severity_mark(severity), len(changes), tuple(cards))


def _card(subject: str, changes: tuple[Change, ...], before: str, after: str, *, is_repeated: bool) -> Card:
    rows = tuple(_rows(before.split("\n") if before else [], after.split("\n") if after else []))
    has_news = any(row.mark for row in rows)
    return Card(
        printable(subject),
        tuple(map(_entry, changes)),
        rows if has_news else (),
        bool(before),
        bool(after),
        is_repeated,
    )


def _entry(change: Change) -> Entry:
    area = RULES[change.rule].area
    words = (change.subject, change.part, change.rule, change.message, change.fingerprint, *change.methods)
    texts = change.severity is Severity.DOCS and bool(change.before or change.after)
    return Entry(
        change,
        area,
        tuple(_quoted(change.message)),
        tuple(_quoted(change.advice)),
        not texts,
        printable(" ".join(words)).lower(),
    )


def _quoted(text: str) -> Iterator[Piece]:
    """A message in pieces: what stands between backticks is code."""
    for index, part in enumerate((text[:1].upper() + text[1:]).split("`")):
        if part:
            yield Piece("code" if index % 2 else "", printable(part))


def _rows(before: list[str], after: list[str]) -> Iterator[Row]:
    """Both texts line by line, what belongs together next to each other."""
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal":
            yield from _same(before[i1:i2], is_first=index == 0, is_last=index == len(codes) - 1)
            continue
        for number in range(max(i2 - i1, j2 - j1)):
            old = _line(before[i1 + number]) if i1 + number < i2 else None
            new = _line(after[j1 + number]) if j1 + number < j2 else None
            yield Row("changed" if old and new else "removed" if old else "added", old, new)


def _same(lines: list[str], *, is_first: bool, is_last: bool) -> Iterator[Row]:
    # The first line says what it is.
    head = 1 if is_first else _AROUND
    tail = 1 if is_last else _AROUND
    folded = len(lines) - head - tail
    if folded <= 1:
        yield from (Row("", _line(line), _line(line)) for line in lines)
        return
    yield from (Row("", _line(line), _line(line)) for line in lines[:head])
    yield Row("", (), (), folded)
    yield from (Row("", _line(line), _line(line)) for line in lines[len(lines) - tail :])


def _line(text: str) -> tuple[Piece, ...]:
    return tuple(_pieces(printable(text)))


def _pieces(text: str) -> Iterable[Piece]:
    end = 0
    for match in _TOKENS.finditer(text):
        if match.start() > end:
            yield Piece("", text[end : match.start()])
        yield Piece(match.lastgroup or "", match.group())
        end = match.end()
    if end < len(text):
        yield Piece("", text[end:])
