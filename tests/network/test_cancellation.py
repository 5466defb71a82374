"""Calls and streams that are given up, wherever they are: nothing stays open, the client can be used on."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError
from generator.runtime.settings import Clock
from tests.runtime.fake_sdk import Acme, AsyncAcme

from .conftest import Use
from .leaks import eventually
from .server import Connection, Gate, RawServer, Script, in_turn, keep_answering, reply
from .test_bodies import CHUNKED

OK = keep_answering(lambda _: reply(b'{"name": "n"}'))


def silent_after(start: bytes, reached: Gate) -> Script:
    """Take a request, say the start of an answer, and wait for the client to go."""

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(start)
        reached.open()
        await connection.gone()

    return script


def endless(reached: Gate) -> Script:
    """Answer with a body that does not end."""

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(CHUNKED)
        while True:
            await connection.send(b"5\r\nagain\r\n")
            reached.open()
            await asyncio.sleep(0.001)

    return script


STARTS = {"nothing": b"", "half a head": b"HTTP/1.1 200 OK\r\n", "head": CHUNKED, "half": CHUNKED + b"5\r\n{"}


async def cancelled_when(reached: Gate, work: Awaitable[Any]) -> None:
    """Start something, cancel it when the server says so, and see that it ends."""
    task = asyncio.ensure_future(work)
    await reached.passed()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_task_that_is_cancelled_in_a_call(server: RawServer, start: bytes) -> None:
    reached = Gate()
    server.script = in_turn(silent_after(start, reached), OK)

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:
            await cancelled_when(reached, client.campaigns.get(id="1"))
            assert (await client.campaigns.get(id="1")).name == "n"
            assert server.accepted == 2
            assert await asyncio.to_thread(eventually, lambda: server.open == 1)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_a_task_that_is_cancelled_while_it_waits_to_repeat(server: RawServer) -> None:
    waiting = Gate()
    answers = iter([reply(b"{}", "503 Service Unavailable"), reply(b'{"name": "n"}')])
    server.script = keep_answering(lambda _: next(answers))

    class Slow(Clock):
        async def sleep_async(self, seconds: float) -> None:
            waiting.open()
            await asyncio.Event().wait()

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:
            client._core.settings.clock = Slow()
            await cancelled_when(waiting, client.campaigns.get(id="1"))
            # The connection was read to its end, and is used again.
            assert (await client.campaigns.get(id="1")).name == "n"
            assert (server.accepted, server.open) == (1, 1)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_a_task_that_is_cancelled_while_it_waits_for_a_connection(server: RawServer) -> None:
    reached = Gate()
    server.script = in_turn(silent_after(b"", reached), OK)

    async def run() -> None:
        limits = httpx2.Limits(max_connections=1)
        async with httpx2.AsyncClient(limits=limits) as http:
            client = AsyncAcme(token="t", base_url=server.url, http_client=http)
            first = asyncio.ensure_future(client.campaigns.get(id="1"))
            await reached.passed()
            await cancelled_when(reached, client.campaigns.get(id="2"))
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            assert (await client.campaigns.get(id="3")).name == "n"
            assert server.accepted == 2

    asyncio.run(run())


def test_some_of_many_tasks_are_cancelled(server: RawServer) -> None:
    """Of 100 calls every second one is given up while the server thinks; the others get their answers."""
    go_on = Gate()
    arrived: list[str] = []

    async def script(connection: Connection) -> None:
        while True:
            request = await connection.request()
            arrived.append(request.target)
            await go_on.passed()
            await connection.send(reply(f'{{"name": "{request.target}"}}'.encode()))

    server.script = script

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:
            tasks = [asyncio.ensure_future(client.campaigns.get(id=str(n))) for n in range(100)]
            assert await asyncio.to_thread(eventually, lambda: len(arrived) == 100)
            for task in tasks[::2]:
                task.cancel()
            await asyncio.sleep(0)
            go_on.open()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(result, asyncio.CancelledError) for result in results[::2])
            names = [result.name for result in results[1::2] if not isinstance(result, BaseException)]
            assert names == [f"/campaign/{number}" for number in range(1, 100, 2)]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_a_task_that_is_cancelled_in_a_stream(server: RawServer) -> None:
    reached = Gate()
    server.script = in_turn(endless(reached), OK)
    read = bytearray()

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:

            async def stream() -> None:
                async with client.campaigns.with_streaming_response.get(id="1") as response:
                    async for piece in response.iter_bytes():
                        read.extend(piece)

            await cancelled_when(reached, stream())
            assert await asyncio.to_thread(eventually, lambda: server.open == 0)
            assert (await client.campaigns.get(id="1")).name == "n"
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
    assert read == (b"again" * len(read))[: len(read)]


def test_a_time_limit_around_a_stream(server: RawServer) -> None:
    server.script = endless(Gate())

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:

            async def stream() -> None:
                async with client.campaigns.with_streaming_response.get(id="1") as response:
                    async for _ in response.iter_bytes():
                        pass

            with pytest.raises(TimeoutError):
                await asyncio.wait_for(stream(), 0.05)
            assert await asyncio.to_thread(eventually, lambda: server.open == 0)

    asyncio.run(run())


class StopError(Exception):
    """What the caller's own code raises."""


