"""`Api`: the SDK, named and typed, before any Python text. Read this module first.

Everything here is closed, frozen, hashable and comparable: two specs that give callers the same SDK give
equal values (`origin` and documentation places are left out of comparison). Ids are JSON pointers. Names on
the wire and names in Python are two types, so that one cannot stand where the other is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from generator.diagnostics import Location
from generator.ir.shapes import (
    ANY as ANY,
)
from generator.ir.shapes import (
    TEXT_WILL_DO as TEXT_WILL_DO,
)
from generator.ir.shapes import (
    Constant as Constant,
)
from generator.ir.shapes import (
    ListOf as ListOf,
)
from generator.ir.shapes import (
    MapOf as MapOf,
)
from generator.ir.shapes import (
    Named as Named,
)
from generator.ir.shapes import (
    Nullable as Nullable,
)
from generator.ir.shapes import (
    OneOf as OneOf,
)
from generator.ir.shapes import (
    Pointer as Pointer,
)
from generator.ir.shapes import (
    Primitive as Primitive,
)
from generator.ir.shapes import (
    PyName as PyName,
)
from generator.ir.shapes import (
    Scalar as Scalar,
)
from generator.ir.shapes import (
    Tag as Tag,
)
from generator.ir.shapes import (
    Tagged as Tagged,
)
from generator.ir.shapes import (
    TupleOf as TupleOf,
)
from generator.ir.shapes import (
    Type as Type,
)
from generator.ir.shapes import (
    Variant as Variant,
)
from generator.ir.shapes import (
    WireName as WireName,
)
from generator.spec.model import Json


@dataclass(frozen=True, slots=True)
class Doc:
    """What the spec says for people: text, bounds, default, example.

    Printed in docstrings, never executed.
    """

    text: str = ""
    constraints: tuple[str, ...] = ()
    default: Json = None
    has_default: bool = False
    example: Json = None
    has_example: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to, beyond its type (JSON Schema validation §6). Documented in any case.

    Checked before sending only where the configuration asks for it.
    """

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


class Direction(Enum):
    """Where a definition is used: sent, received, or both with the same shape."""

    INPUT = "input"
    OUTPUT = "output"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an object. Required, nullable and default are three separate facts."""

    wire: WireName
    name: PyName
    type: Type
    required: bool
    nullable: bool
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """An object with known members. Unknown members are always kept; `extra` is their type, when it is known.

    `dict_name` is the name of its TypedDict twin, if it can be sent.
    """

    id: Pointer
    name: PyName
    fields: tuple[Field, ...]
    direction: Direction
    dict_name: PyName | None = None
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)
    extra: Type | None = None


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enumeration."""

    value: Tag
    name: PyName
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A fixed list of scalars that the server may extend later; `scalars` are the kinds that its values have.

    `as_class` is whether callers see an enum class, and not literal values; then there is one kind, STRING or
    INTEGER.
    """

    id: Pointer
    name: PyName
    values: tuple[EnumValue, ...]
    scalars: tuple[Scalar, ...]
    as_class: bool = False
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """A named schema that is neither an object with members nor an enumeration.

    `param_name` is the name of the wider type that callers may give for it, if it can be sent and there is
    one.
    """

    id: Pointer
    name: PyName
    type: Type
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)
    param_name: PyName | None = None


Definition: TypeAlias = Model | Enumeration | Alias


class Place(Enum):
    """Where an argument travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"
    FIELD = "body-field"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Style:
    """How a parameter is written (OpenAPI 3.1 §4.8.12.3): `simple`, `label`, `matrix`, `form`,
    `spaceDelimited`, `pipeDelimited`, `deepObject`, `cookie`; `content`: as a value of `media_type`.
    """

    name: str
    explode: bool = False
    reserved: bool = False
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method, in the order of its signature.

    `place` FIELD is a member of a flattened body; BODY is the whole body, QUERYSTRING the whole query.
    `schema` points to the argument's Schema Object in the document. `order` is the argument's rank in the
    document, which is the order on the wire. `style` is None where it is the default of the place (`simple`
    in paths and headers; `form`, exploded, in queries and cookies).
    """

    wire: WireName
    name: PyName
    place: Place
    type: Type
    required: bool
    nullable: bool
    schema: Pointer
    order: int = 0
    style: Style | None = None
    doc: Doc = field(default=Doc(), compare=False)
    deprecated: bool = False
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """How a member of a form or multipart body is written, if not by default (OpenAPI 3.1 §4.8.15).

    `headers` are those whose value the document fixes.
    """

    wire: WireName
    content_type: str | None = None
    style: Style | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The request body: its media type, whether it may be left out, and its schema's pointer."""

    media_type: str
    required: bool
    schema: Pointer | None
    parts: tuple[Part, ...] = ()


