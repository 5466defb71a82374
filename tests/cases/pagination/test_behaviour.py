"""Lists in pages: what is asked for, what comes back, and where it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cases.harness import Caller


@pytest.fixture(autouse=True)
def key(api: Caller) -> None:
    api.options["api_key"] = "k"


def pet(id: str) -> dict[str, str]:
    return {"id": id, "name": id.upper()}


def pets(*ids: str, cursor: str | None = None) -> dict[str, Any]:
    return {"data": [pet(id) for id in ids], "meta": {"next-cursor": cursor}}


def test_a_cursor_of_the_answer_is_the_next_argument(api: Caller) -> None:
    api.answers_pages(pets("a", "b", cursor="c/2"), pets(cursor="c3"), pets("c", cursor=""))
    found = api.listed("pets.list", limit=2)
    assert [(type(each).__name__, each.id, each.name) for each in found] == [
        ("Pet", "a", "A"),
        ("Pet", "b", "B"),
        ("Pet", "c", "C"),
    ]
    assert api.urls == [
        "/pets?limit=2&api_key=k",
        "/pets?limit=2&cursor=c%2F2&api_key=k",
        "/pets?limit=2&cursor=c3&api_key=k",
    ]


def test_a_page_has_its_items_its_answer_and_the_next_page(api: Caller) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b"))

    def use(method: Any) -> list[Any]:
        page = method()
        after = page.next_page()
        return [page, after, after.next_page(), [len(each.items) for each in page.pages()]]

    async def use_async(method: Any) -> list[Any]:
        page = await method()
        after = await page.next_page()
        return [page, after, await after.next_page(), [len(each.items) async for each in page.pages()]]

    page, after, end, sizes = api.with_method("pets.list", use, use_async)
    assert type(page).__name__ == ("AsyncPage" if api.asynchronous else "Page")
    assert [item.id for item in page.items] == ["a"]
    assert type(page.value).__name__ == "PetList"
    assert page.value.meta.next_cursor == "2"
    assert page.response.status_code == 200
    assert (page.has_next, after.has_next, end, sizes) == (True, False, None, [1, 1])
    assert api.urls == ["/pets?api_key=k", *["/pets?cursor=2&api_key=k"] * 2]


def test_pages_can_be_iterated_from_the_pager(api: Caller) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b"))

    def use(method: Any) -> list[Any]:
        return [[item.id for item in page.items] for page in method().pages()]

    async def use_async(method: Any) -> list[Any]:
        return [[item.id for item in page.items] async for page in method().pages()]

    assert api.with_method("pets.list", use, use_async) == [["a"], ["b"]]


def test_a_list_may_begin_anywhere_and_repeats_the_options_of_the_call(api: Caller) -> None:
    api.answers_pages(pets("b", cursor="3"), pets("c"))
    options = {"headers": {"X-Trace": "1"}, "query": {"cursor": "2", "debug": True}}
    assert [each.id for each in api.listed("pets.list", request_options=options)] == ["b", "c"]
    assert api.urls == ["/pets?cursor=2&debug=true&api_key=k", "/pets?cursor=3&debug=true&api_key=k"]
    assert [request.headers["x-trace"] for request in api.requests] == ["1", "1"]


def test_a_cursor_may_travel_in_the_body(api: Caller) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b"))
    assert [each.id for each in api.listed("pets.search", name="x")] == ["a", "b"]
    assert [json.loads(request.content) for request in api.requests] == [
        {"name": "x"},
        {"name": "x", "cursor": "2"},
    ]


def test_an_operation_with_overloads_goes_on_in_the_way_it_began(api: Caller) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b"))
    form = "application/x-www-form-urlencoded"
    found = api.listed("pets.search", name="x", exact=True, content_type=form)
    assert [each.id for each in found] == ["a", "b"]
    assert [request.content for request in api.requests] == [
        b"name=x&exact=true",
        b"name=x&cursor=2&exact=true",
    ]


def test_an_error_of_a_later_page_is_raised_where_it_is_needed(api: Caller, package: Any) -> None:
    api.answers_pages(pets("a", cursor="2"))

    def use(method: Any) -> list[Any]:
        page = method()
        api.answers(404, {})
        with pytest.raises(package.NotFoundError):
            list(page)
        return list(page.items)

    async def use_async(method: Any) -> list[Any]:
        page = await method()
        api.answers(404, {})
        with pytest.raises(package.NotFoundError):
            [item async for item in page]
        return list(page.items)

    assert [each.id for each in api.with_method("pets.list", use, use_async)] == ["a"]
    assert api.urls == ["/pets?api_key=k", "/pets?cursor=2&api_key=k"]


def test_a_cursor_may_travel_in_a_header_and_be_a_number(api: Caller) -> None:
    api.answers_pages({"beds": ["a"], "next": 7}, {"beds": None})
    assert api.listed("beds.list") == ["a"]
    assert [request.headers.get("x-cursor") for request in api.requests] == [None, "7"]


def test_the_last_item_may_hold_the_cursor(api: Caller) -> None:
    api.answers_pages(
        {"data": [{"id": "a"}, {"id": "b"}], "has_more": True}, {"data": [{"id": "c"}], "has_more": False}
    )
    assert [each.id for each in api.listed("charges.list")] == ["a", "b", "c"]
    assert api.urls == ["/charges?api_key=k", "/charges?starting_after=b&api_key=k"]


def test_offsets_end_at_the_total(api: Caller) -> None:
    api.answers_pages({"tools": ["a", "b"], "total": 3}, {"tools": ["c"], "total": 3})
    assert api.listed("tools.list") == ["a", "b", "c"]
    assert api.urls == ["/tools?api_key=k", "/tools?offset=2&api_key=k"]


def test_offsets_without_a_total_end_at_an_empty_page(api: Caller) -> None:
    api.answers_pages({"tools": ["c", "d"]}, {"tools": []})
    assert api.listed("tools.list", offset=2) == ["c", "d"]
    assert api.urls == ["/tools?offset=2&api_key=k", "/tools?offset=4&api_key=k"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pages_count_from_the_documented_default(api: Caller) -> None:
    api.answers_pages([1, 2], [3], [])
    assert api.listed("toys.list") == [1, 2, 3]
    assert api.urls == ["/toys?api_key=k", "/toys?page=1&api_key=k", "/toys?page=2&api_key=k"]


def test_pages_end_at_their_number(api: Caller) -> None:
    api.answers_pages({"balls": [1], "pages": 2}, {"balls": [2], "pages": 2})
    assert api.listed("balls.list") == [1, 2]
    assert api.urls == ["/balls?api_key=k", "/balls?page=2&api_key=k"]


@pytest.mark.parametrize("next", ["/bones?at=2", "?at=2", "https://api.example.com/bones?at=2&api_key=k"])
def test_the_next_url_is_followed_as_it_is(api: Caller, next: str) -> None:
    api.answers_pages({"bones": [1], "links": {"next": next}}, {"bones": [2], "links": {}})
    assert api.listed("bones.list", limit=1) == [1, 2]
    assert api.urls == ["/bones?limit=1&api_key=k", "/bones?at=2&api_key=k"]


def test_the_link_header_is_followed(api: Caller) -> None:
    link = (
        '<https://api.example.com/leashes?page=1>; rel=prev, </leashes?page=3>; title="a, b"; rel="last next"'
    )
    api.answers_pages([pet("a")], [pet("b")], links=(link, '</leashes>; rel="first"'))
    assert [each.id for each in api.listed("leashes.list")] == ["a", "b"]
    assert api.urls == ["/leashes?api_key=k", "/leashes?page=3&api_key=k"]


@pytest.mark.parametrize(
    "next", ["https://evil.example/bones", "//evil.example/", "http://api.example.com/bones"]
)
def test_a_next_url_of_another_origin_is_refused(api: Caller, package: Any, next: str) -> None:
    api.answers_pages({"bones": [1], "links": {"next": next}})
    with pytest.raises(package.ApiError, match="another origin"):
        api.listed("bones.list")
    assert api.urls == ["/bones?api_key=k"]


def test_a_list_that_goes_round_is_an_error(api: Caller, package: Any) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b", cursor="3"), pets("c", cursor="2"))
    with pytest.raises(package.ApiError, match="does not end"):
        api.listed("pets.list")
    assert len(api.requests) == 3


def test_a_next_url_that_was_read_is_an_error(api: Caller, package: Any) -> None:
    api.answers_pages({"bones": [1], "links": {"next": "/bones"}})
    with pytest.raises(package.ApiError, match="does not end"):
        api.listed("bones.list")
    assert len(api.requests) == 1


def test_items_that_are_no_list_are_an_error(api: Caller, package: Any) -> None:
    api.answers_pages({"data": {"id": "a"}})
    with pytest.raises(package.ApiError, match="data is an object"):
        api.call("charges.list")


def test_the_call_itself_raises_what_the_first_page_does(api: Caller, package: Any) -> None:
    api.answers(404, {"detail": "no"})
    with pytest.raises(package.NotFoundError):
        api.call("pets.list")


def test_raw_responses_parse_to_pages(api: Caller) -> None:
    api.answers_pages(pets("a", cursor="2"), pets("b"))

    def use(method: Any) -> list[Any]:
        response = method()
        return [response.status_code, *(item.id for item in response.parse())]

    async def use_async(method: Any) -> list[Any]:
        response = await method()
        return [response.status_code, *[item.id async for item in response.parse()]]

    assert api.with_method("pets.with_raw_response.list", use, use_async) == [200, "a", "b"]


def test_streamed_responses_parse_to_pages(api: Caller) -> None:
    api.answers_pages({"tools": ["a"], "total": 2}, {"tools": ["b"], "total": 2})

    def use(method: Any) -> list[Any]:
        with method() as response:
            return list(response.parse())

    async def use_async(method: Any) -> list[Any]:
        async with method() as response:
            return [item async for item in await response.parse()]

    assert api.with_method("tools.with_streaming_response.list", use, use_async) == ["a", "b"]


def test_what_the_configuration_turns_off_is_not_paginated(api: Caller) -> None:
    api.answers(200, [1])
    assert api.call("cages.list") == [1]
