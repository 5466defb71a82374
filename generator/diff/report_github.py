"""A report as annotations of a GitHub workflow: breaking changes are errors, compatible ones notices."""

from __future__ import annotations

from generator.diagnostics import annotation
from generator.diff.changes import Change
from generator.diff.report import Report, summary
from generator.diff.rule import Severity

_LEVELS = {Severity.BREAKING: "error", Severity.COMPATIBLE: "notice"}


def to_github(report: Report) -> str:
    """A workflow command a line; the last one is the summary, which counts what has no line of its own."""
    lines = [_line(report, change) for change in report.changes if change.severity in _LEVELS]
    lines.append(annotation("notice", None, "sdksmith diff", f"{report.package}: {summary(report)}"))
    return "".join(lines)


def _line(report: Report, change: Change) -> str:
    # What is gone stands in no file of the checkout any more.
    place = change.new or report.root
    said = f"{change.subject}: {change.message}. {change.advice}"
    how = f"To approve it: {change.fingerprint}"
    return annotation(_LEVELS[change.severity], place, change.rule, said, how)
