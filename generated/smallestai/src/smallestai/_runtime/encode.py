"""Python values to their form on the wire: JSON (RFC 8259), and text in paths, queries and headers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeGuard
from uuid import UUID

from .formats import base64_text, duration_text
from .kinds import is_bytes, is_mapping, is_sequence, is_set
from .options import OMIT

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["is_model", "json_bytes", "json_value", "rfc3339", "text"]

# Up to here floats are whole numbers one by one (RFC 8259, section 6).
_EXACT = 2.0**53
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class RefusedError(ValueError):
    """A value inside a structure cannot be sent; `path` grows outwards as the structure is left."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str] = []

    def __str__(self) -> str:
        where = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in reversed(self.path)).lstrip(
            "."
        )
        return f"{where}: {self.args[0]}" if where else str(self.args[0])


def is_model(value: object) -> TypeGuard[BaseModel]:
    """Return whether a value is a pydantic model, without importing pydantic."""
    return hasattr(type(value), "__pydantic_serializer__")


def rfc3339(value: datetime) -> str:
    """Return a moment as RFC 3339 (section 5.6) has it, in UTC, where Python's calendar has it there;
    microseconds only when there are any.

    Raises:
        ValueError: The datetime is naive: which moment it means depends on the machine, so it is never
            guessed.
    """
    if value.utcoffset() is None:
        raise RefusedError(
            f"the datetime {value.isoformat()} has no timezone; add one, for example "
            ".replace(tzinfo=timezone.utc)"
        )
    try:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    except OverflowError:  # near the ends of the calendar a moment may have no date in UTC
        return value.isoformat()


def text(value: object) -> str:
    """Return a scalar as text, for a path, a query, a header or a cookie. A whole number has no fraction.

    Raises:
        ValueError: A naive datetime, or a number that is not finite.
        TypeError: Not a scalar.
    """
    if isinstance(value, Enum):
        return text(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        raise RefusedError(f"{value!r} cannot be sent")
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        # Models keep 15 as 15.0 where the document says `number`, and servers may mean an integer.
        return str(int(value))
    if isinstance(value, (int, float, UUID)):
        return str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise RefusedError(f"{value!r} cannot be sent")
        return f"{value:f}"
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return duration_text(value)
    if is_bytes(value):
        return base64_text(value)
    raise TypeError(f"a value of type {type(value).__name__} cannot be sent as text")


def json_value(value: object, *, sending: bool = True) -> Any:
    """Return the JSON value (dict, list, str, int, float, bool, None) that stands for `value`.

    Models are read by wire names, mappings keep their order, and members that are `OMIT` are left out.

    Args:
        value: A scalar, mapping, sequence, set or model, nested at will.
        sending: Whether the result goes to a server, where naive datetimes and NaN are refused.

    Raises:
        ValueError: A value that must not be sent, with the place in the structure.
        TypeError: A value that has no JSON form.
    """
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if kind is not list and is_mapping(value):
        return _object(value, sending)
    if isinstance(value, float):
        if sending and not isfinite(value):
            raise RefusedError(f"{value!r} has no JSON form")
        return value
    if isinstance(value, Enum):
        return json_value(value.value, sending=sending)
    if isinstance(value, datetime):
        return rfc3339(value) if sending or value.utcoffset() is not None else value.isoformat()
    if isinstance(value, (str, int)):
        return value
    if is_sequence(value):
        return _array(value, sending)
    if isinstance(value, (date, time, UUID, Decimal, timedelta)) or is_bytes(value):
        return text(value)
    if is_model(value):
        from .models import members_of

        return _object(members_of(value), sending)
    if is_set(value):
        # A set has no order of its own; sorting makes the body reproducible.
        return sorted(_array(list(value), sending), key=_ENCODER.encode)
    raise TypeError(f"a value of type {kind.__name__} has no JSON form")


def _object(value: Mapping[Any, Any], sending: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, member in value.items():
        if member is OMIT:
            continue
        name = key if type(key) is str else text(key)
        try:
            result[name] = json_value(member, sending=sending)
        except RefusedError as refused:
            refused.path.append(name)
            raise
    return result


def _array(value: Sequence[Any], sending: bool) -> list[Any]:
    result: list[Any] = []
    for index, item in enumerate(value):
        try:
            result.append(json_value(item, sending=sending))
        except RefusedError as refused:
            refused.path.append(str(index))
            raise
    return result


def json_bytes(value: Any) -> bytes:
    """Return a JSON value as compact UTF-8, members in the order given.

    Raises:
        ValueError: NaN, an infinity or a lone surrogate.
    """
    return _ENCODER.encode(value).encode()
