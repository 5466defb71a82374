"""What an operation becomes: a method, its arguments, and what comes back.

Part of the IR; `generator.ir.model` offers it all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from generator.diagnostics import Location
from generator.ir.addresses import Server
from generator.ir.definitions import Doc, Limits
from generator.ir.links import Link
from generator.ir.shapes import Pointer, PyName, Type, WireName
from generator.spec.model import Json


class Place(Enum):
    """Where an argument travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"
    FIELD = "body-field"
    BODY = "body"
    CONTENT_TYPE = "content-type"
    ACCEPT = "accept"


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
class ClientSource:
    """Where an argument's value comes from when a call gives none: the client's argument of that name.

    Then the method's own argument is not required; `required` says whether one of them is. `everywhere`: it
    goes with every request, also of operations that do not take it.
    """

    argument: PyName
    required: bool
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method, in the order of its signature.

    `place` FIELD is a member of a flattened body; BODY is the whole body, QUERYSTRING the whole query;
    CONTENT_TYPE and ACCEPT choose among the media types of the body and of the answer.
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
    source: ClientSource | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """How a member of a form or multipart body is written, if not by default (OpenAPI 3.1 §4.8.15).

    `headers` are those whose value the document fixes. `is_base64`: bytes are written as base64.
    """

    wire: WireName
    content_type: str | None = None
    style: Style | None = None
    headers: tuple[tuple[str, str], ...] = ()
    is_file: bool = False
    is_base64: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The request body: its media type, whether it may be left out, and its schema's pointer.

    `may_be_empty` is false where an object without members is no value of the schema.
    """

    media_type: str
    required: bool
    schema: Pointer | None
    parts: tuple[Part, ...] = ()
    may_be_empty: bool = True


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
    end: str | None = None
    """What says that a stream of events ends, if not `[DONE]`."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to call an operation.

    Ways differ by the media type of the body, by that of the answer, or by the member of the body that asks
    for a stream. `arguments` are all that this way takes, `results` all its successes.
    """

    arguments: tuple[Argument, ...]
    body: Body | None
    results: tuple[Result, ...]
    suffix: str = ""
    """Tells it from the others, in names of tests."""


class PagingKind(Enum):
    """How the next page of a list is asked for.

    CURSOR: by a value from the answer; OFFSET: by the number of items so far; PAGE: by the number of the
    page; URL: at a URL in the answer; LINK: at that of a Link header (RFC 8288).
    """

    CURSOR = "cursor"
    OFFSET = "offset"
    PAGE = "page"
    URL = "url"
    LINK = "link"


Path: TypeAlias = tuple[tuple[WireName, PyName], ...]
"""Members inside each other, as the server and as Python know them."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """How a list goes on. The method returns pages of `item`, each with the answer, a `response`.

    `argument` is that of the cursor, offset or page. `next` is the path of the cursor or URL, from the last
    item of the page where `in_last_item`. `total` counts all items (OFFSET) or pages (PAGE). `source` says
    who wants it so: the configuration or an extension.
    """

    kind: PagingKind
    item: Type
    response: Type
    items: Path = ()
    argument: Argument | None = None
    next: Path = ()
    in_last_item: bool = False
    has_more: Path = ()
    total: Path = ()
    start: int = 0
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Returned:
    """The member of the answer, a `response`, that the method returns in its place.

    `type` has null where a member on the path may be missing. `source` is the extension that wants it so.
    """

    path: Path
    type: Type
    response: Type
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Retries:
    """How calls are repeated, where the caller does not say; see `Retries` in `runtime/retry.py`.

    None, and no statuses: as the runtime does by itself. `always`: whatever the method is.
    """

    limit: int | None = None
    statuses: tuple[str, ...] = ()
    first_delay: float | None = None
    longest_delay: float | None = None
    exponent: float | None = None
    total: float | None = None
    connection_errors: bool | None = None
    always: bool = False


Scopes: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The scopes that are asked of token endpoints, by security scheme."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of the SDK.

    `arguments` and `results` are those of all its ways, and an argument is required when all ways require it.
    `ways` is empty where there is but one. `bodies` are the media types of the request, the best first.
    `stream_flag` is the member of the body that asks for a stream. `example` holds the arguments of the
    vendor's own snippet, by Python name, if there is one.
    """

    id: Pointer
    method: str
    path: str
    name: PyName
    group: tuple[PyName, ...]
    arguments: tuple[Argument, ...]
    bodies: tuple[Body, ...]
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
    scopes: Scopes = ()
    server: Server | None = None
    """Its own, where that is not the SDK's default."""
    service: PyName | None = None
    """The part of the API that it belongs to, if not the default; then it has no `server`."""
    links: tuple[Link, ...] = ()
    pagination: Pagination | None = None
    """Where set, the method returns pages."""
    returned: Returned | None = None
    retries: Retries | None = None
    idempotent: bool = False
    """It is one by what the document says of it, whatever its method is."""

    @property
    def body(self) -> Body | None:
        """The body that is sent unless the caller names another media type."""
        return self.bodies[0] if self.bodies else None

    @property
    def usual(self) -> Way:
        """The way that is taken when the caller names no other."""
        return self.ways[0] if self.ways else Way(self.arguments, self.body, self.results)
