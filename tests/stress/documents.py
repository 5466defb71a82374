"""Documents of extreme shape. Each function returns an OpenAPI document as plain data."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def ref(name: str) -> Json:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def document(schemas: Json, *returned: str) -> Json:
    """A document whose operations `GET /0`, `GET /1`, ... return the named schemas."""
    paths = {
        f"/{number}": {
            "get": {
                "operationId": f"get_{number}",
                "tags": ["things"],
                "responses": {
                    "200": {"description": "OK.", "content": {"application/json": {"schema": ref(name)}}}
                },
            }
        }
        for number, name in enumerate(returned)
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Stress", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _node(**members: Json) -> Json:
    scalars = {
        "text": {"type": "string"},
        "count": {"type": "integer"},
        "createdAt": {"type": "string", "format": "date-time"},
    }
    return {"type": "object", "required": ["text"], "properties": {**scalars, **members}}


def ring(size: int) -> Json:
    """Schemas each of which refers to the next, and the last to the first."""
    schemas = {f"Node{i}": _node(next=ref(f"Node{(i + 1) % size}")) for i in range(size)}
    return document(schemas, "Node0", f"Node{size // 2}")


def web(size: int) -> Json:
    """One strongly connected component: several references from each schema, in every position."""
    schemas = {
        f"Node{i}": _node(
            next=ref(f"Node{(i + 1) % size}"),
            items={"type": "array", "items": ref(f"Node{i * 7 % size}")},
            byName={"type": "object", "additionalProperties": ref(f"Node{(i * 13 + 5) % size}")},
            oneOrOther={
                "anyOf": [
                    ref(f"Node{(i * 3 + 1) % size}"),
                    ref(f"Node{(i * 5 + 2) % size}"),
                    {"type": "string"},
                ]
            },
        )
        for i in range(size)
    }
    return document(schemas, "Node0", f"Node{size // 2}")


def chain(size: int) -> Json:
    """Schemas each of which refers to the next; the last refers to nothing."""
    schemas = {f"Node{i}": _node(next=ref(f"Node{i + 1}")) for i in range(size - 1)}
    return document({**schemas, f"Node{size - 1}": _node()}, "Node0")


def nested_objects(depth: int) -> Json:
    """One schema with an object in an object in an object, written inline."""
    schema = _node()
    for _ in range(depth):
        schema = {"type": "object", "properties": {"inner": schema}}
    return document({"Outer": schema}, "Outer")


def nested_arrays(depth: int) -> Json:
    """One schema with an array of arrays of arrays, written inline."""
    schema: Json = {"type": "integer"}
    for _ in range(depth):
        schema = {"type": "array", "items": schema}
    return document({"Outer": {"type": "object", "properties": {"inner": schema}}}, "Outer")


def enumeration(size: int) -> Json:
    """An enumeration of many values, and a model that has it."""
    values = [f"value-{number}" for number in range(size)]
    holder = {"type": "object", "required": ["code"], "properties": {"code": ref("Code")}}
    return document({"Code": {"type": "string", "enum": values}, "Holder": holder}, "Holder")


def all_of_chain(size: int) -> Json:
    """Schemas each of which extends the one before by a member."""
    schemas: Json = {"Level0": {"type": "object", "properties": {"member0": {"type": "string"}}}}
    for i in range(1, size):
        own = {"type": "object", "properties": {f"member{i}": {"type": "integer"}}}
        schemas[f"Level{i}"] = {"allOf": [ref(f"Level{i - 1}"), own]}
    return document(schemas, f"Level{size - 1}")


def all_of_wide(size: int) -> Json:
    """One schema with many parts."""
    parts = [{"type": "object", "properties": {f"member{i}": {"type": "string"}}} for i in range(size)]
    return document({"Wide": {"allOf": parts}}, "Wide")


def all_of_aliases(size: int) -> Json:
    """Schemas each of which is an `allOf` of the next alone."""
    schemas: Json = {f"Alias{i}": {"allOf": [ref(f"Alias{i + 1}")]} for i in range(size)}
    return document({**schemas, f"Alias{size}": _node()}, "Alias0")


def all_of_knot(size: int) -> Json:
    """Schemas each of which extends all others."""
    schemas = {
        f"Knot{i}": {
            "allOf": [ref(f"Knot{j}") for j in range(size) if j != i],
            "properties": {f"member{i}": {"type": "string"}},
        }
        for i in range(size)
    }
    return document(schemas, "Knot0")


def ref_chain(size: int) -> Json:
    """Schemas each of which is a reference to the next."""
    schemas: Json = {f"Alias{i}": ref(f"Alias{i + 1}") for i in range(size)}
    return document({**schemas, f"Alias{size}": _node()}, "Alias0")


def array_chain(size: int) -> Json:
    """Schemas each of which is an array of the next."""
    schemas: Json = {f"Rows{i}": {"type": "array", "items": ref(f"Rows{i + 1}")} for i in range(size)}
    return document({**schemas, f"Rows{size}": _node()}, "Rows0")
