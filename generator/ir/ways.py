"""The ways to call an operation: which media type is sent, which is asked for, and whether that is a stream.

Where all of them take the same arguments and give the same type, one signature serves; else each has an
overload.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from generator.ir import words
from generator.ir.bodies import Payload
from generator.ir.drafts import union_of
from generator.ir.model import (
    Argument,
    Constant,
    Doc,
    Nullable,
    Place,
    Pointer,
    Primitive,
    PyName,
    Result,
    Scalar,
    Type,
    Way,
    WireName,
)

STREAM_FLAG = WireName("stream")
_STRING = Primitive(Scalar.STRING)
_BOOLEAN = Primitive(Scalar.BOOLEAN)
# More overloads than this help nobody; then each choice is offered with the usual one of the others.
_MOST_WAYS = 12


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways to call an operation.

    Attributes:
        arguments: Of all ways; required where all of them require it.
        results: Of all ways.
        ways: The usual one first; empty where there is but one.
        stream_flag: The member of the body that asks for a stream, if there is one.
    """

    arguments: tuple[Argument, ...]
    results: tuple[Result, ...]
    ways: tuple[Way, ...]
    stream_flag: WireName | None


@dataclass(frozen=True, slots=True)
class _Choice:
    """One of the media types of the answer, or several that give the same type."""

    kinds: tuple[str, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A media type of the body, or several that take the same arguments."""

    kinds: tuple[str, ...]
    payload: Payload | None


def ways_of(
    parameters: tuple[Argument, ...],
    payloads: tuple[Payload, ...],
    successes: tuple[tuple[Result, ...], ...],
    pointer: Pointer,
    flag_name: WireName = STREAM_FLAG,
) -> Ways:
    """Combine what is sent and what is answered.

    Args:
        parameters: The parameters.
        payloads: The media types of the body, the best first.
        successes: By status, one result for each media type, the best first.
        pointer: Of the operation; that of arguments that choose.
        flag_name: The member of the body that asks for a stream, if there are both.
    """
    sent = _sent(payloads) or [_Sent((), None)]
    asked = _asked(successes)
    streams = _streams(asked)
    flag = flag_name if streams is not None and _has_flag(payloads, flag_name) else None
    if flag is not None:
        asked = [choice for choice in asked if choice is not streams]
    combined = [
        (body, answer, flagged)
        for body, answer in product(sent, asked)
        for flagged in (_flags(body, flag) if answer is asked[0] else (None,))
    ]
    if len(combined) > _MOST_WAYS:
        combined = [each for each in combined if (each[0] is sent[0]) + (each[1] is asked[0]) > 0]
    found: list[Way] = []
    for body, answer, flagged in combined:
        arguments = [*parameters, *(body.payload.arguments if body.payload is not None else ())]
        results = answer.results
        if flagged is not None:
            arguments = [_flagged(each, flagged, flag_name) for each in arguments]
        if streams is not None and flagged is True:
            results = streams.results
        elif streams is not None and flagged == "either":
            results = (*results, *(each for each in streams.results if each not in results))
        if any(len(each.kinds) > 1 for each in sent) or len(sent) > 1:
            arguments.append(
                _choosing(Place.CONTENT_TYPE, body.kinds, body is sent[0], len(combined) == 1, pointer)
            )
        if any(len(each.kinds) > 1 for each in asked) or len(asked) > 1:
            arguments.append(
                _choosing(Place.ACCEPT, answer.kinds, answer is asked[0], len(combined) == 1, pointer)
            )
        suffix = "_".join(
            part
            for part in (
                "" if body is sent[0] else f"sending_{words.snake(body.kinds[0])}",
                "" if answer is asked[0] else f"accepting_{words.snake(answer.kinds[0])}",
                {True: "streamed", "either": "either"}.get(flagged, "") if flagged is not None else "",
            )
            if part
        )
        found.append(
            Way(tuple(arguments), body.payload.body if body.payload is not None else None, results, suffix)
        )
    if len(found) > 1:
        ranges = {
            Place.CONTENT_TYPE: any("*" in kind for each in sent for kind in each.kinds),
            Place.ACCEPT: any("*" in kind for each in asked for kind in each.kinds),
        }
        found += [_unlisted(place, found) for place, has_range in ranges.items() if has_range]
    arguments_of_all = _merged(found)
    results_of_all = tuple(dict.fromkeys(result for way in found for result in way.results))
    return Ways(
        arguments_of_all,
        results_of_all,
        tuple(found) if len(found) > 1 else (),
        flag,
    )


def _sent(payloads: Iterable[Payload]) -> list[_Sent]:
    """The media types of the body, together where they take the same arguments."""
    found: dict[tuple[object, ...], _Sent] = {}
    for payload in payloads:
        key = tuple((each.wire, each.place, each.type, each.required) for each in payload.arguments)
        before = found.get(key)
        if before is None:
            found[key] = _Sent((payload.body.media_type,), payload)
        else:
            found[key] = replace(before, kinds=(*before.kinds, payload.body.media_type))
    return list(found.values())


def _asked(successes: tuple[tuple[Result, ...], ...]) -> list[_Choice]:
    """The media types of the answer, together where they give the same types; the usual one first."""
    usual = tuple(results[0] for results in successes if results)
    kinds = dict.fromkeys(
        result.media_type for results in successes for result in results if result.media_type is not None
    )
    first = next((result.media_type for result in usual if result.media_type is not None), None)
    if first is None:
        return [_Choice((), usual)]
    found: dict[tuple[object, ...], _Choice] = {}
    for kind in (first, *(kind for kind in kinds if kind != first)):
        chosen = tuple(
            next((each for each in results if each.media_type == kind), results[0])
            for results in successes
            if results
        )
        key = tuple((each.status, each.type, each.sequence) for each in chosen)
        before = found.get(key)
        if before is None:
            found[key] = _Choice((kind,), chosen)
        else:
            more = (each for each in chosen if each not in before.results)
            found[key] = _Choice((*before.kinds, kind), (*before.results, *more))
    return list(found.values())


def _streams(asked: list[_Choice]) -> _Choice | None:
    """The choice that is a stream, where the usual one is none."""
    if any(result.sequence is not None for result in asked[0].results):
        return None
    return next((each for each in asked[1:] if any(r.sequence is not None for r in each.results)), None)


def _has_flag(payloads: Iterable[Payload], flag: WireName) -> bool:
    """Whether the body has a member that asks for a stream, in all of its media types."""
    each = [
        any(
            argument.place is Place.FIELD and argument.wire == flag and _is_flag(argument.type)
            for argument in payload.arguments
        )
        for payload in payloads
    ]
    return bool(each) and any(each)


def _is_flag(type: Type) -> bool:
    return type in (_BOOLEAN, Nullable(_BOOLEAN))


def _flags(body: _Sent, flag: WireName | None) -> tuple[bool | str | None, ...]:
    if flag is None or body.payload is None or not _has_flag((body.payload,), flag):
        return (None,)
    return (False, True, "either")


def _flagged(argument: Argument, flagged: bool | str, flag: WireName) -> Argument:
    """The member that asks for a stream, as the overload for one of its values has it."""
    if argument.place is not Place.FIELD or argument.wire != flag:
        return argument
    if flagged == "either":
        return replace(argument, type=_BOOLEAN, required=True, nullable=False)
    if flagged is True:
        return replace(argument, type=Constant((True,), is_open=False), required=True, nullable=False)
    return replace(argument, type=Constant((False,), is_open=False))


def _unlisted(place: Place, ways: list[Way]) -> Way:
    """The way for the types that a range (`image/*`) stands for and nobody has listed.

    It comes last, takes what any other takes and may give what any other gives: a type that is listed, being
    text as well, must not seem to give something else here.
    """
    arguments = [
        replace(argument, type=_STRING, required=True) if argument.place is place else argument
        for argument in _merged(ways)
    ]
    results = tuple(dict.fromkeys(result for way in ways for result in way.results))
    return Way(tuple(arguments), ways[0].body, results, f"{place.name.lower()}_either")


def _choosing(
    place: Place, kinds: tuple[str, ...], is_usual: bool, is_only: bool, pointer: Pointer
) -> Argument:
    """The argument that chooses a media type: left out, it is the usual one."""
    is_body = place is Place.CONTENT_TYPE
    said = "The media type of the body" if is_body else "The media type to ask for"
    # A range stands for types that nobody has listed.
    is_open = is_only and any("*" in kind for kind in kinds)
    return Argument(
        wire=WireName("content_type" if is_body else "accept"),
        name=PyName("content_type" if is_body else "accept"),
        place=place,
        type=Constant(kinds, is_open=is_open),
        required=not is_usual,
        nullable=False,
        schema=pointer,
        doc=Doc(f"{said}; by default `{kinds[0]}`." if is_usual else f"{said}."),
    )


def _merged(ways: list[Way]) -> tuple[Argument, ...]:
    """The arguments of all ways: required where all require it, of any type that one of them takes."""
    given: dict[tuple[Place, WireName], list[Argument]] = {}
    for way in ways:
        for argument in way.arguments:
            given.setdefault((argument.place, argument.wire), []).append(argument)
    merged: list[Argument] = []
    for arguments in given.values():
        first = arguments[0]
        everywhere = len(arguments) == len(ways)
        merged.append(
            replace(
                first,
                type=_union(argument.type for argument in arguments),
                required=everywhere and all(argument.required for argument in arguments),
                nullable=any(argument.nullable for argument in arguments),
            )
        )
    return tuple(merged)


def _union(types: Iterable[Type]) -> Type:
    """Any of several types; of the choices of media types, all."""
    different = tuple(dict.fromkeys(types))
    constants = tuple(each for each in different if isinstance(each, Constant))
    if len(different) == len(constants) + 1 and constants and _STRING in different:
        values = tuple(dict.fromkeys(value for each in constants for value in each.values))
        if all(isinstance(value, str) for value in values):
            return Constant(values, is_open=True)
    closed = [each for each in different if isinstance(each, Constant)]
    if len(closed) == len(different) and len(closed) > 1:
        values = tuple(dict.fromkeys(value for each in closed for value in each.values))
        if all(isinstance(value, bool) for value in values):
            return _BOOLEAN
        return Constant(values, is_open=any(each.is_open for each in closed))
    if _BOOLEAN in different:
        different = tuple(each for each in different if not (isinstance(each, Constant) and not each.is_open))
    return union_of(different)
