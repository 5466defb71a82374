"""The methods of `client.things`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import types
from .._runtime.options import OMIT, Omit, RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation
from .._runtime.sequences import SequenceNotStr

CREATE: Operation[types.Thing] = Operation(
    "POST",
    "/things",
    returns={"200": lambda: types.Thing},
    nullable=frozenset({"parent", "colour", "owner"}),
)
UPDATE: Operation[types.Thing | None] = Operation(
    "PATCH",
    "/things",
    returns={"200": lambda: types.Thing | None},
    nullable_body=True,
)


class Things(Resource):
    """The methods of `client.things`."""

    def create(
        self,
        *,
        name: str,
        parent: str | None,
        note: str | None = None,
        colour: str | None | Omit = OMIT,
        nested: types.Nested | types.NestedDict | None = None,
        by_key: Mapping[str, int | None] | None = None,
        scores: SequenceNotStr[int | None] | None = None,
        owner: types.Nested | types.NestedDict | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """`POST /things`.

        Returns:
            The thing.

        Example:
            client.things.create(name="name", parent="parent")
        """
        return self._core.call(
            CREATE,
            fields={
                "name": name,
                "parent": parent,
                "note": note,
                "colour": colour,
                "nested": nested,
                "by_key": by_key,
                "scores": scores,
                "owner": owner,
            },
            options=request_options,
        )

    def update(
        self,
        *,
        filter: str | None = None,
        body: types.Nested | types.NestedDict | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Thing | None:
        """`PATCH /things`.

        Returns:
            The thing, or nothing.

        Example:
            client.things.update()
        """
        return self._core.call(
            UPDATE,
            query={
                "filter": filter,
            },
            body=body,
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

    async def create(
        self,
        *,
        name: str,
        parent: str | None,
        note: str | None = None,
        colour: str | None | Omit = OMIT,
        nested: types.Nested | types.NestedDict | None = None,
        by_key: Mapping[str, int | None] | None = None,
        scores: SequenceNotStr[int | None] | None = None,
        owner: types.Nested | types.NestedDict | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Thing:
        """`POST /things`.

        Returns:
            The thing.

        Example:
            await client.things.create(name="name", parent="parent")
        """
        return await self._core.call(
            CREATE,
            fields={
                "name": name,
                "parent": parent,
                "note": note,
                "colour": colour,
                "nested": nested,
                "by_key": by_key,
                "scores": scores,
                "owner": owner,
            },
            options=request_options,
        )

    async def update(
        self,
        *,
        filter: str | None = None,
        body: types.Nested | types.NestedDict | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Thing | None:
        """`PATCH /things`.

        Returns:
            The thing, or nothing.

        Example:
            await client.things.update()
        """
        return await self._core.call(
            UPDATE,
            query={
                "filter": filter,
            },
            body=body,
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
        self.create = raw(resource.create)
        self.update = raw(resource.update)


class ThingsWithStreamingResponse:
    """The methods of `Things`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Things) -> None:
        self.create = streamed(resource.create)
        self.update = streamed(resource.update)


class AsyncThingsWithRawResponse:
    """The methods of `Things`, each returning the HTTP response."""

    def __init__(self, resource: AsyncThings) -> None:
        self.create = async_raw(resource.create)
        self.update = async_raw(resource.update)


class AsyncThingsWithStreamingResponse:
    """The methods of `Things`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncThings) -> None:
        self.create = async_streamed(resource.create)
        self.update = async_streamed(resource.update)
