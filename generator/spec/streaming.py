"""Answers that come piece by piece, where only an extension says so (`x-sdksmith-streaming`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.load import pointer
from generator.spec.contents import response
from generator.spec.model import Json, JsonObject, MediaType, Operation, Ref, Response, Schema
from generator.spec.reader import JsonMap, Reader
from generator.spec.schemas import read_schema
from generator.spec.vendor import source as written_as

EXTENSION = "x-sdksmith-streaming"
_EVENTS = "text/event-stream"
_LINES = "application/x-ndjson"
_SEQUENCES = frozenset(
    {
        _EVENTS,
        _LINES,
        "application/ndjson",
        "application/jsonl",
        "application/jsonlines",
        "application/json-seq",
    }
)


def streamed(
    reader: Reader,
    source: JsonMap,
    here: str,
    operation: Operation,
    read: Callable[[Reader, JsonMap, str], Response] = response,
) -> Operation:
    """The operation with the media types of a stream among those of its successes.

    Where a member of the body asks for the stream (`condition`), it is beside what is answered otherwise, of
    the schemas that the extension names, or else in its place. Successes that the document has as streams
    already stay as they are.

    Args:
        reader: Reads the schemas.
        source: The Operation Object.
        here: Its pointer.
        operation: What has been read of it.
        read: Reads the Response Object that a reference leads to.
    """
    said = dict(operation.extensions).get(EXTENSION)
    if not isinstance(said, JsonObject):
        return operation
    settings = dict(said.members)
    name = written_as(operation.extensions, EXTENSION, "operation")
    given = source.get(name)
    own = given if isinstance(given, dict) else {}
    at = pointer.child(here, name)
    whole = read_schema(reader, own, "response", at) if "response" in settings else None
    item = read_schema(reader, own, "response-stream", at) if "response-stream" in settings else None
    found: dict[str, Response] = {}
    for status, each in operation.responses:
        success = _resolved(reader, each, read) if status.startswith("2") else None
        if success is not None and (success.content or item is not None):
            found[status] = _success(success, settings, whole, item)
    if not found:
        message = f"`{name}`: no success of the operation has a body here"
        reader.report(at, message, code="VENDOR001", key=True)
    responses = tuple((status, found.get(status, each)) for status, each in operation.responses)
    return replace(operation, responses=responses)


def _success(
    found: Response, settings: dict[str, Json], whole: Schema | None, item: Schema | None
) -> Response:
    if any(each.item_schema is not None or _is_sequence(each.media_type) for each in found.content):
        return replace(found, content=_ending(found, settings))
    first = found.content[0] if found.content else MediaType(found.pointer, "application/json")
    if whole is not None:
        first = replace(first, schema=whole)
    stream = replace(first, schema=None, item_schema=item or first.schema, examples=())
    if settings["format"] == "sse":
        stream = replace(stream, media_type=_EVENTS)
    elif "condition" in settings:
        stream = replace(stream, media_type=_LINES)
    content = (first, *found.content[1:], stream) if "condition" in settings else (stream,)
    return replace(found, content=_ending(replace(found, content=content), settings))


def _resolved(
    reader: Reader, given: Response | Ref, read: Callable[[Reader, JsonMap, str], Response]
) -> Response | None:
    if isinstance(given, Response):
        return given
    found = reader.lookup(given.target)
    resolved = reader.resolve(*found) if found is not None else None
    return None if resolved is None else read(reader, *resolved)


def _is_sequence(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() in _SEQUENCES


def _ending(found: Response, settings: dict[str, Json]) -> tuple[MediaType, ...]:
    """The media types, those of events with the text that ends the stream."""
    if "terminator" not in settings:
        return found.content
    end = ("x-sdksmith-terminator", settings["terminator"])
    return tuple(
        replace(each, extensions=(*each.extensions, end)) if each.media_type.startswith(_EVENTS) else each
        for each in found.content
    )
