"""The judge of responses: what a method returned, dumped, is the JSON that was sent."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from tests.roundtrip.equality import difference

from .answers import Answer
from .documents import Json


def dumped(value: Any) -> Json:
    """What a method returned as JSON; models dump themselves."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [dumped(each) for each in value]
    if isinstance(value, dict):
        return {name: dumped(each) for name, each in value.items()}
    match value:
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return _duration(value)
        case UUID() | Decimal():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def page_value(value: Any) -> Any:
    """The whole answer of a page of a list; anything else as it is."""
    is_page = type(value).__name__ in ("Page", "AsyncPage") and not hasattr(value, "to_dict")
    return value.value if is_page else value


def _duration(value: dt.timedelta) -> str:
    """ISO 8601, as the model's own text has it: days and seconds."""
    seconds = value.seconds + value.microseconds / 1_000_000
    return f"P{value.days}DT{seconds:.6f}S"


def fault(answer: Answer, value: Any, path: Sequence[str] = ()) -> str | None:
    """What is wrong with what a method returned for an answer.

    Args:
        answer: The answer.
        value: What the method returned.
        path: Where in the answer the value is that the method gives.
    """
    value = page_value(value)
    if path and answer.form == "json":
        part = answer.value
        for name in path:
            part = part.get(name) if isinstance(part, dict) else None
        return _different(part, dumped(value))
    match answer.form:
        case "none":
            return None if value is None else f"returned {value!r:.100}, where nothing was sent"
        case "text" | "bytes":
            return None if value == answer.value else f"returned {value!r:.100} for {answer.value!r:.100}"
        case "items":
            return _different(answer.value, [dumped(each) for each in value])
        case _:
            return _different(answer.value, dumped(value))


def _different(sent: Json, received: Json) -> str | None:
    where = difference(sent, received)
    if where is None:
        return None
    return f"differs at {where or 'its root'}: {_at(received, where)!r:.100} for {_at(sent, where)!r:.100}"


def _at(value: Json, pointer: str) -> Json:
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(name)] if isinstance(value, list) else value[name]
        except (KeyError, IndexError, ValueError, TypeError):
            return "nothing"
    return value
