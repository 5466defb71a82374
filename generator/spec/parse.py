"""Read a document as a `Spec` (Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2)."""

from __future__ import annotations

from dataclasses import replace

from generator.diagnostics import Diagnostics
from generator.load import pointer
from generator.load.document import Document
from generator.spec import contents, swagger
from generator.spec.about import about
from generator.spec.dialect import SWAGGER, supported
from generator.spec.model import Spec
from generator.spec.operations import operations
from generator.spec.reader import Reader
from generator.spec.schemas import named_schemas
from generator.spec.security import security, security_schemes
from generator.spec.servers import read_servers


def parse(document: Document, diagnostics: Diagnostics) -> Spec:
    """The records of a document, references intact.

    Args:
        document: Any document; nothing is assumed about its validity.
        diagnostics: Receives SPEC001 for what is of the wrong kind, REF001 and REF002 for references that
            must be followed to know the operations (those of path items), UNSUPPORTED001 and SPEC002.

    Returns:
        The spec. What could not be read is left out; after SPEC002 the spec is empty.
    """
    reader = Reader(document, diagnostics)
    version = supported(reader)
    if version is None:
        return Spec("", "", "")
    if version == SWAGGER:
        return swagger.read(reader)
    data, root = document.data, pointer.ROOT
    named, at = reader.members(data, "components", root), pointer.join("components")
    return replace(
        about(reader, version),
        servers=read_servers(reader, data, root),
        operations=operations(reader, data, "paths", root),
        # What 3.0 documents call them that say so already, which is no part of 3.0.
        webhooks=operations(reader, data, "webhooks" if "webhooks" in data else "x-webhooks", root),
        security=security(reader, data, root),
        schemas=named_schemas(reader, named, "schemas", at),
        parameters=contents.components(reader, named, "parameters", at, contents.parameter),
        request_bodies=contents.components(reader, named, "requestBodies", at, contents.request_body),
        responses=contents.components(reader, named, "responses", at, contents.response),
        headers=contents.components(reader, named, "headers", at, contents.header),
        security_schemes=security_schemes(reader, named, at),
    )
