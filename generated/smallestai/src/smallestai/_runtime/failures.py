"""An answer that is an error, to the exception that stands for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .errors import ApiStatusError, ClientError, ServerError
from .kinds import is_array, is_object
from .parse import error_body
from .text import decode

if TYPE_CHECKING:
    from .sdk import Operation, Sdk
    from .steps import Reply

__all__ = ["error_class", "message_of", "status_error"]

_LONGEST = 300
_MEMBERS = (
    "message",
    "error_description",
    "detail",
    "error",
    "errors",
    "details",
    "title",
    "msg",
    "reason",
    "fault",
)
_INNER = (*_MEMBERS, "faultstring", "description", "code")


def status_error(
    sdk: Sdk, operation: Operation[Any], reply: Reply, message: str | None = None
) -> ApiStatusError:
    """Return the exception for an answer that is not a success.

    The class follows from the status alone: whatever the body is, the class is right.

    Args:
        sdk: The SDK.
        operation: What was called.
        reply: The answer, its body read.
        message: What to say; by default what the body says.
    """
    text = decode(reply.content, reply.headers.get("content-type"))
    try:
        data: Any = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError):
        data = None
    return error_class(sdk, reply.status_code)(
        message or message_of(data) or _page(text) or _excerpt(text) or "the body is empty",
        status_code=reply.status_code,
        headers=reply.headers,
        text=text,
        method=operation.method,
        path=operation.path,
        body=error_body(operation, reply, data),
    )


def error_class(sdk: Sdk, status: int) -> type[ApiStatusError]:
    """Return the class of a status: that of its number, or else that of its range."""
    found = sdk.status_errors.get(status)
    if found is not None:
        return found
    return ClientError if 400 <= status < 500 else ServerError if status >= 500 else ApiStatusError


def message_of(data: Any) -> str | None:
    """Return what the body of an error says, looked for in the usual places; None when it is not found.

    Knows plain strings, lists, `message`, `error` (also as an object), `errors`, `detail` (also as a list of
    objects with `loc` and `msg`), and problem details (RFC 9457).
    """
    found = _say(data, _MEMBERS)
    return _excerpt(found) if found else None


def _say(data: Any, members: tuple[str, ...]) -> str:
    if isinstance(data, str):
        return data.strip()
    if is_array(data):
        return "; ".join(filter(None, (_say(item, _INNER) for item in data[:10])))
    if not is_object(data):
        return ""
    for name in members:
        said = _say(data[name], _INNER) if name in data else ""
        if said:
            place = data.get("loc")
            if name == "msg" and is_array(place):
                return f"{'.'.join(str(step) for step in place)}: {said}"
            return said
    return ""


def _page(text: str) -> str:
    """Return the title of an HTML page, which gateways and web servers answer with; "" when there is none."""
    start = text[: 64 * _LONGEST]
    if not start.lstrip().lower().startswith(("<!doctype html", "<html")):
        return ""
    from html import unescape

    found = start.lower().find("<title")
    title = "" if found < 0 else start[found:].partition(">")[2].partition("<")[0]
    return _excerpt(unescape(title))


def _excerpt(text: str) -> str:
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
