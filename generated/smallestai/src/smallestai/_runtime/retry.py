"""Whether and when a failed attempt is repeated: pure decisions.

A request that the server cannot have acted on is repeated whatever its method; one that it may have acted on
only when repeating it is harmless (an idempotent method, or an idempotency key).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

__all__ = ["FIRST_DELAY", "LONGEST_DELAY", "LONGEST_WAIT", "after_failure", "after_status", "asked_delay"]

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer wait than this is not waited for."""

_NOT_SENT = ("connect", "pool")
_MAYBE_SENT = ("read", "write")
_NEVER = (501, 505)


def backoff(number: int, random: Callable[[], float]) -> float:
    """Return the wait after attempt `number`: doubling from 0.5 s to 8 s, with full jitter."""
    return random() * min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(number - 1, 10))


def asked_delay(headers: Mapping[str, str], now: float) -> float | None:
    """Return how many seconds the server asks to wait; None when it does not say, or says nonsense.

    `retry-after-ms` is milliseconds; `Retry-After` is seconds or a date (RFC 9110, section 10.2.3).

    Args:
        headers: Of the response.
        now: The time, in seconds since the epoch.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    if value is None:
        return None
    seconds = _number(value)
    return seconds if seconds is not None else _until(value, now)


def _number(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None


def _until(value: str, now: float) -> float | None:
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            # "-0000" and a missing zone both mean UTC in HTTP (RFC 9110, section 5.6.7).
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, moment.timestamp() - now)
    except (ValueError, OverflowError, IndexError):
        return None


def after_status(
    status: int,
    headers: Mapping[str, str],
    *,
    number: int,
    repeatable: bool,
    now: float,
    random: Callable[[], float],
) -> float | None:
    """Return the seconds to wait before repeating an attempt that got this answer; None: do not repeat it.

    `x-should-retry: true` or `false` is the server's own word, and decides.

    Args:
        status: The HTTP status.
        headers: Of the response.
        number: The number of the attempt, from 1.
        repeatable: Whether the request may be repeated though the server may have acted on it.
        now: The time, in seconds since the epoch.
        random: A number in [0, 1).
    """
    told = headers.get("x-should-retry", "").strip().lower()
    if told == "false":
        return None
    if told != "true" and status not in (408, 429) and (status < 500 or status in _NEVER):
        return None
    asked = asked_delay(headers, now)
    if told != "true" and not (status == 429 or repeatable or (status in (408, 503) and asked is not None)):
        return None
    if asked is None:
        return backoff(number, random)
    return asked if asked <= LONGEST_WAIT else None


def after_failure(phase: str, *, number: int, repeatable: bool, random: Callable[[], float]) -> float | None:
    """Return the seconds to wait before repeating an attempt that got no answer; None: do not repeat it.

    Args:
        phase: Where it failed, as in `ApiConnectionError.phase`.
        number: The number of the attempt, from 1.
        repeatable: Whether the request may be repeated though the server may have acted on it.
        random: A number in [0, 1).
    """
    if phase in _NOT_SENT or (repeatable and phase in _MAYBE_SENT):
        return backoff(number, random)
    return None
