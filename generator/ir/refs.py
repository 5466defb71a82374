"""References: from a `$ref` to the record it means (RFC 6901, OpenAPI 3.1 §4.8.23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.load.noise import is_noise, is_part
from generator.load.pointer import normalised
from generator.spec.model import Header, MediaType, Parameter, Ref, RequestBody, Response, Schema, Spec
from generator.spec.places import Places

Record = TypeVar("Record", Parameter, RequestBody, Response, Header)


class References:
    """Resolves references within one document. Each fault is reported once, where it stands."""

    def __init__(self, spec: Spec, document: Document, diagnostics: Diagnostics) -> None:
        # Whether a documentation tool has made components of inline schemas: not every name is a person's.
        self.by_tool = any(is_noise(name) for name, _ in spec.schemas)
        self._document = document
        self._diagnostics = diagnostics
        self._reported: set[str] = set()
        self._places = Places(document, diagnostics)
        # By reference. What does not stand where such records do is read when something refers to it.
        self._records: dict[str, object] = {}
        # What `allof` made of schemas, by id; with the schema, so that no other gets that id.
        self.flat: dict[int, tuple[Schema, Schema]] = {}
        self.merged: dict[int, tuple[Schema, Schema]] = {}
        self._ends: dict[tuple[str, str], Schema] = {}
        for section, entries in (
            ("parameters", spec.parameters),
            ("requestBodies", spec.request_bodies),
            ("responses", spec.responses),
            ("headers", spec.headers),
        ):
            for name, record in entries:
                self._records[f"#/components/{section}/{_escape(name)}"] = record
                # Where Swagger 2.0 has them.
                self._records[f"#/{section}/{_escape(name)}"] = record
        # Apart from the records: a parameter of Swagger 2.0 and its schema stand at one place.
        self._schemas: dict[str, Schema | None] = {schema.pointer: schema for schema in _schemas(spec)}
        self._parts = {
            normalise(part.ref)
            for schema in (self._schemas.values() if self.by_tool else ())
            for part in (() if schema is None else schema.all_of)
            if part.ref is not None
        }
        self._heirs: dict[str, list[Schema]] = {}
        for _, schema in spec.schemas:
            for part in schema.all_of:
                if part.ref is not None:
                    self._heirs.setdefault(normalise(part.ref), []).append(schema)

    def schema(self, schema: Schema) -> Schema | None:
        """The schema that `schema.ref` means, through any chain of references; None (reported) when there is
        none.

        A schema whose `ref` leads back to itself is a loop, and means nothing.
        """
        if schema.ref is None:
            return schema
        end = self._ends.get((schema.pointer, schema.ref)) or self._end(schema)
        # What leads nowhere is followed again from each place, to be reported there.
        if end is not None:
            self._ends[schema.pointer, schema.ref] = end
        return end

    def _end(self, schema: Schema) -> Schema | None:
        seen = {schema.pointer}
        here = schema
        while here.ref is not None:
            target = self._found(here.ref)
            if target is None:
                self._missing(here.ref, here.pointer)
                return None
            if target.pointer in seen:
                self._loop(here.ref, here.pointer)
                return None
            seen.add(target.pointer)
            here = target
            if not is_plain_reference(here):
                break
            if here.ref is not None and (known := self._ends.get((here.pointer, here.ref))) is not None:
                return known
        return here

    def target(self, schema: Schema) -> Schema | None:
        """The schema that `schema.ref` names, one step on; None (reported) when there is none or the chain is
        a loop.
        """
        if self.schema(schema) is None or schema.ref is None:
            return None
        return self._found(schema.ref)

    def _found(self, reference: str) -> Schema | None:
        target = normalise(reference)
        if target not in self._schemas:
            schema = self._schemas[target] = self._places.schema(target) if len(target) > 1 else None
            stack = [] if schema is None else [schema]
            while stack:
                inner = stack.pop()
                # What has been read already is the same, and stays.
                self._schemas.setdefault(inner.pointer, inner)
                stack.extend(children(inner))
            if schema is not None:
                self._schemas[target] = self._schemas[schema.pointer]
        return self._schemas[target]

    def at(self, target: str) -> Schema | None:
        """The schema at a pointer; None when there is none."""
        return self._found(target) if target.startswith("#") else None

    def is_part(self, schema: Schema) -> bool:
        """Whether a documentation tool made a component of what is only a part of another one's `allOf`."""
        return self.by_tool and is_part(schema.pointer) and schema.pointer in self._parts

    def heirs(self, schema: Schema) -> list[Schema]:
        """The components that extend a schema by `allOf`, directly or not, in order of pointer."""
        found: dict[str, Schema] = {}
        stack = [schema.pointer]
        while stack:
            for heir in self._heirs.get(stack.pop(), ()):
                if heir.pointer not in found and heir.pointer != schema.pointer:
                    found[heir.pointer] = heir
                    stack.append(heir.pointer)
        return [found[key] for key in sorted(found)]

    def record(self, record: Record | Ref, kind: type[Record]) -> Record | None:
        """The parameter, body, response or header that a reference means; None (reported) without one."""
        seen: set[str] = set()
        here: object = record
        while isinstance(here, Ref):
            target = normalise(here.target)
            if target in seen:
                self._loop(here.target, here.pointer)
                return None
            seen.add(target)
            found = self._records.get(target)
            if not isinstance(found, (kind, Ref)):
                found = self._places.record(target, kind)
                if found is not None:
                    self._records[target] = found
            if not isinstance(found, (kind, Ref)):
                self._missing(here.target, here.pointer)
                return None
            here = found
        assert isinstance(here, kind)
        return here

    def dangling(self, target: str, pointer: str, value: str) -> None:
        """Report a value of a discriminator's mapping that leads to no schema."""
        at = f"{pointer}/discriminator/mapping/{_escape(value)}"
        location = self._document.locate(at)
        self._diagnostics.report(
            "REF001",
            f"'{target}' does not exist",
            location,
            source_line=self._document.source_line(location),
            help="Correct the mapping or add its target; the value gives an unknown variant until then.",
        )

    def _missing(self, target: str, pointer: str) -> None:
        if target.startswith("#"):
            self._report("REF001", f"'{target}' does not exist", pointer)
        else:
            self._report("REF001", f"'{target}' is outside this document, and is not read", pointer)

    def _loop(self, target: str, pointer: str) -> None:
        self._report("REF002", f"'{target}' leads back to itself", pointer)

    def _report(self, code: str, message: str, pointer: str) -> None:
        if f"{code}{pointer}" in self._reported:
            return
        self._reported.add(f"{code}{pointer}")
        location = self._document.locate(f"{pointer}/$ref")
        if self._diagnostics.has_reference(location):
            return  # `load` could not follow it, and said so
        self._diagnostics.report(code, message, location, source_line=self._document.source_line(location))


