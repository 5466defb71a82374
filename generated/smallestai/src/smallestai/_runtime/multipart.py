"""Bodies of several parts: `multipart/form-data` (RFC 7578) and other types (RFC 2046, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .contents import Part
from .encode import is_model, json_bytes, json_value
from .files import UNKNOWN, Upload, guessed_type, is_file, upload
from .headers import HeaderItems, check_header
from .kinds import is_bytes, is_mapping
from .media import covers, is_json
from .sources import Source, StreamedBody
from .styles import is_absent, is_list, item_text, items_of, pairs, separator
from .text import charset

__all__ = ["boundary_of", "form_parts", "joined", "new_boundary", "plain_parts"]

JOINED = 1024 * 1024
"""Bytes. A body that is in memory anyway, and not larger, is sent as one piece."""

Parts = list[tuple[HeaderItems, bytes | Source]]
"""Headers and content of each part."""

_PLAIN = Part()
_TEXT = ("text/", "application/json", "application/xml", "application/x-www-form-urlencoded")


def new_boundary() -> str:
    """Return a random boundary, of 128 bits."""
    from secrets import token_hex

    return token_hex(16)


def boundary_of(content_type: str) -> str | None:
    """Return the boundary that a Content-Type names, if it names one.

    Raises:
        ValueError: It is not a boundary (RFC 2046, section 5.1.1).
    """
    import re

    found = re.search(r';\s*boundary=("[^"]*"|[^;\s]*)', content_type, re.IGNORECASE)
    if found is None:
        return None
    boundary = found[1].strip('"')
    if not re.fullmatch(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]", boundary):
        raise ValueError(f"{boundary!r} is not a multipart boundary")
    return boundary


def form_parts(members: Mapping[str, Any], parts: Mapping[str, Part], *, is_form: bool) -> Parts:
    """Return the parts for the members of an object (OpenAPI 3.1, 4.8.14.4 and 4.8.15).

    A file is a part with a file name, a scalar a part of text, an object a part of JSON, and an array a part
    for each of its items. Where a part has a style, it is written as a query parameter of that style.

    Args:
        members: By wire name; None is sent as an empty part.
        parts: Members that are not written in the default way.
        is_form: Whether plain text needs no content type, as in `multipart/form-data`.

    Raises:
        ValueError: A value that must not be sent; the message begins with the member's name.
        TypeError: A value that has no form, or a str for a file.
        OSError: A file that cannot be read.
    """
    result: Parts = []
    for name, value in members.items():
        try:
            result += _member(name, value, parts.get(name, _PLAIN), is_form)
        except OSError:
            raise
        except ValueError as problem:
            raise ValueError(_about(name, problem)) from None
        except TypeError as problem:
            raise TypeError(_about(name, problem)) from None
    return result


def plain_parts(values: Iterable[Any]) -> Parts:
    """Return parts without names, one for each value (OpenAPI 3.2, 4.14.5, multipart without named parts)."""
    return [_part(None, value, _PLAIN, False) for value in values if not is_absent(value)]


def joined(parts: Parts, boundary: str | None) -> tuple[bytes | StreamedBody, str]:
    """Put parts together.

    Args:
        parts: The parts.
        boundary: What separates them; None: a random one, which no part that is in memory contains.

    Returns:
        The body, in one piece when all of it is in memory and at most `JOINED` bytes; and the boundary.

    Raises:
        ValueError: The boundary given occurs in one of the parts.
    """
    if boundary is None:
        boundary = new_boundary()
        while _occurs(boundary, parts):
            boundary = new_boundary()
    elif _occurs(boundary, parts):
        raise ValueError(f"the boundary {boundary!r} occurs in one of the parts")
    pieces: list[bytes | Source] = []
    for headers, content in parts:
        lines = [*(f"{name}: {value}" for name, value in headers.values()), "", ""]
        head = "\r\n".join([f"--{boundary}", *lines])
        pieces += [(f"\r\n{head}" if pieces else head).encode(), content]
    pieces.append((f"\r\n--{boundary}--\r\n" if pieces else f"--{boundary}--\r\n").encode())
    in_memory = [piece for piece in pieces if isinstance(piece, bytes)]
    if len(in_memory) == len(pieces) and sum(map(len, in_memory)) <= JOINED:
        return b"".join(in_memory), boundary
    return StreamedBody(pieces), boundary


def _occurs(boundary: str, parts: Parts) -> bool:
    delimiter = f"--{boundary}".encode()
    return any(isinstance(content, bytes) and delimiter in content for _, content in parts)


def _about(name: str, problem: Exception) -> str:
    return str(problem) if str(problem).startswith(f"{name}:") else f"{name}: {problem}"


def _member(name: str, value: Any, part: Part, is_form: bool) -> Parts:
    if part.style is not None and value is not None:
        between = separator(part.style)
        return [
            (_headers(key, None, None, part.headers), between.join(texts).encode())
            for key, texts in pairs(name, value, part.style)
        ]
    if is_list(value) and not is_file(value):
        return [_part(name, item, part, is_form) for item in items_of(value)]
    return [_part(name, value, part, is_form)]


def _part(name: str | None, value: Any, part: Part, is_form: bool) -> tuple[HeaderItems, bytes | Source]:
    if part.is_base64 and is_bytes(value):
        value = item_text(value)  # such as a reader of the schema expects: text, whatever it encodes
    declared = [each.strip() for each in (part.content_type or "").split(",") if each.strip()]
    first = declared[0] if declared else None
    holds_file = part.is_file or (first is not None and not part.is_base64 and not _is_text(first))
    # Where a file may stand, an object is what the document has in its place, such as a reference to one.
    is_structured = is_mapping(value) or is_model(value)
    if is_file(value) or (holds_file and value is not None and not is_structured):
        file = upload(value, name or "part")
        if is_bytes(value) and not holds_file and first is not None:
            file.name = None  # a value that is encoded already
        kind = file.content_type or _file_type(file.name, declared)
        return _headers(name, file, kind, part.headers), file.content
    if first is not None and is_json(first):
        return _headers(name, None, first, part.headers), json_bytes(json_value(value))
    if is_list(value) or is_mapping(value) or is_model(value):
        if first is not None and not first.startswith("text/plain"):
            raise TypeError(f"an object or array cannot be written as {first}; pass a str or bytes")
        return _headers(name, None, first or "application/json", part.headers), item_text(value).encode()
    plain = "" if value is None else item_text(value)
    text_type = first or (None if is_form else "text/plain; charset=utf-8")
    return _headers(name, None, text_type, part.headers), plain.encode(charset(text_type))


def _is_text(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return is_json(essence) or essence.endswith("+xml") or essence.startswith(_TEXT)


def _file_type(name: str | None, declared: list[str]) -> str:
    """Return the content type of a file: the one that its name suggests, where the document allows it."""
    guess = guessed_type(name)
    if guess is not None and (not declared or any(covers(each, guess) for each in declared)):
        return guess
    return next((each for each in declared if "*" not in each), guess or UNKNOWN)


def _headers(
    name: str | None, file: Upload | None, content_type: str | None, more: Mapping[str, str]
) -> HeaderItems:
    result: HeaderItems = {}
    disposition = "attachment" if name is None else f'form-data; name="{_field_name(name)}"'
    if file is not None and file.name is not None:
        disposition += f'; filename="{_escaped(file.name)}"'
    if name is not None or "filename" in disposition:
        result["content-disposition"] = ("Content-Disposition", disposition)
    if content_type is not None:
        result["content-type"] = ("Content-Type", check_header("Content-Type", content_type))
    for key, value in (*more.items(), *(() if file is None else file.headers.items())):
        result[key.lower()] = (key, check_header(key, value))
    return result


def _field_name(name: str) -> str:
    """Return a name as a form has it: with its line breaks as CRLF (HTML, multipart/form-data encoding)."""
    return _escaped(name.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"))


def _escaped(name: str) -> str:
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
