"""IR types as Python annotations.

The spelling depends on who reads it: a caller, a model module, or a TypedDict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from generator.ir.model import (
    TEXT_WILL_DO,
    Alias,
    Constant,
    Definition,
    Enumeration,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Pointer,
    Primitive,
    Scalar,
    Tag,
    Tagged,
    TupleOf,
    Type,
)
from generator.render.safe import Safe, literal

SCALARS = {
    Scalar.STRING: "str",
    Scalar.INTEGER: "int",
    Scalar.NUMBER: "float",
    Scalar.BOOLEAN: "bool",
    Scalar.DATETIME: "dt.datetime",
    Scalar.DATE: "dt.date",
    Scalar.TIME: "dt.time",
    Scalar.DURATION: "dt.timedelta",
    Scalar.UUID: "UUID",
    Scalar.DECIMAL: "Decimal",
    Scalar.BASE64: "bytes",
    Scalar.BYTES: "bytes",
    Scalar.CONTENT: "bytes",
    Scalar.FILE: "bytes",
    Scalar.NULL: "None",
    Scalar.ANY: "Any",
}
# What reads them from JSON, by the runtime's `formats`.
FORMATS = {
    Scalar.DATETIME: "JsonDateTime",
    Scalar.DATE: "JsonDate",
    Scalar.TIME: "JsonTime",
    Scalar.DURATION: "JsonDuration",
    Scalar.UUID: "JsonUuid",
    Scalar.DECIMAL: "JsonDecimal",
    Scalar.BASE64: "JsonBase64",
}
_BUILTINS = frozenset({"str", "int", "float", "bool", "bytes"})


# What parts a union in the text of an annotation: a string is passed over whole.
_MARKS = re.compile(r'"(?:\\.|[^"\\])*"|[\[\](){}|]')


class Side(Enum):
    """Who a value comes from and goes to.

    GIVEN by the caller: wide types, dicts welcome. RETURNED to him: exact types. READ from JSON: types that
    pydantic can read, which are those returned, with directions.
    """

    GIVEN = "given"
    RETURNED = "returned"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How annotations are written in one file.

    Attributes:
        definitions: All definitions by id.
        prefix: What stands before a definition's name (`types.`).
        builtins: What stands before `list`, `dict` and the like, where a method hides the plain name.
        asynchronous: Whether it is for the async client.
    """

    definitions: Mapping[Pointer, Definition]
    prefix: str = ""
    builtins: str = ""
    asynchronous: bool = False

    def text(self, type: Type, side: Side) -> Safe:
        """The annotation for a type."""
        return Safe(self._text(type, side))

    def value(self, type: Type) -> Safe:
        """The type as an expression that is evaluated: there, checkers know no `Annotated[…] | None`."""
        if isinstance(type, Nullable):
            inner = self._text(type.inner, Side.READ)
            if "Annotated[" in inner or words_in([inner]) & set(FORMATS.values()):
                return Safe(f"Optional[{inner}]")
        return self.text(type, Side.READ)

    def optional(self, type: Type, side: Side) -> Safe:
        """The annotation for a type or None."""
        text = self._text(type, side)
        return Safe(text if text in ("Any", "None") or text.endswith(" | None") else f"{text} | None")

    def _text(self, type: Type, side: Side) -> str:
        match type:
            case Primitive(scalar):
                if side is Side.READ and scalar in FORMATS:
                    return FORMATS[scalar]
                if side is Side.GIVEN and scalar is Scalar.FILE:
                    return "FileInput"
                if side is Side.GIVEN and scalar is Scalar.CONTENT:
                    return "AsyncBodyInput" if self.asynchronous else "BodyInput"
                text = self._builtin(SCALARS[scalar])
                if side is Side.GIVEN and scalar in TEXT_WILL_DO:
                    return f"{text} | {self._builtin('str')}"
                return text
            case Named(id):
                return self._named(id, side)
            case ListOf(item):
                outer = "SequenceNotStr" if side is Side.GIVEN else f"{self.builtins}list"
                return f"{outer}[{self._text(item, side)}]"
            case TupleOf(items):
                return f"{self._builtin('tuple')}[{', '.join(self._text(item, side) for item in items)}]"
            case MapOf(value):
                outer = "Mapping" if side is Side.GIVEN else f"{self.builtins}dict"
                return f"{outer}[{self.builtins}str, {self._text(value, side)}]"
            case Nullable(inner):
                return self.optional(inner, side)
            case Constant(values, is_open):
                closed = f"Literal[{', '.join(map(literal, values))}]"
                kinds = [self._builtin(kind.__name__) for kind in dict.fromkeys(map(_kind, values))]
                return opened(closed, kinds, side is Side.READ) if is_open else closed
            case OneOf(variants):
                ordered = side is Side.READ and any(map(_is_format, variants))
                if ordered and any(map(self._takes_any_text, variants)):
                    return self._in_order(variants)
                return _joined(self._text(variant, side) for variant in variants)
            case Tagged():
                return self._tagged(type, side)
            case _:
                assert_never(type)

    def _builtin(self, text: str) -> str:
        return f"{self.builtins}{text}" if text in _BUILTINS or text == "tuple" else text

    def _in_order(self, variants: Sequence[Type]) -> str:
        """A union in which dates and the like are tried before all text, and not before anything else."""
        formats = [variant for variant in variants if _is_format(variant)]
        texts = [variant for variant in variants if self._takes_any_text(variant)]
        others = [variant for variant in variants if variant not in (*formats, *texts)]
        text = _joined(self._text(variant, Side.READ) for variant in (*formats, *texts))
        return _joined(
            [f"Annotated[{text}, InOrder()]", *(self._text(variant, Side.READ) for variant in others)]
        )

    def _takes_any_text(self, type: Type) -> bool:
        """Whether any string is a value of a type, so that a date would never be read as one beside it."""
        match type:
            case Named(id):
                definition = self.definitions[id]
                return (
                    isinstance(definition, Enumeration)
                    and Scalar.STRING in definition.scalars
                    and (definition.is_open or definition.as_class)
                )
            case Constant(values, is_open):
                return is_open and any(isinstance(value, str) for value in values)
            case _:
                return type == Primitive(Scalar.STRING)

    def _tagged(self, union: Tagged, side: Side) -> str:
        texts = [self._text(type, side) for type in union.types]
        if union.default is None:
            texts.append(f"{self.prefix}UnknownVariant")
        if side is not Side.READ:
            return _joined(texts)
        cases = ", ".join(
            f"{literal(tag)}: {self._text(variant.type, side)}"
            for variant in union.variants
            for tag in variant.tags
        )
        default = f", {self._text(union.default, side)}" if union.default is not None else ""
        marker = f"ByTag({literal(union.member)}, {{{cases}}}{default})"
        return f"Annotated[{_joined(texts)}, {marker}]"

    def _named(self, id: Pointer, side: Side) -> str:
        definition = self.definitions[id]
        plain = f"{self.prefix}{definition.name}"
        if side is Side.GIVEN and isinstance(definition, Alias) and definition.param_name is not None:
            return f"{self.prefix}{definition.param_name}"
        if side is Side.GIVEN and isinstance(definition, Enumeration) and definition.as_class:
            if not definition.is_open:
                return f"{plain} | Literal[{', '.join(literal(each.value) for each in definition.values)}]"
            # A plain value will do as well as a member, also one that the server added later.
            return f"{plain} | {self._builtin(SCALARS[definition.scalars[0]])}"
        if side is Side.GIVEN and isinstance(definition, Model) and definition.dict_name is not None:
            return f"{plain} | {self.prefix}{definition.dict_name}"
        return plain


