"""Servers that are slow: each phase has its limit, and what is repeated follows from what was sent."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiTimeoutError
from generator.runtime.options import Timeout

from .conftest import Use
from .server import Connection, Gate, RawServer, reply
from .test_bodies import CHUNKED, create, get

LARGE = "x" * 32_000_000
"""More than the buffers between client and server hold."""


@contextmanager
def unreachable() -> Iterator[str]:
    """A port whose queue is full, so that whoever connects waits."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        try:
            for each in waiting:
                each.setblocking(False)
                with suppress(BlockingIOError):
                    each.connect(listener.getsockname())
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            for each in waiting:
                each.close()


@pytest.mark.parametrize("call", [get, create])
def test_connecting(use: Use, call: Any) -> None:
    """Nothing was sent, so that it is repeated whatever the method."""
    with unreachable() as url, pytest.raises(ApiTimeoutError) as caught:
        use(call, base_url=url, timeout=Timeout(connect=0.02))
    assert caught.value.phase == "connect"
    assert use.clock.slept == [0.5, 1.0]


async def never_answers(connection: Connection) -> None:
    """Take a request, and say nothing."""
    await connection.request()
    await connection.gone()


async def stops_in_the_body(connection: Connection) -> None:
    """Take a request, and say half of an answer."""
    await connection.request()
    await connection.send(CHUNKED + b"5\r\n{")
    await connection.gone()


@pytest.mark.parametrize("script", [never_answers, stops_in_the_body])
@pytest.mark.parametrize(("call", "attempts"), [(get, 3), (create, 1)], ids=["get", "post"])
def test_reading(use: Use, server: RawServer, script: Any, call: Any, attempts: int) -> None:
    server.script = script
    with pytest.raises(ApiTimeoutError) as caught:
        use(call, timeout=Timeout(read=0.02))
    assert caught.value.phase == "read"
    assert server.accepted == attempts
    assert len(use.clock.slept) == attempts - 1


@pytest.mark.parametrize(
    ("call", "attempts"),
    [
        (lambda client: client.campaigns.replace(id="1", body={"name": LARGE}), 3),
        (lambda client: client.campaigns.create(name=LARGE), 1),
    ],
    ids=["put", "post"],
)
def test_writing(use: Use, server: RawServer, call: Any, attempts: int) -> None:
    gate = Gate()

    async def script(connection: Connection) -> None:
        await connection.head()
        await gate.passed()  # reading no further, so that the buffers fill up
        await connection.gone()

    server.script = script
    with pytest.raises(ApiTimeoutError) as caught:
        use(call, timeout=Timeout(write=0.05))
    gate.open()
    assert caught.value.phase == "write"
    assert server.accepted == attempts


def test_waiting_for_a_connection(use: Use, server: RawServer) -> None:
    """A stream that is being read holds the only connection; when it is closed, calls go through again."""
    limits = httpx2.Limits(max_connections=1)
    phases: list[str] = []

    if not use.is_async:
        with httpx2.Client(limits=limits) as http:

            def call(client: Any) -> Any:
                with client.campaigns.with_streaming_response.get(id="1"):
                    with pytest.raises(ApiTimeoutError) as caught:
                        create(client)
                    phases.append(caught.value.phase)
                return get(client).to_dict()

            assert use(call, http_client=http, timeout=Timeout(pool=0.02)) == {}
    else:

        async def run(client: Any) -> Any:
            async with client.campaigns.with_streaming_response.get(id="1"):
                with pytest.raises(ApiTimeoutError) as caught:
                    await create(client)
                phases.append(caught.value.phase)
            return (await get(client)).to_dict()

        async def with_client(client: Any) -> Any:
            async with httpx2.AsyncClient(limits=limits) as http:
                given = type(client)(token="t", base_url=server.url, http_client=http)
                given._core.settings.clock = use.clock
                return await run(given.with_options(timeout=Timeout(pool=0.02)))

        assert use(with_client) == {}
    assert phases == ["pool"]
    assert use.clock.slept == [0.5, 1.0]


def test_a_server_that_is_slow_but_within_the_limits(use: Use, server: RawServer) -> None:
    """The limit is for each wait, not for the whole: this body takes longer than it."""
    body = b'{"name": "n", "tags": ["a", "b"]}'

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(*(bytes([byte]) for byte in reply(body)))
        await connection.gone()

    server.script = script
    assert use(get, timeout=Timeout(read=0.1)).tags == ["a", "b"]
