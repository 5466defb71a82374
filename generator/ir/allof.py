"""allOf: many schemas that all hold become one schema, before there are types (JSON Schema 2020-12
§10.2.1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from itertools import product
from typing import Any

from generator.ir.refs import References, is_plain_reference
from generator.load import pointer
from generator.spec.model import Json, Schema

Report = Callable[[Schema, str], None]
"""Takes a schema that contradicts itself, and what it says twice."""

# Of two bounds the narrower one holds.
_LARGER = frozenset({"minimum", "exclusive_minimum", "min_length", "min_items", "min_properties"})
_SMALLER = frozenset({"maximum", "exclusive_maximum", "max_length", "max_items", "max_properties"})
_ANNOTATIONS = frozenset(
    {"title", "description", "default", "has_default", "examples", "extensions", "pointer", "external_docs"}
    | {"xml", "defs"}
)
_FLAGS = frozenset({"all_of", "read_only", "write_only", "deprecated", "nullable"})
_DEFAULTS: dict[str, Any] = {item.name: item.default for item in fields(Schema) if item.name != "pointer"}
_REQUIRES = frozenset({"required", "types", "not_", "unread"})
_BOTH_HOLD = {
    "additional_properties": "additionalProperties",
    "contains": "contains",
    "items": "items",
    "property_names": "propertyNames",
    "unevaluated_properties": "unevaluatedProperties",
}
# More variants than this come from nobody's pen.
_MOST_VARIANTS = 64


def flatten(schema: Schema, references: References, report: Report | None = None) -> Schema:
    """The schema with its `allOf` merged into it.

    The schema's own keywords win over those of its parts where only one can be had (description, default);
    where both hold, the narrower one is taken. An `allOf` of one reference, with nothing beside it but
    annotations, becomes that reference: that is how OpenAPI 3.0 documents write a description beside a
    `$ref`. A `$ref` beside keywords that change the type is one more part (JSON Schema 2020-12 §8.2.3.1).

    A `oneOf` or `anyOf` whose variants only say which members are required is left out: Python's types cannot
    say it, and the members are what callers need. What holds only under a condition (`then`, `else`,
    `dependentSchemas`) gives optional members.

    Args:
        schema: Any schema.
        references: Finds what its parts refer to.
        report: Told of parts that contradict each other.
    """
    if len(schema.all_of) == 1 and schema.all_of[0].ref is not None and _only_annotations(schema):
        return replace(schema, all_of=(), ref=schema.all_of[0].ref)
    if is_plain_reference(schema) or not _has_parts(schema):
        return schema
    known = references.flat.get(id(schema))
    if known is None:
        # What leads back here by a condition finds the schema as it is.
        references.flat[id(schema)] = (schema, schema)
        known = references.flat[id(schema)] = (schema, _flattened(schema, references, report))
    return known[1]


def _has_parts(schema: Schema) -> bool:
    return bool(
        schema.all_of
        or schema.one_of
        or schema.any_of
        or schema.ref is not None
        or schema.then is not None
        or schema.else_ is not None
        or schema.dependent_schemas
    )


def _flattened(schema: Schema, references: References, report: Report | None) -> Schema:
    merged = _merged(schema, references, report, frozenset()) or _walked(schema, references, report)
    if merged.then is not None or merged.else_ is not None or merged.dependent_schemas:
        merged = _with_conditions(merged, references)
    if merged.one_of and merged.any_of:
        crossed = _crossed(merged, merged.one_of, merged.any_of, "anyOf")
        merged = replace(merged, one_of=crossed, any_of=())
    variants = (*merged.one_of, *merged.any_of)
    if merged.properties and variants and all(map(_only_requires, variants)):
        required = tuple(variant.required for variant in variants)
        return replace(merged, one_of=(), any_of=(), one_required=required)
    return merged


def _merged(
    schema: Schema, references: References, report: Report | None, around: frozenset[str]
) -> Schema | None:
    """A schema with its parts, each merged once for all that extend it; None if it leads back to itself or to
    one of those `around` it.
    """
    if not schema.all_of and schema.ref is None:
        return schema
    known = references.merged.get(id(schema))
    if known is not None:
        return known[1]
    merged = replace(schema, all_of=(), ref=None)
    inside = around | {schema.pointer}
    order: list[str] = []
    # The last part first: what comes later says more of the schema than what it extends.
    for part in _parts(schema, references):
        target = references.schema(part) if is_plain_reference(part) else part
        if target is None:
            continue
        whole = None if target.pointer in inside else _merged(target, references, report, inside)
        if whole is None:
            return None
        merged = _extended(merged, part, whole, report)
        order[:0] = [name for name, _ in whole.properties]
    merged = _ordered(merged, order)
    references.merged[id(schema)] = (schema, merged)
    return merged


def _ordered(schema: Schema, names: list[str]) -> Schema:
    """The schema with its members in this order, those of none of its parts last."""
    members = dict(schema.properties)
    ordered = {name: members[name] for name in dict.fromkeys(names) if name in members}
    return replace(schema, properties=tuple({**ordered, **members}.items()))


def _walked(schema: Schema, references: References, report: Report | None) -> Schema:
    """A schema with its parts, of which some lead back to it: each is taken once."""
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
        merged = _extended(merged, part, replace(target, all_of=(), ref=None), report)
    return merged


def _extended(merged: Schema, part: Schema, whole: Schema, report: Report | None) -> Schema:
    """A schema with one more part: what is said of the place of the part counts, too."""
    merged = merge(merged, whole, report)
    if part.ref is not None and part.allows_null and "null" not in merged.types:
        return replace(merged, nullable=True)
    return merged


def _parts(schema: Schema, references: References) -> list[Schema]:
    """What holds beside a schema's own keywords, the last part first."""
    parts = list(schema.all_of)
    if schema.ref is not None and (target := references.target(schema)) is not None:
        parts.insert(0, target)
    return parts[::-1]


