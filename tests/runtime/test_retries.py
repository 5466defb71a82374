"""What is repeated, and when."""

from __future__ import annotations

from email.utils import formatdate
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError, ApiError, ApiStatusError, ApiTimeoutError
from generator.runtime.retry import asked_delay, backoff

from .harness import FakeClock, Runner, Server, answer

OK = answer({}, 201)


def post(client: Any) -> Any:
    """Not idempotent."""
    return client.campaigns.create(name="n")


def get(client: Any) -> Any:
    """Idempotent."""
    return client.campaigns.get(id="1")


def keyed(client: Any) -> Any:
    """Not idempotent, but with a key."""
    return client.campaigns.create(name="n", request_options={"headers": {"Idempotency-Key": "k"}})


ALL = (post, get, keyed)
SAFE = (get, keyed)


@pytest.mark.parametrize(
    ("status", "headers", "repeated"),
    [
        (429, {}, ALL),
        (429, {"retry-after": "0"}, ALL),
        (408, {}, SAFE),
        (408, {"retry-after": "0"}, ALL),
        (503, {}, SAFE),
        (503, {"retry-after-ms": "1"}, ALL),
        (503, {"retry-after": "soon"}, SAFE),
        (500, {}, SAFE),
        (500, {"retry-after": "0"}, SAFE),
        (502, {}, SAFE),
        (504, {}, SAFE),
        (599, {}, SAFE),
        (501, {"retry-after": "0"}, ()),
        (505, {"retry-after": "0"}, ()),
        (400, {"retry-after": "0"}, ()),
        (404, {}, ()),
        (409, {"retry-after": "0"}, ()),
        (422, {}, ()),
    ],
)
@pytest.mark.parametrize("use", ALL)
def test_statuses(run: Runner, status: int, headers: dict[str, str], repeated: Any, use: Any) -> None:
    server = Server(answer({}, status, **headers), OK)
    if use in repeated:
        run(use, server)
        assert len(server.requests) == 2
        assert server.requests[0].content == server.requests[1].content
        assert server.requests[0].headers == server.requests[1].headers
    else:
        with pytest.raises(ApiStatusError) as caught:
            run(use, server)
        assert caught.value.status_code == status
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("error", "repeated"),
    [
        (httpx2.ConnectError("refused"), ALL),
        (httpx2.ConnectTimeout(""), ALL),
        (httpx2.PoolTimeout(""), ALL),
        (httpx2.ReadTimeout(""), SAFE),
        (httpx2.ReadError("reset"), SAFE),
        (httpx2.WriteError(""), SAFE),
        (httpx2.WriteTimeout(""), SAFE),
        (httpx2.RemoteProtocolError("closed"), SAFE),
        (httpx2.LocalProtocolError(""), ()),
        (httpx2.UnsupportedProtocol(""), ()),
        (httpx2.ProxyError("407"), ()),
    ],
)
@pytest.mark.parametrize("use", ALL)
def test_failures(run: Runner, error: httpx2.TransportError, repeated: Any, use: Any) -> None:
    server = Server(error, OK)
    if use in repeated:
        run(use, server)
        assert len(server.requests) == 2
        return
    with pytest.raises(ApiConnectionError) as caught:
        run(use, server)
    assert len(server.requests) == 1
    assert isinstance(caught.value, ApiTimeoutError) == isinstance(error, httpx2.TimeoutException)
    assert caught.value.__cause__ is error
    assert "https://api.example.com/v1/campaign" in str(caught.value)


