"""YAML read as YAML 1.2: the core schema (§10.3), so that `2024-10-01` stays a string and `NO` is not false.

The parser is PyYAML's, in C where it was built so. Values and their places are made from its events, without
recursion; PyYAML's own constructor (YAML 1.1) has no part in it. One thing of YAML 1.1 is kept, because
authors use it: the merge key `<<`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from generator.load import pointer
from generator.load.document import JsonValue
from generator.load.places import MAX_DEPTH, Duplicate, Parsed, Syntax, element

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# How many values the aliases of a document may add to it when written out; guards against exponential growth.
_MAX_ALIASED = 1_000_000

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_FIRST = frozenset("+-.0123456789~nNtTfF")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))

# More digits than this are kept as text: Python refuses to convert them (sys.set_int_max_str_digits), and
# JSON readers disagree about them.
_MAX_DIGITS = 4000


@dataclass(frozen=True, slots=True)
class YamlPlace:
    """A `Place` of YAML; aliases share the places of what they stand for."""

    start: int
    key: int
    inner: dict[str, YamlPlace] | list[YamlPlace] | None = None

    def below(self, token: str) -> YamlPlace | None:
        """See `Place`."""
        match self.inner:
            case None:
                return None
            case dict() as members:
                return members.get(token)
            case list() as elements:
                index = element(token, len(elements))
                return None if index is None else elements[index]


def read(text: str) -> list[Parsed] | Syntax:
    """Every document of a YAML stream, in order; an empty stream has none.

    Returns:
        The documents, or the first error. Besides what the YAML grammar forbids, errors are what JSON cannot
        say: keys that are not scalars, aliases inside what they stand for, and documents that nest too
        deeply.
    """
    try:
        return list(_documents(*_hidden(text)))
    except _FaultError as fault:
        return Syntax(fault.message, fault.index)
    except yaml.MarkedYAMLError as error:
        return _syntax(text, error)
    except yaml.reader.ReaderError as error:
        return Syntax("a character that YAML does not allow", _not_allowed(text, error))
    except yaml.YAMLError as error:
        return Syntax(str(error), 0)
    except RecursionError:
        return Syntax(f"nested deeper than {MAX_DEPTH} levels", 0)


def scalar(text: str) -> JsonValue:
    """The value of a plain scalar by the core schema.

    `.inf`, `.nan` and numbers too large for a float stay text: JSON, and thus OpenAPI, has no such values.
    """
    if text in _NULL:
        return None
    if text[0] not in _FIRST:
        return text
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= _MAX_DIGITS else text
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def key_text(text: str, plain: bool) -> str:
    """A scalar as the name of a member: as written, except that true, false and null are spelt as in JSON.

    Numbers stay as written so that `1.10` and `1.1`, or `007` and `7`, remain two names.
    """
    if plain:
        if text in _TRUE:
            return "true"
        if text in _FALSE:
            return "false"
        if text in _NULL:
            return "null"
    return text


class _FaultError(Exception):
    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.message = message
        self.index = index


@dataclass(slots=True)
class _Done:
    """A finished value with what aliases to it must know."""

    value: JsonValue
    place: YamlPlace
    key: str | None
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is still being read."""

    value: dict[str, JsonValue] | list[JsonValue]
    inner: dict[str, YamlPlace] | list[YamlPlace]
    start: int
    anchor: str | None
    name: str = ""
    name_at: int = -1
    merging: bool = False
    merged: list[_Done] = field(default_factory=list[_Done])
    size: int = 1
    aliased: int = 0
    height: int = 0

    @property
    def wants_key(self) -> bool:
        return self.name_at < 0 and isinstance(self.value, dict)


def _hidden(text: str) -> tuple[str, Mapping[int, str]]:
    """A text without the characters that break lines in YAML 1.1 only (§5.4), and what stands for them.

    Each is replaced by one private-use character that the text does not have, so that indices stay the same.
    """
    present = [character for character in "\x85\u2028\u2029" if character in text]
    if not present:
        return text, {}
    free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    stand_ins = {ord(old): new for old, new in zip(present, free, strict=False)}
    return text.translate(stand_ins), {ord(new): chr(old) for old, new in stand_ins.items()}


