"""Where the next page is."""

from __future__ import annotations

import pytest

from generator.runtime.errors import ApiError
from generator.runtime.paging import Change, Paging, items_of, link_next, next_of, without_parameters

URL = "https://api.example.com/v1/pets?limit=2"


def change(found: Change | str | None) -> tuple[str, str, object]:
    assert isinstance(found, Change)
    return found.place, found.name, found.value


def test_a_cursor_is_sent_back_until_it_is_empty() -> None:
    paging = Paging("cursor", items=("data",), argument="after", place="fields", next=("meta", "next"))
    answer = {"data": [1, 2], "meta": {"next": "c2"}}
    assert items_of(paging, answer) == [1, 2]
    assert change(next_of(paging, answer, {}, URL)) == ("fields", "after", "c2")
    ends: list[dict[str, object]] = [{"meta": {"next": None}}, {"meta": {"next": ""}}, {"meta": {}}, {}]
    for last in ends:
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


def test_the_last_item_may_hold_the_cursor() -> None:
    paging = Paging("cursor", items=("data",), argument="after", next=("id",), in_last_item=True)
    assert change(next_of(paging, {"data": [{"id": "a"}, {"id": "b"}]}, {}, URL)) == ("query", "after", "b")
    assert next_of(paging, {"data": []}, {}, URL) is None


def test_null_is_no_items_and_anything_else_an_error() -> None:
    paging = Paging("page", items=("meta", "data"), argument="page")
    assert items_of(paging, {"meta": {"data": None}}) == items_of(paging, {}) == []
    with pytest.raises(ApiError, match=r"meta\.data is a string"):
        items_of(paging, {"meta": {"data": "x"}})
    with pytest.raises(ApiError, match="the answer is an object"):
        items_of(Paging("link"), {})


def test_keys_that_the_server_repeats_are_taken_out_of_its_urls() -> None:
    url = "https://api.example.com/v1/pets?app%20id=k&page=2&app+id=k"
    assert without_parameters(url, ("app id",)) == "https://api.example.com/v1/pets?page=2"
    assert without_parameters("https://x.example/y?key=1", ("key",)) == "https://x.example/y"
    assert without_parameters("https://x.example/y", ("key",)) == "https://x.example/y"


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
    "target",
    [
        "https://evil.example/x",
        "//evil.example/x",
        "http://api.example.com/x",
        "https://[x",
        "https://me@api.example.com/",
        "https://evil.example\\@api.example.com/",
        "javascript:x",
        "/a b",
    ],
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
