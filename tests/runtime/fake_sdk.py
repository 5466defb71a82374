"""A small SDK, in the shape that the generator writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.runtime.client import AsyncClient, SyncClient
from generator.runtime.contents import Style
from generator.runtime.errors import ApiStatusError, ClientError, ServerError
from generator.runtime.options import (
    NOT_GIVEN,
    OMIT,
    ConnectionLimits,
    NotGiven,
    Omit,
    RequestOptions,
    Timeout,
)
from generator.runtime.raw import async_raw, async_streamed, raw, streamed
from generator.runtime.resource import AsyncResource, Resource
from generator.runtime.sdk import ApiKey, Basic, Bearer, Operation, Sdk

if TYPE_CHECKING:
    import datetime as dt

    import httpx2

    from generator.runtime.hooks import Hooks

    from . import fake_models as types
else:
    from generator.runtime.lazy import lazy

    class types:  # noqa: N801  # stands for the lazy package of a generated SDK
        """Loads a model's module when the model is first used."""

        class _Lazy(type):
            def __getattr__(cls, name: str) -> object:
                return lazy(__package__, {name: "fake_models"})(name)

    types = types._Lazy("types", (), {})


class BadRequestError(ClientError):
    """400: Invalid input."""

    body: types.BadRequest | None


class RateLimitError(ClientError):
    """429."""


class InternalServerError(ServerError):
    """500."""


STATUS_ERRORS: dict[int, type[ApiStatusError]] = {
    400: BadRequestError,
    429: RateLimitError,
    500: InternalServerError,
}

SDK = Sdk(
    package="acme",
    version="1.2.3",
    client="Acme",
    env_prefix="ACME",
    base_url="https://api.example.com/v1",
    schemes={
        "BearerAuth": Bearer(argument="token", env="ACME_TOKEN"),
        "BasicAuth": Basic(arguments=("username", "password"), envs=("ACME_USERNAME", "ACME_PASSWORD")),
        "HeaderKey": ApiKey(argument="api_key", env="ACME_API_KEY", place="header", name="X-Acme"),
        "QueryKey": ApiKey(argument="query_key", env="ACME_QUERY_KEY", place="query", name="app id"),
        "CookieKey": ApiKey(argument="cookie_key", env="ACME_COOKIE_KEY", place="cookie", name="sid"),
    },
    security=(("BearerAuth",),),
    status_errors=STATUS_ERRORS,
)

CREATE: Operation[types.CampaignResponse] = Operation(
    "POST",
    "/campaign",
    returns={"201": lambda: types.CampaignResponse},
    raises={"400": lambda: types.BadRequest, "4XX": lambda: types.Problem},
    nullable=frozenset({"note"}),
)
GET: Operation[types.Campaign] = Operation("GET", "/campaign/{id}", returns={"2XX": lambda: types.Campaign})
LIST: Operation[types.Page] = Operation(
    "GET",
    "/campaign",
    returns={"200": lambda: types.Page},
    styles={
        "query": {
            "csv": Style("form"),
            "pipes": Style("pipeDelimited"),
            "spaces": Style("spaceDelimited"),
            "filter": Style("deepObject", explode=True),
        }
    },
)
REPLACE: Operation[types.Campaign] = Operation(
    "PUT", "/campaign/{id}", returns={"200": lambda: types.Campaign}, nullable_body=True
)
DELETE: Operation[None] = Operation("DELETE", "/campaign/{id}", returns={"204": None})