def leave(_: Any) -> None:
    """Read a little, and no more."""


def fail(_: Any) -> None:
    """Break while reading."""
    raise StopError


@pytest.mark.parametrize("then", [leave, fail])
def test_a_stream_that_is_left(use: Use, server: RawServer, then: Callable[[Any], None]) -> None:
    server.script = in_turn(endless(Gate()), OK)

    def stream(client: Any) -> Any:
        call = client.campaigns.with_streaming_response.get(id="1")
        if not use.is_async:
            try:
                with call as response:
                    for piece in response.iter_bytes():
                        then(piece)
                        break
            except StopError:
                pass
            assert eventually(lambda: server.open == 0)
            return client.campaigns.get(id="1").name

        async def run() -> Any:
            try:
                async with call as response:
                    async for piece in response.iter_bytes():
                        then(piece)
                        break
            except StopError:
                pass
            assert await asyncio.to_thread(eventually, lambda: server.open == 0)
            return (await client.campaigns.get(id="1")).name

        return run()

    assert use(stream) == "n"
    assert server.accepted == 2


def test_a_stream_that_is_not_read_at_all(use: Use, server: RawServer) -> None:
    server.script = in_turn(endless(Gate()), OK)

    def stream(client: Any) -> Any:
        call = client.campaigns.with_streaming_response.get(id="1")
        if not use.is_async:
            with call as response:
                return response.status_code

        async def run() -> Any:
            async with call as response:
                return response.status_code

        return run()

    assert use(stream) == 200


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_ctrl_c_in_a_blocking_call(server: RawServer, start: bytes) -> None:
    """An interrupt comes while the main thread waits for the server."""
    assert threading.current_thread() is threading.main_thread()
    main = threading.main_thread().ident
    assert main is not None

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(start)
        # Late enough for the client to wait again; were it not, the interrupt would come a little earlier.
        await asyncio.sleep(0.01)
        signal.pthread_kill(main, signal.SIGINT)
        await connection.gone()

    server.script = in_turn(script, OK)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Acme(token="t", base_url=server.url) as client:
            with pytest.raises(KeyboardInterrupt):
                client.campaigns.get(id="1")
            assert eventually(lambda: server.open == 0)
            assert client.campaigns.get(id="1").name == "n"
            assert server.accepted == 2
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_client_that_is_closed_during_a_call(server: RawServer) -> None:
    """The call ends with an error that says something, at once; whoever closes does not wait for it."""
    reached = Gate()
    server.script = silent_after(b"", reached)

    async def run() -> None:
        client = AsyncAcme(token="t", base_url=server.url, max_retries=0)
        task = asyncio.ensure_future(client.campaigns.get(id="1"))
        await reached.passed()
        await client.aclose()
        with pytest.raises(ApiConnectionError, match=r"/campaign/1: \w+"):
            await task
        with pytest.raises(RuntimeError, match="has been closed"):
            await client.campaigns.get(id="1")

    asyncio.run(run())
