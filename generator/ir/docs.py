"""What a schema says for people: text, bounds, default, example."""

from __future__ import annotations

from generator.ir.model import Doc
from generator.spec.model import Schema


def doc_of(schema: Schema, target: Schema | None = None, text: str | None = None) -> Doc:
    """The documentation of a place: its own words first, then those of the schema it refers to.

    Args:
        schema: The schema at the place.
        target: What `schema` refers to, if it is a reference.
        text: Words that come before both (a parameter's description).
    """
    other = target or schema
    chosen = schema if schema.has_default else other
    examples = schema.examples or other.examples
    return Doc(
        text=(text or schema.description or other.description or "").strip(),
        constraints=_constraints(schema) or _constraints(other),
        default=chosen.default,
        has_default=chosen.has_default,
        example=examples[0] if examples else None,
        has_example=bool(examples),
    )


def _constraints(schema: Schema) -> tuple[str, ...]:
    """Bounds in words; validation keywords of JSON Schema 2020-12 §6."""
    said: list[str] = []

    def say(words: str, value: object) -> None:
        if value is not None:
            said.append(words.format(value))

    say("at least {}", schema.minimum)
    say("more than {}", schema.exclusive_minimum)
    say("at most {}", schema.maximum)
    say("less than {}", schema.exclusive_maximum)
    say("a multiple of {}", schema.multiple_of)
    say("at least {} characters", schema.min_length)
    say("at most {} characters", schema.max_length)
    say("matches {}", schema.pattern)
    say("at least {} items", schema.min_items)
    say("at most {} items", schema.max_items)
    say("at least {} members", schema.min_properties)
    say("at most {} members", schema.max_properties)
    if schema.unique_items:
        said.append("no item twice")
    if schema.format is not None and schema.format not in ("date-time", "date"):
        said.append(f"format {schema.format}")
    return tuple(said)
