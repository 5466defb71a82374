"""Files as bodies: what is read, and when."""

from __future__ import annotations

import gc
import io
import os
import pathlib
import tempfile
import tracemalloc
from collections.abc import AsyncIterator, Callable
from typing import IO, Any

import anyio
import httpx2
import pytest

from generator.runtime import multipart
from generator.runtime.files import AsyncBodyInput, BodyInput, FileContent, FileInput, is_file
from generator.runtime.hooks import Attempt, Hooks
from generator.runtime.sdk import Operation

from .fake_sdk import Acme
from .harness import Runner, Server, answer
from .payloads import (
    BINARY,
    FILES,
    Pipe,
    file_of,
    pieces,
    upload,
)
from .test_redirects import serving

pytestmark = pytest.mark.usefixtures("fixed_boundary")


class Reader:
    """Something that has nothing but `read`."""

    def __init__(self, content: Any) -> None:
        self._pieces = [content]

    def read(self, size: int = -1) -> Any:
        return self._pieces.pop() if self._pieces else b""


def test_a_path(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    content = os.urandom(700_000)
    server = Server(answer({}))
    upload(run, server, file_of(content, "a.png", tmp_path))
    assert server.request.content == content
    assert server.request.headers["content-length"] == "700000"
    assert server.request.headers["content-type"] == "application/octet-stream"
    assert "transfer-encoding" not in server.request.headers
    assert len(opened) == 2  # to see whether it can be read, and to read it
    assert all(file.closed for file in opened)


@pytest.mark.parametrize("is_open", [False, True])
def test_the_name_of_a_file_says_what_it_is(run: Runner, tmp_path: pathlib.Path, is_open: bool) -> None:
    path = file_of(b"1", "a.png", tmp_path)
    server = Server(answer({}))
    with open(path, "rb") as file:
        body = file if is_open else path
        run(lambda client: client.campaigns.call(BINARY, body=body, content_type="image/*"), server)
        assert not file.closed
    assert server.request.headers["content-type"] == "image/png"
    assert server.request.content == b"1"


def test_an_open_file_is_sent_from_where_it_stands(run: Runner) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"0123456789")
        file.seek(4)
        server = Server(answer({}))
        upload(run, server, file)
        assert server.request.content == b"456789"
        assert server.request.headers["content-length"] == "6"
        assert not file.closed


@pytest.mark.parametrize("make", [Pipe, Reader])
def test_a_file_of_unknown_size_is_sent_in_chunks(run: Runner, make: Callable[[bytes], Any]) -> None:
    server = Server(answer({}))
    upload(run, server, make(b"content"))
    assert server.request.content == b"content"
    assert server.request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in server.request.headers


def test_an_empty_file(run: Runner, tmp_path: pathlib.Path) -> None:
    server = Server(answer({}))
    upload(run, server, file_of(b"", "a", tmp_path))
    assert server.request.content == b""
    assert server.request.headers["content-length"] == "0"


