"""JSON that is nested deeper than Python's usual stack, and how deep is too deep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .deep import with_deep_stack
from .kinds import is_array, is_object, is_tuple

__all__ = ["TooDeepError", "is_deep", "read_json"]

_MOST_LEVELS = 3000
"""Reading takes time with the square of the levels below the first two hundred."""


class TooDeepError(ValueError):
    """JSON is nested deeper than is read."""

    def __init__(self) -> None:
        super().__init__(f"is nested more than {_MOST_LEVELS} levels deep")


def read_json(content: bytes, text: str) -> Any:
    """Return the JSON value of a body.

    Args:
        content: The body; a byte order mark, UTF-16 and UTF-32 are recognised.
        text: The body as its Content-Type says it is to be decoded, tried when the bytes are not JSON by
            themselves.

    Raises:
        ValueError: It is not JSON; a TooDeepError where it may be.
    """
    try:
        value = with_deep_stack(lambda: _loaded(content, text))
    except RecursionError:
        raise TooDeepError from None
    if is_deep(value, _MOST_LEVELS):
        raise TooDeepError
    return value


def _loaded(content: bytes, text: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return json.loads(text)


def is_deep(value: object, levels: int) -> bool:
    """Return whether a value is nested more than so many levels: objects, arrays, tuples and models."""
    above: list[Iterator[object]] = [iter((value,))]
    while above:
        for each in above[-1]:
            if (inside := _inside(each)) is not None:
                if len(above) > levels:
                    return True
                above.append(inside)
                break
        else:
            above.pop()
    return False


def _inside(value: object) -> Iterator[object] | None:
    if is_object(value):
        return iter(value.values())
    if is_array(value) or is_tuple(value):
        return iter(value)
    if hasattr(type(value), "__pydantic_serializer__"):
        members: dict[str, object] = vars(value)
        further: dict[str, object] = getattr(value, "__pydantic_extra__", None) or {}
        return iter((*members.values(), *further.values()))
    return None
