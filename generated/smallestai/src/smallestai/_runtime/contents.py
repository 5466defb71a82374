"""The records by which an operation says how its parts travel: parameters, bodies, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

__all__ = [
    "JSON",
    "Content",
    "Events",
    "HeadersOf",
    "Lines",
    "Part",
    "Reader",
    "Readers",
    "Streamed",
    "Style",
    "Within",
]

H = TypeVar("H", covariant=True)

NO_MEMBERS: Mapping[str, Any] = {}


class Style:
    """How one parameter is written (OpenAPI 3.1, 4.8.12.3 to 4.8.12.6; 3.2, 4.12.3).

    Args:
        name: `simple`, `label`, `matrix`, `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`, `cookie`;
            or `content`, where the value is written as the media type says.
        explode: Whether each item or member is a parameter of its own.
        reserved: Whether reserved characters (RFC 3986, section 2.2) stay as they are.
        media_type: Of `content`.
    """

    __slots__ = ("explode", "media_type", "name", "reserved")

    def __init__(
        self, name: str, *, explode: bool = False, reserved: bool = False, media_type: str | None = None
    ) -> None:
        self.name = name
        self.explode = explode
        self.reserved = reserved
        self.media_type = media_type


class Part:
    """How one member of a form or of a multipart body is written (OpenAPI 3.1, 4.8.15, Encoding Object).

    Args:
        content_type: Its media type. Of several, separated by commas, or of a range, that which the name of
            the file suggests is sent, or else the first. None: as the value has it (text, JSON for objects; a
            file's by its name, or `application/octet-stream`).
        style: How it is written instead (as a query parameter is).
        headers: Further headers of the part.
        is_file: Whether it is a file, or several: then a plain str is refused, which could be a path or the
            content.
        is_base64: Whether bytes are written as base64, as in JSON, and not as they are.
    """

    __slots__ = ("content_type", "headers", "is_base64", "is_file", "style")

    def __init__(
        self,
        content_type: str | None = None,
        *,
        style: Style | None = None,
        headers: Mapping[str, str] = NO_MEMBERS,
        is_file: bool = False,
        is_base64: bool = False,
    ) -> None:
        self.content_type = content_type
        self.style = style
        self.headers = headers
        self.is_file = is_file
        self.is_base64 = is_base64


class Content:
    """One way to send the body of a request.

    Args:
        media_type: As sent in `Content-Type`. JSON types, forms, multipart and JSON in lines are encoded; the
            body of any other type is text or bytes, as it is, from memory, a file or an iterator. In a range,
            such as `image/*`, the call or the name of the file says which type it is.
        parts: Members of a form or of a multipart body that are not written in the default way.
        required: Wire names of members without which the body is not complete. Only said of operations
            with several ways, since no signature can ask for them.
        others: Wire names of members that only other ways of the operation have; given, they are refused.
    """

    __slots__ = ("media_type", "others", "parts", "required")

    def __init__(
        self,
        media_type: str,
        *,
        parts: Mapping[str, Part] = NO_MEMBERS,
        required: tuple[str, ...] = (),
        others: tuple[str, ...] = (),
    ) -> None:
        self.media_type = media_type
        self.parts = parts
        self.required = required
        self.others = others


JSON = Content("application/json")


class Streamed:
    """An answer that is a sequence of values, which are read one by one.

    Args:
        item: Returns the type of a value.
    """

    __slots__ = ("item",)

    def __init__(self, item: Callable[[], Any]) -> None:
        self.item = item


class Events(Streamed):
    """Server-sent events (HTML, section 9.2).

    Args:
        item: Returns the type of a value.
        whole: The value is the event as an object (`event`, `data`, `id`, `retry`), not what `data` holds.
        end: What `data` says at the end of the stream.
    """

    __slots__ = ("end", "whole")

    def __init__(
        self, item: Callable[[], Any], *, whole: bool = False, end: tuple[str, ...] = ("[DONE]",)
    ) -> None:
        super().__init__(item)
        self.whole = whole
        self.end = end


class Lines(Streamed):
    """JSON values, one a line (JSON Lines, NDJSON), or each after a record separator (RFC 7464)."""

    __slots__ = ()


class Within:
    """An answer of which one member is returned.

    Args:
        body: Returns the type of the whole body.
        path: Python names of members inside each other, from the body down. Where one is missing, None is
            returned.
    """

    __slots__ = ("body", "path")

    def __init__(self, body: Callable[[], Any], *path: str) -> None:
        self.body = body
        self.path = path

    def __call__(self) -> Any:
        """Return the type of the whole body."""
        return self.body()


Reader = Callable[[], Any] | Streamed | None
"""How a body is read: a function that returns its type, a sequence of values, or None when there is no body.

`bytes` is the body as it is; `str` is the text of a body that is not JSON.
"""

Readers = Mapping[str, Reader]
"""How a body is read, by its media type. The first is what is asked for."""


class HeadersOf(Generic[H]):
    """The documented headers of an answer.

    Args:
        model: Returns the model whose fields they are.
    """

    __slots__ = ("model",)

    def __init__(self, model: Callable[[], type[H]]) -> None:
        self.model = model
