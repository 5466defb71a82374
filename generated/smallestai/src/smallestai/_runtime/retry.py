"""Whether and when a failed attempt is repeated: pure decisions.

A request that the server cannot have acted on is repeated whatever its method; one that it may have acted on
only when repeating it is harmless (an idempotent method, or an idempotency key).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

__all__ = [
    "FIRST_DELAY",
    "LONGEST_DELAY",
    "LONGEST_WAIT",
    "Retries",
    "after_failure",
    "after_status",
    "asked_delay",
]

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for a longer wait than this is not waited for."""

_NOT_SENT = ("connect", "pool")
_MAYBE_SENT = ("read", "write")
_NEVER = (501, 505)
_NO_LIMIT = 1 << 30


class Retries:
    """How the calls of one operation are repeated, as its document says.

    Args:
        limit: How many times at most; None: as often as `total` allows, or else as the client does. What the
            caller says of `max_retries`, to the client or the call, counts before it.
        statuses: Which answers are repeated: codes ("429") and ranges ("5XX"); empty: those that always are.
        first_delay: Seconds before the first repetition, of which a random part is waited.
        longest_delay: What it does not grow beyond.
        exponent: What it is multiplied by each time.
        total: Seconds from the first attempt after which none begins any more.
        connection_errors: Whether a call is repeated that got no answer; None: where that is harmless.
        always: Whether calls are repeated that the server may have acted on already, too.
    """

    __slots__ = (
        "always",
        "connection_errors",
        "exponent",
        "first_delay",
        "limit",
        "longest_delay",
        "statuses",
        "total",
    )

    def __init__(
        self,
        *,
        limit: int | None = None,
        statuses: tuple[str, ...] = (),
        first_delay: float = FIRST_DELAY,
        longest_delay: float = LONGEST_DELAY,
        exponent: float = 2.0,
        total: float | None = None,
        connection_errors: bool | None = None,
        always: bool = False,
    ) -> None:
        self.limit = _NO_LIMIT if limit is None and total is not None else limit
        self.statuses = statuses
        self.first_delay = first_delay
        self.longest_delay = longest_delay
        self.exponent = exponent
        self.total = total
        self.connection_errors = connection_errors
        self.always = always

    def names(self, status: int) -> bool:
        """Return whether a status is one of those that are repeated."""
        if not self.statuses:
            return _is_passing(status)
        return str(status) in self.statuses or (
            f"{status // 100}XX" in self.statuses and status not in _NEVER
        )

    def delay(self, number: int, random: Callable[[], float]) -> float:
        """Return the wait after attempt `number`, with full jitter."""
        try:
            grown = self.first_delay * self.exponent ** (number - 1)
        except OverflowError:
            grown = self.longest_delay
        return random() * min(self.longest_delay, grown)


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
    policy: Retries | None = None,
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
        policy: The operation's own, if it has one.
    """
    told = headers.get("x-should-retry", "").strip().lower()
    if told == "false":
        return None
    if told != "true" and not (_is_passing(status) if policy is None else policy.names(status)):
        return None
    repeatable = repeatable or (policy is not None and policy.always)
    asked = asked_delay(headers, now)
    if told != "true" and not (status == 429 or repeatable or (status in (408, 503) and asked is not None)):
        return None
    if asked is None:
        return backoff(number, random) if policy is None else policy.delay(number, random)
    return asked if asked <= LONGEST_WAIT else None


def _is_passing(status: int) -> bool:
    """Whether a status says that another attempt may fare better."""
    return status in (408, 429) or (status >= 500 and status not in _NEVER)


def after_failure(
    phase: str,
    *,
    number: int,
    repeatable: bool,
    random: Callable[[], float],
    policy: Retries | None = None,
) -> float | None:
    """Return the seconds to wait before repeating an attempt that got no answer; None: do not repeat it.

    Args:
        phase: Where it failed, as in `ApiConnectionError.phase`.
        number: The number of the attempt, from 1.
        repeatable: Whether the request may be repeated though the server may have acted on it.
        random: A number in [0, 1).
        policy: The operation's own, if it has one.
    """
    if policy is not None and policy.connection_errors is not None:
        if not policy.connection_errors:
            return None
        repeatable = repeatable or policy.always
    if phase in _NOT_SENT or (repeatable and phase in _MAYBE_SENT):
        return backoff(number, random) if policy is None else policy.delay(number, random)
    return None
