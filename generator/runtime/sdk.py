"""The records by which generated code describes itself: the SDK, its credentials, its operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from .contents import JSON, Content, HeadersOf, Reader, Readers, Style
from .servers import Server

if TYPE_CHECKING:
    from .errors import ApiStatusError
    from .limits import Limits

__all__ = ["ApiKey", "Basic", "Bearer", "Operation", "Scheme", "Sdk", "Security"]

T = TypeVar("T")

Security = tuple[tuple[str, ...], ...]
"""Alternatives (any of them will do) of scheme names (all of them are needed); () is no security at all."""

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"})
"""Methods that may be repeated without changing more than once (RFC 9110, section 9.2.2), and QUERY."""


class Bearer:
    """A bearer token in the Authorization header (RFC 6750).

    Args:
        argument: The client's argument that carries it.
        env: The environment variable it is read from when the argument is not given.
    """

    __slots__ = ("argument", "env")

    def __init__(self, *, argument: str, env: str) -> None:
        self.argument = argument
        self.env = env


class Basic:
    """A user name and a password in the Authorization header (RFC 7617).

    Args:
        arguments: The client's arguments for the name and the password.
        envs: The environment variables they are read from.
    """

    __slots__ = ("arguments", "envs")

    def __init__(self, *, arguments: tuple[str, str], envs: tuple[str, str]) -> None:
        self.arguments = arguments
        self.envs = envs


class ApiKey:
    """A key in a header, a query parameter or a cookie (OpenAPI, Security Scheme Object, `apiKey`).

    Args:
        argument: The client's argument that carries it.
        env: The environment variable it is read from.
        place: Where it is sent.
        name: The name of the header, parameter or cookie.
    """

    __slots__ = ("argument", "env", "name", "place")

    def __init__(
        self, *, argument: str, env: str, place: Literal["header", "query", "cookie"], name: str
    ) -> None:
        self.argument = argument
        self.env = env
        self.place = place
        self.name = name


Scheme = Bearer | Basic | ApiKey


class Sdk:
    """What is particular to one SDK.

    Args:
        package: Import name; also the logger's name and the product in the User-Agent.
        version: Version of the package.
        client: Class name of the client, for messages.
        env_prefix: Of `<PREFIX>_BASE_URL` and `<PREFIX>_LOG`.
        base_url: The documented server; None when the caller must give one, or there are `servers`.
        servers: The documented servers by the values of the SDK's `Environment`, the default first, where
            there are several, or variables in their URLs.
        schemes: Security schemes by name.
        security: The security of operations that do not say otherwise.
        status_errors: The error class of each status that has one; others get that of their range.
    """

    __slots__ = (
        "base_url",
        "client",
        "env_prefix",
        "package",
        "schemes",
        "security",
        "servers",
        "status_errors",
        "version",
    )

    def __init__(
        self,
        *,
        package: str,
        version: str,
        client: str,
        env_prefix: str,
        base_url: str | None = None,
        servers: Mapping[str, Server] | None = None,
        schemes: Mapping[str, Scheme] | None = None,
        security: Security = (),
        status_errors: Mapping[int, type[ApiStatusError]] | None = None,
    ) -> None:
        self.package = package
        self.version = version
        self.client = client
        self.env_prefix = env_prefix
        self.base_url = base_url
        self.servers: Mapping[str, Server] = {} if servers is None else servers
        self.schemes: Mapping[str, Scheme] = {} if schemes is None else schemes
        self.security = security
        self.status_errors: Mapping[int, type[ApiStatusError]] = (
            {} if status_errors is None else status_errors
        )


class Operation(Generic[T]):
    """One operation of an API: how to ask, and what the answers are. `T` is what a successful call returns.

    Args:
        method: HTTP method.
        path: Path below the base URL; `{name}` stands for a path argument.
        returns: For a status ("201"), a range ("2XX") or "default": how the body of a success is read, as in
            `Reader`; or a mapping of that by media type, the one asked for first. Functions are called once,
            on first need, so that the type's module is imported then.
        raises: The same for documented errors.
        nullable: Wire names of body members for which None is sent as null; everywhere else None is not sent.
        security: Overrides the SDK's; () is none.
        accept: The media types asked for, as the Accept header has them.
        bodies: The ways to send the body; the first is taken unless the call names another.
        nullable_body: None as the whole body is sent as null.
        limits: What arguments must keep to, by where they travel (`path`, `query`, `headers`, `cookies`,
            `fields`) and their wire names; that of the whole body under `body` and its one name.
        styles: Parameters that are not written in the default style of where they travel, by place (`path`,
            `query`, `headers`, `cookies`) and wire name. The default is `simple` in paths and headers, and
            `form`, exploded, in queries and cookies.
        stream_flag: The member of the body that, when true, makes the server answer with a stream.
        headers: The headers of a success, where they are documented.
        base_url: The operation's own server, which is called unless the caller chose another.
    """

    __slots__ = (
        "accept",
        "base_url",
        "bodies",
        "headers",
        "idempotent",
        "limits",
        "method",
        "nodes",
        "nullable",
        "nullable_body",
        "path",
        "raises",
        "returns",
        "security",
        "stream_flag",
        "styles",
    )

    def __init__(
        self,
        method: str,
        path: str,
        *,
        returns: Mapping[str, Reader | Readers] | None = None,
        raises: Mapping[str, Reader | Readers] | None = None,
        nullable: frozenset[str] = frozenset(),
        security: Security | None = None,
        accept: str = "application/json",
        bodies: tuple[Content, ...] = (JSON,),
        nullable_body: bool = False,
        limits: Mapping[str, Mapping[str, Limits]] | None = None,
        styles: Mapping[str, Mapping[str, Style]] | None = None,
        stream_flag: str | None = None,
        headers: HeadersOf[Any] | None = None,
        base_url: str | Server | None = None,
    ) -> None:
        self.method = method
        self.path = path
        self.returns: Mapping[str, Reader | Readers] = {} if returns is None else returns
        self.raises: Mapping[str, Reader | Readers] = {} if raises is None else raises
        self.nullable = nullable
        self.security = security
        self.accept = accept
        self.bodies = bodies
        self.nullable_body = nullable_body
        self.limits: Mapping[str, Mapping[str, Limits]] = {} if limits is None else limits
        self.styles: Mapping[str, Mapping[str, Style]] = {} if styles is None else styles
        self.stream_flag = stream_flag
        self.headers = headers
        self.base_url = base_url
        self.idempotent = method in IDEMPOTENT
        # How to read each type, made on first need.
        self.nodes: dict[Any, Any] = {}

    def __repr__(self) -> str:
        return f"Operation({self.method} {self.path})"
