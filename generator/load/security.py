"""What documents need that do not say it: they have a scheme that nothing references, or only its header."""

from __future__ import annotations

from generator.load import tags
from generator.load.document import Document, JsonValue

JsonMap = dict[str, JsonValue]


def says(document: Document) -> bool:
    """Whether a document has a requirement anywhere."""
    places = [document.data.get("security"), *(one.get("security") for one in tags.operations(document))]
    return any(requirement for place in places if isinstance(place, list) for requirement in place)


def inferred(operation: JsonMap, item: JsonMap, own: list[str], schemes: JsonMap) -> list[JsonValue] | None:
    """The requirement of an operation of a document that has none, beside others that have some; None if
    there is nothing to go by.

    Args:
        operation: The operation.
        item: Its path.
        own: Names of the schemes that its document declares.
        schemes: The schemes of all documents.
    """
    headers = [
        (str(parameter.get("name")).lower(), parameter.get("required") is True)
        for holder in (item, operation)
        for parameter in _list(holder.get("parameters"))
        if isinstance(parameter, dict) and parameter.get("in") == "header"
    ]
    known = dict(headers)
    asked = {
        name: known[header]
        for name, scheme in schemes.items()
        if (header := _header(scheme)) in known and (name in own or not own)
    }
    names = sorted(asked) if not own else sorted(own)
    if not names:
        return None
    alternatives: list[JsonValue] = [{name: []} for name in names]
    return alternatives if any(asked.values()) else [*alternatives, {}]


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _header(scheme: JsonValue) -> str:
    """The header that a scheme's credential travels in, in lower case; empty if it does not."""
    if not isinstance(scheme, dict):
        return ""
    if scheme.get("type") == "apiKey":
        return str(scheme.get("name")).lower() if scheme.get("in") == "header" else ""
    return "authorization" if scheme.get("type") in {"http", "oauth2", "openIdConnect", "bearer"} else ""
