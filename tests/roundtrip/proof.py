"""The proof for one schema: values made for it, checked valid, go through a package and come back equal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable

from generator.ir.model import Model
from tests.roundtrip.packages import Package, Trip, round_trip, schema_of, unexpected
from tests.roundtrip.schemas import Schema, Schemas
from tests.roundtrip.strategies import values

UNSATISFIABLE = frozenset(
    {
        "allof#/components/schemas/Loop",  # is part of itself
        "enum_classes#/components/schemas/Thing/properties/numbers",  # strings, all of them numbers
        "enums#/components/schemas/Thing/properties/numbers",
        "pages_fern#/components/schemas/Queue",  # strings, written as objects
    }
)
"""Schemas (`case#pointer`) that no value is valid for."""


@dataclass
class Count:
    """What was tried."""

    made: int = 0
    valid: int = 0


def prove(
    schemas: Schemas,
    schema: Schema,
    through: Callable[[Any], Trip],
    *,
    names: tuple[str, ...] = (),
    examples: int,
) -> Count:
    """Try values of a schema.

    Args:
        schemas: The document of the schema.
        schema: What the values are valid for.
        through: Sends a value through and raises when it does not come back; returns what it found.
        names: Names that unknown members should have among others.
        examples: How many values are tried.
    """
    validator = schemas.validator(schema)
    count = Count()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
    )
    @given(values(schemas, schema, names))
    def run(value: Any) -> None:
        count.made += 1
        assume(validator.is_valid(value))
        count.valid += 1
        problems = unexpected(schemas, schema, value, through(value))
        assert not problems, f"valid, but listed in invalid_fields: {problems}"

    with suppress(Unsatisfiable):
        run()
    return count


def failures_of(package: Package, case: str, examples: int) -> list[str]:
    """What does not hold for the definitions of a package; nothing, it should be."""
    found: list[str] = []
    for definition, reader in package.readers():
        schema = schema_of(package.schemas, definition)
        if schema is None:
            continue
        names = [str(each.name) for each in definition.fields] if isinstance(definition, Model) else []
        try:
            count = prove(
                package.schemas,
                schema,
                partial(round_trip, reader),
                names=tuple(names),
                examples=examples,
            )
        except Exception as error:
            notes = "\n".join(getattr(error, "__notes__", ()))
            found.append(f"{definition.id} ({definition.name}): {type(error).__name__}: {error}\n{notes}")
            continue
        rare = count.valid < min(5, count.made) and count.valid * 20 < count.made
        if (rare or not count.valid) and f"{case}{definition.id}" not in UNSATISFIABLE:
            found.append(f"{definition.id}: {count.valid} of {count.made} values made for it are valid")
    return found
