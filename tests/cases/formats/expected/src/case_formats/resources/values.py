"""The methods of `client.values`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Optional
from uuid import UUID

from .. import types
from .._runtime.formats import JsonBase64, JsonDate, JsonTime, JsonUuid
from .._runtime.options import OMIT, Omit, RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation
from .._runtime.sequences import SequenceNotStr

BLOB: Operation[bytes] = Operation(
    "GET",
    "/blob",
    returns={"200": lambda: JsonBase64},
)
IDS: Operation[list[UUID]] = Operation(
    "GET",
    "/ids",
    returns={"200": lambda: list[JsonUuid]},
)
NEXT: Operation[dt.time | None] = Operation(
    "GET",
    "/next",
    returns={"200": lambda: Optional[JsonTime]},
    raises={"404": lambda: Optional[JsonDate | int]},
)
PUT: Operation[types.Values] = Operation(
    "PUT",
    "/values/{id}",
    returns={"200": lambda: types.Values},
    nullable=frozenset({"nothing"}),
)


class Values(Resource):
    """The methods of `client.values`."""

    def blob(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> bytes:
        """`GET /blob`.

        Returns:
            Base64 in JSON.

        Example:
            client.values.blob()
        """
        return self._core.call(
            BLOB,
            options=request_options,
        )

    def ids(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> list[UUID]:
        """`GET /ids`.

        Returns:
            All.

        Example:
            client.values.ids()
        """
        return self._core.call(
            IDS,
            options=request_options,
        )

    def next(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> dt.time | None:
        """`GET /next`.

        Returns:
            When it goes on.

        Raises:
            NotFoundError: When it began.

        Example:
            client.values.next()
        """
        return self._core.call(
            NEXT,
            options=request_options,
        )

    def put(
        self,
        *,
        id: UUID | str,
        since: dt.time | None = None,
        within: dt.timedelta | str | None = None,
        price: Decimal | str | None = None,
        mark: bytes | None = None,
        ids: SequenceNotStr[UUID | str] | None = None,
        moment: dt.datetime | None = None,
        day: dt.date | None = None,
        time: dt.time | None = None,
        duration: dt.timedelta | str | None = None,
        uuid: UUID | str | None = None,
        uuid4: UUID | str | None = None,
        uri: str | None = None,
        email: str | None = None,
        byte: bytes | None = None,
        encoded: bytes | None = None,
        binary: str | None = None,
        int32: int | None = None,
        int64: int | None = None,
        big: str | None = None,
        ratio: float | None = None,
        decimal: Decimal | str | None = None,
        unknown: str | None = None,
        moments: SequenceNotStr[dt.datetime] | None = None,
        by_id: Mapping[str, UUID | str] | None = None,
        nothing: UUID | str | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Values:
        """`PUT /values/{id}`.

        Args:
            uri: Format uri.
            email: Format email.
            binary: Format binary.
            int32: Format int32.
            int64: Format int64.
            big: Format int64.
            ratio: Format float.
            unknown: Format x-phone.

        Returns:
            The same.

        Example:
            client.values.put(id="123e4567-e89b-42d3-a456-426614174000")
        """
        return self._core.call(
            PUT,
            path={
                "id": id,
            },
            query={
                "since": since,
                "within": within,
                "price": price,
                "mark": mark,
                "ids": ids,
            },
            fields={
                "moment": moment,
                "day": day,
                "time": time,
                "duration": duration,
                "uuid": uuid,
                "uuid4": uuid4,
                "uri": uri,
                "email": email,
                "byte": byte,
                "encoded": encoded,
                "binary": binary,
                "int32": int32,
                "int64": int64,
                "big": big,
                "ratio": ratio,
                "decimal": decimal,
                "unknown": unknown,
                "moments": moments,
                "by_id": by_id,
                "nothing": nothing,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> ValuesWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return ValuesWithRawResponse(Values(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> ValuesWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return ValuesWithStreamingResponse(Values(self._core.streamed()))


class AsyncValues(AsyncResource):
    """The methods of `client.values`, asynchronously."""

    async def blob(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> bytes:
        """`GET /blob`.

        Returns:
            Base64 in JSON.

        Example:
            await client.values.blob()
        """
        return await self._core.call(
            BLOB,
            options=request_options,
        )

    async def ids(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> list[UUID]:
        """`GET /ids`.

        Returns:
            All.

        Example:
            await client.values.ids()
        """
        return await self._core.call(
            IDS,
            options=request_options,
        )

    async def next(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> dt.time | None:
        """`GET /next`.

        Returns:
            When it goes on.

        Raises:
            NotFoundError: When it began.

        Example:
            await client.values.next()
        """
        return await self._core.call(
            NEXT,
            options=request_options,
        )

    async def put(
        self,
        *,
        id: UUID | str,
        since: dt.time | None = None,
        within: dt.timedelta | str | None = None,
        price: Decimal | str | None = None,
        mark: bytes | None = None,
        ids: SequenceNotStr[UUID | str] | None = None,
        moment: dt.datetime | None = None,
        day: dt.date | None = None,
        time: dt.time | None = None,
        duration: dt.timedelta | str | None = None,
        uuid: UUID | str | None = None,
        uuid4: UUID | str | None = None,
        uri: str | None = None,
        email: str | None = None,
        byte: bytes | None = None,
        encoded: bytes | None = None,
        binary: str | None = None,
        int32: int | None = None,
        int64: int | None = None,
        big: str | None = None,
        ratio: float | None = None,
        decimal: Decimal | str | None = None,
        unknown: str | None = None,
        moments: SequenceNotStr[dt.datetime] | None = None,
        by_id: Mapping[str, UUID | str] | None = None,
        nothing: UUID | str | None | Omit = OMIT,
        request_options: RequestOptions | None = None,
    ) -> types.Values:
        """`PUT /values/{id}`.

        Args:
            uri: Format uri.
            email: Format email.
            binary: Format binary.
            int32: Format int32.
            int64: Format int64.
            big: Format int64.
            ratio: Format float.
            unknown: Format x-phone.

        Returns:
            The same.

        Example:
            await client.values.put(id="123e4567-e89b-42d3-a456-426614174000")
        """
        return await self._core.call(
            PUT,
            path={
                "id": id,
            },
            query={
                "since": since,
                "within": within,
                "price": price,
                "mark": mark,
                "ids": ids,
            },
            fields={
                "moment": moment,
                "day": day,
                "time": time,
                "duration": duration,
                "uuid": uuid,
                "uuid4": uuid4,
                "uri": uri,
                "email": email,
                "byte": byte,
                "encoded": encoded,
                "binary": binary,
                "int32": int32,
                "int64": int64,
                "big": big,
                "ratio": ratio,
                "decimal": decimal,
                "unknown": unknown,
                "moments": moments,
                "by_id": by_id,
                "nothing": nothing,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncValuesWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncValuesWithRawResponse(AsyncValues(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncValuesWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncValuesWithStreamingResponse(AsyncValues(self._core.streamed()))


class ValuesWithRawResponse:
    """The methods of `Values`, each returning the HTTP response."""

    def __init__(self, resource: Values) -> None:
        self.blob = raw(resource.blob)
        self.ids = raw(resource.ids)
        self.next = raw(resource.next)
        self.put = raw(resource.put)


class ValuesWithStreamingResponse:
    """The methods of `Values`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Values) -> None:
        self.blob = streamed(resource.blob)
        self.ids = streamed(resource.ids)
        self.next = streamed(resource.next)
        self.put = streamed(resource.put)


class AsyncValuesWithRawResponse:
    """The methods of `Values`, each returning the HTTP response."""

    def __init__(self, resource: AsyncValues) -> None:
        self.blob = async_raw(resource.blob)
        self.ids = async_raw(resource.ids)
        self.next = async_raw(resource.next)
        self.put = async_raw(resource.put)


class AsyncValuesWithStreamingResponse:
    """The methods of `Values`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncValues) -> None:
        self.blob = async_streamed(resource.blob)
        self.ids = async_streamed(resource.ids)
        self.next = async_streamed(resource.next)
        self.put = async_streamed(resource.put)
