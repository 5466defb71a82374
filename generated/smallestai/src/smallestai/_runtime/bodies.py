"""The body of a request, in the media type that is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .contents import JSON, Content
from .encode import is_model, json_bytes, json_value, text
from .kinds import is_bytes, is_iterable, is_mapping, is_object, is_sequence
from .media import covers, essence, is_json, is_range
from .options import OMIT
from .text import charset

if TYPE_CHECKING:
    from .sdk import Operation
    from .sources import StreamedBody

__all__ = ["Sent", "body_of", "way_of"]

Sent = tuple["bytes | StreamedBody", str]
"""A body, and its Content-Type."""

_FORM = "application/x-www-form-urlencoded"
_LINES = frozenset({"application/jsonl", "application/x-jsonl", "application/x-ndjson", "application/ndjson"})
_SEQUENCE = "application/json-seq"
_SCALARS = (int, float, Decimal, date, time, timedelta, UUID, Enum)


def way_of(operation: Operation[Any], content_type: str | None) -> tuple[Content, str]:
    """Return how the body is sent, and the media type that it is sent as, which may still be a range.

    Args:
        operation: What is called.
        content_type: What the call asks for, with or without parameters; None: the operation's first. It may
            be any type within a documented range, such as `image/*`.

    Raises:
        ValueError: The operation does not take it.
    """
    ways = operation.bodies or (JSON,)
    if content_type is None:
        return ways[0], ways[0].media_type
    asked = essence(content_type)
    for way in sorted(ways, key=_breadth):
        if covers(way.media_type, asked):
            is_same = essence(way.media_type) == asked and ";" not in content_type
            return way, way.media_type if is_same else content_type
    known = ", ".join(way.media_type for way in ways)
    raise ValueError(f"content_type {content_type!r} is not one that the operation takes (it takes {known})")


def _breadth(way: Content) -> int:
    return essence(way.media_type).count("*")


def body_of(
    operation: Operation[Any],
    way: Content,
    media_type: str,
    *,
    fields: Mapping[str, Any] | None,
    body: Any,
    more: Mapping[str, Any] | None,
    given_type: str | None = None,
) -> Sent | None:
    """Return the body of a request and its Content-Type; None when there is none.

    Args:
        operation: What is called.
        way: How it is sent.
        media_type: What it is sent as.
        fields: Its members; None is not sent, except as a null where the operation has it.
        body: The whole of it, in place of `fields`.
        more: Members added to an object or a form; here None is sent, too.
        given_type: The Content-Type that the caller has put among the headers; it may name a boundary.

    Raises:
        ValueError: A value that must not be sent, such as a naive datetime.
        TypeError: A value of a type that cannot be sent so, a member that is missing, or one of another way.
        OSError: A file that cannot be read.
    """
    if way.others and fields:
        _check_others(way, fields)
    is_ready = is_range(way.media_type) and fields is None and _is_raw(body)
    if is_range(media_type) and not is_ready:
        media_type = _for_members(media_type)
    kind = essence(media_type)
    if is_ready:
        pass  # whatever the type is, the caller has it in that form
    elif is_json(kind):
        return _json(operation, way, media_type, fields, body, more)
    elif kind == _FORM or kind.startswith("multipart/"):
        return _form(operation, way, media_type, fields, body, more, given_type)
    if more:
        raise TypeError(
            f"request_options['body'] adds to a JSON object or a form, but this call sends {media_type}"
        )
    if body is OMIT or body is None:
        if fields and any(item is not None and item is not OMIT for item in fields.values()):
            raise TypeError(f"the members of the body cannot be written as {media_type}")
        return None
    if (kind in _LINES or kind == _SEQUENCE) and not _is_raw(body, iterables=False):
        return _lines(body, kind), media_type
    return _raw(body, media_type)


def _for_members(media_type: str) -> str:
    """Return the type, in a range, in which a value is written that is neither text nor bytes."""
    candidates = ("application/json", "multipart/form-data", _FORM)
    return next((each for each in candidates if covers(media_type, each)), media_type)


def _json(
    operation: Operation[Any],
    way: Content,
    media_type: str,
    fields: Mapping[str, Any] | None,
    body: Any,
    more: Mapping[str, Any] | None,
) -> Sent | None:
    value: Any = OMIT
    if body is not OMIT and (body is not None or operation.nullable_body):
        value = json_value(body)
    elif fields is not None:
        nullable = operation.nullable
        value = json_value(
            {name: item for name, item in fields.items() if item is not None or name in nullable}
        )
        if not value and not _sends_empty(operation, way, fields):
            value = OMIT
    if more:
        if value is OMIT:
            value = {}
        elif not is_object(value):
            raise TypeError(
                "request_options['body'] adds members to an object, but the body of this call is not one"
            )
        value = {**value, **json_value(more)}
    if value is OMIT:
        return None
    if way.required and is_object(value):
        _check_required(way, value)
    return json_bytes(value), media_type


def _form(
    operation: Operation[Any],
    way: Content,
    media_type: str,
    fields: Mapping[str, Any] | None,
    body: Any,
    more: Mapping[str, Any] | None,
    given_type: str | None,
) -> Sent | None:
    is_multipart = essence(media_type) != _FORM
    if is_multipart and is_sequence(body) and not more:
        from .multipart import joined, plain_parts

        return _with_boundary(*joined(plain_parts(body), _boundary(given_type, media_type)), media_type)
    members = _members(operation, media_type, fields, body)
    if more:
        members = {**(members or {}), **{name: item for name, item in more.items() if item is not OMIT}}
    is_given = body is not OMIT and body is not None
    if members is None or not (members or is_given or _sends_empty(operation, way, fields)):
        return None
    _check_required(way, members)
    if not is_multipart:
        from .forms import form_bytes

        return form_bytes(members, way.parts), media_type
    from .multipart import form_parts, joined

    parts = form_parts(members, way.parts, is_form=essence(media_type) == "multipart/form-data")
    return _with_boundary(*joined(parts, _boundary(given_type, media_type)), media_type)


def _sends_empty(operation: Operation[Any], way: Content, fields: Mapping[str, Any] | None) -> bool:
    """Return whether a body is sent of which nothing is given; not where all members are other ways'."""
    is_whole = bool(way.others) and fields is not None and set(fields) <= set(way.others)
    return operation.sends_empty and not is_whole


