"""JSON (RFC 8259) by the standard library, which is fast; places are found when something is reported."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load import pointer
from generator.load.document import JsonValue
from generator.load.places import MAX_DEPTH, Duplicate, Parsed, Syntax, element

_SPACE = " \t\n\r"
_MAX_DIGITS = 4000


@dataclass(slots=True)
class JsonPlace:
    """A `Place` of JSON. The text below it is looked at when asked, level by level, by the C decoder."""

    text: str = field(repr=False)
    start: int
    key: int
    _inner: dict[str, JsonPlace] | list[JsonPlace] | None = None

    def below(self, token: str) -> JsonPlace | None:
        """See `Place`."""
        if self._inner is None:
            if self.text[self.start] == "{":
                self._inner = {name: JsonPlace(self.text, start, key) for name, key, start in self.members()}
            else:
                self._inner = list(self.elements())
        if isinstance(self._inner, dict):
            return self._inner.get(token)
        index = element(token, len(self._inner))
        return None if index is None else self._inner[index]

    def members(self) -> Iterator[tuple[str, int, int]]:
        """Name, its index, and the index of its value, of every member of an object, also of duplicates."""
        text = self.text
        index = _skip(text, self.start + 1)
        while text[index] == '"':
            name, end = _string(text, index)
            start = _skip(text, _skip(text, end) + 1)
            yield name, index, start
            index = _skip(text, _end(text, start))
            if text[index] == ",":
                index = _skip(text, index + 1)

    def elements(self) -> Iterator[JsonPlace]:
        """The places of the elements of an array; none for anything but an array."""
        text = self.text
        if text[self.start] != "[":
            return
        index = _skip(text, self.start + 1)
        while text[index] != "]":
            yield JsonPlace(text, index, index)
            index = _skip(text, _end(text, index))
            if text[index] == ",":
                index = _skip(text, index + 1)


def read(text: str) -> Parsed | Syntax:
    """The value of a JSON text, or the first error in it.

    `NaN` and `Infinity` are errors, as in RFC 8259 §6; numbers too large for a float stay text.
    """
    repeated = False

    def make(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        nonlocal repeated
        members = dict(pairs)
        if len(members) != len(pairs):
            repeated = True
        return members

    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=make, parse_constant=_refuse, parse_float=_float, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        return _syntax(text, error)
    except _ConstantError as constant:
        return Syntax(f"{constant} is not JSON", _constant_index(text))
    except RecursionError:
        return Syntax(f"nested deeper than {MAX_DEPTH} levels", 0)
    if _is_too_deep(value):
        return Syntax(f"nested deeper than {MAX_DEPTH} levels", 0)
    start = _skip(text, 0)
    place = JsonPlace(text, start, start)
    return Parsed(value, place, tuple(_duplicates(place)) if repeated else ())


class _ConstantError(Exception):
    """NaN, Infinity or -Infinity was met."""


def _refuse(name: str) -> JsonValue:
    raise _ConstantError(name)


def _float(text: str) -> JsonValue:
    number = float(text)
    return number if math.isfinite(number) else text


def _integer(text: str) -> JsonValue:
    return int(text) if len(text) <= _MAX_DIGITS else text


def _syntax(text: str, error: json.JSONDecodeError) -> Syntax:
    """The library's error; a trailing comma as such, which it calls by name from Python 3.13 on."""
    before = text[: error.pos].rstrip(_SPACE)
    if before.endswith(",") and text[error.pos : error.pos + 1] in {"}", "]"}:
        return Syntax("a comma after the last one", len(before) - 1)
    if error.msg.startswith("Illegal trailing comma"):
        return Syntax("a comma after the last one", error.pos)
    message = error.msg.replace(" enclosed in double quotes", " in double quotes")
    return Syntax(message[:1].lower() + message[1:], error.pos)


def _skip(text: str, index: int) -> int:
    while text[index] in _SPACE:
        index += 1
    return index


def _string(text: str, start: int) -> tuple[str, int]:
    """The string that starts at a quotation mark, and the index after it."""
    value, end = _decoder.raw_decode(text, start)
    return value, end


_decoder = json.JSONDecoder(parse_int=_integer)


def _end(text: str, start: int) -> int:
    """The index after the value that starts here."""
    return _decoder.raw_decode(text, start)[1]


def _is_too_deep(value: JsonValue) -> bool:
    level: list[JsonValue] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _duplicates(root: JsonPlace) -> Iterator[Duplicate]:
    """Every name given twice in one object. Looks at the whole text: worth it only when there are some."""
    todo: list[tuple[str, JsonPlace]] = [(pointer.ROOT, root)]
    while todo:
        here, place = todo.pop()
        first = place.text[place.start]
        if first == "{":
            seen: dict[str, int] = {}
            for name, key, start in place.members():
                below = pointer.child(here, name)
                if name in seen:
                    yield Duplicate(name, below, seen[name], key)
                seen[name] = key
                todo.append((below, JsonPlace(place.text, start, key)))
        elif first == "[":
            todo.extend((pointer.child(here, number), inner) for number, inner in enumerate(place.elements()))


def _constant_index(text: str) -> int:
    """The index of the first NaN or Infinity outside of strings: the text up to it is valid JSON tokens."""
    index = 0
    while index < len(text):
        character = text[index]
        if character == '"':
            index = _string(text, index)[1]
        elif character in "NI" or text.startswith("-I", index):
            return index
        else:
            index += 1
    return 0
