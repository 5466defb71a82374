"""OpenAPI as frozen records, one dialect (3.1/3.2) whatever the version of the document. Refs are intact.

Field names are OpenAPI's, in snake case. `pointer` on a record is where it stands in the document
(`#/paths/~1campaign/post`); `Document.locate` turns it into file, line and column. Anything of the wrong kind
in the document has been reported (SPEC001) and left out by the time these records exist, so that later stages
need not look twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | tuple[Json, ...] | JsonObject | None"


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A frozen JSON object; members in document order."""

    members: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A Reference Object (OpenAPI 3.1 §4.8.23), unresolved. `target` is the `$ref` text as written."""

    target: str
    pointer: str
    summary: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Discriminator Object (OpenAPI 3.1 §4.8.25)."""

    property_name: str
    mapping: tuple[tuple[str, str], ...] = ()
    default_mapping: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """Schema Object: JSON Schema 2020-12 plus OpenAPI's own keywords.

    `pointer` identifies a schema. What 2.0 says in the parameter itself has the parameter's pointer.

    `types` holds `type` as a tuple (3.0's `nullable: true` has become a `"null"` in it). `ref` may stand
    beside other keywords, as in JSON Schema 2020-12; it holds what `$ref` or, in its absence, `$dynamicRef`
    says. `boolean` is set for `true`/`false` schemas. Keywords
    absent in the document are None or empty. `nullable` is set only where 3.0's `nullable: true` stands
    without a `type` that could hold it (beside `$ref`, `allOf`, `enum`). `examples` holds 3.0's `example`
    too. `dependent_required` holds the arrays of draft 7's `dependencies` as well, `dependent_schemas` its
    schemas. `one_required` is for the stage after: members of which variants that say nothing else require
    one or the other. `unread` names the keywords that have no place in this record.
    """

    pointer: str
    boolean: bool | None = None
    ref: str | None = None
    types: tuple[str, ...] = ()
    format: str | None = None
    title: str | None = None
    description: str | None = None
    default: Json = None
    has_default: bool = False
    enum: tuple[Json, ...] | None = None
    const: Json = None
    has_const: bool = False
    properties: tuple[tuple[str, Schema], ...] = ()
    required: tuple[str, ...] = ()
    additional_properties: Schema | None = None
    pattern_properties: tuple[tuple[str, Schema], ...] = ()
    property_names: Schema | None = None
    items: Schema | None = None
    prefix_items: tuple[Schema, ...] = ()
    all_of: tuple[Schema, ...] = ()
    any_of: tuple[Schema, ...] = ()
    one_of: tuple[Schema, ...] = ()
    not_: Schema | None = None
    discriminator: Discriminator | None = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
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
    content_encoding: str | None = None
    content_media_type: str | None = None
    content_schema: Schema | None = None
    unevaluated_properties: Schema | None = None
    unevaluated_items: Schema | None = None
    contains: Schema | None = None
    if_: Schema | None = None
    then: Schema | None = None
    else_: Schema | None = None
    dependent_schemas: tuple[tuple[str, Schema], ...] = ()
    dependent_required: tuple[tuple[str, tuple[str, ...]], ...] = ()
    defs: tuple[tuple[str, Schema], ...] = ()
    nullable: bool = False
    one_required: tuple[tuple[str, ...], ...] = ()
    examples: tuple[Json, ...] = ()
    unread: tuple[str, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = ()
    xml: JsonObject | None = None
    external_docs: str | None = None

    @property
    def allows_null(self) -> bool:
        """Whether the schema's own keywords say that null will do."""
        return "null" in self.types or self.nullable


@dataclass(frozen=True, slots=True)
class Example:
    """Example Object (OpenAPI 3.2 §4.19).

    Those given only as the text that is sent (`serializedValue`), or by URL (`externalValue`), are no values,
    and are left out.
    """

    name: str
    value: Json
    summary: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Header Object: a response header or a header of a multipart part."""

    pointer: str
    schema: Schema | None = None
    description: str | None = None
    required: bool = False
    deprecated: bool = False
    style: str | None = None
    explode: bool | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """Encoding Object (OpenAPI 3.1 §4.8.15, 3.2 §4.15): how one part of a form or multipart body is written.

    Attributes:
        pointer: Where it stands.
        name: The property that it is for; empty in `prefix_encoding` and `item_encoding`, which go by
            position.
        content_type: Media types of the part, separated by commas.
        headers: Headers of the part, without `Content-Type`.
        style: As for query parameters.
        explode: As for query parameters.
        allow_reserved: As for query parameters.
        encoding: Of the parts inside of the part (3.2), as are the next two.
    """

    pointer: str
    name: str
    content_type: str | None = None
    headers: tuple[tuple[str, Header | Ref], ...] = ()
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    encoding: tuple[Encoding, ...] = ()
    prefix_encoding: tuple[Encoding, ...] = ()
    item_encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class MediaType:
    """Media Type Object with its key (`application/json`)."""

    pointer: str
    media_type: str
    schema: Schema | None = None
    item_schema: Schema | None = None
    examples: tuple[Example, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = ()
    encoding: tuple[Encoding, ...] = ()
    prefix_encoding: tuple[Encoding, ...] = ()
    item_encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """Parameter Object. `location` is its `in`: path, query, header, cookie or querystring."""

    pointer: str
    name: str
    location: str
    required: bool = False
    description: str | None = None
    deprecated: bool = False
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    schema: Schema | None = None
    content: tuple[MediaType, ...] = ()
    examples: tuple[Example, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = ()
    allow_empty_value: bool = False


@dataclass(frozen=True, slots=True)
class RequestBody:
    """Request Body Object. `name` is that of 2.0's body parameter, which never travels."""

    pointer: str
    description: str | None = None
    required: bool = False
    content: tuple[MediaType, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Link Object (OpenAPI 3.1 §4.8.20): an operation that values of a response can be given to.

    Values are constants or runtime expressions (`$response.body#/id`).
    """

    pointer: str
    name: str
    operation_id: str | None = None
    operation_ref: str | None = None
    parameters: tuple[tuple[str, Json], ...] = ()
    request_body: Json = None
    description: str | None = None
    server: Server | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """Response Object. References of `links` have been followed."""

    pointer: str
    description: str = ""
    headers: tuple[tuple[str, Header | Ref], ...] = ()
    content: tuple[MediaType, ...] = ()
    summary: str | None = None
    links: tuple[Link, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """Server Variable Object."""

    name: str
    default: str
    enum: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """Server Object; `name` is also `x-fern-server-name`, `service` is `x-sdksmith-service`."""

    pointer: str
    url: str
    description: str | None = None
    name: str | None = None
    variables: tuple[ServerVariable, ...] = ()
    service: str | None = None


@dataclass(frozen=True, slots=True)
class OAuthFlow:
    """OAuth Flow Object with its key (`clientCredentials`)."""

    kind: str
    token_url: str | None = None
    authorization_url: str | None = None
    refresh_url: str | None = None
    scopes: tuple[tuple[str, str], ...] = ()
    device_authorization_url: str | None = None


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """Security Scheme Object with its component name. `kind` is its `type`."""

    pointer: str
    name: str
    kind: str
    description: str | None = None
    scheme: str | None = None
    bearer_format: str | None = None
    location: str | None = None
    parameter_name: str | None = None
    flows: tuple[OAuthFlow, ...] = ()
    open_id_connect_url: str | None = None
    oauth2_metadata_url: str | None = None
    deprecated: bool = False
    extensions: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class SecurityRequirement:
    """Security Requirement Object: all of `schemes` together (name, scopes); empty means none is needed."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """Tag Object; `summary`, `parent` and `kind` are OpenAPI 3.2's (§4.22)."""

    name: str
    description: str | None = None
    summary: str | None = None
    parent: str | None = None
    kind: str | None = None
    external_docs: str | None = None
    extensions: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Callback:
    """Callback Object (OpenAPI 3.1 §4.8.18): requests that the API sends. References have been followed.

    The `path` of its operations is a runtime expression (`{$request.body#/url}`).
    """

    pointer: str
    name: str
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Operation Object with its path and method. Path-level parameters and servers have been folded in.

    `method` is in lower case, except for those of 3.2's `additionalOperations`, which are as written.
    """

    pointer: str
    path: str
    method: str
    operation_id: str | None = None
    summary: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter | Ref, ...] = ()
    request_body: RequestBody | Ref | None = None
    responses: tuple[tuple[str, Response | Ref], ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    servers: tuple[Server, ...] = ()
    deprecated: bool = False
    external_docs: str | None = None
    extensions: tuple[tuple[str, Json], ...] = ()
    callbacks: tuple[Callback, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """OpenAPI Object. Maps of components are tuples of (name, record) in document order.

    `openapi` is the version that the document says, `2.0` for Swagger; whatever it is, the records are of one
    dialect. `webhooks` are operations whose `path` is the name of the webhook.
    """

    openapi: str
    title: str
    version: str
    description: str | None = None
    license_name: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    contact_url: str | None = None
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    schemas: tuple[tuple[str, Schema], ...] = ()
    parameters: tuple[tuple[str, Parameter | Ref], ...] = ()
    request_bodies: tuple[tuple[str, RequestBody | Ref], ...] = ()
    responses: tuple[tuple[str, Response | Ref], ...] = ()
    headers: tuple[tuple[str, Header | Ref], ...] = ()
    security_schemes: tuple[SecurityScheme, ...] = ()
    extensions: tuple[tuple[str, Json], ...] = field(default=())
    summary: str | None = None
    terms_of_service: str | None = None
    license_url: str | None = None
    license_identifier: str | None = None
    external_docs: str | None = None
