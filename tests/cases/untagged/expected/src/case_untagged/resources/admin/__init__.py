"""The methods of `client.admin`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..._runtime.options import RequestOptions
from ..._runtime.raw import async_raw, async_streamed, raw, streamed
from ..._runtime.resource import AsyncResource, Resource
from ..._runtime.sdk import Operation

if TYPE_CHECKING:
    from .users import AsyncUsers, Users

ONE: Operation[None] = Operation(
    "GET",
    "/nested/one",
    returns={"204": None},
)
USERS_GET: Operation[None] = Operation(
    "GET",
    "/nested/three",
    returns={"204": None},
)


class Admin(Resource):
    """The methods of `client.admin`."""

    @cached_property
    def users(self) -> Users:
        """The methods of `client.admin.users`."""
        from .users import Users

        return Users(self._core)

    def one(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /nested/one`.

        Returns:
            Done.

        Example:
            client.admin.one()
        """
        return self._core.call(
            ONE,
            options=request_options,
        )

    def users_get(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /nested/three`.

        Returns:
            Done.

        Example:
            client.admin.users_get()
        """
        return self._core.call(
            USERS_GET,
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AdminWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AdminWithRawResponse(Admin(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AdminWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AdminWithStreamingResponse(Admin(self._core.streamed()))


class AsyncAdmin(AsyncResource):
    """The methods of `client.admin`, asynchronously."""

    @cached_property
    def users(self) -> AsyncUsers:
        """The methods of `client.admin.users`."""
        from .users import AsyncUsers

        return AsyncUsers(self._core)

    async def one(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /nested/one`.

        Returns:
            Done.

        Example:
            await client.admin.one()
        """
        return await self._core.call(
            ONE,
            options=request_options,
        )

    async def users_get(
        self,
        *,
        request_options: RequestOptions | None = None,
    ) -> None:
        """`GET /nested/three`.

        Returns:
            Done.

        Example:
            await client.admin.users_get()
        """
        return await self._core.call(
            USERS_GET,
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncAdminWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncAdminWithRawResponse(AsyncAdmin(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncAdminWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncAdminWithStreamingResponse(AsyncAdmin(self._core.streamed()))


class AdminWithRawResponse:
    """The methods of `Admin`, each returning the HTTP response."""

    def __init__(self, resource: Admin) -> None:
        self.one = raw(resource.one)
        self.users_get = raw(resource.users_get)


class AdminWithStreamingResponse:
    """The methods of `Admin`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Admin) -> None:
        self.one = streamed(resource.one)
        self.users_get = streamed(resource.users_get)


class AsyncAdminWithRawResponse:
    """The methods of `Admin`, each returning the HTTP response."""

    def __init__(self, resource: AsyncAdmin) -> None:
        self.one = async_raw(resource.one)
        self.users_get = async_raw(resource.users_get)


class AsyncAdminWithStreamingResponse:
    """The methods of `Admin`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncAdmin) -> None:
        self.one = async_streamed(resource.one)
        self.users_get = async_streamed(resource.users_get)
