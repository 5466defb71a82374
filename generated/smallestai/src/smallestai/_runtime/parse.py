"""An answer to what the method returns.

The fast path is one call of pydantic on the bytes. Only when that fails is the body read leniently (see
`lenient`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .contents import Reader, Readers, Streamed
from .deep import with_deep_stack
from .errors import ResponseDecodeError, ResponseValidationError
from .kinds import kind_name
from .text import decode

if TYPE_CHECKING:
    import logging

    from .lenient import Node
    from .sdk import Operation
    from .steps import Reply

__all__ = ["error_body", "is_success", "parse"]

_MOST_SHOWN = 20


def is_success(operation: Operation[Any], status: int) -> bool:
    """Return whether a status is a success: 2xx, or one that the operation documents as such."""
    return 200 <= status < 300 or str(status) in operation.returns


def parse(operation: Operation[Any], reply: Reply, *, strict: bool, logger: logging.Logger) -> Any:
    """Return the value of a successful answer, its body read.

    Args:
        operation: What was called.
        reply: The answer.
        strict: Raise for any difference from the documented type.
        logger: Gets one warning when the body differs from the documented type.

    Raises:
        ResponseDecodeError: The body is not JSON, or empty where a value is documented.
        ResponseValidationError: The body is of another kind than documented, or, when strict, differs at all.
    """
    returns = _success(operation, reply)
    if returns is None:
        return None
    content = reply.content
    node = _node(operation, returns)
    if node.annotation is bytes:
        return content
    if node.annotation is str and not _is_json(reply):
        return decode(content, reply.headers.get("content-type"))
    try:
        return node.load(content)
    except ValueError:  # pydantic's ValidationError is one; anything else is a fault of ours and must show
        return _parse_leniently(operation, reply, node, strict, logger)


def error_body(operation: Operation[Any], status: int, content: bytes, data: Any) -> Any:
    """Return the body of an error: of the documented type; the JSON value when none is; None when unreadable.

    Args:
        operation: What was called.
        status: The HTTP status.
        content: The body.
        data: The body as a JSON value; None when it is not JSON.
    """
    key = _key(operation.raises, status)
    if key is None:
        return data
    raises = _plain(operation.raises[key])
    if raises is None or data is None:
        return None
    node = _node(operation, raises)
    value, problems = node.read(data)
    return None if "" in problems else value


def _success(operation: Operation[Any], reply: Reply) -> Callable[[], Any] | None:
    """Return the function that gives the type of this answer's body; None when there is none to read."""
    returns = operation.returns
    if not returns:
        return None
    key = _key(returns, reply.status_code)
    if key is None:
        # A success that is not documented is read as one that is; an empty one as one without a body.
        described = [_plain(returns[name]) for name in sorted(returns)]
        documented = next((each for each in described if each is not None), None)
    else:
        described, documented = [*map(_plain, returns.values())], _plain(returns[key])
    if not reply.content and None in described:
        return None
    return documented


def _plain(reader: Reader | Readers) -> Callable[[], Any] | None:
    if isinstance(reader, Streamed):
        return reader.item
    if reader is None or callable(reader):
        return reader
    return _plain(next(iter(reader.values()), None))


def _key(table: Mapping[str, object], status: int) -> str | None:
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in table:
            return key
    return None


def _node(operation: Operation[Any], described: Callable[[], Any]) -> Node:
    node: Node | None = operation.nodes.get(described)
    if node is None:
        from .lenient import node_of

        node = operation.nodes[described] = with_deep_stack(lambda: node_of(described()))
    return node


def _is_json(reply: Reply) -> bool:
    essence = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))


def _parse_leniently(
    operation: Operation[Any], reply: Reply, node: Node, strict: bool, logger: logging.Logger
) -> Any:
    from .lenient import read_json

    text = decode(reply.content, reply.headers.get("content-type"))
    facts: dict[str, Any] = {
        "status_code": reply.status_code,
        "headers": reply.headers,
        "text": text,
        "method": operation.method,
        "path": operation.path,
    }
    try:
        data = read_json(reply.content, text)
    except (ValueError, RecursionError):
        what = "is not JSON" if text.strip() else "is empty"
        raise ResponseDecodeError(f"the body {what}, where the API documents a value", **facts) from None
    value, problems = node.read(data)
    if "" in problems:
        kind = kind_name(data)
        raise ResponseValidationError(
            f"the body is {kind}, not of the documented kind", invalid_fields=("",), **facts
        )
    if not problems:
        return value
    shown = ", ".join(problems[:_MOST_SHOWN]) + (", ..." if len(problems) > _MOST_SHOWN else "")
    message = f"{len(problems)} value(s) differ from the documented type: {shown}"
    if strict:
        raise ResponseValidationError(message, invalid_fields=tuple(problems), **facts)
    logger.warning("%s %s: %s", operation.method, operation.path, message)
    return value
