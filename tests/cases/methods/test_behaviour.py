"""Methods of HTTP, and arguments whose names collide."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import httpx2
import pytest

from tests.cases.harness import Caller


def sent(api: Caller) -> tuple[str, str, bytes]:
    """Method, target and body of the last request."""
    return api.request.method, api.request.url.raw_path.decode(), api.request.content


def test_head(api: Caller) -> None:
    api.answers(200, content=b"", headers={"ETag": '"1"', "Content-Length": "9"})
    assert api.call("things.head", id="a") is None
    assert sent(api) == ("HEAD", "/thing/a", b"")
    assert api.call("things.with_raw_response.head", id="a").typed_headers.etag == '"1"'


def test_options(api: Caller) -> None:
    api.answers(204, content=b"", headers={"Allow": "GET, COPY"})
    assert api.call("things.with_raw_response.options", id="a").typed_headers.allow == ["GET", "COPY"]
    assert sent(api) == ("OPTIONS", "/thing/a", b"")


def test_trace(api: Caller) -> None:
    api.answers(content=b"TRACE /thing/a HTTP/1.1", headers={"Content-Type": "message/http"})
    assert api.call("things.trace", id="a") == b"TRACE /thing/a HTTP/1.1"
    assert sent(api) == ("TRACE", "/thing/a", b"")


def test_query_has_a_body_and_may_be_repeated(api: Caller) -> None:
    api.answers_in_turn(httpx2.Response(500, headers={"Retry-After": "0"}), httpx2.Response(200, json=["x"]))
    assert api.call("things.query", id="a", where="w", limit=1) == ["x"]
    assert sent(api) == ("QUERY", "/thing/a", b'{"where":"w","limit":1}')
    assert len(api.requests) == 2


def test_methods_of_its_own(api: Caller) -> None:
    api.empty(201)
    assert api.call("things.copy", id="a", destination="/thing/b") is None
    assert sent(api) == ("COPY", "/thing/a", b"")
    assert api.request.headers["destination"] == "/thing/b"
    api.empty(204)
    api.call("things.weird", id="a", a=1)
    assert sent(api) == ("Weird-Method", "/thing/a", b'{"a":1}')


def test_an_unknown_method_is_not_repeated_on_a_guess(api: Caller) -> None:
    api.answers_in_turn(httpx2.Response(500))
    with pytest.raises(api.package.ApiStatusError):
        api.call("things.copy", id="a", destination="b")
    assert len(api.requests) == 1


def test_one_name_in_every_place(api: Caller) -> None:
    api.call("names.collide", id="p", id_query="q", id_header="h", id_cookie="c", body={"id": "b"})
    assert sent(api) == ("POST", "/collide/p?id=q", b'{"id":"b"}')
    assert (api.request.headers["id"], api.request.headers["cookie"]) == ("h", "id=c")


def test_names_of_the_choices(api: Caller, package: Any) -> None:
    names = import_module(f"{package.__name__}.resources.names").Names
    assert list(inspect.signature(names.chosen).parameters) == [
        "self",
        "accept",
        "content_type",
        "self_",
        "request_options_",
        "body",
        "body_type",
        "response_type",
        "request_options",
    ]


def test_a_member_with_the_name_of_a_choice(api: Caller) -> None:
    api.answers(200, {"a": 1})
    value = api.call("names.chosen", content_type="c", self_="s", request_options_="r", accept="q")
    assert value.a == 1
    assert sent(api) == (
        "POST",
        "/chosen?accept=q",
        b'{"content_type":"c","self":"s","request_options":"r"}',
    )
    assert api.request.headers["content-type"] == "application/json"
    assert api.request.headers["accept"] == "application/json"


def test_the_choice_itself(api: Caller) -> None:
    api.answers(content=b"a,b", headers={"Content-Type": "text/csv"})
    assert api.call("names.chosen", body="t", body_type="text/plain", response_type="text/csv") == "a,b"
    assert sent(api) == ("POST", "/chosen", b"t")
    assert api.request.headers["content-type"] == "text/plain"
    assert api.request.headers["accept"] == "text/csv"
