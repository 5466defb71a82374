"""The methods of `client.pets`."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import Literal, overload

from .. import types
from .._runtime.contents import Content
from .._runtime.options import RequestOptions
from .._runtime.pages import AsyncPager, Page, async_raw_pages, async_streamed_pages
from .._runtime.paging import Paging
from .._runtime.raw import raw, streamed
from .._runtime.resource import AsyncResource, Resource
from .._runtime.sdk import Operation

LIST: Operation[Page[types.Pet, types.PetList], AsyncPager[types.Pet, types.PetList]] = Operation(
    "GET",
    "/pets",
    returns={"200": lambda: types.PetList},
    paging=Paging("cursor", items=("data",), argument="cursor", next=("meta", "next_cursor")),
)
SEARCH: Operation[Page[types.Pet, types.PetList], AsyncPager[types.Pet, types.PetList]] = Operation(
    "POST",
    "/pets/search",
    returns={"200": lambda: types.PetList},
    bodies=(
        Content("application/json", others=("exact",)),
        Content("application/x-www-form-urlencoded"),
    ),
    paging=Paging("cursor", items=("data",), argument="cursor", place="fields", next=("meta", "next_cursor")),
)


class Pets(Resource):
    """The methods of `client.pets`."""

    def list(
        self,
        *,
        limit: builtins.int | None = None,
        cursor: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> Page[types.Pet, types.PetList]:
        """List all pets.

        Returns:
            Pages of the list. Iterate over it to get every Pet, page by page. Some pets.

        Example:
            for item in client.pets.list():
                print(item)
        """
        return self._core.call(
            LIST,
            query={
                "limit": limit,
                "cursor": cursor,
            },
            options=request_options,
        )

    @overload
    def search(
        self,
        *,
        name: builtins.str,
        cursor: builtins.str | None = None,
        content_type: Literal["application/json"] | None = None,
        request_options: RequestOptions | None = None,
    ) -> Page[types.Pet, types.PetList]: ...

    @overload
    def search(
        self,
        *,
        name: builtins.str,
        content_type: Literal["application/x-www-form-urlencoded"],
        exact: builtins.bool | None = None,
        cursor: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> Page[types.Pet, types.PetList]: ...

    def search(
        self,
        *,
        name: builtins.str,
        cursor: builtins.str | None = None,
        exact: builtins.bool | None = None,
        content_type: Literal["application/json", "application/x-www-form-urlencoded"] | None = None,
        request_options: RequestOptions | None = None,
    ) -> Page[types.Pet, types.PetList]:
        """`POST /pets/search`.

        Args:
            content_type: The media type of the body; by default `application/json`.

        Returns:
            Pages of the list. Iterate over it to get every Pet, page by page. Some pets.

        Example:
            for item in client.pets.search(name="name"):
                print(item)
        """
        return self._core.call(
            SEARCH,
            fields={
                "name": name,
                "cursor": cursor,
                "exact": exact,
            },
            content_type=content_type,
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
    """The methods of `client.pets`, asynchronously."""

    def list(
        self,
        *,
        limit: builtins.int | None = None,
        cursor: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> AsyncPager[types.Pet, types.PetList]:
        """List all pets.

        Returns:
            Pages of the list. Iterate over it to get every Pet, page by page. Some pets.

        Example:
            async for item in client.pets.list():
                print(item)
        """
        return self._core.page(
            LIST,
            query={
                "limit": limit,
                "cursor": cursor,
            },
            options=request_options,
        )

    @overload
    def search(
        self,
        *,
        name: builtins.str,
        cursor: builtins.str | None = None,
        content_type: Literal["application/json"] | None = None,
        request_options: RequestOptions | None = None,
    ) -> AsyncPager[types.Pet, types.PetList]: ...

    @overload
    def search(
        self,
        *,
        name: builtins.str,
        content_type: Literal["application/x-www-form-urlencoded"],
        exact: builtins.bool | None = None,
        cursor: builtins.str | None = None,
        request_options: RequestOptions | None = None,
    ) -> AsyncPager[types.Pet, types.PetList]: ...

    def search(
        self,
        *,
        name: builtins.str,
        cursor: builtins.str | None = None,
        exact: builtins.bool | None = None,
        content_type: Literal["application/json", "application/x-www-form-urlencoded"] | None = None,
        request_options: RequestOptions | None = None,
    ) -> AsyncPager[types.Pet, types.PetList]:
        """`POST /pets/search`.

        Args:
            content_type: The media type of the body; by default `application/json`.

        Returns:
            Pages of the list. Iterate over it to get every Pet, page by page. Some pets.

        Example:
            async for item in client.pets.search(name="name"):
                print(item)
        """
        return self._core.page(
            SEARCH,
            fields={
                "name": name,
                "cursor": cursor,
                "exact": exact,
            },
            content_type=content_type,
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
        self.list = raw(resource.list)
        self.search = raw(resource.search)


class PetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Pets) -> None:
        self.list = streamed(resource.list)
        self.search = streamed(resource.search)


class AsyncPetsWithRawResponse:
    """The methods of `Pets`, each returning the HTTP response."""

    def __init__(self, resource: AsyncPets) -> None:
        self.list = async_raw_pages(resource.list)
        self.search = async_raw_pages(resource.search)


class AsyncPetsWithStreamingResponse:
    """The methods of `Pets`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncPets) -> None:
        self.list = async_streamed_pages(resource.list)
        self.search = async_streamed_pages(resource.search)
