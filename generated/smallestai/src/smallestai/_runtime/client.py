"""The bases of generated clients.

A client may be shared by threads (an async one: by the tasks of one event loop). The connections are opened
by the first call, and opened anew in a process that has been forked; a caller's own `http_client` must not
cross a fork.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from .core import AsyncCore, SyncCore
from .options import NOT_GIVEN, ConnectionLimits, NotGiven, Timeout, check_seconds
from .pool import AsyncPool, SyncPool
from .servers import Address, ServiceUrls, address, checked_url
from .settings import Settings, as_retries, as_timeout, make_settings, with_headers

if TYPE_CHECKING:
    from types import TracebackType

    from .credentials import Given
    from .hooks import Hooks
    from .sdk import Sdk
    from .transport import AsyncHttpClient, HttpClient

__all__ = ["AsyncClient", "SyncClient"]


C = TypeVar("C", SyncCore, AsyncCore)


class _Client(Generic[C]):
    """What both clients share."""

    _core: C

    @property
    def base_url(self) -> str:
        """The server that is called, without a slash at the end."""
        return self._core.settings.base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def _copy(self, settings: Settings) -> Self:
        """Return a client with other settings and the same connections; resources are made anew for it."""
        other = object.__new__(type(self))
        own = {
            name: value
            for name, value in vars(self).items()
            if not isinstance(getattr(type(self), name, None), cached_property)
        }
        other.__dict__.update(own)
        other._core = self._core.with_settings(settings)
        return other

    def with_options(
        self,
        *,
        base_url: str | NotGiven = NOT_GIVEN,
        environment: str | ServiceUrls | NotGiven = NOT_GIVEN,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        total_timeout: float | NotGiven | None = NOT_GIVEN,
        headers: Mapping[str, str | None] | NotGiven = NOT_GIVEN,
        strict_responses: bool | NotGiven = NOT_GIVEN,
        hooks: Hooks | NotGiven | None = NOT_GIVEN,
    ) -> Self:
        """Return a client with some options changed, that shares this one's connections.

        Args:
            base_url: Another server.
            environment: Another of the documented servers, where there are several; values for variables of
                the URL stay. `base_url` beats it.
            timeout: Seconds per phase (None: no limit), or a `Timeout`.
            max_retries: How many times a failed attempt may be repeated.
            total_timeout: Seconds for a whole call, its attempts and the waits between them; of a streamed
                response, until its headers have come. None: no limit.
            headers: Headers to add or replace; None removes one.
            strict_responses: Raise when a value is missing in a response, or of another type than documented.
            hooks: Functions called around each attempt.

        Raises:
            ValueError: An option makes no sense, or there is no such environment.
        """
        settings = self._core.settings
        changes: dict[str, Any] = {}
        if not isinstance(environment, NotGiven):
            if not (settings.sdk.servers or settings.sdk.services):
                raise ValueError(f"{settings.sdk.client} has no environments; pass base_url=...")
            changes["address"] = address(
                settings.sdk,
                base_url=None,
                environment=environment,
                variables=settings.address.variables,
                environ={},
                http_client=None,
            )
        if not isinstance(base_url, NotGiven):
            changes["address"] = Address(
                checked_url(base_url, "base_url"), is_chosen=True, variables=settings.address.variables
            )
        if not isinstance(timeout, NotGiven):
            changes["timeout"] = as_timeout(timeout)
        if not isinstance(max_retries, NotGiven):
            changes["max_retries"] = as_retries(max_retries, settings.max_retries)
            changes["chose_retries"] = True
        if not isinstance(total_timeout, NotGiven):
            changes["total_timeout"] = check_seconds("total_timeout", total_timeout)
        if not isinstance(headers, NotGiven):
            changes["base_headers"] = with_headers(settings.base_headers, headers)
        if not isinstance(strict_responses, NotGiven):
            changes["strict_responses"] = strict_responses
        if not isinstance(hooks, NotGiven):
            changes["hooks"] = hooks
        return self._copy(settings.replace(**changes))


class SyncClient(_Client[SyncCore]):
    """The base of a sync client. Close it with `close()`, or use it in a `with` block."""

    def __init__(
        self,
        sdk: Sdk,
        credentials: Given,
        *,
        base_url: str | None = None,
        environment: str | ServiceUrls | None = None,
        variables: Mapping[str, str | None] | None = None,
        values: Mapping[str, object] | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        total_timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: HttpClient | None = None,
    ) -> None:
        """Make a client; nothing is sent, and no connection is opened.

        Args:
            sdk: What is particular to the SDK.
            credentials: Scheme name to what the caller passed; None is read from the environment.
            base_url: The server; by default that of the environment, or the documented one.
            environment: Which of the documented servers; by default the first.
            variables: Values for the variables of their URLs, by argument; None is the documented default.
            values: Values for parameters that operations share, by argument; None is read from the
                environment.
            timeout: Seconds per phase (None: no limit), or a `Timeout`; by default 60, and 5 to connect.
            max_retries: How many times a failed attempt may be repeated; by default 2.
            total_timeout: Seconds for a whole call, its attempts and the waits between them; of a streamed
                response, until its headers have come. None: no limit.
            headers: Sent with each request.
            strict_responses: Raise when a value is missing in a response, or of another type than documented.
            hooks: Functions called around each attempt.
            connection_limits: How many connections are opened and kept.
            http_client: A client of the HTTP library to send through; whoever passes it closes it.

        Raises:
            CredentialError: No credentials are given, and none are in the environment.
            ValueError: An option makes no sense, or `connection_limits` comes with an `http_client`.
        """
        settings = make_settings(
            sdk,
            credentials,
            base_url=base_url,
            environment=environment,
            variables=variables,
            values=values,
            timeout=timeout,
            max_retries=max_retries,
            total_timeout=total_timeout,
            headers=headers,
            strict_responses=strict_responses,
            hooks=hooks,
            http_client=http_client,
        )
        self._core = SyncCore(settings, SyncPool(http_client, connection_limits))

    def close(self) -> None:
        """Close the connections, also those of copies made by `with_options`."""
        self._core.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Client[AsyncCore]):
    """The base of an async client. Close it with `await aclose()`, or use it in an `async with` block."""

    def __init__(
        self,
        sdk: Sdk,
        credentials: Given,
        *,
        base_url: str | None = None,
        environment: str | ServiceUrls | None = None,
        variables: Mapping[str, str | None] | None = None,
        values: Mapping[str, object] | None = None,
        timeout: float | Timeout | NotGiven | None = NOT_GIVEN,
        max_retries: int | NotGiven = NOT_GIVEN,
        total_timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: AsyncHttpClient | None = None,
    ) -> None:
        """Make a client; as `SyncClient.__init__`."""
        settings = make_settings(
            sdk,
            credentials,
            base_url=base_url,
            environment=environment,
            variables=variables,
            values=values,
            timeout=timeout,
            max_retries=max_retries,
            total_timeout=total_timeout,
            headers=headers,
            strict_responses=strict_responses,
            hooks=hooks,
            http_client=http_client,
        )
        self._core = AsyncCore(settings, AsyncPool(http_client, connection_limits))

    async def aclose(self) -> None:
        """Close the connections, also those of copies made by `with_options`."""
        await self._core.pool.close()

    async def close(self) -> None:
        """Close the connections; as `aclose`."""
        await self.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
