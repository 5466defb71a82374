"""What 2.0 spreads over parameters, `consumes` and `produces`: bodies, and the content of responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.load import pointer
from generator.load.document import JsonValue
from generator.spec.contents import STATUS, components
from generator.spec.frozen import freeze
from generator.spec.model import Encoding, Example, MediaType, Ref, RequestBody, Response, Schema
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.schemas import read_schema
from generator.spec.swagger import values

JSON = "application/json"
BYTES = "application/octet-stream"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_FORMS = (MULTIPART, URLENCODED)
# Responses that have no content by HTTP (RFC 9110 §15).
_EMPTY = frozenset({"204", "205", "304"})


@dataclass(frozen=True, slots=True)
class Media:
    """The media types that hold for an operation; `own` when it says itself what it produces."""

    consumes: tuple[str, ...]
    produces: tuple[str, ...]
    own: bool = False


def media_of(reader: Reader, source: JsonMap, here: str, above: Media) -> Media:
    """The media types of an operation (or document): its own, also when empty, else those above."""
    return Media(
        reader.strings(source, "consumes", here) if "consumes" in source else above.consumes,
        reader.strings(source, "produces", here) if "produces" in source else above.produces,
        own="produces" in source,
    )


def body(reader: Reader, source: JsonMap, here: str, media: Media) -> RequestBody:
    """The body of a parameter that is `in: body`."""
    schema = read_schema(reader, source, "schema", here)
    if schema is None:
        reader.report(pointer.child(here, "schema"), "a body needs `schema`")
    named = source.get("x-examples")
    shared = values.examples(source)
    return RequestBody(
        pointer=here,
        description=reader.text(source, "description", here),
        required=reader.flag(source, "required", here),
        content=tuple(
            MediaType(here, kind, schema, examples=(*shared, *_example(named, kind)))
            for kind in media.consumes or (_default_kind(schema),)
        ),
        extensions=extensions(reader, source, here, "request body"),
        name=reader.text(source, "name", here),
    )


def form(reader: Reader, parts: Sequence[tuple[JsonMap, str]], here: str, media: Media) -> RequestBody:
    """The body that all parameters of an operation that are `in: formData` make together.

    It is multipart when it has a file (§Parameter Object), else what `consumes` says, else URL-encoded.
    """
    properties: list[tuple[str, Schema]] = []
    required: list[str] = []
    encoding: list[Encoding] = []
    has_file = False
    for source, at in parts:
        name = reader.text(source, "name", at)
        if name is None:
            reader.report(pointer.child(at, "name"), "a parameter needs `name`")
            continue
        own: JsonMap = dict(source)
        description = own.pop("description", None)
        schema, layout = values.layout_of(reader, own, at, values.value_schema(reader, own, at), "formData")
        has_file = has_file or source.get("type") == "file"
        properties.append((name, _described(schema, description, source)))
        if reader.flag(source, "required", at):
            required.append(name)
        if layout.style is not None:
            encoding.append(Encoding(at, name, style=layout.style, explode=layout.explode))
    given = tuple(kind for kind in media.consumes if kind.partition(";")[0].strip().lower() in _FORMS)
    if has_file:
        given = tuple(kind for kind in given if kind.lower().startswith("multipart/")) or (MULTIPART,)
    schema = Schema(here, types=("object",), properties=tuple(properties), required=tuple(required))
    return RequestBody(
        pointer=here,
        required=bool(required),
        content=tuple(
            MediaType(here, kind, schema, encoding=tuple(encoding)) for kind in given or (URLENCODED,)
        ),
    )


def responses(
    reader: Reader, source: JsonMap, here: str, media: Media
) -> tuple[tuple[str, Response | Ref], ...]:
    """A Responses Object. A reference is followed when its content depends on the operation."""
    found: list[tuple[str, Response | Ref]] = []
    for name, value, at in reader.objects(source, "responses", here):
        if name.startswith("x-"):
            continue
        status = name.upper() if name != "default" else name
        if not STATUS.fullmatch(status):
            reader.report(at, f"{name!r} is neither a status code nor `default`", key=True)
            continue
        target = value.get("$ref")
        if isinstance(target, str) and not media.own:
            found.append((status, Ref(target, at)))
            continue
        resolved = reader.resolve(value, at)
        if resolved is not None:
            found.append((status, response(reader, *resolved, media, status)))
    return tuple(found)


def response(reader: Reader, source: JsonMap, here: str, media: Media, status: str = "") -> Response:
    """A Response Object, with the content that its schema and the produced media types make.

    By §Response Object there is no content without `schema`. But an operation that says itself what it
    produces means something by it, so that what succeeds there has content of any shape.
    """
    schema = read_schema(reader, source, "schema", here)
    shown = reader.members(source, "examples", here)
    kinds: tuple[str, ...] = ()
    if schema is not None:
        kinds = media.produces or tuple(shown) or (_default_kind(schema),)
    elif shown or (media.own and status.startswith("2") and status not in _EMPTY):
        kinds = media.produces or tuple(shown)
    for kind in shown:
        if kind not in kinds and not kind.startswith("x-"):
            at = pointer.child(pointer.child(here, "examples"), kind)
            reader.report(at, f"the operation does not produce {kind!r}; the example is left out", key=True)
    return Response(
        pointer=here,
        description=reader.text(source, "description", here) or "",
        headers=components(reader, source, "headers", here, values.header),
        content=tuple(MediaType(here, kind, schema, examples=tuple(_example(shown, kind))) for kind in kinds),
        extensions=extensions(reader, source, here, "response"),
    )


def _default_kind(schema: Schema | None) -> str:
    """The media type where the document names none."""
    return BYTES if schema is not None and schema.format == "binary" else JSON


def _example(named: JsonValue, kind: str) -> Iterator[Example]:
    if isinstance(named, dict) and kind in named:
        yield Example("example", freeze(named[kind]))


def _described(schema: Schema, description: JsonValue, source: JsonMap) -> Schema:
    """The schema of a part with what its parameter says about it."""
    shown = tuple(example.value for example in values.examples(source))
    text = description if isinstance(description, str) else None
    if text and schema.description:
        text = f"{text}\n\n{schema.description}"
    return replace(schema, description=text or schema.description, examples=schema.examples or shown)
