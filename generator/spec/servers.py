"""Servers (OpenAPI 3.1 §4.8.5, §4.8.6; 3.2 gives them a name)."""

from __future__ import annotations

from generator.load import pointer
from generator.spec.model import Server, ServerVariable
from generator.spec.reader import JsonMap, Reader


def read_servers(reader: Reader, source: JsonMap, here: str) -> tuple[Server, ...]:
    """The `servers` of a document, path item or operation."""
    found = (read_server(reader, value, at) for value, at in reader.elements(source, "servers", here))
    return tuple(server for server in found if server is not None)


def read_server(reader: Reader, source: JsonMap, here: str) -> Server | None:
    """A Server Object; None when it has no URL (reported)."""
    url = reader.text(source, "url", here)
    if url is None:
        reader.report(pointer.child(here, "url"), "a server needs `url`")
        return None
    return Server(
        pointer=here,
        url=url,
        description=reader.text(source, "description", here),
        name=reader.text(source, "name", here) or reader.text(source, "x-fern-server-name", here),
        variables=tuple(
            ServerVariable(
                name=name,
                default=reader.text(variable, "default", place) or "",
                enum=reader.strings(variable, "enum", place),
                description=reader.text(variable, "description", place),
            )
            for name, variable, place in reader.objects(source, "variables", here)
        ),
        service=reader.text(source, "x-sdksmith-service", here),
    )
