"""Schemas put together at random: such as have values."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from ..documents import Json

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


class Schemas:
    """Makes the schemas of one document.

    Args:
        seed: What they depend on.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.version = self.random.choice(("3.0.3", "3.1.0", "3.1.0", "3.2.0"))
        self.is_old = self.version.startswith("3.0")
        self.objects: list[str] = []
        self.flats = 0

    def often(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share

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
