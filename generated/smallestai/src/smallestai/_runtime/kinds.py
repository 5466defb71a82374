"""The kinds of JSON values (RFC 8259, section 3), and of the Python values that stand for them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeGuard

__all__ = [
    "is_array",
    "is_bytes",
    "is_iterable",
    "is_mapping",
    "is_object",
    "is_sequence",
    "is_set",
    "is_tuple",
    "kind_name",
    "member_at",
]


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Return whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Return whether a JSON value is an array."""
    return isinstance(value, list)


def is_bytes(value: object) -> TypeGuard[bytes | bytearray]:
    """Return whether a Python value is bytes, of any type."""
    return isinstance(value, (bytes, bytearray, memoryview))


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether a Python value stands for an object."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Return whether a Python value stands for an array, in order: not a string, and not bytes."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview))


def is_set(value: object) -> TypeGuard[AbstractSet[Any]]:
    """Return whether a Python value stands for an array, in no order."""
    return isinstance(value, AbstractSet)


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Return whether a Python value is a tuple."""
    return isinstance(value, tuple)


def is_iterable(value: object) -> bool:
    """Return whether a Python value gives others one by one, sync or async, and is no object."""
    return isinstance(value, (Iterable, AsyncIterable)) and not isinstance(value, Mapping)


def kind_name(value: Any) -> str:
    """Return what a JSON value is, in words, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "an array" if is_array(value) else "an object"


def member_at(value: Any, path: tuple[str, ...]) -> Any:
    """Return the member that a path of Python names leads to, through models and dicts; None where one is
    missing.
    """
    for name in path:
        value = value.get(name) if is_mapping(value) else getattr(value, name, None)
    return value
