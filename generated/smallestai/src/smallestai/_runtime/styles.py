"""Parameters as text: each style of OpenAPI 3.1 (4.8.12.3 to 4.8.12.6) and 3.2 (4.12.3), in each place.

Where the specification leaves the outcome open, this is what is done:

- None and OMIT are undefined (RFC 6570, section 2.3) and are left out, as are such members and items.
  So is an empty array or object. In a path, where every argument is needed, all of these are refused.
- An item or member that is itself an array or an object is written as JSON. In an exploded object of a query,
  a member that is an array repeats its name.
- `spaceDelimited` and `pipeDelimited`, exploded, are written as `form` is; one value is `name=value`.
- `deepObject` nests in brackets: `a[b][c]=1`. An array of plain values is `a[b][]=1&a[b][]=2`; one that holds
  arrays or objects is numbered, `a[b][0][c]=1`, so that the members of its items stay together. This is how
  PHP, Rails (plain values) and the APIs that ask for it read them.
- `cookie` is always exploded. It does not encode, so a character that a cookie cannot carry is refused.
- Values in headers are not encoded: an item that contains a comma reads as two.
- Reserved characters that would end the place they stand in are encoded even when reserved ones are to stay:
  `#`, `[` and `]` in a query (RFC 3986, section 3.4), and `/`, `?` too in a path. So are `&` and `+`, which
  mean something in a query of pairs, and the comma inside of what commas join.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeGuard
from urllib.parse import quote

from .contents import Style
from .encode import is_model, json_bytes, json_value, text
from .headers import check_header
from .kinds import is_array, is_bytes, is_mapping, is_object, is_sequence, is_set
from .media import is_json
from .options import OMIT

__all__ = [
    "cookie_pairs",
    "header_text",
    "is_absent",
    "is_list",
    "item_text",
    "items_of",
    "keeping_triples",
    "pairs",
    "path_text",
    "query_pairs",
    "query_string",
    "whole_query",
]

Pairs = list[tuple[str, list[str]]]
"""Names, each with the texts of its value, which the style's separator joins."""

Encode = Callable[[str], str]

PATH = Style("simple")
QUERY = Style("form", explode=True)

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")
_KEPT_IN_QUERY = ":/?@!$&'()*+,;="
_KEPT_IN_PAIR = ":/?@!$'()*,;="
_KEPT_IN_PATH = ":@!$&'()*+,;="
_KEPT_IN_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
"""What may stand in a cookie's value (RFC 6265, section 4.1.1), the percent sign excepted."""
_COOKIE_VALUE = re.compile(r'[!#-+\--:<-\[\]-~]*|"[!#-+\--:<-\[\]-~]*"')
_COOKIE_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_DOTS = ("", ".", "..")


def is_list(value: Any) -> TypeGuard[Iterable[Any]]:
    """Return whether a value is written as an array."""
    return is_sequence(value) or is_set(value)


def is_absent(value: object) -> bool:
    """Return whether a value is undefined, and so not sent."""
    return value is None or value is OMIT


def items_of(values: Iterable[Any]) -> list[Any]:
    """Return the items of an array that are sent; those of a set sorted, since it has no order of its own."""
    items = [item for item in values if not is_absent(item)]
    return sorted(items, key=item_text) if is_set(values) else items


def item_text(value: object) -> str:
    """Return a value that stands within another: a scalar as text, anything else as JSON."""
    if is_list(value) or is_mapping(value) or is_model(value):
        return json_bytes(json_value(value)).decode()
    return text(value)


def keeping_triples(value: str, safe: str) -> str:
    """Encode text, keeping some characters, and percent-encoded triples as they are."""
    return "".join(
        part if index % 2 else quote(part, safe=safe) for index, part in enumerate(_TRIPLE.split(value))
    )


def pairs(name: str, value: object, style: Style = QUERY) -> Pairs:
    """Return the `name=value` pairs of a parameter in one of the styles of a query, not yet encoded.

    Args:
        name: Its wire name.
        value: A scalar, array, object or model.
        style: Any style but `simple`, `label` and `matrix`.

    Raises:
        ValueError: A value that must not be sent, such as a naive datetime.
        TypeError: A value that has no form as text.
    """
    if style.name == "content":
        return [(name, [_content(value, style.media_type)])]
    if style.name == "deepObject":
        is_plain = not (is_list(value) or is_mapping(value) or is_model(value))
        return [(name, [text(value)])] if is_plain else _deep(name, json_value(value))
    plain = _plain(value)
    explode = style.explode or style.name == "cookie"
    if isinstance(plain, str):
        return [(name, [plain])]
    if isinstance(plain, list):
        return [(name, [item]) for item in plain] if explode else [(name, plain)] if plain else []
    if explode:
        return [
            (key, [each])
            for key, member in plain.items()
            for each in (
                [item_text(item) for item in member if item is not None]
                if is_array(member)
                else [item_text(member)]
            )
        ]
    flat = [each for key, member in plain.items() for each in (key, item_text(member))]
    return [(name, flat)] if flat else []


