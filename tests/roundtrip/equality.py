"""When a JSON value that came back is the one that was sent."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt _]"
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"(?P<offset>[Zz]|[+\-−]\d\d:?\d\d)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?",
    re.ASCII,
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def difference(sent: Any, received: Any, at: str = "") -> str | None:
    """The JSON pointer of the first difference between two JSON values; None when they are equal.

    Objects are equal by members, in any order; arrays in theirs. Numbers are equal by value (3.0 is 3, -0.0
    is 0), as doubles when one of them is a Python float: RFC 8259 §6 promises no more. A boolean is never a
    number. Strings are equal when they are the same, or both are date-times for the same instant (to the
    microsecond, in any form of RFC 3339 or ISO 8601), or times, durations or UUIDs of the same value.
    """
    if isinstance(sent, dict) and isinstance(received, dict):
        for name in [*sent, *(name for name in received if name not in sent)]:
            here = below(at, name)
            if name not in sent or name not in received:
                return here
            if (found := difference(sent[name], received[name], here)) is not None:
                return found
        return None
    if isinstance(sent, list) and isinstance(received, list):
        for index, (one, other) in enumerate(zip(sent, received, strict=False)):
            if (found := difference(one, other, f"{at}/{index}")) is not None:
                return found
        return None if len(sent) == len(received) else f"{at}/{min(len(sent), len(received))}"
    return None if _same(sent, received) else at


def below(pointer: str, name: str) -> str:
    """The JSON pointer of a member of the object at a pointer."""
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def _same(sent: Any, received: Any) -> bool:
    if isinstance(sent, bool) or isinstance(received, bool) or sent is None or received is None:
        return sent is received
    if isinstance(sent, (int, float)) and isinstance(received, (int, float)):
        try:
            return sent == received or (
                isinstance(sent, float) is not isinstance(received, float) and float(sent) == float(received)
            )
        except OverflowError:
            return False
    if isinstance(sent, str) and isinstance(received, str):
        return sent == received or _same_meaning(sent, received)
    return False


def _same_meaning(sent: str, received: str) -> bool:
    one, other = moment(sent), moment(received)
    if one is not None and other is not None:
        # Digits after the sixth are cut or rounded; a moment without offset is no instant.
        return one[1] is other[1] and abs(one[0] - other[0]) <= 1
    for read in (_time, _duration, _uuid):
        if (value := read(sent)) is not None:
            return value == read(received)
    return False


def moment(text: str) -> tuple[int, bool] | None:
    """Microseconds since year 1 of a date-time, and whether it has an offset; None when it is none."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 60:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])).toordinal()
    except ValueError:
        return None
    offset = match["offset"]
    minutes = 0
    if offset and offset not in "Zz":
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        minutes = minutes if offset[0] == "+" else -minutes
    seconds = ((day * 24 + hour) * 60 + minute - minutes) * 60 + second
    return seconds * 1_000_000 + _micros(match["fraction"]), offset is not None


def _micros(digits: str | None) -> int:
    return int(((digits or "") + "000000")[:6])


def _time(text: str) -> tuple[Any, ...] | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    offset = (match[5] or "").upper().replace("-00:00", "Z").replace("+00:00", "Z")
    return (int(match[1]), int(match[2]), int(match[3]), _micros(match[4]), offset)


def _duration(text: str) -> tuple[Any, ...] | None:
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(match[index] or 0) for index in range(2, 9))
    total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
    return (match[1] == "-", years * 12 + months, total * 1_000_000 + _micros(match[9]))


def _uuid(text: str) -> str | None:
    return text.lower() if _UUID.fullmatch(text) else None
