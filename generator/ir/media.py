"""Media types: what kind of body each is, and which of several to use (RFC 6838, RFC 9110 §8.3)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.spec.model import MediaType

EVENTS = frozenset({"text/event-stream"})
LINES = frozenset(
    f"application/{name}"
    for name in (
        *("json-seq", "jsonl", "jsonlines", "ndjson", "stream+json"),
        *("x-json-stream", "x-jsonl", "x-jsonlines", "x-ndjson"),
    )
)
STREAMS = EVENTS | LINES
"""Bodies that are sequences of values."""

URLENCODED = "application/x-www-form-urlencoded"


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON: `application/json`, a `+json` suffix (RFC 6839 §3.1), with any
    parameters.
    """
    name = essence(media_type)
    return (name in ("application/json", "text/json") or name.endswith("+json")) and name not in STREAMS


def is_form(media_type: str) -> bool:
    """Whether a body's members are written one by one: URL-encoded, or as parts."""
    return essence(media_type) == URLENCODED or is_multipart(media_type)


def is_multipart(media_type: str) -> bool:
    """Whether a body has parts with names (RFC 7578)."""
    return essence(media_type).startswith("multipart/")


def is_xml(media_type: str) -> bool:
    """Whether a body is XML (RFC 7303)."""
    name = essence(media_type)
    return name in ("application/xml", "text/xml") or name.endswith("+xml")


def is_text(media_type: str) -> bool:
    """Whether a body is characters: `text/*`, XML (RFC 7303), YAML, forms, and JSON in sequence."""
    name = essence(media_type)
    return (
        name.startswith("text/") or name.endswith(("xml", "yaml", "x-www-form-urlencoded")) or name in STREAMS
    )


def is_anything(media_type: str) -> bool:
    """Whether a media type says nothing."""
    return essence(media_type) in ("*/*", "*", "")


def best(content: Iterable[MediaType]) -> list[MediaType]:
    """The media types, those first that say most to a caller: JSON, then as the document has them."""
    return sorted(content, key=lambda media: not is_json(media.media_type))
