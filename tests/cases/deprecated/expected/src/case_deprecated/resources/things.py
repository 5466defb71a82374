"""The methods of `client.things`."""

from __future__ import annotations

from functools import cached_property

from typing_extensions import deprecated

from .. import types
from .._runtime.options import RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation

NEW: Operation[types.Thing] = Operation(
    "POST",
    "/new",
    returns={"200": lambda: types.Thing},
)
OLD: Operation[types.Thing] = Operation(
    "GET",
    "/old",
    returns={"200": lambda: types.Thing},
)


class Things(Resource):
    """The methods of `client.things`."""

    def new(
        self,
        *,
        size: int | None = None,
        old: types.Old | types.OldDict | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """`POST /new`.

        Args:
            size: Deprecated. In inches.

        Returns:
            One.

        Example:
            client.things.new()
        """
        return self._core.call(
            NEW,
            fields={
                "size": size,
                "old": old,
            },
            options=request_options,
        )

    @deprecated("old is deprecated by the API.")
    def old(
        self,
        *,
        colour: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """The old way.

        Args:
            colour: Deprecated. Use shade.

        Returns:
            One.

        Example:
            client.things.old()
        """
        return self._core.call(
            OLD,
            query={
                "colour": colour,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> ThingsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return ThingsWithRawResponse(Things(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> ThingsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return ThingsWithStreamingResponse(Things(self._core.streamed()))


class AsyncThings(AsyncResource):
    """The methods of `client.things`, asynchronously."""

    async def new(
        self,
        *,
        size: int | None = None,
        old: types.Old | types.OldDict | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """`POST /new`.

        Args:
            size: Deprecated. In inches.

        Returns:
            One.

        Example:
            await client.things.new()
        """
        return await self._core.call(
            NEW,
            fields={
                "size": size,
                "old": old,
            },
            options=request_options,
        )

    @deprecated("old is deprecated by the API.")
    async def old(
        self,
        *,
        colour: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """The old way.

        Args:
            colour: Deprecated. Use shade.

        Returns:
            One.

        Example:
            await client.things.old()
        """
        return await self._core.call(
            OLD,
            query={
                "colour": colour,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncThingsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncThingsWithRawResponse(AsyncThings(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncThingsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncThingsWithStreamingResponse(AsyncThings(self._core.streamed()))


class ThingsWithRawResponse:
    """The methods of `Things`, each returning the HTTP response."""

    def __init__(self, resource: Things) -> None:
        self.new = raw(resource.new)
        self.old = raw(resource.old)  # pyright: ignore[reportDeprecated]


class ThingsWithStreamingResponse:
    """The methods of `Things`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Things) -> None:
        self.new = streamed(resource.new)
        self.old = streamed(resource.old)  # pyright: ignore[reportDeprecated]


class AsyncThingsWithRawResponse:
    """The methods of `Things`, each returning the HTTP response."""

    def __init__(self, resource: AsyncThings) -> None:
        self.new = async_raw(resource.new)
        self.old = async_raw(resource.old)  # pyright: ignore[reportDeprecated]


class AsyncThingsWithStreamingResponse:
    """The methods of `Things`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncThings) -> None:
        self.new = async_streamed(resource.new)
        self.old = async_streamed(resource.old)  # pyright: ignore[reportDeprecated]
