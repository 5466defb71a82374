"""Answers that are sequences of values, read from the connection one by one (from bytes: `items`)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from .errors import ApiConnectionError
from .raw import ResponseInfo

if TYPE_CHECKING:
    from types import TracebackType

    from .items import Items
    from .transport import AsyncReply, SyncReply

__all__ = ["AsyncStream", "Stream"]

T = TypeVar("T")


class Stream(Generic[T]):
    """The values of an answer, one by one as they arrive.

    Iterate over it, once. The connection is given back at the end of the body, and closed where the values
    end before it, as at `[DONE]`. Leave it early by the `with` block or by `close()`, which close the
    connection. A stream that is forgotten unfinished closes when it is collected.

    Iterating raises:
        ApiConnectionError: The connection broke; `ApiTimeoutError` when nothing came for too long.
        ApiStreamError: The server sent an error instead of a value.
        ResponseDecodeError: A value is not JSON.
        ResponseValidationError: A value is not of the documented kind; with `strict_responses`, not exactly
            of the documented type.
    """

    def __init__(self, reply: SyncReply, items: Items) -> None:
        self._reply = reply
        self._values: Generator[Any, None, None] | None = _values(reply, items)

    @property
    def response(self) -> ResponseInfo:
        """The status, the headers and the request id of the answer."""
        return ResponseInfo(self._reply)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        if self._values is None:
            raise StopIteration
        return cast(T, next(self._values))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the rest of the values, and the connection. Closing again does nothing."""
        self._values = None
        self._reply.close()

    def __del__(self) -> None:
        with suppress(Exception):  # at the interpreter's exit, what closing needs may be gone
            self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reply.status_code}>"


class AsyncStream(Generic[T]):
    """The values of an answer, one by one as they arrive.

    Iterate over it by `async for`, once. The connection is given back at the end of the body, and closed
    where the values end before it, as at `[DONE]`. Leave it early by the `async with` block or by `aclose()`,
    which close the connection. Nothing can be awaited when an object is collected: a stream that is left
    early without either keeps its connection until the event loop or the client closes it.

    Iterating raises:
        ApiConnectionError: The connection broke; `ApiTimeoutError` when nothing came for too long.
        ApiStreamError: The server sent an error instead of a value.
        ResponseDecodeError: A value is not JSON.
        ResponseValidationError: A value is not of the documented kind; with `strict_responses`, not exactly
            of the documented type.
    """

    def __init__(self, reply: AsyncReply, items: Items) -> None:
        self._reply = reply
        self._values: AsyncGenerator[Any, None] | None = _async_values(reply, items)

    @property
    def response(self) -> ResponseInfo:
        """The status, the headers and the request id of the answer."""
        return ResponseInfo(self._reply)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        if self._values is None:
            raise StopAsyncIteration
        return cast(T, await anext(self._values))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Give up the rest of the values, and the connection. Closing again does nothing."""
        values, self._values = self._values, None
        await self._reply.close()
        if values is not None:
            with suppress(RuntimeError):  # another task waits for the next value; the closed reply ends that
                await values.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reply.status_code}>"


def _values(reply: SyncReply, items: Items) -> Generator[Any, None, None]:
    try:
        for chunk in reply.iter_bytes(None):
            yield from items.feed(chunk)
            if items.is_over:
                return
        yield from items.flush()
    except ApiConnectionError as error:
        raise items.broken(error) from error
    finally:
        reply.close()


async def _async_values(reply: AsyncReply, items: Items) -> AsyncGenerator[Any, None]:
    chunks = cast("AsyncGenerator[bytes, None]", reply.iter_bytes(None))
    try:
        async for chunk in chunks:
            for value in items.feed(chunk):
                yield value
            if items.is_over:
                return
        for value in items.flush():
            yield value
    except ApiConnectionError as error:
        raise items.broken(error) from error
    finally:
        await reply.close()
        with suppress(RuntimeError):
            await chunks.aclose()
