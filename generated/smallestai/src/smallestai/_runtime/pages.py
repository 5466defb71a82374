"""Lists that come in pages: a page at a time, or all items one by one (where the next page is: `paging`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from .errors import ApiError
from .paging import Change, Paging, items_of, next_of
from .parse import Parser
from .raw import AsyncStreamedResponse, RawResponse, ResponseInfo, async_raw, async_streamed

if TYPE_CHECKING:
    from typing_extensions import TypeVar as TypeVarWithDefault

    from .contents import HeadersOf
    from .core import AsyncCore, SyncCore
    from .sdk import Operation
    from .steps import Reply

    H = TypeVarWithDefault("H", default=Any)
else:
    H = TypeVar("H")

__all__ = [
    "AsyncPage",
    "AsyncPager",
    "Page",
    "PageParser",
    "async_raw_pages",
    "async_raw_pages_with_headers",
    "async_streamed_pages",
    "async_streamed_pages_with_headers",
]

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")

Parts = Mapping[str, Any]
"""What a call passes to its core, by the core's keywords (`path`, `query`, `fields`, `options`, ...)."""


class Progress:
    """How far a list has been read.

    Attributes:
        number: Of the page, the first one being 0.
        seen: The number of the page that each cursor or URL led to first.
        origin: The URL of the first request.
    """

    __slots__ = ("number", "origin", "seen")

    def __init__(self, number: int, seen: dict[Any, int], origin: str) -> None:
        self.number = number
        self.seen = seen
        self.origin = origin

    def next(self, key: Any) -> Progress:
        """Return the progress of the page that a cursor or URL leads to.

        Raises:
            ApiError: It led to an earlier page, so that the list would never end.
        """
        number = self.number + 1
        if self.seen.setdefault(key, number) < number:
            raise ApiError("the list does not end: its next page is one that was read before")
        return Progress(number, self.seen, self.origin)


class PageParser(Parser):
    """Reads the answers to a paginated operation.

    Args:
        parser: Reads them as they are documented.
        operation: What was called.
        core: Makes the calls for further pages.
        parts: What the call passed.
        url: Of the request.
        progress: None for the first page.
    """

    __slots__ = ("core", "paging", "parts", "progress")

    def __init__(
        self,
        parser: Parser,
        operation: Operation[Any, Any],
        core: SyncCore | AsyncCore,
        parts: Parts,
        url: str,
        progress: Progress | None,
    ) -> None:
        super().__init__(operation, strict=parser.strict, logger=parser.logger, is_async=parser.is_async)
        self.core = core
        self.parts = parts
        self.paging = cast("Paging", operation.paging)
        if progress is None:
            given = None if self.paging.kind in ("url", "link") else _given(parts, self.paging)
            progress = Progress(0, {url if given is None else _key(given): 0}, url)
        self.progress = progress

    def __call__(self, reply: Reply) -> Any:
        """Return the page that an answer is.

        Raises:
            ApiError: It cannot be read, or holds no list where the items should be.
        """
        value = super().__call__(reply)
        items = items_of(self.paging, value)
        kind: Any = AsyncPage if self.is_async else Page
        return kind(value, items, reply, self)


class _Page(Generic[T, V]):
    """What the pages of both clients share."""

    __slots__ = ("_parser", "_reply", "items", "value")

    items: list[T]
    """The items of this page."""
    value: V
    """The answer, as the API documents it."""

    def __init__(self, value: V, items: list[T], reply: Reply, parser: PageParser) -> None:
        self.value = value
        self.items = items
        self._reply = reply
        self._parser = parser

    @property
    def has_next(self) -> bool:
        """Whether the answer says that there is another page, or leaves it open.

        Raises:
            ApiError: The URL of the next page is of another origin than the API's.
        """
        return self._following() is not None

    @property
    def response(self) -> ResponseInfo:
        """The status, the headers and the request id of the answer."""
        return ResponseInfo(self._reply)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.items)} item(s): {self.value!r}>"

    def _following(self) -> Change | str | None:
        parser = self._parser
        paging = parser.paging
        current = _given(parser.parts, paging) if paging.kind in ("offset", "page") else None
        return next_of(
            paging,
            self.value,
            self._reply.headers,
            parser.progress.origin,
            None if current is None else _number(current),
        )

    def _ask(self) -> Any:
        """Ask for the next page; None when there is none."""
        following = self._following()
        if following is None:
            return None
        parser, parts, url = self._parser, self._parser.parts, None
        if isinstance(following, str):
            progress, url = parser.progress.next(following), following
        else:
            progress = parser.progress.next(_key(following.value))
            parts = _changed(parts, following)
        return parser.core.call(parser.operation, **parts, url=url, progress=progress)