class Sequence(Enum):
    """What a streamed answer consists of: server-sent events, or JSON values.

    EVENTS are read as what their `data` holds, WHOLE_EVENTS as objects with `event`, `data`, `id`, `retry`.
    """

    EVENTS = "events"
    WHOLE_EVENTS = "whole-events"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Result:
    """A documented response.

    `status` is a code, a range such as `2XX`, or `default`; `type` None means no body. Where there is a
    `sequence`, it is the type of an item. `headers` is the model of the documented headers.
    """

    status: str
    media_type: str | None
    type: Type | None
    schema: Pointer | None
    description: str = field(default="", compare=False)
    example: Json = field(default=None, compare=False)
    sequence: Sequence | None = None
    headers: Type | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to call an operation, with an overload of its own.

    It differs by the media type of the body (`content_type`), by that of the answer (`accept`), or by the
    member of the body that asks for a stream. `arguments` are all that it takes; `results` all its successes.
    """

    content_type: str | None
    accept: str | None
    is_streamed: bool
    arguments: tuple[Argument, ...]
    body: Body | None
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of the SDK.

    `arguments`, `body` and `results` are those of the way that is taken when the caller names no other;
    `ways` are the others. `stream_flag` is the member of the body that asks for a stream. `example` holds the
    arguments of the vendor's own snippet, by Python name, if there is one.
    """

    id: Pointer
    method: str
    path: str
    name: PyName
    group: tuple[PyName, ...]
    arguments: tuple[Argument, ...]
    body: Body | None
    results: tuple[Result, ...]
    errors: tuple[Result, ...]
    security: tuple[tuple[str, ...], ...] | None
    operation_id: str | None = None
    summary: str = field(default="", compare=False)
    description: str = field(default="", compare=False)
    deprecated: bool = False
    example: Json = field(default=None, compare=False)
    origin: Location = field(default=Location(""), compare=False)
    ways: tuple[Way, ...] = ()
    stream_flag: WireName | None = None
    server: Server | None = None
    """Its own, where that is not the SDK's default."""


@dataclass(frozen=True, slots=True)
class Group:
    """A namespace of the client: `client.atoms`, `client.atoms.campaigns`. The root has no name."""

    name: PyName
    path: tuple[PyName, ...]
    class_name: PyName
    groups: tuple[Group, ...]
    operations: tuple[Operation, ...]
    description: str = field(default="", compare=False)


class SchemeKind(Enum):
    """How a credential travels."""

    BEARER = "bearer"
    BASIC = "basic"
    API_KEY_HEADER = "api-key-header"
    API_KEY_QUERY = "api-key-query"
    API_KEY_COOKIE = "api-key-cookie"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A security scheme and the client arguments that feed it (one, or username and password)."""

    name: str
    kind: SchemeKind
    arguments: tuple[PyName, ...]
    environment: tuple[str, ...]
    wire: WireName | None = None
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class StatusError:
    """An error class for one HTTP status, with the models documented for it anywhere in the API."""

    status: int
    name: PyName
    bodies: tuple[Type, ...]
    documented: bool


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of a server's URL that callers may choose, by the client's `argument` (OpenAPI 3.1 §4.8.6).

    `values` are those documented, if any; `default` None: it must be given.
    """

    wire: WireName
    argument: PyName
    default: str | None
    values: tuple[str, ...] = ()
    description: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A base URL, without a trailing slash.

    `url` has the defaults of the variables in it; `template` has `{name}` for each of them, and is empty
    where there are none. `environment` is its name in `Environment`, if the SDK has that. One whose `url` is
    not absolute cannot be called.
    """

    url: str
    description: str = field(default="", compare=False)
    template: str = ""
    variables: tuple[ServerVariable, ...] = ()
    environment: PyName | None = None

    @property
    def is_usable(self) -> bool:
        """Whether it can be called, once its variables have values."""
        return self.url.startswith(("http://", "https://", "{"))


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

    def operations(self) -> tuple[Operation, ...]:
        """All operations, in order of group path and name."""
        return tuple(_operations(self.root))


def _operations(group: Group) -> list[Operation]:
    found = list(group.operations)
    for child in group.groups:
        found.extend(_operations(child))
    return found