def _with_conditions(schema: Schema, references: References) -> Schema:
    """The schema with the members that conditions add (JSON Schema 2020-12 §10.2.2), none of them required.

    What a condition says of members that are there without it holds only sometimes, and is left out.
    """
    properties = dict(schema.properties)
    conditional = (schema.then, schema.else_, *(part for _, part in schema.dependent_schemas))
    for part in conditional:
        if part is None or part.boolean is not None:
            continue
        for name, member in flatten(part, references).properties:
            if properties.setdefault(name, member) is not member and name not in dict(schema.properties):
                properties[name] = _either(pointer.child(schema.pointer, name), properties[name], member)
    return replace(schema, properties=tuple(properties.items()))


def _either(at: str, left: Schema, right: Schema) -> Schema:
    return left if left == replace(right, pointer=left.pointer) else Schema(at, any_of=(left, right))


def _crossed(
    schema: Schema, left: tuple[Schema, ...], right: tuple[Schema, ...], keyword: str
) -> tuple[Schema, ...]:
    """Two unions that both hold: every variant of the one with every one of the other."""
    if len(left) * len(right) > _MOST_VARIANTS:
        return left
    return tuple(
        Schema(f"{one.pointer}/{keyword}/{number}", title=one.title, all_of=(one, other))
        for one, (number, other) in product(left, enumerate(right))
    )


def _only_requires(schema: Schema) -> bool:
    return schema.boolean is None and _sets_only(schema, _REQUIRES | {"description", "title"})


def _only_annotations(schema: Schema) -> bool:
    return _sets_only(schema, _ANNOTATIONS | _FLAGS)


def _sets_only(schema: Schema, names: Iterable[str]) -> bool:
    return all(getattr(schema, name) == default for name, default in _DEFAULTS.items() if name not in names)


def _shared(extensions: tuple[tuple[str, Json], ...], pointer: str) -> tuple[tuple[str, Json], ...]:
    """What holds for the whole of what is said of a part: the type name that a part asks for is its own."""
    is_property = pointer.rpartition("/")[0].endswith("/properties")
    own = ("x-sdksmith-type", "x-sdksmith-skip", "" if is_property else "x-sdksmith-name")
    return tuple(item for item in extensions if item[0] not in own)


