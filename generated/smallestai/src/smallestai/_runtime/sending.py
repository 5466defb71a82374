"""What a request takes on its way to the HTTP library: streamed bodies, and what a client of it adds."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import anyio

from .options import ConnectionLimits
from .sources import StreamedBody
from .styles import query_string

if TYPE_CHECKING:
    import httpx2

__all__ = [
    "Content",
    "add_cookies",
    "async_content",
    "close_async",
    "close_sync",
    "limits_of",
    "slices",
    "sync_content",
    "with_params",
]


class SyncContent:
    """A streamed body for a sync client, begun anew each time the library asks for it.

    Args:
        body: The body.
        check: Called before each piece; raises when there is no time left.

    Raises:
        TypeError: Only an async client can send it.
    """

    def __init__(self, body: StreamedBody, check: Callable[[], None]) -> None:
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

    def __init__(self, body: StreamedBody) -> None:
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


def sync_content(body: bytes | StreamedBody | None, check: Callable[[], None]) -> bytes | SyncContent | None:
    """Return a body as the library's sync client takes it."""
    return SyncContent(body, check) if isinstance(body, StreamedBody) else body


def async_content(body: bytes | StreamedBody | None) -> bytes | AsyncContent | None:
    """Return a body as the library's async client takes it."""
    return AsyncContent(body) if isinstance(body, StreamedBody) else body


def close_sync(content: Content) -> None:
    """Close the files of a body that has been sent, or given up."""
    if isinstance(content, SyncContent):
        content.close()


async def close_async(content: Content) -> None:
    """Close the files of a body that has been sent, or given up."""
    if isinstance(content, AsyncContent):
        await content.close()


def with_params(url: httpx2.URL, params: httpx2.QueryParams) -> httpx2.URL:
    """Return a URL with a client's own query parameters, except those that it has already."""
    own = url.query.decode("ascii")
    present = {pair.partition("=")[0] for pair in own.split("&")}
    members = {name: params.get_list(name) for name in params}
    added = [pair for pair in query_string(members).split("&") if pair.partition("=")[0] not in present]
    query = "&".join(filter(None, [own, *added]))
    return url.copy_with(query=query.encode("ascii")) if query else url


def add_cookies(request: httpx2.Request, cookies: httpx2.Cookies) -> None:
    """Put a client's own cookies before those of the request."""
    own = request.headers.pop("cookie", None)
    cookies.set_cookie_header(request)
    if own is not None:
        theirs = request.headers.get("cookie")
        request.headers["cookie"] = f"{theirs}; {own}" if theirs else own


def slices(content: bytes, size: int | None) -> Iterator[bytes]:
    """Return bytes in pieces of a size; None: in one piece."""
    step = size or len(content) or 1
    return (content[start : start + step] for start in range(0, len(content), step))


def limits_of(given: ConnectionLimits | None) -> dict[str, Any]:
    """Return limits of connections by the library's names for them, which are ours."""
    limits = ConnectionLimits() if given is None else given
    return {name: getattr(limits, name) for name in limits.__slots__}
