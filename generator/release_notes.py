"""A release's section of CHANGELOG.md, made from the report of what changes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change
from generator.diff.report import Report
from generator.diff.report_markdown import mixed, plain
from generator.diff.rule import Severity

_KINDS = ("Breaking", "Added", "Changed", "Deprecated", "Removed")


def first(version: str, date: str | None) -> str:
    """The section of the first release."""
    return f"{_head(version, date)}\n\nFirst release.\n"


def section(found: Report, version: str, date: str | None) -> str:
    """The section of a later one: approved changes are changes, too."""
    changes = [*found.changes, *(each.change for each in found.approved)]
    lines = [_head(version, date), ""]
    for kind in _KINDS:
        items = [line for change in changes if _kind(change) == kind for line in _item(change)]
        if items:
            lines += [f"### {kind}", "", *items, ""]
    if not changes:
        lines += ["Nothing changes for callers; generated files do.", ""]
    return "\n".join(lines)


def _head(version: str, date: str | None) -> str:
    return f"## {plain(version)}" + (f" ({date})" if date else "")


def _kind(change: Change) -> str:
    if change.severity is Severity.BREAKING:
        return "Breaking"
    words = change.rule.split("-")
    if "undeprecated" in words:
        return "Changed"
    for word, kind in (("added", "Added"), ("deprecated", "Deprecated"), ("removed", "Removed")):
        if word in words:
            return kind
    return "Changed"


def _item(change: Change) -> Iterator[str]:
    yield f"- {mixed(f'`{change.subject}`')}: {mixed(change.message)}."
    if change.severity is Severity.BREAKING and change.advice:
        yield f"  - Migration: {mixed(change.advice)}"
