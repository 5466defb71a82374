"""`Api`: the SDK, named and typed, before any Python text. Read this module first.

Everything here is closed, frozen, hashable and comparable: two specs that give callers the same SDK give
equal values (`origin` and documentation places are left out of comparison). Ids are JSON pointers. Names on
the wire and names in Python are two types, so that one cannot stand where the other is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from generator.ir.addresses import Server, ServerVariable, Service
from generator.ir.calls import (
    Argument,
    Body,
    ClientSource,
    Operation,
    Pagination,
    PagingKind,
    Part,
    Path,
    Place,
    Result,
    Retries,
    Returned,
    Scopes,
    Sequence,
    Style,
    Way,
)
from generator.ir.definitions import (
    Alias,
    Definition,
    Direction,
    Doc,
    Enumeration,
    EnumValue,
    Field,
    Limits,
    Model,
)
from generator.ir.events import Events, HmacHeader, Signing, StandardSignature, Webhook
from generator.ir.links import Expression, Fixed, Link, LinkArgument, LinkValue, Source, Unread
from generator.ir.shapes import (
    ANY,
    TEXT_WILL_DO,
    Constant,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Pointer,
    Primitive,
    PyName,
    Scalar,
    Tag,
    Tagged,
    TupleOf,
    Type,
    Variant,
    WireName,
)

__all__ = [
    "ANY",
    "TEXT_WILL_DO",
    "Alias",
    "Api",
    "Argument",
    "Body",
    "ClientSource",
    "ClientValue",
    "Constant",
    "Definition",
    "Direction",
    "Doc",
    "EnumValue",
    "Enumeration",
    "Events",
    "Expression",
    "Field",
    "Fixed",
    "Group",
    "HmacHeader",
    "Limits",
    "Link",
    "LinkArgument",
    "LinkValue",
    "ListOf",
    "MapOf",
    "Model",
    "Named",
    "Nullable",
    "OldMethod",
    "OldType",
    "OneOf",
    "Operation",
    "Pagination",
    "PagingKind",
    "Part",
    "Path",
    "Place",
    "Pointer",
    "Primitive",
    "Project",
    "PyName",
    "Rename",
    "Result",
    "Retries",
    "Returned",
    "Scalar",
    "Scheme",
    "SchemeKind",
    "Scopes",
    "Sequence",
    "Server",
    "ServerVariable",
    "Service",
    "Signing",
    "Source",
    "StandardSignature",
    "StatusError",
    "Style",
    "Tag",
    "Tagged",
    "TupleOf",
    "Type",
    "Unread",
    "Variant",
    "Way",
    "Webhook",
    "WireName",
]


@dataclass(frozen=True, slots=True)
class OldType:
    """An old name of a type, which still works: of a definition, or of what may be given for one."""

    name: PyName
    id: Pointer
    current: PyName


@dataclass(frozen=True, slots=True)
class OldMethod:
    """An old name of a method, which still works: of the operation `id`, now at `path` on the client."""

    name: PyName
    id: Pointer
    path: tuple[PyName, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A namespace of the client: `client.atoms`, `client.atoms.campaigns`. The root has no name."""

    name: PyName
    path: tuple[PyName, ...]
    class_name: PyName
    groups: tuple[Group, ...]
    operations: tuple[Operation, ...]
    description: str = field(default="", compare=False)
    aliases: tuple[OldMethod, ...] = ()


class SchemeKind(Enum):
    """How a credential travels."""

    BEARER = "bearer"
    BASIC = "basic"
    API_KEY_HEADER = "api-key-header"
    API_KEY_QUERY = "api-key-query"
    API_KEY_COOKIE = "api-key-cookie"
    HTTP = "http"
    CLIENT_CREDENTIALS = "oauth2-client-credentials"
    MUTUAL_TLS = "mutual-tls"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A security scheme and the client arguments that feed it.

    One, or username and password; for CLIENT_CREDENTIALS token, client id, client secret and the address of
    the token endpoint; none for MUTUAL_TLS. `wire` is the name of the header, parameter or cookie; for HTTP,
    of the authentication scheme. `posts_secret`: the client authenticates in the form, not by HTTP Basic.
    """

    name: str
    kind: SchemeKind
    arguments: tuple[PyName, ...]
    environment: tuple[str, ...]
    wire: WireName | None = None
    description: str = field(default="", compare=False)
    token_url: str | None = None
    posts_secret: bool = False
    prefix: str = ""
    """What goes before a key in its header."""


@dataclass(frozen=True, slots=True)
class ClientValue:
    """A value that the client takes once, for parameters that operations share.

    `header` is the one that carries it with every request; None: it goes with operations that take it. `id`
    is where it is declared.
    """

    id: Pointer
    name: PyName
    environment: str
    type: Type
    header: WireName | None = None
    required: bool = False
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class StatusError:
    """An error class for one HTTP status, with the models documented for it anywhere in the API."""

    status: int
    name: PyName
    bodies: tuple[Type, ...]
    documented: bool


@dataclass(frozen=True, slots=True)
class Project:
    """The facts of the package that is published, from configuration or the document."""

    distribution: str
    package: PyName
    version: str
    description: str
    license: str
    author: str
    author_email: str
    repository: str = ""
    dependencies: tuple[str, ...] = ()
    """What hand-written code needs (PEP 508)."""
    extras: tuple[tuple[PyName, ...], ...] = ()
    """Paths of the groups that hand-written classes stand in for; the empty path is the client's."""
    readme_sections: tuple[str, ...] = ()
    """Markdown, as people wrote it."""
    changelog: str = ""
    """The sections of all releases, the newest first: Markdown."""
    has_workflow: bool = False
    """Whether a workflow that tests and publishes it belongs to it."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A name that is not the plain one, and why. Each is also a NAME001 diagnostic."""

    id: str
    wanted: str
    given: str
    reason: str


@dataclass(frozen=True, slots=True)
class Api:
    """The whole SDK."""

    project: Project
    title: str
    description: str
    client: PyName
    environment_prefix: str
    servers: tuple[Server, ...]
    schemes: tuple[Scheme, ...]
    security: tuple[tuple[str, ...], ...]
    root: Group
    definitions: tuple[Definition, ...]
    errors: tuple[StatusError, ...]
    names: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Every name given, by id, for the lock file."""
    scopes: Scopes = ()
    """What goes with `security`."""
    idempotency_header: WireName | None = None
    """The header whose key makes calls that are not idempotent repeatable."""
    events: Events = field(default_factory=Events)
    services: tuple[Service, ...] = ()
    """The parts of the API that have an address each, where there are several; the default one first, whose
    servers `servers` are.
    """
    values: tuple[ClientValue, ...] = ()
    """What the client takes for parameters that operations share."""
    retries: Retries | None = None
    """How calls of operations are repeated that do not say so themselves."""
    aliases: tuple[OldType, ...] = ()
    """Old names of types; those of methods are in their groups."""
    marks: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What components and operations are recognised by, by pointer, for the lock file."""

    def operations(self) -> tuple[Operation, ...]:
        """All operations, in order of group path and name."""
        return tuple(_operations(self.root))


def _operations(group: Group) -> list[Operation]:
    found = list(group.operations)
    for child in group.groups:
        found.extend(_operations(child))
    return found
