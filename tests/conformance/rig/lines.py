"""Bodies that are JSON values one after another: JSON Lines, and sequences (RFC 7464)."""

from __future__ import annotations

import json
import re
from typing import Final

from tests.roundtrip.equality import difference

from .documents import Json
from .parts import Body, essence
from .schemas import Schemas

_LINES: Final = frozenset(
    {"application/jsonl", "application/x-jsonl", "application/ndjson", "application/x-ndjson"}
)
_SEQUENCE: Final = "application/json-seq"


def is_lines(media_type: str) -> bool:
    """Whether bodies of a media type are JSON values one after another."""
    return essence(media_type) in (*_LINES, _SEQUENCE)


def item_schema(schemas: Schemas, body: Body) -> str | None:
    """The pointer of the schema of one item; None where nothing is said of it.

    Args:
        schemas: Of the direction in which the body goes.
        body: How the body is documented.
    """
    schema = body.schema
    if schema is None or schema.endswith("/itemSchema"):
        return schema
    whole = schemas.at(schema)
    while isinstance(whole, dict) and "$ref" in whole:
        schema = str(whole["$ref"])
        whole = schemas.at(schema)
    if isinstance(whole, dict) and "array" in (whole.get("type") or ()):
        return f"{schema}/items"  # the lines together are the array (OpenAPI 3.2 §4.14.3)
    return schema


def faults(schemas: Schemas, body: Body, items: Json, content: bytes) -> list[str]:
    """What is wrong with a body of lines, line by line.

    Args:
        schemas: Of requests.
        body: How the body is documented.
        items: What was to be sent.
        content: What was sent.
    """
    is_sequence = essence(body.media_type) == _SEQUENCE
    first, *pieces = (
        content.split(b"\x1e") if is_sequence else (b"", *re.findall(rb"[^\n]*\n|[^\n]+$", content))
    )
    if first or not all(piece.endswith(b"\n") for piece in pieces):
        return [f"the body is no lines of {essence(body.media_type)}: {content[:200]!r}"]
    if len(pieces) != len(items):
        return [f"{len(pieces)} lines were sent, {len(items)} expected: {content[:200]!r}"]
    schema, found = item_schema(schemas, body), list[str]()
    for index, (piece, item) in enumerate(zip(pieces, items, strict=True)):
        try:
            value = json.loads(piece)
        except ValueError:
            found.append(f"line {index} is no JSON: {piece[:80]!r}")
            continue
        if (where := difference(item, value)) is not None:
            found.append(f"line {index} differs at {where or 'its root'}: {piece[:200]!r}")
        if schema is not None:
            found += [f"line {index} by its schema: {each}" for each in schemas.faults(schema, value)]
    return found
