"""The documented headers of an answer, read into their types, on both views."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from tests.cases.harness import Caller, Made

SENT = {
    "Content-Type": "application/json",
    "X-Rate-Limit": "7",
    "x-ratio": "0.5",
    "X-Cached": "true",
    "X-Tags": "a, b",
    "X-Reset": "2024-01-15T09:30:00Z",
    "X-Point": "x=1,y=2",
    "X-Meta": '{"a": 1}',
    "Link": '<https://api.example.com/items?page=2>; rel="next"',
}


def check(headers: Any, types: Any) -> None:
    """All headers, with their types."""
    assert type(headers) is types.ListHeaders
    assert headers.x_rate_limit == 7
    assert headers.x_ratio == 0.5
    assert headers.x_cached is True
    assert headers.x_tags == ["a", "b"]
    assert headers.x_reset == dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC)
    assert (headers.x_point.x, headers.x_point.y) == (1, 2)
    assert headers.x_meta.a == 1
    assert headers.link == SENT["Link"]
    assert headers.invalid_fields == ()
    assert not hasattr(headers, "content_type")


def test_on_the_raw_view(api: Caller, types: Any) -> None:
    api.answers(content=b'["a"]', headers=SENT)
    raw = api.call("items.with_raw_response.list")
    check(raw.typed_headers, types)
    assert raw.parse() == ["a"]
    assert raw.headers["x-rate-limit"] == "7"
    assert (api.request.method, api.request.url.raw_path, api.request.content) == ("GET", b"/items", b"")


def test_on_the_streaming_view(api: Caller, types: Any) -> None:
    api.answers(content=b'["a"]', headers=SENT)
    check(api.view("items.with_streaming_response.list", lambda response: response.typed_headers), types)


def test_before_the_body_is_read(api: Caller) -> None:
    body = api.answers_in_pieces(b"a", b"b", kind="application/octet-stream")
    seen: list[Any] = []

    def use(response: Any) -> Any:
        seen.append((response.typed_headers.etag, response.typed_headers.content_length, body.given))
        return response.read()

    assert api.view("items.with_streaming_response.file", use) == b"ab"
    assert seen == [(None, None, 0)], "a header that did not come is None"


def test_the_method_itself_returns_the_value(api: Caller) -> None:
    api.answers(content=b'["a"]', headers=SENT)
    assert api.call("items.list") == ["a"]


def test_a_header_of_another_type_keeps_its_text(api: Caller) -> None:
    api.answers(content=b"[]", headers={**SENT, "X-Rate-Limit": "many"})
    headers = api.call("items.with_raw_response.list").typed_headers
    assert headers.x_rate_limit == "many"
    assert headers.invalid_fields == ("/X-Rate-Limit",)


def test_strict_responses_hold_for_headers(api: Caller) -> None:
    api.options["strict_responses"] = True
    api.answers(content=b"[]", headers={**SENT, "X-Rate-Limit": "many"})
    raw = api.call("items.with_raw_response.list")
    with pytest.raises(api.package.ResponseValidationError) as caught:
        _ = raw.typed_headers
    assert caught.value.invalid_fields == ("/X-Rate-Limit",)


def test_where_none_are_documented(api: Caller) -> None:
    api.empty()
    raw = api.call("items.with_raw_response.plain")
    with pytest.raises(AttributeError, match="GET /plain documents no headers of its answer; see `headers`"):
        _ = raw.typed_headers


def test_headers_are_models_with_documentation(types: Any, case: Made) -> None:
    assert get_args(types.ListHeaders.model_fields["x_ratio"].annotation) == (float, type(None))
    text = case.files["src/case_response_headers/types/list_headers.py"]
    assert 'wire("X-Rate-Limit")]\n    """Calls left."""' in text
