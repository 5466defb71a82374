"""Lists that the extensions of other generators describe."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cases.harness import Caller, Made


@pytest.mark.parametrize(
    ("method", "answers", "urls"),
    [
        ("fern.default", [{"data": [1, 2], "next": "x"}, {"data": [3]}], ["/default", "/default?cursor=x"]),
        (
            "fern.page",
            [{"data": [1, 2], "more": True}, {"data": [3], "more": False}],
            ["/page", "/page?page=2"],
        ),
        (
            "fern.offset",
            [{"data": [1, 2]}, {"data": [3]}, {"data": []}],
            ["/offset", "/offset?offset=2", "/offset?offset=3"],
        ),
        ("fern.ours", [{"data": [1, 2], "pages": 2}, {"data": [3], "pages": 2}], ["/ours", "/ours?page=1"]),
        ("fern.uri", [{"data": [1, 2], "next": "/uri?b=1"}, {"data": [3]}], ["/uri", "/uri?b=1"]),
        (
            "speakeasy.cursor",
            [{"data": [1, 2], "next": "x"}, {"data": [3]}],
            ["/speakeasy/cursor", "/speakeasy/cursor?cursor=x"],
        ),
        (
            "speakeasy.paged",
            [{"data": [1, 2], "pages": 2}, {"data": [3], "pages": 2}],
            ["/speakeasy/page", "/speakeasy/page?page=2"],
        ),
        (
            "speakeasy.url",
            [{"data": [1, 2], "next": "?b=1"}, {"data": [3]}],
            ["/speakeasy/url", "/speakeasy/url?b=1"],
        ),
    ],
)
def test_lists_go_on_as_they_say(api: Caller, method: str, answers: list[Any], urls: list[str]) -> None:
    api.answers_pages(*answers)
    assert api.listed(method) == [1, 2, 3]
    assert api.urls == urls


def test_a_member_of_the_last_item_is_a_cursor(api: Caller) -> None:
    api.answers_pages({"data": [{"born": "1"}, {"born": "2"}]}, {"data": []})
    assert [each.born for each in api.listed("speakeasy.last")] == ["1", "2"]
    assert api.urls == ["/speakeasy/last", "/speakeasy/last?cursor=2"]


def test_an_offset_may_travel_in_the_body(api: Caller) -> None:
    api.answers_pages({"data": [1, 2]}, {"data": []})
    assert api.listed("speakeasy.skipped", limit=2) == [1, 2]
    assert [json.loads(request.content) for request in api.requests] == [
        {"limit": 2},
        {"offset": 2, "limit": 2},
    ]


def test_false_is_no_pagination(case: Made) -> None:
    sources = {operation.operation_id: operation.pagination for operation in case.api.operations()}
    assert sources["off"] is None
    assert {entry.source for entry in sources.values() if entry} == {
        "x-fern-pagination",
        "x-sdksmith-pagination",
        "x-speakeasy-pagination",
    }
