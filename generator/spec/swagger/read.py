"""A Swagger 2.0 document as a `Spec`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.load import pointer
from generator.spec.about import about
from generator.spec.contents import components
from generator.spec.dialect import SWAGGER
from generator.spec.model import Parameter, Ref, Spec
from generator.spec.reader import JsonMap, Reader
from generator.spec.schemas import named_schemas
from generator.spec.security import security
from generator.spec.swagger import bodies
from generator.spec.swagger.bodies import Media
from generator.spec.swagger.operations import operations
from generator.spec.swagger.security import security_definitions
from generator.spec.swagger.servers import servers
from generator.spec.swagger.values import parameter


def read(reader: Reader) -> Spec:
    """The records of a Swagger 2.0 document."""
    data, root = reader.document.data, pointer.ROOT
    media = root_media(reader)
    return replace(
        about(reader, SWAGGER),
        servers=servers(reader, data, root),
        operations=operations(reader, media),
        security=security(reader, data, root),
        schemas=named_schemas(reader, data, "definitions", root),
        parameters=tuple(_parameters(reader, data, root)),
        responses=components(reader, data, "responses", root, partial(bodies.response, media=media)),
        security_schemes=security_definitions(reader, data, root),
    )


def root_media(reader: Reader) -> Media:
    """The media types of the whole document."""
    own = bodies.media_of(reader, reader.document.data, pointer.ROOT, Media((), ()))
    return replace(own, own=False)


def _parameters(reader: Reader, data: JsonMap, here: str) -> Iterator[tuple[str, Parameter | Ref]]:
    """The shared parameters; those that make bodies are read where they are used."""
    for name, value, at in reader.objects(data, "parameters", here):
        if isinstance(target := value.get("$ref"), str):
            yield name, Ref(target, at)
        elif value.get("in") not in {"body", "formData"} and (record := parameter(reader, value, at)):
            yield name, record
