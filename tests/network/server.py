"""A server of raw connections on loopback, in a thread of its own: each test tells it what to say, and when.

It knows no HTTP beyond where a request ends, so that it can break every rule of it.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PATIENCE = 10.0
"""Seconds after which waiting for something that must happen is a failure."""


@dataclass(frozen=True)
class Request:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class GoneError(Exception):
    """The client has closed the connection."""


class Connection:
    """One connection, as a script sees it.

    Attributes:
        number: How many were accepted before it.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        self.number = number
        self._reader = reader
        self._writer = writer

    async def head(self) -> tuple[str, str, dict[str, str]]:
        """Read method, target and headers of the next request."""
        try:
            text = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except (asyncio.IncompleteReadError, ConnectionError):
            raise GoneError from None
        first, *lines = text[:-4].split("\r\n")
        method, target, _ = first.split(" ")
        pairs = (line.split(":", 1) for line in lines)
        return method, target, {name.lower(): value.strip() for name, value in pairs}

    async def request(self) -> Request:
        """Read the whole next request."""
        method, target, headers = await self.head()
        try:
            if headers.get("transfer-encoding") == "chunked":
                body = b"".join([chunk async for chunk in self.chunks()])
            else:
                body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise GoneError from None
        return Request(method, target, headers, body)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Read a body that comes in chunks."""
        while size := int((await self._reader.readuntil(b"\r\n")).split(b";")[0], 16):
            yield await self._reader.readexactly(size)
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)

    async def send(self, *pieces: bytes) -> None:
        """Send pieces, each in a packet of its own."""
        for piece in pieces:
            self._writer.write(piece)
            await self._writer.drain()
            if len(pieces) > 1:
                # Time for the other side to read it alone; what comes of it does not depend on that.
                await asyncio.sleep(0.001)

    async def gone(self) -> None:
        """Wait until the client closes the connection; bytes that come before are dropped."""
        with suppress(ConnectionError):
            while await self._reader.read(65536):
                pass

    def reset(self) -> None:
        """Break the connection: the client gets an RST, now."""
        raw: socket.socket = self._writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    def close(self) -> None:
        """Close the connection, after what was sent."""
        self._writer.close()

    async def closed(self) -> None:
        """Wait until it is closed or broken, as the client sees it: the loop does that a little later."""
        with suppress(ConnectionError):
            await self._writer.wait_closed()


class Gate:
    """What a script waits for, and a test opens; or the other way round."""

    def __init__(self) -> None:
        self._is_open = threading.Event()

    def open(self) -> None:
        """Let whoever waits go on."""
        self._is_open.set()

    def wait(self) -> None:
        """Wait, in a test."""
        assert self._is_open.wait(PATIENCE)

    async def passed(self) -> None:
        """Wait, on an event loop."""
        async with asyncio.timeout(PATIENCE):
            while not self._is_open.is_set():
                await asyncio.sleep(0.001)


Script = Callable[[Connection], Awaitable[None]]


class RawServer:
    """The server.

    Attributes:
        script: What it does with every connection; afterwards the connection is closed.
        accepted: How many connections it has accepted.
        open: How many are open.
        most: How many were open at a time.
        faults: What went wrong in scripts.
    """

    def __init__(self) -> None:
        self.script: Script = keep_answering()
        self.accepted = self.open = self.most = 0
        self.faults: list[str] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="raw server")

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen on a free port."""
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    def stop(self) -> None:
        """Close everything, and end the thread."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        raw: socket.socket = writer.get_extra_info("socket")
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(reader, writer, self.accepted)
        self.accepted += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            await self.script(connection)
        except (GoneError, ConnectionError, asyncio.CancelledError):
            pass
        except Exception:
            self.faults.append(traceback.format_exc())
        finally:
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            self.open -= 1
            self._tasks.discard(task)


def reply(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """A whole answer, as JSON."""
    lines = [
        f"HTTP/1.1 {status}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def keep_answering(answer: Callable[[Request], bytes] = lambda _: reply()) -> Script:
    """A script that answers every request of a connection, as servers do."""

    async def script(connection: Connection) -> None:
        while True:
            request = await connection.request()
            await connection.send(answer(request))

    return script


def in_turn(*scripts: Script) -> Script:
    """A script for each connection, the last for all that follow."""

    async def script(connection: Connection) -> None:
        await scripts[min(connection.number, len(scripts) - 1)](connection)

    return script


@contextmanager
def serving() -> Iterator[RawServer]:
    """A server that runs until the block ends."""
    server = RawServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
    assert server.faults == []
