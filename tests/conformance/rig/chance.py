"""Documents put together at random: sensible ones, of every feature that a request or answer can have.

    python -m tests.conformance.rig.chance [--from SEED] [--count N]

The schemas of one have values, its operations can be called, and whatever does not hold is listed with its
seed. What it makes depends on the seed alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .documents import Json

OPERATIONS: Final = 12
_COMPONENTS: Final = ("Cat", "dog", "Tree-Node", "Pet.Owner", "List", "value", "Café")
_MEMBERS: Final = (
    *(
        "id",
        "name",
        "class",
        "a-b",
        "self",
        "$ref-like",
        "Type",
        "type",
        "x.y",
        "from",
        "é",
        "_private",
        "1st",
    ),
    *("model_config", "json", "copy", "items", "keys", "camelCase", "snake_case", "HTTPCode", "with space"),
)
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
_TEXTS: Final[tuple[dict[str, Json], ...]] = (
    {},
    {"minLength": 2},
    {"maxLength": 5},
    {"pattern": "^[a-z]{2,4}$"},
    {"format": "date-time"},
    {"format": "date"},
    {"format": "time"},
    {"format": "duration"},
    {"format": "uuid"},
    {"format": "uri"},
    {"format": "email"},
    {"format": "byte"},
    {"format": "decimal"},
    {"format": "unheard-of"},
)
_NUMBERS: Final[tuple[dict[str, Json], ...]] = (
    {},
    {"minimum": 0},
    {"minimum": -3, "maximum": 3},
    {"multipleOf": 5},
    {"format": "int64"},
    {"format": "float"},
)
_LISTS: Final[tuple[tuple[Json, ...], ...]] = (
    ("a", "b", "c d"),
    ("", "none", "None"),
    (1, 2, 3),
    ("1", "2"),
    ("+1", "-1"),
    ("class", "Class", "CLASS"),
    (1, "one"),
    (0.5, 1.5),
)


class Chance:
    """Makes one document.

    Args:
        seed: What it depends on.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.version = self.random.choice(("3.0.3", "3.1.0", "3.1.0", "3.2.0"))
        self.is_old = self.version.startswith("3.0")
        self.objects: list[str] = []
        self.flats = 0
        self.headers: dict[str, Json] = {}

    def often(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

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

    def reference(self) -> dict[str, Json]:
        """To a component that is an object."""
        return {"$ref": f"#/components/schemas/{self.random.choice(self.objects)}"}

    def tagged(self, schemas: dict[str, Json]) -> Json:
        """A union of components that a member tells apart."""
        chosen = self.random.sample(self.objects, 2)
        for index, name in enumerate(chosen):
            schema = schemas[name]
            said = {"type": "string", "enum": [f"t{index}"]} if self.is_old else {"const": f"t{index}"}
            schema.setdefault("properties", {})["kind"] = said
            schema["required"] = [*dict.fromkeys([*schema.get("required", []), "kind"])]
        mapping = {f"t{index}": f"#/components/schemas/{name}" for index, name in enumerate(chosen)}
        return {
            "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in chosen],
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        }

    def schema(self, depth: int = 0) -> Json:
        """A schema that has values; simpler, the deeper it stands."""
        makers: list[Callable[[int], Json]] = [self.scalar, self.scalar, self.listed]
        if depth < 3:
            makers += [self.object, self.array, self.map, self.union]
            if not self.is_old:
                makers.append(self.prefixed)
        if self.objects:
            makers += [lambda _: self.reference(), self.both]
        made = self.random.choice(makers)(depth + 1)
        return self.nullable(made) if self.often(0.15) else made

    def nullable(self, schema: Json) -> Json:
        """The schema, or null."""
        if self.is_old:
            return (
                {**schema, "nullable": True}
                if isinstance(schema.get("type"), str) and "enum" not in schema
                else schema
            )
        if isinstance(schema.get("type"), str) and "enum" not in schema and "const" not in schema:
            return {**schema, "type": [schema["type"], "null"]}
        return {"anyOf": [schema, {"type": "null"}]}

    def scalar(self, _: int = 0) -> Json:
        """Text, a number or a boolean."""
        kind = self.random.choice(("string", "string", "integer", "number", "boolean"))
        more: dict[str, Json] = {}
        if kind == "string":
            more = self.random.choice(_TEXTS)
        elif kind != "boolean":
            more = self.random.choice(_NUMBERS)
            more = {
                k: v for k, v in more.items() if not (k == "format" and (v == "float") == (kind == "integer"))
            }
        return {"type": kind, **more}

    def listed(self, _: int = 0) -> Json:
        """An enumeration, or one value."""
        values = list(self.random.choice(_LISTS))
        kinds = {type(value) for value in values}
        type_ = (
            {"type": {str: "string", int: "integer", float: "number"}[kinds.pop()]} if len(kinds) == 1 else {}
        )
        if self.often(0.2) and not self.is_old:
            return {"const": values[0]}
        return {**type_, "enum": values}

    def array(self, depth: int) -> Json:
        """A list."""
        limits = self.random.choice(({}, {}, {"minItems": 1}, {"maxItems": 2}))
        return {"type": "array", "items": self.schema(depth), **limits}

    def prefixed(self, depth: int) -> Json:
        """A list of which each item has a schema of its own."""
        items = [self.scalar() for _ in range(2)]
        return {
            "type": "array",
            "prefixItems": items,
            "minItems": 2,
            **self.random.choice(({}, {"items": False})),
        }

    def map(self, depth: int) -> Json:
        """An object of any names."""
        return {"type": "object", "additionalProperties": self.schema(depth)}

    def object(self, depth: int) -> Json:
        """An object with members."""
        names = self.random.sample(_MEMBERS, self.random.randint(1, 5))
        members = {name: self.schema(depth) for name in names}
        for member in members.values():
            if self.often(0.1) and "$ref" not in member:
                member[self.random.choice(("readOnly", "writeOnly"))] = True
        required = [name for name in names if self.often(0.4)]
        more = self.random.choice(
            ({}, {}, {}, {"additionalProperties": False}, {"additionalProperties": {"type": "integer"}})
        )
        return {
            "type": "object",
            "properties": members,
            **({"required": required} if required else {}),
            **more,
        }

    def both(self, depth: int) -> Json:
        """A component and more members."""
        names = self.random.sample(("extra", "Extra-2", "z"), 2)
        own = {"type": "object", "properties": {name: self.scalar() for name in names}}
        return {"allOf": [self.reference(), own]}

    def union(self, depth: int) -> Json:
        """One of some kinds that values tell apart."""
        kinds: list[Json] = [{"type": "string"}, {"type": "boolean"}, {"type": "integer"}]
        kinds += [{"type": "array", "items": self.scalar()}, self.object(depth)]
        chosen = self.random.sample(kinds, self.random.randint(2, 3))
        return {self.random.choice(("oneOf", "anyOf")): chosen}

    def flat(self) -> Json:
        """An object of scalars, for parameters."""
        # Names of their own: exploded, they stand beside those of other parameters.
        self.flats += 1
        names = self.random.sample(("a", "f-b", "finally", "Fd"), 2)
        return {"type": "object", "properties": {f"{name}{self.flats}": self.scalar() for name in names}}

    def plain(self) -> Json:
        """A scalar, a list or an object of scalars: what styles can write."""
        makers: list[Callable[[], Json]] = [self.scalar, self.listed, self.flat]
        makers.append(lambda: {"type": "array", "items": self.scalar(), "minItems": 1})
        return self.random.choice(makers)()

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


def made(seed: int) -> Chance:
    """The maker of a seed: every fifth makes Swagger 2.0."""
    from .chance_old import OldChance

    return OldChance(seed) if seed % 5 == 4 else Chance(seed)


def judged(seed: int, folder: Path) -> list[str]:
    """What does not hold for the document of a seed."""
    from .known import explanation
    from .packages import package_of
    from .run import run
    from .subjects import alone

    path = folder / f"chance{seed}.json"
    path.write_text(json.dumps(made(seed).document(), indent=1, ensure_ascii=False), "utf-8")
    subject = alone(str(path))
    report = run(subject.original(), package_of(subject, folder), None, 2)
    return [
        f"{seed}: {each.operation} | {each.what} | {each.column}: {each.cause}"
        for each in report.failures
        if explanation("chance", each) is None
    ]


def main(arguments: list[str]) -> int:
    """Judge documents of many seeds, and list what does not hold."""
    parser = argparse.ArgumentParser("python -m tests.conformance.rig.chance")
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args(arguments)
    failed = 0
    for seed in range(given.first, given.first + given.count):
        with tempfile.TemporaryDirectory() as folder:
            found = judged(seed, Path(folder))
        for line in found:
            print(line[:700], flush=True)
        failed += bool(found)
        for name in [name for name in sys.modules if name.startswith("rig_chance")]:
            del sys.modules[name]
        sys.path[:] = [each for each in sys.path if not each.startswith(tempfile.gettempdir())]
    print(f"{given.count} documents, {failed} of them with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
