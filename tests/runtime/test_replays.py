"""Streamed bodies: what is sent again, what is sent once, and what is closed."""

from __future__ import annotations

import asyncio
import io
import pathlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import IO, Any

import anyio
import httpx2
import pytest

from generator.runtime import multipart, transport
from generator.runtime.contents import Content
from generator.runtime.errors import ApiConnectionError, ApiStatusError, ApiTimeoutError
from generator.runtime.sdk import Operation

from .harness import Answer, Runner, Server, answer
from .payloads import (
    BINARY,
    FILES,
    Pipe,
    bodies,
    file_of,
    pieces,
    upload,
)

pytestmark = pytest.mark.usefixtures("fixed_boundary")

BUSY = answer({}, 429)


def moved(location: str) -> httpx2.Response:
    """Return a redirect that repeats method and body."""
    return httpx2.Response(307, headers={"location": location})


@pytest.mark.parametrize("first", [BUSY, moved("/y"), httpx2.ConnectError("no")])
@pytest.mark.parametrize("kind", ["path", "file", "bytes", "list"])
def test_the_same_bytes_are_sent_again(
    run: Runner, tmp_path: pathlib.Path, first: Answer, kind: str, opened: list[IO[bytes]]
) -> None:
    path = file_of(b"0123456789", "a", tmp_path)
    file = open(path, "rb")  # noqa: SIM115
    file.seek(5)
    given: Any = {"path": path, "file": file, "bytes": b"0123456789", "list": [b"01234", b"56789"]}[kind]

    def fail(request: httpx2.Request) -> httpx2.Response:
        assert isinstance(first, Exception)
        raise first

    server = Server(fail if isinstance(first, Exception) else first, answer({}))
    upload(run, server, given)
    wanted = b"56789" if kind == "file" else b"0123456789"
    assert bodies(server) == [wanted, wanted]
    assert server.requests[1].headers["content-length"] == str(len(wanted))
    assert all(each.closed for each in opened)
    assert not file.closed
    file.close()


