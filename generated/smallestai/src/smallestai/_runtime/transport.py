"""The HTTP library, and nothing else: the one module that names it at run time.

It turns our requests into the library's, the library's responses into replies, and its errors into ours. A
client that the caller brought keeps its own headers, cookies, query parameters, authentication and timeout
wherever ours were not set explicitly, on requests to the API's own origin.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from time import monotonic
from typing import Any

import anyio
import httpx2

from .errors import ApiConnectionError, ApiTimeoutError, ResponseDecodeError
from .headers import DefaultHeader, Headers, header_text
from .options import ConnectionLimits, NotGiven, Timeout
from .request import Request
from .sending import (
    Content,
    add_cookies,
    async_content,
    close_async,
    close_sync,
    limits_of,
    slices,
    sync_content,
    with_params,
)
from .steps import Send

__all__ = ["AsyncReply", "AsyncTransport", "SyncReply", "SyncTransport", "check_client", "sleep"]

_PHASES: dict[type[Exception], str] = {
    httpx2.ConnectTimeout: "connect",
    httpx2.ConnectError: "connect",
    httpx2.PoolTimeout: "pool",
    httpx2.WriteTimeout: "write",
    httpx2.WriteError: "write",
    httpx2.ProxyError: "proxy",
    httpx2.UnsupportedProtocol: "request",
    httpx2.LocalProtocolError: "request",
}
_NEUTRAL = (b"accept-encoding", b"connection")
_LIBRARY_TIMEOUT = httpx2.Timeout(5.0)
_OUR_TIMEOUT = Timeout()
_MOST_URLS = 256

Pairs = list[tuple[bytes, bytes]]


async def sleep(seconds: float) -> None:
    """Wait, under asyncio and under trio."""
    await anyio.sleep(seconds)


HttpClient = httpx2.Client
AsyncHttpClient = httpx2.AsyncClient


def check_client(client: object, *, is_async: bool) -> None:
    """Raise TypeError when a caller's `http_client` is not of the library, or of the other kind."""
    wanted = httpx2.AsyncClient if is_async else httpx2.Client
    if not isinstance(client, wanted):
        given = f"{type(client).__module__}.{type(client).__qualname__}"
        raise TypeError(f"http_client must be an httpx2.{wanted.__name__}, not {given}")


class _Builder:
    """Makes the library's requests, merging in what a client of the library adds to its own."""

    def __init__(self, client: httpx2.Client | httpx2.AsyncClient) -> None:
        self._client = client
        self._urls: dict[str, httpx2.URL] = {}
        self._raw: Pairs = []
        self._added: list[tuple[str, bytes, bytes]] = []
        self._replacing: dict[str, tuple[bytes, bytes]] = {}

    def build(self, step: Send, content: Content) -> tuple[httpx2.Request, bool]:
        """Return the request, and whether the library client's own authentication applies to it."""
        ours, client = step.request, self._client
        url = self._urls.get(ours.url) or self._parse(ours.url)
        if client.params and not ours.foreign:
            url = with_params(url, client.params)
        request = httpx2.Request(
            ours.method,
            url,
            headers=self._headers(ours),
            content=content,
            extensions=self._extensions(step),
        )
        request.method = ours.method  # which the library writes in capitals; the names of methods have cases
        if client.cookies and not ours.foreign:
            add_cookies(request, client.cookies)
        return request, not ours.foreign and "authorization" not in ours.headers

    def _parse(self, text: str) -> httpx2.URL:
        try:
            url = httpx2.URL(text)
        except httpx2.InvalidURL as error:
            raise ValueError(f"the URL of the request is not valid: {error}") from None
        if len(self._urls) >= _MOST_URLS:
            self._urls.clear()
        self._urls[text] = url
        return url

    def _headers(self, request: Request) -> Pairs:
        raw = self._client.headers.raw
        if raw != self._raw:
            self._learn(raw)
        ours = request.headers
        pairs: Pairs = []
        for name, item in ours.items():
            if name in self._replacing and isinstance(item, DefaultHeader) and not request.foreign:
                pairs.append(self._replacing[name])
            else:
                pairs.append((item[0].encode("ascii"), item[1].encode()))
        for name, key, value in self._added:
            if name not in ours and (not request.foreign or key.lower() in _NEUTRAL):
                pairs.append((key, value))
        return pairs

    def _learn(self, raw: Pairs) -> None:
        """Sort the client's own headers into those added to ours and those that replace our defaults."""
        added: list[tuple[str, bytes, bytes]] = []
        replacing: dict[str, tuple[bytes, bytes]] = {}
        for key, value in raw:
            name = key.decode("latin-1").lower()
            if name == "user-agent":
                if not value.startswith(b"python-httpx2/"):
                    replacing[name] = (key, value)
            elif name == "accept" and value != b"*/*":
                replacing[name] = (key, value)
            elif name != "accept":
                added.append((name, key, value))
        self._added, self._replacing, self._raw = added, replacing, raw

    def lift(self, step: Send, request: httpx2.Request) -> None:
        """Let a body that stays open take longer than what was left for its headers (`total_timeout`)."""
        if step.remaining is not None:
            request.extensions["timeout"]["read"] = self._phases(step)["read"]

    def _extensions(self, step: Send) -> dict[str, Any]:
        limits = self._phases(step)
        remaining = step.remaining
        if remaining is not None:
            limits = {
                name: remaining if limit is None else min(limit, remaining) for name, limit in limits.items()
            }
        return {"timeout": limits}

    def _phases(self, step: Send) -> dict[str, float | None]:
        timeout = step.timeout
        if isinstance(timeout, NotGiven):
            # The library's default, untouched, says nothing; any other timeout of the client is the caller's
            # wish.
            theirs = self._client.timeout
            phases: Timeout | httpx2.Timeout | None = _OUR_TIMEOUT if theirs == _LIBRARY_TIMEOUT else theirs
        else:
            phases = timeout
        return {
            "connect": None if phases is None else phases.connect,
            "read": None if phases is None else phases.read,
            "write": None if phases is None else phases.write,
            "pool": None if phases is None else phases.pool,
        }


