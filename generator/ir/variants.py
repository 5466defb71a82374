"""Unions: `oneOf`, `anyOf`, and schemas that others extend, as one type (JSON Schema 2020-12 §10.2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.ir.allof import merge
from generator.ir.docs import doc_of
from generator.ir.drafts import ANY_SUFFIX, Draft, Use, union_of
from generator.ir.model import (
    ANY,
    Alias,
    Definition,
    Direction,
    Model,
    Named,
    OneOf,
    Pointer,
    Primitive,
    PyName,
    Scalar,
    Tagged,
    Type,
    Variant,
)
from generator.ir.position import Position, component
from generator.ir.refs import References
from generator.ir.unions import tell_apart
from generator.ir.variant_names import places
from generator.load import pointer
from generator.spec.model import Schema

_NULL = Primitive(Scalar.NULL)
# Unions in unions, without a name between them. Schemas can say what unfolds without end.
_DEEPEST = 40


class Builder(Protocol):
    """What makes the types of everything that is not a union."""

    @property
    def drafts(self) -> Mapping[Pointer, Draft]: ...
    @property
    def building(self) -> set[Pointer]: ...
    @property
    def unfolding(self) -> list[str]: ...
    @property
    def references(self) -> References: ...
    def named(self, target: Schema, place: Position, direction: Direction, *, by_place: bool) -> Use: ...
    def use(self, schema: Schema, place: Position, direction: Direction) -> Use: ...
    def flat(self, schema: Schema) -> Schema: ...
    def contradiction(self, schema: Schema, what: str) -> None: ...
    def endless(self, schema: Schema) -> None: ...
    def draft(self, definition: Definition, place: Position, by_place: bool, schema: Schema) -> None: ...


def union_type(types: Builder, schema: Schema, place: Position, direction: Direction) -> Use:
    """The type of a schema with `oneOf` or `anyOf`, whose `allOf` has been merged.

    What holds beside the variants holds in each of them.
    """
    if len(types.unfolding) > _DEEPEST:
        types.endless(schema)
        return Use(ANY)
    types.unfolding.append(schema.pointer)
    use = _union_type(types, schema, place, direction)
    types.unfolding.pop()
    return use


def _union_type(types: Builder, schema: Schema, place: Position, direction: Direction) -> Use:
    keyword = "oneOf" if schema.one_of else "anyOf"
    given = schema.one_of or schema.any_of
    nullable = schema.allows_null or any(part.types == ("null",) for part in given)
    base = replace(
        schema, one_of=(), any_of=(), title=None, description=None, discriminator=None, nullable=False
    )
    has_shape = bool(base.properties or base.items or base.prefix_items or base.additional_properties)
    at_parts = places(schema, given, place, is_definition=Pointer(schema.pointer) in types.building)
    parts: list[Schema] = []
    found: list[Type] = []
    for number, part in enumerate(given):
        if part.types == ("null",):
            continue
        at = at_parts[number]
        resolved = types.references.schema(part)
        if (
            resolved is not None
            # A variant that is the union around it brings nothing that is not there.
            and resolved.pointer not in types.unfolding
            and (has_shape or (part.ref is None and not part.types and base.types))
        ):
            if part.ref is not None:
                at = place.joined(pointer.last(resolved.pointer))
            flat = types.flat(resolved)
            if flat.boolean is None:
                own = replace(flat, pointer=f"{schema.pointer}/{keyword}/{number}")
                part = merge(own, base, types.contradiction)
            types.unfolding.append(resolved.pointer)
            use = types.use(part, at, direction)
            types.unfolding.pop()
        else:
            use = types.use(part, at, direction)
        nullable = nullable or use.nullable
        if use.type != _NULL:
            parts.append(part)
            found.append(use.type)
    if ANY in found or not found:
        return Use(ANY, nullable)
    return Use(_told_apart(types, schema, parts, found, place, direction), nullable)


def _told_apart(
    types: Builder,
    schema: Schema,
    parts: Sequence[Schema],
    found: Sequence[Type],
    place: Position,
    direction: Direction,
) -> Type:
    """Variants as one type: objects by what tells them apart, if anything does."""
    objects = [number for number, type in enumerate(found) if _is_object(types, type)]
    told = None
    if (len(set(found)) > 1 and len(objects) > 1) or (schema.discriminator is not None and objects):
        told = tell_apart(
            schema.discriminator, [parts[number] for number in objects], types.references, schema.pointer
        )
    if told is None:
        return union_of(found)
    variants = [Variant(tags, found[n]) for n, tags in zip(objects, told.tags, strict=True) if tags]
    variants += [Variant(tags, types.use(more, place, direction).type) for more, tags in told.more]
    untold = [found[n] for n, tags in zip(objects, told.tags, strict=True) if not tags]
    if told.default is not None:
        untold = [types.use(_reference_to(told.default), place, direction).type]
    if len(variants) < 2 and not untold:
        return union_of(found)
    tagged = Tagged(told.member, _grouped(variants), union_of(untold) if untold else None)
    return union_of([*(type for n, type in enumerate(found) if n not in objects), tagged])


def _is_object(types: Builder, type: Type) -> bool:
    """Whether values of a type are objects with known members, or unions of such."""
    seen: set[Pointer] = set()
    stack = [type]
    while stack:
        here = stack.pop()
        if isinstance(here, OneOf):
            stack.extend(here.variants)
        elif isinstance(here, Named):
            # What is being built is an object, more often than not; if it is none, it has no tag either.
            draft = types.drafts.get(here.id)
            if draft is None or here.id in seen:
                continue
            seen.add(here.id)
            definition = draft.definition
            if isinstance(definition, Alias):
                stack.append(definition.type)
            elif not isinstance(definition, Model):
                return False
        elif not isinstance(here, Tagged):
            return False
    return True


def family(types: Builder, base: Schema, place: Position, direction: Direction, *, by_place: bool) -> Use:
    """The type of a reference to a schema that has a discriminator and no union: any of those that extend it
    may stand in its place (OpenAPI 3.1 §4.8.25.1).
    """
    use = types.named(base, place, direction, by_place=by_place)
    heirs = [heir for heir in types.references.heirs(base) if not (heir.one_of or heir.any_of)]
    references = [_reference_to(heir) for heir in heirs]
    told = tell_apart(base.discriminator, references, types.references, base.pointer)
    if told is None or not heirs or not isinstance(use.type, Named):
        return use
    id = Pointer(f"{use.type.id}{ANY_SUFFIX}")
    if id not in types.drafts and id not in types.building:
        types.building.add(id)
        variants = [
            Variant(tags, types.named(heir, _place_of(heir), direction, by_place=False).type)
            for heir, tags in zip(heirs, told.tags, strict=True)
            if tags
        ]
        types.building.discard(id)
        alias = Alias(id, PyName(""), Tagged(told.member, _grouped(variants), use.type), doc_of(base))
        types.draft(alias, place.prefixed("Any"), by_place, base)
    return Use(Named(id), use.nullable)


def _place_of(heir: Schema) -> Position:
    return component(pointer.last(heir.pointer))


def _grouped(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Variants with no tag twice: those that share one are a union under it."""
    by_tag: dict[object, list[Type]] = {}
    for variant in variants:
        for tag in variant.tags:
            by_tag.setdefault(tag, []).append(variant.type)
    grouped: dict[Type, list[str | int | bool]] = {}
    for variant in variants:
        for tag in variant.tags:
            if tag in by_tag:
                grouped.setdefault(union_of(by_tag.pop(tag)), []).append(tag)
    return tuple(Variant(tuple(tags), type) for type, tags in grouped.items())


def _reference_to(schema: Schema) -> Schema:
    return Schema(f"{schema.pointer}!reference", ref=schema.pointer)
