"""Schema Objects: JSON Schema 2020-12 (OpenAPI 3.1 §4.8.24) and the dialect of 3.0 (§4.7.24) as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.load import pointer
from generator.load.document import JsonValue, kind_of
from generator.spec.about import external_docs
from generator.spec.frozen import freeze
from generator.spec.model import Discriminator, JsonObject, Schema
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.skips import is_left_out
from generator.spec.vendor import On, available

_TYPES = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})
# Names of types that are none, whose meaning is plain; `any` allows everything. They are reported.
_MEANT = {
    "any": "",
    "bool": "boolean",
    "date": "string",
    "datetime": "string",
    "double": "number",
    "float": "number",
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "list": "array",
    "long": "integer",
    "map": "object",
    "str": "string",
    "text": "string",
    "uuid": "string",
}

# Keyword → field, by what its value holds.
_ONE = {
    "additionalProperties": "additional_properties",
    "contains": "contains",
    "contentSchema": "content_schema",
    "else": "else_",
    "if": "if_",
    "items": "items",
    "not": "not_",
    "propertyNames": "property_names",
    "then": "then",
    "unevaluatedItems": "unevaluated_items",
    "unevaluatedProperties": "unevaluated_properties",
}
_MANY = {"allOf": "all_of", "anyOf": "any_of", "oneOf": "one_of", "prefixItems": "prefix_items"}
_BY_NAME = {
    "$defs": "defs",
    "definitions": "defs",
    "dependentSchemas": "dependent_schemas",
    "patternProperties": "pattern_properties",
    "properties": "properties",
}
_TEXTS = {
    "$ref": "ref",
    "contentEncoding": "content_encoding",
    "contentMediaType": "content_media_type",
    "description": "description",
    "format": "format",
    "pattern": "pattern",
    "title": "title",
}
_FLAGS = {
    "deprecated": "deprecated",
    "readOnly": "read_only",
    "uniqueItems": "unique_items",
    "writeOnly": "write_only",
}
_NUMBERS = {
    "exclusiveMaximum": "exclusive_maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "maximum": "maximum",
    "minimum": "minimum",
    "multipleOf": "multiple_of",
}
_COUNTS = {
    "maxItems": "max_items",
    "maxLength": "max_length",
    "maxProperties": "max_properties",
    "minItems": "min_items",
    "minLength": "min_length",
    "minProperties": "min_properties",
}
# Read by name in `_special`, or without meaning for values.
_SPECIAL = frozenset(
    {
        "additionalItems",
        "const",
        "default",
        "dependencies",
        "dependentRequired",
        "discriminator",
        "enum",
        "example",
        "examples",
        "nullable",
        "required",
        "type",
        "x-nullable",
    }
)
# Where a schema is, and what it is called, has been settled by `generator.load` for every reference.
_IDENTITY = frozenset({"$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "id"})
# `minContains` and `maxContains` say nothing of the type that `contains` does not.
_ANNOTATIONS = frozenset(
    {"$comment", "$schema", "$vocabulary", "externalDocs", "maxContains", "minContains", "xml"}
)


@dataclass(slots=True)
class _Draft:
    """A schema that has been looked at, and the places of the schemas directly in it."""

    value: JsonValue
    here: str
    on: On = "schema"
    one: dict[str, str] = field(default_factory=dict[str, str])
    many: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    by_name: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])


def read_schema(reader: Reader, source: JsonMap, name: str, here: str) -> Schema | None:
    """The schema that is a member of an object; None when it is absent, or not a schema at all (reported)."""
    if name not in source:
        return None
    return schema_at(reader, source[name], pointer.child(here, name))


def named_schemas(reader: Reader, source: JsonMap, section: str, here: str) -> tuple[tuple[str, Schema], ...]:
    """The schemas of a member that holds them by name: `components.schemas`, or 2.0's `definitions`."""
    below = pointer.child(here, section)
    found = (
        (name, schema_at(reader, value, pointer.child(below, name)))
        for name, value in reader.members(source, section, here).items()
    )
    return tuple((name, schema) for name, schema in found if schema is not None)


def schema_at(reader: Reader, value: JsonValue, here: str) -> Schema | None:
    """The schema at a pointer; None when it is not one (reported). Not recursive, however deep it nests."""
    if not isinstance(value, dict | bool):
        _report_kind(reader, value, here)
        return None
    order = [_Draft(value, here)]
    for draft in order:  # grows while it is walked: every schema comes after the one that holds it
        if isinstance(draft.value, dict):
            order.extend(_inside(reader, draft, draft.value))
    done: dict[str, Schema] = {}
    for draft in reversed(order):
        done[draft.here] = _build(reader, draft, done)
    return done[here]


