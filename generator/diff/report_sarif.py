"""A report as SARIF: what breaks is an error, the rest are notes; what is approved is suppressed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diff.changes import Change
from generator.diff.report import Report
from generator.diff.rule import Rule, Severity
from generator.diff.rules import RULES, shown
from generator.sarif import Finding, Kind, Level, log

_LEVELS: dict[Severity, Level] = {
    Severity.BREAKING: "error",
    Severity.COMPATIBLE: "note",
    Severity.DOCS: "note",
}
_FINGERPRINT = "sdksmithChange/v1"


def to_sarif(report: Report) -> str:
    """The report as a log file. A change stands in the new document; in the old one, where that lost it."""
    used = {change.rule for change in (*report.changes, *(each.change for each in report.approved))}
    return log(
        (_kind(rule) for rule in RULES.values() if rule.id in used),
        _findings(report),
        tuple(
            f"The approval {each.fingerprint} ({each.source or 'given'}) does not count: "
            "its day is over, or there is no such change."
            for each in report.expired
        ),
    )


def _kind(rule: Rule) -> Kind:
    seen = "" if rule.checked or rule.severity is not Severity.BREAKING else " It is seen at run time only."
    tags = tuple(filter(None, (rule.area, rule.direction, rule.severity.value)))
    return Kind(rule.id, shown(rule.message), shown(rule.advice) + seen, _LEVELS[rule.severity], tags)


def _findings(report: Report) -> Iterator[Finding]:
    for change in report.changes:
        yield _finding(report, change, None)
    for each in report.approved:
        yield _finding(report, each.change, each.comment)


def _finding(report: Report, change: Change, accepted: str | None) -> Finding:
    related = () if change.new is None or change.old is None else (("how it was", change.old),)
    return Finding(
        change.rule,
        _LEVELS[change.severity],
        f"{change.subject}: {change.message}. {change.advice}",
        change.new or change.old or report.root,
        (_FINGERPRINT, change.fingerprint),
        (change.subject, _sort(change.subject)),
        related,
        accepted,
        (("severity", change.severity.value), ("package", report.package)),
    )


def _sort(subject: str) -> str:
    """What the subject is, in a word of SARIF (§3.33.7)."""
    return (
        "function" if subject.startswith("client.") else "type" if subject.startswith("types.") else "member"
    )
