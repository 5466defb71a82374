"""The type of arguments that take a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, SupportsIndex, TypeVar, overload

__all__ = ["SequenceNotStr"]

T_co = TypeVar("T_co", covariant=True)


class SequenceNotStr(Protocol[T_co]):
    """A list, a tuple or another sequence, but not a string.

    A string is a `Sequence[str]` to type checkers, and passing one where a list is meant is a common slip.
    What tells it from the others is that `in` takes only strings there.
    """

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> SequenceNotStr[T_co]: ...
    def __contains__(self, value: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...