def _report_kind(reader: Reader, value: JsonValue, here: str) -> None:
    reader.report(here, f"a schema should be an object, true or false, not {kind_of(value)}")


def _inside(reader: Reader, draft: _Draft, value: JsonMap) -> list[_Draft]:
    """Drafts of the schemas directly inside a schema."""
    found: list[_Draft] = []

    def add(inner: JsonValue, here: str, on: On = "schema") -> bool:
        if isinstance(inner, dict | bool):
            found.append(_Draft(inner, here, on))
            return True
        _report_kind(reader, inner, here)
        return False

    for keyword, inner in value.items():
        here = pointer.child(draft.here, keyword)
        if keyword in _BY_NAME or keyword == "dependencies":
            places = draft.by_name.setdefault(_BY_NAME.get(keyword, "dependent_schemas"), [])
            for name, member in reader.members(value, keyword, draft.here).items():
                at = pointer.child(here, name)
                if keyword == "properties" and is_left_out(reader, value, name, member, at):
                    continue
                if keyword == "dependencies" and isinstance(member, list):
                    continue  # names, which `_special` reads
                if add(member, at, "property" if keyword == "properties" else "schema"):
                    places.append((name, at))
        elif keyword in _MANY or (keyword == "items" and isinstance(inner, list)):
            # `items` as an array is `prefixItems` in the drafts before 2020-12.
            places_of = draft.many.setdefault(_MANY.get(keyword, "prefix_items"), [])
            for number, member in enumerate(reader.items(value, keyword, draft.here)):
                at = pointer.child(here, number)
                if add(member, at):
                    places_of.append(at)
        elif keyword == "additionalItems" and isinstance(value.get("items"), list) and add(inner, here):
            draft.one["items"] = here
        elif keyword in _ONE and add(inner, here):
            draft.one[_ONE[keyword]] = here
    return found


def _build(reader: Reader, draft: _Draft, done: dict[str, Schema]) -> Schema:
    value, here = draft.value, draft.here
    if not isinstance(value, dict):
        return Schema(here, boolean=bool(value))
    fields: dict[str, Any] = {name: done[at] for name, at in draft.one.items()}
    fields.update((name, tuple(done[at] for at in places)) for name, places in draft.many.items())
    fields.update(
        (name, tuple((key, done[at]) for key, at in places)) for name, places in draft.by_name.items()
    )
    unread: list[str] = []
    for keyword in value:
        if keyword in _TEXTS:
            fields[_TEXTS[keyword]] = reader.text(value, keyword, here)
        elif keyword in _FLAGS:
            fields[_FLAGS[keyword]] = reader.flag(value, keyword, here)
        elif keyword in _NUMBERS:
            fields[_NUMBERS[keyword]] = _number(reader, value, keyword, here)
        elif keyword in _COUNTS:
            fields[_COUNTS[keyword]] = _count(reader, value, keyword, here)
        elif not (
            keyword in _SPECIAL
            or keyword in _ONE
            or keyword in _MANY
            or keyword in _BY_NAME
            or keyword in _ANNOTATIONS
            or keyword in _IDENTITY
            or keyword.startswith("x-")
        ):
            unread.append(keyword)
    _special(reader, value, here, fields)
    _exclusive(value, fields)
    return available(
        Schema(here, unread=tuple(unread), extensions=extensions(reader, value, here, draft.on), **fields)
    )


def _special(reader: Reader, value: JsonMap, here: str, fields: dict[str, Any]) -> None:
    if "type" in value:
        fields["types"] = _types(reader, value, here)
    _bytes(reader, value, here, fields)
    if reader.flag(value, "nullable", here) or value.get("x-nullable") is True:
        types: tuple[str, ...] = fields.get("types", ())
        if not types:
            fields["nullable"] = True
        elif "null" not in types:
            fields["types"] = (*types, "null")
    for keyword in ("default", "const"):
        if keyword in value:
            fields[keyword] = freeze(value[keyword])
            fields[f"has_{keyword}"] = True
    if "enum" in value:
        members = reader.items(value, "enum", here)
        if members:
            fields["enum"] = tuple(freeze(member) for member in members)
        elif value["enum"] == []:
            reader.report(pointer.child(here, "enum"), "an empty `enum` would allow no value")
    if "required" in value:
        fields["required"] = reader.strings(value, "required", here)
    for keyword in ("dependentRequired", "dependencies"):
        if keyword in value:
            by_name = reader.members(value, keyword, here)
            fields["dependent_required"] = tuple(
                (name, reader.strings(by_name, name, pointer.child(here, keyword)))
                for name, names in by_name.items()
                if keyword == "dependentRequired" or isinstance(names, list)
            )
    if "discriminator" in value:
        fields["discriminator"] = _discriminator(reader, value, here)
    examples = [value["example"]] if "example" in value else []
    if "examples" in value:
        examples.extend(reader.items(value, "examples", here))
    if examples:
        fields["examples"] = tuple(freeze(example) for example in examples)
    if "externalDocs" in value:
        fields["external_docs"] = external_docs(reader, value, here)
    if "xml" in value:
        xml = freeze(reader.members(value, "xml", here))
        assert isinstance(xml, JsonObject)
        fields["xml"] = xml


