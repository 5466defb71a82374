"""Responses as they came: with their status and headers, read or streamed.

`raw`, `streamed`, `async_raw` and `async_streamed` give a method's twin its type. The method itself does not
change: the core that it calls decides what comes back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .errors import request_id_of
from .headers import Headers

if TYPE_CHECKING:
    from types import TracebackType

    from .steps import Reply
    from .transport import AsyncReply, SyncReply

__all__ = [
    "AsyncStreamedResponse",
    "RawResponse",
    "StreamedResponse",
    "async_raw",
    "async_streamed",
    "raw",
    "streamed",
]

P = ParamSpec("P")
T = TypeVar("T")


class _Facts:
    """What every answer has."""

    __slots__ = ("_reply",)

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self._reply.status_code

    @property
    def headers(self) -> Headers:
        """The headers, by name in any case."""
        return self._reply.headers

    @property
    def request_id(self) -> str | None:
        """The id by which the server knows the request, if it sent one."""
        return request_id_of(self._reply.headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status_code}>"


class RawResponse(_Facts, Generic[T]):
    """A successful answer, its body read but not parsed."""

    __slots__ = ("_parse",)

    def __init__(self, reply: Reply, parse: Callable[[Reply], Any]) -> None:
        super().__init__(reply)
        self._parse = parse

    @property
    def content(self) -> bytes:
        """The body."""
        return self._reply.content

    @property
    def text(self) -> str:
        """The body as text."""
        from .text import decode

        return decode(self.content, self.headers.get("content-type"))

    def parse(self) -> T:
        """Return what the method itself returns, or raise what it raises."""
        return cast(T, self._parse(self._reply))


class StreamedResponse(_Facts, Generic[T]):
    """A successful answer whose body arrives while it is read; errors then are `ApiConnectionError`s."""

    __slots__ = ("_parse",)

    _reply: SyncReply

    def __init__(self, reply: SyncReply, parse: Callable[[Reply], Any]) -> None:
        super().__init__(reply)
        self._parse = parse

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Iterate over the body, in pieces of `chunk_size` bytes (by default, as they arrive)."""
        return self._reply.iter_bytes(chunk_size)

    def iter_text(self) -> Iterator[str]:
        """Iterate over the body as text, in pieces as they arrive."""
        from .text import decoder

        decode = decoder(self.headers.get("content-type"))
        for chunk in self._reply.iter_bytes(None):
            yield from filter(None, (decode.decode(chunk),))
        yield from filter(None, (decode.decode(b"", final=True),))

    def iter_lines(self) -> Iterator[str]:
        """Iterate over the lines of the body, without their ends (CR, LF or CRLF)."""
        from .text import LineSplitter

        splitter = LineSplitter()
        for text in self.iter_text():
            yield from splitter.feed(text)
        yield from splitter.flush()

    def read(self) -> bytes:
        """Read and return the whole body."""
        return self._reply.read()

    def parse(self) -> T:
        """Read the body and return what the method returns otherwise."""
        self._reply.read()
        return cast(T, self._parse(self._reply))

    def close(self) -> None:
        """Give up the rest of the body, and the connection; leaving the `with` block does it."""
        self._reply.close()


class AsyncStreamedResponse(_Facts, Generic[T]):
    """A successful answer whose body arrives while it is read; errors then are `ApiConnectionError`s."""

    __slots__ = ("_parse",)

    _reply: AsyncReply

    def __init__(self, reply: AsyncReply, parse: Callable[[Reply], Any]) -> None:
        super().__init__(reply)
        self._parse = parse

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Iterate over the body, in pieces of `chunk_size` bytes (by default, as they arrive)."""
        return self._reply.iter_bytes(chunk_size)

    async def iter_text(self) -> AsyncIterator[str]:
        """Iterate over the body as text, in pieces as they arrive."""
        from .text import decoder

        decode = decoder(self.headers.get("content-type"))
        async for chunk in self._reply.iter_bytes(None):
            text = decode.decode(chunk)
            if text:
                yield text
        text = decode.decode(b"", final=True)
        if text:
            yield text

    async def iter_lines(self) -> AsyncIterator[str]:
        """Iterate over the lines of the body, without their ends (CR, LF or CRLF)."""
        from .text import LineSplitter

        splitter = LineSplitter()
        async for text in self.iter_text():
            for line in splitter.feed(text):
                yield line
        for line in splitter.flush():
            yield line

    async def read(self) -> bytes:
        """Read and return the whole body."""
        return await self._reply.read()

    async def parse(self) -> T:
        """Read the body and return what the method returns otherwise."""
        await self._reply.read()
        return cast(T, self._parse(self._reply))

    async def aclose(self) -> None:
        """Give up the rest of the body, and the connection; leaving the `async with` block does it."""
        await self._reply.close()


class StreamedCall(Generic[T]):
    """A call that is made when the `with` block is entered, and closed when it is left."""

    __slots__ = ("_open", "_response")

    def __init__(self, open: Callable[[], StreamedResponse[T]]) -> None:
        self._open = open
        self._response: StreamedResponse[T] | None = None

    def __enter__(self) -> StreamedResponse[T]:
        self._response = self._open()
        return self._response

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncStreamedCall(Generic[T]):
    """A call that is made when the `async with` block is entered, and closed when it is left."""

    __slots__ = ("_call", "_response")

    def __init__(self, call: Awaitable[AsyncStreamedResponse[T]]) -> None:
        self._call = call
        self._response: AsyncStreamedResponse[T] | None = None

    async def __aenter__(self) -> AsyncStreamedResponse[T]:
        self._response = await self._call
        return self._response

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._response is not None:
            await self._response.aclose()


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Type a method of a resource whose core is raw."""
    return cast("Callable[P, RawResponse[T]]", method)


def streamed(method: Callable[P, T]) -> Callable[P, AbstractContextManager[StreamedResponse[T]]]:
    """Type a method of a resource whose core streams."""
    return cast("Callable[P, AbstractContextManager[StreamedResponse[T]]]", method)


def async_raw(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """Type a method of an async resource whose core is raw."""
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[T]]]", method)


def async_streamed(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[T]]]:
    """Make the coroutine of a method of an async resource whose core streams into a context manager."""
    from functools import wraps

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> AbstractAsyncContextManager[AsyncStreamedResponse[T]]:
        return AsyncStreamedCall(cast("Awaitable[AsyncStreamedResponse[T]]", method(*args, **kwargs)))

    return call