def _boundary(given_type: str | None, media_type: str) -> str | None:
    from .multipart import boundary_of

    return boundary_of(given_type or "") or boundary_of(media_type)


def _with_boundary(body: bytes | StreamedBody, boundary: str, media_type: str) -> Sent:
    if "boundary=" in media_type.lower():
        return body, media_type
    # Quotes are needed for some of the characters that a caller's own boundary may have.
    quoted = boundary if boundary.isalnum() else f'"{boundary}"'
    return body, f"{media_type}; boundary={quoted}"


def _members(
    operation: Operation[Any], media_type: str, fields: Mapping[str, Any] | None, body: Any
) -> dict[str, Any] | None:
    """Return the members of a form that are sent; None among them is sent as an empty value."""
    if body is OMIT or body is None:
        given: Mapping[str, Any] | None = fields
    elif is_model(body):
        from .models import members_of

        return members_of(body)
    elif is_mapping(body):
        given = body
    else:
        raise TypeError(f"the body ({media_type}) must be a mapping or a model, not {type(body).__name__}")
    if given is None:
        return None
    nullable = operation.nullable
    return {
        name: item
        for name, item in given.items()
        if item is not OMIT and (item is not None or name in nullable)
    }


def _check_required(way: Content, members: Mapping[str, Any]) -> None:
    missing = [name for name in way.required if name not in members]
    if missing:
        raise TypeError(f"the body ({way.media_type}) needs {', '.join(missing)}")


def _check_others(way: Content, fields: Mapping[str, Any]) -> None:
    others = [name for name in way.others if fields.get(name) is not None and fields[name] is not OMIT]
    if others:
        raise TypeError(
            f"the body ({way.media_type}) has no {', '.join(others)}; pass the content_type= of one that has"
        )


def _is_raw(body: Any, *, iterables: bool = True) -> bool:
    """Return whether a body is bytes, text or a file, or gives bytes piece by piece: to be sent as it is."""
    if body is OMIT or body is None:
        return False
    from .files import is_content

    if isinstance(body, str) or is_content(body):
        return True
    if is_sequence(body):
        return iterables and bool(body) and all(map(is_bytes, body))
    return iterables and is_iterable(body) and not is_model(body)


def _raw(body: Any, media_type: str) -> Sent:
    """Return a body that is sent as it is; where a range is documented, a file's name says of which type."""
    from .files import UNKNOWN, content_of, guessed_type, is_content, name_of
    from .sources import IterableSource, StreamedBody, piece_of

    if isinstance(body, str):
        concrete = media_type
        if is_range(media_type):
            concrete = "text/plain; charset=utf-8" if covers(media_type, "text/plain") else UNKNOWN
        return body.encode(charset(concrete)), concrete
    concrete = media_type
    if is_range(media_type):
        guess = guessed_type(name_of(body))
        concrete = guess if guess is not None and covers(media_type, guess) else UNKNOWN
    if is_bytes(body):
        return bytes(body), concrete
    if essence(concrete).startswith("text/") and isinstance(body, _SCALARS):
        return text(body).encode(charset(concrete)), concrete
    what, pieces = f"the body ({concrete})", body
    if is_content(body) and not hasattr(body, "__aiter__"):
        content = content_of(body, what)
        return (content if isinstance(content, bytes) else StreamedBody([content])), concrete
    if is_model(body) or not is_iterable(body):
        raise TypeError(
            f"{what} must be bytes or str, a path, a file opened in binary mode, or an iterable of bytes, "
            f"not {type(body).__name__}"
        )
    if is_sequence(body):
        return StreamedBody(map(piece_of, body)), concrete
    return StreamedBody([IterableSource(pieces, piece_of, what)]), concrete


def _lines(body: Any, kind: str) -> bytes | StreamedBody:
    """Return JSON values, each on a line, or after a record separator (RFC 7464)."""
    from .sources import IterableSource, StreamedBody

    if is_model(body) or not is_iterable(body):
        raise TypeError(
            f"the body ({kind}) must be an iterable of values, one a line, not {type(body).__name__}"
        )
    encode = _record if kind == _SEQUENCE else _line
    if is_sequence(body):
        # A list is in memory already: what is wrong with it shows before anything is sent.
        return b"".join(map(encode, body))
    return StreamedBody([IterableSource(body, encode, f"the body ({kind})")])


def _line(value: Any) -> bytes:
    return json_bytes(json_value(value)) + b"\n"


def _record(value: Any) -> bytes:
    return b"\x1e" + _line(value)