def _documents(text: str, restored: Mapping[int, str]) -> Iterator[Parsed]:
    builder = _Builder()
    for event in yaml.parse(text, Loader=_LOADER):
        match event:
            case yaml.ScalarEvent():
                if restored:
                    event.value = event.value.translate(restored)
                builder.scalar(event)
            case yaml.MappingStartEvent():
                builder.start(_Frame({}, {}, _at(event), event.anchor))
            case yaml.SequenceStartEvent():
                builder.start(_Frame([], [], _at(event), event.anchor))
            case yaml.CollectionEndEvent():
                builder.end()
            case yaml.AliasEvent():
                builder.alias(event)
            case yaml.DocumentStartEvent():
                builder = _Builder()
            case yaml.DocumentEndEvent():
                root = builder.root
                if root is not None:
                    yield Parsed(root.value, root.place, tuple(builder.duplicates))
            case _:
                pass


def _at(event: yaml.Event) -> int:
    """Where an event starts; the parsers mark all of them."""
    assert event.start_mark is not None
    return event.start_mark.index


class _Builder:
    """Makes one document from its events."""

    def __init__(self) -> None:
        self.root: _Done | None = None
        self.duplicates: list[Duplicate] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Done | None] = {}  # None while what is anchored is still being read

    def scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        index = _at(event)
        plain = bool(event.implicit[0])
        stack = self._stack
        if stack and stack[-1].wants_key:
            if event.anchor:
                self._anchors[event.anchor] = _Done(text, YamlPlace(index, index), key_text(text, plain))
            self._key(key_text(text, plain), index, merging=plain and text == "<<")
            return
        value = scalar(text) if plain or event.tag in _RESOLVED_TAGS else text
        done = _Done(value, YamlPlace(index, self._key_index(index)), key_text(text, plain))
        if event.anchor:
            self._anchors[event.anchor] = done
        self._add(done)

    def start(self, frame: _Frame) -> None:
        stack = self._stack
        if stack and stack[-1].wants_key:
            raise _FaultError(
                "a mapping key must be a plain value (quote the text when it starts with '{' or '[')",
                frame.start,
            )
        if len(stack) >= MAX_DEPTH:
            raise _FaultError(f"nested deeper than {MAX_DEPTH} levels", frame.start)
        if frame.anchor:
            self._anchors[frame.anchor] = None
        stack.append(frame)

    def end(self) -> None:
        frame = self._stack.pop()
        if frame.merged:
            _merge(frame)
        place = YamlPlace(frame.start, self._key_index(frame.start), frame.inner)
        done = _Done(frame.value, place, None, frame.size, frame.height + 1)
        if frame.anchor:
            self._anchors[frame.anchor] = done
        if self._stack:
            self._stack[-1].aliased += frame.aliased
        self._add(done)

    def alias(self, event: yaml.AliasEvent) -> None:
        index = _at(event)
        name = event.anchor or ""
        if name not in self._anchors:
            raise _FaultError(f"no anchor '&{name}' before this alias", index)
        target = self._anchors[name]
        if target is None:
            raise _FaultError(f"the alias '*{name}' stands inside of what it stands for", index)
        frame = self._stack[-1]  # an alias cannot be the root: nothing was anchored before it
        if frame.wants_key:
            if target.key is None:
                raise _FaultError("a mapping key must be a plain value", index)
            self._key(target.key, index)
            return
        if len(self._stack) + target.height > MAX_DEPTH:
            raise _FaultError(f"nested deeper than {MAX_DEPTH} levels, through aliases", index)
        frame.aliased += target.size
        if frame.aliased > _MAX_ALIASED:
            raise _FaultError(f"the aliases stand for more than {_MAX_ALIASED:,} values", index)
        place = YamlPlace(index, self._key_index(index), target.place.inner)
        self._add(_Done(target.value, place, target.key, target.size, target.height))

    def _key_index(self, index: int) -> int:
        if self._stack and self._stack[-1].name_at >= 0:
            return self._stack[-1].name_at
        return index

    def _key(self, name: str, index: int, *, merging: bool = False) -> None:
        frame = self._stack[-1]
        frame.name, frame.name_at, frame.merging = name, index, merging
        if not merging and name in frame.value:
            assert isinstance(frame.inner, dict)
            here = pointer.child(self._pointer(), name)
            self.duplicates.append(Duplicate(name, here, frame.inner[name].key, index))

    def _pointer(self) -> str:
        here = pointer.ROOT
        for frame in self._stack[:-1]:
            here = pointer.child(here, frame.name if isinstance(frame.value, dict) else len(frame.value))
        return here

    def _add(self, done: _Done) -> None:
        if not self._stack:
            self.root = done
            return
        frame = self._stack[-1]
        frame.size += done.size
        frame.height = max(frame.height, done.height)
        if frame.aliased > _MAX_ALIASED:
            raise _FaultError(f"the aliases stand for more than {_MAX_ALIASED:,} values", done.place.start)
        if isinstance(frame.value, list):
            assert isinstance(frame.inner, list)
            frame.value.append(done.value)
            frame.inner.append(done.place)
            return
        assert isinstance(frame.inner, dict)
        name, merging = frame.name, frame.merging
        frame.name_at = -1
        if merging and _is_mergeable(done.value):
            frame.merged.append(done)
            return
        frame.value[name] = done.value
        frame.inner[name] = done.place


