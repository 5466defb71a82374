"""Where a redirect leads (RFC 9110, section 15.4): pure decisions.

Credentials and the caller's own headers go to the API's origin only (RFC 6454, section 4). Once a redirect
has left it, they are not sent again, or the other server could choose which of our endpoints is called with
them.
"""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from .headers import HeaderItems
from .request import Request

__all__ = ["MOST_REDIRECTS", "REDIRECTS", "NotFollowedError", "next_request", "origin", "target_of"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 10

_PORTS = {"http": 80, "https": 443}
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_UNUSUAL = re.compile(r"[\x00-\x20\x7f\\]")
_BODY_HEADERS = ("content-type", "content-encoding", "content-language", "content-length")
_NEUTRAL_HEADERS = ("accept", "user-agent", *_BODY_HEADERS)


class NotFollowedError(Exception):
    """A redirect that is not followed; the message says why."""


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of a URL."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme)


def next_request(request: Request, status: int, location: str | None) -> Request:
    """Return the request that a redirect asks for.

    307 and 308 repeat method and body, 303 becomes GET; 301 and 302 are followed for GET and HEAD only, since
    clients disagree on whether anything else becomes GET.

    Args:
        request: The request that was redirected.
        status: One of `REDIRECTS`.
        location: The Location header.

    Raises:
        NotFollowedError: The redirect is not followed.
    """
    method, body = request.method, request.body
    if status == 303:
        method, body = ("HEAD" if method == "HEAD" else "GET"), None
    elif status in (301, 302) and method not in ("GET", "HEAD"):
        raise NotFollowedError(f"a {status} would turn {method} into a GET without the body")
    if body is not None and not request.replayable:
        raise NotFollowedError("the body cannot be sent again")
    url = target_of(request.url, location)
    before, after = origin(request.url), origin(url)
    if before[0] == "https" and after[0] != "https":
        raise NotFollowedError("it leads from https to http")
    foreign = request.foreign or before != after
    headers: HeaderItems = {
        key: item
        for key, item in request.headers.items()
        if (not foreign or key in _NEUTRAL_HEADERS) and (body is not None or key not in _BODY_HEADERS)
    }
    return Request(
        method,
        url,
        headers,
        body,
        repeatable=request.repeatable,
        foreign=foreign,
    )


def target_of(url: str, location: str | None) -> str:
    """Return where a reference that a server sent leads (RFC 3986, section 5), without its fragment.

    Raises:
        NotFollowedError: It is no plain web address.
    """
    if not location:
        raise NotFollowedError("there is no Location header")
    if _UNUSUAL.search(location):
        # Parsers disagree on such characters, and so on which host is meant.
        raise NotFollowedError("its Location is not a valid URL")
    try:
        target = urldefrag(urljoin(url, location)).url
        parts = urlsplit(target)
        port = parts.port
    except ValueError:
        raise NotFollowedError("its Location is not a valid URL") from None
    if parts.scheme not in _PORTS:
        raise NotFollowedError(f"its Location is not a web address ({parts.scheme})")
    if port == 0 or not _AUTHORITY.fullmatch(parts.netloc):
        raise NotFollowedError("its Location names no valid host, or carries a user name")
    return target
