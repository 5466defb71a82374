"""allOf: many schemas that all hold become one schema, before there are types (JSON Schema 2020-12
§10.2.1.1).
"""

from __future__ import annotations

from dataclasses import fields, replace

from generator.ir.refs import References, is_plain_reference
from generator.spec.model import Schema

# Of two bounds the narrower one holds.
_LARGER = ("minimum", "exclusive_minimum", "min_length", "min_items", "min_properties")
_SMALLER = ("maximum", "exclusive_maximum", "max_length", "max_items", "max_properties")
_DEFAULTS = tuple((item.name, item.default) for item in fields(Schema))
_ANNOTATIONS = frozenset(
    {"title", "description", "default", "has_default", "examples", "extensions", "pointer"}
)


def flatten(schema: Schema, references: References) -> Schema:
    """The schema with its `allOf` merged into it.

    The schema's own keywords win over those of its parts where only one can be had (description, default);
    where both hold, the narrower one is taken. An `allOf` of one reference, with nothing beside it but
    annotations, becomes that reference: that is how OpenAPI 3.0 documents write a description beside a
    `$ref`. A `$ref` beside keywords that change the type is one more part (JSON Schema 2020-12 §8.2.3.1).

    A `oneOf` or `anyOf` whose variants only say which members are required is left out: Python's types cannot
    say it, and the members are what callers need.
    """
    if len(schema.all_of) == 1 and schema.all_of[0].ref is not None and _only_annotations(schema):
        return replace(schema, all_of=(), ref=schema.all_of[0].ref)
    if is_plain_reference(schema) or not (schema.all_of or schema.ref or schema.one_of or schema.any_of):
        return schema
    known = references.flat.get(id(schema))
    if known is None:
        known = references.flat[id(schema)] = (schema, _merged(schema, references))
    return known[1]


def _merged(schema: Schema, references: References) -> Schema:
    merged = replace(schema, all_of=(), ref=None)
    seen = {schema.pointer}
    stack = _parts(schema, references)
    while stack:
        part = stack.pop()
        target = references.schema(part) if is_plain_reference(part) else part
        if target is None or target.pointer in seen:
            continue
        seen.add(target.pointer)
        stack.extend(_parts(target, references))
        merged = merge(merged, replace(target, all_of=(), ref=None))
    if (
        merged.properties
        and (merged.one_of or merged.any_of)
        and all(map(_only_requires, (*merged.one_of, *merged.any_of)))
    ):
        return replace(merged, one_of=(), any_of=())
    return merged


def _parts(schema: Schema, references: References) -> list[Schema]:
    """What holds beside a schema's own keywords, the last part first."""
    parts = list(schema.all_of)
    if schema.ref is not None and (target := references.target(schema)) is not None:
        parts.insert(0, target)
    return parts[::-1]


def _only_requires(schema: Schema) -> bool:
    return schema.boolean is None and all(
        name in _ANNOTATIONS
        or name in ("required", "types", "not_", "unread")
        or getattr(schema, name) == default
        for name, default in _DEFAULTS
    )


def merge(left: Schema, right: Schema) -> Schema:
    """A schema that holds where both hold.

    `left` gives the pointer, and wins where only one value can be kept.
    """
    changes: dict[str, object] = {}
    for name, default in _DEFAULTS:
        other = getattr(right, name)
        if name == "pointer" or other is None or other is default or other == default or other == ():
            continue
        mine = getattr(left, name)
        if mine is None or mine == default or mine == ():
            changes[name] = other
        elif name in _LARGER:
            changes[name] = max(mine, other)
        elif name in _SMALLER:
            changes[name] = min(mine, other)
    changes["required"] = tuple(dict.fromkeys((*left.required, *right.required)))
    changes["types"] = _types(left.types, right.types)
    if left.enum is not None and right.enum is not None:
        changes["enum"] = tuple(value for value in left.enum if value in right.enum)
    properties = dict(left.properties)
    for name, schema in right.properties:
        properties[name] = merge(properties[name], schema) if name in properties else schema
    changes["properties"] = tuple(properties.items())
    if left.items is not None and right.items is not None:
        changes["items"] = merge(left.items, right.items)
    return replace(left, **changes)  # type: ignore[arg-type]  # the names are Schema's own


def _types(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    if not left or not right:
        return left or right
    both = tuple(kind for kind in left if kind in right or (kind == "integer" and "number" in right))
    return both or (("integer",) if "integer" in right and "number" in left else left)


def _only_annotations(schema: Schema) -> bool:
    return all(
        name in _ANNOTATIONS
        or name in ("all_of", "read_only", "write_only", "deprecated", "nullable")
        or getattr(schema, name) == default
        for name, default in _DEFAULTS
    )
