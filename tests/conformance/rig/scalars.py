"""Text and numbers for values: within the limits, of the format, found by the patterns."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import rstr

from .documents import Json
from .texts import FORMATS, ODD

Parts = list[dict[str, Any]]
_LOW: Final = ("minimum", "exclusiveMinimum")
_HIGH: Final = ("maximum", "exclusiveMaximum")
_LOOKS: Final = re.compile(r"\(\?<?[=!]")
_FILLINGS: Final = ("x", "a", "0", "A", "-", " ", ".")
_TEXTS: Final = 60


class ImpossibleError(Exception):
    """No value this way."""


def is_number(value: Json) -> bool:
    """Whether a JSON value is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def a_number(parts: Parts, kind: str, chance: random.Random, *, whole: bool) -> float:
    """A number that keeps to the limits, and is a multiple of what it has to be one of.

    Raises:
        ImpossibleError: There is none.
    """
    low = max((_exact(part[key]) for part in parts for key in _LOW if is_number(part.get(key))), default=None)
    high = min(
        (_exact(part[key]) for part in parts for key in _HIGH if is_number(part.get(key))), default=None
    )
    open_low = any(_is(part.get("exclusiveMinimum"), low) for part in parts)
    open_high = any(_is(part.get("exclusiveMaximum"), high) for part in parts)
    steps = [_exact(part["multipleOf"]) for part in parts if is_number(part.get("multipleOf"))]
    step = max((each for each in steps if each > 0), default=Decimal(1) if whole else None)
    unit = step or Decimal("0.25")
    # What lies between the limits, and at them.
    first = None if low is None else _next(low, step, unit, +1, is_open=open_low)
    last = None if high is None else _next(high, step, unit, -1, is_open=open_high)
    if first is not None and last is not None and first > last:
        if step is None:
            return float(((low or 0) + (high or 0)) / 2)
        raise ImpossibleError
    near = [value for value in (first, last) if value is not None]
    choices = near[:1] or [chance.randint(1, 50) * unit]
    if kind == "edges":
        choices += near
        if not near:
            bits = 31 if any(part.get("format") == "int32" for part in parts) else 53
            choices += [Decimal(0), -unit, unit if steps else Decimal(2**bits - 1)]
            choices += [] if whole or steps else [Decimal("0.1"), Decimal("1e-7"), Decimal("1.5e10")]
    if first is not None and last is not None:
        choices.append(first + (last - first) // 2 // unit * unit)
    value = choices[0] if kind == "required" else chance.choice(choices)
    return int(value) if value == value.to_integral_value() else float(value)


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _is(value: Json, limit: Decimal | None) -> bool:
    return is_number(value) and _exact(value) == limit


def _next(limit: Decimal, step: Decimal | None, unit: Decimal, way: int, *, is_open: bool) -> Decimal:
    """The first number from a limit on that may be taken."""
    if step is None:
        return limit + way * unit if is_open else limit
    whole = limit // step * step  # towards nought
    while (whole - limit) * way < 0:
        whole += way * step
    return whole + way * step if is_open and whole == limit else whole


def a_text(parts: Parts, kind: str, chance: random.Random, *, plain: bool) -> str:
    """Text; with `plain` it is not empty, and has no control characters.

    Raises:
        ImpossibleError: None was found.
    """
    patterns = [part["pattern"] for part in parts if isinstance(part.get("pattern"), str)]
    lengths = [part["minLength"] for part in parts if is_number(part.get("minLength"))]
    shortest = max(int(plain), *lengths, 0)
    longest = min((part["maxLength"] for part in parts if is_number(part.get("maxLength"))), default=None)
    for part in parts:
        coded = part.get("contentEncoding") == "base64"
        known = FORMATS["byte"] if coded else FORMATS.get(str(part.get("format")), ())
        known = tuple(text for text in known if text or not plain)
        known = tuple(text for text in known if all(_finds(each, text) for each in patterns))
        if known:
            return known[0] if kind == "required" else chance.choice(known)
    if patterns:
        return _matching(patterns, shortest, longest, chance, plain=plain)
    text = "text" if kind != "edges" else chance.choice(ODD)
    if kind == "edges" and not plain and not shortest and chance.random() < 0.1:
        return ""
    text = text if len(text) >= shortest else (text + "x" * shortest)[: max(shortest, 1)]
    if longest is not None and (len(text) > longest or (kind == "edges" and longest < 300)):
        text = (text + "x" * longest)[:longest]
    return text


def _matching(
    patterns: list[str], shortest: int, longest: int | None, chance: random.Random, *, plain: bool
) -> str:
    """Text in which patterns (ECMA 262) find something, of a length."""
    source = _without_looks(_known(patterns[0])).replace("(?i)", "")
    for _ in range(_TEXTS):
        try:
            made: str = rstr.Rstr(chance).xeger(source)
        except Exception as error:  # a dialect that Python has not
            raise ImpossibleError from error
        made = made.strip("\n") if plain else made
        for text in _of_length(made, shortest, longest, chance):
            if all(_may_find(each, text) for each in patterns):
                return text
    raise ImpossibleError


def _of_length(text: str, shortest: int, longest: int | None, chance: random.Random) -> Iterator[str]:
    """Text, or what is made of it by cutting or filling up: a pattern need not say how it goes on."""
    if len(text) > (longest if longest is not None else len(text)):
        yield text[:longest]
        yield text[len(text) - (longest or 0) :]
    elif len(text) >= shortest:
        yield text
    else:
        missing = shortest - len(text)
        for filling in sorted(_FILLINGS, key=lambda _: chance.random()):
            yield text + filling * missing
            yield filling * missing + text


def _known(pattern: str) -> str:
    """A pattern in Python's words, or of fewer texts."""
    inner = re.sub(r"(?<=\[)([^\]]*)\\p\{[^}]*\}", r"\1a-z", pattern)
    return re.sub(r"\\p\{[^}]*\}", "[a-z]", inner).replace("\\/", "/")


def _without_looks(pattern: str) -> str:
    """A pattern without what it says of text that it does not take, which is checked afterwards."""
    while found := _LOOKS.search(pattern):
        depth, end, in_class = 1, found.end(), False
        while end < len(pattern) and depth:
            letter = pattern[end]
            if letter == "\\":
                end += 1
            elif in_class:
                in_class = letter != "]"
            else:
                in_class = letter == "["
                depth += (letter == "(") - (letter == ")")
            end += 1
        pattern = pattern[: found.start()] + pattern[end:]
    return pattern


def _finds(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # a dialect that Python has not
        return False


def _may_find(pattern: str, text: str) -> bool:
    """The same; what Python cannot say is left to the validator."""
    try:
        return re.search(_known(pattern), text) is not None
    except re.error:
        return True
