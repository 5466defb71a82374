"""Documents of Swagger 2.0 put together at random."""

from __future__ import annotations

from ..documents import Json
from .documents import Chance

_FORMATS = ("csv", "ssv", "tsv", "pipes")


class OldChance(Chance):
    """Makes one document of Swagger 2.0.

    Args:
        seed: What it depends on.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.version = "2.0"
        self.is_old = True

    def document(self) -> dict[str, Json]:
        """The document."""
        made = super().document()
        schemes = made["components"]["securitySchemes"]
        schemes["bearer"] = {"type": "apiKey", "in": "header", "name": "Authorization"}
        schemes["basic"] = {"type": "basic"}
        return {
            "swagger": "2.0",
            "info": made["info"],
            "host": "api.example.com",
            "basePath": self.random.choice(("/", "/v1")),
            "schemes": ["https"],
            "consumes": ["application/json"],
            "produces": ["application/json"],
            "security": made["security"],
            "securityDefinitions": schemes,
            "paths": made["paths"],
            "definitions": made["components"]["schemas"],
        }

    def reference(self) -> dict[str, Json]:
        return {"$ref": f"#/definitions/{self.random.choice(self.objects)}"}

    def tagged(self, schemas: dict[str, Json]) -> Json:
        """A base with heirs, which is all that Swagger 2.0 has for it."""
        schemas["Base"] = {
            "type": "object",
            "discriminator": "kind",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "name": {"type": "string"}},
        }
        for heir in ("Heir", "OtherHeir"):
            more = {"type": "object", "properties": {heir.lower(): self.scalar()}}
            schemas[heir] = {"allOf": [{"$ref": "#/definitions/Base"}, more]}
        return {"type": "object", "properties": {"one": {"$ref": "#/definitions/Base"}}}

    def nullable(self, schema: Json) -> Json:
        return {**schema, "x-nullable": True} if "type" in schema and "enum" not in schema else schema

    def union(self, depth: int) -> Json:
        return self.object(depth)

    def simple(self) -> Json:
        """What a parameter may be: no object."""
        made = self.random.choice((self.scalar, self.listed))()
        if "type" not in made:
            made = {"type": "string"}
        if not self.often(0.4):
            return made
        return {
            "type": "array",
            "items": made,
            "minItems": 1,
            "collectionFormat": self.random.choice(_FORMATS),
        }

    def parameter(self, place: str, name: str) -> Json:
        schema = self.scalar() if place == "path" else self.simple()
        if place in ("query", "formData") and "collectionFormat" in schema and self.often(0.4):
            schema["collectionFormat"] = "multi"
        found = {"name": name, "in": place, **schema}
        return {**found, "required": True} if place == "path" or self.often(0.4) else found

    def operation(self, number: int) -> tuple[str, Json]:
        path, operation = super().operation(number)
        operation.pop("requestBody", None)
        operation["parameters"] = [each for each in operation["parameters"] if each["in"] != "cookie"]
        if self.often(0.3):
            body = {"name": "body", "in": "body", "schema": self.schema()}
            operation["parameters"].append({**body, "required": True} if self.often(0.6) else body)
        elif self.often(0.4):
            fields = [
                self.parameter("formData", name)
                for name in self.random.sample(("fa", "f-b", "class", "fD"), 2)
            ]
            operation["consumes"] = ["application/x-www-form-urlencoded"]
            if self.often(0.5):
                fields.append({"name": "file", "in": "formData", "type": "file", "required": self.often(0.5)})
                operation["consumes"] = ["multipart/form-data"]
            operation["parameters"] += fields
        return path, operation

    def responses(self) -> Json:
        found: dict[str, Json] = {}
        for status, made in super().responses().items():
            if status.endswith("XX"):
                continue
            new: dict[str, Json] = {"description": "x"}
            if "content" in made:
                new["schema"] = self.schema(1)
            if "headers" in made:
                new["headers"] = {name: self.simple() for name in made["headers"]}
            found[status] = new
        return found or {"204": {"description": "x"}}
