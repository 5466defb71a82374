"""What a caller may pass besides the arguments of a method: sentinels, timeouts, per-call options.

Plain types of our own, so that no signature of an SDK names the HTTP library's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypedDict, final

__all__ = ["NOT_GIVEN", "OMIT", "ConnectionLimits", "NotGiven", "Omit", "RequestOptions", "Timeout"]


@final
class Omit:
    """The type of `OMIT`: this argument is not sent (for arguments where None means JSON null)."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "OMIT"

    def __reduce__(self) -> str:
        return "OMIT"


@final
class NotGiven:
    """The type of `NOT_GIVEN`: the option was not passed (for options where None is a value)."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        return "NOT_GIVEN"


OMIT: Final = Omit()
NOT_GIVEN: Final = NotGiven()

DEFAULT_CONNECT: Final = 5.0
DEFAULT_PHASE: Final = 60.0


def check_seconds(name: str, seconds: float | None) -> float | None:
    """Return `seconds`; raise ValueError when it is negative or not a number. None means no limit."""
    if seconds is not None and not seconds >= 0:
        raise ValueError(
            f"{name} must be a number of seconds, zero or more, or None (no limit); got {seconds!r}"
        )
    return seconds


class Timeout:
    """How long one attempt may take in each of its phases, in seconds; None is no limit.

    Args:
        seconds: The limit of every phase that is not named. When left out too, a phase takes the default: 5
            seconds to connect, 60 for each of the others.
        connect: To open a connection.
        read: To wait for the next bytes of the response.
        write: To send the next bytes of the request.
        pool: To wait for a free connection of the pool.

    Raises:
        ValueError: A limit is negative.
    """

    __slots__ = ("connect", "pool", "read", "write")

    connect: float | None
    read: float | None
    write: float | None
    pool: float | None

    def __init__(
        self,
        seconds: float | NotGiven | None = NOT_GIVEN,
        *,
        connect: float | NotGiven | None = NOT_GIVEN,
        read: float | NotGiven | None = NOT_GIVEN,
        write: float | NotGiven | None = NOT_GIVEN,
        pool: float | NotGiven | None = NOT_GIVEN,
    ) -> None:
        for name, given in (("connect", connect), ("read", read), ("write", write), ("pool", pool)):
            value = seconds if isinstance(given, NotGiven) else given
            if isinstance(value, NotGiven):
                value = DEFAULT_CONNECT if name == "connect" else DEFAULT_PHASE
            object.__setattr__(self, name, check_seconds(name, value))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Timeout is immutable; make a new one to change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("Timeout is immutable")

    def _values(self) -> tuple[float | None, float | None, float | None, float | None]:
        return (self.connect, self.read, self.write, self.pool)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, Timeout) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return f"Timeout(connect={self.connect}, read={self.read}, write={self.write}, pool={self.pool})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_timeout, self._values())


def _timeout(connect: float | None, read: float | None, write: float | None, pool: float | None) -> Timeout:
    return Timeout(connect=connect, read=read, write=write, pool=pool)


class ConnectionLimits:
    """How many connections a client keeps, of those that it opens itself.

    Args:
        max_connections: Open at the same time; a call beyond that waits for one to be free (the phase `pool`
            of `Timeout`). None: no limit.
        max_keepalive_connections: Kept open without a call. None: no limit.
        keepalive_expiry: Seconds that one is kept open without a call. None: for as long as the server does.

    Raises:
        ValueError: A number is negative, or there may be no connection at all.
    """

    __slots__ = ("keepalive_expiry", "max_connections", "max_keepalive_connections")

    max_connections: int | None
    max_keepalive_connections: int | None
    keepalive_expiry: float | None

    def __init__(
        self,
        max_connections: int | None = 100,
        max_keepalive_connections: int | None = 20,
        keepalive_expiry: float | None = 5.0,
    ) -> None:
        for name, value, least in (
            ("max_connections", max_connections, 1),
            ("max_keepalive_connections", max_keepalive_connections, 0),
            ("keepalive_expiry", keepalive_expiry, 0),
        ):
            if value is not None and not value >= least:
                raise ValueError(f"{name} must be {least} or more, or None (no limit); got {value!r}")
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"ConnectionLimits is immutable; make a new one to change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("ConnectionLimits is immutable")

    def _values(self) -> tuple[int | None, int | None, float | None]:
        return (self.max_connections, self.max_keepalive_connections, self.keepalive_expiry)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, ConnectionLimits) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        return (
            f"ConnectionLimits(max_connections={self.max_connections}, "
            f"max_keepalive_connections={self.max_keepalive_connections}, "
            f"keepalive_expiry={self.keepalive_expiry})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (ConnectionLimits, self._values())


class RequestOptions(TypedDict, total=False):
    """Options of one call; each beats the client's own.

    Keys:
        timeout: Seconds per phase (None: no limit), or a `Timeout`.
        max_retries: How many times a failed attempt may be repeated.
        headers: Headers to add or to replace; None removes one that would be sent otherwise.
        query: Query parameters to add or to replace; a list is sent as a repeated parameter.
        body: Members to add to the JSON object or the form of the body, or to replace in it; here None is
            sent as null (in a form, empty).
        idempotency_key: What the API is to know this call by when it is repeated, in place of a new random
            key; only for APIs that have a header for it. It beats an argument for the same header.
    """

    timeout: float | Timeout | None
    max_retries: int
    headers: Mapping[str, str | None]
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    idempotency_key: str
