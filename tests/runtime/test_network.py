"""Real connections on loopback."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from generator.runtime.contents import Events
from generator.runtime.errors import ApiConnectionError, ApiTimeoutError
from generator.runtime.sdk import Operation

from .fake_sdk import AsyncAcme
from .harness import Runner
from .test_redirects import serving


def create(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.create(name="n")


@contextmanager
def speaking(*pieces: bytes | float) -> Iterator[str]:
    """Serve, to every connection, some bytes and pauses (seconds), whatever is asked; gives the base URL."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                for piece in pieces:
                    if isinstance(piece, bytes):
                        connection.sendall(piece)
                    elif stop.wait(piece):
                        return
            except OSError:
                pass

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=answer, args=(connection,)))
            threads[-1].start()

    threads: list[threading.Thread] = []
    main = threading.Thread(target=serve)
    main.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        with socket.create_connection(listener.getsockname()):
            pass
        listener.close()
        for thread in [main, *threads]:
            thread.join()


HEAD = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"


def test_a_call(run: Runner) -> None:
    with serving(lambda path: (201, {"X-Request-Id": "r"}, b'{"status": true}')) as (url, seen):
        response = run(lambda client: client.campaigns.with_raw_response.create(name="n"), base_url=url)
    assert response.parse().status is True
    assert response.request_id == "r"
    ((method, path, headers, body),) = seen
    assert (method, path, body) == ("POST", "/campaign", b'{"name":"n"}')
    assert headers["Authorization"] == "Bearer sk_test_123"
    assert headers["Host"] == url.removeprefix("http://")


def test_nobody_listens(run: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ApiConnectionError) as caught:
        run(create, base_url=f"http://127.0.0.1:{port}")
    assert caught.value.phase == "connect"
    assert not isinstance(caught.value, ApiTimeoutError)
    assert len(run.clock.slept) == 2


@pytest.mark.parametrize("pieces", [(30.0,), (HEAD, 30.0), (HEAD, b'{"status"', 30.0)])
def test_a_server_that_says_nothing_more(run: Runner, pieces: tuple[bytes | float, ...]) -> None:
    with speaking(*pieces) as url, pytest.raises(ApiTimeoutError) as caught:
        run(create, base_url=url, timeout=0.1)
    assert caught.value.phase == "read"


@pytest.mark.parametrize("pieces", [(), (b"nonsense\r\n\r\n",), (HEAD,), (HEAD, b'{"stat')])
def test_a_server_that_breaks_off(run: Runner, pieces: tuple[bytes | float, ...]) -> None:
    with speaking(*pieces) as url, pytest.raises(ApiConnectionError) as caught:
        run(create, base_url=url)
    assert caught.value.phase == "read"
    assert not isinstance(caught.value, ApiTimeoutError)


def test_the_total_timeout_holds_against_a_server_that_dribbles(run: Runner) -> None:
    dribble = [piece for byte in b'{"status": true}' for piece in (bytes([byte]), 0.1)]
    started = time.monotonic()
    with speaking(HEAD, *dribble) as url, pytest.raises(ApiTimeoutError, match=r"total") as caught:
        run(create, base_url=url, total_timeout=0.4, real_clock=True)
    assert caught.value.phase == "total"
    assert time.monotonic() - started < 1.3


def test_cancelling_an_async_call_leaves_nothing_open() -> None:
    async def use(url: str) -> None:
        async with AsyncAcme(token="t", base_url=url) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await client.campaigns.create(name="n")
            pool = client._core.pool.transport._client._transport._pool  # type: ignore[attr-defined]
            assert pool.connections == []

    with speaking(HEAD, 30.0) as url:
        asyncio.run(use(url))


STREAM: Operation[Any] = Operation("POST", "/stream", returns={"200": Events(lambda: int)})
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def numbers(client: Any, is_async: bool, found: list[Any]) -> Any:
    """Read a stream into a list, also when it breaks; a coroutine in the async case."""
    if not is_async:
        for value in client.campaigns.call(STREAM):
            found.append(value)  # noqa: PERF402  # what came before an error is kept
        return None

    async def read() -> None:
        async for value in await client.campaigns.call(STREAM):
            found.append(value)  # noqa: PERF401  # what came before an error is kept

    return read()


def test_the_total_timeout_of_a_stream_ends_with_its_headers(run: Runner) -> None:
    found: list[Any] = []
    pieces = (CHUNKED + b"9\r\ndata: 1\n\n\r\n", 0.3, b"9\r\ndata: 2\n\n\r\n0\r\n\r\n")
    with speaking(*pieces) as url:
        run(
            lambda client: numbers(client, run.is_async, found),
            base_url=url,
            total_timeout=0.2,
            real_clock=True,
        )
    assert found == [1, 2]


def test_a_stream_that_is_cut_off(run: Runner) -> None:
    found: list[Any] = []
    with (
        speaking(CHUNKED + b"9\r\ndata: 1\n\n\r\n") as url,
        pytest.raises(ApiConnectionError, match=r"the stream broke after 1 item\(s\)") as caught,
    ):
        run(lambda client: numbers(client, run.is_async, found), base_url=url)
    assert found == [1]
    assert caught.value.phase == "read"


def test_a_stream_that_falls_silent(run: Runner) -> None:
    found: list[Any] = []
    with (
        speaking(CHUNKED + b"9\r\ndata: 1\n\n\r\n", 5.0) as url,
        pytest.raises(ApiTimeoutError, match=r"timed out \(read\) \(the stream broke after 1 item\(s\)\)"),
    ):
        run(lambda client: numbers(client, run.is_async, found), base_url=url, timeout=0.2)
    assert found == [1]


def test_calls_after_streams_that_ended_and_that_were_left(run: Runner) -> None:
    body = b"data: 1\n\ndata: 2\n\n"
    with serving(lambda path: (200, {"Content-Type": "text/event-stream"}, body)) as (url, seen):
        found: list[Any] = []

        def sync(client: Any) -> None:
            numbers(client, False, found)
            with client.campaigns.call(STREAM) as stream:
                found.append(next(stream))
            numbers(client, False, found)

        async def asynchronous(client: Any) -> None:
            await numbers(client, True, found)
            async with await client.campaigns.call(STREAM) as stream:
                found.append(await anext(stream))
            await numbers(client, True, found)

        run(asynchronous if run.is_async else sync, base_url=url)
    assert found == [1, 2, 1, 1, 2]
    assert [path for _, path, _, _ in seen] == ["/stream"] * 3
