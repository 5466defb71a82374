"""`[tool.sdksmith.diff]`: how changes are judged, and which are approved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.diff.rule import Severity
from generator.diff.rules import RULES
from generator.toml_table import Table, nearest

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class DiffSettings:
    """What the configuration says of `sdksmith diff`.

    Attributes:
        severity: Severities of rules that are judged otherwise, by id, sorted.
        ignore: The file of approved changes. None: `.sdksmith-ignore` beside the configuration.
        approved: Fingerprints of approved changes, and why, sorted.
    """

    severity: tuple[tuple[str, Severity], ...] = ()
    ignore: Path | None = None
    approved: tuple[tuple[str, str], ...] = ()


def severity_fault(text: str) -> str | None:
    """What is wrong with a severity."""
    names = [severity.value for severity in Severity]
    return None if text in names else f"{text!r} is no severity: one of {', '.join(map(repr, names))}"


def rule_fault(name: str) -> str | None:
    """What is wrong with a rule's id."""
    if name in RULES:
        return None
    meant = nearest(name, list(RULES))
    return f"there is no rule {name!r}{f'; did you mean {meant!r}?' if meant else ''}"


def diff_settings(root: Table, folder: Path) -> DiffSettings:
    """Read the table `diff`; paths are relative to `folder`."""
    table = root.table("diff")
    if table is None:
        return DiffSettings()
    ignore = table.text("ignore")
    severities = table.pairs("severity", severity_fault)
    approved = table.pairs("approved", lambda comment: None)
    table.close()
    for name, _ in severities:
        if fault := rule_fault(name):
            table.source.wrong((*table.path, "severity", name), fault)
    for name, _ in approved:
        if not _FINGERPRINT.fullmatch(name):
            table.source.wrong((*table.path, "approved", name), f"{name!r} is no fingerprint of 12 digits")
    known = [(name, Severity(text)) for name, text in severities if severity_fault(text) is None]
    return DiffSettings(
        tuple(sorted(known)), None if ignore is None else folder / ignore, tuple(sorted(approved))
    )
