"""The records by which generated code describes itself: the SDK, its credentials, its operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal

from .contents import JSON, Content, HeadersOf, Reader, Readers, Style
from .servers import Server, Service

if TYPE_CHECKING:
    from .errors import ApiStatusError
    from .limits import Limits
    from .paging import Paging
    from .retry import Retries

__all__ = [
    "ApiKey",
    "Basic",
    "Bearer",
    "ClientValue",
    "FromClient",
    "MutualTls",
    "OAuth2",
    "Operation",
    "Scheme",
    "Sdk",
    "Security",
]

# Typing only: loading `typing_extensions` would cost every program that imports the package.
if TYPE_CHECKING:
    from typing_extensions import TypeVar

    T = TypeVar("T")
    A = TypeVar("A", default=T)
else:
    from typing import TypeVar

    T, A = TypeVar("T"), TypeVar("A")

Security = tuple[tuple[str, ...], ...]
"""Alternatives (any of them will do) of scheme names (all of them are needed); () is no security at all."""

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"})
"""Methods that may be repeated without changing more than once (RFC 9110, section 9.2.2), and QUERY."""
KEYED = ("POST", "PATCH")
"""Methods that are sent with an idempotency key."""
WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")
"""Methods whose body means something (RFC 9110, section 9.3)."""


class Bearer:
    """A token in the Authorization header (RFC 6750; RFC 9110, section 11.4, for other schemes than Bearer).

    Args:
        argument: The client's argument that carries it.
        env: The environment variable it is read from when the argument is not given.
        scheme: The authentication scheme that goes before it.
    """

    __slots__ = ("argument", "env", "scheme")

    def __init__(self, *, argument: str, env: str, scheme: str = "Bearer") -> None:
        self.argument = argument
        self.env = env
        self.scheme = scheme


class OAuth2:
    """A bearer token that is given, or fetched with the client's own credentials (RFC 6749, section 4.4).

    Args:
        arguments: The client's arguments for the token, the client id, the client secret, and the address of
            the token endpoint.
        envs: The environment variables they are read from.
        token_url: The documented token endpoint; a relative one is resolved against the server.
        client_auth: How the client authenticates there: by HTTP Basic, or by `client_id` and `client_secret`
            in the form (RFC 6749, section 2.3.1).
    """

    __slots__ = ("arguments", "client_auth", "envs", "token_url")

    def __init__(
        self,
        *,
        arguments: tuple[str, str, str, str],
        envs: tuple[str, str, str, str],
        token_url: str,
        client_auth: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic",
    ) -> None:
        self.arguments = arguments
        self.envs = envs
        self.token_url = token_url
        self.client_auth = client_auth


class MutualTls:
    """A certificate of the client's (OpenAPI 3.1, `mutualTLS`): the caller's `http_client=` presents it."""

    __slots__ = ()


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
        prefix: What goes before it there.
    """

    __slots__ = ("argument", "env", "name", "place", "prefix")

    def __init__(
        self,
        *,
        argument: str,
        env: str,
        place: Literal["header", "query", "cookie"],
        name: str,
        prefix: str = "",
    ) -> None:
        self.prefix = prefix
        self.argument = argument
        self.env = env
        self.place = place
        self.name = name


Scheme = Bearer | Basic | ApiKey | OAuth2 | MutualTls

Scopes = Mapping[str, tuple[str, ...]]
"""The scopes that are needed, by scheme name."""


class ClientValue:
    """A value for a parameter that operations share, which the client is given once.

    Args:
        env: The environment variable it is read from when the client's argument is not given.
        header: The header that carries it with every request; None: it goes with operations that take it.
    """

    __slots__ = ("env", "header")

    def __init__(self, env: str, *, header: str | None = None) -> None:
        self.env = env
        self.header = header


