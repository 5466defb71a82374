"""A body on its way to the HTTP library: begun anew each time the library asks, and closed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator

import anyio

from .streams import Stream

__all__ = ["Content", "async_content", "close_async", "close_sync", "sync_content"]


class SyncContent:
    """A streamed body for a sync client.

    Args:
        body: The body.
        check: Called before each piece; raises when there is no time left.

    Raises:
        TypeError: Only an async client can send it.
    """

    def __init__(self, body: Stream, check: Callable[[], None]) -> None:
        body.check_sync()
        self._body = body
        self._check = check
        self._begun: list[Generator[bytes, None, None]] = []

    def __iter__(self) -> Iterator[bytes]:
        chunks = self._body.chunks()
        self._begun.append(chunks)
        for chunk in chunks:
            self._check()
            yield chunk

    def close(self) -> None:
        """Close the files that were opened for it."""
        for chunks in self._begun:
            chunks.close()


class AsyncContent:
    """A streamed body for an async client; files are read in a worker thread."""

    def __init__(self, body: Stream) -> None:
        self._body = body
        self._begun: list[AsyncGenerator[bytes, None]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = self._body.async_chunks()
        self._begun.append(chunks)
        async for chunk in chunks:
            yield chunk

    async def close(self) -> None:
        """Close the files that were opened for it, also while being cancelled."""
        with anyio.CancelScope(shield=True):
            for chunks in self._begun:
                await chunks.aclose()


Content = bytes | SyncContent | AsyncContent | None


def sync_content(body: bytes | Stream | None, check: Callable[[], None]) -> bytes | SyncContent | None:
    """Return a body as the library's sync client takes it."""
    return SyncContent(body, check) if isinstance(body, Stream) else body


def async_content(body: bytes | Stream | None) -> bytes | AsyncContent | None:
    """Return a body as the library's async client takes it."""
    return AsyncContent(body) if isinstance(body, Stream) else body


def close_sync(content: Content) -> None:
    """Close the files of a body that has been sent, or given up."""
    if isinstance(content, SyncContent):
        content.close()


async def close_async(content: Content) -> None:
    """Close the files of a body that has been sent, or given up."""
    if isinstance(content, AsyncContent):
        await content.close()
