"""JSON values in sequence: one a line, or each after a record separator; from bytes, with no I/O."""

from __future__ import annotations

import json
from collections.abc import Iterator

__all__ = ["LineParser"]

_BOM = b"\xef\xbb\xbf"
_SEPARATOR = b"\x1e"
_SHORT = 4_096


class LineParser:
    """Takes a stream apart into the texts of JSON values.

    JSON Lines and NDJSON: lines end at LF (a CR before it is white space), and empty ones, which servers send
    to keep the connection alive, are no values. A stream that begins with a record separator is a JSON text
    sequence (RFC 7464), whose values may be of several lines. The last value needs no end.
    """

    __slots__ = ("_is_sequence", "_pieces", "_size", "_try_at")

    def __init__(self) -> None:
        self._is_sequence: bool | None = None
        self._pieces: list[bytes] = []
        self._size = 0
        self._try_at = 0

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Give the values that end in this piece of the stream, each when it is asked for."""
        if self._is_sequence is None:
            chunk = b"".join([*self._pieces, chunk])
            self._pieces = []
            if _BOM.startswith(chunk[: len(_BOM)]) and len(chunk) < len(_BOM):
                self._pieces = [chunk]
                return
            chunk = chunk.removeprefix(_BOM).lstrip()
            if not chunk:
                return
            self._is_sequence = chunk.startswith(_SEPARATOR)
        separator = _SEPARATOR if self._is_sequence else b"\n"
        first, *rest = chunk.split(separator)
        self._pieces.append(first)
        self._size += len(first)
        if rest:
            yield from self._take()
            self._pieces = [rest.pop()]
            self._size = len(self._pieces[0])
            for text in rest:
                text = text.strip()
                if text:
                    yield text
        if self._is_sequence and chunk.endswith(b"\n") and self._size >= self._try_at:
            yield from self._early()

    def flush(self) -> Iterator[bytes]:
        """Give the value that the end of the stream ends."""
        yield from self._take()

    def _take(self) -> Iterator[bytes]:
        text = b"".join(self._pieces).strip()
        self._pieces = []
        self._size = self._try_at = 0
        if text:
            yield text

    def _early(self) -> Iterator[bytes]:
        """Give the value after the last separator if it is whole, so that it need not wait for the next one.

        A long one that is not is tried again when it is twice as long: the time stays linear.
        """
        text = b"".join(self._pieces)
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            self._pieces = [text]
            self._try_at = 2 * len(text) if len(text) > _SHORT else 0
        else:
            yield from self._take()
