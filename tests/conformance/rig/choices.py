"""What callers of generated methods choose: media types, ways, and values that a place can carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from .documents import Json
from .parts import Parameter, essence

if TYPE_CHECKING:
    from .calls import Call

_RANGES: Final = {
    "image/*": "image/png",
    "audio/*": "audio/mpeg",
    "video/*": "video/mp4",
    "text/*": "text/plain",
}


def media_types(operation: dict[str, Any], way: dict[str, Any] | None) -> list[str]:
    """The media types of bodies that one way of calling a method takes, where callers say which."""
    saying = {each["python_name"] for each in operation["arguments"] if each["in"] == "content-type"}
    arguments = (way or operation)["arguments"]
    listed = [each["type"].get("values") for each in arguments if each["python_name"] in saying]
    return [each for values in listed for each in values or () if "*" not in each]


def takes_items(taking: Iterable[dict[str, Any]]) -> bool:
    """Whether a body is given as a list of items, not as text or bytes."""
    return any(each["in"] == "body" and each["type"].get("scalar") is None for each in taking)


def choose(call: Call, own: list[dict[str, Any]], way: dict[str, Any] | None, media_type: str | None) -> None:
    """Set the arguments by which callers say what is sent and what comes back.

    Args:
        call: The call.
        own: The arguments of the method.
        way: The way in which it is called.
        media_type: That of the body; None: the first one.
    """
    types = {each["python_name"]: each for each in (way["arguments"] if way else ())}
    if call.media is not None and essence(call.media.media_type) in _RANGES:
        # Which of the types of a range it is, only the caller knows.
        sent = _RANGES[essence(call.media.media_type)]
        call.arguments["request_options"] = {"headers": {"Content-Type": sent}}
    for argument in own:
        name = argument["python_name"]
        said = types.get(name, argument)
        if argument["in"] in ("content-type", "accept"):
            values = [each for each in said["type"].get("values") or [] if "*" not in each]
            if media_type in values and argument["in"] == "content-type":
                call.arguments[name] = media_type
            elif values and (said["required"] or call.kind == "everything"):
                call.arguments[name] = values[0]
        elif way and _is_fixed(said["type"]) and name in call.arguments:
            values = said["type"]["values"]
            if call.arguments[name] not in values:
                call.arguments[name] = values[0]
                if isinstance(call.body, dict) and argument["in"] == "body-field":
                    call.body[argument["wire_name"]] = values[0]
        elif way and said["required"] and name not in call.arguments and said["type"].get("values"):
            call.arguments[name] = said["type"]["values"][0]
            if argument["in"] == "body-field" and isinstance(call.body, dict):
                call.body[argument["wire_name"]] = said["type"]["values"][0]


def _is_fixed(type: dict[str, Any]) -> bool:
    return type.get("kind") == "constant" and not type["open"]


def is_sendable(parameter: Parameter, value: Json) -> bool:
    """Whether a parameter's place can carry a value so that it can be read again.

    Headers and cookies are not encoded (RFC 9110 §5.5, RFC 6265 §4.1.1); OpenAPI says of `spaceDelimited` and
    `pipeDelimited` nothing of separators inside of values.
    """
    texts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
    refused = {"header": ",;", "cookie": ' ",;\\'}.get(parameter.place)
    if refused is None:
        refused = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}.get(parameter.style)
        return refused is None or not any(isinstance(each, str) and refused in each for each in texts)
    # Space around a value is no part of it, and nothing is one item less.
    return all(
        each.isascii()
        and each.isprintable()
        and not set(refused) & set(each)
        and each == each.strip()
        and (each or not isinstance(value, list))
        for each in texts
        if isinstance(each, str)
    )
