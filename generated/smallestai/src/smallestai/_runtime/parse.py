"""An answer to what the method returns.

Which of the documented types it has follows from its status and its Content-Type (`negotiation`). The fast
path is one call of pydantic on the bytes. Only when that fails is the body read leniently (see `lenient`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from .contents import Events, Reader, Readers, Streamed, Within
from .deep import with_deep_stack
from .errors import ResponseDecodeError, ResponseValidationError
from .kinds import kind_name
from .negotiation import EVENTS, choose, essence, is_by_type, is_json
from .text import decode

if TYPE_CHECKING:
    import logging

    from .lenient import Node
    from .sdk import Operation
    from .steps import Reply

__all__ = ["Parser", "check", "error_body", "facts_of", "is_success", "listed", "node_for"]

_MOST_SHOWN = 20
_NO_BODY = frozenset({204, 205, 304})
"""Statuses whose answers have no body, whatever is documented (RFC 9110, sections 15.3.5, 15.3.6, 15.4.5)."""


def is_success(operation: Operation[Any], status: int) -> bool:
    """Return whether a status is a success: 2xx, or one that the operation documents as such."""
    return 200 <= status < 300 or str(status) in operation.returns


class Parser:
    """Reads the answers to one operation.

    Args:
        operation: What was called.
        strict: Raise for any difference from the documented type.
        logger: Gets one warning when a body differs from the documented type.
        is_async: Streams are async ones.
    """

    __slots__ = ("is_async", "logger", "operation", "strict")

    def __init__(
        self, operation: Operation[Any], *, strict: bool, logger: logging.Logger, is_async: bool = False
    ) -> None:
        self.operation = operation
        self.strict = strict
        self.logger = logger
        self.is_async = is_async

    def is_stream(self, reply: Reply) -> bool:
        """Return whether an answer, of which only the headers are needed, is a sequence of values."""
        reader, _, fits = _documented(self.operation, reply)
        return fits and isinstance(reader, Streamed)

    def __call__(self, reply: Reply) -> Any:
        """Return the value of a successful answer: its body read, or a stream of it, read or not.

        Raises:
            ResponseDecodeError: The body is not JSON, or empty where a value is documented, or of a media
                type that is not documented.
            ResponseValidationError: The body is of another kind than documented, or, when strict, differs at
                all.
        """
        operation = self.operation
        reader, media, fits = _documented(operation, reply)
        if reader is None:
            return None
        if not fits:
            return self._undocumented(reply, reader)
        if isinstance(reader, Streamed):
            return self._stream(reply, reader)
        content = reply.content
        node = node_for(operation, reader)
        if node.annotation is bytes:
            return content
        sent: str | None = None
        if node.annotation is str:  # what was sent is asked only where it matters: this is every call's way
            sent = _sent(reply) if media is None else media
            if sent and not is_json(sent):
                return decode(content, reply.headers.get("content-type"))
        try:
            return node.load(content)
        except ValueError:  # pydantic's ValidationError is one; other faults are ours and must show
            if node.annotation is str and not sent and content.strip():
                return decode(content, None)  # nobody says that it is JSON
            return self._leniently(reply, node)

    def _stream(self, reply: Reply, reader: Streamed) -> Any:
        from .items import Items
        from .streams import AsyncStream, Stream

        items = Items(self.operation, reply, reader, strict=self.strict, logger=self.logger)
        kind: Any = AsyncStream if self.is_async else Stream
        return kind(reply, items)

    def _undocumented(self, reply: Reply, first: Reader) -> Any:
        """Read a body of a media type that is not documented, where one reading is plain; else raise.

        That is: bytes, where they are all that is documented; text, where text comes first and text or JSON
        was sent; JSON, where JSON comes first and the body is JSON.
        """
        sent, documented = _sent(reply), _documented_types(self.operation, reply)
        if not isinstance(first, Streamed) and first is not None:
            node = node_for(self.operation, first)
            if node.annotation is bytes and len(documented) == 1:
                return reply.content
            is_text = node.annotation is str and not is_json(essence(documented[0]))
            if is_text and is_json(sent):
                # A JSON string is the text that it stands for; any other value is text as it was written.
                try:
                    return node.load(reply.content)
                except ValueError:
                    return decode(reply.content, reply.headers.get("content-type"))
            if is_text and sent.startswith("text/"):
                return decode(reply.content, reply.headers.get("content-type"))
            if is_json(essence(documented[0])) and reply.content.strip():
                try:
                    return node.load(reply.content)
                except ValueError:
                    if _is_readable(reply):
                        return self._leniently(reply, node)
        raise ResponseDecodeError(
            f"the body is {sent}, where the API documents {', '.join(documented)}",
            **facts_of(self.operation, reply, decode(reply.content, reply.headers.get("content-type"))),
        )

    def _leniently(self, reply: Reply, node: Node) -> Any:
        from .lenient import read_value
        from .nested import TooDeepError, read_json

        text = decode(reply.content, reply.headers.get("content-type"))
        facts = facts_of(self.operation, reply, text)
        try:
            data = read_json(reply.content, text)
        except TooDeepError as error:
            raise ResponseDecodeError(f"the body {error}", **facts) from None
        except ValueError:
            sent = _sent(reply)
            if node.annotation is Any and sent and not is_json(sent) and not self.strict:
                # The document says nothing of the body; what the server says of it holds.
                return text if sent.startswith("text/") else reply.content
            fault = "is not JSON" if text.strip() else "is empty"
            raise ResponseDecodeError(f"the body {fault}, where the API documents a value", **facts) from None
        value, problems = read_value(node, data)
        check(problems, data, node, "the body", facts, strict=self.strict)
        if problems:
            self.logger.warning("%s %s: %s", self.operation.method, self.operation.path, listed(problems))
        return value


def facts_of(operation: Operation[Any], reply: Reply, text: str) -> dict[str, Any]:
    """Return what the errors about an answer carry."""
    return {
        "status_code": reply.status_code,
        "headers": reply.headers,
        "text": text,
        "method": operation.method,
        "path": operation.path,
    }


def check(
    problems: list[str], data: Any, node: Node, what: str, facts: Mapping[str, Any], *, strict: bool
) -> None:
    """Raise what a caller must hear of.

    Args:
        problems: Where a value differs from the documented type.
        data: The JSON value.
        node: The type that it was read by.
        what: What it is, for the message.
        facts: What errors carry.
        strict: Any difference counts.

    Raises:
        ResponseValidationError: The value is of another kind than documented; when strict, differs at all.
    """
    if "" in problems and (strict or not node.keeps(data)):
        raise ResponseValidationError(
            f"{what} is {kind_name(data)}, not of the documented kind", invalid_fields=("",), **facts
        )
    if problems and strict:
        raise ResponseValidationError(listed(problems), invalid_fields=tuple(problems), **facts)


def listed(problems: list[str]) -> str:
    """Return in words where a value differs from its documented type."""
    shown = ", ".join(problem or "the whole" for problem in problems[:_MOST_SHOWN]) + (
        ", ..." if len(problems) > _MOST_SHOWN else ""
    )
    return f"{len(problems)} value(s) differ from the documented type: {shown}"


def error_body(operation: Operation[Any], reply: Reply, data: Any) -> Any:
    """Return the body of an error: of the documented type; the JSON value when no body is documented; None
    when unreadable.

    Args:
        operation: What was called.
        reply: The answer, its body read.
        data: The body as a JSON value; None when it is not JSON.
    """
    key = _key(operation.raises, reply.status_code)
    if key is None:
        return data
    reader, media, fits = _choice(operation.raises[key], _sent(reply))
    if isinstance(reader, Streamed):
        reader = reader.item
    if reader is None or not reply.content:
        return data
    node = node_for(operation, reader)
    if fits and media is not None and not is_json(media):
        if node.annotation is bytes:
            return reply.content
        if node.annotation is str:
            return decode(reply.content, reply.headers.get("content-type"))
    if data is None:
        return None
    from .lenient import read_value

    value, problems = read_value(node, data)
    return None if "" in problems else value


def _documented(operation: Operation[Any], reply: Reply) -> tuple[Reader, str | None, bool]:
    """Return how the body of a success is read, as `_choice` does; None when there is none to read."""
    returns, status = operation.returns, reply.status_code
    if not returns or status in _NO_BODY or operation.method == "HEAD":
        return None, None, True
    key = _key(returns, status)
    if key is None:
        # A success that is not documented is read as one that is; an empty one as one without a body.
        key = next((name for name in sorted(returns) if returns[name] is not None), None)
        if key is None:
            return None, None, True
    if not reply.content and reply.is_read and None in returns.values():
        return None, None, True
    documented = returns[key]
    if documented is None or (callable(documented) and not isinstance(documented, Streamed)):
        return documented, None, True
    return _choice(documented, _sent(reply))


def _choice(documented: Reader | Readers, sent: str) -> tuple[Reader, str | None, bool]:
    """Return how a body is read, the media type it is read as (if that matters), and whether it fits."""
    if is_by_type(documented):
        if not documented:
            return None, None, True
        key = choose(documented, sent)
        if key is None:
            return next(iter(documented.values())), None, False
        return documented[key], sent or essence(key), True
    # JSON has no lines that are events: read as events it would be nothing at all.
    return cast("Reader", documented), None, not (isinstance(documented, Events) and is_json(sent))


def _documented_types(operation: Operation[Any], reply: Reply) -> list[str]:
    returns = operation.returns
    key = _key(returns, reply.status_code)
    documented = [returns[key]] if key is not None else list(returns.values())
    return list(
        dict.fromkeys(
            media
            for each in documented
            for media in (each if is_by_type(each) else (EVENTS,) if isinstance(each, Events) else ())
        )
    )


def _key(table: Mapping[str, object], status: int) -> str | None:
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in table:
            return key
    return None


def node_for(operation: Operation[Any], described: Callable[[], Any]) -> Node:
    """Return the node of a type that an operation names, made on first need."""
    node: Node | None = operation.nodes.get(described)
    if node is None:
        from .lenient import WithinNode, node_of

        node = with_deep_stack(lambda: node_of(described()))
        if isinstance(described, Within):
            node = WithinNode(node, described.path)
        operation.nodes[described] = node
    return node


def _sent(reply: Reply) -> str:
    return essence(reply.headers.get("content-type", ""))


def _is_readable(reply: Reply) -> bool:
    from .nested import TooDeepError, read_json

    try:
        read_json(reply.content, decode(reply.content, reply.headers.get("content-type")))
    except TooDeepError:
        return True
    except ValueError:
        return False
    return True
