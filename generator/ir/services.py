"""Services: the parts of an API that have an address each, where there are several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from generator.ir import names, words
from generator.ir.model import PyName, Rename, Server
from generator.spec import model as spec

_DEFAULT = "base"
# What `Environment` has beside its services.
_RESERVED = frozenset({"self"})


@dataclass(frozen=True, slots=True)
class Parts:
    """Which servers each service has, by the service's name, and which service an operation belongs to.

    The first one is the default: what operations belong to that say nothing else.
    """

    servers: Mapping[str, tuple[spec.Server, ...]]
    members: Mapping[str, str]


def find(document: spec.Spec) -> Parts | None:
    """The services of a document; None where it is one, and all of it is in one place.

    A service is a namespace of the SDK (its servers carry `x-sdksmith-service`), or what operations name by
    `x-fern-server-name`, or by a server of their own that has a name. Names of several servers of the
    document say which environment they are, and no service.
    """
    root = document.servers
    default = next((server.service for server in root if server.service), None)
    if default is None and len(root) == 1:
        default = root[0].name
    default = default or _DEFAULT
    servers: dict[str, tuple[spec.Server, ...]] = {default: root}
    members: dict[str, str] = {}
    for operation in sorted(document.operations, key=lambda operation: operation.pointer):
        named = _named(operation, root)
        if named is None:
            continue
        name, own = named
        # One name for two places: whoever comes second has a server of its own.
        if _places(servers.setdefault(name, own)) == _places(own):
            members[operation.pointer] = name
    if len(servers) < 2 or not all(servers.values()):
        return None
    return Parts(servers, {pointer: name for pointer, name in members.items() if name != default})


def _named(
    operation: spec.Operation, root: tuple[spec.Server, ...]
) -> tuple[str, tuple[spec.Server, ...]] | None:
    own = operation.servers
    if own and _places(own) != _places(root):
        name = own[0].service or own[0].name
        return (name, own) if name else None
    wanted = dict(operation.extensions).get("x-fern-server-name")
    chosen = tuple(server for server in root if server.name == wanted)
    return (str(wanted), chosen) if isinstance(wanted, str) and chosen and chosen != root else None


def _places(servers: Iterable[spec.Server]) -> tuple[str, ...]:
    return tuple(server.url for server in servers)


def named(
    parts: Parts, taken: AbstractSet[str], kept: Mapping[str, str]
) -> tuple[dict[str, PyName], tuple[Rename, ...]]:
    """Names in Python for services: attributes and arguments of `Environment`."""
    claims = [names.Claim(f"services!{name}", (names.variable(name, "service"),)) for name in parts.servers]
    naming = names.assign(claims, reserved=_RESERVED | taken, kept=kept, ordered=True)
    return {name: naming.names[f"services!{name}"] for name in parts.servers}, naming.renames


def by_environment(
    environments: tuple[str, ...], servers: tuple[Server, ...], labels: Callable[[Server], Iterable[str]]
) -> tuple[Server, ...]:
    """One server for each environment: the one that is called so, else the first.

    Args:
        environments: Their names, the default first.
        servers: Those of one service that can be called.
        labels: What a server may be called, in any spelling.
    """
    known: dict[str, Server] = {}
    for server in servers:
        for label in labels(server):
            known.setdefault(words.snake(label).upper(), server)
    return tuple(
        replace(known.get(environment, servers[0]), environment=PyName(environment))
        for environment in environments
    )