def separator(style: Style) -> str:
    """Return what joins the texts of one pair."""
    return _SEPARATORS.get(style.name, ",")


def query_pairs(name: str, value: object, style: Style = QUERY) -> list[str]:
    """Return the `name=value` pairs of a query parameter, encoded: a space is %20."""
    joined = not style.explode and (is_list(value) or is_object(value))
    encode = _encoder(style, _KEPT_IN_PAIR.replace(separator(style), "") if joined else _KEPT_IN_PAIR)
    # The comma of `form` is a delimiter and stays; a space or a bar cannot stand in a URL.
    between = quote(separator(style), safe=",")
    return [
        f"{quote(key, safe='')}={between.join(map(encode, texts))}"
        for key, texts in pairs(name, value, style)
    ]


def query_string(arguments: Mapping[str, Any], styles: Mapping[str, Style] | None = None) -> str:
    """Encode query parameters: a space is %20, None is not sent, an array repeats its name.

    Args:
        arguments: By wire name.
        styles: Styles of parameters that differ from `form`, exploded.

    Raises:
        ValueError: A value that must not be sent; the message begins with the parameter's name.
        TypeError: A value that has no form as text.
    """
    parts: list[str] = []
    for name, value in arguments.items():
        if value is None or value is OMIT:
            continue
        try:
            if isinstance(value, str) and not (styles and name in styles):
                parts.append(f"{quote(name, safe='')}={quote(value, safe='')}")
            else:
                parts += query_pairs(name, value, styles.get(name, QUERY) if styles else QUERY)
        except (ValueError, TypeError) as problem:
            raise _named(name, problem) from None
    return "&".join(parts)


def whole_query(value: object, style: Style | None) -> str:
    """Return the whole query of an operation that has it in one value (OpenAPI 3.2, 4.12.1, `querystring`).

    Args:
        value: A str is the query itself: only what cannot stand in one is encoded. An object is a form.
        style: `content` with the media type; JSON is percent-encoded, anything else is as the value is.
    """
    media_type = style.media_type if style is not None and style.media_type else ""
    if media_type and is_json(media_type):
        return quote(json_bytes(json_value(value)), safe="")
    if isinstance(value, str):
        return keeping_triples(value, _KEPT_IN_QUERY)
    if is_mapping(value) or is_model(value):
        members: dict[str, Any] = json_value(value)
        return "&".join(
            f"{quote(name, safe='')}={quote(item_text(each), safe='')}"
            for name, member in members.items()
            for each in (member if is_array(member) else [member])
            if each is not None
        )
    raise TypeError(f"the query must be a str, a mapping or a model, not {type(value).__name__}")


def path_text(name: str, value: object, style: Style = PATH) -> str:
    """Return a path argument, encoded: it stays within one segment whatever it contains.

    Args:
        name: Its wire name.
        value: A scalar, array or object.
        style: `simple`, `label`, `matrix` or `content`.

    Raises:
        ValueError: It is empty, `.` or `..`, which would change which endpoint is called.
        TypeError: A value that has no form as text.
    """
    if is_absent(value):
        raise ValueError(f"the path argument {name!r} is required")
    try:
        written = (
            quote(value, safe="")
            if isinstance(value, str) and style is PATH
            else _in_path(name, value, style)
        )
    except (ValueError, TypeError) as problem:
        raise _named(name, problem) from None
    if style.name in ("simple", "content") or not written:
        check_segment(written, name)
    return written


def check_segment(segment: str, name: str) -> None:
    """Raise ValueError when a path segment, encoded, is empty or a dot segment (RFC 3986, section 3.3)."""
    if len(segment) > 6:  # as long as two encoded dots
        return
    plain = segment.replace("%2e", ".").replace("%2E", ".")
    if plain in _DOTS:
        raise ValueError(
            f"the path argument {name!r} must not be {plain!r}: it would change which endpoint is called"
        )


def _in_path(name: str, value: object, style: Style) -> str:
    encode = _encoder(style, _KEPT_IN_PATH)
    if style.name == "content":
        return encode(_content(value, style.media_type))
    plain, key = _plain(value), quote(name, safe="")
    if style.name == "matrix":
        return _matrix(key, plain, style, encode)
    if isinstance(plain, str):
        written, is_empty = encode(plain), False
    else:
        between = "." if style.name == "label" and style.explode else ","
        texts = _texts(plain, style, encode)
        written, is_empty = between.join(texts), not texts
    return f".{written}" if style.name == "label" and not is_empty else written


