"""A rule: one way in which an SDK can change for its callers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias


class Severity(Enum):
    """What a change asks of callers.

    BREAKING: code that works with the old SDK may not with the new one. COMPATIBLE: it works; there is more,
    or something will go. DOCS: nothing that code could notice: words, and how things travel.
    """

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    DOCS = "docs"


Towards: TypeAlias = Literal["request", "response", "both", ""]
"""Which way the values travel that a rule is about; empty: none do."""

BREAKING, COMPATIBLE, DOCS = Severity.BREAKING, Severity.COMPATIBLE, Severity.DOCS


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        id: Its name, for configuration and fingerprints; it never changes its meaning.
        area: What part of the SDK it is about.
        direction: Which way values travel.
        severity: How bad it is, unless the configuration says otherwise.
        message: What happened: a template with `{part}`, `{before}` and `{after}` of the change.
        advice: What to do, in one line; for a breaking change what callers do.
        checked: A type checker shows it in callers' code; else, if it breaks, it is seen at run time only.
    """

    id: str
    area: str
    direction: Towards
    severity: Severity
    message: str
    advice: str
    checked: bool = True
