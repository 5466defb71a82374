"""Bodies to files: what comes in pieces is written in pieces, and a file of a path is whole or not there."""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
from shutil import copymode
from typing import IO, TypeAlias, cast

__all__ = ["FileTarget", "Sink", "positive"]

FileTarget: TypeAlias = "str | os.PathLike[str] | IO[bytes]"
"""A path, or a file that is open for writing bytes."""


def positive(chunk_size: int) -> int:
    """Return how many bytes are held at a time; raise ValueError where that is none."""
    if chunk_size < 1:
        raise ValueError(f"chunk_size must be 1 or more; got {chunk_size}")
    return chunk_size


class Sink:
    """Where a body is written.

    To a path it goes into a new file beside it, which takes its place when the body is complete: nobody sees
    half of it, and what was there before stays if the body breaks. A path that is no regular file (a pipe, a
    device) and an open file are written to directly; the latter stays open.

    Args:
        target: The path, or the open file.

    Raises:
        TypeError: It is neither, or a file that is open for text.
        OSError: It cannot be written.
    """

    __slots__ = ("_final", "_part", "file", "written")

    def __init__(self, target: FileTarget) -> None:
        self.written = 0
        self._final: str | None = None
        self._part: str | None = None
        self.file: IO[bytes]
        if not isinstance(target, (str, os.PathLike)):
            if isinstance(target, io.TextIOBase):
                raise TypeError("the file must be open for bytes ('wb'), not for text")
            if not callable(getattr(target, "write", None)):
                raise TypeError(f"a body is written to a path or an open file, not {type(target).__name__}")
            self.file = target
            return
        path = os.path.realpath(target)  # what a link points to is replaced, and not the link
        self._final = path
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            mode = stat.S_IFREG
        if stat.S_ISREG(mode):
            folder, name = os.path.split(path)
            part = os.path.join(folder, f".{name[:80]}.{os.urandom(6).hex()}.part")
            self.file = open(part, "xb")  # noqa: SIM115  # closed by `finish` and `abandon`
            self._part = part
        else:
            self.file = open(path, "wb")  # noqa: SIM115

    def write(self, chunk: bytes) -> None:
        """Write one piece."""
        self.written += len(chunk)
        rest = memoryview(chunk)
        while rest:
            # A file without a buffer may take less than it is given; one of another make may not say.
            taken = cast("int | None", self.file.write(rest))
            rest = rest[len(rest) if taken is None else taken :]

    def finish(self) -> int:
        """End a complete body; return how many bytes it had."""
        if self._final is not None:
            self.file.close()
            if self._part is not None:
                with suppress(FileNotFoundError):
                    copymode(self._final, self._part)
                os.replace(self._part, self._final)
                self._part = None
        return self.written

    def abandon(self) -> None:
        """End a body that broke, or was finished already."""
        if self._final is not None:
            self.file.close()
        if self._part is not None:
            with suppress(FileNotFoundError):
                os.unlink(self._part)
            self._part = None
