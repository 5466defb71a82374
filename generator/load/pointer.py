"""JSON pointers (RFC 6901), with the leading `#` of their URI fragment form wherever they are written."""

from __future__ import annotations

from urllib.parse import quote, unquote

ROOT = "#"

# What a fragment holds as it is (RFC 3986 §3.5).
_IN_FRAGMENT = "~!$&'()*+,;=:@-._/?"


def child(pointer: str, token: str | int) -> str:
    """The pointer of a member or element, its name escaped as RFC 6901 §3 says (`~` is `~0`, `/` is `~1`)."""
    if isinstance(token, int):
        return f"{pointer}/{token}"
    if "~" in token:
        token = token.replace("~", "~0")
    if "/" in token:
        token = token.replace("/", "~1")
    return f"{pointer}/{token}"


def join(*tokens: str | int) -> str:
    """The pointer that leads from the root through `tokens`."""
    pointer = ROOT
    for token in tokens:
        pointer = child(pointer, token)
    return pointer


def last(pointer: str) -> str:
    """The last token of a pointer; the pointer itself when it has none."""
    tokens = split(pointer)
    return tokens[-1] if tokens else pointer


def split(pointer: str) -> tuple[str, ...]:
    """The unescaped tokens of a pointer; the leading `#` may be missing. `""` and `#` are the root."""
    body = pointer.removeprefix(ROOT)
    if not body:
        return ()
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in body.removeprefix("/").split("/"))


def normalised(reference: str) -> str:
    """A local reference as a pointer: percent-decoded (RFC 3986 §3.5). Others are returned as they are."""
    return f"{ROOT}{unquote(reference[1:])}" if reference.startswith(ROOT) else reference


def reference(pointer: str) -> str:
    """A pointer as a reference: what a URI fragment cannot hold is percent-encoded (RFC 6901 §6)."""
    return f"{ROOT}{quote(pointer[1:], safe=_IN_FRAGMENT)}"
