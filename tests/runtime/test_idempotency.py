"""Idempotency keys: when one is made, that it stays, and what it allows."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from generator.runtime.sdk import Bearer, Operation, Sdk
from generator.runtime.settings import Clock

from .harness import FakeClock, Runner, Server

SDK = Sdk(
    package="acme",
    version="1.2.3",
    client="Acme",
    env_prefix="ACME",
    base_url="https://api.example.com/v1",
    schemes={"BearerAuth": Bearer(argument="token", env="ACME_TOKEN")},
    security=(("BearerAuth",),),
    idempotency_header="Request-Key",
)
DONE = httpx2.Response(204)


def operation(method: str) -> Operation[None]:
    """An operation without arguments."""
    return Operation(method, "/things", returns={"204": None})


class Counting(FakeClock):
    """A clock whose keys are k1, k2, …"""

    def __init__(self) -> None:
        super().__init__()
        self.made = 0

    def new_key(self) -> str:
        self.made += 1
        return f"k{self.made}"


@pytest.fixture
def keyed(run: Runner) -> Runner:
    """A runner whose keys can be told."""
    run.clock = Counting()
    return run


def keys(server: Server) -> list[str | None]:
    return [request.headers.get("request-key") for request in server.requests]


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("POST", "k1"),
        ("PATCH", "k1"),
        ("PUT", None),
        ("DELETE", None),
        ("GET", None),
        ("QUERY", None),
        ("LOCK", None),
    ],
)
def test_which_methods_get_one(keyed: Runner, method: str, sent: str | None) -> None:
    server = Server(DONE)
    keyed(lambda client: client.campaigns.call(operation(method)), server, sdk=SDK, token="t")
    assert (server.request.method, keys(server)) == (method, [sent])


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("trouble", [httpx2.Response(500), httpx2.ReadError("gone"), httpx2.Response(408)])
def test_one_key_over_all_attempts(keyed: Runner, method: str, trouble: Any) -> None:
    server = Server(trouble, trouble, DONE)
    keyed(lambda client: client.campaigns.call(operation(method)), server, sdk=SDK, token="t")
    assert keys(server) == ["k1", "k1", "k1"]
    assert keyed.clock.slept == [0.5, 1.0]


def test_redirects_keep_it(keyed: Runner) -> None:
    server = Server(httpx2.Response(307, headers={"location": "/v2/things"}), DONE)
    keyed(lambda client: client.campaigns.call(operation("POST")), server, sdk=SDK, token="t")
    assert [(str(request.url), request.headers["request-key"]) for request in server.requests] == [
        ("https://api.example.com/v1/things", "k1"),
        ("https://api.example.com/v2/things", "k1"),
    ]


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        ({"headers": {"request-KEY": "argument"}}, "argument"),
        ({"headers": {"request-KEY": None}}, "k1"),
        ({"options": {"idempotency_key": "option"}}, "option"),
        ({"headers": {"Request-Key": "argument"}, "options": {"idempotency_key": "option"}}, "option"),
        ({"options": {"headers": {"REQUEST-KEY": "header"}, "idempotency_key": "option"}}, "header"),
        ({"options": {"headers": {"REQUEST-KEY": None}}}, None),
    ],
)
def test_what_wins(keyed: Runner, arguments: Any, sent: str | None) -> None:
    server = Server(DONE)
    keyed(lambda client: client.campaigns.call(operation("POST"), **arguments), server, sdk=SDK, token="t")
    assert keys(server) == [sent]


@pytest.mark.parametrize("key", ["two\r\nlines", "ü\x00"])
def test_keys_that_cannot_be_sent(keyed: Runner, key: str) -> None:
    server = Server(DONE)
    with pytest.raises(ValueError, match="Request-Key"):
        keyed(
            lambda client: client.campaigns.call(operation("POST"), options={"idempotency_key": key}),
            server,
            sdk=SDK,
            token="t",
        )
    assert server.requests == []


def test_an_api_without_such_a_header(run: Runner) -> None:
    server = Server(DONE)
    with pytest.raises(TypeError, match="this API has no idempotency header"):
        run(lambda client: client.campaigns.call(operation("POST"), options={"idempotency_key": "k"}), server)
    run(lambda client: client.campaigns.call(operation("POST")), server)
    assert not [name for name in server.request.headers if "key" in name]


def test_keys_are_never_the_same() -> None:
    made = {Clock().new_key() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(key) for key in made} == {36}
