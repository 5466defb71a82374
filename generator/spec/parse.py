"""Read a document as a `Spec` (OpenAPI 3.0, 3.1 and 3.2)."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.load import pointer
from generator.load.document import Document
from generator.spec import contents
from generator.spec.dialect import supported
from generator.spec.model import Schema, Spec, Tag
from generator.spec.operations import operations, read_servers
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.schemas import schema_at
from generator.spec.security import security, security_schemes


def parse(document: Document, diagnostics: Diagnostics) -> Spec:
    """The records of a document, references intact.

    Args:
        document: Any document; nothing is assumed about its validity.
        diagnostics: Receives SPEC001 for what is of the wrong kind, REF001 and REF002 for references that
            must be followed to know the operations (those of path items), and SPEC002.

    Returns:
        The spec. What could not be read is left out; after SPEC002 the spec is empty.
    """
    reader = Reader(document, diagnostics)
    version = supported(reader)
    if version is None:
        return Spec("", "", "")
    data, root = document.data, pointer.ROOT
    info, at_info = reader.members(data, "info", root), pointer.join("info")
    license_, at_license = reader.members(info, "license", at_info), pointer.child(at_info, "license")
    contact, at_contact = reader.members(info, "contact", at_info), pointer.child(at_info, "contact")
    named, at_named = reader.members(data, "components", root), pointer.join("components")
    return Spec(
        openapi=version,
        title=reader.text(info, "title", at_info) or "",
        version=reader.text(info, "version", at_info) or "",
        description=reader.text(info, "description", at_info),
        license_name=reader.text(license_, "name", at_license),
        contact_name=reader.text(contact, "name", at_contact),
        contact_email=reader.text(contact, "email", at_contact),
        contact_url=reader.text(contact, "url", at_contact),
        servers=read_servers(reader, data, root),
        tags=_tags(reader, data),
        operations=operations(reader, data, "paths", root),
        webhooks=operations(reader, data, "webhooks", root),
        security=security(reader, data, root),
        schemas=_schemas(reader, named, at_named),
        parameters=contents.components(reader, named, "parameters", at_named, contents.parameter),
        request_bodies=contents.components(reader, named, "requestBodies", at_named, contents.request_body),
        responses=contents.components(reader, named, "responses", at_named, contents.response),
        headers=contents.components(reader, named, "headers", at_named, contents.header),
        security_schemes=security_schemes(reader, named, at_named),
        extensions=extensions(data),
    )


def _schemas(reader: Reader, named: JsonMap, here: str) -> tuple[tuple[str, Schema], ...]:
    below = pointer.child(here, "schemas")
    found = (
        (name, schema_at(reader, value, pointer.child(below, name)))
        for name, value in reader.members(named, "schemas", here).items()
    )
    return tuple((name, schema) for name, schema in found if schema is not None)


def _tags(reader: Reader, data: JsonMap) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for value, at in reader.elements(data, "tags", pointer.ROOT):
        name = reader.text(value, "name", at)
        if name is None:
            reader.report(pointer.child(at, "name"), "a tag needs `name`")
        else:
            found.append(Tag(name, reader.text(value, "description", at)))
    return tuple(found)
