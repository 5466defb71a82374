"""How the values of extensions are read that say what calls do; as `generator.spec.vendor_values` has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.spec.model import Json, JsonObject
from generator.spec.vendor_values import MisfitError

_MEMBERS = re.compile(r"[^.\[\]\s$'\"*?()@]+(\.[^.\[\]\s$'\"*?()@]+)*")
_STATUS = re.compile(r"[1-5](\d\d|XX)")
_FLAG = re.compile(r"(?:\$request\.)?(?:body\.)?(?P<name>[^.\s$]+)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECONDS = {"initialInterval": "first", "maxInterval": "longest", "maxElapsedTime": "total"}
_FORMATS = frozenset({"sse", "json"})


def member(value: Json) -> Json:
    """A path of members, with dots between them."""
    if not isinstance(value, str) or not _MEMBERS.fullmatch(value.removeprefix("$response.")):
        raise MisfitError("the name of a member, or several with dots between them")
    return value.removeprefix("$response.")


def entries(value: Json) -> Json:
    """A list; what is wrong with one of its entries is said of that."""
    if not isinstance(value, tuple):
        raise MisfitError("a list")
    return value or None


def streaming(value: Json) -> Json:
    """How an answer is streamed: `format` (`json` unless it is said), `terminator`, `condition` (the member
    of the body that asks for it), `response` and `response-stream`. True is a stream of JSON values.
    """
    if isinstance(value, bool):
        return JsonObject((("format", "json"),)) if value else None
    wanted = "an object with `format: sse` or `format: json`"
    given = _object(value, "true, false or an object")
    format = given.get("format", "json")
    if format not in _FORMATS:
        raise MisfitError(wanted)
    found: dict[str, Json] = {"format": format}
    if (terminator := given.get("terminator")) is not None:
        if not isinstance(terminator, str) or not terminator:
            raise MisfitError("an object whose `terminator` is a text")
        found["terminator"] = terminator
    if (condition := given.get("stream-condition")) is not None:
        match = _FLAG.fullmatch(condition) if isinstance(condition, str) else None
        if match is None:
            raise MisfitError("an object whose `stream-condition` is a member of the body: `$request.stream`")
        found["condition"] = match["name"]
    for key in ("response", "response-stream"):
        if isinstance(given.get(key), JsonObject):
            found[key] = given[key]
    return JsonObject(tuple(found.items()))


def retries(value: Json) -> Json:
    """How calls are repeated: `disabled`, or `statuses`, `first`, `longest` and `total` (seconds),
    `exponent`, `connections`. True says nothing.
    """
    if isinstance(value, bool):
        return None if value else JsonObject((("disabled", True),))
    given = _object(value, "true, false or an object")
    disabled, strategy = given.get("disabled", False), given.get("strategy", "backoff")
    if not isinstance(disabled, bool):
        raise MisfitError("an object whose `disabled` is true or false")
    if strategy not in ("backoff", "none"):
        raise MisfitError("an object whose `strategy` is `backoff` or `none`")
    if disabled or strategy == "none":
        return JsonObject((("disabled", True),))
    found: dict[str, Json] = {}
    backoff = _object(given.get("backoff", JsonObject()), "an object whose `backoff` is an object")
    for key, ours in _SECONDS.items():
        if key in backoff:
            found[ours] = _number(backoff[key], f"backoff.{key}") / 1000
    if "exponent" in backoff:
        found["exponent"] = _number(backoff["exponent"], "backoff.exponent")
    if "statusCodes" in given:
        found["statuses"] = _statuses(given["statusCodes"])
    if "retryConnectionErrors" in given:
        if not isinstance(given["retryConnectionErrors"], bool):
            raise MisfitError("an object whose `retryConnectionErrors` is true or false")
        found["connections"] = given["retryConnectionErrors"]
    return JsonObject(tuple(found.items())) if found else None


def _statuses(value: Json) -> tuple[str, ...]:
    wanted = "an object whose `statusCodes` are a list of statuses, such as 429 and 5XX"
    if not isinstance(value, tuple):
        raise MisfitError(wanted)
    found = tuple(str(each).upper() for each in value)
    if not all(map(_STATUS.fullmatch, found)):
        raise MisfitError(wanted)
    return found


def parameters(value: Json) -> Json:
    """Parameters that all operations share: a list, or an object with one as `parameters`."""
    if isinstance(value, JsonObject):
        value = dict(value.members).get("parameters")
    if not isinstance(value, tuple):
        raise MisfitError("a list of parameters, or an object with one as `parameters`")
    return value or None


def objects_by_name(value: Json) -> Json:
    """An object of objects."""
    wanted = "an object of objects"
    if not all(isinstance(each, JsonObject) for each in _object(value, wanted).values()):
        raise MisfitError(wanted)
    return value


def credential(value: Json) -> Json:
    """The names of a credential: a list of `{name, env, prefix}`, one for each argument of the client.

    A basic scheme has them as `username` and `password`.
    """
    wanted = "an object with `name` and `env`, or with `username` and `password` that have them"
    given = _object(value, wanted)
    pair = [given[key] for key in ("username", "password") if key in given]
    if pair:
        named = [given.get(key, JsonObject()) for key in ("username", "password")]
        return tuple(_names(_object(each, wanted), wanted) for each in named)
    return (_names(given, wanted),)


def credential_name(value: Json) -> Json:
    """The same of the name alone."""
    if not isinstance(value, str) or not value.strip():
        raise MisfitError("a text")
    return (JsonObject((("name", value.strip()),)),)


def _names(given: Mapping[str, Json], wanted: str) -> JsonObject:
    found = {key: given[key] for key in ("name", "env", "prefix") if given.get(key) is not None}
    if not all(isinstance(each, str) and each.isprintable() and each.strip() for each in found.values()):
        raise MisfitError(wanted)
    if not _VARIABLE.fullmatch(str(found.get("env", "_"))):
        raise MisfitError("an object whose `env` is the name of an environment variable")
    return JsonObject(tuple(found.items()))


def unknown_values(value: Json) -> Json:
    """`allow` or `disallow`."""
    if value not in ("allow", "disallow"):
        raise MisfitError("`allow` or `disallow`")
    return value


def said_by(source: str) -> Callable[[Json], Json]:
    """The value with the name of the extension: what it means depends on whose it is."""

    def read(value: Json) -> Json:
        return None if value is False else JsonObject((("source", source), ("rule", value)))

    return read


def _object(value: Json, wanted: str) -> dict[str, Json]:
    if not isinstance(value, JsonObject):
        raise MisfitError(wanted)
    return dict(value.members)


def _number(value: Json, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0:
        raise MisfitError(f"an object whose `{key}` is a number, zero or more")
    return value
