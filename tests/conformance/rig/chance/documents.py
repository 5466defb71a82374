"""Documents of OpenAPI 3 put together at random: sensible ones, of every feature of requests and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..documents import Json
from .schemas import Schemas

OPERATIONS: Final = 12
_COMPONENTS: Final = ("Cat", "dog", "Tree-Node", "Pet.Owner", "List", "value", "Café")
_PARAMETERS: Final = (
    "q",
    "filter[a]",
    "x.y",
    "class",
    "$top",
    "limit",
    "a-b",
    "self",
    "body",
    "timeout",
    "Id",
    "é",
)
_HEADERS: Final = ("X-Trace", "x-a-b", "If-Match", "X-Number", "X-Class")


class Chance(Schemas):
    """Makes one document, whose operations can be called.

    Args:
        seed: What it depends on.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.headers: dict[str, Json] = {}

    def document(self) -> dict[str, Json]:
        """The document."""
        names = self.random.sample(_COMPONENTS, 5)
        schemas: dict[str, Json] = {}
        for name in names:
            schemas[name] = self.object(1) if self.often(0.7) or not self.objects else self.schema(1)
            if schemas[name].get("type") == "object":
                self.objects.append(name)
        for name in self.objects:  # recursion
            if self.often(0.3):
                place = schemas[name].setdefault("properties", {})
                place["inner"] = (
                    self.reference() if self.often(0.5) else {"type": "array", "items": self.reference()}
                )
        if len(self.objects) > 1 and self.often(0.6):
            schemas["Tagged"] = self.tagged(schemas)
            self.objects.append("Tagged")
        paths: dict[str, Json] = {}
        for number in range(OPERATIONS):
            path, operation = self.operation(number)
            paths[path] = {self.random.choice(("get", "post", "put", "patch", "delete")): operation}
        schemes = {
            "key": {"type": "apiKey", "in": self.random.choice(("header", "query")), "name": "X-Key"},
            "bearer": {"type": "http", "scheme": "bearer"},
            "basic": {"type": "http", "scheme": "basic"},
        }
        return {
            "openapi": self.version,
            "info": {"title": "Chance", "version": "1.0.0"},
            "servers": [
                {"url": self.random.choice(("https://api.example.com", "https://api.example.com/v1/"))}
            ],
            "security": self.random.choice(
                ([{"key": []}], [{"bearer": []}, {"basic": []}], [{"key": [], "basic": []}])
            ),
            "paths": paths,
            "components": {"schemas": schemas, "securitySchemes": schemes},
        }

    def parameter(self, place: str, name: str) -> Json:
        """A parameter in any of its styles."""
        found: dict[str, Json] = {"name": name, "in": place}
        if place == "path" or self.often(0.4):
            found["required"] = True
        if self.often(0.1):
            # JSON of an object has characters that a header cannot carry, and a path wants a value.
            held = self.object(2) if place == "query" else self.scalar()
            return {**found, "content": {"application/json": {"schema": held}}}
        schema = self.plain() if self.often(0.6) else self.scalar()
        if place == "path" and ("" in schema.get("enum", ()) or schema.get("const") == ""):
            schema = self.scalar()
        if place == "path" and schema.get("type") == "object":
            schema["required"] = list(schema["properties"])
        found["schema"] = schema
        styles = {
            "path": ("simple", "label", "matrix"),
            "query": ("form",),
            "header": ("simple",),
            "cookie": ("form",),
        }
        possible = list(styles[place])
        if place == "query" and schema.get("type") == "array":
            possible += ["spaceDelimited", "pipeDelimited"]
        if place == "query" and schema.get("type") == "object":
            possible += ["deepObject"]
        style = self.random.choice(possible)
        if self.often(0.6):
            found["style"] = style
            found["explode"] = style == "deepObject" or (not style.endswith("Delimited") and self.often(0.5))
        if place == "cookie" and schema.get("type") in ("array", "object"):
            found.update(style="form", explode=False)  # exploded ones have no separator that servers know
        if found.get("style") == "label" and "type" in schema and "format" in str(schema):
            found["style"] = "simple"  # the full stop of a second's fraction would part them
        if place == "query" and self.often(0.1) and "uri" not in str(schema):
            found["allowReserved"] = True  # triples of a URI would stay, and mean other characters
        return found

    def operation(self, number: int) -> tuple[str, Json]:
        """An operation and its path."""
        parameters = []
        path = f"/things{number}"
        for name in self.random.sample(("id", "thing-id", "class"), self.random.choice((0, 0, 1, 1, 2))):
            path += f"/{{{name}}}" + self.random.choice(("", "/parts", ".json"))
            parameters.append(self.parameter("path", name))
        names = self.random.sample(_PARAMETERS, self.random.randint(0, 3))
        parameters += [self.parameter("query", name) for name in names]
        names = self.random.sample(_HEADERS, self.random.choice((0, 0, 1, 2)))
        parameters += [self.parameter("header", name) for name in names]
        if self.often(0.2):
            parameters.append(self.parameter("cookie", "session"))
        operation: dict[str, Json] = {
            "operationId": f"act{number}",
            "tags": [self.random.choice(("cats", "Dogs", "class"))],
            "parameters": parameters,
            "responses": self.responses(),
        }
        if self.often(0.5):
            operation["requestBody"] = self.body()
        if self.often(0.1):
            operation["security"] = []
        return path, operation

    def body(self) -> Json:
        """A request body of one or two media types."""
        makers: dict[str, Callable[[], Json]] = {
            "application/json": lambda: {"schema": self.schema()},
            "application/x-www-form-urlencoded": self.form,
            "multipart/form-data": self.parts,
            "text/plain": lambda: {"schema": {"type": "string"}},
            "application/octet-stream": lambda: {"schema": self.bytes()},
            "application/merge-patch+json": lambda: {"schema": self.object(1)},
        }
        weights = (6, 2, 2, 1, 1, 1)
        chosen = dict.fromkeys(self.random.choices(list(makers), weights, k=self.random.choice((1, 1, 1, 2))))
        return {
            "content": {name: makers[name]() for name in chosen},
            **({"required": True} if self.often(0.7) else {}),
        }

    def bytes(self) -> Json:
        """Any bytes."""
        return {"type": "string", "format": "binary"} if self.is_old else {}

    def form(self) -> Json:
        """A form: each field by its type, or by a style."""
        names = self.random.sample(("a", "b-c", "class", "D", "e[]"), 3)
        members = {name: self.plain() for name in names}
        encoding = {}
        for name, schema in members.items():
            if schema.get("type") == "array" and self.often(0.5):
                encoding[name] = {"style": "form", "explode": self.often(0.5)}
            elif schema.get("type") == "object" and self.often(0.6):
                encoding[name] = {"style": "deepObject", "explode": True}
        schema = {"type": "object", "properties": members, "required": names[: self.random.randint(0, 2)]}
        return {"schema": schema, **({"encoding": encoding} if encoding else {})}

    def parts(self) -> Json:
        """Parts, some of them files."""
        names = self.random.sample(("file", "b-c", "class", "D"), 3)
        file = (
            {"type": "string", "format": "binary"}
            if self.is_old
            else {"type": "string", "contentMediaType": "image/png"}
        )
        kinds: list[Callable[[], Json]] = [lambda: dict(file), self.plain, self.scalar]
        kinds.append(lambda: {"type": "array", "items": dict(file)})
        members = {name: self.random.choice(kinds)() for name in names}
        return {
            "schema": {
                "type": "object",
                "properties": members,
                "required": names[: self.random.randint(0, 2)],
            }
        }

    def responses(self) -> Json:
        """One or two successes, and some errors."""
        self.headers = {}
        statuses = self.random.sample(("200", "201", "204", "2XX"), self.random.choice((1, 1, 1, 2)))
        found = {status: self.response(status) for status in statuses}
        for status in self.random.sample(
            ("400", "404", "422", "4XX", "500", "default"), self.random.randint(0, 3)
        ):
            error = {"description": "x", "content": {"application/json": {"schema": self.schema(1)}}}
            found[status] = error if self.often(0.8) else {"description": "x"}
        return found

    def response(self, status: str) -> Json:
        """A success."""
        found: dict[str, Json] = {"description": "x"}
        if self.often(0.3):
            names = self.random.sample(("X-Left", "ETag", "X-Names", "Retry-After"), 2)
            # In each success the same header has the same schema.
            found["headers"] = {
                name: {"schema": self.headers.setdefault(name, self.plain())} for name in names
            }
        if status == "204":
            return found
        kinds: dict[str, Callable[[], Json]] = {
            "application/json": lambda: {"schema": self.schema()},
            "text/plain": lambda: {"schema": {"type": "string"}},
            "application/octet-stream": lambda: {"schema": self.bytes()},
            "text/event-stream": lambda: {"schema": self.object(1)},
            "application/x-ndjson": lambda: {"schema": self.object(1)},
            "application/problem+json": lambda: {"schema": self.object(1)},
        }
        chosen = dict.fromkeys(
            self.random.choices(list(kinds), (12, 1, 1, 1, 1, 1), k=self.random.choice((1, 1, 1, 2)))
        )
        return {**found, "content": {name: kinds[name]() for name in chosen}}
