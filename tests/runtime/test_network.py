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

from generator.runtime.errors import ApiConnectionError, ApiTimeoutError

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
