"""Where the next page of a list is: pure, with nothing sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import unquote_plus

from .errors import ApiError
from .kinds import is_array, kind_name, member_at
from .redirect import NotFollowedError, origin, target_of

__all__ = ["Change", "Paging", "items_of", "link_next", "next_of", "same_origin_url", "without_parameters"]

Place = Literal["query", "headers", "fields"]

_LINK = re.compile(r"\s*<([^>]*)>")
_PARAMETER = re.compile(r'\s*;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?')
_ESCAPED = re.compile(r"\\(.)")


class Paging:
    """How an operation is paginated. Paths are Python names of members, from the response model down.

    Args:
        kind: `cursor`: the next request carries a value from the answer; `offset`: the number of items so
            far; `page`: the number of the page; `url`: the answer holds the URL; `link`: a Link header does.
        items: The list; () is the answer itself.
        argument: Wire name of the cursor, offset or page number; empty for `url` and `link`.
        place: Where the argument travels.
        next: The cursor or URL in the answer.
        in_last_item: `next` is a path from the last item, not from the answer.
        has_more: A boolean; when it is false there is no next page.
        total: How many items there are in all (`offset`), or how many pages (`page`).
        start: The first offset or page, when the caller gives none.
    """

    __slots__ = ("argument", "has_more", "in_last_item", "items", "kind", "next", "place", "start", "total")

    def __init__(
        self,
        kind: Literal["cursor", "offset", "page", "url", "link"],
        *,
        items: tuple[str, ...] = (),
        argument: str = "",
        place: Place = "query",
        next: tuple[str, ...] = (),
        in_last_item: bool = False,
        has_more: tuple[str, ...] = (),
        total: tuple[str, ...] = (),
        start: int = 0,
    ) -> None:
        self.kind = kind
        self.items = items
        self.argument = argument
        self.place: Place = place
        self.next = next
        self.in_last_item = in_last_item
        self.has_more = has_more
        self.total = total
        self.start = start


class Change:
    """The next request repeats the arguments, with one replaced."""

    __slots__ = ("name", "place", "value")

    def __init__(self, place: Place, name: str, value: Any) -> None:
        self.place: Place = place
        self.name = name
        self.value = value


def items_of(paging: Paging, value: Any) -> list[Any]:
    """Return the items of a page; none where the answer says null, or nothing, as some APIs do for none.

    Raises:
        ApiError: What stands there is not a list.
    """
    found = member_at(value, paging.items)
    if found is None:
        return []
    if not is_array(found):
        where = ".".join(paging.items) or "the answer"
        raise ApiError(f"the page has no list of items: {where} is {kind_name(found)}")
    return found


def next_of(
    paging: Paging, value: Any, headers: Mapping[str, str], url: str, current: int | None = None
) -> Change | str | None:
    """Return what the next request changes, or its URL; None when this page is the last.

    Args:
        paging: How the operation is paginated.
        value: The answer, as the method documents it.
        headers: Those of the answer, by lower-case name.
        url: That of the original request; a next URL is relative to it and must be of its origin.
        current: The offset or page that was asked for; None is the first.

    Raises:
        ApiError: The next URL leads to another origin, where credentials must not go; or there is no list
            of items.
    """
    if paging.has_more and member_at(value, paging.has_more) is False:
        return None
    if paging.kind == "link":
        target = link_next(headers.get("link", ""))
        return same_origin_url(url, target) if target else None
    if paging.kind in ("cursor", "url"):
        start = value
        if paging.in_last_item:
            items = items_of(paging, value)
            start = items[-1] if items else None
        found = member_at(start, paging.next)
        if found is None or found == "":
            return None
        return (
            same_origin_url(url, str(found))
            if paging.kind == "url"
            else Change(paging.place, paging.argument, found)
        )
    count = len(items_of(paging, value))
    if not count:
        return None
    here = paging.start if current is None else current
    after = here + (count if paging.kind == "offset" else 1)
    total = member_at(value, paging.total) if paging.total else None
    if isinstance(total, int) and after - paging.start >= total:
        return None
    return Change(paging.place, paging.argument, after)


def same_origin_url(url: str, target: str) -> str:
    """Return a next URL made absolute (RFC 3986, section 5).

    Raises:
        ApiError: It is of another origin than `url`, or no plain web address: one with a user name, say.
    """
    try:
        absolute = target_of(url, target)
    except NotFollowedError:
        raise ApiError("the URL of the next page is not a plain web address; it was not followed") from None
    if origin(absolute) != origin(url):
        raise ApiError("the URL of the next page is of another origin than the API; it was not followed")
    return absolute


def without_parameters(url: str, names: tuple[str, ...]) -> str:
    """Return a URL without query parameters of these names: keys, which servers repeat and we add."""
    head, mark, query = url.partition("?")
    kept = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) not in names]
    return f"{head}{mark if kept else ''}{'&'.join(kept)}"


def link_next(header: str) -> str | None:
    """Return the target of the first link of relation `next` in a Link header (RFC 8288, section 3)."""
    return next((target for target, relations in _links(header) if "next" in relations), None)


def _links(header: str) -> Iterator[tuple[str, list[str]]]:
    place = 0
    while link := _LINK.match(header, place):
        place = link.end()
        relations: list[str] | None = None
        while parameter := _PARAMETER.match(header, place):
            place = parameter.end()
            # "The rel parameter MUST NOT appear more than once"; later ones are ignored (section 3.3).
            if parameter[1].lower() == "rel" and relations is None:
                text = _ESCAPED.sub(r"\1", parameter[2]) if parameter[2] is not None else parameter[3] or ""
                relations = text.lower().split()
        yield link[1], relations or []
        comma = header.find(",", place)
        if comma < 0:
            return
        place = comma + 1
