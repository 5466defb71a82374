"""`schemes`, `host` and `basePath` of 2.0 as servers."""

from __future__ import annotations

from generator.load import pointer
from generator.spec.model import Server
from generator.spec.reader import JsonMap, Reader

_BEST_FIRST = ("https", "http", "wss", "ws")


def servers(reader: Reader, source: JsonMap, here: str) -> tuple[Server, ...]:
    """The servers of a document, or of an operation that has its own `schemes`; the safest first.

    Without a `host` it is the one that the document came from (§Swagger Object): the URL is relative then.
    """
    data = reader.document.data
    if here != pointer.ROOT and "schemes" not in source:
        return ()
    host = (reader.text(data, "host", pointer.ROOT) or "").strip().strip("/")
    base = (reader.text(data, "basePath", pointer.ROOT) or "").strip().strip("/")
    path = f"/{base}" if base else ""
    if not host:
        return (Server(pointer.join("basePath"), path),) if path and here == pointer.ROOT else ()
    given = [scheme.lower() for scheme in reader.strings(source, "schemes", here)] or ["https"]
    known = [scheme for scheme in _BEST_FIRST if scheme in given]
    at = pointer.join("host") if here == pointer.ROOT else pointer.child(here, "schemes")
    if "://" in host:  # not allowed, and plain
        return (Server(at, f"{host}{path}"),)
    return tuple(Server(at, f"{scheme}://{host}{path}") for scheme in known or ["https"])