def test_a_form_is_sent_again_with_its_boundary(
    run: Runner, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundaries = iter("123")
    monkeypatch.setattr(multipart, "new_boundary", lambda: next(boundaries))
    path = file_of(b"content", "a.txt", tmp_path)
    server = Server(BUSY, answer({}))
    run(lambda client: client.campaigns.call(FILES, fields={"f": path, "g": io.BytesIO(b"x")}), server)
    first, second = bodies(server)
    assert first == second
    assert first.startswith(b"--1\r\n")
    assert b"content" in first


@pytest.mark.parametrize("make", [lambda: pieces(b"a", b"", b"b"), lambda: Pipe(b"ab")])
def test_an_iterator_is_sent_once(run: Runner, make: Callable[[], Any]) -> None:
    server = Server(BUSY, answer({}))
    with pytest.raises(ApiStatusError) as caught:
        upload(run, server, make())
    assert caught.value.status_code == 429
    assert bodies(server) == [b"ab"]
    assert server.request.headers["transfer-encoding"] == "chunked"


def test_an_iterator_is_not_redirected(run: Runner) -> None:
    server = Server(moved("/y"), answer({}))
    with pytest.raises(ApiStatusError, match="the body cannot be sent again"):
        upload(run, server, pieces(b"a"))
    assert bodies(server) == [b"a"]


def test_an_iterator_may_be_followed_by_a_get(run: Runner) -> None:
    server = Server(httpx2.Response(303, headers={"location": "/y"}), answer({}))
    upload(run, server, pieces(b"a"))
    assert [(request.method, request.content) for request in server.requests] == [
        ("POST", b"a"),
        ("GET", b""),
    ]
    assert "transfer-encoding" not in server.requests[1].headers


class FailsToConnect(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Fails before it has looked at the first body."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.calls = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.calls += 1
        if self.calls == 1:
            raise httpx2.ConnectError("no")
        self.bodies.append(request.read())
        return httpx2.Response(200, content=b"{}")

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.calls += 1
        if self.calls == 1:
            raise httpx2.ConnectError("no")
        self.bodies.append(await request.aread())
        return httpx2.Response(200, content=b"{}")


def test_an_iterator_that_was_not_started_is_sent_after_all(run: Runner) -> None:
    http = FailsToConnect()
    run(lambda client: client.campaigns.call(BINARY, body=pieces(b"a", b"b")), http={"transport": http})
    assert http.bodies == [b"ab"]
    assert http.calls == 2


def test_what_an_iterator_raises_is_raised(run: Runner) -> None:
    closed: list[bool] = []

    def failing() -> Iterator[bytes]:
        try:
            yield b"a"
            raise ZeroDivisionError
        finally:
            closed.append(True)

    with pytest.raises(ZeroDivisionError):
        upload(run, Server(answer({})), failing())
    assert closed == [True]
    with pytest.raises(TypeError, match="the pieces of a body must be bytes, not str"):
        upload(run, Server(answer({})), iter(["text"]))


async def async_pieces(*values: bytes) -> AsyncIterator[bytes]:
    """Give some bytes, once."""
    for value in values:
        await anyio.lowlevel.checkpoint()
        yield value


def test_an_async_iterator_needs_an_async_client() -> None:
    server = Server(BUSY, answer({}))
    with pytest.raises(ApiStatusError):
        upload(Runner(is_async=True), server, async_pieces(b"a", b"b"))
    assert bodies(server) == [b"ab"]
    server = Server(answer({}))
    with pytest.raises(TypeError, match="can be sent by the async client only"):
        upload(Runner(is_async=False), server, async_pieces(b"a"))
    assert not server.requests


def test_async_lines() -> None:
    async def values() -> AsyncIterator[Any]:
        yield {"a": 1}
        yield None

    server = Server(answer({}))
    operation: Operation[None] = Operation("POST", "/x", bodies=(Content("application/x-ndjson"),))
    run = Runner(is_async=True)
    run(lambda client: client.campaigns.call(operation, body=values()), server)
    assert server.request.content == b'{"a":1}\nnull\n'


def test_there_is_no_time_left_while_a_body_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Runner(is_async=False)
    monkeypatch.setattr(transport, "monotonic", run.clock.monotonic)

    def slow() -> Iterator[bytes]:
        yield b"a"
        run.clock.time += 11
        yield b"b"

    server = Server(answer({}))
    with pytest.raises(ApiTimeoutError) as caught:
        upload(run, server, slow(), total_timeout=10.0)
    assert caught.value.phase == "total"
    assert not server.requests


def test_a_cancelled_upload_closes_its_file(tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    path = file_of(b"x" * 1_000_000, "a", tmp_path)
    reached = asyncio.Event()

    class Stalls(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            assert isinstance(request.stream, httpx2.AsyncByteStream)
            async for _ in request.stream:
                reached.set()
                await asyncio.sleep(60)
            raise AssertionError("the body ended")

    async def call(client: Any) -> None:
        task = asyncio.ensure_future(client.campaigns.call(BINARY, body=path))
        await reached.wait()
        assert not opened[-1].closed
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert opened[-1].closed

    Runner(is_async=True)(call, http={"transport": Stalls()})
    assert len(opened) == 2


def test_a_failed_upload_closes_its_file(
    run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]
) -> None:
    class Breaks(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            assert isinstance(request.stream, httpx2.SyncByteStream)
            next(iter(request.stream))
            raise httpx2.WriteError("broken")

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            assert isinstance(request.stream, httpx2.AsyncByteStream)
            await anext(aiter(request.stream))
            raise httpx2.WriteError("broken")

    path = file_of(b"x" * 1_000_000, "a", tmp_path)
    with pytest.raises(ApiConnectionError, match="broken") as caught:
        run(lambda client: client.campaigns.call(BINARY, body=path), http={"transport": Breaks()})
    assert caught.value.phase == "write"
    assert len(opened) == 2
    assert all(file.closed for file in opened)


def test_authentication_of_the_library_client_sends_a_file_again(run: Runner, tmp_path: pathlib.Path) -> None:
    challenge = {"www-authenticate": 'Digest realm="r", nonce="n", qop="auth"'}
    server = Server(httpx2.Response(401, headers=challenge), answer({}))
    from generator.runtime.sdk import Sdk

    from .fake_sdk import SDK

    sdk = Sdk(package="acme", version="1", client="Acme", env_prefix="ACME", base_url=SDK.base_url)
    path = file_of(b"content", "a", tmp_path)
    run(
        lambda client: client.campaigns.call(BINARY, body=path),
        server,
        http={"auth": httpx2.DigestAuth("u", "p")},
        sdk=sdk,
    )
    assert bodies(server) == [b"content", b"content"]
    assert server.requests[1].headers["authorization"].startswith("Digest ")