def _types(reader: Reader, value: JsonMap, here: str) -> tuple[str, ...]:
    at = pointer.child(here, "type")
    names = value["type"]
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, list):
        reader.wrong("type", "text or an array of texts", names, at)
        return ()
    found: list[str] = []
    for name in names:
        if isinstance(name, str) and (name in _TYPES or name == "file"):
            if name not in found:
                found.append(name)
        else:
            shown = repr(name) if isinstance(name, str) else kind_of(name)
            # `type: [string, null]` without quotes is a null, and what it means is plain.
            reader.report(at, f"`type` should be one of {', '.join(sorted(_TYPES))}, not {shown}")
            meant = "null" if name is None else _meant(name)
            if meant and meant not in found:
                found.append(meant)
    return tuple(found)


def _meant(name: JsonValue) -> str:
    """The type that a name most likely means; empty when there is none."""
    word = name.lower() if isinstance(name, str) else ""
    return word if word in _TYPES else _MEANT.get(word, "")


def _bytes(reader: Reader, value: JsonMap, here: str, fields: dict[str, Any]) -> None:
    """2.0's `type: file` is 3.0's `type: string, format: binary`; elsewhere it is read so, and reported."""
    types: tuple[str, ...] = fields.get("types", ())
    if "file" not in types:
        return
    if not reader.is_swagger:
        known = ", ".join(sorted(_TYPES))
        reader.report(pointer.child(here, "type"), f"`type` should be one of {known}, not 'file'")
    fields["types"] = tuple(dict.fromkeys("string" if name == "file" else name for name in types))
    fields["format"] = "binary"


def _discriminator(reader: Reader, value: JsonMap, here: str) -> Discriminator | None:
    at = pointer.child(here, "discriminator")
    source = value["discriminator"]
    if isinstance(source, str):
        return Discriminator(source)  # Swagger 2.0
    if not isinstance(source, dict):
        reader.wrong("discriminator", "an object", source, at)
        return None
    name = reader.text(source, "propertyName", at)
    if name is None:
        reader.report(pointer.child(at, "propertyName"), "a discriminator needs `propertyName`")
        return None
    return Discriminator(
        name, reader.texts_by_name(source, "mapping", at), reader.text(source, "defaultMapping", at)
    )


def _number(reader: Reader, value: JsonMap, keyword: str, here: str) -> int | float | bool | None:
    number = value[keyword]
    if isinstance(number, bool):
        if keyword.startswith("exclusive"):
            return number  # 3.0's form; `_exclusive` makes it a number
    elif isinstance(number, int | float):
        return number
    reader.wrong(keyword, "a number", number, pointer.child(here, keyword))
    return None


def _count(reader: Reader, value: JsonMap, keyword: str, here: str) -> int | None:
    number = value[keyword]
    if (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and number >= 0
        and number == int(number)
    ):
        return int(number)
    at = pointer.child(here, keyword)
    if isinstance(number, int | float) and not isinstance(number, bool):
        reader.report(at, f"`{keyword}` should be a whole number, 0 or more, not {number}")
    else:
        reader.wrong(keyword, "a whole number", number, at)
    return None


def _exclusive(value: JsonMap, fields: dict[str, Any]) -> None:
    """3.0's `exclusiveMinimum: true` beside `minimum: 3` is 3.1's `exclusiveMinimum: 3`."""
    for bound in ("minimum", "maximum"):
        exclusive = f"exclusive_{bound}"
        flag = fields.get(exclusive)
        if isinstance(flag, bool):
            fields[exclusive] = fields.pop(bound, None) if flag else None
