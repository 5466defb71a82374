"""OpenAPI 3.0 beside newer versions: the keywords whose meaning changed, said as 3.1 says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.load import pointer
from generator.load.components import JsonMap, is_data, is_named
from generator.load.composed import ComposedDocument
from generator.load.document import Document, JsonValue
from generator.load.source import Container, entries, put

_OLD = re.compile(r"\s*3\.0")


def upgraded(documents: Sequence[Document]) -> list[Document]:
    """The same documents, those of 3.0 translated if others are newer; each value keeps its place.

    `nullable` becomes a type, and a boolean `exclusiveMinimum` or `exclusiveMaximum` a number (JSON Schema
    2020-12 §6.2). What is left of 3.0 means nothing else in 3.1, or nothing.
    """
    old = [_OLD.match(str(document.data.get("openapi"))) is not None for document in documents]
    if all(old) or not any(old):
        return list(documents)
    return [
        _translated(document) if is_old else document for document, is_old in zip(documents, old, strict=True)
    ]


def _translated(document: Document) -> Document:
    data = dict(document.data)
    todo: list[tuple[str | int, Container]] = [("", data)]
    while todo:
        holder, target = todo.pop()
        for where, inner in entries(target):
            copy: Container
            if is_data(where, inner, holder):
                continue
            if isinstance(inner, dict):
                copy = dict(inner) if is_named(where) and holder != "properties" else _schema(inner)
            elif isinstance(inner, list):
                copy = list(inner)
            else:
                continue
            put(target, where, copy)
            todo.append((where, copy))
    return ComposedDocument(data, (document,), {pointer.ROOT: (document, pointer.ROOT)})


def _schema(value: JsonMap) -> JsonMap:
    """A schema of 3.0 as one of 3.1; any other object as it is."""
    result = dict(value)
    kind = result.get("type")
    if result.get("nullable") is True and isinstance(kind, str):
        del result["nullable"]
        result["type"] = [kind, "null"]
        values = result.get("enum")
        if isinstance(values, list) and None not in values:
            result["enum"] = [*values, None]
    for bound in ("minimum", "maximum"):
        keyword = f"exclusive{bound.capitalize()}"
        exclusive = result.get(keyword)
        if isinstance(exclusive, bool):
            del result[keyword]
            if exclusive and bound in result:
                limit: JsonValue = result.pop(bound)
                result[keyword] = limit
    return result