def _place(request: Request) -> str:
    """Return what was asked for, without the query, which may hold secrets."""
    return f"{request.method} {request.url.partition('?')[0]}"


def _translate(error: httpx2.RequestError, request: Request) -> ApiConnectionError:
    """Return our error for one of the library's."""
    kind = type(error)
    phase = next((phase for known, phase in _PHASES.items() if issubclass(kind, known)), "read")
    if isinstance(error, httpx2.TimeoutException):
        return _timed_out(request, phase)
    return ApiConnectionError(f"{_place(request)}: {str(error) or kind.__name__}", phase=phase)


def _timed_out(request: Request, phase: str = "total") -> ApiTimeoutError:
    return ApiTimeoutError(f"{_place(request)}: timed out ({phase})", phase=phase)


def _check_time(deadline: float | None, request: Request) -> None:
    if deadline is not None and monotonic() >= deadline:
        raise _timed_out(request)


class _Reply:
    """An answer of the library, in our terms."""

    __slots__ = ("_deadline", "_headers", "_request", "_response", "content", "is_read", "status_code")

    def __init__(self, response: httpx2.Response, request: Request, deadline: float | None) -> None:
        self._response = response
        self._request = request
        self._deadline = deadline
        self._headers: Headers | None = None
        self.is_read = False
        self.status_code = response.status_code
        self.content = b""

    @property
    def headers(self) -> Headers:
        """The headers, decoded when first asked for."""
        if self._headers is None:
            self._headers = Headers(
                (name.decode("latin-1"), header_text(value)) for name, value in self._response.headers.raw
            )
        return self._headers

    def _failed(self, error: Exception) -> Exception:
        """Return our error for one that came while the body was read."""
        if isinstance(error, httpx2.DecodingError):
            return ResponseDecodeError(
                f"the body does not have the Content-Encoding it claims: {error}",
                status_code=self.status_code,
                headers=self.headers,
                method=self._request.method,
                path=self._request.url.partition("?")[0],
            )
        if isinstance(error, httpx2.RequestError):
            return _translate(error, self._request)
        return RuntimeError("the body has been read or closed already, and is not kept")