class FromClient:
    """Where a parameter comes from that a call leaves out.

    Args:
        argument: The client's argument.
        required: Whether the operation cannot do without it.
    """

    __slots__ = ("argument", "required")

    def __init__(self, argument: str, *, required: bool = False) -> None:
        self.argument = argument
        self.required = required


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
        services: The server of each service in each environment, where there are several services; the
            defaults first.
        schemes: Security schemes by name.
        security: The security of operations that do not say otherwise.
        status_errors: The error class of each status that has one; others get that of their range.
        scopes: The scopes that go with `security`, by scheme.
        idempotency_header: The header that makes POST and PATCH calls repeatable: each gets a key of its own,
            the same in all attempts. None where there is none.
        values: What the client may be given for parameters that operations share, by its argument.
        retries: How calls of operations are repeated that do not say it themselves.
    """

    __slots__ = (
        "base_url",
        "client",
        "env_prefix",
        "idempotency_header",
        "package",
        "retries",
        "schemes",
        "scopes",
        "security",
        "servers",
        "services",
        "status_errors",
        "values",
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
        services: Mapping[str, Mapping[str, Server]] | None = None,
        schemes: Mapping[str, Scheme] | None = None,
        security: Security = (),
        status_errors: Mapping[int, type[ApiStatusError]] | None = None,
        scopes: Scopes | None = None,
        idempotency_header: str | None = None,
        values: Mapping[str, ClientValue] | None = None,
        retries: Retries | None = None,
    ) -> None:
        self.retries = retries
        self.values: Mapping[str, ClientValue] = {} if values is None else values
        self.package = package
        self.version = version
        self.client = client
        self.env_prefix = env_prefix
        self.base_url = base_url
        self.servers: Mapping[str, Server] = {} if servers is None else servers
        self.services: Mapping[str, Mapping[str, Server]] = {} if services is None else services
        self.schemes: Mapping[str, Scheme] = {} if schemes is None else schemes
        self.security = security
        self.scopes: Scopes = {} if scopes is None else scopes
        self.idempotency_header = idempotency_header
        self.status_errors: Mapping[int, type[ApiStatusError]] = (
            {} if status_errors is None else status_errors
        )


class Operation(Generic[T, A]):
    """One operation of an API: how to ask, and what the answers are.

    `T` is what a successful call returns; `A` is what it returns in an async client, where that differs.

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
        sends_empty: Whether a body without members is sent. None: by POST, PUT, PATCH and QUERY.
        limits: What arguments must keep to, by where they travel (`path`, `query`, `headers`, `cookies`,
            `fields`) and their wire names; that of the whole body under `body` and its one name.
        styles: Parameters that are not written in the default style of where they travel, by place (`path`,
            `query`, `headers`, `cookies`) and wire name. The default is `simple` in paths and headers, and
            `form`, exploded, in queries and cookies.
        stream_flag: The member of the body that, when true, makes the server answer with a stream.
        headers: The headers of a success, where they are documented.
        scopes: The scopes that go with `security`, by scheme.
        base_url: The operation's own server, which is called unless the caller chose another; or the service
            that it belongs to, if not the default.
        paging: How the list that it answers with goes on; then calls return pages.
        idempotent: It may be repeated without changing more than once, whatever its method is, and is sent
            with an idempotency key where the API has a header for one.
        retries: How its calls are repeated, where the document says.
        from_client: Parameters that the client may have values for, by place (`path`, `query`, `headers`,
            `cookies`) and wire name.
    """

    __slots__ = (
        "accept",
        "base_url",
        "bodies",
        "from_client",
        "headers",
        "idempotent",
        "keyed",
        "limits",
        "method",
        "nodes",
        "nullable",
        "nullable_body",
        "paging",
        "path",
        "raises",
        "retries",
        "returns",
        "scopes",
        "security",
        "sends_empty",
        "stream_flag",
        "streams",
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
        sends_empty: bool | None = None,
        limits: Mapping[str, Mapping[str, Limits]] | None = None,
        styles: Mapping[str, Mapping[str, Style]] | None = None,
        stream_flag: str | None = None,
        headers: HeadersOf[Any] | None = None,
        scopes: Scopes | None = None,
        base_url: str | Server | Service | None = None,
        paging: Paging | None = None,
        idempotent: bool = False,
        retries: Retries | None = None,
        from_client: Mapping[str, Mapping[str, FromClient]] | None = None,
    ) -> None:
        self.paging = paging
        self.method = method
        self.path = path
        self.returns: Mapping[str, Reader | Readers] = {} if returns is None else returns
        self.raises: Mapping[str, Reader | Readers] = {} if raises is None else raises
        self.nullable = nullable
        self.security = security
        self.accept = accept
        self.bodies = bodies
        self.nullable_body = nullable_body
        self.sends_empty = method in WITH_BODY if sends_empty is None else sends_empty
        self.limits: Mapping[str, Mapping[str, Limits]] = {} if limits is None else limits
        self.styles: Mapping[str, Mapping[str, Style]] = {} if styles is None else styles
        self.stream_flag = stream_flag
        self.headers = headers
        self.scopes: Scopes = {} if scopes is None else scopes
        self.base_url = base_url
        self.retries = retries
        self.from_client: Mapping[str, Mapping[str, FromClient]] = {} if from_client is None else from_client
        self.idempotent = idempotent or method in IDEMPOTENT
        self.keyed = idempotent or method in KEYED
        # How to read each type, made on first need.
        self.nodes: dict[Any, Any] = {}
        # What to ask for where answers may be streams, made on first need; False: none is.
        self.streams: Any = None

    def __repr__(self) -> str:
        return f"Operation({self.method} {self.path})"
