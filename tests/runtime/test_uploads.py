"""Files and iterators as bodies: what is read when, what is sent again, and what is closed."""

from __future__ import annotations

import asyncio
import gc
import io
import os
import pathlib
import tempfile
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from typing import IO, Any

import anyio
import httpx2
import pytest

from generator.runtime import multipart, streams, transport
from generator.runtime.contents import Content, Part
from generator.runtime.errors import ApiConnectionError, ApiStatusError, ApiTimeoutError
from generator.runtime.hooks import Attempt, Hooks
from generator.runtime.sdk import Operation

from .fake_sdk import Acme
from .harness import Answer, Runner, Server, answer

BINARY: Operation[None] = Operation(
    "POST", "/x", bodies=(Content("application/octet-stream"), Content("image/*"))
)
FORM: Operation[None] = Operation(
    "POST", "/x", bodies=(Content("multipart/form-data", parts={"f": Part(is_file=True)}),)
)


@pytest.fixture(autouse=True)
def _fixed_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "new_boundary", lambda: "B")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """Every file that the runtime opens to send it."""
    found: list[IO[bytes]] = []

    def watch(path: Any, mode: str) -> IO[bytes]:
        file: IO[bytes] = open(path, mode)  # noqa: SIM115
        found.append(file)
        return file

    monkeypatch.setattr(streams, "open", watch, raising=False)
    return found


def send(run: Runner, server: Server, body: Any, **options: Any) -> None:
    """Send a whole body."""
    run(lambda client: client.campaigns.call(BINARY, body=body), server, **options)


def bodies(server: Server) -> list[bytes]:
    """Return the bodies that came."""
    return [request.content for request in server.requests]


def file_of(content: bytes, name: str, directory: pathlib.Path) -> pathlib.Path:
    """Write a file."""
    path = directory / name
    path.write_bytes(content)
    return path


