"""What the variants of a union are called that have no name of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.ir import words
from generator.ir.position import Position
from generator.load import pointer
from generator.spec.model import Schema

# The items of an array are called after its place and a word more, as it is.
_KINDS = {"enum": "value", "object": "object"}


def places(union: Schema, parts: Sequence[Schema], place: Position, *, is_definition: bool) -> list[Position]:
    """The place of each variant.

    A variant with a title is called after that. The only one that needs a name has the union's, or a word
    more where the union needs it too. Others are told apart by the constant that each of them fixes a member
    to, by the schema that they extend, by their kind, or by the member that only one of them requires; the
    rest are counted.

    Args:
        union: The schema that has them.
        parts: Its variants.
        place: That of the union.
        is_definition: Whether the union itself has a name.
    """
    inline = [number for number, part in enumerate(parts) if part.ref is None and part.types != ("null",)]
    needing = [number for number in inline if _needs_name(parts[number])]
    found = [place for _ in parts]
    is_alone = sum(part.types != ("null",) for part in parts) == 1
    labels = _constants({number: parts[number] for number in needing if parts[number].properties})
    for number, part in enumerate(parts):
        if part.types == ("null",):
            continue
        if part.title and words.pascal(part.title):
            found[number] = place.titled(part.title)
        elif number in needing and len(needing) == 1 and not union.properties:
            if is_definition and not is_alone and (word := _KINDS.get(_kind_of(part), "")):
                found[number] = _labelled(place, word)
        elif number in needing:
            label = (
                labels.get(number)
                or _extended(part, place)
                or _kind(part, [parts[other] for other in needing])
                or _required(part, [parts[other] for other in inline if other != number])
            )
            found[number] = place.variant(number + 1) if label is None else _labelled(place, label)
        elif len(inline) > 1 or union.properties:
            found[number] = place.variant(number + 1)
    return found


def _labelled(place: Position, label: str) -> Position:
    return replace(place.joined(label), root=False)


def _needs_name(part: Schema) -> bool:
    """Whether something in a variant becomes a type with a name."""
    if part.enum is not None:
        return len(part.enum) > 1
    nested = (part.one_of, part.any_of, part.all_of, part.properties, part.prefix_items)
    inside = [
        each for each in (part.items, part.additional_properties) if each is not None and each.ref is None
    ]
    return any(nested) or any(map(_needs_name, inside))


def _constants(parts: dict[int, Schema]) -> dict[int, str]:
    """What each variant fixes one member to, if all fix the same one to different texts."""
    fixed = {number: _fixed(part) for number, part in parts.items()}
    for name in next(iter(fixed.values()), dict[str, str]()):
        values = [texts.get(name) for texts in fixed.values()]
        spelt = {words.pascal(value) for value in values if value}
        if "" not in spelt and len(spelt) == len(values) > 1:
            return {number: texts[name] for number, texts in fixed.items()}
    return {}


def _fixed(part: Schema) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, member in part.properties:
        listed = (member.const,) if member.has_const else member.enum or ()
        if len(listed) == 1 and isinstance(listed[0], str):
            found[name] = listed[0]
    return found


def _extended(part: Schema, place: Position) -> str | None:
    """The name of the first component that a variant extends, without words that the union begins with."""
    target = next((each.ref for each in part.all_of if each.ref is not None), None)
    if target is None:
        return None
    name, above = words.split(pointer.last(target)), words.split(place.short)
    shared = next((n for n, pair in enumerate(zip(name, above, strict=False)) if pair[0] != pair[1]), 0)
    return "_".join(name[shared:] or name) or None


def _kind(part: Schema, others: Sequence[Schema]) -> str | None:
    """A word for a variant that is the only one of its kind."""
    kind = _kind_of(part)
    if sum(_kind_of(other) == kind for other in others) > 1:
        return None
    return _KINDS.get(kind)


def _kind_of(part: Schema) -> str:
    if part.enum is not None:
        return "enum"
    if part.items is not None or part.prefix_items:
        return "array"
    return "object" if part.properties else ""


def _required(part: Schema, others: Sequence[Schema]) -> str | None:
    """The one member that only this variant requires."""
    own = [name for name in part.required if not any(name in other.required for other in others)]
    return own[0] if len(own) == 1 and words.split(own[0]) else None