def _is_format(type: Type) -> bool:
    return isinstance(type, Primitive) and type.scalar in FORMATS


def opened(closed: str, kinds: Sequence[str], read: bool) -> str:
    """Literals, and others of their kinds; with how they are read where that does not follow from it."""
    text = " | ".join([closed, *kinds])
    return f"Annotated[{text}, Kinds({', '.join(kinds)})]" if read and "int" in kinds else text


def _joined(texts: Iterable[str]) -> str:
    """Annotations as one, no part of it twice."""
    split = (part for text in texts for part in alternatives(text))
    return " | ".join(dict.fromkeys(split))


def alternatives(text: str) -> list[str]:
    """The parts of a union, as far as it is not inside brackets or quotes."""
    found: list[str] = []
    start = depth = 0
    for match in _MARKS.finditer(text):
        mark = match.group()
        depth += (mark in ("[", "(", "{")) - (mark in ("]", ")", "}"))
        if mark == "|" and not depth:
            found.append(text[start : match.start()].strip())
            start = match.end()
    return [*found, text[start:].strip()]


def _kind(value: Tag) -> type[str | int | bool]:
    return type(value)


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The identifiers that pieces of code use, outside string literals: they say what to import."""
    return frozenset(re.findall(r"[A-Za-z_]\w*", _code(texts)))


def modules_in(texts: Iterable[str]) -> frozenset[str]:
    """The names whose attributes pieces of code use (`types` of `types.Pet`, but not of `f(types=1)`)."""
    return frozenset(re.findall(r"(?<![\w.])([A-Za-z_]\w*)\.", _code(texts)))


def _code(texts: Iterable[str]) -> str:
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', " ".join(texts))