def is_plain_reference(schema: Schema) -> bool:
    """Whether a schema is only a reference, with nothing beside it that changes its type."""
    return schema.ref is not None and not (
        schema.properties or schema.all_of or schema.any_of or schema.one_of or schema.required
    )


def normalise(target: str) -> str:
    """A local reference as a pointer: percent-decoded (RFC 3986 §3.5).

    Other references are returned as they are.
    """
    return normalised(target)


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _schemas(spec: Spec) -> Iterator[Schema]:
    """Every schema of the document, also those inside others."""
    stack: list[Schema] = [schema for _, schema in spec.schemas]
    add: Callable[[Schema], None] = stack.append
    contents: list[MediaType] = []
    for _, response in spec.responses:
        if isinstance(response, Response):
            contents.extend(response.content)
    for _, body in spec.request_bodies:
        if isinstance(body, RequestBody):
            contents.extend(body.content)
    parameters: list[Parameter] = [p for _, p in spec.parameters if isinstance(p, Parameter)]
    for operation in (*spec.operations, *spec.webhooks):
        parameters.extend(p for p in operation.parameters if isinstance(p, Parameter))
        if isinstance(operation.request_body, RequestBody):
            contents.extend(operation.request_body.content)
        for _, response in operation.responses:
            if isinstance(response, Response):
                contents.extend(response.content)
    for parameter in parameters:
        contents.extend(parameter.content)
        if parameter.schema is not None:
            add(parameter.schema)
    for content in contents:
        for schema in (content.schema, content.item_schema):
            if schema is not None:
                add(schema)
    while stack:
        schema = stack.pop()
        yield schema
        stack.extend(children(schema))


def children(schema: Schema) -> list[Schema]:
    """The schemas directly inside a schema."""
    single = (
        schema.additional_properties,
        schema.property_names,
        schema.unevaluated_properties,
        schema.items,
        schema.unevaluated_items,
        schema.contains,
        schema.content_schema,
        schema.not_,
        schema.if_,
        schema.then,
        schema.else_,
    )
    return [
        *(child for _, child in schema.properties),
        *(child for _, child in schema.pattern_properties),
        *(child for _, child in schema.dependent_schemas),
        *(child for _, child in schema.defs),
        *schema.prefix_items,
        *schema.all_of,
        *schema.any_of,
        *schema.one_of,
        *(child for child in single if child is not None),
    ]
