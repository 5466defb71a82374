"""Values of a document's schemas: the same ones in every run.

Three kinds: only what is required; everything, with the document's own examples; and edges: the limits of
numbers and lengths, characters that need care in addresses and JSON, empty lists, variants in turn. Whatever
is made is checked by a validator; what is no value of the schema is made again another way.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from .documents import Json
from .families import Families, tags
from .scalars import ImpossibleError, Parts, a_number, a_text
from .schemas import TAGS, Schemas

Kind = Literal["required", "everything", "edges"]
KINDS: Final[tuple[Kind, ...]] = ("required", "everything", "edges")
NONE: Final = object()
"""No value was found."""

_DEEP, _TOO_DEEP, _MOST_REFERENCES, _TRIES = 4, 12, 40, 14


@dataclass
class Values:
    """Makes values of the schemas of a document, for one direction.

    Attributes:
        schemas: The schemas.
    """

    schemas: Schemas

    def __post_init__(self) -> None:
        self.families = Families(self.schemas)

    def make(
        self,
        pointer: str,
        kind: Kind,
        seed: str = "",
        *,
        plain: bool = False,
        form: bool = False,
        variant: int | None = None,
    ) -> Json:
        """A value of the schema at a pointer.

        Args:
            pointer: Where the schema stands.
            kind: Which value.
            seed: Chooses among values of the kind.
            plain: Text must not be empty, and has no control characters (for paths and headers).
            form: Lists and objects that must be there are not empty, which a form cannot say.
            variant: Which variant of each union, counted on from the first one again after the last; None:
                any, or the lightest of what is required only.

        Returns:
            A valid value, or `NONE`.
        """
        second: Json = NONE
        for number in range(_TRIES):
            # Further tries are of other kinds too: some value is better than none.
            tried = kind if number < _TRIES - 4 else KINDS[number % 3]
            chance = random.Random(f"{pointer}|{kind}|{seed}|{number}")
            maker = _Maker(self.schemas, self.families, tried, chance, plain, number, form)
            maker.chosen = variant if number < _TRIES - 8 else None
            try:
                value = maker.value({"$ref": pointer}, 0)
            except ImpossibleError:
                continue
            if not self.schemas.faults(pointer, value, strict=True):
                return value
            if second is NONE and not self.schemas.faults(pointer, value):
                second = value
        return second


@dataclass
class _Maker:
    schemas: Schemas
    families: Families
    kind: Kind
    random: random.Random
    plain: bool
    turn: int = 0
    form: bool = False
    full: bool = False
    """The next list or object must not be empty."""
    chosen: int | None = None
    """The variant to take, of every union."""

    def value(self, schema: Json, depth: int) -> Json:
        if depth > _TOO_DEEP or schema is False:
            raise ImpossibleError
        parts = self.parts(schema, depth)
        if (found := self.listed(parts)) is not None:
            return found[0]
        told_apart = any(TAGS in part for part in parts)
        if self.kind == "everything" and self.turn < 3 and depth and not told_apart:
            own = self.example(parts)
            if own is not NONE:
                return own
        match self.type(parts, depth):
            case "null":
                return None
            case "boolean":
                return self.random.random() < 0.5
            case "integer" | "number" as name:
                return a_number(parts, self.kind, self.random, whole=name == "integer")
            case "array":
                return self.array(parts, depth)
            case "object":
                return self.object(parts, depth)
            case _:
                return a_text(parts, self.kind, self.random, plain=self.plain)

    def parts(self, schema: Json, depth: int, steps: int = 0, *, as_base: bool = False) -> Parts:
        """The schemas that a value is made for: references followed, a variant chosen of each union.

        With `as_base` an heir takes the schema in, which is not to be chosen again.
        """
        if not isinstance(schema, dict):
            if schema is False:
                raise ImpossibleError
            return []
        if steps > _MOST_REFERENCES:
            raise ImpossibleError
        found: Parts = [schema]
        if isinstance(target := schema.get("$ref"), str):
            found += self.referred(target, depth, steps + 1, as_base=as_base)
        for part in schema.get("allOf", ()):
            found += self.parts(part, depth, steps + 1, as_base=True)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                found += self.variant(schema, schema[keyword], depth, steps + 1)
        if "if" in schema:
            held = [schema["if"], schema.get("then", True)]
            for part in held if self.random.random() < 0.5 else [schema.get("else", True)]:
                found += self.parts(part, depth, steps + 1)
        return found

    def referred(self, target: str, depth: int, steps: int, *, as_base: bool) -> Parts:
        """The schemas at a reference; of a base with heirs, those of one of them."""
        heirs = [] if as_base else self.families.heirs(target)
        if heirs:
            every = [{"$ref": target}, *({"$ref": heir} for heir in heirs)]
            target = str(self.one_of(every, depth)["$ref"])
        found = self.parts(self.schemas.at(target), depth, steps, as_base=as_base)
        if as_base:
            return found
        others = {tag for heir in heirs for _, told in self.families.tags_of_heir(heir) for tag in told}
        for member, told in self.families.tags_of_heir(target):
            found += self.tagged(member, told, found, others.difference(told))
        return found

    def variant(self, union: dict[str, Json], variants: list[Json], depth: int, steps: int) -> Parts:
        chosen = self.one_of(variants, depth)
        found = self.parts(chosen, depth, steps)
        if isinstance(said := union.get(TAGS), dict) and isinstance(chosen, dict) and "$ref" in chosen:
            has_more = any(part.get(keyword) for part in found for keyword in ("oneOf", "anyOf"))
            told = tags(said, chosen["$ref"], or_name=not has_more)
            found += self.tagged(said["propertyName"], told, found, set())
        return found

    def one_of(self, variants: list[Json], depth: int) -> Any:
        required = self.kind == "required" and self.turn == 0 and not self.chosen
        if required or depth >= _DEEP:
            least = min(self.weight(variant) for variant in variants)
            variants = [variant for variant in variants if self.weight(variant) == least]
        if required:
            return variants[0]
        if self.chosen is not None:
            return variants[self.chosen % len(variants)]
        return self.random.choice(variants)

    def tagged(self, member: str, told: list[str], parts: Parts, others: set[str]) -> Parts:
        """What says which tag a value has; nothing where the schema itself says another.

        Args:
            member: The member that has the tag.
            told: The tags that mean the chosen variant.
            parts: The schemas of the variant.
            others: Those that mean others.
        """
        known = list(_members(parts, member))
        if not told or not (known or any(member in part.get("required", ()) for part in parts)):
            return []
        try:
            listed = self.allowed([each for schema in known for each in self.parts(schema, 0)])
        except ImpossibleError:
            return []
        if listed is None:
            return [{"properties": {member: {"enum": told}}}]
        free = [tag for tag in listed if tag in told] or [tag for tag in listed if tag not in others]
        return [{"properties": {member: {"enum": free}}}] if free else []

    def weight(self, schema: Json, steps: int = 0) -> int:
        """How far a schema goes on, roughly."""
        if not isinstance(schema, dict):
            return 0
        if steps > _MOST_REFERENCES:
            return 9
        if isinstance(target := schema.get("$ref"), str):
            return self.weight(self.schemas.at(target), steps + 1)
        inner = [part for keyword in ("anyOf", "oneOf") for part in schema.get(keyword, ())]
        if inner:
            return min(self.weight(part, steps + 1) for part in inner)
        types = schema.get("type", "object")
        if "enum" in schema or "const" in schema or types not in ("array", "object"):
            return 0
        return 2 if schema.get("required") or schema.get("minItems") or schema.get("allOf") else 1

    def listed(self, parts: Parts) -> tuple[Json] | None:
        common = self.allowed(parts)
        if common is None:
            return None
        if self.kind == "required":
            full = [value for value in common if value not in (None, "")]
            return ((full or common)[0],)
        return (self.random.choice(common),)

    def allowed(self, parts: Parts) -> list[Json] | None:
        """The values that schemas list; None where they list none."""
        lists = [part["enum"] for part in parts if isinstance(part.get("enum"), list)]
        lists += [[part["const"]] for part in parts if "const" in part]
        if not lists:
            return None
        common = [value for value in lists[0] if all(value in each for each in lists)]
        if not common:
            raise ImpossibleError
        return common

    def example(self, parts: Parts) -> Json:
        for part in parts:
            listed = part.get("examples")
            for value in (
                *((part["example"],) if "example" in part else ()),
                *(listed if isinstance(listed, list) else ()),
            ):
                if value is not None and not (self.plain and value == ""):
                    return value
        return NONE

    def type(self, parts: Parts, depth: int) -> str:
        types = {"null", "boolean", "integer", "number", "string", "array", "object"}
        typed = False
        for part in parts:
            if part.get("type"):
                typed = True
                allowed = {part["type"]} if isinstance(part["type"], str) else set(part["type"])
                types &= allowed | ({"integer"} if "number" in allowed else set())
        if not types:
            raise ImpossibleError
        if not typed:
            implied = [
                name for name, words in _IMPLIED.items() if any(not words.isdisjoint(p) for p in parts)
            ]
            return implied[0] if implied else "string"
        if types >= {"number", "integer"}:
            types.discard("integer")
        ordered = [name for name in _ORDER if name in types]
        if self.kind == "edges":
            light = [name for name in ordered if name not in ("array", "object")]
            return self.random.choice(light if depth >= _DEEP and light else ordered)
        return ordered[0]

    def array(self, parts: Parts, depth: int) -> list[Json]:
        full, self.full = self.full, False
        fewest = max((part["minItems"] for part in parts if "minItems" in part), default=0)
        most = min((part["maxItems"] for part in parts if "maxItems" in part), default=None)
        fixed = max((len(part.get("prefixItems", ())) for part in parts), default=0)
        count = {"required": 1, "everything": 2, "edges": self.random.choice((0, 1, 3))}[self.kind]
        count = max(fewest, count if depth < _DEEP else 0, fixed)
        count = count if most is None else min(count, max(most, fewest))
        if self.plain or full:
            count = max(count, 1)
        found: list[Json] = []
        unique = any(part.get("uniqueItems") is True for part in parts)
        chosen = self.chosen
        for index in range(count):
            for _ in range(8):
                self.full = self.form
                self.chosen = None if chosen is None else chosen + index
                item = self.value(_all(_items(parts, index)), depth + 1)
                if not unique or item not in found:
                    found.append(item)
                    break
        self.chosen = chosen
        found += [self.value(part["contains"], depth + 1) for part in parts if "contains" in part]
        return found

    def object(self, parts: Parts, depth: int) -> dict[str, Json]:
        full, self.full = self.full, False
        required = [name for part in parts for name in part.get("required", ())]
        known = [name for part in parts for name in part.get("properties", {})]
        hidden = "readOnly" if self.schemas.direction == "request" else "writeOnly"
        optional: list[str] = []
        if self.kind != "required" and depth < _DEEP:
            chance = 1.0 if self.kind == "everything" else 0.4
            optional = [name for name in known if self.random.random() < chance]
            optional = [name for name in optional if not self.is_marked(parts, name, hidden)]
        fewest = max((part["minProperties"] for part in parts if "minProperties" in part), default=int(full))
        spare = iter([name for name in known if not self.is_marked(parts, name, hidden)])
        names = list(dict.fromkeys([*required, *optional]))
        while len(names) < fewest and (more := next(spare, None)) is not None:
            if more not in names:
                names.append(more)
        found: dict[str, Json] = {}
        for name in names:
            schema = _all(list(_members(parts, name)))
            self.full = self.form and name in required
            try:
                found[name] = self.value(schema, depth + 1)
            except ImpossibleError:
                if name in required:
                    raise
        self.free(parts, known, fewest, found, depth)
        return found

    def free(self, parts: Parts, known: list[str], fewest: int, found: dict[str, Json], depth: int) -> None:
        """Members of a map: those that no name is documented for."""
        maps = [part["additionalProperties"] for part in parts if part.get("additionalProperties")]
        wanted = 0 if known or self.kind == "required" or not maps or depth >= _DEEP else 2
        for number in range(max(wanted, fewest - len(found))):
            name = ("key", "a b", "é", "x-y")[number % 4] if self.kind == "edges" else f"key{number}"
            name = name if number < 4 else f"{name}{number}"
            named = [part["propertyNames"] for part in parts if "propertyNames" in part]
            name = self.value(_all([{"type": "string"}, *named]), depth) if named else name
            if any(part.get("additionalProperties") is False for part in parts) and not any(
                re.search(pattern, name) for part in parts for pattern in part.get("patternProperties", {})
            ):
                continue
            if name not in known:
                found[name] = self.value(_all([schema for schema in maps if schema is not True]), depth + 1)

    def is_marked(self, parts: Parts, name: str, mark: str) -> bool:
        """Whether a member is of the other direction only."""
        schemas = list(_members(parts, name))
        return any(
            isinstance(schema, dict) and (schema.get(mark) is True or self._target(schema).get(mark) is True)
            for schema in schemas
        )

    def _target(self, schema: dict[str, Json]) -> dict[str, Json]:
        found = self.schemas.at(schema["$ref"]) if isinstance(schema.get("$ref"), str) else {}
        return found if isinstance(found, dict) else {}


_ORDER = ("object", "array", "string", "number", "integer", "boolean", "null")
_IMPLIED = {
    "object": {"properties", "additionalProperties", "patternProperties", "minProperties", "required"},
    "array": {"items", "prefixItems", "minItems", "contains"},
    "string": {"pattern", "minLength", "maxLength", "format"},
    "number": {"minimum", "maximum", "multipleOf"},
}


def _all(schemas: list[Json]) -> Json:
    if any(schema is False for schema in schemas):
        return False
    return {"allOf": schemas} if len(schemas) > 1 else schemas[0] if schemas else True


def _members(parts: Parts, name: str) -> Iterator[Json]:
    for part in parts:
        if name in part.get("properties", {}):
            yield part["properties"][name]


def _items(parts: Parts, index: int) -> list[Json]:
    found = []
    for part in parts:
        fixed = part.get("prefixItems", ())
        if index < len(fixed):
            found.append(fixed[index])
        elif "items" in part and not isinstance(part["items"], list):
            found.append(part["items"])
    return found
