"""Servers: where calls go, what callers may choose of that, and what it is called (OpenAPI 3.1 §4.8.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain
from urllib.parse import urljoin, urlsplit

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir import names, services, words
from generator.ir.model import PyName, Rename, Server, ServerVariable, Service, WireName
from generator.ir.reserved import CLIENT_ARGUMENTS
from generator.load.document import Document
from generator.spec import model as spec
from generator.spec_settings import is_url

_TEMPLATE = re.compile(r"\{([^{}]*)\}")
# Words of a description that every server has.
_SAID_OF_ALL = frozenset(
    {"a", "an", "api", "base", "endpoint", "env", "environment", "host", "is", "our", "server", "the", "url"}
)
_MOST_WORDS = 4
# What the environment of an SDK with one is called.
_ONLY = PyName("PRODUCTION")


@dataclass(slots=True)
class Servers:
    """The servers of a document, resolved and named.

    Attributes:
        servers: Those of the document; the first usable one is the default.
        renames: What is not called as it would be by itself.
        names: Names by id, for the lock file.
        own: Servers of operations that do not go to the default one, by pointer.
        services: The parts that have an address each, where there are several; the default first.
        members: Names of the services that operations belong to, but for the default, by pointer.
    """

    servers: tuple[Server, ...] = ()
    renames: list[Rename] = field(default_factory=list[Rename])
    names: dict[str, PyName] = field(default_factory=dict[str, PyName])
    own: dict[str, Server] = field(default_factory=dict[str, Server])
    services: tuple[Service, ...] = ()
    members: dict[str, PyName] = field(default_factory=dict[str, PyName])

    def service_of(self, operation: spec.Operation) -> PyName | None:
        """The service that an operation belongs to; None for the default, and where there are none."""
        return self.members.get(operation.pointer)

    def of(self, operation: spec.Operation) -> Server | None:
        """The server of an operation; None where that is the SDK's default."""
        return self.own.get(operation.pointer)


def read(
    document: spec.Spec,
    places: Document,
    settings: SdkSettings,
    taken: AbstractSet[str],
    kept: Mapping[str, str],
    diagnostics: Diagnostics,
) -> Servers:
    """Resolve and name the servers.

    A relative URL is resolved against the address that the document was read from; read from a file, it has
    none, and the server cannot be called.

    Args:
        document: The parsed document.
        places: Finds lines, and the files that parts of the document came from.
        settings: `base_url` replaces all servers, those of operations too.
        taken: The client's arguments for credentials.
        kept: Names that an earlier run gave, by id.
        diagnostics: Takes SERVER findings.
    """
    if settings.base_url is not None:
        return Servers((Server(settings.base_url.rstrip("/")),))

    def report(code: str, message: str, pointer: str) -> None:
        location = places.locate(pointer)
        diagnostics.report(code, message, location, source_line=places.source_line(location))

    result = Servers()
    labels: dict[str, str] = {}
    found = _resolved(document.servers, places, report, labels)
    parts = services.find(document) if any(server.is_usable for server in found) else None
    shared = {
        name: [server for server in _resolved(given, places, report, labels) if server.is_usable]
        for name, given in ({} if parts is None else dict(list(parts.servers.items())[1:])).items()
    }
    if not all(shared.values()):
        parts = None  # one of them cannot be called
    members: Mapping[str, str] = {} if parts is None else parts.members
    own: dict[str, Server] = {}
    for operation in document.operations:
        if operation.pointer in members:
            continue
        if not operation.servers or operation.servers == document.servers:
            continue
        resolved = _resolved(operation.servers, places, report, {})
        usable = [server for server in resolved if server.is_usable]
        if len(usable) > 1:
            message = f"an operation with several servers of its own is sent to the first, '{usable[0].url}'"
            report("SERVER002", message, operation.servers[0].pointer)
        if usable:
            own[operation.pointer] = usable[0]
    if not any(server.is_usable for server in found) and len(own) == len(document.operations) and own:
        # All operations say where they are: what most of them say is the default.
        most = Counter(own[pointer] for pointer in sorted(own)).most_common(1)[0][0]
        found = [most, *found]
    arguments = _arguments([*found, *own.values(), *chain(*shared.values())], taken, kept, result)
    found = [_with_arguments(server, arguments) for server in found]
    default = next((server for server in found if server.is_usable), None)
    for pointer, server in own.items():
        if default is None or (server.template, server.url) != (default.template, default.url):
            result.own[pointer] = _with_arguments(server, arguments)
    result.servers = _with_environments(found, labels, kept, result)
    if parts is not None:
        others = {
            name: [_with_arguments(server, arguments) for server in given] for name, given in shared.items()
        }
        _with_services(parts, others, labels, kept, result)
    return result


def _with_services(
    parts: services.Parts,
    others: Mapping[str, list[Server]],
    labels: Mapping[str, str],
    kept: Mapping[str, str],
    result: Servers,
) -> None:
    """Several services: each has a server for each environment that the default one has."""

    def said(server: Server) -> tuple[str, ...]:
        return labels.get(server.template or server.url, ""), _short(server.description)

    usable = [server for server in result.servers if server.is_usable]
    if len(usable) == 1:
        usable = [replace(usable[0], environment=_ONLY)]
    environments = tuple(str(server.environment) for server in usable)
    given, renames = services.named(parts, frozenset(environments), kept)
    result.renames.extend(renames)
    result.names.update({f"services!{name}": spelt for name, spelt in given.items()})
    result.servers = tuple(usable)
    result.services = (
        Service(next(iter(given.values())), result.servers),
        *(
            Service(given[name], services.by_environment(environments, tuple(servers), said))
            for name, servers in others.items()
        ),
    )
    result.members = {pointer: given[name] for pointer, name in parts.members.items()}


