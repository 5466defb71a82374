"""Which schemas belong together, and the tags that tell them apart: unions, and bases with their heirs.

A discriminator (OpenAPI 3.1 §4.8.25) names a member and, in its mapping, the schema for each of the member's
values; where the mapping has none for a schema, the schema's own name is the value. A base is told apart from
those that take it in by `allOf` in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from .documents import Json, escaped, tokens
from .schemas import TAGS, Schemas, pointer_of

_MANY: Final = ("oneOf", "anyOf")
_DEEP: Final = 4
MOST: Final = 40
"""So many variants in turn at most."""


class Families:
    """The unions and bases of a document's schemas.

    Args:
        schemas: The schemas.
    """

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._counts: dict[str, int] = {}

    @cached_property
    def _named(self) -> dict[str, Json]:
        """The schemas that have names, by their pointers."""
        place = "#/definitions" if self._schemas.original.is_swagger else "#/components/schemas"
        held = self._schemas.at(place)
        return {
            pointer_of(f"{place}/{escaped(name)}"): schema
            for name, schema in (held.items() if isinstance(held, dict) else ())
        }

    @cached_property
    def _bases(self) -> dict[str, list[str]]:
        """The schemas that each takes in, directly and not."""
        direct = {
            pointer: [part["$ref"] for part in _parts(schema) if isinstance(part.get("$ref"), str)]
            for pointer, schema in self._named.items()
        }
        found: dict[str, list[str]] = {}
        for pointer in direct:
            seen: dict[str, None] = {}
            waiting = [*direct[pointer]]
            while waiting:
                base = waiting.pop()
                if base not in seen and base != pointer:
                    seen[base] = None
                    waiting += direct.get(base, ())
            found[pointer] = [*seen]
        return found

    @cached_property
    def _heirs(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for pointer, bases in self._bases.items():
            for base in bases:
                if is_base(self._schemas.at(base)):
                    found.setdefault(base, []).append(pointer)
        return found

    def heirs(self, pointer: str) -> list[str]:
        """The schemas that extend one with a discriminator by `allOf`; none of one that has none."""
        return self._heirs.get(pointer_of(pointer), [])

    def tags_of_heir(self, pointer: str) -> Iterator[tuple[str, list[str]]]:
        """What tells a schema from others with the same bases: a member, and its values."""
        here = pointer_of(pointer)
        for base in (here, *self._bases.get(here, ())):
            schema = self._schemas.at(base)
            if is_base(schema) and base in self._heirs:
                yield schema[TAGS]["propertyName"], tags(schema[TAGS], here)

    def listed(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Every discriminator: its member, and the schema that each of its values means."""
        for base, heirs in self._heirs.items():
            yield self._meant(self._schemas.at(base)[TAGS], [base, *heirs])
        stack: list[Json] = [self._schemas.data]
        while stack:
            here = stack.pop()
            if isinstance(here, dict):
                variants = [each for keyword in _MANY for each in _listed(here, keyword)]
                targets = [each["$ref"] for each in variants if isinstance(each, dict) and "$ref" in each]
                if isinstance(here.get(TAGS), dict) and targets:
                    yield self._meant(here[TAGS], targets)
                stack.extend(item for key, item in here.items() if key != TAGS)
            elif isinstance(here, list):
                stack.extend(here)

    def _meant(self, said: dict[str, Any], targets: list[str]) -> tuple[str, dict[str, str]]:
        return said["propertyName"], {tag: each for each in targets for tag in tags(said, each)}

    def variants(self, pointer: str) -> int:
        """How many variants the widest union has that values of a schema may hold; 1 where there is none."""
        if pointer not in self._counts:
            self._counts[pointer] = min(self._widest({"$ref": pointer}), MOST)
        return self._counts[pointer]

    def _widest(self, schema: Json) -> int:
        waiting, seen, widest = [(schema, 0)], set[str](), 1
        while waiting:
            here, depth = waiting.pop(0)
            if not isinstance(here, dict) or depth > _DEEP:
                continue
            if isinstance(target := here.get("$ref"), str) and target not in seen:
                seen.add(target)
                waiting.append((self._schemas.at(target), depth))
                if heirs := self.heirs(target):
                    widest = max(widest, 1 + len(heirs))
            for keyword in _MANY:
                variants = _listed(here, keyword)
                if sum(1 for each in variants if not _is_null(each)) > 1:
                    widest = max(widest, len(variants))
                waiting += [(each, depth) for each in variants]
            waiting += [(each, depth) for each in _listed(here, "allOf")]
            members = here.get("properties")
            waiting += [(each, depth + 1) for each in (members.values() if isinstance(members, dict) else ())]
            waiting += [(here[key], depth + 1) for key in ("items", "additionalProperties") if key in here]
        return widest


def tags(said: dict[str, Any], pointer: str, *, or_name: bool = True) -> list[str]:
    """The values of a discriminator's member that mean a schema; its name where the mapping has none.

    Args:
        said: The discriminator.
        pointer: Of the schema.
        or_name: The name is one where the mapping has none.
    """
    mapping = said.get("mapping")
    name = tokens(pointer)[-1]
    found = [
        tag
        for tag, target in (mapping.items() if isinstance(mapping, dict) else ())
        if isinstance(target, str)
        and (
            pointer_of(target) == pointer_of(pointer)
            if target.startswith("#")
            else _stem(target) == _stem(name)
        )
    ]
    return found or [name] * or_name


def is_base(schema: Json) -> bool:
    """Whether a schema has a discriminator, and no variants of its own."""
    return isinstance(schema, dict) and isinstance(schema.get(TAGS), dict) and not any(map(schema.get, _MANY))


def _stem(target: str) -> str:
    """A name, or the name of a file without what it ends in."""
    return target.rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml").removesuffix(".json")


def _parts(schema: Json) -> Iterator[dict[str, Json]]:
    if isinstance(schema, dict):
        for part in _listed(schema, "allOf"):
            if isinstance(part, dict):
                yield part


def _listed(schema: dict[str, Json], keyword: str) -> list[Json]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _is_null(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
