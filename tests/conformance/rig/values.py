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

import rstr

from .documents import Json
from .schemas import Schemas
from .texts import FORMATS, ODD

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

    def make(
        self, pointer: str, kind: Kind, seed: str = "", *, plain: bool = False, form: bool = False
    ) -> Json:
        """A value of the schema at a pointer.

        Args:
            pointer: Where the schema stands.
            kind: Which value.
            seed: Chooses among values of the kind.
            plain: Text must not be empty, and has no control characters (for paths and headers).
            form: Lists and objects that must be there are not empty, which a form cannot say.

        Returns:
            A valid value, or `NONE`.
        """
        schema = self.schemas.at(pointer)
        second: Json = NONE
        for number in range(_TRIES):
            # Further tries are of other kinds too: some value is better than none.
            tried = kind if number < _TRIES - 4 else KINDS[number % 3]
            maker = _Maker(self.schemas, tried, random.Random(f"{pointer}|{kind}|{seed}|{number}"), plain)
            maker.turn, maker.form = number, form
            try:
                value = maker.value(schema, 0)
            except _ImpossibleError:
                continue
            if not self.schemas.faults(pointer, value, strict=True):
                return value
            if second is NONE and not self.schemas.faults(pointer, value):
                second = value
        return second


class _ImpossibleError(Exception):
    """No value this way."""


Parts = list[dict[str, Any]]


