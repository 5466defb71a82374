"""Clients: construction, copies, the caller's own HTTP client, closing."""

from __future__ import annotations

import asyncio
import copy
import pickle
import threading
from typing import Any

import httpx2
import pytest

from generator.runtime.options import NOT_GIVEN, OMIT, ConnectionLimits, NotGiven, Omit, Timeout
from generator.runtime.sdk import Operation, Sdk

from .fake_sdk import SDK, Acme, AsyncAcme
from .harness import Runner, Server, answer

OK = answer({})


def get(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.get(id="1")


@pytest.mark.parametrize(
    ("argument", "environment", "http", "expected"),
    [
        (None, None, "", "https://api.example.com/v1"),
        ("https://a.example/x/", None, "", "https://a.example/x"),
        (None, "http://b.example:8080/", "", "http://b.example:8080"),
        ("https://a.example", "https://b.example", "https://c.example", "https://a.example"),
        (None, "https://b.example", "https://c.example", "https://b.example"),
        (None, None, "https://c.example/v2/", "https://c.example/v2"),
        (None, "  ", "", "https://api.example.com/v1"),
    ],
)
def test_base_urls(
    run: Runner,
    monkeypatch: pytest.MonkeyPatch,
    argument: str | None,
    environment: str | None,
    http: str,
    expected: str,
) -> None:
    if environment is not None:
        monkeypatch.setenv("ACME_BASE_URL", environment)
    server = Server(OK)
    run(get, server, base_url=argument, http={"base_url": http})
    assert str(server.request.url) == f"{expected}/campaign/1"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("api.example.com", "absolute http or https URL"),
        ("ftp://a.example", "absolute http or https URL"),
        ("https://", "absolute http or https URL"),
        ("", "absolute http or https URL"),
        ("https://user:pass@a.example", "user name or password"),
        ("https://a.example?x=1", "query or a fragment"),
        ("https://a.example/#f", "query or a fragment"),
    ],
)
def test_base_urls_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        Acme(token="t", base_url=url)
    assert "pass@" not in str(caught.value)
    with pytest.raises(ValueError, match=why):
        Acme(token="t").with_options(base_url=url)


