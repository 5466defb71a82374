"""What is sent."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from collections import OrderedDict
from decimal import Decimal
from typing import Any

import pytest

from generator.runtime.contents import Content
from generator.runtime.options import OMIT
from generator.runtime.sdk import Operation

from . import fake_models as types
from .harness import Runner, Server, answer

UTC = dt.timezone.utc  # noqa: UP017  # as callers write it
CREATED = answer({"status": True}, 201)


def test_a_post(run: Runner) -> None:
    server = Server(CREATED)
    run(lambda client: client.campaigns.create(name="é"), server)
    request = server.request
    python = ".".join(map(str, sys.version_info[:3]))
    assert request.method == "POST"
    assert str(request.url) == "https://api.example.com/v1/campaign"
    assert request.content == '{"name":"é"}'.encode()
    assert request.headers["content-type"] == "application/json"
    assert request.headers["accept"] == "application/json"
    assert request.headers["authorization"] == "Bearer sk_test_123"
    assert request.headers["user-agent"] == f"acme/1.2.3 python/{python}"
    assert request.headers["content-length"] == "13"


def test_a_get_has_no_body(run: Runner) -> None:
    server = Server(answer({}))
    run(lambda client: client.campaigns.get(id="1"), server)
    assert server.request.content == b""
    assert "content-type" not in server.request.headers
    assert "content-length" not in server.request.headers


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        ({"note": None}, '{"name":"n","note":null}'),
        ({"note": OMIT}, '{"name":"n"}'),
        ({"start": None, "tags": None}, '{"name":"n"}'),
        ({"tags": ()}, '{"name":"n","tags":[]}'),
        ({"tags": ("a", "b")}, '{"name":"n","tags":["a","b"]}'),
        (
            {"start": dt.datetime(2026, 4, 24, 10, tzinfo=UTC)},
            '{"name":"n","startAt":"2026-04-24T10:00:00Z"}',
        ),
        (
            {
                "start": dt.datetime(
                    2026, 4, 24, 10, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=5.5))
                )
            },
            '{"name":"n","startAt":"2026-04-24T04:30:00.123456Z"}',
        ),
        ({"start": "2026-04-24T10:00:00Z"}, '{"name":"n","startAt":"2026-04-24T10:00:00Z"}'),
        ({"parent": {"z": 1, "a": None, "o": OMIT}}, '{"name":"n","parent":{"z":1,"a":null}}'),
        (
            {
                "parent": types.Campaign(
                    id="1", name=None, note=None, created_at=dt.datetime(2026, 1, 1, tzinfo=UTC)
                )
            },
            '{"name":"n","parent":{"_id":"1","note":null,"createdAt":"2026-01-01T00:00:00Z"}}',
        ),
        ({"parent": {"deep": [types.Campaign(calls=3)]}}, '{"name":"n","parent":{"deep":[{"callCount":3}]}}'),
        (
            {
                "parent": OrderedDict(
                    id=uuid.UUID(int=1),
                    day=dt.date(2026, 1, 2),
                    money=Decimal("1.50"),
                    colour=types.Colour.RED,
                    both={"b", "a"},
                    long=dt.timedelta(minutes=1, milliseconds=500),
                    at=dt.time(9, 30),
                    blob=b"hi",
                    small=Decimal("0.0000001"),
                    utc=dt.time(9, 30, tzinfo=dt.UTC),
                )
            },
            '{"name":"n","parent":{"id":"00000000-0000-0000-0000-000000000001","day":"2026-01-02",'
            '"money":"1.50","colour":"red","both":["a","b"],"long":"PT1M0.5S","at":"09:30:00",'
            '"blob":"aGk=","small":"0.0000001","utc":"09:30:00Z"}}',
        ),
    ],
)
def test_json_bodies(run: Runner, arguments: dict[str, Any], body: str) -> None:
    server = Server(CREATED)
    run(lambda client: client.campaigns.create(name="n", **arguments), server)
    assert server.request.content.decode() == body


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"start": dt.datetime(2026, 7, 24, 10)},
            ValueError,
            r"startAt: the datetime 2026-07-24T10:00:00 has no timez",
        ),
        (
            {"parent": types.Campaign(created_at=dt.datetime(2026, 1, 1))},
            ValueError,
            r"parent\.createdAt: .* add one",
        ),
        ({"parent": {"a": [1.0, float("nan")]}}, ValueError, r"parent\.a\[1\]: nan has no JSON form"),
        ({"parent": {"a": float("inf")}}, ValueError, "inf has no JSON form"),
        ({"parent": {"a": object()}}, TypeError, "object has no JSON form"),
        ({"parent": {"a": "\ud800"}}, ValueError, "surrogates"),
    ],
)
def test_refused_before_anything_is_sent(
    run: Runner, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    server = Server(CREATED)
    with pytest.raises(error, match=message):
        run(lambda client: client.campaigns.create(name="n", **arguments), server)
    assert not server.requests


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("abc-._~", "/v1/campaign/abc-._~"),
        ("../agent/1?x=1#f", "/v1/campaign/..%2Fagent%2F1%3Fx%3D1%23f"),
        ("a b/c", "/v1/campaign/a%20b%2Fc"),
        ("%2e%2e", "/v1/campaign/%252e%252e"),
        ("é;,:@", "/v1/campaign/%C3%A9%3B%2C%3A%40"),
        (12, "/v1/campaign/12"),
        (True, "/v1/campaign/true"),
        (uuid.UUID(int=1), "/v1/campaign/00000000-0000-0000-0000-000000000001"),
        (dt.datetime(2026, 1, 1, tzinfo=UTC), "/v1/campaign/2026-01-01T00%3A00%3A00Z"),
        (["a", "b/"], "/v1/campaign/a,b%2F"),
    ],
)
def test_path_arguments_are_one_segment(run: Runner, value: Any, path: str) -> None:
    server = Server(answer({}))
    run(lambda client: client.campaigns.get(id=value), server)
    assert server.request.url.raw_path.decode() == path


@pytest.mark.parametrize("value", ["", ".", "..", None, OMIT, [], {}])
def test_path_arguments_that_would_reach_another_endpoint(run: Runner, value: Any) -> None:
    server = Server(answer({}))
    with pytest.raises((ValueError, TypeError)):
        run(lambda client: client.campaigns.get(id=value), server)
    assert not server.requests


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"page": 2, "search": "a&b c", "none": None, "omit": OMIT}, "page=2&search=a%26b%20c"),
        ({"yes": True, "no": False, "e": ""}, "yes=true&no=false&e="),
        ({"n": ["a", None, "b"], "empty": []}, "n=a&n=b"),
        ({"n[]": ("a", "b")}, "n%5B%5D=a&n%5B%5D=b"),
        ({"at": dt.datetime(2026, 1, 1, tzinfo=UTC)}, "at=2026-01-01T00%3A00%3A00Z"),
        ({"o": {"r": 1, "g": "x y", "n": None}}, "r=1&g=x%20y"),
        ({"csv": ["a,", "b"], "pipes": ["a", "b"], "spaces": [1, 2]}, "csv=a%2C,b&pipes=a%7Cb&spaces=1%202"),
        ({"csv": {"r": 1, "g": 2}, "pipes": "plain"}, "csv=r,1,g,2&pipes=plain"),
        (
            {"filter": {"a b": 1, "c": ["x", "y"]}},
            "filter%5Ba%20b%5D=1&filter%5Bc%5D%5B%5D=x&filter%5Bc%5D%5B%5D=y",
        ),
        ({"o": types.Campaign(id="1", calls=2)}, "_id=1&callCount=2"),
        ({"plus": "a+b", "pct": "100%"}, "plus=a%2Bb&pct=100%25"),
        ({"none": None}, ""),
    ],
)
def test_queries(run: Runner, query: dict[str, Any], text: str) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    run(lambda client: client.campaigns.list(query=query), server)
    assert server.request.url.query.decode() == text
    assert str(server.request.url).endswith(f"?{text}" if text else "/campaign")


def test_a_naive_datetime_in_a_query_names_the_parameter(run: Runner) -> None:
    server = Server(answer({}))
    with pytest.raises(ValueError, match="since: the datetime"):
        run(lambda client: client.campaigns.list(query={"since": dt.datetime(2026, 1, 1)}), server)
    assert not server.requests


def test_header_and_cookie_parameters(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    run(
        lambda client: client.campaigns.list(
            trace=["a", True], cookies={"s": "x; y=é", "t": 1, "n": None, "l": ["p", "q"]}
        ),
        server,
    )
    assert server.request.headers["x-trace"] == "a,true"
    assert server.request.headers["cookie"] == "s=x%3B%20y=%C3%A9; t=1; l=p; l=q"


@pytest.mark.parametrize("value", ["a\r\nX-Injected: 1", "a\nb", "a\x00"])
def test_headers_cannot_be_injected(run: Runner, value: str) -> None:
    server = Server(answer({}))
    with pytest.raises(ValueError, match="control character"):
        run(lambda client: client.campaigns.list(trace=value), server)
    with pytest.raises(ValueError, match="control character"):
        run(lambda client: client.campaigns.list(request_options={"headers": {"X-A": value}}), server)
    with pytest.raises(ValueError, match="control character"):
        run(lambda client: client.campaigns.list(), server, headers={"X-A": value})
    assert not server.requests


def test_request_options_beat_the_arguments(run: Runner) -> None:
    server = Server(CREATED)
    run(
        lambda client: client.campaigns.create(
            name="n",
            request_options={
                "headers": {"authorization": "Bearer other", "X-More": "1", "Accept": None},
                "query": {"dry": True, "tags": ["a", "b"]},
                "body": {"name": "override", "extra": 1, "none": None},
            },
        ),
        server,
    )
    assert server.request.url.query == b"dry=true&tags=a&tags=b"
    assert server.request.headers["authorization"] == "Bearer other"
    assert server.request.headers["x-more"] == "1"
    assert "accept" not in server.request.headers
    assert server.request.content == b'{"name":"override","extra":1,"none":null}'


def test_request_options_replace_a_query_parameter(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    options = {"query": {"page": 9, "more": "x"}}
    run(lambda client: client.campaigns.list(query={"page": 1}, request_options=options), server)
    assert server.request.url.query == b"page=9&more=x"


def test_an_unknown_request_option(run: Runner) -> None:
    server = Server(CREATED)
    with pytest.raises(
        TypeError,
        match=r"timeout_in_seconds \(there are: body, headers, idempotency_key, max_retries, query, ",
    ):
        run(
            lambda client: client.campaigns.create(name="n", request_options={"timeout_in_seconds": 1}),
            server,
        )
    assert not server.requests


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (None, b"null"),
        ([1, "a"], b'[1,"a"]'),
        ("text", b'"text"'),
        (types.Campaign(name="n"), b'{"name":"n"}'),
        ({}, b"{}"),
        (False, b"false"),
    ],
)
def test_whole_bodies(run: Runner, body: Any, sent: bytes) -> None:
    server = Server(answer({}))
    run(lambda client: client.campaigns.replace(id="1", body=body), server)
    assert server.request.content == sent


def test_members_cannot_be_added_to_a_body_that_is_no_object(run: Runner) -> None:
    server = Server(answer({}))
    with pytest.raises(TypeError, match="not one"):
        run(
            lambda client: client.campaigns.replace(id="1", body=[1], request_options={"body": {"a": 1}}),
            server,
        )


@pytest.mark.parametrize(
    ("method", "content"), [("POST", b"{}"), ("PUT", b"{}"), ("PATCH", b"{}"), ("DELETE", b""), ("GET", b"")]
)
def test_an_object_body_without_members(run: Runner, method: str, content: bytes) -> None:
    server = Server(answer({}))
    operation: Operation[None] = Operation(method, "/x")
    run(lambda client: client.campaigns.call(operation, fields={"a": None}), server)
    assert server.request.content == content
    assert ("content-type" in server.request.headers) == bool(content)


@pytest.mark.parametrize(("body", "sent"), [(b"\x00\x01", b"\x00\x01"), ("é", "é".encode()), (None, b"")])
def test_bodies_that_are_not_json(run: Runner, body: Any, sent: bytes) -> None:
    server = Server(answer({}))
    operation: Operation[None] = Operation(
        "POST", "/x", bodies=(Content("application/octet-stream"),), accept="*/*"
    )
    run(lambda client: client.campaigns.call(operation, body=body), server)
    assert server.request.content == sent
    assert server.request.headers["accept"] == "*/*"
    assert server.request.headers.get("content-type") == ("application/octet-stream" if sent else None)


@pytest.mark.parametrize("arguments", [{"body": {"a": 1}}, {"body": b"", "options": {"body": {"a": 1}}}])
def test_bodies_that_are_not_json_take_only_bytes(run: Runner, arguments: dict[str, Any]) -> None:
    operation: Operation[None] = Operation("POST", "/x", bodies=(Content("application/octet-stream"),))
    with pytest.raises(TypeError, match="application/octet-stream"):
        run(lambda client: client.campaigns.call(operation, **arguments), Server(answer({})))


def test_json_variants_are_json(run: Runner) -> None:
    server = Server(answer({}))
    operation: Operation[None] = Operation(
        "PATCH", "/x", bodies=(Content("application/merge-patch+json; charset=utf-8"),)
    )
    run(lambda client: client.campaigns.call(operation, fields={"a": 1}), server)
    assert server.request.content == b'{"a":1}'
    assert server.request.headers["content-type"] == "application/merge-patch+json; charset=utf-8"
