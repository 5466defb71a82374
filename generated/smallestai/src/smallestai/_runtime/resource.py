"""The base of generated resources: a group of methods of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .core import AsyncCore, SyncCore

__all__ = ["AsyncResource", "Resource"]


class Resource:
    """A group of methods of a sync client."""

    def __init__(self, core: SyncCore) -> None:
        self._core = core

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core!r}>"


class AsyncResource:
    """A group of methods of an async client."""

    def __init__(self, core: AsyncCore) -> None:
        self._core = core

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core!r}>"
