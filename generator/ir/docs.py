"""What a schema says for people: text, bounds, default, example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from generator.ir.model import Doc, Limits
from generator.load import pointer
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject, Schema

_MOST_SHOWN = 20
# Formats that are a Python type of their own.
_SAID_BY_TYPE = frozenset(
    {"date-time", "date", "time", "duration", "byte", "decimal", "uuid", "uuid1", "uuid3", "uuid4", "uuid5"}
)


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


def limits_of(schema: Schema, target: Schema | None = None) -> Limits | None:
    """What a value must keep to beyond its type; None when that is nothing."""
    found = {
        item.name: value
        for item in fields(Limits)
        for value in (_first(item.name, schema, target),)
        if value is not None and value is not False
    }
    return Limits(**found) if found else None


def _first(name: str, schema: Schema, target: Schema | None) -> Any:
    mine = getattr(schema, name)
    return getattr(target, name) if target is not None and (mine is None or mine is False) else mine


def _constraints(schema: Schema) -> tuple[str, ...]:
    """Bounds in words (JSON Schema validation §6), and what applicators (core §10) say beyond the type."""
    return (*_bounds(schema), *_unsaid_in_words(schema))


def _bounds(schema: Schema) -> tuple[str, ...]:
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
    listed = [_said(value) for value in schema.enum or (schema.const,) if value is not None]
    in_type = all(isinstance(value, (str, int)) for value in listed)
    if listed and (not in_type or all(isinstance(value, bool) for value in listed)):
        shown = ", ".join(json.dumps(thaw(value), ensure_ascii=False) for value in listed[:_MOST_SHOWN])
        said.append(f"one of {shown}" if len(listed) > 1 else f"always {shown}")
    in_type = schema.format in _SAID_BY_TYPE and (not schema.types or "string" in schema.types)
    if schema.format is not None and not in_type:
        said.append(f"format {schema.format}")
    if schema.content_encoding is not None and schema.content_encoding != "base64":
        said.append(f"encoded as {schema.content_encoding}")
    say("holds {}", schema.content_media_type)
    return tuple(said)


def _said(value: Json) -> Json:
    """A listed value; some documents write it as `{value: x}`, with its name or description."""
    return dict(value.members).get("value", value) if isinstance(value, JsonObject) else value


def unsaid(schema: Schema) -> tuple[str, ...]:
    """The keywords of a schema that change which values are valid, and that Python's types cannot say."""
    there = {
        "required` in `oneOf": bool(schema.one_required),
        "not": schema.not_ is not None,
        "if": schema.if_ is not None and (schema.then is not None or schema.else_ is not None),
        "dependentSchemas": bool(schema.dependent_schemas),
        "dependentRequired": bool(schema.dependent_required),
        "contains": schema.contains is not None,
        "propertyNames": schema.property_names is not None,
        "patternProperties": bool(schema.pattern_properties),
    }
    return tuple(keyword for keyword, is_there in there.items() if is_there)


def _unsaid_in_words(schema: Schema) -> Iterator[str]:
    ways = [f"with {' and '.join(names)}" for names in schema.one_required if names]
    if ways:
        yield ", or ".join(ways)
    if schema.not_ is not None:
        yield f"must not be {_in_words(schema.not_)}"
    if schema.then is not None or schema.else_ is not None:
        yield "some members depend on the values of others"
    for name, others in schema.dependent_required:
        yield f"with {name} also {', '.join(others)}"
    for name, _ in schema.dependent_schemas:
        yield f"with {name} further members"
    if schema.contains is not None:
        yield f"at least one item is {_in_words(schema.contains)}"
    if schema.property_names is not None:
        yield f"names of members: {_in_words(schema.property_names)}"
    if schema.pattern_properties:
        yield f"names of members match {' or '.join(pattern for pattern, _ in schema.pattern_properties)}"


def _in_words(schema: Schema) -> str:
    """A schema in few words, for a sentence about another one."""
    if schema.ref is not None:
        return pointer.last(schema.ref)
    listed = (schema.const,) if schema.has_const else schema.enum or ()
    if listed:
        return " or ".join(json.dumps(thaw(value), ensure_ascii=False) for value in listed[:_MOST_SHOWN])
    parts = [*schema.types, *_bounds(schema)]
    if schema.required:
        parts.append(f"with {' and '.join(schema.required)}")
    return ", ".join(parts) or (schema.title or "as the schema says")
