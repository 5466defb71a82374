from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_path_header_and_cookie(api: Caller) -> None:
    api.call(
        "items.get",
        shop_id="a/b c",
        item_id=7,
        lang="de",
        x_trace="t",
        x_flags=["x", "y"],
        session="s;1",
    )
    assert api.path == "/shops/a%2Fb%20c/items/7.json"
    assert api.query == "lang=de"
    assert api.request.headers["x-trace"] == "t"
    assert api.request.headers["x-flags"] == "x,y"
    assert api.request.headers["cookie"] == "session=s%3B1"
    assert api.request.headers["accept"] == "application/json", "a header parameter of that name is ignored"


@pytest.mark.parametrize("bad", ["", ".", ".."])
def test_an_argument_never_reaches_another_endpoint(api: Caller, bad: str) -> None:
    with pytest.raises(ValueError, match="shopId"):
        api.call("items.get", shop_id=bad, item_id=1)
    assert api.requests == []


@pytest.mark.parametrize(
    ("argument", "value", "query"),
    [
        ("many", ["a", "b&c"], "many=a&many=b%26c"),
        ("many", [], ""),
        ("many", ("x",), "many=x"),
        ("joined", ["a", "b,c"], "joined=a,b%2Cc"),
        ("spaced", ["a", "b"], "spaced=a%20b"),
        ("piped", [1, 2], "piped=1%7C2"),
        (
            "filter",
            {"name": "n", "ids": [1, 2]},
            "filter%5Bname%5D=n&filter%5Bids%5D%5B%5D=1&filter%5Bids%5D%5B%5D=2",
        ),
        ("point", {"x": 1, "y": 2}, "x=1&y=2"),
        ("active", False, "active=false"),
        ("since", dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC), "since=2024-01-15T09%3A30%3A00Z"),
        ("day", dt.date(2024, 1, 15), "day=2024-01-15"),
        ("order", "asc", "order=asc"),
        ("limit", 5, "limit=5"),
        ("as_json", {"a": 1}, "as_json=%7B%22a%22%3A1%7D"),
    ],
)
def test_query(api: Caller, argument: str, value: Any, query: str) -> None:
    api.call("items.search", page_size=1, **{argument: value})
    assert "&".join(part for part in api.query.split("&") if part != "page%5Bsize%5D=1") == query


def test_objects_in_a_query_may_be_models(api: Caller, types: Any) -> None:
    api.call("items.search", page_size=1, filter=types.ItemFilter(name="n"))
    assert api.query == "filter%5Bname%5D=n&page%5Bsize%5D=1"


def test_defaults_are_not_sent_but_documented(api: Caller, case: Made) -> None:
    api.call("items.search", page_size=1)
    assert api.query == "page%5Bsize%5D=1"
    text = case.files[f"src/{case.api.project.package}/resources/items.py"]
    assert "limit: How many. Server default: 20." in text
    assert "lang: From the path." in text


def test_what_the_path_has_and_nobody_declares(api: Caller) -> None:
    api.call("items.undeclared", one="1", two=["a", "b"])
    assert api.path == "/undeclared/1/a,b"


def test_one_name_in_three_places(api: Caller) -> None:
    api.call("items.same_name", id="p", id_query="q", id_header="h")
    assert (api.path, api.query, api.request.headers["id"]) == ("/same/p", "id=q", "h")
