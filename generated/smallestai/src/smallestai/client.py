"""The clients: `SmallestAI`, and `AsyncSmallestAI` for asyncio."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import AsyncClient, SyncClient
from ._runtime.hooks import Hooks
from ._runtime.options import NOT_GIVEN, ConnectionLimits, NotGiven, Timeout
from ._sdk import SDK

if TYPE_CHECKING:
    import httpx2

    from .resources.atoms import AsyncAtoms, Atoms

__all__ = ["AsyncSmallestAI", "SmallestAI"]


class SmallestAI(SyncClient):
    """Client for the atoms API.

    Args:
        token: API key from the console ApiKey collection, sent as Bearer token. Also accepts
            session cookies for browser-based auth. A string, or a function that returns one.
            Default: `SMALLESTAI_TOKEN`.
        base_url: Address of the API. Default: `SMALLESTAI_BASE_URL`, else
            `https://api.smallest.ai/atoms/v1`.
        timeout: Seconds for each phase of an attempt, a `Timeout`, or None for no limit.
            Default: 60, and 5 to connect.
        total_timeout: Seconds for a call as a whole, over all its attempts and waits. Default:
            no limit.
        max_retries: How often a failed attempt is repeated, where that is safe.
        headers: Headers to send with every request.
        strict_responses: Raise `ResponseValidationError` when a response differs from its
            documentation in any way.
        hooks: Functions to call before and after every attempt.
        connection_limits: How many connections are opened and kept, as a `ConnectionLimits`.
            Default: 100, of which 20 are kept for 5 seconds.
        http_client: An `httpx2.Client` of your own; its settings hold where no argument here
            says otherwise.

    Raises:
        CredentialError: A credential is needed and neither argument nor variable gives it.
    """

    def __init__(
        self,
        *,
        token: str | Callable[[], str] | None = None,
        base_url: str | None = None,
        timeout: float | Timeout | None | NotGiven = NOT_GIVEN,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(
            SDK,
            {
                "BearerAuth": token,
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
    def atoms(self) -> Atoms:
        """The methods of `client.atoms`."""
        from .resources.atoms import Atoms

        return Atoms(self._core)


class AsyncSmallestAI(AsyncClient):
    """Asynchronous client for the atoms API.

    Args:
        token: API key from the console ApiKey collection, sent as Bearer token. Also accepts
            session cookies for browser-based auth. A string, or a function that returns one.
            Default: `SMALLESTAI_TOKEN`.
        base_url: Address of the API. Default: `SMALLESTAI_BASE_URL`, else
            `https://api.smallest.ai/atoms/v1`.
        timeout: Seconds for each phase of an attempt, a `Timeout`, or None for no limit.
            Default: 60, and 5 to connect.
        total_timeout: Seconds for a call as a whole, over all its attempts and waits. Default:
            no limit.
        max_retries: How often a failed attempt is repeated, where that is safe.
        headers: Headers to send with every request.
        strict_responses: Raise `ResponseValidationError` when a response differs from its
            documentation in any way.
        hooks: Functions to call before and after every attempt.
        connection_limits: How many connections are opened and kept, as a `ConnectionLimits`.
            Default: 100, of which 20 are kept for 5 seconds.
        http_client: An `httpx2.AsyncClient` of your own; its settings hold where no argument
            here says otherwise.

    Raises:
        CredentialError: A credential is needed and neither argument nor variable gives it.
    """

    def __init__(
        self,
        *,
        token: str | Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        base_url: str | None = None,
        timeout: float | Timeout | None | NotGiven = NOT_GIVEN,
        total_timeout: float | None = None,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict_responses: bool = False,
        hooks: Hooks | None = None,
        connection_limits: ConnectionLimits | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            SDK,
            {
                "BearerAuth": token,
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
    def atoms(self) -> AsyncAtoms:
        """The methods of `client.atoms`."""
        from .resources.atoms import AsyncAtoms

        return AsyncAtoms(self._core)
