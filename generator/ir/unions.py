"""What tells the variants of a union apart (Discriminator Object, OpenAPI 3.1 §4.8.25, 3.2 §4.25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ir.allof import flatten
from generator.ir.model import Tag, WireName
from generator.ir.refs import References, normalise
from generator.load import pointer
from generator.spec.model import Discriminator, Schema

# Unions in unions; those that unfold without end are cut off here.
_DEEPEST = 20
_Values = dict[str, tuple[Tag, ...]]
"""For members that hold fixed values: these."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The member that tells variants apart.

    Attributes:
        property: Its name.
        tags: For each part the values that mean it; none for a part that no value means.
        more: Schemas that only the mapping names, with their values.
        default: The schema for all other values (3.2's `defaultMapping`).
    """

    member: WireName
    tags: tuple[tuple[Tag, ...], ...]
    more: tuple[tuple[Schema, tuple[Tag, ...]], ...] = ()
    default: Schema | None = None


def tell_apart(
    discriminator: Discriminator | None, parts: Sequence[Schema], references: References, at: str
) -> Telling | None:
    """How the parts of a union are told apart; None when nothing does.

    By the discriminator, if there is one: a part is meant by the values that the mapping gives it (by
    reference or by the name of a schema) and by those that its own member is fixed to; without either, by the
    name of its schema. Without a discriminator, by a member that every part has and fixes to a value.

    Args:
        discriminator: That of the union.
        parts: The parts that are objects.
        references: Finds what they refer to.
        at: Pointer of the union.
    """
    if discriminator is None:
        discriminator = _inherited(parts, references)
    if discriminator is None:
        return _inferred([_fixed(part, references, frozenset()) for part in parts])
    property = discriminator.property_name
    fixed = [_fixed(part, references, frozenset()).get(property, ()) for part in parts]
    mapped: dict[str, list[Tag]] = {}
    for value, target in discriminator.mapping:
        mapped.setdefault(_target(target, references), []).append(value)
    tags: list[tuple[Tag, ...]] = []
    for number, part in enumerate(parts):
        own = _names_of(part, references)
        given = [tag for name in own for tag in mapped.pop(name, [])]
        others = {tag for other, values in enumerate(fixed) if other != number for tag in values}
        if len(fixed[number]) == 1 or others.isdisjoint(fixed[number]):
            given = _typed(given, fixed[number])
            given += [tag for tag in fixed[number] if tag not in given]
        if not given and part.ref is not None:
            given = [pointer.last(normalise(part.ref))]
        tags.append(tuple(dict.fromkeys(given)))
    more = [
        (schema, tuple(values))
        for target, values in mapped.items()
        if (schema := references.at(target)) is not None
    ]
    for value, target in discriminator.mapping:
        if references.at(_target(target, references)) is None and _target(target, references) in mapped:
            references.dangling(target, at, value)
    default = discriminator.default_mapping
    return Telling(
        WireName(property),
        tuple(tags),
        tuple(more),
        references.at(_target(default, references)) if default is not None else None,
    )


def _inherited(parts: Sequence[Schema], references: References) -> Discriminator | None:
    """The discriminator of the schema that all parts extend."""
    found = set[Discriminator | None]()
    for part in parts:
        here = references.schema(part)
        found.add(None if here is None else flatten(here, references).discriminator)
    return found.pop() if len(found) == 1 else None


def _inferred(fixed: Sequence[_Values]) -> Telling | None:
    """By the member that most parts fix, the first of several; what does not fix it is any other value."""
    best: Telling | None = None
    most = 1
    for property in dict.fromkeys(name for values in fixed for name in values):
        tags = tuple(values.get(property, ()) for values in fixed)
        told = sum(map(bool, tags))
        if told > most and len({tag for values in tags for tag in values}) > 1 and len({*tags} - {()}) > 1:
            best, most = Telling(WireName(property), tags), told
    return best


def _fixed(schema: Schema, references: References, above: frozenset[str]) -> _Values:
    """The members of an object that are fixed to values; of a union, those that all its variants fix."""
    here = references.schema(schema) if schema.ref is not None else schema
    if here is None or here.pointer in above or len(above) > _DEEPEST:
        return {}
    flat = flatten(here, references)
    if flat.ref is not None and flat.ref != here.ref:
        return _fixed(flat, references, above | {here.pointer})
    found: _Values = {}
    for name, member in flat.properties:
        values = _values(member, references)
        if values:
            found[name] = values
    parts = [part for part in flat.one_of or flat.any_of if part.types != ("null",)]
    if parts:
        inner = [_fixed(part, references, above | {here.pointer}) for part in parts]
        for name in inner[0]:
            if name not in found and all(name in values for values in inner):
                found[name] = tuple(dict.fromkeys(tag for values in inner for tag in values[name]))
    return found


def _values(member: Schema, references: References) -> tuple[Tag, ...]:
    here = references.schema(member) if member.ref is not None else member
    if here is None:
        return ()
    if here.all_of:
        here = flatten(here, references)
    given = (here.const,) if here.has_const else here.enum or ()
    return tuple(value for value in given if isinstance(value, (str, int)))


def _typed(tags: list[Tag], fixed: tuple[Tag, ...]) -> list[Tag]:
    """Values of a mapping, whose keys are always text, as what the member holds."""
    by_text = {str(value).lower() if isinstance(value, bool) else str(value): value for value in fixed}
    return [by_text.get(str(tag), tag) for tag in tags]


def _target(text: str, references: References) -> str:
    """What a value of the mapping means: a reference, or the name of a component; names come first where both
    could be meant (3.2 §4.25.2).
    """
    named = pointer.join("components", "schemas", text)
    if references.at(named) is not None:
        return named
    swagger = pointer.join("definitions", text)
    return swagger if references.at(swagger) is not None else normalise(text)


def _names_of(part: Schema, references: References) -> list[str]:
    """Every pointer by which a mapping may mean a part: along a chain of references, and its own."""
    found = [part.pointer]
    here: Schema | None = part
    while here is not None and here.ref is not None and normalise(here.ref) not in found:
        found.append(normalise(here.ref))
        here = references.at(normalise(here.ref))
    return found
