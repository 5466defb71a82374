"""Changes that somebody looked at and approved, by fingerprint: the file `.sdksmith-ignore`.

A line each: a fingerprint, `until` and a date if it shall not count for ever, and a comment.

    3f9a0c51d2e4  # nobody used it, see issue 12
    77b0c2d9e1f3 until 2026-06-30  # announced for June
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE_NAME = ".sdksmith-ignore"
_LINE = re.compile(
    r"(?P<fingerprint>[0-9a-f]{12})(?:\s+until\s+(?P<until>\d{4}-\d\d-\d\d))?\s*(?:#\s*(?P<comment>.*))?"
)


class ApprovalsError(Exception):
    """A file of approvals that cannot be read. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One approved change.

    Attributes:
        fingerprint: The change's.
        comment: Why.
        until: The last day on which it counts, `2026-06-30`; empty: it always does.
        source: Where it stands.
    """

    fingerprint: str
    comment: str = ""
    until: str = ""
    source: str = ""


def read(path: Path, shown: str) -> tuple[Approval, ...]:
    """The approvals of a file.

    Args:
        path: The file.
        shown: What it is called in messages.

    Raises:
        ApprovalsError: It cannot be read, or a line of it is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ApprovalsError(f"{shown}: {error}") from error
    found: list[Approval] = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip()
        if not plain or plain.startswith("#"):
            continue
        match = _LINE.fullmatch(plain)
        if match is None or not _is_date(match["until"]):
            raise ApprovalsError(
                f"{shown}:{number}: write a fingerprint of 12 digits, `until` and a date if you like, and a "
                f"comment: `3f9a0c51d2e4 until 2026-06-30  # why`"
            )
        found.append(
            Approval(
                match["fingerprint"],
                (match["comment"] or "").strip(),
                match["until"] or "",
                f"{shown}:{number}",
            )
        )
    return tuple(found)


def _is_date(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False
