"""A report for people at a terminal: by severity, then by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from generator.diagnostics import printable
from generator.diff.changes import Change
from generator.diff.report import Report, summary
from generator.diff.rule import Severity

_COLOURS = {Severity.BREAKING: "red", Severity.COMPATIBLE: "green", Severity.DOCS: "cyan"}
_TITLES = {Severity.BREAKING: "Breaking", Severity.COMPATIBLE: "Compatible", Severity.DOCS: "Documentation"}
_MOST_METHODS = 3


def to_text(report: Report, *, color: bool = False) -> str:
    """The report as text to print, with a line break at its end.

    Args:
        report: What there is to say.
        color: Colour it with ANSI escape codes.
    """

    def styled(text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if color else text

    blocks: list[str] = []
    for severity in Severity:
        changes = report.of(severity)
        if not changes:
            continue
        hue = _COLOURS[severity]
        lines = [styled(f"{_TITLES[severity]} ({len(changes)})", hue, bold=True)]
        for subject, group in groupby(changes, key=lambda change: change.subject):
            lines.append(f"  {styled(printable(subject), bold=True)}")
            for change in group:
                lines.append(
                    f"    {styled(severity_mark(severity), hue)} {change.message}"
                    f"  {styled(f'[{change.rule} {change.fingerprint}]', dim=True)}"
                )
                lines += [f"      {styled(line, dim=True)}" for line in _details(change)]
        blocks.append("\n".join(lines) + "\n")
    if report.approved:
        approved = (
            f"  {each.change.subject}: {each.change.message}{_why(each.comment)}" for each in report.approved
        )
        blocks.append(_block(f"Approved ({len(report.approved)})", approved))
    if report.expired:
        lines = [
            f"  {each.source or each.fingerprint}: {each.fingerprint}{_why(each.comment)}"
            for each in report.expired
        ]
        blocks.append(
            _block("Approvals that do not count: their day is over, or there is no such change", lines)
        )
    title = styled(f"{printable(report.package)}: {summary(report)}", bold=True)
    return "\n".join([*blocks, title + "\n"])


def severity_mark(severity: Severity) -> str:
    """One character for a severity."""
    return {Severity.BREAKING: "✗", Severity.COMPATIBLE: "+", Severity.DOCS: "·"}[severity]


def places(change: Change) -> str:
    """Where a change stands, in both documents if it does."""
    old, new = (None if place is None else printable(str(place)) for place in (change.old, change.new))
    if old is None or new is None:
        return new or (f"was {old}" if old else "")
    return f"{new}, was {old}"


def reached(change: Change) -> str:
    """The methods that a change of a type reaches, the first few by name."""
    if not change.methods:
        return ""
    more = len(change.methods) - _MOST_METHODS
    names = ", ".join(change.methods[:_MOST_METHODS])
    return f"{names} and {more} more" if more > 0 else names


def _details(change: Change) -> Iterator[str]:
    if change.severity is Severity.BREAKING:
        yield f"→ {change.advice}"
    if where := places(change):
        yield f"at {where}"
    if methods := reached(change):
        yield f"in {methods}"


def _why(comment: str) -> str:
    return f" ({printable(comment)})" if comment else ""


def _block(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *lines]) + "\n"
