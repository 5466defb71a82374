"""Media types: which of the documented ones an answer has, and which of them a call asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from .contents import Events, Reader, Readers, Streamed
from .encode import is_model
from .kinds import is_mapping

if TYPE_CHECKING:
    from .sdk import Operation

__all__ = ["Streams", "choose", "essence", "is_by_type", "is_json", "streams_of"]

EVENTS = "text/event-stream"

_LINES = frozenset(
    f"application/{prefix}{name}"
    for prefix in ("", "x-")
    for name in ("jsonl", "ndjson", "jsonlines", "json-lines")
)
"""Names of the same thing, none of which is registered."""


def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case (RFC 9110, section 8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Return whether the essence of a media type says JSON (RFC 6839, section 3.1)."""
    return media_type.endswith(("/json", "+json"))


def is_by_type(documented: Reader | Readers) -> TypeGuard[Readers]:
    """Return whether a body is read by its media type, and not always in the same way."""
    return isinstance(documented, Mapping)


def choose(readers: Readers, sent: str) -> str | None:
    """Return the documented media type that a Content-Type is of; None when it is of none.

    The same type comes first, then another of JSON for one of JSON (or another name for JSON in lines), then
    a range such as `image/*` and `*/*`. Parameters are ignored. No Content-Type is the first documented one.

    Args:
        readers: By documented media type; not empty.
        sent: The essence of the Content-Type; "" when there is none.
    """
    if not sent:
        return next(iter(readers))
    known = {essence(key): key for key in reversed(list(readers))}
    if sent in known:
        return known[sent]
    for family in (is_json, _LINES.__contains__):
        if family(sent):
            key = next((key for key in readers if family(essence(key))), None)
            if key is not None:
                return key
    return known.get(f"{sent.partition('/')[0]}/*") or known.get("*/*")


class Streams:
    """What a call of an operation asks for, when some of its answers are sequences of values.

    Args:
        operation: The operation.
        documented: How the bodies of its successes are read.
    """

    __slots__ = ("_documented", "_flag", "_plain", "_streamed")

    def __init__(self, operation: Operation[Any], documented: list[Reader | Readers]) -> None:
        self._documented = documented
        self._flag = operation.stream_flag
        named = {key: reader for each in documented if is_by_type(each) for key, reader in each.items()}
        streamed = [key for key, reader in named.items() if isinstance(reader, Streamed)]
        plain = [key for key, reader in named.items() if not isinstance(reader, Streamed)]
        if any(isinstance(each, Events) for each in documented):
            streamed.append(EVENTS)
        asked = {essence(each) for each in operation.accept.split(",")}
        self._streamed = ", ".join(dict.fromkeys(streamed)) or operation.accept
        # What the operation asks for stands, unless it would ask for the stream.
        is_stream_asked = bool(asked & {essence(each) for each in streamed})
        self._plain = (", ".join(plain) or "application/json") if is_stream_asked else operation.accept

    def flag_in(self, *bodies: Any) -> bool | None:
        """Return whether the body has the flag set that asks for a stream; None when no flag does.

        Args:
            bodies: Members of the body, or the body, or None; the last that has the member counts.
        """
        if self._flag is None:
            return None
        found: Any = False
        for body in bodies:
            if is_mapping(body):
                found = body.get(self._flag, found)
            elif is_model(body):
                from .models import members_of

                found = members_of(body).get(self._flag, found)
        return found is True

    def accept(self, flag: bool | None) -> str | None:
        """Return the Accept header of a call by its flag; None where the flag does not decide."""
        return None if flag is None else self._streamed if flag else self._plain

    def asked_by(self, accept: str) -> bool:
        """Return whether the answer that an Accept header prefers is a sequence of values."""
        return any(isinstance(_preferred(each, accept), Streamed) for each in self._documented)


def _preferred(documented: Reader | Readers, accept: str) -> Reader:
    if not is_by_type(documented):
        return cast("Reader", documented)
    for wanted in accept.split(","):
        range_ = essence(wanted)
        if range_ in ("", "*/*"):
            break
        if range_.endswith("/*"):
            key = next((key for key in documented if key.lower().startswith(range_[:-1])), None)
        else:
            key = choose(documented, range_)
        if key is not None:
            return documented[key]
    return next(iter(documented.values()), None)


def streams_of(operation: Operation[Any]) -> Streams | None:
    """Return what there is to ask for; None when no success of an operation is a sequence of values."""
    documented = list(_successes(operation))
    for each in documented:
        if isinstance(each, Streamed) or (
            is_by_type(each) and any(isinstance(reader, Streamed) for reader in each.values())
        ):
            return Streams(operation, documented)
    return None


def _successes(operation: Operation[Any]) -> Iterator[Reader | Readers]:
    for status, reader in operation.returns.items():
        if status[:1] == "2" or status == "default":
            yield reader
