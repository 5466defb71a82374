"""The methods of `client.items`."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from .. import types
from .._runtime.contents import Style
from .._runtime.options import RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation
from .._runtime.sequences import SequenceNotStr

GET: Operation[None] = Operation(
    "GET",
    "/shops/{shopId}/items/{itemId}.json",
    returns={"204": None},
)
SAME_NAME: Operation[None] = Operation(
    "GET",
    "/same/{id}",
    returns={"204": None},
)
SEARCH: Operation[None] = Operation(
    "GET",
    "/search",
    returns={"204": None},
    styles={
        "query": {
            "joined": Style("form"),
            "spaced": Style("spaceDelimited"),
            "piped": Style("pipeDelimited"),
            "filter": Style("deepObject", explode=True),
            "as_json": Style("content", media_type="application/json"),
        }
    },
)
UNDECLARED: Operation[None] = Operation(
    "GET",
    "/undeclared/{one}/{two}",
    returns={"204": None},
)


class Items(Resource):
    """The methods of `client.items`."""

    def get(
        self,
        *,
        shop_id: str,
        item_id: int,
        lang: str | None = None,
        x_trace: str | None = None,
        x_flags: SequenceNotStr[str] | None = None,
        session: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /shops/{shopId}/items/{itemId}.json`.

        Args:
            shop_id: Sent as `shopId` in the path.
            item_id: Sent as `itemId` in the path.
            lang: From the path.
            x_trace: Sent as `X-Trace` in the headers.
            x_flags: Sent as `X-Flags` in the headers.

        Returns:
            Done.

        Example:
            client.items.get(shop_id="shopId", item_id=1)
        """
        return self._core.call(
            GET,
            path={
                "shopId": shop_id,
                "itemId": item_id,
            },
            query={
                "lang": lang,
            },
            headers={
                "X-Trace": x_trace,
                "X-Flags": x_flags,
            },
            cookies={
                "session": session,
            },
            options=request_options,
        )

    def same_name(
        self,
        *,
        id: str,
        id_query: str | None = None,
        id_header: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /same/{id}`.

        Args:
            id_query: Sent as `id` in the query.
            id_header: Sent as `id` in the headers.

        Returns:
            Done.

        Example:
            client.items.same_name(id="id")
        """
        return self._core.call(
            SAME_NAME,
            path={
                "id": id,
            },
            query={
                "id": id_query,
            },
            headers={
                "id": id_header,
            },
            options=request_options,
        )

    def search(
        self,
        *,
        page_size: int,
        many: SequenceNotStr[str] | None = None,
        joined: SequenceNotStr[str] | None = None,
        spaced: SequenceNotStr[str] | None = None,
        piped: SequenceNotStr[int] | None = None,
        filter: types.ItemFilter | types.ItemFilterDict | None = None,
        point: types.ItemPoint | types.ItemPointDict | None = None,
        active: bool | None = None,
        since: dt.datetime | None = None,
        day: dt.date | None = None,
        order: types.ItemOrder | None = None,
        limit: int | None = None,
        as_json: types.ItemAsJson | types.ItemAsJsonDict | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /search`.

        Args:
            page_size: At least 1, at most 100. Sent as `page[size]` in the query.
            active: Server default: True.
            limit: How many. Server default: 20.

        Returns:
            Done.

        Example:
            client.items.search(page_size=1)
        """
        return self._core.call(
            SEARCH,
            query={
                "many": many,
                "joined": joined,
                "spaced": spaced,
                "piped": piped,
                "filter": filter,
                "point": point,
                "active": active,
                "since": since,
                "day": day,
                "order": order,
                "limit": limit,
                "page[size]": page_size,
                "as_json": as_json,
            },
            options=request_options,
        )

    def undeclared(
        self,
        *,
        two: SequenceNotStr[str],
        one: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /undeclared/{one}/{two}`.

        Returns:
            Done.

        Example:
            client.items.undeclared(two=["two"], one="one")
        """
        return self._core.call(
            UNDECLARED,
            path={
                "two": two,
                "one": one,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> ItemsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return ItemsWithRawResponse(Items(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> ItemsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return ItemsWithStreamingResponse(Items(self._core.streamed()))


class AsyncItems(AsyncResource):
    """The methods of `client.items`, asynchronously."""

    async def get(
        self,
        *,
        shop_id: str,
        item_id: int,
        lang: str | None = None,
        x_trace: str | None = None,
        x_flags: SequenceNotStr[str] | None = None,
        session: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /shops/{shopId}/items/{itemId}.json`.

        Args:
            shop_id: Sent as `shopId` in the path.
            item_id: Sent as `itemId` in the path.
            lang: From the path.
            x_trace: Sent as `X-Trace` in the headers.
            x_flags: Sent as `X-Flags` in the headers.

        Returns:
            Done.

        Example:
            await client.items.get(shop_id="shopId", item_id=1)
        """
        return await self._core.call(
            GET,
            path={
                "shopId": shop_id,
                "itemId": item_id,
            },
            query={
                "lang": lang,
            },
            headers={
                "X-Trace": x_trace,
                "X-Flags": x_flags,
            },
            cookies={
                "session": session,
            },
            options=request_options,
        )

    async def same_name(
        self,
        *,
        id: str,
        id_query: str | None = None,
        id_header: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /same/{id}`.

        Args:
            id_query: Sent as `id` in the query.
            id_header: Sent as `id` in the headers.

        Returns:
            Done.

        Example:
            await client.items.same_name(id="id")
        """
        return await self._core.call(
            SAME_NAME,
            path={
                "id": id,
            },
            query={
                "id": id_query,
            },
            headers={
                "id": id_header,
            },
            options=request_options,
        )

    async def search(
        self,
        *,
        page_size: int,
        many: SequenceNotStr[str] | None = None,
        joined: SequenceNotStr[str] | None = None,
        spaced: SequenceNotStr[str] | None = None,
        piped: SequenceNotStr[int] | None = None,
        filter: types.ItemFilter | types.ItemFilterDict | None = None,
        point: types.ItemPoint | types.ItemPointDict | None = None,
        active: bool | None = None,
        since: dt.datetime | None = None,
        day: dt.date | None = None,
        order: types.ItemOrder | None = None,
        limit: int | None = None,
        as_json: types.ItemAsJson | types.ItemAsJsonDict | None = None,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /search`.

        Args:
            page_size: At least 1, at most 100. Sent as `page[size]` in the query.
            active: Server default: True.
            limit: How many. Server default: 20.

        Returns:
            Done.

        Example:
            await client.items.search(page_size=1)
        """
        return await self._core.call(
            SEARCH,
            query={
                "many": many,
                "joined": joined,
                "spaced": spaced,
                "piped": piped,
                "filter": filter,
                "point": point,
                "active": active,
                "since": since,
                "day": day,
                "order": order,
                "limit": limit,
                "page[size]": page_size,
                "as_json": as_json,
            },
            options=request_options,
        )

    async def undeclared(
        self,
        *,
        two: SequenceNotStr[str],
        one: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /undeclared/{one}/{two}`.

        Returns:
            Done.

        Example:
            await client.items.undeclared(two=["two"], one="one")
        """
        return await self._core.call(
            UNDECLARED,
            path={
                "two": two,
                "one": one,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncItemsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncItemsWithRawResponse(AsyncItems(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncItemsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncItemsWithStreamingResponse(AsyncItems(self._core.streamed()))


class ItemsWithRawResponse:
    """The methods of `Items`, each returning the HTTP response."""

    def __init__(self, resource: Items) -> None:
        self.get = raw(resource.get)
        self.same_name = raw(resource.same_name)
        self.search = raw(resource.search)
        self.undeclared = raw(resource.undeclared)


class ItemsWithStreamingResponse:
    """The methods of `Items`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Items) -> None:
        self.get = streamed(resource.get)
        self.same_name = streamed(resource.same_name)
        self.search = streamed(resource.search)
        self.undeclared = streamed(resource.undeclared)


class AsyncItemsWithRawResponse:
    """The methods of `Items`, each returning the HTTP response."""

    def __init__(self, resource: AsyncItems) -> None:
        self.get = async_raw(resource.get)
        self.same_name = async_raw(resource.same_name)
        self.search = async_raw(resource.search)
        self.undeclared = async_raw(resource.undeclared)


class AsyncItemsWithStreamingResponse:
    """The methods of `Items`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncItems) -> None:
        self.get = async_streamed(resource.get)
        self.same_name = async_streamed(resource.same_name)
        self.search = async_streamed(resource.search)
        self.undeclared = async_streamed(resource.undeclared)
