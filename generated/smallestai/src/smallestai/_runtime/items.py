"""The values of a stream, from its bytes, with no I/O: server-sent events and JSON in lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from .contents import Events, Streamed
from .errors import ApiConnectionError, ApiStreamError, ResponseDecodeError
from .failures import message_of
from .kinds import is_object
from .lenient import read_value
from .lines import LineParser
from .models import Model, UnknownVariant
from .nested import TooDeepError, read_json
from .parse import check, facts_of, listed, node_for
from .sse import EventParser, ServerEvent
from .text import decode

if TYPE_CHECKING:
    import logging

    from .sdk import Operation
    from .steps import Reply

__all__ = ["Items"]


class Items:
    """The values of one stream, from its bytes.

    Args:
        operation: What was called.
        reply: The answer.
        reader: How its values are read.
        strict: Raise for any difference from the documented type.
        logger: Gets one warning a stream, when the first value differs from the documented type.

    Attributes:
        count: How many values were given.
        is_over: Whether the stream said that it ends.
    """

    __slots__ = (
        "_is_text",
        "_is_warned",
        "_logger",
        "_node",
        "_operation",
        "_parser",
        "_reader",
        "_reply",
        "_strict",
        "count",
        "is_over",
    )

    def __init__(
        self,
        operation: Operation[Any],
        reply: Reply,
        reader: Streamed,
        *,
        strict: bool,
        logger: logging.Logger,
    ) -> None:
        self.count = 0
        self.is_over = False
        self._operation = operation
        self._reply = reply
        self._reader = reader
        self._strict = strict
        self._logger = logger
        self._is_warned = False
        self._node = node_for(operation, reader.item)
        self._parser = EventParser() if isinstance(reader, Events) else LineParser()
        self._is_text = isinstance(reader, Events) and not reader.whole and self._node.annotation is str

    def feed(self, chunk: bytes) -> Iterator[Any]:
        """Give the values that end in this piece, each read when it is asked for."""
        return self._values(self._parser.feed(chunk))

    def flush(self) -> Iterator[Any]:
        """Give the values that the end of the stream ends."""
        return self._values(self._parser.flush())

    def broken(self, error: ApiConnectionError) -> ApiConnectionError:
        """Return the error of a connection that broke, saying how far the stream had come."""
        message = f"{error.message} (the stream broke after {self.count} item(s))"
        return type(error)(message, phase=error.phase)

    def _values(self, found: Iterator[ServerEvent | bytes]) -> Iterator[Any]:
        for each in found:
            if isinstance(each, bytes):
                value = self._line(each)
            elif cast(Events, self._reader).end and each.data.strip() in cast(Events, self._reader).end:
                self.is_over = True
                return
            elif self._node.annotation is ServerEvent:
                value = each
            elif cast(Events, self._reader).whole:
                value = self._whole(each)
            elif self._is_text:
                value = each.data
            elif not each.data.strip() and each.event != "error":
                continue  # nothing to read: servers send this to keep the connection alive
            else:
                value = self._data(each)
            self.count += 1
            yield value

    def _line(self, line: bytes) -> Any:
        try:
            value = self._node.load(line)
        except ValueError:
            return self._leniently(line, decode(line, self._reply.headers.get("content-type")), None)
        if not _is_known(value):
            self._raise_error(decode(line, None), None)
        return value

    def _data(self, event: ServerEvent) -> Any:
        try:
            value = self._node.load(event.data)
        except ValueError:
            return self._leniently(event.data.encode(), event.data, event.event)
        if not _is_known(value):
            self._raise_error(event.data, event.event)
        return value

    def _whole(self, event: ServerEvent) -> Any:
        """Read an event as an object, its data as text; as JSON where only that is of the documented type."""
        if event.event == "error":
            from .error_events import describes_error

            if not describes_error(self._node):
                self._raise_error(event.data, "error")
        members: dict[str, Any] = {"data": event.data}
        if event.event is not None:
            members["event"] = event.event
        sent_id = cast(EventParser, self._parser).sent_id
        if sent_id is not None:
            members["id"] = sent_id
        if event.retry is not None:
            members["retry"] = event.retry
        try:
            value = self._node.load(json.dumps(members))
            if event.event == "error" and not _is_known(getattr(value, "data", None)):
                self._raise_error(event.data, "error")
            return value
        except ValueError:
            value, problems = read_value(self._node, members)
        if problems:
            with suppress(ValueError):
                parsed = {**members, "data": read_json(event.data.encode(), event.data)}
                other, fewer = read_value(self._node, parsed)
                if len(fewer) < len(problems) or ("" in problems and "" not in fewer):
                    value, problems, members = other, fewer, parsed
        if problems and event.event == "error":
            self._raise_error(event.data, "error")
        self._judge(problems, members, event.data)
        return value

    def _leniently(self, content: bytes, text: str, event: str | None) -> Any:
        try:
            data = read_json(content, text)
        except ValueError as fault:
            self._raise_error(text, event)
            facts = facts_of(self._operation, self._reply, text)
            what = str(fault) if isinstance(fault, TooDeepError) else "is not JSON"
            raise ResponseDecodeError(f"{self._what} {what}", **facts) from None
        value, problems = read_value(self._node, data)
        if problems or not _is_known(value):
            # What the server says went wrong explains more than how its value differs.
            self._raise_error(text, event)
        self._judge(problems, data, text)
        return value

    @property
    def _what(self) -> str:
        return f"item {self.count + 1} of the stream"

    def _judge(self, problems: list[str], data: Any, text: str) -> None:
        facts = facts_of(self._operation, self._reply, text)
        check(problems, data, self._node, self._what, facts, strict=self._strict)
        if problems and not self._is_warned:
            self._is_warned = True
            self._logger.warning(
                "%s %s: %s: %s; what differs in later items is not reported",
                self._operation.method,
                self._operation.path,
                self._what,
                listed(problems),
            )

    def _raise_error(self, text: str, event: str | None) -> None:
        """Raise ApiStreamError if this is how the server says that something went wrong."""
        try:
            body: Any = json.loads(text)
        except (ValueError, RecursionError):
            body = text
        if event == "error" or (is_object(body) and body.get("error")):
            raise ApiStreamError(
                message_of(body) or "the server sent an error",
                **facts_of(self._operation, self._reply, text),
                body=body,
                event=event,
            )


def _is_known(value: Any) -> bool:
    """Return whether a value has anything of what is documented: an error fits a model without required
    members.
    """
    if isinstance(value, UnknownVariant):
        return False
    if isinstance(value, Model):
        return not value.__pydantic_extra__ or not value.__pydantic_fields_set__.isdisjoint(
            type(value).__pydantic_fields__
        )
    return True