class Page(_Page[T, V], Generic[T, V]):
    """A page of a list. Iterate over it to get its items and those of all pages after it.

    Pages are fetched when they are needed, each by a call of its own, with the arguments and the request
    options of the first. Iterating and `next_page()` raise what the method raises, and `ApiError` when the
    next page would be one that was read before, or is of another origin than the API's.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def next_page(self) -> Page[T, V] | None:
        """Fetch and return the next page; None when this is the last."""
        return cast("Page[T, V] | None", self._ask())

    def pages(self) -> Iterator[Page[T, V]]:
        """Iterate over the pages, this one first."""
        page: Page[T, V] | None = self
        while page is not None:
            yield page
            page = page.next_page()


class AsyncPage(_Page[T, V], Generic[T, V]):
    """A page of a list. Iterate over it by `async for` to get its items and those of all pages after it.

    Pages are fetched when they are needed, each by a call of its own, with the arguments and the request
    options of the first. Iterating and `next_page()` raise what the method raises, and `ApiError` when the
    next page would be one that was read before, or is of another origin than the API's.
    """

    __slots__ = ()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def next_page(self) -> AsyncPage[T, V] | None:
        """Fetch and return the next page; None when this is the last."""
        asked = self._ask()
        return None if asked is None else cast("AsyncPage[T, V]", await asked)

    async def pages(self) -> AsyncIterator[AsyncPage[T, V]]:
        """Iterate over the pages, this one first."""
        page: AsyncPage[T, V] | None = self
        while page is not None:
            yield page
            page = await page.next_page()


class AsyncPager(Generic[T, V]):
    """A list that has not been asked for yet.

    Await it for its first page, or iterate over it by `async for` to get every item, page by page. Each time,
    the list is asked for anew.
    """

    __slots__ = ("_first",)

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T, V]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, Any, AsyncPage[T, V]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item

    async def pages(self) -> AsyncIterator[AsyncPage[T, V]]:
        """Iterate over the pages, the first one first."""
        async for page in (await self._first()).pages():
            yield page


def async_raw_pages(
    method: Callable[P, AsyncPager[T, V]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[AsyncPage[T, V]]]]:
    """Type a paginated method of an async resource whose core is raw."""
    return async_raw(cast("Callable[P, Coroutine[Any, Any, AsyncPage[T, V]]]", method))


def async_streamed_pages(
    method: Callable[P, AsyncPager[T, V]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[AsyncPage[T, V]]]]:
    """Make a paginated method of an async resource whose core streams return a context manager."""
    return async_streamed(cast("Callable[P, Coroutine[Any, Any, AsyncPage[T, V]]]", method))


def async_raw_pages_with_headers(
    method: Callable[P, AsyncPager[T, V]], headers: HeadersOf[H]
) -> Callable[P, Coroutine[Any, Any, RawResponse[AsyncPage[T, V], H]]]:
    """Do what `async_raw_pages` does, for a method whose answer has documented headers."""
    return cast("Callable[P, Coroutine[Any, Any, RawResponse[AsyncPage[T, V], H]]]", method)


def async_streamed_pages_with_headers(
    method: Callable[P, AsyncPager[T, V]], headers: HeadersOf[H]
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[AsyncPage[T, V], H]]]:
    """Do what `async_streamed_pages` does, for a method whose answer has documented headers."""
    return cast(
        "Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[AsyncPage[T, V], H]]]",
        async_streamed_pages(method),
    )


def _key(value: Any) -> Any:
    return (type(value).__name__, str(value))


def _given(parts: Parts, paging: Paging) -> Any:
    """Return the argument that says which page is asked for; the options of the call beat it."""
    options: Parts = parts.get("options") or {}
    for given in (options.get(_OPTIONS[paging.place]), parts.get(paging.place)):
        arguments: Parts = given or {}
        if arguments.get(paging.argument) is not None:
            return arguments[paging.argument]
    return None


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ApiError(f"the next page cannot be counted from {value!r}") from None


_OPTIONS = {"query": "query", "headers": "headers", "fields": "body"}


def _changed(parts: Parts, change: Change) -> Parts:
    """Return what the next call passes: the same, with one argument replaced."""
    before: Parts = parts.get(change.place) or {}
    changed: dict[str, Any] = {**parts, change.place: {**before, change.name: change.value}}
    options: Parts = parts.get("options") or {}
    option = _OPTIONS[change.place]
    given: Parts = options.get(option) or {}
    if change.name in given:
        kept = {name: value for name, value in given.items() if name != change.name}
        changed["options"] = {**options, option: kept}
    return changed