def test_an_api_without_a_documented_server(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = Sdk(package="acme", version="1", client="Acme", env_prefix="ACME")
    with pytest.raises(ValueError, match=r"pass base_url=\.\.\. or set ACME_BASE_URL"):
        Acme(sdk=sdk)
    monkeypatch.setenv("ACME_BASE_URL", "https://b.example")
    assert Acme(sdk=sdk).base_url == "https://b.example"


def test_a_url_that_the_library_refuses(run: Runner) -> None:
    with pytest.raises(ValueError, match="not valid"):
        run(get, Server(OK), base_url="https://a.example:port")


LIMITS = {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}


@pytest.mark.parametrize(
    ("client", "call", "http", "expected"),
    [
        (NOT_GIVEN, NOT_GIVEN, {}, LIMITS),
        (7, NOT_GIVEN, {}, dict.fromkeys(LIMITS, 7)),
        (None, NOT_GIVEN, {}, dict.fromkeys(LIMITS, None)),
        (Timeout(read=1), NOT_GIVEN, {}, {**LIMITS, "read": 1}),
        (Timeout(9, connect=None), NOT_GIVEN, {}, {"connect": None, "read": 9, "write": 9, "pool": 9}),
        (7, 2.5, {}, dict.fromkeys(LIMITS, 2.5)),
        (7, None, {}, dict.fromkeys(LIMITS, None)),
        (7, Timeout(pool=3), {}, {**LIMITS, "pool": 3}),
        (NOT_GIVEN, NOT_GIVEN, {"timeout": 11}, dict.fromkeys(LIMITS, 11)),
        (NOT_GIVEN, NOT_GIVEN, {"timeout": None}, dict.fromkeys(LIMITS, None)),
        (7, NOT_GIVEN, {"timeout": 11}, dict.fromkeys(LIMITS, 7)),
        (NOT_GIVEN, 2, {"timeout": 11}, dict.fromkeys(LIMITS, 2)),
    ],
)
def test_timeouts(
    run: Runner, client: Any, call: Any, http: dict[str, Any], expected: dict[str, Any]
) -> None:
    server = Server(OK)
    options = {} if isinstance(call, NotGiven) else {"timeout": call}
    run(lambda c: c.campaigns.get(id="1", request_options=options), server, http=http, timeout=client)
    assert server.request.extensions["timeout"] == expected


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_timeouts_that_make_no_sense(seconds: float) -> None:
    for make in (
        lambda: Timeout(seconds),
        lambda: Timeout(read=seconds),
        lambda: Acme(token="t", timeout=seconds),
        lambda: Acme(token="t", total_timeout=seconds),
        lambda: Acme(token="t").with_options(total_timeout=seconds),
    ):
        with pytest.raises(ValueError, match="number of seconds"):
            make()


def test_timeout_is_a_value() -> None:
    timeout = Timeout(9, connect=1)
    assert repr(timeout) == "Timeout(connect=1, read=9, write=9, pool=9)"
    assert timeout == Timeout(connect=1, read=9, write=9, pool=9)
    assert timeout != Timeout(9)
    assert timeout != 9
    assert len({timeout, Timeout(9, connect=1)}) == 1
    assert pickle.loads(pickle.dumps(timeout)) == timeout
    with pytest.raises(AttributeError, match="immutable"):
        timeout.read = 1
    with pytest.raises(AttributeError, match="immutable"):
        del timeout.read


def test_sentinels() -> None:
    assert not OMIT
    assert not NOT_GIVEN
    assert (repr(OMIT), repr(NOT_GIVEN)) == ("OMIT", "NOT_GIVEN")
    assert pickle.loads(pickle.dumps((OMIT, NOT_GIVEN))) == (OMIT, NOT_GIVEN)
    assert isinstance(OMIT, Omit)


def test_the_callers_http_client_keeps_its_settings(run: Runner) -> None:
    server = Server(OK)
    http = {
        "headers": {"X-Theirs": "1", "User-Agent": "theirs/1"},
        "cookies": {"c": "1"},
        "params": {"p": "a b"},
    }
    run(get, server, http=http)
    assert server.request.headers["x-theirs"] == "1"
    assert server.request.headers["user-agent"] == "theirs/1"
    assert server.request.headers["cookie"] == "c=1"
    assert server.request.url.query == b"p=a%20b"
    assert server.request.headers["accept"] == "application/json"


def test_what_is_explicit_beats_the_callers_http_client(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    http = {
        "headers": {
            "X-Trace": "theirs",
            "User-Agent": "theirs/1",
            "Authorization": "theirs",
            "Accept": "x/y",
        },
        "params": {"q": "theirs", "p": "1"},
    }
    headers = {"user-agent": "mine/1"}
    run(lambda c: c.campaigns.list(query={"q": 1}, trace="mine"), server, http=http, headers=headers)
    assert server.request.headers.get_list("x-trace") == ["mine"]
    assert server.request.headers["user-agent"] == "mine/1"
    assert server.request.headers["authorization"] == "Bearer sk_test_123"
    assert server.request.headers["accept"] == "x/y"
    assert server.request.url.query == b"q=1&p=1"


def test_changes_of_the_callers_http_client_are_seen() -> None:
    server = Server(OK)
    http_client = httpx2.Client(transport=httpx2.MockTransport(server.handle))
    client = Acme(token="t", http_client=http_client)
    get(client)
    http_client.headers["X-Later"] = "1"
    get(client)
    assert [request.headers.get("x-later") for request in server.requests] == [None, "1"]
    client.close()
    assert not http_client.is_closed
    http_client.close()


@pytest.mark.parametrize("client", [httpx2.AsyncClient(), object(), "client"])
def test_http_clients_of_another_kind(client: Any) -> None:
    with pytest.raises(TypeError, match=r"must be an httpx2\.Client, not "):
        Acme(token="t", http_client=client)
    with pytest.raises(TypeError, match=r"must be an httpx2\.AsyncClient, not httpx2\.Client"):
        AsyncAcme(token="t", http_client=httpx2.Client())  # type: ignore[arg-type]


def test_with_options(run: Runner) -> None:
    server = Server(OK)

    def use(client: Any) -> Any:
        other = client.with_options(
            base_url="https://other.example",
            timeout=3,
            max_retries=0,
            headers={"x-b": "2", "X-A": None},
            strict_responses=True,
        )
        assert type(other) is type(client)
        assert other.campaigns is not client.campaigns
        assert other._core.pool is client._core.pool
        assert client.base_url == "https://api.example.com/v1"
        assert other._core.settings.max_retries == 0
        assert other._core.settings.strict_responses is True
        assert other.with_options()._core.settings.timeout == Timeout(3)
        return get(other)

    run(use, server, headers={"X-A": "1"})
    assert str(server.request.url) == "https://other.example/campaign/1"
    assert server.request.headers["x-b"] == "2"
    assert "x-a" not in server.request.headers
    assert server.request.extensions["timeout"]["read"] == 3


def test_an_sdk_without_environments() -> None:
    with pytest.raises(ValueError, match=r"^Acme has no environments; pass base_url=\.\.\.$"):
        Acme(token="t").with_options(environment="live")


def test_copies_keep_what_subclasses_add() -> None:
    class Mine(Acme):
        def __init__(self) -> None:
            super().__init__(token="t")
            self.mine = [1]

    client = Mine()
    _ = client.campaigns
    other = client.with_options(max_retries=1)
    assert other.mine is client.mine
    assert other.campaigns._core is other._core


def test_a_closed_client(run: Runner) -> None:
    if run.is_async:

        async def use() -> None:
            client = AsyncAcme(token="t")
            async with client:
                copy = client.with_options()
            for each in (client, copy):
                with pytest.raises(RuntimeError, match="closed"):
                    await get(each)
            await client.close()

        asyncio.run(use())
    else:
        client = Acme(token="t")
        with client:
            copy = client.with_options()
        for each in (client, copy):
            with pytest.raises(RuntimeError, match="closed"):
                get(each)
        client.close()


def test_our_own_http_client_is_closed_with_ours() -> None:
    client = Acme(token="t")
    transport = client._core.pool.transport
    assert not transport._client.is_closed
    client.close()
    assert transport._client.is_closed

    async def use() -> None:
        client = AsyncAcme(token="t")
        transport = client._core.pool.transport
        await client.aclose()
        assert transport._client.is_closed

    asyncio.run(use())


def test_connection_limits_reach_the_connections() -> None:
    def kept(client: Any) -> tuple[Any, ...]:
        pool = client._core.pool.transport._client._transport._pool
        return (pool._max_connections, pool._max_keepalive_connections, pool._keepalive_expiry)

    with Acme(token="t") as client:
        assert kept(client) == (100, 20, 5.0)
        assert client.with_options(timeout=1)._core.pool is client._core.pool
    with Acme(token="t", connection_limits=ConnectionLimits(7, 3, 1.5)) as client:
        assert kept(client) == (7, 3, 1.5)
        assert kept(client.with_options(timeout=1)) == (7, 3, 1.5)

    async def use() -> None:
        async with AsyncAcme(token="t", connection_limits=ConnectionLimits(keepalive_expiry=2)) as client:
            assert kept(client) == (100, 20, 2)

    asyncio.run(use())


def test_connection_limits_are_not_for_the_callers_own_client() -> None:
    limits = ConnectionLimits()
    with httpx2.Client() as http, pytest.raises(ValueError, match="with http_client= say limits= to that"):
        Acme(token="t", connection_limits=limits, http_client=http)

    async def use() -> None:
        async with httpx2.AsyncClient() as http:
            with pytest.raises(ValueError, match="with http_client= say limits= to that"):
                AsyncAcme(token="t", connection_limits=limits, http_client=http)

    asyncio.run(use())


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"max_connections": 0}, "max_connections must be 1 or more"),
        ({"max_keepalive_connections": -1}, "max_keepalive_connections must be 0 or more"),
        ({"keepalive_expiry": -0.1}, "keepalive_expiry must be 0 or more"),
        ({"keepalive_expiry": float("nan")}, "keepalive_expiry must be 0 or more"),
    ],
)
def test_connection_limits_that_make_no_sense(limits: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ConnectionLimits(**limits)


def test_connection_limits_are_a_value() -> None:
    one = ConnectionLimits(max_connections=None, max_keepalive_connections=0, keepalive_expiry=None)
    assert one == pickle.loads(pickle.dumps(one)) != ConnectionLimits()
    assert len({one, copy.copy(one), ConnectionLimits()}) == 2
    assert one != (None, 0, None)
    assert repr(one) == (
        "ConnectionLimits(max_connections=None, max_keepalive_connections=0, keepalive_expiry=None)"
    )
    with pytest.raises(AttributeError, match="immutable; make a new one to change 'max_connections'"):
        one.max_connections = 3
    with pytest.raises(AttributeError, match="immutable"):
        del one.max_connections


def test_a_forgotten_client_closes_its_connections() -> None:
    client = Acme(token="t")
    http_client = client._core.pool.transport._client
    del client
    assert http_client.is_closed


def test_threads_open_the_connections_once() -> None:
    client = Acme(token="t")
    barrier = threading.Barrier(8)
    found: list[Any] = []

    def open_connections() -> None:
        barrier.wait()
        found.append(client._core.pool.transport)

    threads = [threading.Thread(target=open_connections) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
    client.close()


def test_operations_have_a_short_repr() -> None:
    operation: Operation[None] = Operation("GET", "/x/{id}")
    assert repr(operation) == "Operation(GET /x/{id})"
    assert SDK.schemes["BearerAuth"] is not None
