"""Bodies for the tests: ways to send them, and what they are on the wire."""

from __future__ import annotations

import io
import pathlib
from collections.abc import Iterator
from typing import Any

from generator.runtime.contents import Content, Part
from generator.runtime.sdk import Operation

from .harness import Runner, Server, answer

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
JSON_TYPE = "Content-Type: application/json"
END = "--B--\r\n"

BINARY: Operation[None] = Operation(
    "POST", "/x", bodies=(Content("application/octet-stream"), Content("image/*"))
)
FILES: Operation[None] = Operation(
    "POST", "/x", bodies=(Content(MULTIPART, parts={"f": Part(is_file=True)}),)
)


def sent_body(run: Runner, operation: Operation[Any], **arguments: Any) -> tuple[str | None, bytes]:
    """Call an operation; return the Content-Type and the body that it sends."""
    server = Server(answer({}))
    run(lambda client: client.campaigns.call(operation, **arguments), server)
    request = server.request
    assert "transfer-encoding" not in request.headers
    assert request.headers.get("content-length", "0") == str(len(request.content))
    return request.headers.get("content-type"), request.content


def post(*bodies: Content, method: str = "POST", nullable: frozenset[str] = frozenset()) -> Operation[None]:
    """Return an operation that takes these bodies."""
    return Operation(method, "/x", bodies=bodies, nullable=nullable)


def part(text: str, *headers: str) -> str:
    """Return one part of a multipart body."""
    return "\r\n".join(["--B", *headers, "", text, ""])


def named(name: str, text: str, *headers: str) -> str:
    """Return one part of a form."""
    return part(text, f'Content-Disposition: form-data; name="{name}"', *headers)


def filed(name: str, text: str, filename: str, content_type: str) -> str:
    """Return one part of a form that is a file."""
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
    return part(text, disposition, f"Content-Type: {content_type}")


def upload(run: Runner, server: Server, body: Any, **options: Any) -> None:
    """Send a whole body."""
    run(lambda client: client.campaigns.call(BINARY, body=body), server, **options)


def bodies(server: Server) -> list[bytes]:
    """Return the bodies that came."""
    return [request.content for request in server.requests]


def file_of(content: bytes, name: str, directory: pathlib.Path) -> pathlib.Path:
    """Write a file."""
    path = directory / name
    path.write_bytes(content)
    return path


class Pipe(io.RawIOBase):
    """A file that cannot be sought."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def pieces(*values: bytes) -> Iterator[bytes]:
    """Give some bytes, once."""
    yield from values
