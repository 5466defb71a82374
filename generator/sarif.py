"""Findings as SARIF 2.1.0 (OASIS), which code scanning and editors read: what `validate` and `diff` share.

Columns count characters (§3.14.17 `unicodeCodePoints`), lines and columns from 1; files are URIs (§3.4.3).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Literal, TypeAlias
from urllib.parse import quote

from generator import __version__
from generator.diagnostics import Diagnostic, Location, Severity, printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Level: TypeAlias = Literal["error", "warning", "note"]
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LEVELS: dict[Severity, Level] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of finding (§3.49 reportingDescriptor).

    Attributes:
        id: What findings name.
        title: What it is, in a sentence; empty if its id has to do.
        help: What to do about it.
        level: How bad it is, as a rule.
        tags: What it is about.
    """

    id: str
    title: str
    help: str
    level: Level
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (§3.27 result).

    Attributes:
        kind: The id of its kind.
        level: How bad this one is.
        message: What there is to say, and what to do.
        place: Where.
        fingerprint: Its name and value; the same for the same finding of a later run.
        subject: What of the SDK it is about, and what that is (§3.33.7), if anything.
        related: Other places, and what is there.
        accepted: Why somebody accepted it; None: nobody did.
        properties: More about it, for programs.
    """

    kind: str
    level: Level
    message: str
    place: Location
    fingerprint: tuple[str, str]
    subject: tuple[str, str] | None = None
    related: tuple[tuple[str, Location], ...] = ()
    accepted: str | None = None
    properties: tuple[tuple[str, str], ...] = ()


def log(kinds: Iterable[Kind], findings: Iterable[Finding], notes: Sequence[str] = ()) -> str:
    """A log file with one run, with a line break at its end.

    Args:
        kinds: The kinds of all findings, in their order.
        findings: What was found.
        notes: What is to be said of the run itself (§3.20.21).
    """
    rules = list(kinds)
    index = {rule.id: number for number, rule in enumerate(rules)}
    invocation: dict[str, Json] = {"executionSuccessful": True}
    if notes:
        invocation["toolExecutionNotifications"] = [
            {"level": "warning", "message": _message(note)} for note in notes
        ]
    run: dict[str, Json] = {
        "tool": {
            "driver": {
                "name": "sdksmith",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.kind]) for finding in findings],
    }
    body: dict[str, Json] = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def to_sarif(findings: Iterable[Diagnostic]) -> str:
    """What `validate` found."""
    ordered = list(findings)
    kinds: dict[str, Kind] = {}
    for item in sorted(ordered, key=lambda item: item.code):
        kinds.setdefault(item.code, Kind(item.code, "", item.help, _LEVELS[item.severity]))
    return log(
        kinds.values(),
        (
            Finding(
                item.code,
                _LEVELS[item.severity],
                " ".join(filter(None, (_sentence(item.message), item.help))),
                item.location,
                ("sdksmithFinding/v1", _digest(item)),
            )
            for item in ordered
        ),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _digest(item: Diagnostic) -> str:
    """Lines move; the pointer, or else what is said, stays."""
    place = item.location
    text = "\x00".join((item.code, place.file, place.pointer, item.message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _rule(kind: Kind) -> Json:
    rule: dict[str, Json] = {"id": kind.id}
    if kind.title:
        rule["shortDescription"] = {"text": kind.title}
    # `text` must not be empty (§3.12.3).
    rule["help"] = {"text": printable(kind.help) or kind.id}
    rule["defaultConfiguration"] = {"level": kind.level}
    if kind.tags:
        rule["properties"] = {"tags": list(kind.tags)}
    return rule


def _result(finding: Finding, index: int) -> Json:
    place = _place(finding.place)
    if finding.subject is not None:
        name, kind = finding.subject
        place["logicalLocations"] = [{"fullyQualifiedName": printable(name), "kind": kind}]
    result: dict[str, Json] = {
        "ruleId": finding.kind,
        "ruleIndex": index,
        "level": finding.level,
        "message": _message(finding.message),
        "locations": [place],
        "partialFingerprints": dict([finding.fingerprint]),
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_place(where), "message": _message(text)}
            for number, (text, where) in enumerate(finding.related, 1)
        ]
    if finding.accepted is not None:
        # Without a `status` it is accepted (§3.35.3), also for readers of drafts, which call that `state`.
        suppression: dict[str, Json] = {"kind": "external"}
        if finding.accepted:
            suppression["justification"] = printable(finding.accepted)
        result["suppressions"] = [suppression]
    if finding.properties:
        result["properties"] = dict(finding.properties)
    return result


def _message(text: str) -> dict[str, Json]:
    # `[text](1)` would be a link (§3.11.6), and text of a document is none.
    return {"text": printable(" ".join(text.split())).replace("](", "\\](")}


def _place(place: Location) -> dict[str, Json]:
    physical: dict[str, Json] = {"artifactLocation": {"uri": uri(place.file)}}
    if place.line:
        region: dict[str, Json] = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        physical["region"] = region
    return {"physicalLocation": physical}


def uri(file: str) -> str:
    """A file as a URI reference: addresses as they are, paths with what means something there escaped."""
    if _ADDRESS.match(file):
        return quote(file, safe="/:?#[]@!$&'()*+,;=%~-._", errors="replace")
    windows = PureWindowsPath(file)
    if windows.drive and windows.root:
        plain = windows.as_posix()
        # `//server/share/…` names the host by itself.
        return f"file:{'' if plain.startswith('//') else '///'}{_escaped(plain, ':')}"
    # A colon in the first part would be read as a scheme.
    plain = _escaped(file.replace("\\", "/"))
    return f"file://{plain}" if plain.startswith("/") else plain


def _escaped(path: str, more: str = "") -> str:
    return quote(path, safe=f"/@!$&'()*+,;=~-._{more}", errors="replace")
