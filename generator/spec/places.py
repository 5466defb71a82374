"""Records at any place of a document: what a reference means that leads to where such records do not stand.

A reference may lead to every pointer of the document (OpenAPI 3.1 §4.6): into an extension, or to the schema
in the response of another operation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.spec import contents
from generator.spec.model import Header, Parameter, Ref, RequestBody, Response, Schema
from generator.spec.reader import JsonMap, Reader
from generator.spec.schemas import schema_at
from generator.spec.swagger import bodies, values
from generator.spec.swagger.read import root_media

Kind = type[Parameter] | type[RequestBody] | type[Response] | type[Header]
Record = Parameter | RequestBody | Response | Header
Read = Callable[[Reader, JsonMap, str], Record | None]


class Places:
    """Reads a document where it is asked to."""

    def __init__(self, document: Document, diagnostics: Diagnostics) -> None:
        self._reader = Reader(document, diagnostics)

    def schema(self, target: str) -> Schema | None:
        """The schema that a local reference leads to; None when there is nothing like one."""
        found = self._reader.value_at(target)
        if found is None or not isinstance(found[0], dict | bool):
            return None
        return schema_at(self._reader, *found)

    def record(self, target: str, kind: Kind) -> Record | Ref | None:
        """The record, or Reference Object, that a local reference leads to; None without one."""
        found = self._reader.lookup(target)
        if found is None:
            return None
        return contents.or_ref(self._reader, *found, self._read(kind))

    def _read(self, kind: Kind) -> Read:
        swagger = self._reader.is_swagger
        if kind is Parameter:
            return values.parameter if swagger else contents.parameter
        if kind is RequestBody:
            return contents.request_body
        if kind is Response:
            media = root_media(self._reader) if swagger else None
            return contents.response if media is None else partial(bodies.response, media=media)
        return contents.header
