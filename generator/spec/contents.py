"""Parameters, bodies, responses, headers and their media types (OpenAPI 3.1 §4.8.12 to §4.8.23)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from generator.load import pointer
from generator.spec.frozen import freeze
from generator.spec.model import (
    Encoding,
    Example,
    Header,
    Link,
    MediaType,
    Parameter,
    Ref,
    RequestBody,
    Response,
)
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.schemas import read_schema
from generator.spec.servers import read_server
from generator.spec.vendor import available

Record = TypeVar("Record")

_LOCATIONS = frozenset({"path", "query", "header", "cookie", "querystring"})
_MAX_PARTS = 16
"""How deep multipart bodies nest (OpenAPI 3.2 §4.15.1.4) before it is no longer read."""
STATUS = re.compile(r"[1-5](?:\d\d|XX)|default")


def or_ref(
    reader: Reader, source: JsonMap, here: str, read: Callable[[Reader, JsonMap, str], Record | None]
) -> Record | Ref | None:
    """A record, or the Reference Object that stands in its place."""
    if "$ref" not in source:
        return read(reader, source, here)
    target = reader.text(source, "$ref", here)
    if target is None:
        return None
    summary, description = reader.text(source, "summary", here), reader.text(source, "description", here)
    return Ref(target, here, summary, description)


def components(
    reader: Reader,
    source: JsonMap,
    section: str,
    here: str,
    read: Callable[[Reader, JsonMap, str], Record | None],
) -> tuple[tuple[str, Record | Ref], ...]:
    """The named records of one section of the Components Object."""
    found = (
        (name, or_ref(reader, value, at, read)) for name, value, at in reader.objects(source, section, here)
    )
    return tuple((name, record) for name, record in found if record is not None)


def parameter(reader: Reader, source: JsonMap, here: str) -> Parameter | None:
    """A Parameter Object; None when it has no name or no place to go (reported)."""
    name = reader.text(source, "name", here)
    location = reader.text(source, "in", here)
    if name is None or location is None:
        missing = "name" if name is None else "in"
        reader.report(pointer.child(here, missing), f"a parameter needs `{missing}`")
        return None
    if location not in _LOCATIONS:
        known = ", ".join(sorted(_LOCATIONS))
        reader.report(pointer.child(here, "in"), f"a parameter is in one of {known}, not in {location!r}")
        return None
    required = reader.flag(source, "required", here)
    if location == "path" and not required:
        reader.report(here, f"the path parameter {name!r} should say `required: true`")
    return available(
        Parameter(
            pointer=here,
            name=name,
            location=location,
            required=required or location == "path",
            description=reader.text(source, "description", here),
            deprecated=reader.flag(source, "deprecated", here),
            style=reader.text(source, "style", here),
            explode=reader.optional_flag(source, "explode", here),
            allow_reserved=reader.flag(source, "allowReserved", here),
            allow_empty_value=reader.flag(source, "allowEmptyValue", here),
            schema=read_schema(reader, source, "schema", here),
            content=content(reader, source, here),
            examples=examples(reader, source, here),
            extensions=extensions(reader, source, here, "parameter"),
        )
    )


def request_body(reader: Reader, source: JsonMap, here: str) -> RequestBody:
    """A Request Body Object."""
    return RequestBody(
        pointer=here,
        description=reader.text(source, "description", here),
        required=reader.flag(source, "required", here),
        content=content(reader, source, here),
        extensions=extensions(reader, source, here, "request body"),
    )


def response(reader: Reader, source: JsonMap, here: str) -> Response:
    """A Response Object."""
    return Response(
        pointer=here,
        description=reader.text(source, "description", here) or "",
        headers=components(reader, source, "headers", here, header),
        content=content(reader, source, here),
        summary=reader.text(source, "summary", here),
        links=tuple(links(reader, source, here)),
        extensions=extensions(reader, source, here, "response"),
    )


def responses(reader: Reader, source: JsonMap, here: str) -> tuple[tuple[str, Response | Ref], ...]:
    """A Responses Object: status (`201`, `2XX`, `default`) and response. Other names are reported."""
    found: list[tuple[str, Response | Ref]] = []
    for name, value, at in reader.objects(source, "responses", here):
        if name.startswith("x-"):
            continue
        status = name.upper() if name != "default" else name
        if not STATUS.fullmatch(status):
            reader.report(
                at, f"{name!r} is neither a status code, nor a range such as 2XX, nor `default`", key=True
            )
            continue
        record = or_ref(reader, value, at, response)
        if record is not None:
            found.append((status, record))
    return tuple(found)


def header(reader: Reader, source: JsonMap, here: str) -> Header:
    """A Header Object; its schema may stand in a `content` of one media type."""
    schema = read_schema(reader, source, "schema", here)
    if schema is None:
        schema = next((media.schema for media in content(reader, source, here)), None)
    return Header(
        pointer=here,
        schema=schema,
        description=reader.text(source, "description", here),
        required=reader.flag(source, "required", here),
        deprecated=reader.flag(source, "deprecated", here),
        style=reader.text(source, "style", here),
        explode=reader.optional_flag(source, "explode", here),
        examples=examples(reader, source, here),
    )


def links(reader: Reader, source: JsonMap, here: str) -> Iterator[Link]:
    """The links of a response, their references followed."""
    for name, written, at in reader.objects(source, "links", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            continue
        value, place = resolved
        server = reader.members(value, "server", place)
        yield Link(
            pointer=place,
            name=name,
            operation_id=reader.text(value, "operationId", place),
            operation_ref=reader.text(value, "operationRef", place),
            parameters=tuple(
                (parameter, freeze(one))
                for parameter, one in reader.members(value, "parameters", place).items()
            ),
            request_body=freeze(value.get("requestBody")),
            description=reader.text(value, "description", place),
            server=read_server(reader, server, pointer.child(place, "server")) if server else None,
        )


def content(reader: Reader, source: JsonMap, here: str) -> tuple[MediaType, ...]:
    """The media types of a `content` map, in the order of the document."""
    return tuple(_media_types(reader, source, here))


def _media_types(reader: Reader, source: JsonMap, here: str) -> Iterator[MediaType]:
    for name, written, at in reader.objects(source, "content", here):
        resolved = reader.resolve(written, at)  # OpenAPI 3.2 allows references here
        value, place = resolved if resolved is not None else ({}, at)
        yield MediaType(
            pointer=place,
            media_type=name,
            schema=read_schema(reader, value, "schema", place),
            item_schema=read_schema(reader, value, "itemSchema", place),
            examples=examples(reader, value, place),
            extensions=extensions(reader, value, place, "media type"),
            encoding=_encodings(reader, value, place),
            prefix_encoding=_prefix_encodings(reader, value, place),
            item_encoding=_item_encoding(reader, value, place),
        )


def _encodings(reader: Reader, source: JsonMap, here: str, depth: int = 0) -> tuple[Encoding, ...]:
    return tuple(_encoding(reader, *one, depth) for one in reader.objects(source, "encoding", here))


def _prefix_encodings(reader: Reader, source: JsonMap, here: str, depth: int = 0) -> tuple[Encoding, ...]:
    return tuple(
        _encoding(reader, "", *one, depth) for one in reader.elements(source, "prefixEncoding", here)
    )


def _item_encoding(reader: Reader, source: JsonMap, here: str, depth: int = 0) -> Encoding | None:
    value = reader.members(source, "itemEncoding", here)
    return _encoding(reader, "", value, pointer.child(here, "itemEncoding"), depth) if value else None


def _encoding(reader: Reader, name: str, source: JsonMap, here: str, depth: int) -> Encoding:
    if depth == _MAX_PARTS:
        reader.report(here, f"parts are inside of parts, more than {_MAX_PARTS} deep", code="UNSUPPORTED001")
        return Encoding(here, name)
    return Encoding(
        pointer=here,
        name=name,
        content_type=reader.text(source, "contentType", here),
        headers=components(reader, source, "headers", here, header),
        style=reader.text(source, "style", here),
        explode=reader.optional_flag(source, "explode", here),
        allow_reserved=reader.flag(source, "allowReserved", here),
        encoding=_encodings(reader, source, here, depth + 1),
        prefix_encoding=_prefix_encodings(reader, source, here, depth + 1),
        item_encoding=_item_encoding(reader, source, here, depth + 1),
    )


def examples(reader: Reader, source: JsonMap, here: str) -> tuple[Example, ...]:
    """The examples of a parameter or media type: `example`, then those of `examples` that hold a value."""
    found: list[Example] = []
    if "example" in source:
        found.append(Example("example", freeze(source["example"])))
    for name, written, at in reader.objects(source, "examples", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            continue
        value, place = resolved
        summary = reader.text(value, "summary", place)
        for member in ("value", "dataValue"):  # 3.2 has `dataValue` for the value before it is written out
            if member in value:
                found.append(
                    Example(name, freeze(value[member]), summary, reader.text(value, "description", place))
                )
                break
    return tuple(found)
