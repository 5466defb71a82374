"""Server-sent events (HTML, section 9.2), from bytes to records, with no I/O."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["EventParser", "ServerEvent"]

_BOM = b"\xef\xbb\xbf"
_LONGEST_RETRY = 15


class ServerEvent(NamedTuple):
    """One event as it was sent.

    Attributes:
        event: Its name; None when it has none (which HTML calls "message").
        data: Its data; lines of it are joined by "\\n".
        id: The id to resume from: the last one that the stream gave, with this event or before it.
        retry: Milliseconds to wait before connecting again, when this event said so.
    """

    event: str | None = None
    data: str = ""
    id: str | None = None
    retry: int | None = None


class EventParser:
    """Takes a stream apart (HTML, section 9.2.6, "Interpreting an event stream").

    Lines end at CR, LF and CRLF only, wherever the pieces of the stream were cut. It is UTF-8 whatever its
    Content-Type says; bytes that are not become U+FFFD. An event without `data` is not one.

    Attributes:
        sent_id: The `id` that the event given last came with itself, or None.
    """

    __slots__ = (
        "_data",
        "_event",
        "_is_first",
        "_last_id",
        "_pieces",
        "_retry",
        "_sent_id",
        "_skip",
        "sent_id",
    )

    def __init__(self) -> None:
        self.sent_id: str | None = None
        self._pieces: list[bytes] = []
        self._skip = False
        self._is_first = True
        self._event: str | None = None
        self._data: list[str] = []
        self._last_id: str | None = None
        self._sent_id: str | None = None
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[ServerEvent]:
        """Give the events that end in this piece of the stream, each when it is asked for."""
        if self._skip and chunk:
            # The piece before ended in CR, which was the end of a line by itself.
            chunk = chunk[1:] if chunk[0] == 10 else chunk
            self._skip = False
        if not chunk:
            return
        self._skip = chunk[-1] == 13
        lines = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._pieces.append(lines[0])
        if len(lines) == 1:
            return
        lines[0] = b"".join(self._pieces)
        self._pieces = [lines.pop()]
        for line in lines:
            event = self._line(line)
            if event is not None:
                yield event

    def flush(self) -> Iterator[ServerEvent]:
        """Give the event that the end of the stream ends.

        HTML drops an event without an empty line after it. Real servers leave that line out, so here it is
        one if it has data; where the stream was cut off, the data itself is not whole and does not parse.
        """
        rest = b"".join(self._pieces)
        self._pieces = []
        if rest:
            self._line(rest)
        event = self._line(b"")
        if event is not None:
            yield event

    def _line(self, line: bytes) -> ServerEvent | None:
        if self._is_first:
            self._is_first = False
            line = line.removeprefix(_BOM)
        if not line:
            return self._dispatch()
        name, _, rest = line.partition(b":")
        value = rest.removeprefix(b" ").decode("utf-8", errors="replace")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._event = value
        elif name == b"id":
            if "\0" not in value:
                self._last_id = self._sent_id = value
        elif name == b"retry" and value.isascii() and value.isdigit() and len(value) <= _LONGEST_RETRY:
            self._retry = int(value)
        return None

    def _dispatch(self) -> ServerEvent | None:
        event: ServerEvent | None = None
        if self._data:
            event = ServerEvent(self._event or None, "\n".join(self._data), self._last_id, self._retry)
            self.sent_id = self._sent_id
            self._data = []
        self._event = self._sent_id = self._retry = None
        return event
