"""What a document says about itself: Info, Contact, License and Tag Objects; the same in all versions."""

from __future__ import annotations

from generator.load import pointer
from generator.spec.model import Spec, Tag
from generator.spec.reader import JsonMap, Reader, extensions


def about(reader: Reader, version: str) -> Spec:
    """A spec that says what the API is, and has nothing of what it does.

    Args:
        reader: Of the document.
        version: Of OpenAPI, as the document says it.
    """
    data, root = reader.document.data, pointer.ROOT
    info, at_info = reader.members(data, "info", root), pointer.join("info")
    license_, at_license = reader.members(info, "license", at_info), pointer.child(at_info, "license")
    contact, at_contact = reader.members(info, "contact", at_info), pointer.child(at_info, "contact")
    return Spec(
        openapi=version,
        title=reader.text(info, "title", at_info) or "",
        version=reader.text(info, "version", at_info) or "",
        description=reader.text(info, "description", at_info),
        license_name=reader.text(license_, "name", at_license),
        contact_name=reader.text(contact, "name", at_contact),
        contact_email=reader.text(contact, "email", at_contact),
        contact_url=reader.text(contact, "url", at_contact),
        tags=_tags(reader, data),
        extensions=extensions(reader, data, root, "root"),
        summary=reader.text(info, "summary", at_info),
        terms_of_service=reader.text(info, "termsOfService", at_info),
        license_url=reader.text(license_, "url", at_license),
        license_identifier=reader.text(license_, "identifier", at_license),
        external_docs=external_docs(reader, data, root),
    )


def external_docs(reader: Reader, source: JsonMap, here: str) -> str | None:
    """The URL of an `externalDocs` member."""
    docs = reader.members(source, "externalDocs", here)
    return reader.text(docs, "url", pointer.child(here, "externalDocs"))


def _tags(reader: Reader, data: JsonMap) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for value, at in reader.elements(data, "tags", pointer.ROOT):
        name = reader.text(value, "name", at)
        if name is None:
            reader.report(pointer.child(at, "name"), "a tag needs `name`")
        else:
            found.append(
                Tag(
                    name,
                    description=reader.text(value, "description", at),
                    summary=reader.text(value, "summary", at),
                    parent=reader.text(value, "parent", at),
                    kind=reader.text(value, "kind", at),
                    external_docs=external_docs(reader, value, at),
                    extensions=extensions(reader, value, at, "tag"),
                )
            )
    return tuple(found)