def _resolved(
    servers: Iterable[spec.Server],
    places: Document,
    report: Callable[[str, str, str], None],
    labels: dict[str, str],
) -> list[Server]:
    """The servers that are different; `labels` gets the names that they have in the document."""
    found: list[Server] = []
    for server in servers:
        url = _absolute(server.url.strip(), places.locate(server.pointer).file)
        known = {variable.name: variable for variable in server.variables}
        used = dict.fromkeys(_TEMPLATE.findall(url))
        variables = tuple(
            ServerVariable(
                WireName(name),
                PyName(name),
                known[name].default if name in known else None,
                known[name].enum if name in known else (),
                (known[name].description or "").strip() if name in known else "",
            )
            for name in used
        )
        plain = url
        for variable in variables:
            if variable.default is not None:
                plain = plain.replace(f"{{{variable.wire}}}", variable.default)
        if plain.startswith("//"):
            plain, url = f"https:{plain}", f"https:{url}"
        made = Server(
            plain.rstrip("/"),
            (server.description or "").strip(),
            url.rstrip("/") if variables else "",
            variables,
        )
        fault = _fault(made)
        if fault is not None:
            report("SERVER001", f"the server '{server.url}' cannot be called: {fault}", server.pointer)
            if made.is_usable:
                continue
        if server.name:
            labels[made.template or made.url] = server.name
        if all((other.url, other.template) != (made.url, made.template) for other in found):
            found.append(made)
    # The same place without encryption, as 2.0's `schemes: [https, http]` lists it, is no environment.
    safe = {server.url for server in found if server.url.startswith("https://")}
    return [
        server
        for server in found
        if server.description
        or server.url in labels
        or server.url.replace("http://", "https://", 1) not in safe
        or server.url in safe
    ]


def _absolute(url: str, source: str) -> str:
    """RFC 3986 §5; a URL that begins with a variable may be absolute, and is left alone."""
    return url if url.startswith("{") or not is_url(source) else urljoin(source, url)


def _fault(server: Server) -> str | None:
    if not server.is_usable:
        return "it is relative, and the document was not read from an address"
    try:
        parts = urlsplit(server.url)
    except ValueError:
        return "it is not a valid URL"
    if parts.query or parts.fragment or "?" in server.url or "#" in server.url:
        return "it has a query or a fragment"
    if "@" in parts.netloc:
        return "it holds a user name"
    return None


def _arguments(
    servers: Iterable[Server], taken: AbstractSet[str], kept: Mapping[str, str], result: Servers
) -> dict[WireName, PyName]:
    """The client's argument for each variable: one, however many servers have it."""
    reserved = CLIENT_ARGUMENTS | taken
    claims: list[names.Claim] = []
    for wire in dict.fromkeys(variable.wire for server in servers for variable in server.variables):
        plain = names.variable(wire, "variable")
        candidates: tuple[str, ...] = (plain, f"server_{plain}")
        id = f"servers!variable/{wire}"
        if plain in reserved:
            candidates = candidates[1:]
            result.renames.append(Rename(id, plain, candidates[0], "reserved"))
        claims.append(names.Claim(id, candidates))
    naming = names.assign(claims, reserved=reserved, kept=kept, ordered=True)
    result.renames.extend(naming.renames)
    result.names.update(naming.names)
    return {WireName(id.partition("/")[2]): name for id, name in naming.names.items()}


def _with_arguments(server: Server, arguments: Mapping[WireName, PyName]) -> Server:
    return replace(
        server,
        variables=tuple(
            replace(variable, argument=arguments[variable.wire]) for variable in server.variables
        ),
    )


def _with_environments(
    servers: list[Server], labels: Mapping[str, str], kept: Mapping[str, str], result: Servers
) -> tuple[Server, ...]:
    """Names for the servers, where there are several to choose from."""
    usable = [server for server in servers if server.is_usable]
    if len(usable) < 2:
        return tuple(servers)
    claims: list[names.Claim] = []
    for server in usable:
        plain = server.template or server.url
        host, _, path = plain.partition("://")[2].partition("/")
        said = (labels.get(plain, ""), _short(server.description), host, f"{host} {path}")
        spelt = dict.fromkeys(names.variable(text, "server") for text in said if words.split(text))
        claims.append(names.Claim(f"servers:{plain}", tuple(spelt) or ("server",)))
    lower = {id: name.lower() for id, name in kept.items() if id.startswith("servers:")}
    naming = names.assign(claims, kept=lower, ordered=True)
    given = {id: PyName(name.upper()) for id, name in naming.names.items()}
    result.renames.extend(
        replace(rename, wanted=rename.wanted.upper(), given=rename.given.upper()) for rename in naming.renames
    )
    result.names.update(given)
    return tuple(
        replace(server, environment=given.get(f"servers:{server.template or server.url}"))
        for server in servers
    )


def _short(description: str) -> str:
    """A description as a name, if it can be one: few words, without those that are said of any server."""
    found = [word for word in words.split(description.partition("\n")[0]) if word.lower() not in _SAID_OF_ALL]
    return " ".join(found) if len(found) <= _MOST_WORDS else ""
