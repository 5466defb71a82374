"""Request bodies: their media types, and the arguments that each takes (OpenAPI 3.1 §4.8.13 to §4.8.15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.ir import media, names, position, wishes
from generator.ir.drafts import Use, union_of
from generator.ir.model import (
    ANY,
    Argument,
    Body,
    Constant,
    Direction,
    Doc,
    ListOf,
    Nullable,
    OneOf,
    Part,
    Place,
    Pointer,
    Primitive,
    PyName,
    Scalar,
    Style,
    Type,
    WireName,
)
from generator.ir.parts import parts as inside
from generator.ir.position import Position
from generator.ir.refs import References
from generator.ir.types import TypeBuilder
from generator.spec import model as spec

_FILE = Primitive(Scalar.FILE)
_STRING = Primitive(Scalar.STRING)
_BASE64 = Primitive(Scalar.BASE64)
_TEXT_OR_BYTES = OneOf((_STRING, Primitive(Scalar.CONTENT)))

Report = Callable[[str, str, str], None]
"""Takes a code, a message and the pointer of the place."""


@dataclass(frozen=True, slots=True)
class Payload:
    """One media type of a body, and the arguments that it takes, without their rank."""

    body: Body
    arguments: tuple[Argument, ...]


class BodyBuilder:
    """Turns Request Body Objects into payloads."""

    def __init__(self, references: References, types: TypeBuilder, report: Report) -> None:
        self._references = references
        self._types = types
        self._report = report

    def payloads(
        self, operation: spec.Operation, prefix: str, subject: str, taken: frozenset[PyName]
    ) -> tuple[Payload, ...]:
        """The ways to send the body, the best first; none when there is no body.

        Args:
            operation: Whose body it is.
            prefix: The operation in PascalCase.
            subject: The noun of its group.
            taken: Names of the parameters; a body that has a member of such a name is one argument.
        """
        if operation.request_body is None:
            return ()
        body = self._references.record(operation.request_body, spec.RequestBody)
        if body is None:
            return ()
        place = position.request(prefix, subject)
        return tuple(self._payload(item, place, body, taken) for item in self._ranked(body.content))

    def _ranked(self, content: tuple[spec.MediaType, ...]) -> list[spec.MediaType]:
        """The media types, the best first: JSON, unless one that carries files stands before it."""
        ranked = media.best(content)
        first = next(iter(content), None)
        if first is not None and media.is_multipart(first.media_type) and self._has_files(first):
            ranked.remove(first)
            ranked.insert(0, first)
        return ranked

    def _has_files(self, item: spec.MediaType) -> bool:
        schema = None if item.schema is None else self._resolved(item.schema)
        return schema is not None and any(self._holds_file(member) for _, member in schema.properties)

    def _payload(
        self, item: spec.MediaType, place: Position, body: spec.RequestBody, taken: frozenset[PyName]
    ) -> Payload:
        schema = None if item.schema is None else self._resolved(item.schema)
        described = Body(
            item.media_type,
            body.required,
            Pointer(item.schema.pointer) if item.schema is not None else None,
            self._parts(item),
            not (schema is not None and schema.min_properties),
        )
        if media.is_xml(item.media_type):
            self._report(
                "UNSUPPORTED002", f"a body of '{item.media_type}' is passed as text or bytes", item.pointer
            )
        structured = media.is_json(item.media_type) or media.is_form(item.media_type)
        fields = self._fields(item, place, taken) if structured else None
        if fields is not None:
            is_multipart = media.is_multipart(item.media_type)
            parts = _with_bytes(described.parts, fields, is_multipart=is_multipart)
            return Payload(replace(described, parts=parts), tuple(fields))
        if media.is_multipart(item.media_type) and schema is not None:
            described = replace(described, parts=self._with_base64(described.parts, schema))
        return Payload(replace(described, may_be_empty=False), (self._whole(item, place, body),))

    def _with_base64(self, parts: tuple[Part, ...], schema: spec.Schema) -> tuple[Part, ...]:
        """The parts of a body that is one argument, those marked in which bytes travel as text."""
        found = {part.wire: part for part in parts}
        for wire, member in self._types.flat(schema).properties:
            resolved = self._resolved(member)
            items = None if resolved is None or resolved.items is None else self._resolved(resolved.items)
            if any(each is not None and _is_base64(each) for each in (resolved, items)):
                found[WireName(wire)] = replace(
                    found.get(WireName(wire), Part(WireName(wire))), is_base64=True
                )
        return tuple(found.values())

    def _whole(self, item: spec.MediaType, place: Position, body: spec.RequestBody) -> Argument:
        use = self._use(item, place)
        schema = item.schema or item.item_schema
        is_shown = media.is_json(item.media_type) or media.is_form(item.media_type)
        return Argument(
            wire=WireName("body"),
            name=PyName("body"),
            place=Place.BODY,
            type=use.type,
            required=body.required,
            nullable=use.nullable,
            schema=Pointer(schema.pointer if schema is not None else item.pointer),
            doc=self._types.doc(schema if is_shown else None, body.description),
            limits=self._types.bounds(schema if is_shown else None),
        )

    def _use(self, item: spec.MediaType, place: Position) -> Use:
        name = media.essence(item.media_type)
        if name in media.LINES:
            return self._lines(item, place)
        if media.is_json(name) or media.is_form(name):
            if item.schema is None:
                return Use(ANY)
            return self._types.use(item.schema, place, Direction.INPUT)
        if media.is_text(name):
            return Use(_TEXT_OR_BYTES)
        if media.is_anything(name) and item.schema is not None and not self._is_binary(item.schema):
            # Nothing is said of how it is written: then JSON is meant where the schema has structure.
            resolved = self._resolved(item.schema)
            if resolved is not None and (resolved.properties or "object" in resolved.types):
                return self._types.use(item.schema, place, Direction.INPUT)
        return Use(Primitive(Scalar.CONTENT))

    def _lines(self, item: spec.MediaType, place: Position) -> Use:
        schema = item.item_schema
        if schema is None and item.schema is not None:
            resolved = self._resolved(item.schema)
            whole = resolved.items if resolved is not None and "array" in resolved.types else None
            schema = whole or item.schema
        if schema is None:
            return Use(ListOf(ANY))
        return Use(ListOf(self._types.use(schema, place.item(), Direction.INPUT).whole))

    def _fields(
        self, item: spec.MediaType, place: Position, taken: frozenset[PyName]
    ) -> list[Argument] | None:
        """The members of a body that can be arguments of their own; None when the body must be one argument.

        A body is flattened when it is an object with known members, none of which has the name of a
        parameter.
        """
        resolved = None if item.schema is None else self._resolved(item.schema)
        if resolved is None:
            return None
        schema = self._types.flat(resolved)
        plain = (
            not (schema.one_of or schema.any_of or schema.enum or schema.ref) and "null" not in schema.types
        )
        extra = (schema.additional_properties, schema.unevaluated_properties)
        is_open = bool(schema.pattern_properties) or any(
            more is not None and more.boolean is None for more in extra
        )
        if resolved.discriminator is not None and self._references.heirs(resolved):
            return None
        if not plain or is_open or not schema.properties or set(schema.types) - {"object"}:
            return None
        place = self._types.place_of(resolved, place)
        found: list[Argument] = []
        for wire, member in schema.properties:
            if member.read_only:
                continue
            name = wishes.field(wire, member)[0]
            if name in taken:
                return None
            use = self._types.use(member, place.property(wire), Direction.INPUT)
            type, doc = use.type, self._types.doc(member)
            if media.is_multipart(item.media_type):
                type = self._with_files(type, member, item, wire)
            found.append(
                Argument(
                    wire=WireName(wire),
                    name=PyName(name),
                    place=Place.FIELD,
                    type=type,
                    required=wire in schema.required,
                    nullable=use.nullable,
                    schema=Pointer(member.pointer),
                    doc=_of_file(doc) if type != use.type else doc,
                    deprecated=member.deprecated,
                    limits=self._types.bounds(member),
                )
            )
        undescribed = list(self._undescribed(schema, resolved))
        if any(argument.name in taken for argument in undescribed):
            return None
        return [*found, *undescribed] or None

    def _undescribed(self, schema: spec.Schema, resolved: spec.Schema) -> Iterator[Argument]:
        """The members that an object must have and that it describes nowhere: they may be anything."""
        extra = (schema.additional_properties, schema.unevaluated_properties)
        if any(more is not None and more.boolean is False for more in extra):
            return
        described = {wire for wire, _ in schema.properties}
        for wire in schema.required:
            if wire not in described:
                yield Argument(
                    wire=WireName(wire),
                    name=PyName(names.variable(wire, "field")),
                    place=Place.FIELD,
                    type=ANY,
                    required=True,
                    nullable=False,
                    # Not the place of a schema: nothing is said of the value.
                    schema=Pointer(f"{resolved.pointer}/required"),
                    doc=self._types.doc(None, "Required, and not described."),
                )

    def _with_files(self, type: Type, schema: spec.Schema, item: spec.MediaType, wire: str) -> Type:
        """The type of a part: a file where its schema or its encoding has binary data (3.1 §4.8.14.3)."""
        encoding = next((each for each in item.encoding if each.name == wire), None)
        kind = media.essence((encoding.content_type or "") if encoding is not None else "")
        resolved = self._resolved(schema)
        flat = None if resolved is None else self._types.flat(resolved)
        if kind and not (media.is_json(kind) or media.is_text(kind)):
            # `image/png` on an array is the type of each of its items.
            return ListOf(_FILE) if isinstance(type, ListOf) else _FILE
        if flat is None:
            return type
        if self._is_binary(flat) or (wire == "file" and not kind and _is_plain_text(flat)):
            return _FILE
        if isinstance(type, ListOf) and flat.items is not None and self._holds_file(flat.items):
            return ListOf(self._with_files(type.item, flat.items, item, ""))
        variants = (*flat.one_of, *flat.any_of)
        if variants and any(map(self._holds_file, variants)):
            found: list[Type] = []
            for variant in variants:
                if self._holds_file(variant):
                    shape = self._resolved(variant)
                    is_list = shape is not None and "array" in shape.types
                    found.append(ListOf(_FILE) if is_list else _FILE)
                else:
                    use = self._types.use(variant, position.component("Part"), Direction.INPUT)
                    found.append(use.type)
            return union_of(found)
        return Nullable(_FILE) if isinstance(type, Nullable) and self._holds_file(schema) else type

    def _holds_file(self, schema: spec.Schema, depth: int = 0) -> bool:
        resolved = self._resolved(schema)
        if resolved is None or depth > 8:
            return False
        flat = self._types.flat(resolved)
        inside = (*((flat.items,) if flat.items is not None else ()), *flat.one_of, *flat.any_of)
        return self._is_binary(flat) or any(self._holds_file(part, depth + 1) for part in inside)

    def _is_binary(self, schema: spec.Schema) -> bool:
        """Whether a value is bytes as they are: 3.0's `format: binary`, 3.1's media type without encoding."""
        kind = media.essence(schema.content_media_type or "")
        return schema.format == "binary" or bool(
            kind and schema.content_encoding is None and not media.is_json(kind) and not media.is_text(kind)
        )

    def _resolved(self, schema: spec.Schema) -> spec.Schema | None:
        return self._references.schema(schema) if schema.ref is not None else schema

    def _parts(self, item: spec.MediaType) -> tuple[Part, ...]:
        if not media.is_form(item.media_type):
            return ()
        return tuple(
            Part(
                WireName(each.name),
                each.content_type,
                _style(each),
                tuple(self._fixed_headers(each)),
            )
            for each in item.encoding
            if each.content_type or each.headers or _style(each) is not None
        )

    def _fixed_headers(self, encoding: spec.Encoding) -> list[tuple[str, str]]:
        """The headers of a part whose value the document gives; others are for who makes the file to give."""
        found: list[tuple[str, str]] = []
        for name, item in encoding.headers:
            header = self._references.record(item, spec.Header)
            schema = None if header is None or header.schema is None else self._resolved(header.schema)
            if schema is None or name.lower() == "content-type":
                continue
            listed = schema.enum or ()
            value = schema.const if schema.has_const else listed[0] if len(listed) == 1 else schema.default
            if isinstance(value, str):
                found.append((name, value))
        return found


def _with_bytes(parts: tuple[Part, ...], fields: list[Argument], *, is_multipart: bool) -> tuple[Part, ...]:
    """The parts, those marked whose bytes are files, or in which bytes travel as text."""
    found = {part.wire: part for part in parts}
    for argument in fields:
        kinds = (argument.type, *inside(argument.type))
        # Where text may stand in place of a file, it is not refused.
        if _FILE in kinds and not any(isinstance(each, Constant) or each == _STRING for each in kinds):
            part = found.get(argument.wire, Part(argument.wire))
            found[argument.wire] = replace(part, is_file=True)
        elif is_multipart and _BASE64 in kinds and _FILE not in kinds:
            part = found.get(argument.wire, Part(argument.wire))
            found[argument.wire] = replace(part, is_base64=True)
    return tuple(found.values())


def _is_base64(schema: spec.Schema) -> bool:
    """Whether a value is text that stands for bytes: `format: byte`, or 3.1's `contentEncoding`."""
    return schema.format == "byte" or (schema.content_encoding or "").lower() == "base64"


def _is_plain_text(schema: spec.Schema) -> bool:
    """Whether a schema says no more than `string`. A part called `file` is one even so: documents written for
    form-urlencoded APIs (Stripe's) have no other word for it.
    """
    return (
        set(schema.types) == {"string"}
        and not (schema.enum or schema.has_const or schema.pattern)
        and schema.format is None
        and schema.content_encoding is None
        and schema.content_media_type is None
    )


def _of_file(doc: Doc) -> Doc:
    return replace(doc, constraints=tuple(each for each in doc.constraints if each != "format binary"))


def _style(encoding: spec.Encoding) -> Style | None:
    """How a part is written, if it is as a parameter would be; then its type says nothing (3.1 §4.8.15)."""
    if encoding.style is None and encoding.explode is None and not encoding.allow_reserved:
        return None
    style = encoding.style or "form"
    explode = encoding.explode if encoding.explode is not None else style == "form"
    return Style(style, explode=explode or style == "deepObject", reserved=encoding.allow_reserved)
