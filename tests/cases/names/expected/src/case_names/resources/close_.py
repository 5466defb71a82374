"""The methods of `client.close_`."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from functools import cached_property

from .. import types
from .._runtime.options import RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation
from .._runtime.sequences import SequenceNotStr

DICT: Operation[builtins.dict[builtins.str, builtins.str]] = Operation(
    "PUT",
    "/things/{class}/{self}",
    returns={"200": lambda: builtins.dict[builtins.str, builtins.str]},
)
LIST: Operation[builtins.list[types.Odd]] = Operation(
    "GET",
    "/things/{class}/{self}",
    returns={"200": lambda: builtins.list[types.Odd]},
)
WITH_RAW_RESPONSE_: Operation[None] = Operation(
    "DELETE",
    "/things/{class}/{self}",
    returns={"204": None},
)


class Close(Resource):
    """The methods of `client.close_`."""

    def dict(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        tags: Mapping[builtins.str, builtins.str] | None = None,
        type: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> builtins.dict[builtins.str, builtins.str]:
        """`PUT /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.

        Returns:
            Done.

        Example:
            client.close_.dict(class_="class", self_="self")
        """
        return self._core.call(
            DICT,
            path={
                "class": class_,
                "self": self_,
            },
            fields={
                "tags": tags,
                "type": type,
            },
            options=request_options,
        )

    def list(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        request_options_: builtins.str | None = None,
        request_options_query: builtins.str | None = None,
        filter_name: builtins.str | None = None,
        top: builtins.int | None = None,
        x_request_source: builtins.str | None = None,
        list: SequenceNotStr[builtins.str] | None = None,
        match: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> builtins.list[types.Odd]:
        """`GET /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.
            request_options_: Sent as `request_options` in the query.
            request_options_query: Sent as `requestOptions` in the query.
            filter_name: Sent as `filter[name]` in the query.
            top: Sent as `$top` in the query.
            x_request_source: Sent as `X-Request-Source` in the headers.

        Returns:
            All.

        Example:
            client.close_.list(class_="class", self_="self")
        """
        return self._core.call(
            LIST,
            path={
                "class": class_,
                "self": self_,
            },
            query={
                "request_options": request_options_,
                "requestOptions": request_options_query,
                "filter[name]": filter_name,
                "$top": top,
                "list": list,
                "match": match,
            },
            headers={
                "X-Request-Source": x_request_source,
            },
            options=request_options,
        )

    def with_raw_response_(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`DELETE /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.

        Returns:
            Gone.

        Example:
            client.close_.with_raw_response_(class_="class", self_="self")
        """
        return self._core.call(
            WITH_RAW_RESPONSE_,
            path={
                "class": class_,
                "self": self_,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> CloseWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return CloseWithRawResponse(Close(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> CloseWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return CloseWithStreamingResponse(Close(self._core.streamed()))


class AsyncClose(AsyncResource):
    """The methods of `client.close_`, asynchronously."""

    async def dict(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        tags: Mapping[builtins.str, builtins.str] | None = None,
        type: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> builtins.dict[builtins.str, builtins.str]:
        """`PUT /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.

        Returns:
            Done.

        Example:
            await client.close_.dict(class_="class", self_="self")
        """
        return await self._core.call(
            DICT,
            path={
                "class": class_,
                "self": self_,
            },
            fields={
                "tags": tags,
                "type": type,
            },
            options=request_options,
        )

    async def list(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        request_options_: builtins.str | None = None,
        request_options_query: builtins.str | None = None,
        filter_name: builtins.str | None = None,
        top: builtins.int | None = None,
        x_request_source: builtins.str | None = None,
        list: SequenceNotStr[builtins.str] | None = None,
        match: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> builtins.list[types.Odd]:
        """`GET /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.
            request_options_: Sent as `request_options` in the query.
            request_options_query: Sent as `requestOptions` in the query.
            filter_name: Sent as `filter[name]` in the query.
            top: Sent as `$top` in the query.
            x_request_source: Sent as `X-Request-Source` in the headers.

        Returns:
            All.

        Example:
            await client.close_.list(class_="class", self_="self")
        """
        return await self._core.call(
            LIST,
            path={
                "class": class_,
                "self": self_,
            },
            query={
                "request_options": request_options_,
                "requestOptions": request_options_query,
                "filter[name]": filter_name,
                "$top": top,
                "list": list,
                "match": match,
            },
            headers={
                "X-Request-Source": x_request_source,
            },
            options=request_options,
        )

    async def with_raw_response_(
        self,
        *,
        class_: builtins.str,
        self_: builtins.str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`DELETE /things/{class}/{self}`.

        Args:
            class_: Sent as `class` in the path.
            self_: Sent as `self` in the path.

        Returns:
            Gone.

        Example:
            await client.close_.with_raw_response_(class_="class", self_="self")
        """
        return await self._core.call(
            WITH_RAW_RESPONSE_,
            path={
                "class": class_,
                "self": self_,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncCloseWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncCloseWithRawResponse(AsyncClose(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncCloseWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncCloseWithStreamingResponse(AsyncClose(self._core.streamed()))


class CloseWithRawResponse:
    """The methods of `Close`, each returning the HTTP response."""

    def __init__(self, resource: Close) -> None:
        self.dict = raw(resource.dict)
        self.list = raw(resource.list)
        self.with_raw_response_ = raw(resource.with_raw_response_)


class CloseWithStreamingResponse:
    """The methods of `Close`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Close) -> None:
        self.dict = streamed(resource.dict)
        self.list = streamed(resource.list)
        self.with_raw_response_ = streamed(resource.with_raw_response_)


class AsyncCloseWithRawResponse:
    """The methods of `Close`, each returning the HTTP response."""

    def __init__(self, resource: AsyncClose) -> None:
        self.dict = async_raw(resource.dict)
        self.list = async_raw(resource.list)
        self.with_raw_response_ = async_raw(resource.with_raw_response_)


class AsyncCloseWithStreamingResponse:
    """The methods of `Close`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncClose) -> None:
        self.dict = async_streamed(resource.dict)
        self.list = async_streamed(resource.list)
        self.with_raw_response_ = async_streamed(resource.with_raw_response_)