class Campaigns(Resource):
    """Campaigns."""

    def create(
        self,
        *,
        name: str,
        note: str | Omit | None = OMIT,
        start: dt.datetime | None = None,
        tags: list[str] | None = None,
        parent: types.Campaign | Mapping[str, Any] | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.CampaignResponse:
        """Create a campaign."""
        return self._core.call(
            CREATE,
            fields={"name": name, "note": note, "startAt": start, "tags": tags, "parent": parent},
            options=request_options,
        )

    def get(self, *, id: str, request_options: RequestOptions | None = None) -> types.Campaign:
        """Get a campaign."""
        return self._core.call(GET, path={"id": id}, options=request_options)

    def list(
        self,
        *,
        query: Mapping[str, Any] | None = None,
        trace: Any = None,
        cookies: Mapping[str, Any] | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Page:
        """List campaigns."""
        return self._core.call(
            LIST, query=query, headers={"X-Trace": trace}, cookies=cookies, options=request_options
        )

    def replace(self, *, id: str, body: Any, request_options: RequestOptions | None = None) -> types.Campaign:
        """Replace a campaign."""
        return self._core.call(REPLACE, path={"id": id}, body=body, options=request_options)

    def delete(self, *, id: str, request_options: RequestOptions | None = None) -> None:
        """Delete a campaign."""
        return self._core.call(DELETE, path={"id": id}, options=request_options)

    def call(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Call any operation, for tests of one."""
        return self._core.call(operation, **arguments)

    @cached_property
    def with_raw_response(self) -> CampaignsWithRawResponse:
        """The same methods, returning responses."""
        return CampaignsWithRawResponse(Campaigns(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> CampaignsWithStreamingResponse:
        """The same methods, returning responses whose body is not read."""
        return CampaignsWithStreamingResponse(Campaigns(self._core.streamed()))


class AsyncCampaigns(AsyncResource):
    """Campaigns."""

    async def create(
        self,
        *,
        name: str,
        note: str | Omit | None = OMIT,
        start: dt.datetime | None = None,
        tags: list[str] | None = None,
        parent: types.Campaign | Mapping[str, Any] | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.CampaignResponse:
        """Create a campaign."""
        return await self._core.call(
            CREATE,
            fields={"name": name, "note": note, "startAt": start, "tags": tags, "parent": parent},
            options=request_options,
        )

    async def get(self, *, id: str, request_options: RequestOptions | None = None) -> types.Campaign:
        """Get a campaign."""
        return await self._core.call(GET, path={"id": id}, options=request_options)

    async def list(
        self,
        *,
        query: Mapping[str, Any] | None = None,
        trace: Any = None,
        cookies: Mapping[str, Any] | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.Page:
        """List campaigns."""
        return await self._core.call(
            LIST, query=query, headers={"X-Trace": trace}, cookies=cookies, options=request_options
        )

    async def replace(
        self, *, id: str, body: Any, request_options: RequestOptions | None = None
    ) -> types.Campaign:
        """Replace a campaign."""
        return await self._core.call(REPLACE, path={"id": id}, body=body, options=request_options)

    async def delete(self, *, id: str, request_options: RequestOptions | None = None) -> None:
        """Delete a campaign."""
        return await self._core.call(DELETE, path={"id": id}, options=request_options)

    async def call(self, operation: Operation[Any], **arguments: Any) -> Any:
        """Call any operation, for tests of one."""
        return await self._core.call(operation, **arguments)

    @cached_property
    def with_raw_response(self) -> AsyncCampaignsWithRawResponse:
        """The same methods, returning responses."""
        return AsyncCampaignsWithRawResponse(AsyncCampaigns(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncCampaignsWithStreamingResponse:
        """The same methods, returning responses whose body is not read."""
        return AsyncCampaignsWithStreamingResponse(AsyncCampaigns(self._core.streamed()))


class CampaignsWithRawResponse:
    """Methods that return responses."""

    def __init__(self, resource: Campaigns) -> None:
        self.create = raw(resource.create)
        self.get = raw(resource.get)
        self.delete = raw(resource.delete)


class CampaignsWithStreamingResponse:
    """Methods that return responses whose body is not read."""

    def __init__(self, resource: Campaigns) -> None:
        self.create = streamed(resource.create)
        self.get = streamed(resource.get)


class AsyncCampaignsWithRawResponse:
    """Methods that return responses."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.create = async_raw(resource.create)
        self.get = async_raw(resource.get)
        self.delete = async_raw(resource.delete)


class AsyncCampaignsWithStreamingResponse:
    """Methods that return responses whose body is not read."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.create = async_streamed(resource.create)
        self.get = async_streamed(resource.get)


class Acme(SyncClient):
    """The sync client."""

    def __init__(
        self,
        *,
        token: str | Callable[[], str] | None = None,
        username: str | None = None,
        password: str | None = None,
        api_key: str | None = None,
        query_key: str | None = None,
        cookie_key: str | None = None,
        sdk: Sdk = SDK,
        base_url: str | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(
            sdk,
            {
                "BearerAuth": token,
                "BasicAuth": (username, password),
                "HeaderKey": api_key,
                "QueryKey": query_key,
                "CookieKey": cookie_key,
            },
            base_url=base_url,
            timeout=timeout,
            total_timeout=total_timeout,
            max_retries=max_retries,
            headers=headers,
            strict_responses=strict_responses,
            hooks=hooks,
            connection_limits=connection_limits,
            http_client=http_client,
        )

    @cached_property
    def campaigns(self) -> Campaigns:
        """Campaigns."""
        return Campaigns(self._core)


class AsyncAcme(AsyncClient):
    """The async client."""

    def __init__(
        self,
        *,
        token: str | Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        username: str | None = None,
        password: str | None = None,
        api_key: str | None = None,
        query_key: str | None = None,
        cookie_key: str | None = None,
        sdk: Sdk = SDK,
        base_url: str | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            sdk,
            {
                "BearerAuth": token,
                "BasicAuth": (username, password),
                "HeaderKey": api_key,
                "QueryKey": query_key,
                "CookieKey": cookie_key,
            },
            base_url=base_url,
            timeout=timeout,
            total_timeout=total_timeout,
            max_retries=max_retries,
            headers=headers,
            strict_responses=strict_responses,
            hooks=hooks,
            connection_limits=connection_limits,
            http_client=http_client,
        )

    @cached_property
    def campaigns(self) -> AsyncCampaigns:
        """Campaigns."""
        return AsyncCampaigns(self._core)
