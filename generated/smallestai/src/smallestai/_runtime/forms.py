"""Bodies that are forms: `application/x-www-form-urlencoded` (WHATWG URL, section 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .contents import Part
from .encode import json_bytes, json_value
from .media import is_json
from .styles import is_list, item_text, items_of, keeping_triples, pairs, separator

__all__ = ["form_bytes"]

_KEPT = "*-._ "
_RESERVED = ":/?#[]@!$'()*,;="
"""Without what means something in a form: ampersand and plus."""
_PLAIN = Part()


def form_bytes(members: Mapping[str, Any], parts: Mapping[str, Part]) -> bytes:
    """Return a form (OpenAPI 3.1, 4.8.14.3 and 4.8.15): a scalar as text, an object as JSON, an array as a
    pair for each item; where a part has a style, as a query parameter of that style.

    Args:
        members: By wire name; None is sent as an empty value.
        parts: Members that are not written in the default way.

    Raises:
        ValueError: A value that must not be sent; the message begins with the member's name.
        TypeError: A value that has no form as text.
    """
    written: list[str] = []
    for name, value in members.items():
        part = parts.get(name, _PLAIN)
        try:
            written += _member(name, value, part)
        except ValueError as problem:
            raise ValueError(f"{name}: {problem}") from None
        except TypeError as problem:
            raise TypeError(f"{name}: {problem}") from None
    return "&".join(written).encode("ascii")


def _member(name: str, value: Any, part: Part) -> list[str]:
    if value is None:
        return [f"{_encoded(name)}="]
    if part.style is not None:
        # Between encoded texts only a comma can stand as it is.
        between = "," if separator(part.style) == "," else _encoded(separator(part.style))
        encode = _with_reserved if part.style.reserved else _encoded
        return [
            f"{_encoded(key)}={between.join(map(encode, texts))}"
            for key, texts in pairs(name, value, part.style)
        ]
    items = items_of(value) if is_list(value) else [value]
    as_json = is_json((part.content_type or "").partition(",")[0])
    texts = [json_bytes(json_value(item)).decode() if as_json else item_text(item) for item in items]
    return [f"{_encoded(name)}={_encoded(each)}" for each in texts]


def _encoded(value: str) -> str:
    return quote(value, safe=_KEPT).replace("~", "%7E").replace(" ", "+")


def _with_reserved(value: str) -> str:
    return keeping_triples(value, _RESERVED)
