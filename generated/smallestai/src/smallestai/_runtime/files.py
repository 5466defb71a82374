"""Files and binary bodies, as callers give them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any, TypeGuard, cast

from .kinds import is_bytes, is_tuple

if TYPE_CHECKING:
    from .sources import Source

__all__ = ["AsyncBodyInput", "BodyInput", "FileContent", "FileInput", "Upload"]

FileContent = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes]
"""What is in a file: bytes, the path of a file (as a `pathlib.Path`), or a file opened in binary mode.

A str is neither: it could be a path or the content. An open file is sent from where it stands, not closed.
"""

FileInput = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""A file to send: its content; or (file name, content), (file name, content, content type), and headers.

Without a file name, that of the path or open file is sent, or `upload`. In a tuple, None sends no name.
Without a content type, it is guessed from the file name.
"""

BodyInput = FileContent | Iterable[bytes]
"""A whole binary body: as in a file, or its pieces. An iterator can be sent only once."""

AsyncBodyInput = BodyInput | AsyncIterable[bytes]
"""A whole binary body in an async client."""

UNKNOWN = "application/octet-stream"


class Upload:
    """A file to send, its content found and looked at, but not read.

    Attributes:
        content: Bytes, or what gives them.
        name: The file name; None: none is sent.
        content_type: As given, or None.
        headers: Further headers of the part.
    """

    __slots__ = ("content", "content_type", "headers", "name")

    def __init__(
        self,
        content: bytes | Source,
        name: str | None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.content = content
        self.name = name
        self.content_type = content_type
        self.headers: Mapping[str, str] = headers or {}


def is_content(value: object) -> TypeGuard[FileContent]:
    """Return whether a value is the content of a file."""
    return is_bytes(value) or isinstance(value, os.PathLike) or callable(getattr(value, "read", None))


def is_file(value: object) -> bool:
    """Return whether a value is a `FileInput`."""
    if is_tuple(value):
        named = 2 <= len(value) <= 4 and (value[0] is None or isinstance(value[0], str))
        return named and is_content(value[1])
    return is_content(value)


def upload(value: Any, what: str) -> Upload:
    """Return a file to send.

    Args:
        value: A `FileInput`.
        what: What it is, for messages.

    Raises:
        TypeError: It is something else, such as a str or a file opened in text mode.
        ValueError: The file is closed.
        OSError: There is no such file, or it cannot be read.
    """
    name: str | None = None
    content_type: str | None = None
    headers: Mapping[str, str] | None = None
    content, is_named = value, False
    if is_tuple(value):
        if not 2 <= len(value) <= 4 or not (value[0] is None or isinstance(value[0], str)):
            raise TypeError(f"{what}: as a tuple, a file is (name, content[, content type[, headers]])")
        name, content, content_type, headers = (*value, None, None)[:4]
        is_named = True
    if isinstance(content, str):
        raise TypeError(
            f"{what}: a str may be a path or the content of a file; "
            "pass pathlib.Path(...) for a path, or encode it to bytes"
        )
    if not is_content(content):
        raise TypeError(
            f"{what}: a file must be bytes, a path or a file opened in binary mode, "
            f"not {type(content).__name__}"
        )
    return Upload(
        content_of(content, what), name if is_named else name_of(content) or "upload", content_type, headers
    )


def content_of(content: FileContent, what: str) -> bytes | Source:
    """Return what is in a file, or what gives it; see `upload` for the errors."""
    if is_bytes(content):
        return bytes(content)
    from .sources import FileSource, PathSource

    if isinstance(content, os.PathLike):
        return PathSource(content, what)
    return FileSource(cast("IO[bytes]", content), what)


def name_of(content: object) -> str | None:
    """Return the file name of a path, or of an open file that has one."""
    given: Any = getattr(content, "name", None)
    if isinstance(content, os.PathLike):
        given = os.fspath(cast("os.PathLike[str]", content))
    if not isinstance(given, (str, bytes)):
        return None
    name = os.path.basename(os.fsdecode(given))
    return None if not name or name.startswith("<") else name


def guessed_type(name: str | None) -> str | None:
    """Return the media type that a file name suggests; None when it does not."""
    if not name:
        return None
    from mimetypes import guess_type

    kind, encoding = guess_type(name)
    # A compressed file is not of the type that is inside it.
    return (
        {"gzip": "application/gzip", "bzip2": "application/x-bzip2"}.get(encoding, UNKNOWN)
        if encoding
        else kind
    )
