"""A report for programs: JSON as `generator/diff.schema.json` describes it.

`format` changes when a member goes or changes its meaning; members may be added.
"""

from __future__ import annotations

import json
from importlib.resources import files

from generator import __version__
from generator.diagnostics import Location
from generator.diff.changes import Change
from generator.diff.report import Report
from generator.load.document import JsonValue

FORMAT = 1


def schema_text() -> str:
    """The JSON Schema that every such report fits."""
    return files("generator").joinpath("diff.schema.json").read_text(encoding="utf-8")


def to_json(report: Report) -> str:
    """The report as JSON, with a line break at its end."""
    body: dict[str, JsonValue] = {
        "format": FORMAT,
        "generator": __version__,
        "package": report.package,
        "old": {"source": report.old, "version": report.version},
        "new": {"source": report.new, "version": report.next_version},
        "step": report.step.value,
        "counts": {severity.value: count for severity, count in report.counts.items()},
        "changes": [_change(change) for change in report.changes],
        "approved": [{**_change(each.change), "comment": each.comment} for each in report.approved],
        "expired": [
            {
                "fingerprint": each.fingerprint,
                "comment": each.comment,
                "until": each.until or None,
                "source": each.source,
            }
            for each in report.expired
        ],
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, JsonValue]:
    return {
        "rule": change.rule,
        "severity": change.severity.value,
        "subject": change.subject,
        "part": change.part or None,
        "message": change.message,
        "advice": change.advice,
        "before": change.before or None,
        "after": change.after or None,
        "old": _place(change.old),
        "new": _place(change.new),
        "methods": list(change.methods),
        "fingerprint": change.fingerprint,
    }


def _place(location: Location | None) -> JsonValue:
    if location is None:
        return None
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "pointer": location.pointer,
    }
