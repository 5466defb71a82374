"""The records by which generated code describes itself: the SDK, its credentials, its operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from .errors import ApiStatusError
    from .limits import Limits

__all__ = ["ApiKey", "Basic", "Bearer", "Operation", "Scheme", "Sdk", "Security"]

T = TypeVar("T")

Security = tuple[tuple[str, ...], ...]
"""Alternatives (any of them will do) of scheme names (all of them are needed); () is no security at all."""

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
"""Methods that may be repeated without changing more than once (RFC 9110, section 9.2.2)."""


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
        base_url: The documented server; None when the caller must give one.
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
        schemes: Mapping[str, Scheme] | None = None,
        security: Security = (),
        status_errors: Mapping[int, type[ApiStatusError]] | None = None,
    ) -> None:
        self.package = package
        self.version = version
        self.client = client
        self.env_prefix = env_prefix
        self.base_url = base_url
        self.schemes: Mapping[str, Scheme] = {} if schemes is None else schemes
        self.security = security
        self.status_errors: Mapping[int, type[ApiStatusError]] = (
            {} if status_errors is None else status_errors
        )


ArrayStyle = Literal["form", "spaceDelimited", "pipeDelimited", "deepObject", "json"]


class Operation(Generic[T]):
    """One operation of an API: how to ask, and what the answers are. `T` is what a successful call returns.

    Args:
        method: HTTP method.
        path: Path below the base URL; `{name}` stands for a path argument.
        returns: For a status ("201"), a range ("2XX") or "default": a function that returns the type of the
            body of a success, or None when there is no body. Called once, on first need, so that the type's
            module is imported then. `bytes` is the body as it is; `str` is the text of a body that is not
            JSON.
        raises: The same for documented errors.
        nullable: Wire names of body members for which None is sent as null; everywhere else None is not sent.
        security: Overrides the SDK's; () is none.
        accept: The media type asked for.
        content_type: The media type of the body. JSON types are encoded; for others the body is bytes or str.
        nullable_body: None as the whole body is sent as null.
        limits: What arguments must keep to, by where they travel (`path`, `query`, `headers`, `cookies`,
            `fields`) and their wire names; that of the whole body under `body` and its one name.
        query_styles: Query parameters whose arrays or objects are not sent in the default style (`form`,
            exploded): "form" (comma-separated), "spaceDelimited", "pipeDelimited",
            "deepObject" or "json" (JSON text).
    """

    __slots__ = (
        "accept",
        "content_type",
        "idempotent",
        "limits",
        "method",
        "nodes",
        "nullable",
        "nullable_body",
        "path",
        "query_styles",
        "raises",
        "returns",
        "security",
    )

    def __init__(
        self,
        method: str,
        path: str,
        *,
        returns: Mapping[str, Callable[[], Any] | None] | None = None,
        raises: Mapping[str, Callable[[], Any] | None] | None = None,
        nullable: frozenset[str] = frozenset(),
        security: Security | None = None,
        accept: str = "application/json",
        content_type: str = "application/json",
        nullable_body: bool = False,
        limits: Mapping[str, Mapping[str, Limits]] | None = None,
        query_styles: Mapping[str, ArrayStyle] | None = None,
    ) -> None:
        self.method = method
        self.path = path
        self.returns: Mapping[str, Callable[[], Any] | None] = {} if returns is None else returns
        self.raises: Mapping[str, Callable[[], Any] | None] = {} if raises is None else raises
        self.nullable = nullable
        self.security = security
        self.accept = accept
        self.content_type = content_type
        self.nullable_body = nullable_body
        self.limits: Mapping[str, Mapping[str, Limits]] = {} if limits is None else limits
        self.query_styles: Mapping[str, ArrayStyle] = {} if query_styles is None else query_styles
        self.idempotent = method in IDEMPOTENT
        # How to read each type, made on first need.
        self.nodes: dict[Callable[[], Any], Any] = {}

    def __repr__(self) -> str:
        return f"Operation({self.method} {self.path})"
