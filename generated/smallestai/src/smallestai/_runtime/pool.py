"""The connections of a client and of all its copies, opened by the first call."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .options import ConnectionLimits
    from .transport import AsyncHttpClient, AsyncTransport, HttpClient, SyncTransport

__all__ = ["AsyncPool", "SyncPool"]

_CLOSED = "the client has been closed"

_left_behind: list[object] = []
"""Connections of a parent process, kept so that they are not closed by being forgotten."""


class SyncPool:
    """Connections of sync clients. Threads may share it: whichever calls first opens it."""

    def __init__(self, given: HttpClient | None, limits: ConnectionLimits | None = None) -> None:
        _check(given, limits)
        if given is not None:
            from .transport import check_client  # whoever has a client has paid for this import

            check_client(given, is_async=False)
        self._given = given
        self._limits = limits
        self._lock = threading.Lock()
        self._transport: SyncTransport | None = None
        self._is_closed = False
        self._pid = os.getpid()

    @property
    def has_auth(self) -> bool:
        """Whether the caller's HTTP client authenticates by itself."""
        return self._given is not None and self._given.auth is not None

    @property
    def transport(self) -> SyncTransport:
        """The open connections.

        Raises:
            RuntimeError: They have been closed.
        """
        transport = self._transport
        if transport is None or self._is_closed or self._pid != os.getpid():
            transport = self._open()
        return transport

    def _open(self) -> SyncTransport:
        from .transport import SyncTransport

        if self._pid != os.getpid():
            # After a fork the parent's sockets are open here too, and its lock may be held for ever. They are
            # left alone: closing them would end the parent's TLS sessions.
            _left_behind.append(self._transport)
            self._pid, self._lock, self._transport = os.getpid(), threading.Lock(), None
        with self._lock:
            if self._is_closed:
                raise RuntimeError(_CLOSED)
            if self._transport is None:
                self._transport = SyncTransport(self._given, self._limits)
            return self._transport

    def close(self) -> None:
        """Close the connections for good."""
        if self._pid != os.getpid():
            self._is_closed = True
            _left_behind.append(self._transport)
            return
        with self._lock:
            self._is_closed = True
            transport = self._transport
        if transport is not None:
            transport.close()

    def __del__(self) -> None:
        with suppress(Exception):  # at the interpreter's exit, what closing needs may be gone
            self.close()


class AsyncPool:
    """Connections of async clients."""

    def __init__(self, given: AsyncHttpClient | None, limits: ConnectionLimits | None = None) -> None:
        _check(given, limits)
        if given is not None:
            from .transport import check_client

            check_client(given, is_async=True)
        self._given = given
        self._limits = limits
        self._lock = threading.Lock()
        self._transport: AsyncTransport | None = None
        self._is_closed = False
        self._pid = os.getpid()

    @property
    def has_auth(self) -> bool:
        """Whether the caller's HTTP client authenticates by itself."""
        return self._given is not None and self._given.auth is not None

    @property
    def transport(self) -> AsyncTransport:
        """The open connections.

        Raises:
            RuntimeError: They have been closed.
        """
        transport = self._transport
        if transport is None or self._is_closed or self._pid != os.getpid():
            transport = self._open()
        return transport

    def _open(self) -> AsyncTransport:
        from .transport import AsyncTransport

        if self._pid != os.getpid():
            # After a fork the parent's sockets are open here too, and its lock may be held for ever. They are
            # left alone: closing them would end the parent's TLS sessions.
            _left_behind.append(self._transport)
            self._pid, self._lock, self._transport = os.getpid(), threading.Lock(), None
        with self._lock:
            if self._is_closed:
                raise RuntimeError(_CLOSED)
            if self._transport is None:
                self._transport = AsyncTransport(self._given, self._limits)
            return self._transport

    async def close(self) -> None:
        """Close the connections for good."""
        if self._pid != os.getpid():
            self._is_closed = True
            _left_behind.append(self._transport)
            return
        with self._lock:
            self._is_closed = True
            transport = self._transport
        if transport is not None:
            await transport.close()


def _check(given: object, limits: ConnectionLimits | None) -> None:
    if given is not None and limits is not None:
        raise ValueError(
            "connection_limits= is for connections that this client opens; "
            "with http_client= say limits= to that"
        )
