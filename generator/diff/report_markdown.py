"""A report for a pull request: what breaks and how to migrate first, the rest folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from generator.diff.changes import Change
from generator.diff.report import Report, Step, summary
from generator.diff.report_text import places, reached
from generator.diff.rule import Severity

MARKER = "<!-- sdksmith diff -->"
"""Begins the comment, so that a later run finds and replaces it."""

# What means something inside a line; every line begins with words of ours.
_SIGNS = re.compile(r"([\\`*_\[\]#~|])")
_TITLES = {Severity.COMPATIBLE: "compatible", Severity.DOCS: "in documentation only"}


def to_markdown(report: Report) -> str:
    """The report as GitHub-flavoured Markdown, with a line break at its end."""
    lines = [MARKER, f"### {plain(report.package)}: {_title(report)}", "", f"{_counts(report)}", ""]
    breaking = report.of(Severity.BREAKING)
    if breaking:
        lines += ["**Breaking**", "", *_changes(breaking, advised=True), ""]
    for severity, title in _TITLES.items():
        changes = report.of(severity)
        if changes:
            lines += _folded(f"{len(changes)} {title}", list(_changes(changes)))
    if report.approved:
        said = [f"- {_one(each.change)}{_why(each.comment)}" for each in report.approved]
        lines += _folded(f"{len(report.approved)} approved", said)
    if report.expired:
        said = [
            f"- `{each.fingerprint}`{_why(each.comment)} ({_code(each.source)})" for each in report.expired
        ]
        lines += _folded(
            f"{len(report.expired)} approvals do not count: their day is over, or there is no such change",
            said,
        )
    if breaking:
        lines += [
            "<sub>To approve a change, put its fingerprint into `.sdksmith-ignore`, with a comment.</sub>",
            "",
        ]
    return "\n".join(lines)


def _title(report: Report) -> str:
    if report.step is Step.NONE:
        return "no change for callers"
    return f"{report.step.value} ({plain(report.version)} → {plain(report.next_version)})"


def _counts(report: Report) -> str:
    said = summary(report).partition(";")[0]
    return f"{said[:1].upper()}{said[1:]}, from {_code(report.old)} to {_code(report.new)}."


def _changes(changes: tuple[Change, ...], *, advised: bool = False) -> Iterator[str]:
    for subject, group in groupby(changes, key=lambda change: change.subject):
        yield f"- {_code(subject)}"
        for change in group:
            advice = f" **{mixed(change.advice)}**" if advised else ""
            where = f" {_code(places(change))}" if places(change) else ""
            methods = f", in {plain(reached(change))}" if change.methods else ""
            yield (
                f"  - {mixed(change.message)}.{advice}<br><sub>{change.rule} `{change.fingerprint}`{where}"
                f"{methods}</sub>"
            )


def _one(change: Change) -> str:
    return f"{_code(change.subject)}: {mixed(change.message)} <sub>{change.rule} `{change.fingerprint}`</sub>"


def _folded(title: str, lines: list[str]) -> list[str]:
    return [f"<details><summary>{title}</summary>", "", *lines, "", "</details>", ""]


def _why(comment: str) -> str:
    return f" – {plain(comment)}" if comment else ""


def mixed(text: str) -> str:
    """A message: what it quotes stays as it is, everything else is no Markdown."""
    parts = text.split("`")
    return "".join(_code(part) if index % 2 else plain(part) for index, part in enumerate(parts))


def _code(text: str) -> str:
    """Text of a document as a code span, in which nothing has a meaning."""
    return f"`{' '.join(text.split()).replace('`', chr(39))}`" if text.strip() else ""


def plain(text: str) -> str:
    """Text of a document that is no markup, and mentions nobody."""
    text = re.sub(r"\s+", " ", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SIGNS.sub(r"\\\1", text).replace("@", "@\u200b")
