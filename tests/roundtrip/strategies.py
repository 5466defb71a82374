"""JSON values of a schema, by hypothesis.

A value is made for the parts of a schema at once: for `allOf` of all, for `anyOf` and `oneOf` of one that is
drawn. Parts may exclude each other, so that not every value made is valid; a validator has the last word.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import reject
from hypothesis import strategies as st

from tests.roundtrip.schemas import Schema, Schemas, of_member, pattern
from tests.roundtrip.texts import ANYTHING, CHARACTERS, NAMES, TEXT, formatted

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Parts = list[dict[str, Any]]

KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")
_DEEP, _TOO_DEEP = 4, 14
_MOST_REFERENCES = 30
_IMPLIED = {
    "object": ("properties", "required", "additionalProperties", "patternProperties", "minProperties"),
    "array": ("items", "prefixItems", "minItems", "contains", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "multipleOf"),
}


def values(schemas: Schemas, schema: Schema, names: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """JSON values made for a schema; most of them are valid.

    Args:
        schemas: The document that references lead into.
        schema: Any schema.
        names: Further names for members that the schema does not know.
    """

    @st.composite
    def made(draw: Draw) -> Any:
        return _Maker(schemas, draw, names).value(schema, 0)

    return made()


@dataclass
class _Maker:
    """One value being made."""

    schemas: Schemas
    draw: Draw
    names: tuple[str, ...]

    def value(self, schema: Schema, depth: int) -> Any:
        """A value for a schema, `depth` values deep."""
        if depth > _TOO_DEEP:
            reject()
        if schema is True or schema == {}:
            return self.draw(ANYTHING)
        parts = self.parts(schema, depth)
        if (listed := self.listed(parts)) is not None:
            return listed[0]
        kind = self.kind(parts, depth)
        match kind:
            case "null":
                return None
            case "boolean":
                return self.draw(st.booleans())
            case "integer" | "number":
                return self.number(parts, kind == "integer")
            case "string":
                return self.string(parts)
            case "array":
                return self.array(parts, depth)
            case _:
                return self.object(parts, depth)

    def parts(self, schema: Schema, depth: int, steps: int = 0) -> Parts:
        """The schemas that a value is to be made for, with references followed and variants drawn."""
        if schema is True:
            return []
        if not isinstance(schema, dict) or steps > _MOST_REFERENCES:
            reject()
        found: Parts = [schema]
        if isinstance(schema.get("$ref"), str):
            found += self.parts(self.schemas.target(schema["$ref"]), depth, steps + 1)
        for part in schema.get("allOf", ()):
            found += self.parts(part, depth, steps + 1)
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                found += self.variant(schema, schema[keyword], depth, steps + 1)
        if "if" in schema:
            holds = self.draw(st.booleans())
            chosen = [schema["if"], schema.get("then", True)] if holds else [schema.get("else", True)]
            for part in chosen:
                found += self.parts(part, depth, steps + 1)
        return found

    def variant(self, schema: dict[str, Any], variants: list[Schema], depth: int, steps: int) -> Parts:
        """One of the variants, with its tag; deep inside a value one that ends soon."""
        if depth >= _DEEP:
            least = min(self.weight(variant) for variant in variants)
            variants = [variant for variant in variants if self.weight(variant) == least]
        chosen = self.draw(st.sampled_from(variants))
        found = self.parts(chosen, depth, steps)
        discriminator = schema.get("discriminator")
        if isinstance(discriminator, dict) and isinstance(chosen, dict) and "$ref" in chosen:
            name = discriminator["propertyName"]
            own = [part["properties"][name] for part in found if name in part.get("properties", {})]
            if not any("enum" in each or "const" in each for each in own if isinstance(each, dict)):
                tag = _tag(discriminator.get("mapping", {}), chosen["$ref"])
                found.append({"required": [name], "properties": {name: {"const": tag}}})
        return found

    def weight(self, schema: Schema, steps: int = 0) -> int:
        """How far a schema goes on, roughly."""
        if isinstance(schema, bool) or steps > _MOST_REFERENCES:
            return 9
        if "$ref" in schema:
            return self.weight(self.schemas.target(schema["$ref"]), steps + 1)
        inner = [part for keyword in ("anyOf", "oneOf") for part in schema.get(keyword, ())]
        if inner:
            return min(self.weight(part, steps + 1) for part in inner)
        kinds = _as_list(schema.get("type", "object"))
        if "enum" in schema or "const" in schema or not {"array", "object"}.issuperset(kinds):
            return 0
        return 1 if not (schema.get("required") or schema.get("minItems") or schema.get("allOf")) else 2

    def listed(self, parts: Parts) -> tuple[Any] | None:
        """One of the values of an `enum` or a `const`, if there are any."""
        lists = [part["enum"] for part in parts if "enum" in part]
        lists += [[part["const"]] for part in parts if "const" in part]
        if not lists:
            return None
        common = [value for value in min(lists, key=len) if all(value in each for each in lists)]
        if not common:
            reject()
        value = self.draw(st.sampled_from(common))
        if type(value) is int and abs(value) < 2**53 and self.draw(st.integers(0, 3)) == 0:
            return (float(value),)
        return (value,)

    def kind(self, parts: Parts, depth: int) -> str:
        """The type of the value, drawn from those that every part allows."""
        kinds = set(KINDS)
        for part in parts:
            if "type" in part:
                allowed = set(_as_list(part["type"]))
                kinds &= allowed | ({"integer"} if "number" in allowed else set())
        if "number" in kinds and "integer" in kinds:
            kinds.discard("integer")
        if not kinds:
            reject()
        ordered = [kind for kind in KINDS if kind in kinds]
        meant = [
            kind
            for kind, keywords in _IMPLIED.items()
            if kind in kinds and any(keyword in part for part in parts for keyword in keywords)
        ]
        if depth >= _DEEP:
            return ordered[0]
        chosen: str = self.draw(st.sampled_from([*ordered, *meant, *meant, *meant, *meant]))
        return chosen

    def string(self, parts: Parts) -> str:
        """A string."""
        patterns = [part["pattern"] for part in parts if "pattern" in part]
        shortest = max((part["minLength"] for part in parts if "minLength" in part), default=0)
        longest = min((part["maxLength"] for part in parts if "maxLength" in part), default=shortest + 12)
        made: st.SearchStrategy[str]
        if patterns and (compiled := pattern(patterns[0])) is not None:
            made = st.from_regex(compiled, alphabet=CHARACTERS)
        else:
            made = formatted([part["format"] for part in parts if "format" in part])
            bounded = any("minLength" in part or "maxLength" in part for part in parts)
            if bounded and shortest <= longest:
                exact = st.text(CHARACTERS, min_size=shortest, max_size=longest)
                made = st.one_of(exact, made.filter(lambda text: shortest <= len(text) <= longest))
        value: str = self.draw(made)
        return value

    def number(self, parts: Parts, whole: bool) -> float:
        """A number, and for an integer sometimes one such as 3.0."""
        low = max((part[key] for part in parts for key in _LOWER if key in part), default=None)
        high = min((part[key] for part in parts for key in _UPPER if key in part), default=None)
        steps = [part["multipleOf"] for part in parts if "multipleOf" in part]
        whole = whole or bool(self.draw(st.booleans()))
        if steps:
            step = Decimal(str(steps[0]))
            first = None if low is None else math.ceil(Decimal(str(low)) / step)
            last = None if high is None else math.floor(Decimal(str(high)) / step)
            if first is not None and last is not None and first > last:
                reject()
            multiple = self.draw(st.integers(first, last)) * step
            return int(multiple) if multiple == int(multiple) else float(multiple)
        if not whole:
            floats = st.floats(_float(low), _float(high), allow_nan=False, allow_infinity=False)
            return float(self.draw(floats))
        first = None if low is None else math.ceil(low)
        last = None if high is None else math.floor(high)
        if first is not None and last is not None and first > last:
            reject()
        number: int = self.draw(_integers(first, last))
        if abs(number) < 2**53 and self.draw(st.integers(0, 3)) == 0:
            return float(number)
        return number

    def array(self, parts: Parts, depth: int) -> list[Any]:
        """An array."""
        fewest = max((part["minItems"] for part in parts if "minItems" in part), default=0)
        most = min((part["maxItems"] for part in parts if "maxItems" in part), default=fewest + 3)
        wanted = [(part["contains"], part.get("minContains", 1)) for part in parts if "contains" in part]
        most = min(most, max(fewest, 0) if depth >= _DEEP else most)
        count = self.draw(st.integers(fewest, max(fewest, most)))
        items = [self.value(_all(_of_item(parts, index)), depth + 1) for index in range(count)]
        for schema, number in wanted:
            items += [self.value(schema, depth + 1) for _ in range(number)]
        return items

    def object(self, parts: Parts, depth: int) -> dict[str, Any]:
        """An object: what is required, some of what is not, and members that nobody documented."""
        required = list(dict.fromkeys(name for part in parts for name in part.get("required", ())))
        known = list(dict.fromkeys(name for part in parts for name in part.get("properties", {})))
        names = list(required)
        if depth < _DEEP:
            names += [name for name in known if name not in required and self.draw(st.booleans())]
        names += self.unknown(parts, depth, known)
        fewest = max((part["minProperties"] for part in parts if "minProperties" in part), default=0)
        for name in known:
            if len(set(names)) < fewest and name not in names:
                names.append(name)
        most = min((part["maxProperties"] for part in parts if "maxProperties" in part), default=None)
        names = list(dict.fromkeys(names))[: None if most is None else max(most, len(required))]
        # Which come first must not matter.
        names = self.draw(st.permutations(names)) if len(names) < 8 else names
        found: dict[str, Any] = {}
        for name in names:
            schema = _all([each for part in parts for each in of_member(part, name)])
            if schema is not False:
                found[name] = self.value(schema, depth + 1)
            elif name in required:
                reject()
        return found

    def unknown(self, parts: Parts, depth: int, known: list[str]) -> list[str]:
        """Names of members that are not documented by name."""
        if depth >= _DEEP and not any("minProperties" in part for part in parts):
            return []
        fewest = max((part["minProperties"] for part in parts if "minProperties" in part), default=0)
        named = [part["propertyNames"] for part in parts if "propertyNames" in part]
        patterns = [text for part in parts for text in part.get("patternProperties", {})]
        own = [st.sampled_from(self.names)] if self.names else []
        found: list[str] = []
        for _ in range(self.draw(st.integers(0, 3)) + fewest):
            if named:
                name = self.value(_all([{"type": "string"}, *named]), depth + 1)
            else:
                regexes = [
                    st.from_regex(compiled, alphabet=CHARACTERS)
                    for text in patterns
                    if (compiled := pattern(text)) is not None
                ]
                name = self.draw(st.one_of(NAMES, TEXT, *own, *regexes))
            if name not in known and name not in found:
                found.append(name)
        return found


_LOWER = ("minimum", "exclusiveMinimum")
_UPPER = ("maximum", "exclusiveMaximum")


def _integers(first: int | None, last: int | None) -> st.SearchStrategy[int]:
    low = -(10**30) if first is None else first
    high = 10**30 if last is None else last
    if low > high:
        low, high = (low, low + 10**30) if last is None else (high - 10**30, high)
    small = (max(low, -200), min(high, 200))
    edges = [
        each for bits in (31, 32, 53, 63, 64) for each in (2**bits, 2**bits - 1, -(2**bits), -(2**bits) - 1)
    ]
    inside = [each for each in (*edges, low, high) if low <= each <= high]
    near = [st.integers(*small)] if small[0] <= small[1] else []
    return st.one_of(*near, st.sampled_from(inside), st.integers(low, high))


def _float(bound: float | None) -> float | None:
    return None if bound is None else float(bound)


def _of_item(parts: Parts, index: int) -> list[Schema]:
    found: list[Schema] = []
    for part in parts:
        fixed = part.get("prefixItems", [])
        if index < len(fixed):
            found.append(fixed[index])
        elif "items" in part:
            found.append(part["items"])
    return found


def _all(schemas: list[Schema]) -> Schema:
    if any(schema is False for schema in schemas):
        return False
    return {"allOf": schemas} if len(schemas) > 1 else schemas[0] if schemas else True


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _tag(mapping: dict[str, str], reference: str) -> str:
    """The tag of the variant that a reference names (OpenAPI 3.1 §4.8.25)."""
    name = reference.rpartition("/")[2]
    return next((tag for tag, target in mapping.items() if target in (reference, name)), name)