class Pipe(io.RawIOBase):
    """A file that cannot be sought."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


class Reader:
    """Something that has nothing but `read`."""

    def __init__(self, content: Any) -> None:
        self._pieces = [content]

    def read(self, size: int = -1) -> Any:
        return self._pieces.pop() if self._pieces else b""


def test_a_path(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    content = os.urandom(700_000)
    server = Server(answer({}))
    send(run, server, file_of(content, "a.png", tmp_path))
    assert server.request.content == content
    assert server.request.headers["content-length"] == "700000"
    assert server.request.headers["content-type"] == "application/octet-stream"
    assert "transfer-encoding" not in server.request.headers
    assert len(opened) == 2  # to see whether it can be read, and to read it
    assert all(file.closed for file in opened)


def test_the_name_of_a_file_says_what_it_is(run: Runner, tmp_path: pathlib.Path) -> None:
    path = file_of(b"1", "a.png", tmp_path)
    givens: list[Any] = [path, open(path, "rb")]  # noqa: SIM115
    for given in givens:
        server = Server(answer({}))
        run(
            lambda client, given=given: client.campaigns.call(BINARY, body=given, content_type="image/*"),
            server,
        )
        assert server.request.headers["content-type"] == "image/png"
        assert server.request.content == b"1"
        if not isinstance(given, pathlib.Path):
            assert not given.closed
            given.close()


def test_an_open_file_is_sent_from_where_it_stands(run: Runner) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"0123456789")
        file.seek(4)
        server = Server(answer({}))
        send(run, server, file)
        assert server.request.content == b"456789"
        assert server.request.headers["content-length"] == "6"
        assert not file.closed


@pytest.mark.parametrize("make", [Pipe, Reader])
def test_a_file_of_unknown_size_is_sent_in_chunks(run: Runner, make: Callable[[bytes], Any]) -> None:
    server = Server(answer({}))
    send(run, server, make(b"content"))
    assert server.request.content == b"content"
    assert server.request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in server.request.headers


def test_an_empty_file(run: Runner, tmp_path: pathlib.Path) -> None:
    server = Server(answer({}))
    send(run, server, file_of(b"", "a", tmp_path))
    assert server.request.content == b""
    assert server.request.headers["content-length"] == "0"


def test_a_form_with_files(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    path = file_of(b"one", 'a"b.txt', tmp_path)
    server = Server(answer({}))
    with open(path, "rb") as file:
        fields = {"t": "x", "f": [path, file, ("c.bin", io.BytesIO(b"three")), io.BytesIO(b"four")]}
        run(lambda client: client.campaigns.call(FORM, fields=fields), server)
    disposition = 'Content-Disposition: form-data; name="f"; filename='
    one = f'--B\r\n{disposition}"a%22b.txt"\r\nContent-Type: text/plain\r\n\r\none\r\n'
    wanted = (
        f'--B\r\nContent-Disposition: form-data; name="t"\r\n\r\nx\r\n{one}{one}'
        f'--B\r\n{disposition}"c.bin"\r\nContent-Type: application/octet-stream\r\n\r\nthree\r\n'
        f'--B\r\n{disposition}"upload"\r\nContent-Type: application/octet-stream\r\n\r\nfour\r\n--B--\r\n'
    )
    assert server.request.content == wanted.encode()
    assert server.request.headers["content-length"] == str(len(wanted))
    assert server.request.headers["content-type"] == "multipart/form-data; boundary=B"
    assert all(file.closed for file in opened)


def test_a_form_with_a_file_of_unknown_size(run: Runner) -> None:
    server = Server(answer({}))
    run(lambda client: client.campaigns.call(FORM, fields={"f": ("a", Pipe(b"1"))}), server)
    assert b'filename="a"' in server.request.content
    assert server.request.headers["transfer-encoding"] == "chunked"


def test_a_form_that_is_large_but_in_memory(run: Runner) -> None:
    content = b"x" * (multipart.JOINED + 1)
    server = Server(answer({}))
    run(lambda client: client.campaigns.call(FORM, fields={"f": content}), server)
    assert content in server.request.content
    assert server.request.headers["content-length"] == str(len(server.request.content))


def closed_file() -> IO[bytes]:
    """Return a file that is closed."""
    file = io.BytesIO()
    file.close()
    return file


@pytest.mark.parametrize("in_form", [False, True])
@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda _: closed_file(), ValueError, "the file is closed"),
        (lambda _: io.StringIO("text"), TypeError, 'in text mode; open it with mode "rb"'),
        (lambda path: open(path / "w", "wb"), TypeError, "open only for writing"),  # noqa: SIM115
        (lambda path: path / "missing", FileNotFoundError, "missing"),
        (lambda path: path, IsADirectoryError, "is a directory"),
    ],
)
def test_files_that_cannot_be_read(
    run: Runner,
    tmp_path: pathlib.Path,
    in_form: bool,
    make: Callable[[pathlib.Path], Any],
    error: type[Exception],
    message: str,
) -> None:
    server = Server(answer({}))
    file = make(tmp_path)
    arguments: dict[str, Any] = {"fields": {"f": file}} if in_form else {"body": file}
    with pytest.raises(error, match=message):
        run(lambda client: client.campaigns.call(FORM if in_form else BINARY, **arguments), server)
    assert not server.requests
    if hasattr(file, "close"):
        file.close()


def test_a_file_that_gives_text(run: Runner) -> None:
    with pytest.raises(TypeError, match="reading the file gave str, not bytes"):
        send(run, Server(answer({})), Reader("text"))


def rewrite(path: pathlib.Path, content: bytes) -> None:
    """Change a file."""
    path.write_bytes(content)


def test_a_file_that_becomes_shorter(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    path = file_of(b"12345", "a", tmp_path)
    hooks = Hooks(before_attempt=lambda attempt: rewrite(path, b"1"))
    with pytest.raises(OSError, match="has become shorter"):
        send(run, Server(answer({})), path, hooks=hooks)
    assert all(file.closed for file in opened)


def test_a_file_that_becomes_longer_is_sent_as_it_was(run: Runner, tmp_path: pathlib.Path) -> None:
    path = file_of(b"12345", "a", tmp_path)
    hooks = Hooks(before_attempt=lambda attempt: rewrite(path, b"1234567"))
    server = Server(answer({}))
    send(run, server, path, hooks=hooks)
    assert server.request.content == b"12345"


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
    send(run, server, given)
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
    run(lambda client: client.campaigns.call(FORM, fields={"f": path, "g": io.BytesIO(b"x")}), server)
    first, second = bodies(server)
    assert first == second
    assert first.startswith(b"--1\r\n")
    assert b"content" in first


def pieces(*values: bytes) -> Iterator[bytes]:
    """Give some bytes, once."""
    yield from values


@pytest.mark.parametrize("make", [lambda: pieces(b"a", b"", b"b"), lambda: Pipe(b"ab")])
def test_an_iterator_is_sent_once(run: Runner, make: Callable[[], Any]) -> None:
    server = Server(BUSY, answer({}))
    with pytest.raises(ApiStatusError) as caught:
        send(run, server, make())
    assert caught.value.status_code == 429
    assert bodies(server) == [b"ab"]
    assert server.request.headers["transfer-encoding"] == "chunked"


def test_an_iterator_is_not_redirected(run: Runner) -> None:
    server = Server(moved("/y"), answer({}))
    with pytest.raises(ApiStatusError, match="the body cannot be sent again"):
        send(run, server, pieces(b"a"))
    assert bodies(server) == [b"a"]


def test_an_iterator_may_be_followed_by_a_get(run: Runner) -> None:
    server = Server(httpx2.Response(303, headers={"location": "/y"}), answer({}))
    send(run, server, pieces(b"a"))
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
        send(run, Server(answer({})), failing())
    assert closed == [True]
    with pytest.raises(TypeError, match="the pieces of a body must be bytes, not str"):
        send(run, Server(answer({})), iter(["text"]))


async def async_pieces(*values: bytes) -> AsyncIterator[bytes]:
    """Give some bytes, once."""
    for value in values:
        await anyio.lowlevel.checkpoint()
        yield value


def test_an_async_iterator_needs_an_async_client() -> None:
    server = Server(BUSY, answer({}))
    with pytest.raises(ApiStatusError):
        send(Runner(is_async=True), server, async_pieces(b"a", b"b"))
    assert bodies(server) == [b"ab"]
    server = Server(answer({}))
    with pytest.raises(TypeError, match="can be sent by the async client only"):
        send(Runner(is_async=False), server, async_pieces(b"a"))
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


def test_an_async_file_is_no_file_of_a_form(tmp_path: pathlib.Path) -> None:
    path = file_of(b"x", "a", tmp_path)

    async def call(client: Any) -> None:
        async with await anyio.open_file(path, "rb") as file:
            await client.campaigns.call(FORM, fields={"f": file})

    with pytest.raises(TypeError, match="an async file cannot be read here; pass its path"):
        Runner(is_async=True)(call, Server(answer({})))


def test_hooks_see_bytes_or_nothing(run: Runner, tmp_path: pathlib.Path) -> None:
    seen: list[bytes | None] = []

    def look(attempt: Attempt) -> None:
        seen.append(attempt.body)

    hooks = Hooks(before_attempt=look)
    send(run, Server(answer({})), b"in memory", hooks=hooks)
    send(run, Server(answer({})), file_of(b"x", "a", tmp_path), hooks=hooks)
    assert seen == [b"in memory", None]


def test_there_is_no_time_left_while_a_body_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Runner(is_async=False)
    monkeypatch.setattr(transport, "monotonic", run.clock.monotonic)

    def slow() -> Iterator[bytes]:
        yield b"a"
        run.clock.time += 11
        yield b"b"

    server = Server(answer({}))
    with pytest.raises(ApiTimeoutError) as caught:
        send(run, server, slow(), total_timeout=10.0)
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


class Swallows(httpx2.BaseTransport):
    """Counts what is sent, and keeps nothing of it."""

    def __init__(self) -> None:
        self.count = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert isinstance(request.stream, httpx2.SyncByteStream)
        for chunk in request.stream:
            self.count += len(chunk)
        assert str(self.count) == request.headers["content-length"]
        return httpx2.Response(200, content=b"{}")


@pytest.mark.parametrize("operation", [BINARY, FORM])
def test_a_gigabyte_is_sent_in_little_memory(tmp_path: pathlib.Path, operation: Operation[None]) -> None:
    path = tmp_path / "large.bin"
    with open(path, "wb") as file:
        file.truncate(1 << 30)  # a file with a hole, which takes no space
    http = Swallows()
    with Acme(token="t", http_client=httpx2.Client(transport=http)) as client:
        client.campaigns.call(BINARY, body=b"first")  # what is loaded once is not counted
        http.count = 0
        gc.collect()
        tracemalloc.start()
        if operation is BINARY:
            client.campaigns.call(operation, body=path)
        else:
            client.campaigns.call(operation, fields={"f": path})
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert http.count >= 1 << 30
    assert peak < 4 << 20
