"""JSON that is nested deeper than Python's usual stack, and how deep is too deep."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from .deep import with_deep_stack
from .kinds import is_array, is_object, is_tuple

__all__ = ["MOST", "TooDeepError", "is_deep", "read_json"]

MOST = 480 if sys.version_info[:2] == (3, 12) else 3100
"""How deep a body may be nested, an array counting one and an object two. C code recurses so deep and no
deeper, however large the stack, by a few calls a level: up to 1500 of them in early releases of Python 3.12,
and 10,000 in others.
"""


class TooDeepError(ValueError):
    """JSON is nested deeper than is read."""

    def __init__(self) -> None:
        super().__init__("is nested too deep")


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
    if is_deep(value, MOST, of_object=2):
        raise TooDeepError
    return value


def _loaded(content: bytes, text: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return json.loads(text)


def is_deep(value: object, levels: int, *, of_object: int = 1) -> bool:
    """Return whether a value is nested more than so many levels: objects, arrays, tuples and models.

    Args:
        value: The value.
        levels: How many are not deep yet.
        of_object: How many an object or a model counts.
    """
    above: list[tuple[Iterator[object], int]] = [(iter((value,)), 0)]
    while above:
        members, depth = above[-1]
        for each in members:
            if (inside := _inside(each)) is not None:
                below = depth + (1 if is_array(each) or is_tuple(each) else of_object)
                if below > levels:
                    return True
                above.append((inside, below))
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