def _matrix(key: str, plain: str | list[str] | dict[str, Any], style: Style, encode: Encode) -> str:
    """Style `matrix` (RFC 6570, section 3.2.7): an empty value has no equals sign."""
    if isinstance(plain, str):
        values = [(key, encode(plain))]
    elif not style.explode:
        texts = _texts(plain, style, encode)
        values = [(key, ",".join(texts))] if texts else []
    elif isinstance(plain, list):
        values = [(key, encode(item)) for item in plain]
    else:
        values = [(quote(inner, safe=""), encode(item_text(member))) for inner, member in plain.items()]
    return "".join(f";{inner}={each}" if each else f";{inner}" for inner, each in values)


def header_text(name: str, value: object, style: Style = PATH) -> str | None:
    """Return the value of a header parameter, as it is sent; None when there is nothing to send.

    Space around it is no part of a header's value (RFC 9110, section 5.5). Other than ASCII is sent as UTF-8.

    Raises:
        ValueError: It holds a control character, or a value that must not be sent.
        TypeError: A value that has no form as text.
    """
    try:
        if isinstance(value, str) and style is PATH:
            written = value
        elif style.name == "content":
            written = _content(value, style.media_type, ascii_only=True)
        else:
            plain = _plain(value)
            texts = [plain] if isinstance(plain, str) else _texts(plain, style, str)
            if not texts:
                return None
            written = ",".join(texts)
        written.encode()
    except (ValueError, TypeError) as problem:
        raise _named(name, problem) from None
    return check_header(name, written.strip(" \t"))


def cookie_pairs(name: str, value: object, style: Style = QUERY) -> list[str]:
    """Return the `name=value` pairs of a cookie parameter, as they are sent.

    Raises:
        ValueError: In style `cookie`, a character that a cookie cannot carry (RFC 6265, section 4.1.1).
        TypeError: A value that has no form as text.
    """
    try:
        found = pairs(name, value, style)
        if style.name != "cookie":
            encode = _encoder(style, _KEPT_IN_COOKIE, _KEPT_IN_COOKIE)
            return [
                f"{quote(key, safe='')}={quote(separator(style), safe=',').join(map(encode, texts))}"
                for key, texts in found
            ]
        for key, texts in found:
            if not _COOKIE_NAME.fullmatch(key):
                raise ValueError(f"{key!r} is not the name of a cookie")
            if not _COOKIE_VALUE.fullmatch(texts[0]):
                raise ValueError(
                    "the value has a character that a cookie cannot carry; escape it as the API expects"
                )
        return [f"{key}={texts[0]}" for key, texts in found]
    except (ValueError, TypeError) as problem:
        raise _named(name, problem) from None


def _plain(value: object) -> str | list[str] | dict[str, Any]:
    """Return a scalar as text, an array as texts, an object as its JSON value; without what is undefined."""
    if is_list(value):
        return [item_text(item) for item in items_of(value)]
    if is_mapping(value) or is_model(value):
        members: dict[str, Any] = json_value(value)
        return {key: member for key, member in members.items() if member is not None}
    return text(value)


def _texts(plain: list[str] | dict[str, Any], style: Style, encode: Encode) -> list[str]:
    if isinstance(plain, list):
        return [encode(item) for item in plain]
    members = [(encode(key), encode(item_text(member))) for key, member in plain.items()]
    if style.explode:
        return [f"{key}={member}" for key, member in members]
    return [each for pair in members for each in pair]


def _deep(name: str, value: Any) -> Pairs:
    if is_object(value):
        return [
            pair
            for key, member in value.items()
            if member is not None
            for pair in _deep(f"{name}[{key}]", member)
        ]
    if is_array(value):
        items = [item for item in value if item is not None]
        numbered = any(is_object(item) or is_array(item) for item in items)
        return [
            pair
            for index, item in enumerate(items)
            for pair in _deep(f"{name}[{index if numbered else ''}]", item)
        ]
    return [(name, [text(value)])]


def _content(value: object, media_type: str | None, *, ascii_only: bool = False) -> str:
    """Return a value as its media type has it: JSON, a form, or what it is."""
    kind = (media_type or "application/json").partition(";")[0].strip().lower()
    if is_json(kind):
        plain = json_value(value)
        if ascii_only:
            import json

            return json.dumps(plain, allow_nan=False, separators=(",", ":"))
        return json_bytes(plain).decode()
    if kind == "application/x-www-form-urlencoded":
        return whole_query(value, None)
    if is_bytes(value):
        return bytes(value).decode()
    return item_text(value)


def _encoder(style: Style, kept: str, otherwise: str = "") -> Encode:
    if style.reserved:
        return lambda value: keeping_triples(value, kept)
    return lambda value: quote(value, safe=otherwise)


def _named(name: str, problem: ValueError | TypeError) -> Exception:
    """Return the same problem, its message beginning with the name of the parameter."""
    kind = ValueError if isinstance(problem, ValueError) else TypeError
    return kind(f"{name}: {problem}")
