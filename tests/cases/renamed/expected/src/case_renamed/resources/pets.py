"""Animals."""

from __future__ import annotations

from functools import cached_property

from typing_extensions import deprecated

from .. import types
from .._runtime.options import RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation

CREATE: Operation[types.Animal] = Operation(
    "POST",
    "/v2/pets",
    returns={"200": lambda: types.Animal},
)
GET: Operation[types.Animal] = Operation(
    "GET",
    "/v2/pets/{id}",
    returns={"200": lambda: types.Animal},
)
MAKE_REPORT_GET: Operation[None] = Operation(
    "GET",
    "/v2/pets/{id}/toys",
    returns={"204": None},
)
MAKE_REPORT: Operation[types.MakeAReportResponse] = Operation(
    "GET",
    "/v1/report",
    returns={"200": lambda: types.MakeAReportResponse},
)


class Pets(Resource):
    """Animals."""

    def create(
        self,
        *,
        pet_name: str,
        dry_run: bool | None = None,
        food: types.FeedParam | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """Add an animal.

        Args:
            pet_name: Sent as `petName` in the body.
            dry_run: Sent as `dryRun` in the query.

        Returns:
            The animal.

        Example:
            client.pets.create(pet_name="petName")
        """
        return self._core.call(
            CREATE,
            query={
                "dryRun": dry_run,
            },
            fields={
                "petName": pet_name,
                "food": food,
            },
            options=request_options,
        )

    def get(
        self,
        *,
        pet_id: str,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """`GET /v2/pets/{id}`.

        Args:
            pet_id: Sent as `id` in the path.

        Returns:
            The animal.

        Example:
            client.pets.get(pet_id="id")
        """
        return self._core.call(
            GET,
            path={
                "id": pet_id,
            },
            options=request_options,
        )

    def make_report_get(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /v2/pets/{id}/toys`.

        Returns:
            None.

        Example:
            client.pets.make_report_get(id="id")
        """
        return self._core.call(
            MAKE_REPORT_GET,
            path={
                "id": id,
            },
            options=request_options,
        )

    @deprecated("make_report is called client.owners.make_report now.")
    def make_report(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> types.MakeAReportResponse:
        """The old name of `client.owners.make_report`."""
        return self._core.call(
            MAKE_REPORT,
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> PetsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return PetsWithRawResponse(Pets(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> PetsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return PetsWithStreamingResponse(Pets(self._core.streamed()))


class AsyncPets(AsyncResource):
    """Animals, asynchronously."""

    async def create(
        self,
        *,
        pet_name: str,
        dry_run: bool | None = None,
        food: types.FeedParam | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """Add an animal.

        Args:
            pet_name: Sent as `petName` in the body.
            dry_run: Sent as `dryRun` in the query.

        Returns:
            The animal.

        Example:
            await client.pets.create(pet_name="petName")
        """
        return await self._core.call(
            CREATE,
            query={
                "dryRun": dry_run,
            },
            fields={
                "petName": pet_name,
                "food": food,
            },
            options=request_options,
        )

    async def get(
        self,
        *,
        pet_id: str,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """`GET /v2/pets/{id}`.

        Args:
            pet_id: Sent as `id` in the path.

        Returns:
            The animal.

        Example:
            await client.pets.get(pet_id="id")
        """
        return await self._core.call(
            GET,
            path={
                "id": pet_id,
            },
            options=request_options,
        )

    async def make_report_get(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /v2/pets/{id}/toys`.

        Returns:
            None.

        Example:
            await client.pets.make_report_get(id="id")
        """
        return await self._core.call(
            MAKE_REPORT_GET,
            path={
                "id": id,
            },
            options=request_options,
        )

    @deprecated("make_report is called client.owners.make_report now.")
    async def make_report(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> types.MakeAReportResponse:
        """The old name of `client.owners.make_report`."""
        return await self._core.call(
            MAKE_REPORT,
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncPetsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncPetsWithRawResponse(AsyncPets(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncPetsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncPetsWithStreamingResponse(AsyncPets(self._core.streamed()))


class PetsWithRawResponse:
    """The methods of `Pets`, each returning the HTTP response."""

    def __init__(self, resource: Pets) -> None:
        self.create = raw(resource.create)
        self.get = raw(resource.get)
        self.make_report_get = raw(resource.make_report_get)
        self.make_report = raw(resource.make_report)  # pyright: ignore[reportDeprecated]


class PetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Pets) -> None:
        self.create = streamed(resource.create)
        self.get = streamed(resource.get)
        self.make_report_get = streamed(resource.make_report_get)
        self.make_report = streamed(resource.make_report)  # pyright: ignore[reportDeprecated]


class AsyncPetsWithRawResponse:
    """The methods of `Pets`, each returning the HTTP response."""

    def __init__(self, resource: AsyncPets) -> None:
        self.create = async_raw(resource.create)
        self.get = async_raw(resource.get)
        self.make_report_get = async_raw(resource.make_report_get)
        self.make_report = async_raw(resource.make_report)  # pyright: ignore[reportDeprecated]


class AsyncPetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncPets) -> None:
        self.create = async_streamed(resource.create)
        self.get = async_streamed(resource.get)
        self.make_report_get = async_streamed(resource.make_report_get)
        self.make_report = async_streamed(resource.make_report)  # pyright: ignore[reportDeprecated]
