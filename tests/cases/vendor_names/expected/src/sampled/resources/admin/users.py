"""The methods of `client.admin.users`."""

from __future__ import annotations

from functools import cached_property

from typing_extensions import deprecated

from ... import types
from ..._runtime.options import RequestOptions
from ..._runtime.raw import async_raw, async_streamed, raw, streamed
from ..._runtime.resource import AsyncResource, Resource
from ..._runtime.sdk import Operation

ADD_ONE: Operation[types.User] = Operation(
    "POST",
    "/users",
    returns={"201": lambda: types.User},
)
EVERYONE: Operation[list[types.User]] = Operation(
    "GET",
    "/users",
    returns={"200": lambda: list[types.User]},
)


class Users(Resource):
    """The methods of `client.admin.users`."""

    @deprecated("add_one is deprecated by the API.")
    def add_one(
        self,
        *,
        name: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.User:
        """Deprecated: Use everyone.

        Args:
            name: Sent as `nm` in the body.

        Returns:
            A user.

        Example:
            client.admin.users.add_one()
        """
        return self._core.call(
            ADD_ONE,
            fields={
                "nm": name,
            },
            options=request_options,
        )

    def everyone(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        betas: str | None = None,
        trace: bool | None = None,
        request_options: RequestOptions | None = None,
    ) -> list[types.User]:
        """`GET /users`.

        Args:
            page: Sent as `pg` in the query.
            page_size: Sent as `sz` in the query.
            betas: Sent as `betas-header` in the headers.
            trace: Follow it.

                Availability: beta.

        Returns:
            Users.

        Example:
            client.admin.users.everyone()
        """
        return self._core.call(
            EVERYONE,
            query={
                "pg": page,
                "sz": page_size,
                "trace": trace,
            },
            headers={
                "betas-header": betas,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> UsersWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return UsersWithRawResponse(Users(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> UsersWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return UsersWithStreamingResponse(Users(self._core.streamed()))


class AsyncUsers(AsyncResource):
    """The methods of `client.admin.users`, asynchronously."""

    @deprecated("add_one is deprecated by the API.")
    async def add_one(
        self,
        *,
        name: str | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.User:
        """Deprecated: Use everyone.

        Args:
            name: Sent as `nm` in the body.

        Returns:
            A user.

        Example:
            await client.admin.users.add_one()
        """
        return await self._core.call(
            ADD_ONE,
            fields={
                "nm": name,
            },
            options=request_options,
        )

    async def everyone(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        betas: str | None = None,
        trace: bool | None = None,
        request_options: RequestOptions | None = None,
    ) -> list[types.User]:
        """`GET /users`.

        Args:
            page: Sent as `pg` in the query.
            page_size: Sent as `sz` in the query.
            betas: Sent as `betas-header` in the headers.
            trace: Follow it.

                Availability: beta.

        Returns:
            Users.

        Example:
            await client.admin.users.everyone()
        """
        return await self._core.call(
            EVERYONE,
            query={
                "pg": page,
                "sz": page_size,
                "trace": trace,
            },
            headers={
                "betas-header": betas,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncUsersWithRawResponse(AsyncUsers(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncUsersWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncUsersWithStreamingResponse(AsyncUsers(self._core.streamed()))


class UsersWithRawResponse:
    """The methods of `Users`, each returning the HTTP response."""

    def __init__(self, resource: Users) -> None:
        self.add_one = raw(resource.add_one)  # pyright: ignore[reportDeprecated]
        self.everyone = raw(resource.everyone)


class UsersWithStreamingResponse:
    """The methods of `Users`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Users) -> None:
        self.add_one = streamed(resource.add_one)  # pyright: ignore[reportDeprecated]
        self.everyone = streamed(resource.everyone)


class AsyncUsersWithRawResponse:
    """The methods of `Users`, each returning the HTTP response."""

    def __init__(self, resource: AsyncUsers) -> None:
        self.add_one = async_raw(resource.add_one)  # pyright: ignore[reportDeprecated]
        self.everyone = async_raw(resource.everyone)


class AsyncUsersWithStreamingResponse:
    """The methods of `Users`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncUsers) -> None:
        self.add_one = async_streamed(resource.add_one)  # pyright: ignore[reportDeprecated]
        self.everyone = async_streamed(resource.everyone)
