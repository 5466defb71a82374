"""Animals."""

from __future__ import annotations

from functools import cached_property

from typing_extensions import deprecated

from .. import types
from .._runtime.options import RequestOptions
from .._runtime.raw import async_raw, async_streamed, raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation

CREATE_PET: Operation[types.Animal] = Operation(
    "POST",
    "/v2/pets",
    returns={"200": lambda: types.Animal},
)
GET_PET: Operation[types.Animal] = Operation(
    "GET",
    "/v2/pets/{id}",
    returns={"200": lambda: types.Animal},
)
MAKE_A_REPORT_GET: Operation[None] = Operation(
    "GET",
    "/v2/pets/{id}/toys",
    returns={"204": None},
)
MAKE_A_REPORT: Operation[types.MakeAReportResponse] = Operation(
    "GET",
    "/v1/report",
    returns={"200": lambda: types.MakeAReportResponse},
)


class Pets(Resource):
    """Animals."""

    def create_pet(
        self,
        *,
        pet_name: str,
        dry_run: bool | None = None,
        food: types.FeedParam | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """Add an animal.

        Returns:
            The animal.

        Example:
            client.pets.create_pet(pet_name="petName")
        """
        return self._core.call(
            CREATE_PET,
            query={
                "dryRun": dry_run,
            },
            fields={
                "petName": pet_name,
                "food": food,
            },
            options=request_options,
        )

    def get_pet(
        self,
        *,
        pet_id: str,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """`GET /v2/pets/{id}`.

        Returns:
            The animal.

        Example:
            client.pets.get_pet(pet_id="id")
        """
        return self._core.call(
            GET_PET,
            path={
                "id": pet_id,
            },
            options=request_options,
        )

    def make_a_report_get(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /v2/pets/{id}/toys`.

        Returns:
            None.

        Example:
            client.pets.make_a_report_get(id="id")
        """
        return self._core.call(
            MAKE_A_REPORT_GET,
            path={
                "id": id,
            },
            options=request_options,
        )

    @deprecated("make_a_report is called client.owners.make_a_report now.")
    def make_a_report(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> types.MakeAReportResponse:
        """The old name of `client.owners.make_a_report`."""
        return self._core.call(
            MAKE_A_REPORT,
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

    async def create_pet(
        self,
        *,
        pet_name: str,
        dry_run: bool | None = None,
        food: types.FeedParam | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """Add an animal.

        Returns:
            The animal.

        Example:
            await client.pets.create_pet(pet_name="petName")
        """
        return await self._core.call(
            CREATE_PET,
            query={
                "dryRun": dry_run,
            },
            fields={
                "petName": pet_name,
                "food": food,
            },
            options=request_options,
        )

    async def get_pet(
        self,
        *,
        pet_id: str,
        request_options: RequestOptions | None = None,
    ) -> types.Animal:
        """`GET /v2/pets/{id}`.

        Returns:
            The animal.

        Example:
            await client.pets.get_pet(pet_id="id")
        """
        return await self._core.call(
            GET_PET,
            path={
                "id": pet_id,
            },
            options=request_options,
        )

    async def make_a_report_get(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /v2/pets/{id}/toys`.

        Returns:
            None.

        Example:
            await client.pets.make_a_report_get(id="id")
        """
        return await self._core.call(
            MAKE_A_REPORT_GET,
            path={
                "id": id,
            },
            options=request_options,
        )

    @deprecated("make_a_report is called client.owners.make_a_report now.")
    async def make_a_report(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> types.MakeAReportResponse:
        """The old name of `client.owners.make_a_report`."""
        return await self._core.call(
            MAKE_A_REPORT,
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
        self.create_pet = raw(resource.create_pet)
        self.get_pet = raw(resource.get_pet)
        self.make_a_report_get = raw(resource.make_a_report_get)
        self.make_a_report = raw(resource.make_a_report)  # pyright: ignore[reportDeprecated]


class PetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Pets) -> None:
        self.create_pet = streamed(resource.create_pet)
        self.get_pet = streamed(resource.get_pet)
        self.make_a_report_get = streamed(resource.make_a_report_get)
        self.make_a_report = streamed(resource.make_a_report)  # pyright: ignore[reportDeprecated]


class AsyncPetsWithRawResponse:
    """The methods of `Pets`, each returning the HTTP response."""

    def __init__(self, resource: AsyncPets) -> None:
        self.create_pet = async_raw(resource.create_pet)
        self.get_pet = async_raw(resource.get_pet)
        self.make_a_report_get = async_raw(resource.make_a_report_get)
        self.make_a_report = async_raw(resource.make_a_report)  # pyright: ignore[reportDeprecated]


class AsyncPetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncPets) -> None:
        self.create_pet = async_streamed(resource.create_pet)
        self.get_pet = async_streamed(resource.get_pet)
        self.make_a_report_get = async_streamed(resource.make_a_report_get)
        self.make_a_report = async_streamed(resource.make_a_report)  # pyright: ignore[reportDeprecated]
