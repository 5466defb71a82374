"""Hundreds of calls at a time on one client: each gets its own answer, and nothing stays open."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.runtime.errors import ApiStatusError, ClientError
from generator.runtime.options import ConnectionLimits
from tests.runtime.fake_sdk import Acme, AsyncAcme

from .leaks import descriptors, eventually
from .server import RawServer, Request, keep_answering, reply

CALLS = 200
MOST = 100
"""How many connections the HTTP library opens at a time."""


def echo(request: Request) -> bytes:
    """Answer with what was asked for; every tenth thing does not exist."""
    id = request.target.rpartition("/")[2]
    body = json.dumps({"name": id, "detail": id}).encode()
    return reply(body, "404 Not Found" if id.endswith("7") else "200 OK")


def outcomes(results: list[str]) -> list[str]:
    """What is expected of a call for each number."""
    return [f"no {number}" if number % 10 == 7 else str(number) for number in range(len(results))]


def test_threads(server: RawServer) -> None:
    server.script = keep_answering(echo)
    start = threading.Barrier(CALLS)

    with Acme(token="t", base_url=server.url, max_retries=0) as client:

        def call(number: int) -> str:
            start.wait()
            try:
                return str(client.campaigns.get(id=str(number)).name)
            except ClientError as error:
                return f"no {error.message}"

        with ThreadPoolExecutor(CALLS) as pool:
            results = list(pool.map(call, range(CALLS)))
        assert results == outcomes(results)
        assert 1 <= server.most <= MOST
        # Those that are kept for the next calls are bounded.
        assert eventually(lambda: server.open <= 20)


def test_tasks(server: RawServer) -> None:
    server.script = keep_answering(echo)

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url, max_retries=0) as client:

            async def call(number: int) -> str:
                try:
                    return str((await client.campaigns.get(id=str(number))).name)
                except ClientError as error:
                    return f"no {error.message}"

            results = await asyncio.gather(*map(call, range(CALLS)))
            assert results == outcomes(results)
            assert 1 <= server.most <= MOST
            assert await asyncio.to_thread(eventually, lambda: server.open <= 20)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_streams_at_a_time(server: RawServer) -> None:
    """As many bodies are open at a time as there are connections, and are read in any order."""
    server.script = keep_answering(echo)

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:
            calls = [client.campaigns.with_streaming_response.get(id=f"{n}0") for n in range(MOST)]
            responses = [await call.__aenter__() for call in calls]
            assert server.open == MOST
            for number in reversed(range(MOST)):
                assert (await responses[number].parse()).name == f"{number}0"
            for call in calls:
                await call.__aexit__(None, None, None)

    asyncio.run(run())


def test_clients_that_are_made_for_each_call(server: RawServer) -> None:
    """Closed by hand, by a block, or by nobody: a sync client that is dropped closes what it opened."""
    server.script = keep_answering(echo)
    before = descriptors()
    for number in range(10):
        with Acme(token="t", base_url=server.url) as client:
            client.campaigns.get(id=str(number * 10))
        client = Acme(token="t", base_url=server.url)
        client.campaigns.get(id="1")
        client.close()
        client = Acme(token="t", base_url=server.url)
        client.with_options(max_retries=0).campaigns.get(id="1")
        del client
    assert eventually(lambda: server.open == 0)
    assert descriptors() - before == {}
    assert server.accepted == 30


def test_event_loops_one_after_another(server: RawServer) -> None:
    """As scripts do it: a client a loop, closed before the loop is."""
    server.script = keep_answering(echo)

    async def run() -> str | None:
        async with AsyncAcme(token="t", base_url=server.url) as client:
            return (await client.campaigns.get(id="1")).name

    assert [asyncio.run(run()) for _ in range(5)] == ["1"] * 5


def test_errors_do_not_hold_connections(server: RawServer) -> None:
    server.script = keep_answering(lambda _: reply(b'{"detail": "x"}', "400 Bad Request"))
    kept: list[ApiStatusError] = []
    with Acme(token="t", base_url=server.url) as client:
        for _ in range(50):
            with pytest.raises(ApiStatusError) as caught:
                client.campaigns.get(id="1")
            kept.append(caught.value)
        assert (server.accepted, server.most) == (1, 1)
    assert {error.status_code for error in kept} == {400}


def test_one_connection_for_many_threads(server: RawServer) -> None:
    server.script = keep_answering(echo)
    limits = ConnectionLimits(max_connections=1)
    with Acme(token="t", base_url=server.url, max_retries=0, connection_limits=limits) as client:
        with ThreadPoolExecutor(10) as pool:
            names = list(pool.map(lambda number: client.campaigns.get(id=str(number)).name, range(7)))
        assert names == ["0", "1", "2", "3", "4", "5", "6"]
        assert server.most == 1


def test_one_connection_for_many_tasks(server: RawServer) -> None:
    server.script = keep_answering(echo)

    async def run() -> list[str | None]:
        limits = ConnectionLimits(max_connections=2, max_keepalive_connections=0)
        async with AsyncAcme(
            token="t", base_url=server.url, max_retries=0, connection_limits=limits
        ) as client:
            found = await asyncio.gather(*(client.campaigns.get(id=str(number)) for number in range(7)))
            assert eventually(lambda: server.open == 0)
            return [each.name for each in found]

    assert asyncio.run(run()) == ["0", "1", "2", "3", "4", "5", "6"]
    # A connection that the client has closed may be open here for a moment still.
    assert server.most <= 4
