"""What OpenAPI 3.0 says is said as 3.1 says it, where documents of both are merged."""

from __future__ import annotations

from typing import Any

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.load.merge import merge
from generator.load.read import load_text

OLD = """openapi: 3.0.3
info: {title: Pets}
paths: {/a: {get: {}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        nullable: {type: string, nullable: true, enum: [a]}
        age: {type: integer, minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}
        owner: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
      example: {nullable: true, type: string}
"""
NEW = """openapi: 3.1.0
info: {title: Pets}
paths: {/b: {get: {}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        nullable: {type: [string, 'null'], enum: [a, null]}
        age: {type: integer, exclusiveMinimum: 0, maximum: 9}
        owner: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
      example: {nullable: true, type: string}
"""


def document(name: str, text: str) -> Document:
    found = load_text(name, text, Diagnostics())
    assert found is not None
    return found


def test_both_say_the_same() -> None:
    old, new = document("old.yaml", OLD), document("new.yaml", NEW)
    diagnostics = Diagnostics()
    for order in ([old, new], [new, old]):
        merged: Any = merge(order, diagnostics)
        assert merged.data["openapi"] == "3.1.0"
        assert merged.data["components"]["schemas"] == new.data["components"]["schemas"]  # type: ignore[index, call-overload]
    assert not diagnostics.items


def test_places_stay() -> None:
    old, new = document("old.yaml", OLD), document("new.yaml", NEW.replace("maximum: 9", "maximum: 8"))
    merged = merge([old, new], Diagnostics())
    location = merged.locate("#/components/schemas/Pet/properties/age/maximum")
    assert (location.file, location.line) == ("old.yaml", 10)


def test_documents_of_one_version_are_left_alone() -> None:
    old = document("old.yaml", OLD)
    other = document("other.yaml", "openapi: 3.0.0\ninfo: {title: Pets}\npaths: {/c: {get: {}}}\n")
    merged: Any = merge([old, other], Diagnostics())
    assert merged.data["components"] == old.data["components"]
