"""Types that JSON carries as text (moments, dates, durations, UUIDs, decimals, bytes), and open enumerations.

Each is the Python type to callers and type checkers, and reads only text that it can give back: what pydantic
would also accept (a number as text for a moment, a month as thirty days) means something else to whoever sent
it, and is kept as it was sent.
"""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = [
    "JsonBase64",
    "JsonDate",
    "JsonDateTime",
    "JsonDecimal",
    "JsonDuration",
    "JsonTime",
    "JsonUuid",
    "Kinds",
    "base64_text",
    "duration_text",
]


class Text:
    """How a type is read from JSON: from text of a pattern, by pydantic or by a function.

    Args:
        pattern: What the text must match, in pydantic's own syntax, which has no look-around.
        read: Gives the value, or raises ValueError; None: pydantic knows how.
    """

    __slots__ = ("pattern", "read")

    def __init__(self, pattern: str, read: Callable[[str], Any] | None = None) -> None:
        self.pattern = pattern
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        plain: Any = handler(source)
        text = core_schema.str_schema(pattern=self.pattern, strict=True)
        from_text: CoreSchema = (
            core_schema.chain_schema([text, cast("CoreSchema", {**plain, "strict": False})])
            if self.read is None
            else core_schema.no_info_after_validator_function(self.read, text)
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            # JSON that has been read already holds text as well.
            python_schema=core_schema.union_schema([plain, from_text], mode="left_to_right"),
            serialization=plain.get("serialization"),
        )

    def __repr__(self) -> str:
        return f"Text({self.pattern!r})"


class Kinds:
    """In `Annotated[Literal[1, 2] | int, Kinds(int)]`: how the values are read, listed or not.

    By themselves, pydantic's literals take `true` for 1.

    Args:
        kinds: What a value may be.
    """

    __slots__ = ("kinds",)

    def __init__(self, *kinds: type[str | int | float | bool]) -> None:
        self.kinds = kinds

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        schemas = [handler.generate_schema(kind) for kind in self.kinds]
        return schemas[0] if len(schemas) == 1 else core_schema.union_schema([*schemas])

    def __repr__(self) -> str:
        return f"Kinds({', '.join(kind.__name__ for kind in self.kinds)})"


def duration_text(value: dt.timedelta) -> str:
    """Return a duration as ISO 8601 has it (RFC 3339, appendix A), in days, hours, minutes and seconds."""
    sign = "-" if value < dt.timedelta(0) else ""
    value = abs(value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    days = f"{value.days}D" if value.days else ""
    time = f"{hours}H" if hours else ""
    time += f"{minutes}M" if minutes else ""
    time += f"{seconds}{fraction}S" if seconds or fraction or not (days or time) else ""
    return f"{sign}P{days}{f'T{time}' if time else ''}"


def base64_text(value: bytes | bytearray) -> str:
    """Return bytes as base64 (RFC 4648, section 4), with padding."""
    return b64encode(value).decode()


def _from_base64(text: str) -> bytes:
    value = b64decode(text, validate=True)
    if base64_text(value) != text:
        raise ValueError("not base64 as it would be written again")
    return value


# Enough to tell it from a number and a date, and quick to match; pydantic reads the rest.
JsonDateTime = Annotated[dt.datetime, Text(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")]
"""A moment (RFC 3339, section 5.6). Also without an offset, as some servers write it: then it is naive."""

JsonDate = Annotated[dt.date, Text(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
"""A date (RFC 3339, `full-date`)."""

JsonTime = Annotated[dt.time, Text(r"^\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?$")]
"""A time of day (RFC 3339, `full-time`), with or without an offset."""

JsonDuration = Annotated[dt.timedelta, Text(r"^-?P(\d+W|\d+D|(\d+D)?T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)$")]
"""A duration of a fixed length (RFC 3339, appendix A). Years and months have none, and are kept as text."""

JsonUuid = Annotated[UUID, Text(r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]
"""A UUID with its hyphens (RFC 9562, section 4), in either case."""

JsonDecimal = Annotated[Decimal, Text(r"^-?(0|[1-9]\d*)(\.\d+)?$", Decimal)]
"""A decimal number as text, so that no digit is lost."""

JsonBase64 = Annotated[bytes, Text(r"^[A-Za-z0-9+/]*={0,2}$", _from_base64)]
"""Bytes as base64 (RFC 4648, section 4)."""