def _is_mergeable(value: JsonValue) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and all(isinstance(item, dict) for item in value)
    )


def _merge(frame: _Frame) -> None:
    """Put the members of merged mappings before the mapping's own. Own ones win, then those merged first."""
    own_values, own_places = frame.value, frame.inner
    assert isinstance(own_values, dict)
    assert isinstance(own_places, dict)
    values: dict[str, JsonValue] = {}
    places: dict[str, YamlPlace] = {}
    for done in frame.merged:
        inner = done.place.inner
        sources = [(done.value, inner)]
        if isinstance(done.value, list):
            elements = inner if isinstance(inner, list) else []
            sources = [(value, place.inner) for value, place in zip(done.value, elements, strict=True)]
        for source, members in sources:
            assert isinstance(source, dict)
            assert isinstance(members, dict)
            for name, value in source.items():
                if name not in values:
                    values[name] = value
                    places[name] = members[name]
    values.update(own_values)
    places.update(own_places)
    frame.value, frame.inner = values, places


# What PyYAML says, and what the author of such a line most often has to do.
_HINTS = {
    "mapping values are not allowed": "quote text that contains ': '",
    "could not find expected ':'": "a line without ':' stands where members are expected",
    "did not find expected key": "is the indentation right, and a quotation mark closed?",
    "did not find expected '-' indicator": "is the indentation right?",
    "did not find expected alphabetic or numeric character": "quote text that starts with '*' or '&'",
}


def _syntax(text: str, error: yaml.MarkedYAMLError) -> Syntax:
    """A parser's error, at the place where the fault is rather than where it became intolerable."""
    problem = error.problem or error.context or "not YAML"
    mark = error.problem_mark or error.context_mark
    if "end of stream" in problem and error.context and "quoted" in error.context:
        return Syntax(
            "the quoted text that starts here does not end",
            error.context_mark.index if error.context_mark else 0,
        )
    index = mark.index if mark else 0
    if "cannot start any token" in problem:
        character = text[index : index + 1]
        if character == "\t":
            return Syntax("YAML is indented by spaces, not by tabs", index)
        return Syntax(f"text cannot start with {character!r} unless it is quoted", index)
    hint = next((hint for start, hint in _HINTS.items() if problem.startswith(start)), error.context)
    return Syntax(f"{problem.strip()} ({hint})" if hint else problem.strip(), index)


def _not_allowed(text: str, error: yaml.reader.ReaderError) -> int:
    """The index of the character that the reader refused; the reader in C counts bytes of UTF-8."""
    if _LOADER is yaml.SafeLoader:
        return int(error.position)
    return len(text.encode("utf-8", "surrogatepass")[: int(error.position)].decode("utf-8", "ignore"))
