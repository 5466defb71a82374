"""What an example call sends, as the generated tests expect it: written from the specification's tables, and
not with the runtime, so that one is held against the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from generator.ir.media import is_anything, is_form, is_json, is_multipart
from generator.ir.model import (
    Argument,
    Body,
    ListOf,
    Nullable,
    OneOf,
    Operation,
    Part,
    Place,
    Primitive,
    PyName,
    Scalar,
    Style,
    Tagged,
    Type,
    Way,
)
from generator.ir.parts import parts as inside
from generator.render.samples import FILE_NAME, Sample, Samples
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject

_UNRESERVED = "-._~"
_RESERVED = ":/?@!$'()*,;="
_SEPARATORS = {"form": ",", "cookie": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}

_WITH_BODY = ("POST", "PUT", "PATCH", "QUERY")
"""Methods whose body means something (RFC 9110 §9.3): without members, too, it is sent."""


Values = Mapping[PyName, Sample]


def sends_empty(method: str, body: Body) -> bool:
    """Whether a body of which no member is given is sent.

    Many documents forget to say that a body is required, and servers want the `{}`; but not where it would be
    no value of the body's schema.
    """
    return body.required or (method in _WITH_BODY and body.may_be_empty)


def sends_empty_by_itself(method: str) -> bool:
    """Whether a runtime that is told nothing sends one."""
    return method in _WITH_BODY


def path_of(template: str, arguments: Iterable[Argument], values: Values) -> str:
    """The path with its arguments in it (OpenAPI 3.1 §4.8.12.3: `simple`, `label`, `matrix`)."""
    for argument in arguments:
        if argument.place is Place.PATH:
            text = _in_path(str(argument.wire), values[argument.name].wire, argument.style)
            template = template.replace(f"{{{argument.wire}}}", text)
    return template


def is_in_path(argument: Argument, samples: Samples) -> bool:
    """Whether the sample of an argument is something that a path can hold; true of what is no part of it."""
    return argument.place is not Place.PATH or not _is_empty(samples.argument(argument, full=False).wire)


def query_of(arguments: Iterable[Argument], values: Values) -> list[str]:
    """The parameters of the query, encoded, in order."""
    pairs: list[str] = []
    for argument in _ranked(arguments, values):
        wire = values[argument.name].wire
        if argument.place is Place.QUERY:
            pairs.extend(_pairs(str(argument.wire), wire, argument.style))
        elif argument.place is Place.QUERYSTRING:
            pairs.append(_querystring(wire, argument.style))
    return pairs


def headers_of(arguments: Iterable[Argument], values: Values) -> dict[str, str]:
    """The header parameters, by name in lower case; an empty list or object is none."""
    return {
        str(argument.wire).lower(): _in_header(values[argument.name].wire, argument.style)
        for argument in _ranked(arguments, values)
        if argument.place is Place.HEADER and not _is_empty(values[argument.name].wire)
    }


def _is_empty(wire: Json) -> bool:
    """Whether a value is no value in a URL or header (RFC 6570 §2.3)."""
    return wire == () or (isinstance(wire, JsonObject) and not wire.members)


def body_of(way: Way, operation: Operation, values: Values) -> Json | bytes:
    """The body as a test reads it: JSON, a form's pairs, parts as name, file name and text, or bytes."""
    body = way.body
    # Said once for all ways of an operation.
    is_sent = operation.body is not None and sends_empty(operation.method, operation.body)
    given = _ranked(way.arguments, values)
    whole = next((argument for argument in given if argument.place is Place.BODY), None)
    if body is None:
        return None
    if whole is not None:
        return _whole(body, whole, values[whole.name].wire)
    fields = [(str(a.wire), values[a.name].wire, a) for a in given if a.place is Place.FIELD]
    parts = {str(part.wire): part for part in body.parts}
    if is_multipart(body.media_type):
        found = [each for name, wire, a in fields for each in _part(name, wire, a, parts.get(name))]
        # A body without parts is a body still: its closing delimiter.
        return tuple(found) if found or is_sent else None
    if is_form(body.media_type):
        written = [each for name, wire, _ in fields for each in _form(name, wire, parts.get(name))]
        return tuple(written) if written else None
    is_object = not any(argument.place is Place.BODY for argument in way.arguments)
    if not fields and not (is_object and is_sent):
        return None
    return JsonObject(tuple((name, wire) for name, wire, _ in fields))


def _ranked(arguments: Iterable[Argument], values: Values) -> list[Argument]:
    return sorted((a for a in arguments if a.name in values), key=lambda argument: argument.order)


def _whole(body: Body, argument: Argument, wire: Json) -> Json | bytes:
    if is_json(body.media_type) or (is_anything(body.media_type) and isinstance(wire, JsonObject)):
        return wire
    if is_form(body.media_type) and isinstance(wire, JsonObject):
        parts = {str(part.wire): part for part in body.parts}
        members = [(name, item, parts.get(name)) for name, item in wire.members]
        if is_multipart(body.media_type):
            return tuple(each for name, item, part in members for each in _part(name, item, argument, part))
        # Of an empty form there is nothing to see.
        return tuple(each for name, item, part in members for each in _form(name, item, part)) or None
    if isinstance(wire, tuple):
        return b"".join(_json(item).encode() + b"\n" for item in wire)
    if isinstance(wire, str):
        return wire.encode()
    return _json(wire).encode()


def _part(name: str, wire: Json, argument: Argument, part: Part | None) -> Iterator[tuple[Json, ...]]:
    if part is not None and part.style is not None:
        yield from ((key, None, text) for key, text in _styled(name, wire, part.style))
        return
    for item in wire if isinstance(wire, tuple) else (wire,):
        yield name, FILE_NAME if carries_file(argument) else None, _nested(item)


