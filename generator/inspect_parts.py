"""Small parts of what `inspect` returns: how styles, servers, links and security stand in JSON."""

from __future__ import annotations

from collections.abc import Sequence

from generator.ir.model import (
    Expression,
    Fixed,
    Link,
    LinkValue,
    Path,
    Retries,
    Server,
    Service,
    Style,
    Unread,
)
from generator.load import pointer
from generator.load.document import JsonValue
from generator.render import servers
from generator.spec.frozen import thaw


def client_argument(
    name: str, *, variable: str | None = None, scheme: str | None = None, values: Sequence[str] | None = None
) -> JsonValue:
    """An argument of the client."""
    return {
        "python_name": name,
        "kind": "option" if scheme is None else "credential",
        "environment": variable,
        "scheme": scheme,
        "values": None if values is None else list(values),
    }


def retries_of(retries: Retries | None) -> JsonValue:
    """How calls are repeated, as the document says."""
    if retries is None:
        return None
    return {
        "limit": retries.limit,
        "statuses": list(retries.statuses),
        "first_delay": retries.first_delay,
        "longest_delay": retries.longest_delay,
        "exponent": retries.exponent,
        "total": retries.total,
        "connection_errors": retries.connection_errors,
        "always": retries.always,
    }


def server_of(server: Server) -> JsonValue:
    """A server, its variables and its environment."""
    return {
        "url": server.url,
        "description": server.description,
        "template": server.template or server.url,
        "environment": None if server.environment is None else servers.value(server),
        "variables": [
            {
                "wire_name": str(each.wire),
                "python_name": str(each.argument),
                "default": each.default,
                "values": list(each.values),
                "description": each.description,
            }
            for each in server.variables
        ],
    }


def service_of(service: Service) -> JsonValue:
    """A service, and its server in each environment."""
    return {"python_name": str(service.name), "servers": [server_of(server) for server in service.servers]}


def path_of(path: Path) -> JsonValue:
    """The way to a member, by wire names."""
    return [str(wire) for wire, _ in path]


def style_of(style: Style | None) -> JsonValue:
    """How a value is written; null where by default."""
    if style is None:
        return None
    return {
        "name": style.name,
        "explode": style.explode,
        "reserved": style.reserved,
        "media_type": style.media_type,
    }


def link_of(link: Link) -> JsonValue:
    """A link, with its values."""
    return {
        "name": link.name,
        "python_path": ".".join(("client", *link.path)),
        "operation": str(link.target),
        "arguments": [
            {"python_name": argument.name, "value": _written(argument.value)} for argument in link.arguments
        ],
        "body": None if link.body is None else _written(link.body),
        "description": link.description,
    }


def _written(value: LinkValue) -> JsonValue:
    """A value of a link as it stands in a document."""
    match value:
        case Fixed(constant):
            return thaw(constant)
        case Unread(text):
            return text
        case Expression(source, name, tokens):
            named = f".{name}" if name else ""
            return f"${source.value}{named}{pointer.join(*tokens) if tokens else ''}"


def alternatives(security: tuple[tuple[str, ...], ...]) -> JsonValue:
    """Security: alternatives of schemes."""
    return [list(schemes) for schemes in security]