@dataclass
class _Maker:
    schemas: Schemas
    kind: Kind
    random: random.Random
    plain: bool
    turn: int = 0
    form: bool = False
    full: bool = False
    """The next list or object must not be empty."""

    def value(self, schema: Json, depth: int) -> Json:
        if depth > _TOO_DEEP or schema is False:
            raise _ImpossibleError
        parts = self.parts(schema, depth)
        if (found := self.listed(parts)) is not None:
            return found[0]
        if self.kind == "everything" and self.turn < 3 and depth and (own := self.example(parts)) is not NONE:
            return own
        match self.type(parts, depth):
            case "null":
                return None
            case "boolean":
                return self.random.random() < 0.5
            case "integer" | "number" as name:
                return self.number(parts, whole=name == "integer")
            case "array":
                return self.array(parts, depth)
            case "object":
                return self.object(parts, depth)
            case _:
                return self.string(parts)

    def parts(self, schema: Json, depth: int, steps: int = 0) -> Parts:
        """The schemas that a value is made for: references followed, a variant chosen of each union."""
        if not isinstance(schema, dict):
            if schema is False:
                raise _ImpossibleError
            return []
        if steps > _MOST_REFERENCES:
            raise _ImpossibleError
        found: Parts = [schema]
        if isinstance(target := schema.get("$ref"), str):
            found += self.parts(self.schemas.at(target), depth, steps + 1)
        for part in schema.get("allOf", ()):
            found += self.parts(part, depth, steps + 1)
        for keyword in ("oneOf", "anyOf"):
            if schema.get(keyword):
                found += self.variant(schema[keyword], depth, steps + 1)
        if "if" in schema:
            held = [schema["if"], schema.get("then", True)]
            for part in held if self.random.random() < 0.5 else [schema.get("else", True)]:
                found += self.parts(part, depth, steps + 1)
        return found

    def variant(self, variants: list[Json], depth: int, steps: int) -> Parts:
        if (self.kind == "required" and self.turn == 0) or depth >= _DEEP:
            least = min(self.weight(variant) for variant in variants)
            variants = [variant for variant in variants if self.weight(variant) == least]
        chosen = variants[0] if self.kind == "required" and not self.turn else self.random.choice(variants)
        return self.parts(chosen, depth, steps)

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
        lists = [part["enum"] for part in parts if isinstance(part.get("enum"), list)]
        lists += [[part["const"]] for part in parts if "const" in part]
        if not lists:
            return None
        common = [value for value in lists[0] if all(value in each for each in lists)]
        if not common:
            raise _ImpossibleError
        if self.kind == "required":
            full = [value for value in common if value not in (None, "")]
            return ((full or common)[0],)
        return (self.random.choice(common),)

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
            raise _ImpossibleError
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

    def string(self, parts: Parts) -> str:
        patterns = [part["pattern"] for part in parts if isinstance(part.get("pattern"), str)]
        shortest = max((part["minLength"] for part in parts if "minLength" in part), default=0)
        longest = min((part["maxLength"] for part in parts if "maxLength" in part), default=None)
        shortest = max(shortest, 1) if self.plain else shortest
        for part in parts:
            coded = part.get("contentEncoding") == "base64"
            known = FORMATS["byte"] if coded else FORMATS.get(str(part.get("format")), ())
            known = tuple(text for text in known if text or not self.plain)
            known = tuple(text for text in known if all(_finds(each, text) for each in patterns))
            if known:
                return known[0] if self.kind == "required" else self.random.choice(known)
        if patterns:
            return self.matching(patterns[0], shortest, longest)
        text = "text" if self.kind != "edges" else self.random.choice(ODD)
        if self.kind == "edges" and not self.plain and not shortest and self.random.random() < 0.1:
            return ""
        text = text if len(text) >= shortest else (text + "x" * shortest)[: max(shortest, 1)]
        if longest is not None and (len(text) > longest or (self.kind == "edges" and longest < 300)):
            text = (text + "x" * longest)[:longest]
        return text

    def matching(self, pattern: str, shortest: int, longest: int | None) -> str:
        """Text that a pattern (ECMA 262) finds."""
        source = re.sub(r"\\p\{[^}]*\}", "[a-z]", pattern).replace("\\/", "/").replace("(?i)", "")
        for _ in range(30):
            try:
                text: str = rstr.Rstr(self.random).xeger(source)
            except Exception as error:  # a dialect that Python has not
                raise _ImpossibleError from error
            text = text.strip("\n") if self.plain else text
            if len(text) >= shortest and (longest is None or len(text) <= longest):
                return text
        raise _ImpossibleError

    def number(self, parts: Parts, *, whole: bool) -> float:
        low = max((part[key] for part in parts for key in _LOW if _is_number(part.get(key))), default=None)
        high = min((part[key] for part in parts for key in _HIGH if _is_number(part.get(key))), default=None)
        open_low = any(part.get("exclusiveMinimum") == low for part in parts)
        open_high = any(part.get("exclusiveMaximum") == high for part in parts)
        step = next((part["multipleOf"] for part in parts if _is_number(part.get("multipleOf"))), None)
        # What lies between the limits, and at them.
        unit = step or (1 if whole else 0.25)
        first = None if low is None else low + (unit if open_low else 0)
        last = None if high is None else high - (unit if open_high else 0)
        if not whole and first is not None and last is not None and first > last:
            return (float(low or 0) + float(high or 0)) / 2
        near = [value for value in (first, last) if value is not None]
        small = self.random.randint(1, 50) * unit
        free = small if first is None and last is None else near[0]
        choices: list[float] = [free]
        if self.kind == "edges":
            choices += near
            if first is None and last is None:
                bits = 31 if any(part.get("format") == "int32" for part in parts) else 53
                choices += [0, -unit, (2**bits - 1) // 1 * 1 if step is None else step]
                choices += [] if whole else [0.1, 1e-7, 1.5e10]
        if first is not None and last is not None:
            choices.append(first + (last - first) // 2 // unit * unit)
        value = choices[0] if self.kind == "required" else self.random.choice(choices)
        return int(value) if whole or (isinstance(value, float) and value.is_integer()) else value

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
        for index in range(count):
            for _ in range(8):
                self.full = self.form
                item = self.value(_all(_items(parts, index)), depth + 1)
                if not unique or item not in found:
                    found.append(item)
                    break
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
            except _ImpossibleError:
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


_LOW, _HIGH = ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")
_ORDER = ("object", "array", "string", "number", "integer", "boolean", "null")
_IMPLIED = {
    "object": {"properties", "additionalProperties", "patternProperties", "minProperties", "required"},
    "array": {"items", "prefixItems", "minItems", "contains"},
    "string": {"pattern", "minLength", "maxLength", "format"},
    "number": {"minimum", "maximum", "multipleOf"},
}


def _is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _finds(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # a dialect that Python has not
        return False


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
