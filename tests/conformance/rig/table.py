"""The table, a line a document, and the list of everything that does not hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .known import explanation
from .run import Failure, Report

HEAD = (
    "| document | operations | calls | requests | accepted | refused: ours, document, judge "
    "| responses | equal | errors | right | judges | seconds |"
)
RULE = "| --- |" + " ---: |" * 9 + " --- | ---: |"
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
        worst: dict[tuple[str, str], str] = {}
        for failure in self.report.failures:
            if failure.column in ("request", "call"):
                known = explanation(self.document, failure)
                blame = "ours" if known is None else known.blame
                key = (failure.operation, failure.what)
                worst[key] = max(worst.get(key, ORDER[0]), blame, key=ORDER.index)
        return {**dict.fromkeys(reversed(ORDER), 0), **Counter(worst.values())}

    def ours(self) -> list[Failure]:
        """What nothing explains."""
        return [each for each in self.report.failures if explanation(self.document, each) is None]

    def has_failed(self) -> bool:
        """Whether the document could not be run at all."""
        return bool(self.hearings[0].unread)

    def said_by(self, judge: str) -> Counter[str]:
        """How many requests a judge refused, by whose fault that is; `refused` are all of them."""
        found: dict[tuple[str, str], str] = {}
        for failure in self.report.failures:
            if failure.judge == judge and failure.column in ("request", "call"):
                known = explanation(self.document, failure)
                blame = "ours" if known is None else known.blame
                key = (failure.operation, failure.what)
                found[key] = max(found.get(key, ORDER[0]), blame, key=ORDER.index)
        return Counter({**Counter(found.values()), "refused": len(found)})

    def text(self) -> str:
        """The line."""
        report, refused = self.report, self.refused()
        equal = report.responses - report.failed("response")
        right = report.errors - report.failed("error")
        accepted = report.requests - refused["ours"] - refused["document"]
        shares = ", ".join(str(number) for number in refused.values())
        return (
            f"| {self.document} | {report.operations} | {report.calls} | {report.requests} "
            f"| {share(accepted, report.requests)} | {shares} | {report.responses} "
            f"| {share(equal, report.responses)} | {report.errors} | {share(right, report.errors)} "
            f"| {', '.join(each.text() for each in self.hearings)} | {self.seconds:.0f} |"
        )


def share(part: int, whole: int) -> str:
    """A share in per cent; all of nothing is all."""
    return f"{100 * part / whole:.2f}%" if whole else "100.00%"


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
    return (
        f"| all | {operations} | {calls} | {requests} | {share(accepted, requests)} | {shares} "
        f"| {responses} | {share(equal, responses)} | {errors} | {share(right, errors)} "
        f"| | {sum(line.seconds for line in lines):.0f} |"
    )


def listed(line: Line) -> list[str]:
    """Every failure of a document, those with one explanation together."""
    found: dict[str, list[str]] = {}
    for failure in line.report.failures:
        known = explanation(line.document, failure)
        said = f"{failure.operation} | {failure.what} | {failure.judge}: {failure.cause}"
        if known is None:
            found.setdefault(f"OURS {line.document}: {said}", [])
        else:
            head = f"{known.blame.upper()} {line.document}: {known.why} (shown by {known.shown})"
            found.setdefault(head, []).append(f"{failure.operation} ({failure.what})")
    return [
        text if not places else f"{text}\n    {len(places)}×: {', '.join(sorted(set(places))[:6])}"
        for text, places in found.items()
    ]


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
