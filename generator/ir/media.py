"""Media types: which of several to use, and what kind of body each is (RFC 6838, RFC 9110 §8.3)."""

from __future__ import annotations

from generator.spec.model import MediaType, Response

STREAMS = frozenset(
    {"text/event-stream", "application/jsonl", "application/x-ndjson", "application/x-jsonlines"}
    | {"application/json-seq", "application/ndjson"}
)
"""Bodies that are sequences of values."""


def answer(response: Response) -> MediaType | None:
    """The media type to ask for: JSON, else the first."""
    wanted = (media for media in response.content if is_json(media.media_type))
    return next(wanted, next(iter(response.content), None))


def essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def is_text(media_type: str) -> bool:
    """Whether a body is characters: `text/*`, XML (RFC 7303), forms, and JSON in sequence."""
    name = essence(media_type)
    return (
        name.startswith("text/") or name.endswith(("xml", "yaml", "x-www-form-urlencoded")) or name in STREAMS
    )


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON: `application/json`, a `+json` suffix (RFC 6839 §3.1), with any
    parameters.
    """
    name = essence(media_type)
    return name == "application/json" or name.endswith("+json")
