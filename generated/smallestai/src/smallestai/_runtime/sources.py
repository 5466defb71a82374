"""Bodies that are read while they are sent, so that a large one is never in memory as a whole.

A body is sent again, after a failure or a redirect, only when it gives the same bytes again: files are opened
anew or put back to where they stood; an iterator that has been started cannot be.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterable
from typing import IO, Any

from .kinds import is_bytes

__all__ = ["FileSource", "IterableSource", "PathSource", "Source", "StreamedBody"]

CHUNK = 256 * 1024
"""Bytes read from a file at a time."""


class Source:
    """Something that gives bytes when it is sent.

    Attributes:
        length: How many; None when that is not known.
        is_ready: Whether it can be sent from its beginning.
        is_async: Whether only an async client can send it.
    """

    __slots__ = ("length", "what")

    is_async = False

    def __init__(self, what: str, length: int | None) -> None:
        self.what = what
        self.length = length

    @property
    def is_ready(self) -> bool:
        """Whether it can be sent from its beginning."""
        raise NotImplementedError

    def chunks(self) -> Generator[bytes, None, None]:
        """Give the bytes, from the beginning; what was opened for it is closed with the generator."""
        raise NotImplementedError

    def async_chunks(self) -> AsyncGenerator[bytes, None]:
        """Give the bytes without blocking other tasks."""
        raise NotImplementedError


class _Reading:
    """A file being read, in steps that may run in another thread."""

    __slots__ = ("_file", "_is_closed", "_left", "_source")

    def __init__(self, source: _InFile) -> None:
        self._source = source
        self._left = source.length
        self._file: IO[bytes] | None = None
        self._is_closed = False

    def start(self) -> None:
        file = self._file = self._source.start()
        if self._is_closed and self._source.is_ours:
            # Given up while the file was being opened in its thread.
            file.close()

    def next(self) -> bytes:
        """Return the next bytes; none at the end."""
        assert self._file is not None
        if self._left == 0:
            return b""
        piece: Any = self._file.read(CHUNK if self._left is None else min(CHUNK, self._left))
        if not is_bytes(piece):
            raise TypeError(f"{self._source.what}: reading the file gave {type(piece).__name__}, not bytes")
        if self._left is not None:
            if not piece:
                raise OSError(f"{self._source.what}: the file has become shorter since the call began")
            self._left -= len(piece)
        return bytes(piece)

    def close(self) -> None:
        self._is_closed = True
        if self._file is not None and self._source.is_ours:
            self._file.close()


class _InFile(Source):
    """Bytes in a file: `start` returns it, at the beginning of what is sent."""

    __slots__ = ()

    is_ours = False

    def start(self) -> IO[bytes]:
        """Return the file, open, where the bytes begin."""
        raise NotImplementedError

    def chunks(self) -> Generator[bytes, None, None]:
        reading = _Reading(self)
        try:
            reading.start()
            while piece := reading.next():
                yield piece
        finally:
            reading.close()

    async def async_chunks(self) -> AsyncGenerator[bytes, None]:
        from anyio import to_thread

        reading = _Reading(self)
        try:
            await to_thread.run_sync(reading.start)
            while piece := await to_thread.run_sync(reading.next):
                yield piece
        finally:
            # Closing a file that was only read does not wait for the disk.
            reading.close()


class PathSource(_InFile):
    """A file by its path: opened for each attempt, and closed after it.

    Raises:
        OSError: There is no such file, it is a directory, or it cannot be read.
    """

    __slots__ = ("_is_regular", "_is_started", "_path")

    is_ours = True

    def __init__(self, path: os.PathLike[str], what: str) -> None:
        from stat import S_ISDIR, S_ISREG

        facts = os.stat(path)
        if S_ISDIR(facts.st_mode):
            raise IsADirectoryError(f"{what}: {os.fspath(path)} is a directory")
        self._is_regular = S_ISREG(facts.st_mode)
        if self._is_regular:
            with open(
                path, "rb"
            ):  # or a file that may not be read would be noticed when the request is half sent
                pass
        self._path = path
        self._is_started = False
        super().__init__(what, facts.st_size if self._is_regular else None)

    @property
    def is_ready(self) -> bool:
        return self._is_regular or not self._is_started

    def start(self) -> IO[bytes]:
        self._is_started = True
        return open(self._path, "rb")


class FileSource(_InFile):
    """An open file of the caller's: sent from where it stands, put back there to be sent again, never closed.

    Raises:
        TypeError: It was opened in text mode, or only for writing.
        ValueError: It is closed.
    """

    __slots__ = ("_file", "_is_started", "_start")

    def __init__(self, file: IO[bytes], what: str) -> None:
        _check_file(file, what)
        self._file = file
        self._is_started = False
        self._start: int | None = None
        length: int | None = None
        try:
            self._start = file.tell()
            file.seek(0, os.SEEK_END)
            length = max(0, file.tell() - self._start)
            file.seek(self._start)
        except (AttributeError, OSError):
            self._start = length = None
        super().__init__(what, length)

    @property
    def is_ready(self) -> bool:
        return self._start is not None or not self._is_started

    def start(self) -> IO[bytes]:
        self._is_started = True
        if self._start is not None:
            self._file.seek(self._start)
        return self._file


def _check_file(file: Any, what: str) -> None:
    import io

    if getattr(file, "closed", False):
        raise ValueError(f"{what}: the file is closed")
    if hasattr(file, "__aiter__"):
        raise TypeError(f"{what}: an async file cannot be read here; pass its path, or a plain open file")
    if isinstance(file, io.TextIOBase) or isinstance(getattr(file, "encoding", None), str):
        raise TypeError(f'{what}: the file is open in text mode; open it with mode "rb"')
    readable = getattr(file, "readable", None)
    if callable(readable) and not readable():
        raise TypeError(f'{what}: the file is open only for writing; open it with mode "rb"')


class IterableSource(Source):
    """The pieces, or values, of an iterable. An iterator can be sent once; other iterables again and again.

    Args:
        values: What is iterated over, sync or async. A sync one is advanced in an async client's event loop.
        encode: Gives the bytes of each.
        what: What it is, for messages.
    """

    __slots__ = ("_encode", "_is_started", "_values", "is_async")

    def __init__(
        self, values: Iterable[Any] | AsyncIterable[Any], encode: Callable[[Any], bytes], what: str
    ) -> None:
        self._values = values
        self._encode = encode
        self._is_started = False
        self.is_async = not isinstance(values, Iterable)
        super().__init__(what, None)

    @property
    def is_ready(self) -> bool:
        return not self._is_started or not hasattr(self._values, "__anext__" if self.is_async else "__next__")

    def chunks(self) -> Generator[bytes, None, None]:
        values: Any = self._values
        self._is_started = True
        try:
            for value in values:
                if piece := self._encode(value):
                    yield piece
        finally:
            # Nobody can go on with a generator that was given up half-way.
            if isinstance(values, Generator):
                values.close()

    async def async_chunks(self) -> AsyncGenerator[bytes, None]:
        values: Any = self._values
        self._is_started = True
        try:
            if self.is_async:
                async for value in values:
                    if piece := self._encode(value):
                        yield piece
            else:
                for value in values:
                    if piece := self._encode(value):
                        yield piece
        finally:
            if isinstance(values, Generator):
                values.close()
            elif isinstance(values, AsyncGenerator):
                await values.aclose()


def piece_of(value: Any) -> bytes:
    """Return a piece of a binary body as bytes."""
    if not is_bytes(value):
        raise TypeError(f"the pieces of a body must be bytes, not {type(value).__name__}")
    return bytes(value)


class StreamedBody:
    """The body of a request, read while it is sent.

    Args:
        pieces: Its bytes, in order, or what gives them.

    Attributes:
        length: How many bytes; None when that is not known, and it is sent in chunks (RFC 9112, section 7.1).
    """

    __slots__ = ("_pieces", "length")

    def __init__(self, pieces: Iterable[bytes | Source]) -> None:
        self._pieces = tuple(pieces)
        length: int | None = 0
        for piece in self._pieces:
            more = len(piece) if isinstance(piece, bytes) else piece.length
            length = None if length is None or more is None else length + more
        self.length = length

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {'?' if self.length is None else self.length} bytes>"

    @property
    def is_ready(self) -> bool:
        """Whether it can be sent (again) from its beginning."""
        return all(isinstance(piece, bytes) or piece.is_ready for piece in self._pieces)

    def chunks(self) -> Generator[bytes, None, None]:
        """Give the bytes; close the generator to close the files that were opened for it.

        Raises:
            RuntimeError: They cannot be given again.
        """
        self._check()
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece.chunks()

    async def async_chunks(self) -> AsyncGenerator[bytes, None]:
        """Give the bytes without blocking other tasks; files are read in a worker thread."""
        self._check()
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                chunks = piece.async_chunks()
                try:
                    async for chunk in chunks:
                        yield chunk
                finally:
                    await chunks.aclose()

    def check_sync(self) -> None:
        """Raise TypeError when only an async client can send it."""
        for piece in self._pieces:
            if not isinstance(piece, bytes) and piece.is_async:
                raise TypeError(f"{piece.what}: an async iterator can be sent by the async client only")

    def _check(self) -> None:
        if not self.is_ready:
            raise RuntimeError("the body cannot be sent again: its iterator has been used")