def carries_file(argument: Argument) -> bool:
    """Whether an argument is a file, or several."""
    return _is_file(argument.type)


def _is_file(type: Type) -> bool:
    """Whether the sample of a type is a file, or files: of alternatives it is the first."""
    match type:
        case ListOf(inner) | Nullable(inner):
            return _is_file(inner)
        case OneOf() | Tagged():
            return _is_file(inside(type)[0])
        case _:
            return type == Primitive(Scalar.FILE)


def _styled(name: str, wire: Json, style: Style) -> Iterator[tuple[str, str]]:
    """The pairs of a member that is written as a query parameter is, not encoded."""
    for pair in _pairs(name, wire, style):
        key, _, text = pair.partition("=")
        yield unquote(key), unquote(text)


def _form(name: str, wire: Json, part: Part | None) -> Iterator[tuple[Json, ...]]:
    """The pairs of a form's member: text as it is, an array as several, an object as JSON (§4.8.15)."""
    if part is not None and part.style is not None:
        yield from _styled(name, wire, part.style)
        return
    for item in wire if isinstance(wire, tuple) else (wire,):
        yield name, _nested(item)


def _querystring(wire: Json, style: Style | None) -> str:
    kind = style.media_type if style is not None and style.media_type is not None else ""
    if is_form(kind) and isinstance(wire, JsonObject):
        return "&".join(pair for name, item in wire.members for pair in _pairs(name, item, None))
    return quote(wire if isinstance(wire, str) else _json(wire), safe=_UNRESERVED)


def _pairs(wire: str, value: Json, style: Style | None) -> Iterator[str]:
    """A query parameter as it travels (OpenAPI 3.1 §4.8.12.6)."""
    name = None if style is None or (style.name == "form" and style.explode) else style.name
    safe = _UNRESERVED + (_RESERVED if style is not None and style.reserved else "")
    key = quote(wire, safe=_UNRESERVED)

    def escaped(item: Json) -> str:
        return quote(_nested(item), safe=safe)

    if name == "content":
        text = (
            value
            if isinstance(value, str) and style and not is_json(style.media_type or "")
            else _json(value)
        )
        yield f"{key}={quote(text, safe=_UNRESERVED)}"
    elif name == "deepObject":
        yield from _deep(key, value, safe)
    elif name in _SEPARATORS:
        if _is_empty(value):
            return
        yield f"{key}={_SEPARATORS[name].join(map(escaped, _flat(value)))}"
    elif isinstance(value, JsonObject):
        for member, item in value.members:
            for each in item if isinstance(item, tuple) else (item,):
                yield f"{quote(member, safe=_UNRESERVED)}={escaped(each)}"
    else:
        for item in value if isinstance(value, tuple) else (value,):
            yield f"{key}={escaped(item)}"


def _deep(key: str, value: Json, safe: str) -> Iterator[str]:
    if isinstance(value, JsonObject):
        for member, item in value.members:
            yield from _deep(f"{key}%5B{quote(member, safe=_UNRESERVED)}%5D", item, safe)
    else:
        for at, item in enumerate(value if isinstance(value, tuple) else (value,)):
            plain = not isinstance(item, (JsonObject, tuple))
            if plain:
                yield f"{key}{'%5B%5D' if isinstance(value, tuple) else ''}={quote(_text(item), safe=safe)}"
            else:
                yield from _deep(f"{key}%5B{at}%5D", item, safe)


def _in_path(name: str, value: Json, style: Style | None) -> str:
    kind = "simple" if style is None else style.name
    explode = style is not None and style.explode

    def escaped(item: Json) -> str:
        return quote(_text(item), safe=_UNRESERVED)

    if kind == "content":
        is_text = isinstance(value, str) and style is not None and not is_json(style.media_type or "")
        return quote(str(value) if is_text else _json(value), safe=_UNRESERVED)
    if kind == "matrix":
        key = quote(name, safe=_UNRESERVED)
        if explode and isinstance(value, JsonObject):
            return "".join(f";{quote(k, safe=_UNRESERVED)}={escaped(item)}" for k, item in value.members)
        if explode and isinstance(value, tuple):
            return "".join(f";{key}={escaped(item)}" for item in value)
        return f";{key}={','.join(map(escaped, _flat(value)))}"
    separator, first = (".", ".") if kind == "label" else (",", "")
    if explode and isinstance(value, JsonObject):
        return first + separator.join(f"{quote(k, safe=_UNRESERVED)}={escaped(v)}" for k, v in value.members)
    if kind == "label" and not explode:
        separator = ","
    return first + separator.join(map(escaped, _flat(value)))


def _in_header(value: Json, style: Style | None) -> str:
    if style is not None and style.name == "content":
        return value if isinstance(value, str) and not is_json(style.media_type or "") else _json(value)
    if style is not None and style.explode and isinstance(value, JsonObject):
        return ",".join(f"{key}={_text(item)}" for key, item in value.members)
    return ",".join(map(_text, _flat(value)))


def _flat(value: Json) -> list[Json]:
    if isinstance(value, JsonObject):
        return [part for pair in value.members for part in pair]
    return list(value) if isinstance(value, tuple) else [value]


def _json(value: Json) -> str:
    return json.dumps(thaw(value), ensure_ascii=False, separators=(",", ":"))


def _nested(value: Json) -> str:
    """A value within another: an array or an object is JSON there."""
    return _json(value) if isinstance(value, (JsonObject, tuple)) else _text(value)


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
