"""Exit codes, what findings alone ask for, and the fault of whoever calls the command."""

from __future__ import annotations

from enum import IntEnum

from generator.diagnostics import Diagnostics, Severity


class Exit(IntEnum):
    """What the command's exit code says."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    BUG = 4
    INTERRUPTED = 130


class UsageError(Exception):
    """The command cannot be carried out as it was given. The message says what to do."""


def verdict(diagnostics: Diagnostics, *, strict: bool) -> Exit:
    """The exit code that the findings alone ask for; anything but `DONE`: nothing may be written."""
    errors = [item.code for item in diagnostics if item.severity is Severity.ERROR]
    if any(code.startswith("CONF") for code in errors):
        return Exit.USAGE
    if errors:
        return Exit.INPUT
    if strict and any(item.severity is Severity.WARNING for item in diagnostics):
        return Exit.FINDINGS
    return Exit.DONE
