"""Where an original document says what is sent and answered, the same for every version of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .documents import Json, Original, escaped

COLLECTIONS = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("tabDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as it is documented.

    Attributes:
        place: `path`, `query`, `header`, `cookie`, `querystring`; of Swagger also `formData`.
        name: On the wire.
        required: Whether it must be sent.
        schema: Pointer of its schema.
        style: How it is written; `content` where a media type says it.
        explode: As in OpenAPI.
        media_type: Of `content`.
    """

    place: str
    name: str
    required: bool
    schema: str
    style: str
    explode: bool
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """One media type of a request body or of a response: pointers of its schema and of what holds it."""

    media_type: str
    schema: str | None
    holder: str


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case (RFC 9110 §8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether bodies of a media type are JSON (RFC 6839 §3.1)."""
    kind = essence(media_type)
    return kind in ("application/json", "text/json", "*/*", "application/*") or kind.endswith("+json")


def parameters(original: Original, operation: str, path: str) -> list[Parameter]:
    """The parameters of an operation, those of its path included."""
    return [
        _parameter(original, pointer, value)
        for (place, _), (pointer, value) in original.parameters(operation, path).items()
        if place != "body"
    ]


def _parameter(original: Original, pointer: str, value: dict[str, Any]) -> Parameter:
    place, name = value["in"], value["name"]
    required = value.get("required") is True or place == "path"
    if original.is_swagger:
        style, explode = COLLECTIONS[value.get("collectionFormat") or "csv"]
        style = "simple" if place in ("path", "header") and style == "form" else style
        return Parameter(place, name, required, pointer, style, explode)
    content = value.get("content")
    if isinstance(content, dict) and content:
        media_type = next(iter(content))
        schema = f"{pointer}/content/{escaped(media_type)}/schema"
        return Parameter(place, name, required, schema, "content", False, media_type)
    style = value.get("style") or ("simple" if place in ("path", "header") else "form")
    explode = value.get("explode", style in ("form", "cookie"))
    # Some documents of OpenAPI 3 write the type of a parameter as Swagger 2.0 did.
    schema = pointer if "schema" not in value and "type" in value else f"{pointer}/schema"
    return Parameter(place, name, required, schema, style, bool(explode))


def bodies(original: Original, operation: str, path: str) -> tuple[list[Body], bool]:
    """The media types of a request body, and whether one must be sent."""
    if original.is_swagger:
        return _swagger_bodies(original, operation, path)
    pointer = original.place(f"{operation}/requestBody")
    value = original.at(pointer)
    if not isinstance(value, dict):
        return [], False
    return _contents(original, pointer, value), value.get("required") is True


def _swagger_bodies(original: Original, operation: str, path: str) -> tuple[list[Body], bool]:
    given = original.parameters(operation, path)
    kinds = (original.at(operation) or {}).get("consumes") or original.data.get("consumes") or []
    for (place, _), (pointer, value) in given.items():
        if place == "body":
            schema = original.place(f"{pointer}/schema")
            return [Body(kind, schema, pointer) for kind in kinds or ["application/json"]], value.get(
                "required"
            ) is True
    if any(place == "formData" for place, _ in given):
        files = any(value.get("type") == "file" for _, value in given.values())
        kinds = [kind for kind in kinds if kind in FORMS] or [FORMS[1] if files else FORMS[0]]
        kinds = [FORMS[1]] if files else kinds
        needed = any(
            value.get("required") is True for (place, _), (_, value) in given.items() if place == "formData"
        )
        return [Body(kind, None, operation) for kind in kinds], needed
    return [], False


def _contents(original: Original, pointer: str, value: dict[str, Any]) -> list[Body]:
    content = value.get("content")
    found = []
    for media_type in content if isinstance(content, dict) else ():
        holder = original.place(f"{pointer}/content/{escaped(media_type)}")
        held = original.at(holder)
        has_schema = isinstance(held, dict) and "schema" in held
        has_items = isinstance(held, dict) and "itemSchema" in held
        schema = f"{holder}/schema" if has_schema else f"{holder}/itemSchema" if has_items else None
        found.append(Body(media_type, schema, holder))
    return found


def answers(original: Original, operation: str, response: str) -> list[Body]:
    """The media types of a response; none where it has no body."""
    value = original.at(response)
    if not isinstance(value, dict):
        return []
    if not original.is_swagger:
        return _contents(original, response, value)
    own = (original.at(operation) or {}).get("produces") or []
    if "schema" not in value:
        # By the letter there is no content; an operation that says what it produces means otherwise.
        return [Body(kind, None, response) for kind in own]
    kinds = own or original.data.get("produces") or ["application/json"]
    return [Body(kind, f"{response}/schema", response) for kind in kinds]


def servers(original: Original, operation: str, path: str) -> list[str]:
    """The base URLs of an operation with the defaults of their variables; relative ones as written."""
    if original.is_swagger:
        host, base = original.data.get("host"), original.data.get("basePath") or ""
        schemes = (original.at(operation) or {}).get("schemes") or original.data.get("schemes") or ["https"]
        return [f"{scheme}://{host}{base}" if host else base for scheme in schemes]
    for holder in (original.at(operation), original.at(f"#/paths/{escaped(path)}"), original.data):
        listed = holder.get("servers") if isinstance(holder, dict) else None
        if listed:
            return [_url(each) for each in listed if isinstance(each, dict)]
    return [""]


def _url(server: dict[str, Json]) -> str:
    url = str(server.get("url", ""))
    for name, variable in (server.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return url


def unnamed(original: Original) -> dict[str, Json]:
    """Every security scheme that is documented."""
    holder = original.data if original.is_swagger else original.data.get("components") or {}
    schemes = holder.get("securityDefinitions" if original.is_swagger else "securitySchemes") or {}
    return {name: original.follow(scheme) for name, scheme in schemes.items()}


def security(original: Original, operation: str) -> list[dict[str, Json]]:
    """What an operation needs, each scheme by its object: one of the list, all of its entries."""
    own = (original.at(operation) or {}).get("security")
    listed = own if isinstance(own, list) else original.data.get("security") or []
    place = "#/securityDefinitions" if original.is_swagger else "#/components/securitySchemes"
    return [
        {name: original.follow(original.at(f"{place}/{escaped(name)}")) for name in each}
        for each in listed
        if isinstance(each, dict)
    ]