class SyncReply(_Reply):
    """An answer to a sync client."""

    __slots__ = ()

    def read(self) -> bytes:
        """Read the body, once, and return it."""
        if self.is_read:
            return self.content
        try:
            if self._deadline is None:
                self.content = self._response.read()
            else:
                self.content = b"".join(self._timed())
        except (httpx2.RequestError, httpx2.StreamError) as error:
            raise self._failed(error) from error
        self.is_read = True
        return self.content

    def _timed(self) -> Iterator[bytes]:
        try:
            for chunk in self._response.iter_bytes():
                if self._deadline is not None and monotonic() >= self._deadline:
                    raise _timed_out(self._request)
                yield chunk
        finally:
            self._response.close()

    def iter_bytes(self, chunk_size: int | None) -> Iterator[bytes]:
        """Iterate over the body; over what was kept, when it was read."""
        if self.is_read:
            yield from slices(self.content, chunk_size)
            return
        try:
            yield from self._response.iter_bytes(chunk_size)
        except (httpx2.RequestError, httpx2.StreamError) as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Give up the rest of the body, and the connection."""
        self._response.close()


class AsyncReply(_Reply):
    """An answer to an async client."""

    __slots__ = ()

    async def read(self) -> bytes:
        """Read the body, once, and return it."""
        if self.is_read:
            return self.content
        try:
            if self._deadline is None:
                self.content = await self._response.aread()
            else:
                with anyio.move_on_after(self._deadline - monotonic()) as scope:
                    self.content = await self._response.aread()
                if scope.cancelled_caught:
                    raise _timed_out(self._request)
        except (httpx2.RequestError, httpx2.StreamError) as error:
            raise self._failed(error) from error
        self.is_read = True
        return self.content

    async def iter_bytes(self, chunk_size: int | None) -> AsyncIterator[bytes]:
        """Iterate over the body; over what was kept, when it was read."""
        if self.is_read:
            for chunk in slices(self.content, chunk_size):
                yield chunk
            return
        try:
            async for chunk in self._response.aiter_bytes(chunk_size):
                yield chunk
        except (httpx2.RequestError, httpx2.StreamError) as error:
            raise self._failed(error) from error

    async def close(self) -> None:
        """Give up the rest of the body, and the connection, also while being cancelled."""
        with anyio.CancelScope(shield=True):
            await self._response.aclose()


class SyncTransport:
    """Sends requests through a sync client of the library: the caller's, or one made here."""

    def __init__(self, given: httpx2.Client | None, limits: ConnectionLimits | None = None) -> None:
        self._client = given or httpx2.Client(limits=httpx2.Limits(**limits_of(limits)))
        self._is_ours = given is None
        self._builder = _Builder(self._client)

    def send(self, step: Send) -> SyncReply:
        """Carry out a step."""
        deadline = None if step.remaining is None else monotonic() + step.remaining
        content = sync_content(step.request.body, lambda: _check_time(deadline, step.request))
        request, has_client_auth = self._builder.build(step, content)
        try:
            response = self._client.send(
                request,
                stream=True,
                auth=httpx2.USE_CLIENT_DEFAULT if has_client_auth else None,
                follow_redirects=False,
            )
        except httpx2.RequestError as error:
            raise _translate(error, step.request) from error
        finally:
            close_sync(content)
        reply = SyncReply(response, step.request, deadline)
        if step.leaves_open(response.status_code):
            self._builder.lift(step, request)
        else:
            reply.read()
        return reply

    def close(self) -> None:
        """Close the connections, unless they belong to the caller's client."""
        if self._is_ours:
            self._client.close()


class AsyncTransport:
    """Sends requests through an async client of the library: the caller's, or one made here."""

    def __init__(self, given: httpx2.AsyncClient | None, limits: ConnectionLimits | None = None) -> None:
        self._client = given or httpx2.AsyncClient(limits=httpx2.Limits(**limits_of(limits)))
        self._is_ours = given is None
        self._builder = _Builder(self._client)

    async def send(self, step: Send) -> AsyncReply:
        """Carry out a step."""
        content = async_content(step.request.body)
        try:
            if step.remaining is None:
                return await self._send(step, content)
            with anyio.move_on_after(step.remaining) as scope:
                return await self._send(step, content)
            assert scope.cancelled_caught
            raise _timed_out(step.request)
        finally:
            await close_async(content)

    async def _send(self, step: Send, content: Content) -> AsyncReply:
        request, has_client_auth = self._builder.build(step, content)
        deadline = None if step.remaining is None else monotonic() + step.remaining
        try:
            response = await self._client.send(
                request,
                stream=True,
                auth=httpx2.USE_CLIENT_DEFAULT if has_client_auth else None,
                follow_redirects=False,
            )
        except httpx2.RequestError as error:
            raise _translate(error, step.request) from error
        stays_open = step.leaves_open(response.status_code)
        # While this step lasts, `send` watches its time.
        reply = AsyncReply(response, step.request, deadline if stays_open else None)
        if stays_open:
            self._builder.lift(step, request)
        else:
            await reply.read()
        return reply

    async def close(self) -> None:
        """Close the connections, unless they belong to the caller's client."""
        if self._is_ours:
            await self._client.aclose()
