"""Gigabytes and thousands: `make soak`. Memory does not grow with what is moved, or with how often."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.runtime.fake_sdk import Acme, AsyncAcme

from .leaks import descriptors
from .server import Connection, RawServer, keep_answering, reply
from .soak_client import PATTERN, Check

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parent.parent.parent
GIGABYTE = 16_384 * len(PATTERN)
MOST_MEMORY = 16 * 1024 * 1024
"""By how much the process may grow while it moves a gigabyte: far less than a hundredth of it."""
MOST_OBJECTS = 2 * 1024 * 1024
"""How much Python may hold at a time for a transfer, beside what was loaded before."""


def transferred(url: str, how: str, what: str) -> dict[str, Any]:
    """Move a gigabyte in a process of its own."""
    command = [sys.executable, "-m", "tests.network.soak_client", url, how, what, str(GIGABYTE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    print(f"\n{how} {what}: {result}")
    return result


class Sizes:
    """How much the server moves in each request: a little, a gigabyte, and what memory is counted for."""

    def __init__(self) -> None:
        self.left = [4 * len(PATTERN), GIGABYTE, 64 * len(PATTERN), 512 * len(PATTERN)]

    def next(self) -> int:
        """That of the next request."""
        return self.left.pop(0)


@pytest.mark.parametrize("how", ["sync", "async"])
@pytest.mark.parametrize("form", ["chunked", "length"])
def test_a_gigabyte_is_downloaded(server: RawServer, how: str, form: str) -> None:
    sizes = Sizes()

    async def script(connection: Connection) -> None:
        await connection.request()
        size = sizes.next()
        head = "Transfer-Encoding: chunked" if form == "chunked" else f"Content-Length: {size}"
        await connection.send(
            f"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n{head}\r\n\r\n".encode()
        )
        piece = b"%x\r\n%b\r\n" % (len(PATTERN), PATTERN) if form == "chunked" else PATTERN
        for _ in range(size // len(PATTERN)):
            await connection.send(piece)
        if form == "chunked":
            await connection.send(b"0\r\n\r\n")
        await connection.gone()

    server.script = script
    result = transferred(server.url, how, "download")
    assert result["moved"] == GIGABYTE
    assert result["grown"] < MOST_MEMORY
    assert result["peak"] < MOST_OBJECTS
    assert abs(result["kept"]) < 256 * 1024


@pytest.mark.parametrize("how", ["sync", "async"])
def test_a_gigabyte_is_uploaded(server: RawServer, how: str) -> None:
    received: list[int] = []

    async def script(connection: Connection) -> None:
        await connection.head()
        check = Check()
        async for piece in connection.chunks():
            check.feed(piece)
        received.append(check.size)
        await connection.send(b"HTTP/1.1 204 No Content\r\n\r\n")
        await connection.gone()

    server.script = script
    result = transferred(server.url, how, "upload")
    assert result["moved"] == GIGABYTE
    assert received == Sizes().left
    assert result["grown"] < MOST_MEMORY
    assert result["peak"] < MOST_OBJECTS


def peak() -> int:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def steady(round: Callable[[], None]) -> None:
    """Check that the process does not grow from round to round, once it has seen a few."""
    for _ in range(3):
        round()
    before, opened = peak(), descriptors()
    for _ in range(10):
        round()
    assert peak() - before < MOST_MEMORY
    assert descriptors() - opened == {}


def test_thousands_of_calls_in_threads(server: RawServer) -> None:
    server.script = keep_answering(lambda _: reply(b'{"name": "%b"}' % (b"n" * 10_000)))
    with Acme(token="t", base_url=server.url) as client, ThreadPoolExecutor(50) as pool:

        def call(number: int) -> int:
            return len(client.campaigns.get(id=str(number)).name or "")

        def round() -> None:
            assert set(pool.map(call, range(500))) == {10_000}

        steady(round)
    assert server.most <= 100


def test_thousands_of_calls_in_tasks_and_cancellations(server: RawServer) -> None:
    """Every third call is given up at another moment."""
    server.script = keep_answering(lambda _: reply(b'{"name": "%b"}' % (b"n" * 10_000)))

    async def run() -> None:
        async with AsyncAcme(token="t", base_url=server.url) as client:

            async def call(number: int) -> int:
                task = asyncio.ensure_future(client.campaigns.get(id=str(number)))
                if number % 3 == 0:
                    await asyncio.sleep(number % 40 / 1000)
                    task.cancel()
                result = (await asyncio.gather(task, return_exceptions=True))[0]
                if isinstance(result, asyncio.CancelledError):
                    return 10_000
                assert not isinstance(result, BaseException), result
                return len(result.name or "")

            for _ in range(3):
                assert set(await asyncio.gather(*map(call, range(300)))) == {10_000}
            before, opened = peak(), descriptors()["socket"]
            for _ in range(10):
                assert set(await asyncio.gather(*map(call, range(300)))) == {10_000}
            assert peak() - before < MOST_MEMORY
            # Both ends are in this process; the client keeps at most twenty connections.
            assert descriptors()["socket"] <= max(opened, 20 * 2 + 10)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_clients_by_the_hundred(server: RawServer) -> None:
    server.script = keep_answering()

    def round() -> None:
        for _ in range(20):
            with Acme(token="t", base_url=server.url) as client:
                client.campaigns.get(id="1")

    started = time.monotonic()
    steady(round)
    print(f"\n{(time.monotonic() - started) / 260 * 1000:.1f} ms a client")