def test_a_form_with_files(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    path = file_of(b"one", 'a"b.txt', tmp_path)
    server = Server(answer({}))
    with open(path, "rb") as file:
        fields = {"t": "x", "f": [path, file, ("c.bin", io.BytesIO(b"three")), io.BytesIO(b"four")]}
        run(lambda client: client.campaigns.call(FILES, fields=fields), server)
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
    run(lambda client: client.campaigns.call(FILES, fields={"f": ("a", Pipe(b"1"))}), server)
    assert b'filename="a"' in server.request.content
    assert server.request.headers["transfer-encoding"] == "chunked"


def test_a_form_that_is_large_but_in_memory(run: Runner) -> None:
    content = b"x" * (multipart.JOINED + 1)
    server = Server(answer({}))
    run(lambda client: client.campaigns.call(FILES, fields={"f": content}), server)
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
        run(lambda client: client.campaigns.call(FILES if in_form else BINARY, **arguments), server)
    assert not server.requests
    if hasattr(file, "close"):
        file.close()


def test_a_file_that_gives_text(run: Runner) -> None:
    with pytest.raises(TypeError, match="reading the file gave str, not bytes"):
        upload(run, Server(answer({})), Reader("text"))


def rewrite(path: pathlib.Path, content: bytes) -> None:
    """Change a file."""
    path.write_bytes(content)


def test_a_file_that_becomes_shorter(run: Runner, tmp_path: pathlib.Path, opened: list[IO[bytes]]) -> None:
    path = file_of(b"12345", "a", tmp_path)
    hooks = Hooks(before_attempt=lambda attempt: rewrite(path, b"1"))
    with pytest.raises(OSError, match="has become shorter"):
        upload(run, Server(answer({})), path, hooks=hooks)
    assert all(file.closed for file in opened)


def test_a_file_that_becomes_longer_is_sent_as_it_was(run: Runner, tmp_path: pathlib.Path) -> None:
    path = file_of(b"12345", "a", tmp_path)
    hooks = Hooks(before_attempt=lambda attempt: rewrite(path, b"1234567"))
    server = Server(answer({}))
    upload(run, server, path, hooks=hooks)
    assert server.request.content == b"12345"


def test_an_async_file_is_no_file_of_a_form(tmp_path: pathlib.Path) -> None:
    path = file_of(b"x", "a", tmp_path)

    async def call(client: Any) -> None:
        async with await anyio.open_file(path, "rb") as file:
            await client.campaigns.call(FILES, fields={"f": file})

    with pytest.raises(TypeError, match="an async file cannot be read here; pass its path"):
        Runner(is_async=True)(call, Server(answer({})))


def test_hooks_see_bytes_or_nothing(run: Runner, tmp_path: pathlib.Path) -> None:
    seen: list[bytes | None] = []

    def look(attempt: Attempt) -> None:
        seen.append(attempt.body)

    hooks = Hooks(before_attempt=look)
    upload(run, Server(answer({})), b"in memory", hooks=hooks)
    upload(run, Server(answer({})), file_of(b"x", "a", tmp_path), hooks=hooks)
    assert seen == [b"in memory", None]


def test_what_a_file_may_be(tmp_path: pathlib.Path) -> None:
    # mypy holds this: an ignored error that is none fails it.
    path = file_of(b"x", "a", tmp_path)
    with open(path, "rb") as file, tempfile.SpooledTemporaryFile() as spooled:
        contents: list[FileContent] = [b"x", bytearray(), memoryview(b""), path, file, io.BytesIO(), spooled]
        inputs: list[FileInput] = [
            *contents,
            ("a", file),
            (None, path),
            ("a", b"", "text/plain"),
            ("a", b"", None, {"X-A": "1"}),
        ]
        whole: list[BodyInput] = [*contents, [b"x"], iter([b"x"])]
        whole_async: list[AsyncBodyInput] = [*whole, nothing()]
        assert all(is_file(each) for each in inputs)
        assert len(whole_async) == len(whole) + 1
    name: FileInput = "photo.png"  # type: ignore[assignment]
    named: FileInput = ("photo.png", "content")  # type: ignore[assignment]
    text: BodyInput = "photo.png"  # type: ignore[assignment]
    lines: FileInput = io.StringIO()  # type: ignore[assignment]
    assert not any(is_file(each) for each in (name, named, text))
    with pytest.raises(TypeError, match="in text mode"):
        upload(Runner(is_async=False), Server(answer({})), lines)


async def nothing() -> AsyncIterator[bytes]:
    """Give nothing."""
    return
    yield b""


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


@pytest.mark.parametrize("operation", [BINARY, FILES])
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


def test_over_the_network(run: Runner, tmp_path: pathlib.Path) -> None:
    content = b"0123456789" * 100_000
    path = file_of(content, "a.bin", tmp_path)
    with serving(lambda path: (200, {}, b"{}")) as (url, seen):
        run(lambda client: client.campaigns.call(BINARY, body=path), base_url=url)
        run(lambda client: client.campaigns.call(BINARY, body=pieces(b"a", content, b"b")), base_url=url)
        run(lambda client: client.campaigns.call(FILES, fields={"f": path, "t": "x"}), base_url=url)
    (_, _, sized, first), (_, _, chunked, second), (_, _, form, third) = seen
    assert first == content
    assert sized["Content-Length"] == "1000000"
    assert second == b"a" + content + b"b"
    assert chunked["Transfer-Encoding"] == "chunked"
    assert form["Content-Length"] == str(len(third))
    assert content in third
    assert third.endswith(
        b'; name="t"\r\n\r\nx\r\n--' + form["Content-Type"].rpartition("=")[2].encode() + b"--\r\n"
    )
