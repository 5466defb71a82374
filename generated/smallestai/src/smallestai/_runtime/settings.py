"""The settings of a client, and where the runtime takes time and chance from."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .credentials import Credentials, Given
from .headers import DefaultHeader, HeaderItems, check_header
from .options import NotGiven, Timeout, check_seconds
from .servers import Address, ServiceUrls, address

if TYPE_CHECKING:
    import logging

    from .hooks import Hooks
    from .sdk import Sdk

__all__ = ["Clock", "Settings"]

DEFAULT_RETRIES = 2


class Clock:
    """Time, waiting and chance; tests put another one in its place."""

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    def wall(self) -> float:
        """Return seconds since the epoch."""
        return time.time()

    def random(self) -> float:
        """Return a number in [0, 1)."""
        from random import random

        return random()

    def new_key(self) -> str:
        """Return an idempotency key that no other call has: a random UUID (RFC 9562, section 5.4)."""
        from uuid import uuid4

        return str(uuid4())

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait, letting other tasks run."""
        from .transport import sleep

        await sleep(seconds)


class Settings:
    """What a client was told, checked. Treated as immutable; `replace` makes another."""

    __slots__ = (
        "_logger",
        "address",
        "base_headers",
        "chose_retries",
        "clock",
        "credentials",
        "hooks",
        "max_retries",
        "sdk",
        "strict_responses",
        "timeout",
        "total_timeout",
        "values",
    )

    _logger: logging.Logger | None
    sdk: Sdk
    address: Address
    credentials: Credentials
    timeout: Timeout | NotGiven | None
    max_retries: int
    chose_retries: bool
    """Whether the caller said `max_retries`: then it counts before what an operation has of its own."""
    total_timeout: float | None
    strict_responses: bool
    hooks: Hooks | None
    clock: Clock
    values: Mapping[str, object]
    """What the client was given for parameters that operations share, by argument."""
    base_headers: HeaderItems
    """Of every request: our defaults, with the caller's own headers on top."""

    @property
    def base_url(self) -> str:
        """The server that is called, but for operations that have one of their own."""
        return self.address.base_url

    def __init__(self) -> None:
        self._logger = None

    @property
    def logger(self) -> logging.Logger:
        """The package's logger, made when it is first needed."""
        if self._logger is None:
            from .logs import get_logger

            self._logger = get_logger(self.sdk.package)
        return self._logger

    def replace(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed."""
        other = object.__new__(Settings)
        for name in self.__slots__:
            setattr(other, name, changes.get(name, getattr(self, name)))
        return other


def make_settings(
    sdk: Sdk,
    given: Given,
    *,
    base_url: str | None,
    environment: str | ServiceUrls | None = None,
    variables: Mapping[str, str | None] | None = None,
    values: Mapping[str, object] | None = None,
    timeout: float | Timeout | NotGiven | None,
    max_retries: int | NotGiven,
    total_timeout: float | None,
    headers: Mapping[str, str] | None,
    strict_responses: bool,
    hooks: Hooks | None,
    http_client: Any = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Check what was passed to a client's constructor, and read the environment.

    Raises:
        CredentialError: No credentials for the SDK's default security.
        ValueError: A setting makes no sense.
    """
    environ = os.environ if environ is None else environ
    level = environ.get(f"{sdk.env_prefix}_LOG", "").strip()
    if level:
        from .logs import configure

        configure(sdk.package, f"{sdk.env_prefix}_LOG", level)
    settings = Settings()
    settings.sdk = sdk
    settings.address = address(
        sdk,
        base_url=base_url,
        environment=environment,
        variables=variables or {},
        environ=environ,
        http_client=http_client,
    )
    settings.timeout = as_timeout(timeout)
    settings.max_retries = as_retries(max_retries, DEFAULT_RETRIES)
    settings.chose_retries = not isinstance(max_retries, NotGiven)
    settings.total_timeout = check_seconds("total_timeout", total_timeout)
    settings.strict_responses = strict_responses
    settings.hooks = hooks
    settings.clock = Clock()
    defaults: HeaderItems = {
        "accept": DefaultHeader(("Accept", "application/json")),
        "user-agent": DefaultHeader(("User-Agent", f"{sdk.package}/{sdk.version} python/{_python()}")),
    }
    settings.values = {}
    if sdk.values:
        from .client_values import given_values, value_headers

        settings.values = given_values(sdk, values or {}, environ)
        defaults = with_headers(defaults, value_headers(sdk, settings.values))
    settings.base_headers = with_headers(defaults, headers)
    settings.credentials = Credentials(sdk, given, environ)
    if getattr(http_client, "auth", None) is None:
        settings.credentials.choose(sdk.security, settings.base_headers)
    return settings


def with_headers(before: HeaderItems, headers: Mapping[str, str | None] | None) -> HeaderItems:
    """Return headers with others added or replaced; None removes one."""
    result = dict(before)
    for name, value in (headers or {}).items():
        if value is None:
            result.pop(name.lower(), None)
        else:
            result[name.lower()] = (name, check_header(name, value))
    return result


def as_timeout(value: float | Timeout | NotGiven | None) -> Timeout | NotGiven | None:
    """Return a timeout as a record; a number is the limit of every phase."""
    return Timeout(value) if isinstance(value, (int, float)) else value


def as_retries(value: int | NotGiven, default: int) -> int:
    """Return a number of retries; raise ValueError when it is negative."""
    if isinstance(value, NotGiven):
        return default
    if value < 0:
        raise ValueError(f"max_retries must be zero or more; got {value!r}")
    return value


def _python() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])