def merge(left: Schema, right: Schema, report: Report | None = None) -> Schema:
    """A schema that holds where both hold.

    `left` gives the pointer, and wins where only one value can be kept. What is made of parts of both gets a
    pointer below it, so that it is taken for neither of them.
    """
    if left.boolean is not None or right.boolean is not None:
        # `true` says nothing, and `false`, that nothing will do, is not what anybody means.
        return replace(right, pointer=left.pointer) if right.boolean is None else left
    changes: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        mine, other = getattr(left, name), getattr(right, name)
        if other is None or other == () or other == default:
            continue
        if mine is None or mine == () or mine == default:
            changes[name] = _shared(other, right.pointer) if name == "extensions" else other
        elif name in _LARGER:
            changes[name] = max(mine, other)
        elif name in _SMALLER:
            changes[name] = min(mine, other)
        elif name in _BOTH_HOLD:
            changes[name] = _both(pointer.child(left.pointer, _BOTH_HOLD[name]), mine, other, report)
        elif name in ("one_of", "any_of"):
            changes[name] = _crossed(left, mine, other, "oneOf" if name == "one_of" else "anyOf")
    changes["required"] = tuple(dict.fromkeys((*left.required, *right.required)))
    changes["types"] = _types(left, right, report)
    if left.has_const and right.has_const and left.const != right.const and report is not None:
        report(left, "`const`; the last one is taken")
    if left.enum is not None and right.enum is not None:
        changes["enum"] = _enum(left, right, report)
    for name, keyword in (("properties", "properties"), ("pattern_properties", "patternProperties")):
        if name in changes or not getattr(right, name):
            continue
        members: dict[str, Schema] = dict(getattr(left, name))
        for key, schema in getattr(right, name):
            at = pointer.child(pointer.child(left.pointer, keyword), key)
            members[key] = _both(at, members[key], schema, report) if key in members else schema
        changes[name] = tuple(members.items())
    return replace(left, **changes)


def _both(at: str, left: Schema, right: Schema, report: Report | None) -> Schema:
    """Two schemas for one place, as one with a pointer of its own."""
    if left == right or left.pointer == right.pointer:
        return left
    if any(schema.ref is not None or schema.all_of for schema in (left, right)):
        if _says_nothing(right):
            return merge(left, replace(right, all_of=(), ref=None), report)
        if _says_nothing(left):
            return merge(replace(left, ref=right.ref, all_of=right.all_of), right, report)
        if left.ref is not None and left.ref == right.ref:
            return left
        flags: dict[str, Any] = {
            name: True for name in _FLAGS - {"all_of"} if getattr(left, name) or getattr(right, name)
        }
        return Schema(at, description=left.description, all_of=(left, right), **flags)
    return merge(replace(left, pointer=at), right, report)


def _says_nothing(schema: Schema) -> bool:
    return schema.ref is None and not schema.all_of and _only_annotations(schema)


def _types(left: Schema, right: Schema, report: Report | None) -> tuple[str, ...]:
    mine, other = left.types, right.types
    if not mine or not other:
        return mine or other
    both = tuple(kind for kind in mine if kind in other or (kind == "integer" and "number" in other))
    if both:
        return both
    if "integer" in other and "number" in mine:
        return ("integer",)
    if report is not None:
        report(left, f"`type`: {' or '.join(mine)}, and {' or '.join(other)}; either is accepted")
    # No value is of both types; what is sent all the same is of one of them.
    return (*mine, *other)


def _enum(left: Schema, right: Schema, report: Report | None) -> tuple[Any, ...]:
    mine, other = left.enum or (), right.enum or ()
    both = tuple(value for value in mine if value in other)
    if both:
        return both
    if report is not None:
        report(left, "`enum`, with no value in both; the last one is taken")
    return mine
