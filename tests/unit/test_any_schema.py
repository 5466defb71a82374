"""No schema makes generation fail: documents of keywords put together at random."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.build import build
from generator.load.read import load_text
from generator.render import render
from generator.spec.parse import parse

NAMES = ("A", "B", "C", "D", "E")
VALUES: tuple[Any, ...] = ("a", "b", 1, 2.5, None, True, {"x": 1}, [1])
SCALARS: tuple[Any, ...] = (
    {"type": "string"},
    {"type": "integer"},
    {"const": "a"},
    {"const": 1},
    {"const": None},
    {"type": ["string", "null"]},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "uuid"},
    {},
    True,
    False,
)
# Those that led to endless recursion once, and some more.
SEEDS = (125, 186, 192, 229, 236, 357, 400, 416, 564, *range(40))


class Maker:
    """Makes schemas that refer to each other, most of them nonsense."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def schema(self, depth: int = 0) -> Any:
        """Any schema; nested less, the deeper it stands."""
        if depth > 3 or self.random.random() < 0.25:
            return self.random.choice([self.reference(), *SCALARS])
        chosen = self.random.sample(sorted(self.keywords()), self.random.randint(1, 5))
        return {keyword: self.keywords()[keyword](depth + 1) for keyword in chosen}

    def reference(self) -> dict[str, str]:
        """To a component, to a part of one, or to nothing."""
        places = [f"#/components/schemas/{name}" for name in NAMES]
        return {"$ref": self.random.choice([*places, "#/components/schemas/A/properties/x", "#/nowhere"])}

    def keywords(self) -> dict[str, Callable[[int], Any]]:
        """Keywords, and what makes a value for each."""
        one = dict.fromkeys(
            ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"],
            self.schema,
        )
        many = dict.fromkeys(["allOf", "oneOf", "anyOf", "prefixItems"], self.several)
        named = dict.fromkeys(
            ["properties", "patternProperties", "dependentSchemas", "$defs"],
            self.members,
        )
        rest: dict[str, Callable[[int], Any]] = {
            "type": lambda _: self.random.choice(["object", "array", "string", ["object", "null"]]),
            "$ref": lambda _: self.reference()["$ref"],
            "required": lambda _: self.random.sample(["k", "x", "y", "z"], 2),
            "enum": lambda _: self.random.sample(VALUES, 3),
            "const": lambda _: self.random.choice(VALUES),
            "nullable": lambda _: True,
            "readOnly": lambda _: True,
            "writeOnly": lambda _: True,
            "minItems": lambda _: self.random.randint(0, 3),
            "maxItems": lambda _: self.random.randint(0, 3),
            "dependentRequired": lambda _: {"x": ["y"]},
            "discriminator": lambda _: self.discriminator(),
        }
        return {**one, **many, **named, **rest}

    def several(self, depth: int) -> list[Any]:
        """A few schemas."""
        return [self.schema(depth) for _ in range(self.random.randint(1, 3))]

    def members(self, depth: int) -> dict[str, Any]:
        """A few schemas by name."""
        names = self.random.sample(["k", "x", "y", "class", "a-b"], self.random.randint(1, 3))
        return {name: self.schema(depth) for name in names}

    def discriminator(self) -> dict[str, Any]:
        """With or without a mapping, to what is there and what is not."""
        mapping = {"m": self.random.choice(NAMES), "n": f"#/components/schemas/{NAMES[0]}", "o": "#/no"}
        return {
            "propertyName": self.random.choice(["k", "x"]),
            **({"mapping": mapping} if self.random.random() < 0.5 else {}),
            **({"defaultMapping": self.random.choice(NAMES)} if self.random.random() < 0.3 else {}),
        }

    def document(self) -> str:
        """A document with one operation, which uses the schemas everywhere."""
        body = {"content": {"application/json": {"schema": self.schema()}}}
        operation = {
            "operationId": "act",
            "parameters": [{"name": "q", "in": "query", "schema": self.schema(2)}],
            "requestBody": body,
            "responses": {
                "200": {"description": "", "content": {"application/json": {"schema": self.schema()}}},
                "400": {"description": "", "content": {"application/json": {"schema": self.reference()}}},
            },
        }
        return json.dumps(
            {
                "openapi": self.random.choice(["3.0.3", "3.1.0", "3.2.0"]),
                "info": {"title": "Any", "version": "1"},
                "paths": {"/a": {"post": operation}},
                "components": {"schemas": {name: self.schema() for name in NAMES}},
            }
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_any_schema_gives_a_package(seed: int) -> None:
    diagnostics = Diagnostics()
    document = load_text("api.json", Maker(seed).document(), diagnostics)
    assert document is not None
    settings = SdkSettings(enums="enum" if seed % 2 else "literal", validate_requests=seed % 3 == 0)
    api = build(parse(document, diagnostics), document, settings, diagnostics)
    (operation,) = api.operations()
    assert operation.operation_id == "act"
    for path, text in render(api).items():
        if path.endswith(".py"):
            ast.parse(text, path)
