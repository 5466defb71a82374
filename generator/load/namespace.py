"""Put all of a document into one namespace of an SDK that is made of several."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load import pointer as pointers
from generator.load.composed import ComposedDocument, Origins
from generator.load.document import Document, JsonValue

NAMESPACE = "x-sdksmith-namespace"
SERVICE = "x-sdksmith-service"
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


def in_namespace(document: Document, namespace: tuple[str, ...] | None) -> Document:
    """The document, whose operations say which namespace they are in, and its servers which service they are.

    Args:
        document: Any document; it is not changed.
        namespace: Groups under the client; None or empty: the document is returned as it is.

    Returns:
        A document in which operations carry `x-sdksmith-namespace`, and its servers `x-sdksmith-service`:
        the name that all of them have by `x-fern-server-name`, else the namespace's last group.
    """
    if not namespace:
        return document
    origins: Origins = {pointers.ROOT: (document, pointers.ROOT)}
    data = dict(document.data)
    for section in ("paths", "webhooks"):
        items = data.get(section)
        if isinstance(items, dict):
            data[section] = {
                path: _marked(item, namespace, pointers.join(section, path), document, origins)
                for path, item in items.items()
            }
    servers = data.get("servers")
    if isinstance(servers, list):
        service = _service(servers) or namespace[-1]
        data["servers"] = [
            {SERVICE: service, **server} if isinstance(server, dict) else server for server in servers
        ]
        for number in range(len(servers)):
            here = pointers.join("servers", number)
            origins[pointers.child(here, SERVICE)] = (document, here)
    return ComposedDocument(data, (document,), origins)


def _marked(
    item: JsonValue, namespace: tuple[str, ...], here: str, document: Document, origins: Origins
) -> JsonValue:
    if not isinstance(item, dict):
        return item
    result = dict(item)
    for holder, below, name in _operations(result, here):
        operation = holder[name]
        if isinstance(operation, dict):
            at = pointers.child(below, name)
            holder[name] = {NAMESPACE: list(namespace), **operation}
            origins[pointers.child(at, NAMESPACE)] = (document, at)
    return result


def _operations(item: dict[str, JsonValue], here: str) -> Iterator[tuple[dict[str, JsonValue], str, str]]:
    """What holds the operations of a path item, where that stands, and their names in it."""
    yield from ((item, here, name) for name in list(item) if name.lower() in _METHODS)
    additional = item.get("additionalOperations")
    if isinstance(additional, dict):
        item["additionalOperations"] = additional = dict(additional)
        at = pointers.child(here, "additionalOperations")
        yield from ((additional, at, name) for name in list(additional))


def _service(servers: list[JsonValue]) -> str | None:
    named = {
        name if isinstance(name := server.get("x-fern-server-name"), str) else None
        for server in servers
        if isinstance(server, dict)
    }
    return named.pop() if len(named) == 1 else None
