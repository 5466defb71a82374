"""Schema Objects of all dialects become one record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.load.document import JsonValue
from generator.load.read import load_text
from generator.spec.frozen import freeze
from generator.spec.model import Discriminator, JsonObject, Schema
from generator.spec.parse import parse
from generator.spec.validate import validate

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n    A: "
HERE = "#/components/schemas/A"


def read(schema: str) -> tuple[Schema | None, list[tuple[str, str]]]:
    """The schema, and pointer and message of what is said about it."""
    diagnostics = Diagnostics()
    document = load_text("pets.yaml", HEAD + schema + "\n", diagnostics)
    assert document is not None
    spec = parse(document, diagnostics)
    found = [(item.location.pointer.removeprefix(HERE), item.message) for item in diagnostics]
    return dict(spec.schemas).get("A"), found


def schema_of(text: str) -> Schema:
    schema, found = read(text)
    assert not found
    assert schema is not None
    return schema


def at(*tokens: str) -> str:
    return "/".join((HERE, *tokens))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{}", {}),
        ("true", {"boolean": True}),
        ("false", {"boolean": False}),
        ("{type: string, format: date-time, title: T, description: D}", None),
        ("{type: [string, 'null']}", {"types": ("string", "null")}),
        ("{type: string, nullable: true}", {"types": ("string", "null")}),
        ("{type: [string, 'null'], nullable: true}", {"types": ("string", "null")}),
        ("{$ref: '#/b', nullable: true}", {"ref": "#/b", "nullable": True}),
        ("{type: string, nullable: false}", {"types": ("string",)}),
        ("{minimum: 1, exclusiveMinimum: true}", {"exclusive_minimum": 1}),
        ("{maximum: 1.5, exclusiveMaximum: true}", {"exclusive_maximum": 1.5}),
        ("{minimum: 1, exclusiveMinimum: false}", {"minimum": 1}),
        ("{exclusiveMinimum: true}", {}),
        ("{minimum: 1, exclusiveMinimum: 2, multipleOf: 0.5}", None),
        (
            "{minLength: 1, maxLength: 2.0, pattern: '^a'}",
            {"min_length": 1, "max_length": 2, "pattern": "^a"},
        ),
        ("{minItems: 1, maxItems: 2, uniqueItems: true}", None),
        ("{minProperties: 1, maxProperties: 2}", {"min_properties": 1, "max_properties": 2}),
        ("{default: null}", {"has_default": True}),
        ("{default: [1, {a: b}]}", {"has_default": True, "default": (1, JsonObject((("a", "b"),)))}),
        ("{const: false}", {"has_const": True, "const": False}),
        ("{enum: [a, null, 1]}", {"enum": ("a", None, 1)}),
        ("{required: [a, b]}", {"required": ("a", "b")}),
        ("{readOnly: true, deprecated: true}", {"read_only": True, "deprecated": True}),
        ("{writeOnly: true}", {"write_only": True}),
        ("{contentEncoding: base64, contentMediaType: image/png}", None),
        ("{example: 1}", {"examples": (1,)}),
        ("{example: 1, examples: [2, [3]]}", {"examples": (1, 2, (3,))}),
        ("{x-a: {b: 1}, x-c: null}", {"extensions": (("x-a", JsonObject((("b", 1),))), ("x-c", None))}),
        (
            "{nope: {}, $id: a, xml: {name: b}, externalDocs: {}}",
            {"unread": ("nope",), "xml": JsonObject((("name", "b"),))},
        ),
        ("{discriminator: kind}", {"discriminator": Discriminator("kind")}),
        (
            "{discriminator: {propertyName: kind, mapping: {a: '#/b', c: D}, defaultMapping: E}}",
            {"discriminator": Discriminator("kind", (("a", "#/b"), ("c", "D")), "E")},
        ),
        ("{items: {}}", {"items": Schema(at("items"))}),
        ("{items: [{}]}", {"prefix_items": (Schema(at("items", "0")),)}),
        ("{prefixItems: [{}, true]}", None),
        ("{not: {}}", {"not_": Schema(at("not"))}),
        (
            "{additionalProperties: false}",
            {"additional_properties": Schema(at("additionalProperties"), False)},
        ),
        ("{unevaluatedProperties: false}", None),
        ("{contentSchema: {}}", {"content_schema": Schema(at("contentSchema"))}),
        ("{propertyNames: {}}", {"property_names": Schema(at("propertyNames"))}),
        (
            "{patternProperties: {^a/~: {}}}",
            {"pattern_properties": (("^a/~", Schema(at("patternProperties", "^a~1~0"))),)},
        ),
        ("{$defs: {B: {}}}", {"defs": (("B", Schema(at("$defs", "B"))),)}),
        ("{allOf: [{}], anyOf: [{}], oneOf: [{}, {}]}", None),
    ],
)
def test_a_schema(text: str, fields: dict[str, Any] | None) -> None:
    schema = schema_of(text)
    if fields is not None:
        assert schema == Schema(HERE, **fields)


def test_the_ones_that_are_long_to_write() -> None:
    schema = schema_of("{type: string, format: date-time, title: T, description: D}")
    assert (schema.types, schema.format, schema.title, schema.description) == (
        ("string",),
        "date-time",
        "T",
        "D",
    )
    schema = schema_of("{minimum: 1, exclusiveMinimum: 2, multipleOf: 0.5}")
    assert (schema.minimum, schema.exclusive_minimum, schema.multiple_of) == (1, 2, 0.5)
    schema = schema_of("{minItems: 1, maxItems: 2, uniqueItems: true}")
    assert (schema.min_items, schema.max_items, schema.unique_items) == (1, 2, True)
    schema = schema_of("{contentEncoding: base64, contentMediaType: image/png}")
    assert (schema.content_encoding, schema.content_media_type) == ("base64", "image/png")
    schema = schema_of("{prefixItems: [{}, true]}")
    assert [item.pointer for item in schema.prefix_items] == [at("prefixItems", "0"), at("prefixItems", "1")]
    assert schema.prefix_items[1].boolean is True
    schema = schema_of("{unevaluatedProperties: false}")
    assert schema.unevaluated_properties is not None
    assert schema.unevaluated_properties.boolean is False
    schema = schema_of("{allOf: [{}], anyOf: [{}], oneOf: [{}, {}]}")
    assert [len(each) for each in (schema.all_of, schema.any_of, schema.one_of)] == [1, 1, 2]


def test_properties_keep_their_order() -> None:
    schema = schema_of("{type: object, properties: {b: {type: string}, a: true, '': {}}}")
    assert [(name, inner.pointer) for name, inner in schema.properties] == [
        ("b", at("properties", "b")),
        ("a", at("properties", "a")),
        ("", at("properties", "")),
    ]


@pytest.mark.parametrize(
    ("text", "pointer", "fields"),
    [
        ("{type: file}", "/type", {"types": ("string",), "format": "binary"}),
        ("{type: [string, file, 1]}", "/type", {"types": ("string",), "format": "binary"}),
        ("{type: [string, null]}", "/type", {"types": ("string", "null")}),
        ("{type: {}}", "/type", {}),
        ("{required: true}", "/required", {}),
        ("{required: [a, 1]}", "/required/1", {"required": ("a",)}),
        ("{title: 2024}", "/title", {"title": "2024"}),
        ("{title: 1.10}", "/title", {"title": "1.10"}),
        ("{title: true}", "/title", {"title": "true"}),
        ("{title: null}", "/title", {}),
        ("{description: [a]}", "/description", {}),
        ("{nullable: 'yes'}", "/nullable", {}),
        ("{minimum: '1'}", "/minimum", {}),
        ("{minimum: true}", "/minimum", {}),
        ("{maxLength: -1}", "/maxLength", {}),
        ("{maxLength: 1.5}", "/maxLength", {}),
        ("{maxLength: '1'}", "/maxLength", {}),
        ("{enum: []}", "/enum", {}),
        ("{enum: a}", "/enum", {}),
        ("{examples: {a: 1}}", "/examples", {}),
        ("{properties: [a]}", "/properties", {}),
        (
            "{properties: {a: text, b: {}}}",
            "/properties/a",
            {"properties": (("b", Schema(at("properties", "b"))),)},
        ),
        ("{allOf: {}}", "/allOf", {}),
        ("{allOf: [1, {}]}", "/allOf/0", {"all_of": (Schema(at("allOf", "1")),)}),
        ("{items: string}", "/items", {}),
        ("{discriminator: 1}", "/discriminator", {}),
        ("{discriminator: {}}", "/discriminator/propertyName", {}),
        ("{$ref: 1.5}", "/$ref", {"ref": "1.5"}),
    ],
)
def test_what_is_of_the_wrong_kind_is_reported_once_and_left_out(
    text: str, pointer: str, fields: dict[str, Any]
) -> None:
    schema, found = read(text)
    assert schema == Schema(HERE, **fields)
    assert [place for place, _ in found] == [pointer]


@pytest.mark.parametrize("text", ["text", "null", "[]", "1"])
def test_what_is_no_schema_at_all(text: str) -> None:
    schema, found = read(text)
    assert schema is None
    assert [place for place, _ in found] == [""]


@pytest.mark.parametrize("keyword", ["properties", "items", "allOf", "additionalProperties", "not"])
def test_schemas_may_nest_deeply(keyword: str) -> None:
    value: JsonValue = {"type": "string"}
    levels = 380
    for _ in range(levels):
        match keyword:
            case "properties":
                value = {keyword: {"a": value}}
            case "allOf":
                value = {keyword: [value]}
            case _:
                value = {keyword: value}
    data = {"openapi": "3.0.3", "info": {"title": "a", "version": "1"}, "paths": {}, "components": {}}
    data["components"] = {"schemas": {"A": value}}
    diagnostics = Diagnostics()
    document = load_text("deep.json", json.dumps(data), diagnostics)
    assert document is not None
    spec = parse(document, diagnostics)
    assert not diagnostics.items
    schema = spec.schemas[0][1]
    for _ in range(levels):
        schema = {
            "properties": lambda one: one.properties[0][1],
            "items": lambda one: one.items,
            "allOf": lambda one: one.all_of[0],
            "additionalProperties": lambda one: one.additional_properties,
            "not": lambda one: one.not_,
        }[keyword](schema)
    assert schema.types == ("string",)
    assert document.digests
    validate(document, diagnostics)  # must not raise
    assert not diagnostics.has_errors


def test_freezing() -> None:
    shared: JsonValue = {"x": [1]}
    assert freeze([shared, shared, {}, [], "a", None]) == (
        JsonObject((("x", (1,)),)),
        JsonObject((("x", (1,)),)),
        JsonObject(),
        (),
        "a",
        None,
    )
    assert hash(freeze({"a": [{"b": {}}]})) is not None
