"""Responses as they came: with their status and headers, read or streamed.

`raw`, `streamed`, `async_raw` and `async_streamed` give a method's twin its type; those that end in
`_with_headers` also that of the documented headers. The method itself does not
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

    from typing_extensions import TypeVar as TypeVarWithDefault

    from .contents import HeadersOf
    from .parse import Parser
    from .sinks import FileTarget
    from .steps import Reply
    from .transport import AsyncReply, SyncReply

    H = TypeVarWithDefault("H", default=Any)
else:
    H = TypeVar("H")

__all__ = [
    "AsyncStreamedResponse",
    "RawResponse",
    "ResponseInfo",
    "StreamedResponse",
    "async_raw",
    "async_raw_with_headers",
    "async_streamed",
    "async_streamed_with_headers",
    "raw",
    "raw_with_headers",
    "streamed",
    "streamed_with_headers",
]

P = ParamSpec("P")
T = TypeVar("T")


class ResponseInfo:
    """What is known of an answer before its body."""

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


class _Response(ResponseInfo, Generic[T, H]):
    """An answer that knows how its operation reads it."""

    __slots__ = ("_parser", "_stream", "_typed_headers")

    def __init__(self, reply: Reply, parser: Parser) -> None:
        super().__init__(reply)
        self._parser = parser
        self._stream: Any = None
        self._typed_headers: Any = None

    if not TYPE_CHECKING:
        # `typing` of Python 3.11 and 3.12 knows no defaults: `RawResponse[X]` is `RawResponse[X, Any]`.
        def __class_getitem__(cls, given):
            return super().__class_getitem__(given if isinstance(given, tuple) else (given, Any))

    @property
    def typed_headers(self) -> H:
        """The documented headers, read into their types (OpenAPI 3.1, 4.8.21, style `simple`).

        One that did not come is None. One of another type than documented keeps its text, and is listed in
        `invalid_fields`.

        Raises:
            AttributeError: No headers are documented; `headers` has those that came.
            ResponseValidationError: With `strict_responses`, a header differs from its documented type.
        """
        if self._typed_headers is None:
            from .typed_headers import read_headers

            self._typed_headers = read_headers(self._parser, self._reply)
        return cast(H, self._typed_headers)

    def _parsed_stream(self) -> Any:
        # There is one connection: asked again, this is the same stream.
        if self._stream is None:
            self._stream = self._parser(self._reply)
        return self._stream


class RawResponse(_Response[T, H], Generic[T, H]):
    """A successful answer, its body read but not parsed; unless it is a stream, which `parse()` gives."""

    __slots__ = ()

    def __init__(self, reply: Reply, parser: Parser) -> None:
        super().__init__(reply, parser)
        if not reply.is_read:
            self._parsed_stream()  # which closes the connection when nobody keeps it

    @property
    def content(self) -> bytes:
        """The body.

        Raises:
            RuntimeError: The answer is an open stream: its body is not read.
        """
        if self._stream is not None:
            raise RuntimeError("the body is a stream; iterate over parse(), or use with_streaming_response")
        return self._reply.content

    @property
    def text(self) -> str:
        """The body as text.

        Raises:
            RuntimeError: As `content` does.
        """
        from .text import decode

        return decode(self.content, self.headers.get("content-type"))

    def parse(self) -> T:
        """Return what the method itself returns, or raise what it raises."""
        return cast(T, self._parser(self._reply) if self._stream is None else self._stream)


class StreamedResponse(_Response[T, H], Generic[T, H]):
    """A successful answer whose body arrives while it is read; errors then are `ApiConnectionError`s."""

    __slots__ = ()

    _reply: SyncReply

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
        """Read the body and return what the method returns otherwise; a stream is not read before."""
        if self._stream is not None or (not self._reply.is_read and self._parser.is_stream(self._reply)):
            return cast(T, self._parsed_stream())
        self._reply.read()
        return cast(T, self._parser(self._reply))

    def write_to_file(self, target: FileTarget, *, chunk_size: int = 65_536) -> int:
        """Write the body to a file, in pieces, and return how many bytes it has.

        Args:
            target: A path, or a file that is open for writing bytes. To a path, the body goes into a new file
                beside it, which takes its place when the body is complete, and is removed if it breaks.
            chunk_size: How many bytes are held at a time.

        Raises:
            ApiConnectionError: The connection broke.
            OSError: The file cannot be written.
            TypeError: The file is open for text.
        """
        from .sinks import Sink, positive

        sink = Sink(target)
        try:
            for chunk in self._reply.iter_bytes(positive(chunk_size)):
                sink.write(chunk)
            return sink.finish()
        finally:
            sink.abandon()

    def close(self) -> None:
        """Give up the rest of the body, and the connection; leaving the `with` block does it."""
        if self._stream is not None:
            self._stream.close()
        self._reply.close()


class AsyncStreamedResponse(_Response[T, H], Generic[T, H]):
    """A successful answer whose body arrives while it is read; errors then are `ApiConnectionError`s."""

    __slots__ = ()

    _reply: AsyncReply

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
        """Read the body and return what the method returns otherwise; a stream is not read before."""
        if self._stream is not None or (not self._reply.is_read and self._parser.is_stream(self._reply)):
            return cast(T, self._parsed_stream())
        await self._reply.read()
        return cast(T, self._parser(self._reply))

    async def write_to_file(self, target: FileTarget, *, chunk_size: int = 65_536) -> int:
        """Write the body to a file, in pieces, and return how many bytes it has. Other tasks run meanwhile.

        Args:
            target: A path, or a file that is open for writing bytes. To a path, the body goes into a new file
                beside it, which takes its place when the body is complete, and is removed if it breaks.
            chunk_size: How many bytes are held at a time.

        Raises:
            ApiConnectionError: The connection broke.
            OSError: The file cannot be written.
            TypeError: The file is open for text.
        """
        from anyio import to_thread

        from .sinks import Sink, positive

        sink = await to_thread.run_sync(Sink, target)
        try:
            async for chunk in self._reply.iter_bytes(positive(chunk_size)):
                await to_thread.run_sync(sink.write, chunk)
            return await to_thread.run_sync(sink.finish)
        finally:
            sink.abandon()

    async def aclose(self) -> None:
        """Give up the rest of the body, and the connection; leaving the `async with` block does it."""
        if self._stream is not None:
            await self._stream.aclose()
        await self._reply.close()


class StreamedCall(Generic[T, H]):
    """A call that is made when the `with` block is entered, and closed when it is left."""

    __slots__ = ("_open", "_response")

    def __init__(self, open: Callable[[], StreamedResponse[T, H]]) -> None:
        self._open = open
        self._response: StreamedResponse[T, H] | None = None

    def __enter__(self) -> StreamedResponse[T, H]:
        self._response = self._open()
        return self._response

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncStreamedCall(Generic[T, H]):
    """A call that is made when the `async with` block is entered, and closed when it is left."""

    __slots__ = ("_call", "_response")

    def __init__(self, call: Awaitable[AsyncStreamedResponse[T, H]]) -> None:
        self._call = call
        self._response: AsyncStreamedResponse[T, H] | None = None

    async def __aenter__(self) -> AsyncStreamedResponse[T, H]:
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


def raw_with_headers(method: Callable[P, T], headers: HeadersOf[H]) -> Callable[P, RawResponse[T, H]]:
    """Type a method of a resource whose core is raw, and whose answer has documented headers."""
    return cast("Callable[P, RawResponse[T, H]]", method)


def streamed_with_headers(
    method: Callable[P, T], headers: HeadersOf[H]
) -> Callable[P, AbstractContextManager[StreamedResponse[T, H]]]:
    """Type a method of a resource whose core streams, and whose answer has documented headers."""
    return cast("Callable[P, AbstractContextManager[StreamedResponse[T, H]]]", method)


def async_raw_with_headers(
    method: Callable[P, Coroutine[Any, Any, T]], headers: HeadersOf[H]
) -> Callable[P, Coroutine[Any, Any, RawResponse[T, H]]]:
    """Type a method of an async resource whose core is raw, and whose answer has documented headers."""
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[T, H]]]", method)


def async_streamed_with_headers(
    method: Callable[P, Coroutine[Any, Any, T]], headers: HeadersOf[H]
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[T, H]]]:
    """Do what `async_streamed` does, for a method whose answer has documented headers."""
    return cast(
        "Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[T, H]]]", async_streamed(method)
    )
