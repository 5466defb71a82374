"""The two drivers of a call, sync and async; what they drive is in `exchange`, which they share.

A core is what generated resources hold: settings, the connections, and the form in which answers come back.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from .options import OMIT, Omit, RequestOptions
from .settings import Settings
from .steps import Enter, Reply, Run, Send, Step

if TYPE_CHECKING:
    from .pages import Progress
    from .pool import AsyncPool, SyncPool
    from .request import Arguments
    from .sdk import Operation
    from .transport import AsyncReply, SyncReply

__all__ = ["AsyncCore", "SyncCore"]

T = TypeVar("T")

Form = Literal["parsed", "raw", "streamed"]


class _Core:
    """What both cores share: everything that does not wait."""

    __slots__ = ("form", "settings")

    def __init__(self, settings: Settings, form: Form = "parsed") -> None:
        self.settings = settings
        self.form: Form = form

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.settings.sdk.client}, {self.settings.base_url}>"


class SyncCore(_Core):
    """Makes calls, blocking."""

    __slots__ = ("pool",)

    def __init__(self, settings: Settings, pool: SyncPool, form: Form = "parsed") -> None:
        super().__init__(settings, form)
        self.pool = pool

    def with_settings(self, settings: Settings) -> SyncCore:
        """Return a core with other settings and the same connections."""
        return SyncCore(settings, self.pool, self.form)

    def parsed(self) -> SyncCore:
        """Return a core whose calls return values."""
        return self if self.form == "parsed" else SyncCore(self.settings, self.pool)

    def raw(self) -> SyncCore:
        """Return a core whose calls return `RawResponse`s."""
        return SyncCore(self.settings, self.pool, "raw")

    def streamed(self) -> SyncCore:
        """Return a core whose calls return context managers of `StreamedResponse`s."""
        return SyncCore(self.settings, self.pool, "streamed")

    def call(
        self,
        operation: Operation[T, Any],
        *,
        path: Arguments | None = None,
        query: Arguments | None = None,
        headers: Arguments | None = None,
        cookies: Arguments | None = None,
        fields: Arguments | None = None,
        querystring: Any | Omit = OMIT,
        body: Any | Omit = OMIT,
        content_type: str | None = None,
        accept: str | None = None,
        options: RequestOptions | None = None,
        url: str | None = None,
        progress: Progress | None = None,
    ) -> T:
        """Call an operation; arguments are by wire names, and None among them is not sent.

        Args:
            operation: What to call.
            path: Path arguments.
            query: Query parameters.
            headers: Header parameters.
            cookies: Cookie parameters.
            fields: Members of the body, an object.
            querystring: The whole query (OpenAPI 3.2).
            body: The whole body.
            content_type: Which of the operation's ways to send the body; None is the first.
            accept: What to ask for in place of what the operation asks for.
            options: Options of this call.
            url: That of a further page, in place of the operation's.
            progress: Of a list that is read page by page.

        Returns:
            What the answer is documented as; where the operation is paginated, a `Page`. A sequence of
            values is a `Stream`, open if it was asked for: where the operation or `accept` asks for it first,
            or its `stream_flag` is true in the body.

        Raises:
            ApiError: The call failed; see `errors`.
            ValueError: An argument must not be sent; nothing was.
        """
        from .prepare import prepare

        exchange, parser, is_stream = prepare(
            self.settings,
            operation,
            path,
            query,
            headers,
            cookies,
            fields,
            querystring,
            body,
            content_type,
            accept,
            options,
            has_client_auth=self.pool.has_auth,
            keep_open=self.form == "streamed",
            core=self,
            url=url,
            progress=progress,
            is_async=False,
        )
        if self.form == "streamed":
            from .raw import StreamedCall, StreamedResponse

            return cast(T, StreamedCall(lambda: StreamedResponse[Any](self._drive(exchange.steps()), parser)))
        reply = self._drive(exchange.steps())
        if is_stream:
            try:
                if not parser.is_stream(reply):
                    reply.read()
            except BaseException:
                reply.close()
                raise
        if self.form == "parsed":
            return cast(T, parser(reply))
        from .raw import RawResponse

        return cast(T, RawResponse(reply, parser))

    def _drive(self, steps: Generator[Step, Any, Reply]) -> SyncReply:
        reply: SyncReply | None = None
        result: Any = None
        failure: Exception | None = None
        try:
            while True:
                step = steps.send(result) if failure is None else steps.throw(failure)
                result = failure = None
                try:
                    if isinstance(step, Send):
                        result = reply = self.pool.transport.send(step)
                    elif isinstance(step, Run):
                        result = _not_awaitable(step)
                    elif isinstance(step, Enter):
                        result = step.gate.enter(step.remaining)
                    else:
                        self.settings.clock.sleep(step.seconds)
                except Exception as error:
                    failure = error
        except StopIteration as end:
            return cast("SyncReply", end.value)
        except BaseException:
            steps.close()  # leaves the gates it is in
            if reply is not None:
                reply.close()
            raise
        finally:
            failure = None  # or the traceback and this frame would keep each other alive


class AsyncCore(_Core):
    """Makes calls, letting other tasks run."""

    __slots__ = ("pool",)

    def __init__(self, settings: Settings, pool: AsyncPool, form: Form = "parsed") -> None:
        super().__init__(settings, form)
        self.pool = pool

    def with_settings(self, settings: Settings) -> AsyncCore:
        """Return a core with other settings and the same connections."""
        return AsyncCore(settings, self.pool, self.form)

    def parsed(self) -> AsyncCore:
        """Return a core whose calls return values."""
        return self if self.form == "parsed" else AsyncCore(self.settings, self.pool)

    def raw(self) -> AsyncCore:
        """Return a core whose calls return `RawResponse`s."""
        return AsyncCore(self.settings, self.pool, "raw")

    def streamed(self) -> AsyncCore:
        """Return a core whose calls return `AsyncStreamedResponse`s, to be closed by whoever gets them."""
        return AsyncCore(self.settings, self.pool, "streamed")

    def page(self, operation: Operation[Any, T], **parts: Any) -> T:
        """Return the `AsyncPager` of a paginated operation; `parts` are the arguments of `call`.

        Where answers are raw or streamed it is a coroutine for the answer of the first page.
        """
        if self.form != "parsed":
            return cast(T, self.call(operation, **parts))
        from .pages import AsyncPage, AsyncPager

        async def first() -> AsyncPage[Any, Any]:
            return cast("AsyncPage[Any, Any]", await self.call(operation, **parts))

        return cast(T, AsyncPager(first))

    async def call(
        self,
        operation: Operation[Any, T],
        *,
        path: Arguments | None = None,
        query: Arguments | None = None,
        headers: Arguments | None = None,
        cookies: Arguments | None = None,
        fields: Arguments | None = None,
        querystring: Any | Omit = OMIT,
        body: Any | Omit = OMIT,
        content_type: str | None = None,
        accept: str | None = None,
        options: RequestOptions | None = None,
        url: str | None = None,
        progress: Progress | None = None,
    ) -> T:
        """Call an operation; arguments are by wire names, and None among them is not sent.

        Args:
            operation: What to call.
            path: Path arguments.
            query: Query parameters.
            headers: Header parameters.
            cookies: Cookie parameters.
            fields: Members of the body, an object.
            querystring: The whole query (OpenAPI 3.2).
            body: The whole body.
            content_type: Which of the operation's ways to send the body; None is the first.
            accept: What to ask for in place of what the operation asks for.
            options: Options of this call.
            url: That of a further page, in place of the operation's.
            progress: Of a list that is read page by page.

        Returns:
            What the answer is documented as; where the operation is paginated, an `AsyncPage`. A sequence of
            values is an `AsyncStream`, open if it was asked for: where the operation or `accept` asks for it
            first, or its `stream_flag` is true in the body.

        Raises:
            ApiError: The call failed; see `errors`.
            ValueError: An argument must not be sent; nothing was.
        """
        from .prepare import prepare

        exchange, parser, is_stream = prepare(
            self.settings,
            operation,
            path,
            query,
            headers,
            cookies,
            fields,
            querystring,
            body,
            content_type,
            accept,
            options,
            has_client_auth=self.pool.has_auth,
            keep_open=self.form == "streamed",
            core=self,
            url=url,
            progress=progress,
            is_async=True,
        )
        reply = await self._drive(exchange.steps())
        if is_stream and self.form != "streamed":
            try:
                if not parser.is_stream(reply):
                    await reply.read()
            except BaseException:
                await reply.close()
                raise
        if self.form == "parsed":
            return cast(T, parser(reply))
        from .raw import AsyncStreamedResponse, RawResponse

        if self.form == "raw":
            return cast(T, RawResponse(reply, parser))
        return cast(T, AsyncStreamedResponse(reply, parser))

    async def _drive(self, steps: Generator[Step, Any, Reply]) -> AsyncReply:
        reply: AsyncReply | None = None
        result: Any = None
        failure: Exception | None = None
        try:
            while True:
                step = steps.send(result) if failure is None else steps.throw(failure)
                result = failure = None
                try:
                    if isinstance(step, Send):
                        result = reply = await self.pool.transport.send(step)
                    elif isinstance(step, Run):
                        result = step.function(*step.arguments)
                        if hasattr(result, "__await__"):
                            result = await result
                    elif isinstance(step, Enter):
                        result = await step.gate.enter_async(step.remaining)
                    else:
                        await self.settings.clock.sleep_async(step.seconds)
                except Exception as error:
                    failure = error
        except StopIteration as end:
            return cast("AsyncReply", end.value)
        except BaseException:
            steps.close()  # leaves the gates it is in
            if reply is not None:
                await reply.close()
            raise
        finally:
            failure = None  # or the traceback and this frame would keep each other alive


def _not_awaitable(step: Run) -> Any:
    result = step.function(*step.arguments)
    if hasattr(result, "__await__"):
        close = getattr(result, "close", None)
        if close is not None:
            close()
        name = getattr(step.function, "__name__", type(step.function).__name__)
        raise TypeError(f"{name} is a coroutine function; use the async client, or pass a plain function")
    return result
