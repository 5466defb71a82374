"""The caller's own code around each attempt."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError, ApiStatusError
from generator.runtime.hooks import Attempt, AttemptResult, Hooks

from .fake_sdk import Acme, AsyncAcme
from .harness import Runner, Server, answer
from .test_raw import Pieces

OK = answer({}, 201, x_a="1")


def create(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.create(name="n")


def test_hooks_see_each_attempt(run: Runner) -> None:
    attempts: list[Attempt] = []
    results: list[AttemptResult] = []
    server = Server(httpx2.ConnectError("refused"), answer({}, 429, retry_after="2"), OK)
    run(create, server, hooks=Hooks(before_attempt=attempts.append, after_attempt=results.append))
    assert [attempt.number for attempt in attempts] == [1, 2, 3]
    assert {attempt.method for attempt in attempts} == {"POST"}
    assert {attempt.path for attempt in attempts} == {"/campaign"}
    assert {attempt.url for attempt in attempts} == {"https://api.example.com/v1/campaign"}
    assert {attempt.body for attempt in attempts} == {b'{"name":"n"}'}
    assert attempts[0].headers["Authorization"] == "Bearer sk_test_123"
    assert [result.attempt for result in results] == attempts
    assert [result.status_code for result in results] == [None, 429, 201]
    assert isinstance(results[0].error, ApiConnectionError)
    assert [result.retry_in for result in results] == [0.5, 2.0, None]
    assert results[2].headers is not None
    assert results[2].headers["x-a"] == "1"
    assert results[2].elapsed == 0


def test_hooks_see_the_last_failure(run: Runner) -> None:
    results: list[AttemptResult] = []
    hooks = Hooks(after_attempt=results.append)
    with pytest.raises(ApiStatusError):
        run(create, Server(answer({}, 400)), hooks=hooks)
    with pytest.raises(ApiStatusError, match="not followed"):
        run(create, Server(httpx2.Response(302, headers={"location": "/x"})), hooks=hooks)
    with pytest.raises(ApiConnectionError):
        run(create, Server(httpx2.ReadTimeout("")), hooks=hooks)
    assert [(result.status_code, result.retry_in) for result in results] == [
        (400, None),
        (302, None),
        (None, None),
    ]


def test_hooks_change_headers(run: Runner) -> None:
    def change(attempt: Attempt) -> None:
        attempt.headers["X-Signature"] = f"s{attempt.number}"
        attempt.headers["authorization"] = "Bearer hook"
        del attempt.headers["Content-Type"]

    server = Server(answer({}, 429), OK)
    run(create, server, hooks=Hooks(before_attempt=change), http={"headers": {"User-Agent": "theirs/1"}})
    assert [request.headers["x-signature"] for request in server.requests] == ["s1", "s2"]
    for request in server.requests:
        assert request.headers.get_list("authorization") == ["Bearer hook"]
        assert "content-type" not in request.headers
        assert request.headers["user-agent"] == "theirs/1"


def test_headers_of_a_hook_do_not_leave_the_origin(run: Runner) -> None:
    def change(attempt: Attempt) -> None:
        attempt.headers["X-Signature"] = "s"

    server = Server(httpx2.Response(307, headers={"location": "https://other.example/x"}), OK)
    run(create, server, hooks=Hooks(before_attempt=change))
    assert server.requests[0].headers["x-signature"] == "s"
    assert "x-signature" not in server.requests[1].headers


def test_a_hook_cannot_inject_headers(run: Runner) -> None:
    def change(attempt: Attempt) -> None:
        attempt.headers["X-A"] = "1\r\nX-B: 2"

    with pytest.raises(ValueError, match="control character"):
        run(create, server := Server(OK), hooks=Hooks(before_attempt=change))
    assert not server.requests


def test_coroutine_functions_are_for_async_clients(run: Runner) -> None:
    seen: list[Any] = []

    async def hook(record: Any) -> None:
        await asyncio.sleep(0)
        seen.append(record)

    hooks = Hooks(before_attempt=hook, after_attempt=hook)
    if run.is_async:
        run(create, Server(OK), hooks=hooks)
        assert [type(record) for record in seen] == [Attempt, AttemptResult]
    else:
        with pytest.raises(TypeError, match="hook is a coroutine function"):
            run(create, Server(OK), hooks=hooks)


def test_what_a_hook_raises_ends_the_call_and_closes_the_body(run: Runner) -> None:
    body = Pieces(b"a")
    server = Server(lambda request: httpx2.Response(200, stream=body))
    transport = httpx2.MockTransport(server.handle)

    def fail(result: AttemptResult) -> None:
        raise ZeroDivisionError

    hooks = Hooks(after_attempt=fail)
    if run.is_async:

        async def use() -> None:
            http_client = httpx2.AsyncClient(transport=transport)
            async with AsyncAcme(token="t", hooks=hooks, http_client=http_client) as client:
                with pytest.raises(ZeroDivisionError):
                    await client.campaigns.with_streaming_response.get(id="1").__aenter__()

        asyncio.run(use())
    else:
        client = Acme(token="t", hooks=hooks, http_client=httpx2.Client(transport=transport))
        with pytest.raises(ZeroDivisionError):
            client.campaigns.with_streaming_response.get(id="1").__enter__()
    assert body.closed


def test_reprs_show_no_secrets(run: Runner) -> None:
    records: list[Any] = []
    hooks = Hooks(before_attempt=records.append, after_attempt=records.append)
    run(
        lambda client: client.campaigns.get(id="1", request_options={"query": {"api_key": "s3cret"}}),
        Server(OK),
        token="s3cret",
        hooks=hooks,
    )
    assert "s3cret" not in repr(records)
    assert "s3cret" not in repr(records[0].headers)
    assert repr(records[1]) == (
        "AttemptResult(Attempt(1, GET https://api.example.com/v1/campaign/1), "
        "status_code=201, retry_in=None)"
    )
