"""The headers of successes: made of the original document, and compared with what `typed_headers` gives."""

from __future__ import annotations

from typing import Any

from tests.roundtrip.equality import difference

from .answers import Answers
from .choices import is_sendable
from .documents import Json, Original, escaped
from .parts import COLLECTIONS, Parameter
from .styles import SEPARATORS, content, text
from .values import NONE, Kind

_OF_THE_BODY = ("content-type", "content-length", "content-encoding", "transfer-encoding", "connection")
"""These say how the answer is read, and are the transport's (OpenAPI 3.1 §4.8.17.1 leaves out the first)."""


def documented(original: Original, response: str) -> list[Parameter]:
    """The headers of a response, as parameters of style `simple` (OpenAPI 3.1 §4.8.21).

    Args:
        original: The document.
        response: Pointer of the Response Object.
    """
    listed = (original.at(response) or {}).get("headers")
    found = []
    for name in listed if isinstance(listed, dict) else ():
        pointer = original.place(f"{response}/headers/{escaped(name)}")
        value = original.at(pointer)
        if isinstance(value, dict) and name.lower() not in _OF_THE_BODY:
            found.append(_header(original, name, pointer, value))
    return found


def _header(original: Original, name: str, pointer: str, value: dict[str, Any]) -> Parameter:
    if original.is_swagger:
        style = COLLECTIONS[value.get("collectionFormat") or "csv"][0]
        return Parameter("header", name, False, pointer, "simple" if style == "form" else style, False)
    content = value.get("content")
    if isinstance(content, dict) and content:
        media_type = next(iter(content))
        schema = f"{pointer}/content/{escaped(media_type)}/schema"
        return Parameter("header", name, False, schema, "content", False, media_type)
    return Parameter("header", name, False, f"{pointer}/schema", "simple", value.get("explode") is True)


def made(answers: Answers, response: str, kind: Kind) -> list[tuple[Parameter, Json]]:
    """Headers with values that a header can carry; those for which no such value was found are left out."""
    found = []
    for parameter in documented(answers.original, response):
        for number in range(4):
            value = answers.values.make(parameter.schema, kind, str(number), plain=True)
            if value is not NONE and value is not None and value != "" and is_sendable(parameter, value):
                found.append((parameter, value))
                break
    return found


def written(parameter: Parameter, value: Json) -> str:
    """A header's text: style `simple`, not percent-encoded."""
    if parameter.style == "content":
        return content(parameter, value)
    if isinstance(value, list):
        return SEPARATORS.get(parameter.style, ",").join(map(text, value))
    if isinstance(value, dict):
        joint = "=" if parameter.explode else ","
        return ",".join(f"{name}{joint}{text(item)}" for name, item in value.items())
    return text(value)


def fault(sent: list[tuple[Parameter, Json]], typed: Any) -> str | None:
    """What is wrong with the typed headers that were read of these.

    Args:
        sent: The headers, and the JSON values that they stand for.
        typed: What `typed_headers` gave.
    """
    if typed.invalid_fields:
        return f"documented values are called invalid: {typed.invalid_fields}"
    own = {name.lower(): value for name, value in typed.to_dict().items()}
    received = {name: value for name, value in own.items() if name not in _OF_THE_BODY}
    wanted = {parameter.name.lower(): value for parameter, value in sent}
    for parameter, value in sent:
        if parameter.style in SEPARATORS and received.get(parameter.name.lower()) == written(
            parameter, value
        ):
            wanted[parameter.name.lower()] = written(parameter, value)  # a list for which there is no style
    for name in wanted.keys() | received.keys():
        if name not in wanted or name not in received or difference(wanted[name], received[name]) is not None:
            return f"header {name}: {received.get(name)!r:.100} for {wanted.get(name)!r:.100}"
    return None
