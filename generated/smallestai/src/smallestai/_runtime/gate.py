"""One at a time: threads of a sync client, tasks of an async one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import anyio

__all__ = ["Gate"]


class Gate:
    """Lets one through at a time.

    A fork may happen while another thread is inside, and an async client may be used by one event loop after
    another: then what the others hold counts for nothing, and a new lock is made.
    """

    __slots__ = ("_loop", "_pid", "_tasks", "_threads")

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._threads = threading.Lock()
        self._loop: object = None
        self._tasks: anyio.Lock | None = None

    def enter(self, remaining: float | None) -> Callable[[], None] | None:
        """Block until no other thread is inside; return how to leave. None: time was up."""
        if self._pid != os.getpid():
            self._pid, self._threads = os.getpid(), threading.Lock()
        lock = self._threads
        return lock.release if lock.acquire(timeout=-1 if remaining is None else remaining) else None

    async def enter_async(self, remaining: float | None) -> Callable[[], None] | None:
        """Wait until no other task is inside; return how to leave. None: time was up."""
        import anyio
        from anyio.lowlevel import current_token

        loop = current_token()
        lock = self._tasks
        if lock is None or loop != self._loop:
            self._loop = loop
            lock = self._tasks = anyio.Lock()
        with anyio.move_on_after(remaining):
            await lock.acquire()
            return lock.release
        return None
