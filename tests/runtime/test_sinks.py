"""Bodies to files."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError

from .harness import Runner, Server
from .test_raw import Pieces


def write(run: Runner, body: Pieces, target: Any, **options: Any) -> Any:
    """Write a body to a file; return what `write_to_file` returns."""
    server = Server(lambda request: httpx2.Response(200, stream=body))

    def sync(client: Any) -> Any:
        with client.campaigns.with_streaming_response.get(id="1") as response:
            return response.write_to_file(target, **options)

    async def asynchronous(client: Any) -> Any:
        async with client.campaigns.with_streaming_response.get(id="1") as response:
            return await response.write_to_file(target, **options)

    return run(asynchronous if run.is_async else sync, server)


@pytest.mark.parametrize("kind", [str, Path])
def test_to_a_path(run: Runner, tmp_path: Path, kind: Any) -> None:
    target = tmp_path / "song.mp3"
    body = Pieces(b"abc", b"", b"defg")
    assert write(run, body, kind(target)) == 7
    assert target.read_bytes() == b"abcdefg"
    assert [path.name for path in tmp_path.iterdir()] == ["song.mp3"]
    assert body.closed
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert target.stat().st_mode == plain.stat().st_mode


def test_an_empty_body(run: Runner, tmp_path: Path) -> None:
    assert write(run, Pieces(), tmp_path / "x") == 0
    assert (tmp_path / "x").read_bytes() == b""


def test_a_file_is_replaced_and_keeps_its_mode(run: Runner, tmp_path: Path) -> None:
    target, link = tmp_path / "x", tmp_path / "link"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to(target)
    assert write(run, Pieces(b"after"), link) == 5
    assert link.is_symlink()
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_body_that_breaks_leaves_what_was_there(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"before")
    body = Pieces(b"half", error=httpx2.ReadError("reset"))
    with pytest.raises(ApiConnectionError, match="reset"):
        write(run, body, target)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert body.closed


def test_a_path_that_cannot_be_written(run: Runner, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(run, Pieces(b"a"), tmp_path / "none" / "x")
    with pytest.raises(IsADirectoryError):
        write(run, Pieces(b"a"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_no_regular_file(run: Runner) -> None:
    assert write(run, Pieces(b"abc"), os.devnull) == 3
    assert not Path(os.devnull).is_file()


def test_to_an_open_file(run: Runner, tmp_path: Path) -> None:
    buffer = io.BytesIO(b"")
    assert write(run, Pieces(b"abc", b"d"), buffer) == 4
    assert buffer.getvalue() == b"abcd"
    with open(tmp_path / "raw", "wb", buffering=0) as file:
        file.write(b"x")
        assert write(run, Pieces(b"abc"), file) == 3
        assert not file.closed
    assert (tmp_path / "raw").read_bytes() == b"xabc"


class Slow:
    """A file that takes two bytes at a time, and knows the thread it was written in."""

    def __init__(self) -> None:
        self.taken = b""
        self.sizes: list[int] = []
        self.threads: set[int] = set()

    def write(self, data: bytes) -> int:
        self.threads.add(threading.get_ident())
        self.sizes.append(len(data))
        self.taken += bytes(data[:2])
        return min(2, len(data))


def test_pieces_and_threads(run: Runner) -> None:
    slow = Slow()
    assert write(run, Pieces(b"abcde", b"fghij", b"k"), slow, chunk_size=4) == 11
    assert slow.taken == b"abcdefghijk"
    assert slow.sizes == [4, 2, 4, 2, 3, 1]
    assert (threading.get_ident() in slow.threads) is not run.is_async


def test_to_something_else(run: Runner, tmp_path: Path) -> None:
    with open(tmp_path / "x", "w") as file, pytest.raises(TypeError, match="open for bytes"):
        write(run, Pieces(b"a"), file)
    with pytest.raises(TypeError, match="a path or an open file, not int"):
        write(run, Pieces(b"a"), 5)


@pytest.mark.parametrize("size", [0, -1])
def test_no_bytes_at_a_time(run: Runner, tmp_path: Path, size: int) -> None:
    with pytest.raises(ValueError, match=f"chunk_size must be 1 or more; got {size}"):
        write(run, Pieces(b"a"), tmp_path / "x", chunk_size=size)
    assert list(tmp_path.iterdir()) == []
