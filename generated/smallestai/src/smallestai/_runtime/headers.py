"""HTTP headers as a plain, case-insensitive mapping (RFC 9110, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping

from .kinds import is_mapping

__all__ = [
    "DefaultHeader",
    "HeaderItems",
    "Headers",
    "RequestHeaders",
    "check_header",
    "header_text",
    "is_harmless_header",
    "is_secret_name",
]

HeaderItems = dict[str, tuple[str, str]]
"""Headers of a request on the way out: lower-case name to (name as written, value)."""


class DefaultHeader(tuple[str, str]):
    """A header that is sent only because nobody said otherwise: a given HTTP client's own beats it."""

    __slots__ = ()


_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_HARMLESS_HEADERS = frozenset(
    {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "expect",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-unmodified-since",
        "prefer",
        "range",
        "user-agent",
        "x-correlation-id",
        "x-request-id",
    }
)
_SECRET_NAMES = frozenset({"code", "otp", "pin", "pwd", "sid", "sig"})
_SECRET_WORDS = ("auth", "cookie", "credential", "key", "password", "secret", "session", "signature", "token")


def is_secret_name(name: str) -> bool:
    """Whether a header or query parameter of this name may carry a secret, to be kept out of logs."""
    lower = name.lower()
    return lower in _SECRET_NAMES or any(word in lower for word in _SECRET_WORDS)


def is_harmless_header(name: str) -> bool:
    """Whether a request header of this name is known to carry no secret; others may carry any."""
    return name.lower() in _HARMLESS_HEADERS


def check_header(name: str, value: object) -> str:
    """Return the value of a header that can be sent; raise ValueError or TypeError otherwise (never showing
    it).

    A name is a token (RFC 9110, section 5.6.2); a value has no control characters (section 5.5), or it could
    end the header and begin another one.
    """
    if not name or not _TOKEN.issuperset(name):
        raise ValueError(f"{name!r} is not a header name")
    if not isinstance(value, str):
        raise TypeError(f"the value of header {name!r} must be a str, not {type(value).__name__}")
    if not value.isprintable() and any(char != "\t" and (char < " " or char == "\x7f") for char in value):
        raise ValueError(f"the value of header {name!r} contains a control character, such as a line break")
    return value


def header_text(value: bytes) -> str:
    """Return the value of a header that came, which is UTF-8 where it can be, and ISO 8859-1 elsewhere."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class Headers(Mapping[str, str]):
    """Headers by name, in any case. One that came more than once reads as one value, joined by commas."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self._items: dict[str, tuple[str, tuple[str, ...]]] = {}
        for name, value in items:
            key = name.lower()
            before = self._items.get(key)
            self._items[key] = (name, (value,)) if before is None else (before[0], (*before[1], value))

    def __getitem__(self, name: str) -> str:
        try:
            return ", ".join(self._items[name.lower()][1])
        except KeyError:
            raise KeyError(name) from None

    def get_all(self, name: str) -> tuple[str, ...]:
        """Return each value of a header in the order received; empty when there is none."""
        entry = self._items.get(name.lower())
        return () if entry is None else entry[1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items.values())

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._items

    def __eq__(self, other: object) -> bool:
        if not is_mapping(other):
            return NotImplemented
        mine = {key: values for key, (_, values) in self._items.items()}
        if isinstance(other, Headers):
            return mine == {key: values for key, (_, values) in other._items.items()}
        theirs = {str(key).lower(): value for key, value in other.items()}
        return {key: ", ".join(values) for key, values in mine.items()} == theirs

    def __repr__(self) -> str:
        shown = {name: "***" if is_secret_name(name) else self[name] for name in self}
        return f"{type(self).__name__}({shown!r})"


class RequestHeaders(Headers, MutableMapping[str, str]):
    """Headers about to be sent; a hook may change them. The repr shows the values of harmless ones only."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = {name: self[name] if is_harmless_header(name) else "***" for name in self}
        return f"{type(self).__name__}({shown!r})"

    def __setitem__(self, name: str, value: str) -> None:
        self._items[name.lower()] = (name, (check_header(name, value),))

    def __delitem__(self, name: str) -> None:
        try:
            del self._items[name.lower()]
        except KeyError:
            raise KeyError(name) from None
