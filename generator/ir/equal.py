"""Equal definitions made one: what schemas at several places say alike is one type."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TypeVar

from generator.ir import words
from generator.ir.drafts import INPUT_SUFFIX, Draft
from generator.ir.graph import changed, mentions
from generator.ir.model import Definition, Direction, Enumeration, Model, Named, Pointer, Type
from generator.ir.parts import rebuilt
from generator.ir.position import Position

_Key = TypeVar("_Key", bound=Hashable)
_ARTICLES = frozenset({"a", "an", "the", "of", "for", "to", "in", "and", "or", "by", "with"})
# A body with more members than this is not named after them.
_MAX_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class _Content:
    """What a definition says, apart from what it mentions: that stands in `mentioned`, in order.

    `said` is what its fields or values are said to mean.
    """

    text: Hashable
    said: tuple[Hashable, ...]
    mentioned: tuple[Pointer, ...]


def merge_equal(
    drafts: Mapping[Pointer, Draft], *, by_tool: bool
) -> tuple[dict[Pointer, Pointer], dict[Pointer, Draft]]:
    """Which definitions are another one under a second name, and the drafts that stay.

    Definitions are equal when they, and all that they mention, say the same, whatever their names; also those
    that mention themselves. Two schemas that a person named are two types, however alike they are today. All
    others are one: with the one that a person named, the nearest by its name if there are several, or named
    after what their places have in common. Where they have nothing in common, it takes a tool to call them
    equal: people write the same list of values for two things.

    Args:
        drafts: The definitions.
        by_tool: A documentation tool has taken the document apart.

    Returns:
        From the id of each definition that goes to the one that stays; and the others, renamed where several
        places share them. What they mention is as it was.
    """
    contents = {id: _content(draft.definition) for id, draft in drafts.items()}
    stays = _bisimilar(drafts, contents) if by_tool else {id: id for id in drafts}
    while True:
        alike = _grouped(
            (id, (contents[id].text, tuple(stays[other] for other in contents[id].mentioned)))
            for id in sorted(drafts)
            if stays[id] == id
        )
        moves: dict[Pointer, Pointer] = {}
        for members in alike:
            if len(members) > 1:
                moves.update(_moves(members, drafts, contents, by_tool=by_tool))
        if not moves:
            break
        stays = {id: moves.get(other, other) for id, other in stays.items()}
    merged = {id: other for id, other in stays.items() if id != other}
    places: dict[Pointer, list[Position]] = {}
    for id, other in sorted(merged.items()):
        places.setdefault(other, []).append(drafts[id].position)
    left: dict[Pointer, Draft] = {}
    for id, draft in drafts.items():
        if id not in merged:
            shared = places.get(id) if draft.by_place else None
            left[id] = replace(draft, position=_common([draft.position, *shared], draft)) if shared else draft
    return merged, left


def _moves(
    members: Sequence[Pointer],
    drafts: Mapping[Pointer, Draft],
    contents: Mapping[Pointer, _Content],
    *,
    by_tool: bool,
) -> dict[Pointer, Pointer]:
    """Which of several definitions become which, whose types are equal.

    What they are said to mean must be equal too, unless they have one plain name.
    """
    moves: dict[Pointer, Pointer] = {}
    left: list[Pointer] = []
    for same in _grouped((id, contents[id].said) for id in members):
        named = [id for id in same if not drafts[id].by_place]
        by_place = [id for id in same if drafts[id].by_place]
        if named:
            moves.update((id, _nearest(id, named, drafts)) for id in by_place)
            continue
        for group in _grouped((id, by_tool or _noun(drafts[id].position.short)) for id in by_place):
            first = _first(group)
            left.append(first)
            moves.update((id, first) for id in group if id != first)
    for group in _grouped((id, drafts[id].position.short) for id in left):
        fullest = min(group, key=lambda id: (-len(repr(contents[id].said)), id))
        moves.update((id, fullest) for id in group if id != fullest)
    # One that goes may have been what another went to.
    return {id: moves.get(other, other) for id, other in moves.items()}


def _noun(name: str) -> str:
    """The word that a name ends with, which says what the thing is."""
    return words.split(words.singular(name))[-1] if words.split(name) else ""


def _content(definition: Definition) -> _Content:
    """The skeleton of a definition."""
    mentioned: list[Pointer] = []

    def hollow(type: Type) -> Type:
        if isinstance(type, Named):
            mentioned.append(type.id)
            return Named(Pointer(""))
        return rebuilt(type, hollow)

    plain = changed(replace(definition, id=Pointer("")), hollow)
    said: tuple[Hashable, ...] = ()
    if isinstance(plain, Model):
        said = tuple(
            (field.doc.text, field.doc.constraints, repr(field.doc.default)) for field in plain.fields
        )
        plain = replace(plain, direction=Direction.BOTH)
    elif isinstance(plain, Enumeration):
        said = tuple(value.text for value in plain.values)
    return _Content(plain, said, tuple(mentioned))


def _bisimilar(
    drafts: Mapping[Pointer, Draft], contents: Mapping[Pointer, _Content]
) -> dict[Pointer, Pointer]:
    """The first of its equals for every definition that is named after its place, by refining a partition
    until it is stable; those that people named are equal to nothing but themselves.
    """
    texts: dict[Hashable, int] = {}
    colours: dict[Pointer, int] = {}
    for id, draft in drafts.items():
        key = (contents[id].text, contents[id].said, "" if draft.by_place else id)
        colours[id] = texts.setdefault(key, len(texts))
    count = len(texts)
    while True:
        seen: dict[tuple[int, ...], int] = {}
        finer: dict[Pointer, int] = {}
        for id in drafts:
            mark = (colours[id], *(colours[other] for other in contents[id].mentioned))
            finer[id] = seen.setdefault(mark, len(seen))
        if len(seen) == count:
            break
        colours, count = finer, len(seen)
    return {
        id: first
        for members in _grouped((id, colours[id]) for id in drafts)
        for first in [_first(members)]
        for id in members
    }


def _grouped(pairs: Iterable[tuple[Pointer, _Key]]) -> list[list[Pointer]]:
    groups: dict[_Key, list[Pointer]] = {}
    for id, key in pairs:
        groups.setdefault(key, []).append(id)
    return list(groups.values())


def _first(members: Sequence[Pointer]) -> Pointer:
    """The one that stays of several; what is sent of a schema gives way to what is received of it."""
    return min(members, key=lambda id: (INPUT_SUFFIX in id, id))


def _nearest(id: Pointer, named: Sequence[Pointer], drafts: Mapping[Pointer, Draft]) -> Pointer:
    """Of several that people named, the one whose name has most in common with a place; then the shortest."""
    here = set(words.split(drafts[id].position.long)) | set(_reason(drafts[id].position.long))

    def distance(other: Pointer) -> tuple[int, int, str, Pointer]:
        name = drafts[other].position.short
        return -len(here & set(words.split(name))), len(name), name, other

    return min(named, key=distance)


def _reason(name: str) -> tuple[str, ...]:
    """`CreatePet404ErrorBody` is about what is not found."""
    digits = name.removesuffix("ErrorBody")[-3:]
    return words.split(HTTPStatus(int(digits)).phrase) if digits in _STATUSES else ()


_STATUSES = frozenset(str(int(status)) for status in HTTPStatus)


def _common(places: Sequence[Position], draft: Draft) -> Position:
    """One name for several places: the words that all end with, or what the members are, or the shortest."""
    names = sorted({place.short for place in places}, key=lambda name: (len(name), name))
    first = next(place for place in places if place.short == names[0])
    if len(names) == 1:
        return first
    tail: list[str] = []
    for column in zip(*(reversed(words.split(name)) for name in names), strict=False):
        if len(set(column)) > 1:
            break
        tail.insert(0, column[0])
    while tail and tail[0] in _ARTICLES:
        tail.pop(0)
    common = words.pascal(" ".join(tail)) if len(tail) > 1 else ""
    definition = draft.definition
    if tail == ["response"] and isinstance(definition, Model) and not mentions(definition):
        fields = [words.pascal(field.wire) for field in definition.fields]
        common = f"{''.join(fields)}Response" if 0 < len(fields) <= _MAX_MEMBERS else ""
    return replace(first, short=common or names[0], long=names[0])
