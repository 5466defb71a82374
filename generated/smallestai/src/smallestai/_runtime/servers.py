"""Which address a call goes to: servers, their variables, and what the caller chose (OpenAPI 3.1, 4.8.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .sdk import Sdk

__all__ = ["Address", "Server", "Service", "ServiceUrls", "Variable", "address", "checked_url"]

_TEMPLATE = re.compile(r"\{([^{}]*)\}")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?")


class Variable:
    """A part of a server's URL that the caller may choose (OpenAPI 3.1, 4.8.6).

    Args:
        argument: The client's argument for it.
        default: What stands there when the caller does not choose; None when he must.
        values: The documented values.
    """

    __slots__ = ("argument", "default", "values")

    def __init__(self, argument: str, *, default: str | None, values: tuple[str, ...] = ()) -> None:
        self.argument = argument
        self.default = default
        self.values = values


class Server:
    """A documented server.

    Args:
        url: Absolute, without a slash at the end; `{name}` stands for a variable.
        variables: By the name in the URL.
    """

    __slots__ = ("url", "variables")

    def __init__(self, url: str, *, variables: Mapping[str, Variable] | None = None) -> None:
        self.url = url
        self.variables: Mapping[str, Variable] = {} if variables is None else variables


class Service:
    """A part of an API with an address of its own, by its name in `Sdk.services`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class ServiceUrls:
    """An address for each service of an API: the base of a generated `Environment`, whose slots they are."""

    __slots__: tuple[str, ...] = ()

    def urls(self) -> dict[str, str]:
        """Return the addresses by service."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={url!r}' for name, url in self.urls().items())})"

    def __eq__(self, other: object) -> bool:
        return self.urls() == other.urls() if isinstance(other, ServiceUrls) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self.urls().items()))


class Address:
    """Where the calls of a client go.

    Attributes:
        base_url: Of every operation that has no server of its own.
        is_chosen: Whether the caller named it, so that it holds for those that have one, too.
        variables: What the caller chose for variables, by the client's arguments.
        services: Base URLs of the services, where there are several and they have one each.
    """

    __slots__ = ("base_url", "is_chosen", "services", "variables")

    def __init__(
        self,
        base_url: str,
        *,
        is_chosen: bool,
        variables: Mapping[str, str],
        services: Mapping[str, str] | None = None,
    ) -> None:
        self.base_url = base_url
        self.is_chosen = is_chosen
        self.variables = variables
        self.services: Mapping[str, str] = {} if services is None else services

    def of(self, own: str | Server | Service) -> str:
        """Return the base URL of an operation that has a server of its own, or belongs to a service.

        Raises:
            ValueError: A variable of it has no value, or one that cannot stand there.
        """
        if isinstance(own, Service):
            return self.services.get(own.name, self.base_url)
        if self.is_chosen:
            return self.base_url
        return own if isinstance(own, str) else filled(own, self.variables)


def address(
    sdk: Sdk,
    *,
    base_url: str | None,
    environment: str | ServiceUrls | None,
    variables: Mapping[str, str | None],
    environ: Mapping[str, str],
    http_client: Any,
) -> Address:
    """Decide where the calls of a client go.

    The first of these that is there: `base_url`, `environment` or a variable that was passed, the environment
    variable, the `base_url` of the HTTP client, the first documented server. Operations with a server of
    their own go there, unless an address was given, or an environment that is not the first one.

    Args:
        sdk: What is particular to the SDK.
        base_url: What the caller passed.
        environment: One of `sdk.servers` or `sdk.services`; None is the first. Where there are services, also
            an address for each, or one for all.
        variables: What the caller passed for variables, by argument.
        environ: Environment variables.
        http_client: The caller's HTTP client.

    Raises:
        ValueError: There is no address, or it makes no sense.
    """
    given = {name: value for name, value in variables.items() if value is not None}
    if base_url is not None:
        return Address(checked_url(base_url, "base_url"), is_chosen=True, variables=given)
    variable = f"{sdk.env_prefix}_BASE_URL"
    # A variable that only operations' own servers have says nothing of this address.
    servers = [*sdk.servers.values(), *(one for each in sdk.services.values() for one in each.values())]
    arguments = {part.argument for server in servers for part in server.variables.values()}
    if environment is None and arguments.isdisjoint(given):
        from_environment = environ.get(variable, "").strip()
        if from_environment:
            return Address(checked_url(from_environment, variable), is_chosen=True, variables=given)
        from_client = str(getattr(http_client, "base_url", "") or "")
        if from_client:
            source = "the base_url of http_client"
            return Address(checked_url(from_client, source), is_chosen=True, variables=given)
    if sdk.services:
        return _of_services(sdk, environment, given)
    if not sdk.servers:
        if sdk.base_url is None:
            raise ValueError(
                f"{sdk.client} needs a server: pass base_url=... or set {variable} in the environment"
            )
        return Address(checked_url(sdk.base_url, "base_url"), is_chosen=False, variables=given)
    names = list(sdk.servers)
    name = names[0] if environment is None else str(environment)
    if name not in sdk.servers:
        raise ValueError(f"environment must be one of {', '.join(map(repr, names))}; got {name!r}")
    chosen = filled(sdk.servers[name], given)
    return Address(chosen, is_chosen=name != names[0], variables=given)


def _of_services(sdk: Sdk, environment: str | ServiceUrls | None, given: Mapping[str, str]) -> Address:
    names = list(sdk.services)
    documented = sdk.services[names[0]]
    is_chosen = False
    if isinstance(environment, ServiceUrls):
        templates = {
            (service, server.url): server
            for servers in sdk.services.values()
            for service, server in servers.items()
        }
        chosen = {
            service: (
                filled(templates[service, url], given)
                if (service, url) in templates
                else checked_url(url, f"environment.{service}")
            )
            for service, url in environment.urls().items()
        }
        is_chosen = environment.urls() != {service: server.url for service, server in documented.items()}
    elif environment is not None and "://" in environment:
        return Address(checked_url(environment, "environment"), is_chosen=True, variables=given)
    else:
        name = names[0] if environment is None else environment.lower()
        if name not in sdk.services:
            listed = ", ".join(map(repr, names))
            raise ValueError(f"environment must be an Environment, a URL, or {listed}; got {environment!r}")
        chosen = {service: filled(server, given) for service, server in sdk.services[name].items()}
        is_chosen = name != names[0]
    return Address(chosen[next(iter(documented))], is_chosen=is_chosen, variables=given, services=chosen)


def filled(server: Server, given: Mapping[str, str]) -> str:
    """Return a server's URL with its variables in it.

    A documented value is taken as it is. Any other must not change which server is meant beyond what the
    documentation leaves open: it consists of letters, digits, `.`, `_`, `~` and `-`, and is not `.` or `..`;
    one that is a whole host may have a port, one that the URL begins with may be the rest of it.

    Args:
        server: A documented server.
        given: Values by the client's arguments.

    Raises:
        ValueError: A value is missing or must not stand there.
    """
    parts: list[str] = []
    end = 0
    for match in _TEMPLATE.finditer(server.url):
        parts.append(server.url[end : match.start()])
        end = match.end()
        variable = server.variables[match.group(1)]
        value = given.get(variable.argument, variable.default)
        if value is None:
            raise ValueError(f"{variable.argument}=... is needed, or base_url=...: it is part of the address")
        if value != variable.default and value not in variable.values:
            _check(variable.argument, value, "".join(parts), server.url[end:])
        parts.append(value)
    return checked_url("".join([*parts, server.url[end:]]), "the server's address")


def _check(argument: str, value: str, before: str, after: str) -> None:
    if not before and not after.startswith("://"):
        return  # it is the address itself, which is checked as such
    is_host = before.endswith("://") and "/" not in before[:-2] and after[:1] in ("", "/")
    pattern = _HOST if is_host else _PLAIN
    if value in (".", "..") or not pattern.fullmatch(value):
        raise ValueError(f"{argument} cannot be {value!r}: it would change the address it is a part of")


def checked_url(url: str, source: str) -> str:
    """Return a base URL without a slash at its end.

    Raises:
        ValueError: It is not an absolute http(s) URL, or carries a user name, a query or a fragment.
    """
    scheme, colon, rest = url.strip().partition("://")
    authority = rest.partition("/")[0]
    if not colon or scheme.lower() not in ("http", "https") or not authority:
        raise ValueError(f"{source} must be an absolute http or https URL; got {url!r}")
    if "@" in authority:
        raise ValueError(f"{source} must not contain a user name or password")
    if "?" in rest or "#" in rest:
        raise ValueError(f"{source} must not have a query or a fragment; got {url!r}")
    return url.strip().rstrip("/")