def test_the_default_is_two_retries_with_growing_waits(run: Runner) -> None:
    server = Server(answer({"errors": ["slow"]}, 429))
    with pytest.raises(ApiStatusError, match="slow"):
        run(post, server)
    assert len(server.requests) == 3
    assert run.clock.slept == [0.5, 1.0]


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({"retry-after": "1"}, [1.0]),
        ({"retry-after": "0"}, [0.0]),
        ({"retry-after": "1.5"}, [1.5]),
        ({"retry-after": "60"}, [60.0]),
        ({"retry-after-ms": "50"}, [0.05]),
        ({"retry-after-ms": "50", "retry-after": "1"}, [0.05]),
        ({"retry-after-ms": "x", "retry-after": "1"}, [1.0]),
        ({"retry-after": formatdate(1_010, usegmt=True)}, [10.0]),
        ({"retry-after": formatdate(900, usegmt=True)}, [0.0]),
        ({"retry-after": "Thu, 01 Jan 1970 00:16:50 -0000"}, [10.0]),
        ({"retry-after": "-1"}, [0.5]),
        ({"retry-after": "nan"}, [0.5]),
        ({"retry-after": "tomorrow"}, [0.5]),
        ({"retry-after": ""}, [0.5]),
    ],
)
def test_what_the_server_asks_is_done_exactly(
    run: Runner, headers: dict[str, str], slept: list[float]
) -> None:
    run(post, Server(answer({}, 429, **headers), OK))
    assert run.clock.slept == slept


@pytest.mark.parametrize(
    "headers", [{"retry-after": "61"}, {"retry-after-ms": "60001"}, {"retry-after": "1e99"}]
)
def test_a_server_that_asks_for_too_long_a_wait(run: Runner, headers: dict[str, str]) -> None:
    server = Server(answer({}, 429, **headers), OK)
    with pytest.raises(ApiStatusError) as caught:
        run(get, server)
    assert caught.value.status_code == 429
    assert len(server.requests) == 1
    assert run.clock.slept == []


@pytest.mark.parametrize(("client", "call", "requests"), [(0, None, 1), (1, None, 2), (2, 0, 1), (0, 3, 4)])
def test_how_many(run: Runner, client: int, call: int | None, requests: int) -> None:
    server = Server(answer({}, 429))
    options = {} if call is None else {"max_retries": call}
    with pytest.raises(ApiStatusError):
        run(lambda c: c.campaigns.get(id="1", request_options=options), server, max_retries=client)
    assert len(server.requests) == requests


def test_negative_retries_are_refused(run: Runner) -> None:
    with pytest.raises(ValueError, match="max_retries must be zero or more"):
        run(get, Server(OK), max_retries=-1)
    with pytest.raises(ValueError, match="max_retries must be zero or more"):
        run(lambda c: c.campaigns.get(id="1", request_options={"max_retries": -1}), Server(OK))


def test_the_backoff_doubles_up_to_eight_seconds_with_full_jitter() -> None:
    assert [backoff(number, lambda: 1.0) for number in range(1, 8)] == [0.5, 1, 2, 4, 8, 8, 8]
    assert backoff(3, lambda: 0.0) == 0
    assert backoff(3, lambda: 0.25) == 0.5
    assert backoff(10_000, lambda: 1.0) == 8


def test_jitter_comes_from_chance(run: Runner) -> None:
    run.clock.chance = 0.5
    run(post, Server(answer({}, 429), OK))
    assert run.clock.slept == [0.25]


def test_asked_delay_without_headers() -> None:
    assert asked_delay({}, 0) is None


def test_the_total_timeout_ends_the_waiting(run: Runner) -> None:
    """A wait that would end too late is not begun: the caller gets the answer that there is."""
    server = Server(answer({}, 429, retry_after="5"))
    with pytest.raises(ApiStatusError) as caught:
        run(post, server, total_timeout=12, max_retries=9)
    assert caught.value.status_code == 429
    assert run.clock.slept == [5.0, 5.0]
    assert len(server.requests) == 3


def test_the_total_timeout_ends_the_attempts(run: Runner) -> None:
    def slow(request: httpx2.Request) -> httpx2.Response:
        run.clock.time += 7
        raise httpx2.ReadTimeout("")

    server = Server(slow)
    with pytest.raises(ApiTimeoutError, match="not done within the total_timeout of 10 s") as caught:
        run(get, server, total_timeout=10)
    assert caught.value.phase == "total"
    assert len(server.requests) == 2


