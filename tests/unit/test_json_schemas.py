"""Schemas cut out of a document stand on their own, and say what they said in it."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from generator.diagnostics import Diagnostics
from generator.json_schemas import schema_at
from generator.load.document import Document, JsonValue
from generator.load.read import load_text


def _document(schemas: dict[str, Any], version: str = "3.1.0", **root: Any) -> Document:
    text = json.dumps({"openapi": version, "components": {"schemas": schemas}, **root})
    document = load_text("spec.json", text, Diagnostics())
    assert document is not None
    return document


def _cut(schemas: dict[str, Any], version: str = "3.1.0", pointer: str = "#/components/schemas/Main") -> Any:
    schema: Any = schema_at(_document(schemas, version), pointer)
    jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return schema


def test_schema_without_references_is_as_written() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer", "x-other": [1]}}, "required": ["a"]}
    assert _cut({"Main": schema}) == schema


def test_references_lead_into_its_own_definitions_also_through_others() -> None:
    assert _cut(
        {
            "Main": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"items": {"$ref": "#/components/schemas/C"}, "description": "A B."},
            "C": {"type": "string"},
            "Unused": {"type": "null"},
        }
    ) == {
        "properties": {"b": {"$ref": "#/$defs/B"}},
        "$defs": {"B": {"items": {"$ref": "#/$defs/C"}, "description": "A B."}, "C": {"type": "string"}},
    }


def test_every_place_that_holds_a_schema_is_followed() -> None:
    leaf = {"$ref": "#/components/schemas/Leaf"}
    schema: dict[str, Any] = {
        **dict.fromkeys(("additionalProperties", "contains", "else", "if", "items", "not", "then"), leaf),
        **dict.fromkeys(("propertyNames", "unevaluatedItems", "unevaluatedProperties"), leaf),
        **{key: [leaf] for key in ("allOf", "anyOf", "oneOf", "prefixItems")},
        **{key: {"x": leaf} for key in ("dependentSchemas", "patternProperties", "properties")},
    }
    schema["anyOf"] = [{"properties": {"deep": {"items": leaf}}}]
    text = json.dumps(_cut({"Main": schema, "Leaf": True}))
    assert "#/components" not in text
    assert text.count('"#/$defs/Leaf"') == len(schema)


def test_what_only_looks_like_a_reference_is_left_alone() -> None:
    value = {"$ref": "#/components/schemas/B"}
    schema = {
        "default": value,
        "examples": [value],
        "enum": [value],
        "const": value,
        "x-note": value,
        "properties": {"$ref": {"type": "string"}},
    }
    assert _cut({"Main": schema, "B": {}}) == schema


def test_recursion() -> None:
    schema = _cut({"Main": {"type": "array", "items": {"$ref": "#/components/schemas/Main"}}})
    assert schema == {
        "type": "array",
        "items": {"$ref": "#/$defs/Main"},
        "$defs": {"Main": {"type": "array", "items": {"$ref": "#/$defs/Main"}}},
    }
    assert jsonschema_rs.is_valid(schema, [[], [[]]])
    assert not jsonschema_rs.is_valid(schema, [[], ["a"]])


@pytest.mark.parametrize("name", ["A B", "a/b", "a~b", "ä%20", "a#?b", "$defs"])
def test_names_that_need_escapes(name: str) -> None:
    token = name.replace("~", "~0").replace("/", "~1")
    schema = _cut(
        {"Main": {"$ref": f"#/components/schemas/{token.replace('%', '%25')}"}, name: {"type": "null"}}
    )
    assert schema["$defs"] == {name: {"type": "null"}}
    assert jsonschema_rs.is_valid(schema, None)
    assert not jsonschema_rs.is_valid(schema, 1)


def test_references_to_other_places_than_components() -> None:
    schema = _cut(
        {
            "Main": {"$ref": "#/components/schemas/Other/properties/deep"},
            "Other": {"properties": {"deep": {"type": "integer"}}, "$defs": {"Unused": {}}},
            "properties": {"type": "string"},
        }
    )
    assert list(schema["$defs"].values()) == [{"type": "integer"}]
    assert jsonschema_rs.is_valid(schema, 1)
    assert not jsonschema_rs.is_valid(schema, "1")


def test_own_definitions_come_along_where_they_are_used() -> None:
    schema = _cut(
        {
            "Main": {
                "items": {"$ref": "#/components/schemas/Main/$defs/Used"},
                "$defs": {"Used": {"type": "string"}, "Unused": {}},
            }
        }
    )
    assert list(schema["$defs"].values()) == [{"type": "string"}]
    assert jsonschema_rs.is_valid(schema, ["a"])
    assert not jsonschema_rs.is_valid(schema, [1])


@pytest.mark.parametrize(
    "target", ["#/components/schemas/None", "#/$defs/None", "other.yaml#/A", "#", "#anchor"]
)
def test_reference_that_leads_nowhere_allows_everything_and_says_so(target: str) -> None:
    schema = _cut({"Main": {"properties": {"a": {"$ref": target, "description": "An a."}}}})
    assert schema["properties"]["a"] == {
        "$comment": f"The reference {target!r} leads nowhere.",
        "description": "An a.",
    }


def test_discriminator_targets_are_led_along() -> None:
    schema = _cut(
        {
            "Main": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {"cat": "#/components/schemas/Cat", "dog": "Dog", "cow": "none"},
                },
            },
            "Cat": {"type": "object"},
            "Dog": {"type": "object"},
        }
    )
    assert schema["discriminator"]["mapping"] == {"cat": "#/$defs/Cat", "dog": "#/$defs/Dog", "cow": "none"}
    assert set(schema["$defs"]) == {"Cat", "Dog"}


class TestDialect30:
    def test_nullable(self) -> None:
        schema = _cut(
            {
                "Main": {
                    "properties": {
                        "nullable": {"type": "string", "nullable": True, "enum": ["a"]},
                        "not": {"type": "string", "nullable": False},
                    }
                }
            },
            "3.0.3",
        )
        assert schema["properties"] == {
            "nullable": {"type": ["string", "null"], "enum": ["a", None]},
            "not": {"type": "string"},
        }

    def test_exclusive_limits(self) -> None:
        assert _cut(
            {"Main": {"minimum": 1, "exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": False}},
            "3.0.3",
        ) == {"exclusiveMinimum": 1, "maximum": 9}

    def test_siblings_of_a_reference_mean_nothing(self) -> None:
        schema = _cut({"Main": {"$ref": "#/components/schemas/B", "type": "string"}, "B": {}}, "3.0.3")
        assert schema == {"$ref": "#/$defs/B", "$defs": {"B": {}}}

    def test_later_dialects_are_left_alone(self) -> None:
        assert _cut({"Main": {"type": "string", "nullable": True}}) == {"type": "string", "nullable": True}


@pytest.mark.parametrize(
    "pointer",
    [
        "#/components/schemas/None",
        "#/components/parameters/schema",
        "#/paths/~1a/get",
        "#/paths/~1a/get/parameters/0",
        "#",
    ],
)
def test_place_that_is_no_schemas_allows_everything(pointer: str) -> None:
    parameter: dict[str, JsonValue] = {"name": "p", "in": "query", "required": True}
    document = _document(
        {},
        paths={"/a": {"get": {"parameters": [parameter], "responses": {}}}},
    )
    components = document.data["components"]
    assert isinstance(components, dict)
    components["parameters"] = {"schema": dict(parameter)}
    assert schema_at(document, pointer) == {}


def test_boolean_schema() -> None:
    assert schema_at(_document({"Main": False}), "#/components/schemas/Main") is False
