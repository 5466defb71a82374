"""The table, a line a document, and the list of everything that does not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .run import Failure, Report

HEAD = (
    "| document | operations | calls | not called | requests | accepted | refused: ours, document, judge "
    "| responses | equal | errors | right | judges | seconds |"
)
RULE = "| --- |" + " ---: |" * 10 + " --- | ---: |"
ORDER = ("judge", "document", "ours")
"""Whose fault something is, the gravest last."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a judge was asked.

    Attributes:
        judge: Which.
        requests: How many were put to it.
        unread: Why it could not load the document; empty where it could.
    """

    judge: str
    requests: int
    unread: str = ""

    def text(self) -> str:
        """The judge, as the table has it."""
        return f"{self.judge}: not loaded" if self.unread else self.judge


@dataclass(frozen=True, slots=True)
class Line:
    """A document and what came out.

    Attributes:
        document: What it is called.
        report: What came out.
        hearings: Who judged its requests, or could not.
        seconds: How long it took, without the generator.
    """

    document: str
    report: Report
    hearings: tuple[Hearing, ...]
    seconds: float

    def refused(self) -> dict[str, int]:
        """How many requests were refused by whoever's fault: each counted once, as ours where anything is."""
        return {**dict.fromkeys(reversed(ORDER), 0), **Counter(self._blamed(self.report.failures).values())}

    @staticmethod
    def _blamed(failures: Iterable[Failure]) -> dict[tuple[str, str], str]:
        """Whose fault it is that a request was refused, the gravest of all that is said of it."""
        worst: dict[tuple[str, str], str] = {}
        for failure in failures:
            if failure.column == "request":
                blame = "ours" if failure.explained is None else failure.explained.blame
                key = (failure.operation, failure.what)
                worst[key] = max(worst.get(key, ORDER[0]), blame, key=ORDER.index)
        return worst

    def not_called(self) -> int:
        """How many calls and answers could not be made."""
        return self.report.failed("call")

    def ours(self) -> list[Failure]:
        """What nothing explains."""
        return [each for each in self.report.failures if each.explained is None and not each.is_limit]

    def has_failed(self) -> bool:
        """Whether the document could not be run at all, or nothing of it was asked."""
        return bool(self.hearings[0].unread) or not self.report.requests

    def said_by(self, judge: str) -> Counter[str]:
        """How many requests a judge refused, by whose fault that is; `refused` are all of them."""
        found = self._blamed(each for each in self.report.failures if each.judge == judge)
        return Counter({**Counter(found.values()), "refused": len(found)})

    def text(self) -> str:
        """The line."""
        report, refused = self.report, self.refused()
        equal = report.responses - report.failed("response")
        right = report.errors - report.failed("error")
        accepted = report.requests - refused["ours"] - refused["document"]
        shares = ", ".join(str(number) for number in refused.values())
        return (
            f"| {self.document} | {report.operations} | {report.calls} | {self.not_called()} "
            f"| {report.requests} "
            f"| {share(accepted, report.requests)} | {shares} | {report.responses} "
            f"| {share(equal, report.responses)} | {report.errors} | {share(right, report.errors)} "
            f"| {', '.join(each.text() for each in self.hearings)} | {self.seconds:.0f} |"
        )


def share(part: int, whole: int) -> str:
    """A share in per cent; of nothing there is none."""
    return f"{100 * part / whole:.2f}%" if whole else "-"


def total(lines: list[Line]) -> str:
    """The line below all. A request is accepted also where a judge errs, which `known.py` must show."""
    refused: Counter[str] = Counter()
    for line in lines:
        refused.update(line.refused())
    requests = sum(line.report.requests for line in lines)
    responses = sum(line.report.responses for line in lines)
    errors = sum(line.report.errors for line in lines)
    equal = responses - sum(line.report.failed("response") for line in lines)
    right = errors - sum(line.report.failed("error") for line in lines)
    accepted = requests - refused["ours"] - refused["document"]
    shares = ", ".join(str(refused[name]) for name in ("ours", "document", "judge"))
    operations = sum(line.report.operations for line in lines)
    calls = sum(line.report.calls for line in lines)
    not_called = sum(line.not_called() for line in lines)
    return (
        f"| all | {operations} | {calls} | {not_called} | {requests} | {share(accepted, requests)} "
        f"| {shares} | {responses} | {share(equal, responses)} | {errors} | {share(right, errors)} "
        f"| | {sum(line.seconds for line in lines):.0f} |"
    )


def listed(line: Line) -> list[str]:
    """Every failure of a document, those with one explanation or one cause together."""
    heads: dict[str, str] = {}
    found: dict[str, list[Failure]] = {}
    for failure in line.report.failures:
        why = failure.explained
        if why is not None:
            head = f"{why.blame.upper()} {line.document}: {why.why} (shown by {why.shown})"
        else:
            kind = "NOT CALLED" if failure.is_limit else "OURS"
            head = f"{kind} {line.document}: {failure.judge}: {failure.cause}"
        # What differs between values is no other cause.
        key = head if why else _VALUES.sub("", f"{failure.column} {head}")
        heads.setdefault(key, head)
        found.setdefault(key, []).append(failure)
    return [_together(heads[key], failures) for key, failures in found.items()]


_VALUES: Final = re.compile(r"""b?'[^'/ ]*\d[^']*'|b'[^']*'|b"[^"]*"|\d+""")


def _together(head: str, failures: list[Failure]) -> str:
    places = sorted({f"{each.operation} ({each.what})" for each in failures})
    text = f"{head}\n    {len(failures)}×: {', '.join(places[:6])}"
    first = failures[0]
    if first.explained is None and first.request:
        text += f"\n    the first: {first.request}"
    return text


def heard(line: Line) -> list[str]:
    """What each judge was asked about a document and said, a line each."""
    return [
        f"JUDGED {line.document}: {each.judge} "
        + (f"not loaded: {each.unread}" if each.unread else _counts(each.requests, line.said_by(each.judge)))
        for each in line.hearings
    ]


def heard_in_all(lines: list[Line]) -> list[str]:
    """The same about all documents together."""
    requests: Counter[str] = Counter()
    said: dict[str, Counter[str]] = {}
    for line in lines:
        for each in line.hearings:
            requests[each.judge] += each.requests
            said.setdefault(each.judge, Counter()).update(line.said_by(each.judge))
    return [f"JUDGED all: {judge} {_counts(requests[judge], counts)}" for judge, counts in said.items()]


def _counts(requests: int, said: Counter[str]) -> str:
    if not said["refused"]:
        return f"{requests} asked, none refused"
    by_judge, by_document = said["judge"], said["document"]
    explained = f"{by_judge + by_document} explained ({by_judge} by the judge, {by_document} by the document)"
    return f"{requests} asked, {said['refused']} refused, {explained}, {said['ours']} ours"