def test_each_attempt_gets_no_more_than_what_remains(run: Runner) -> None:
    server = Server(answer({}, 429, retry_after="4"), OK)
    run(post, server, total_timeout=10, timeout=8)
    assert [request.extensions["timeout"]["read"] for request in server.requests] == [8, 6]


def test_a_failed_read_of_the_body_is_a_failed_attempt(run: Runner) -> None:
    class Broken(httpx2.SyncByteStream, httpx2.AsyncByteStream):
        def __iter__(self) -> Any:
            yield b'{"a'
            raise httpx2.ReadError("reset")

        async def __aiter__(self) -> Any:
            yield b'{"a'
            raise httpx2.ReadError("reset")

    server = Server(lambda request: httpx2.Response(200, stream=Broken()))
    with pytest.raises(ApiConnectionError, match="reset") as caught:
        run(get, server)
    assert caught.value.phase == "read"
    assert len(server.requests) == 3
    with pytest.raises(ApiConnectionError, match="reset"):
        run(post, other := Server(lambda request: httpx2.Response(201, stream=Broken())))
    assert len(other.requests) == 1


def test_a_body_that_cannot_be_decompressed(run: Runner) -> None:
    def corrupt(request: httpx2.Request) -> httpx2.Response:
        stream = httpx2.ByteStream(b"not gzip")
        return httpx2.Response(201, headers={"content-encoding": "gzip", "x-request-id": "r"}, stream=stream)

    with pytest.raises(ApiError, match="Content-Encoding") as caught:
        run(post, Server(corrupt))
    assert getattr(caught.value, "status_code", None) == 201
    assert getattr(caught.value, "request_id", None) == "r"


def test_the_real_clock(run: Runner) -> None:
    server = Server(answer({}, 429, retry_after_ms="30"), OK)
    run(post, server, real_clock=True)
    assert len(server.requests) == 2


def test_the_fake_clock_is_one() -> None:
    clock = FakeClock()
    clock.sleep(2)
    assert (clock.monotonic(), clock.slept) == (1_002.0, [2])


@pytest.mark.parametrize("use", ALL)
@pytest.mark.parametrize("status", [400, 404, 409, 422, 500, 501, 503])
def test_a_server_that_says_to_repeat(run: Runner, status: int, use: Any) -> None:
    server = Server(answer({}, status, x_should_retry="true"), answer({}, status, x_should_retry="TRUE"), OK)
    run(use, server)
    assert len(server.requests) == 3
    assert run.clock.slept == [0.5, 1.0]


@pytest.mark.parametrize("use", ALL)
@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_server_that_says_not_to_repeat(run: Runner, status: int, use: Any) -> None:
    server = Server(answer({}, status, x_should_retry="false", retry_after="0"), OK)
    with pytest.raises(ApiStatusError):
        run(use, server)
    assert (len(server.requests), run.clock.slept) == (1, [])


def test_a_server_that_always_says_to_repeat(run: Runner) -> None:
    server = Server(answer({}, 409, x_should_retry="true", retry_after="3"))
    with pytest.raises(ApiStatusError):
        run(post, server, max_retries=4)
    assert (len(server.requests), run.clock.slept) == (5, [3.0] * 4)


def test_a_server_that_says_to_repeat_in_an_hour(run: Runner) -> None:
    server = Server(answer({}, 503, x_should_retry="true", retry_after="3600"), OK)
    with pytest.raises(ApiStatusError):
        run(get, server)
    assert (len(server.requests), run.clock.slept) == (1, [])


def test_what_else_a_server_may_say_means_nothing(run: Runner) -> None:
    server = Server(answer({}, 500, x_should_retry="maybe"), answer({}, 404, x_should_retry="1"))
    with pytest.raises(ApiStatusError):
        run(get, server)
    assert [len(server.requests), *run.clock.slept] == [2, 0.5]
