"""What extensions change of a document, so that the judges go by what its author means.

Read here anew from what their vendors say of them; nothing is taken from the generator.
"""

from __future__ import annotations

from typing import Any, Final

from .documents import METHODS, Json, Original, walk

_SKIPS: Final = ("x-sdksmith-skip", "x-fern-ignore", "x-speakeasy-ignore", "x-stainless-skip", "x-internal")
_STREAMS: Final = ("x-sdksmith-streaming", "x-fern-streaming")
_KINDS: Final = {"sse": "text/event-stream", "json": "application/x-ndjson"}

_FERN: Final = {"value", "name", "description", "casing"}


def amended(original: Original) -> Original:
    """The same document, changed in place: without what is to be left out, and with the streams it means."""
    for here in walk(original.data):
        _leave_out(original, here)
        listed = here.get("enum")
        if isinstance(listed, list) and listed and all(map(_has_value, listed)) and "type" in here:
            # Fern's own way to write a value, with its name and description.
            here["enum"] = [each["value"] for each in listed]
    paths = original.data.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        held = original.follow(item)
        for method in METHODS if isinstance(held, dict) else ():
            operation = held.get(method)
            if isinstance(operation, dict):
                _stream(original, operation)
    return original


def _leave_out(original: Original, here: dict[str, Json]) -> None:
    """Take parameters and members away that are not for SDKs; what is required stays."""
    parameters = here.get("parameters")
    if isinstance(parameters, list):
        here["parameters"] = [
            each
            for each in parameters
            if not _is_skipped(found := original.follow(each)) or found.get("required") is True
        ]
    properties, required = here.get("properties"), here.get("required")
    if isinstance(properties, dict):
        here["properties"] = {
            name: each
            for name, each in properties.items()
            if not _is_skipped(each) or (isinstance(required, list) and name in required)
        }


def _has_value(listed: Json) -> bool:
    return isinstance(listed, dict) and "value" in listed and listed.keys() <= _FERN


def _is_skipped(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    said = [value.get(name) for name in _SKIPS]
    return any(each is True or (isinstance(each, list) and "python" in each) for each in said)


def _stream(original: Original, operation: dict[str, Any]) -> None:
    said = next((operation[name] for name in _STREAMS if name in operation), None)
    said = {} if said is True else said
    if not isinstance(said, dict) or said.get("format", "json") not in _KINDS:
        return
    media_type = _KINDS[said.get("format", "json")]
    responses = operation.get("responses")
    if not isinstance(responses, dict):
        return
    for status, response in responses.items():
        held = original.follow(response)
        content = held.get("content") if isinstance(held, dict) else None
        if not status.startswith("2") or not isinstance(content, dict) or "application/json" not in content:
            continue
        whole = content["application/json"]
        items = {"schema": said.get("response-stream", whole.get("schema", {}))}
        if "stream-condition" in said:
            whole = {"schema": said["response"]} if "response" in said else whole
            changed = {**content, "application/json": whole, media_type: items}
        elif media_type == _KINDS["sse"]:
            changed = {media_type: items}
        else:
            changed = {"application/json": items}
        responses[status] = {**held, "content": changed}
