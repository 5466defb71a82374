"""Where the next page is."""

from __future__ import annotations

import pytest

from generator.runtime.errors import ApiError
from generator.runtime.paging import Change, Paging, items_of, link_next, next_of

URL = "https://api.example.com/v1/pets?limit=2"


def change(found: Change | str | None) -> tuple[str, str, object]:
    assert isinstance(found, Change)
    return found.place, found.name, found.value


def test_a_cursor_is_sent_back_until_it_is_empty() -> None:
    paging = Paging("cursor", items=("data",), argument="after", place="fields", next=("meta", "next"))
    answer = {"data": [1, 2], "meta": {"next": "c2"}}
    assert items_of(paging, answer) == [1, 2]
    assert change(next_of(paging, answer, {}, URL)) == ("fields", "after", "c2")
    for last in ({"meta": {"next": None}}, {"meta": {"next": ""}}, {"meta": {}}, {}):
        assert next_of(paging, last, {}, URL) is None


def test_offsets_and_pages_count_and_end() -> None:
    offset = Paging("offset", items=("data",), argument="offset", total=("total",))
    assert change(next_of(offset, {"data": [1, 2], "total": 3}, {}, URL)) == ("query", "offset", 2)
    assert next_of(offset, {"data": [3], "total": 3}, {}, URL, 2) is None
    page = Paging("page", argument="page", start=1)
    assert change(next_of(page, [1], {}, URL)) == ("query", "page", 2)
    assert next_of(page, [], {}, URL, 2) is None


def test_has_more_ends_a_list() -> None:
    paging = Paging("cursor", argument="after", next=("next",), has_more=("more",))
    assert next_of(paging, {"next": "c", "more": False}, {}, URL) is None
    assert change(next_of(paging, {"next": "c", "more": True}, {}, URL)) == ("query", "after", "c")


@pytest.mark.parametrize(
    ("target", "absolute"),
    [
        ("?page=2", "https://api.example.com/v1/pets?page=2"),
        ("/v1/pets?page=2#x", "https://api.example.com/v1/pets?page=2"),
        ("https://api.example.com:443/v1/pets?page=2", "https://api.example.com:443/v1/pets?page=2"),
    ],
)
def test_next_urls_are_of_the_same_origin(target: str, absolute: str) -> None:
    assert next_of(Paging("url", next=("next",)), {"next": target}, {}, URL) == absolute


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "//evil.example/x", "http://api.example.com/x", "https://[x"]
)
def test_other_origins_are_refused(target: str) -> None:
    with pytest.raises(ApiError, match="the URL of the next page"):
        next_of(Paging("link"), [], {"link": f"<{target}>; rel=next"}, URL)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ('</a,b;c>; rel="prev", </n>; title="x, y; rel=next"; rel="Last NEXT"', "/n"),
        ("</n>;rel=next", "/n"),
        ('</p>; rel="prev"; rel="next"', None),
        ("</p>; rel=nextish", None),
        ("", None),
    ],
)
def test_link_headers(header: str, target: str | None) -> None:
    assert link_next(header) == target
