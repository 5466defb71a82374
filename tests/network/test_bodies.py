"""Answers in every shape that HTTP/1.1 allows, cut wherever a network may cut; and in shapes it does not."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from generator.runtime.errors import ApiConnectionError, ResponseDecodeError

from .conftest import Use
from .server import Connection, Gate, RawServer, Script, reply

NAME = "é☃😀"
BODY = json.dumps({"name": NAME, "tags": ["a"] * 20}, ensure_ascii=False).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def chunked(body: bytes, size: int = 7, extension: str = "", form: str = "{:x}") -> bytes:
    """A body in chunks (RFC 9112, section 7.1)."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(f"{form.format(len(p))}{extension}\r\n".encode() + p + b"\r\n" for p in pieces)


def get(client: Any) -> Any:
    """The operation that most tests use; it may be repeated."""
    return client.campaigns.get(id="1")


def create(client: Any) -> Any:
    """An operation that must not be repeated."""
    return client.campaigns.create(name="n")


def saying(*pieces: bytes) -> Script:
    """Answer each request of a connection with the same pieces, and go on."""

    async def script(connection: Connection) -> None:
        while True:
            await connection.request()
            await connection.send(*pieces)

    return script


def saying_once(*pieces: bytes) -> Script:
    """Answer one request of a connection, and close it."""

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(*pieces)

    return script


def bytewise(data: bytes) -> list[bytes]:
    """Every byte alone."""
    return [bytes([byte]) for byte in data]


def at_random(data: bytes, seed: int) -> list[bytes]:
    """Cut in a dozen places."""
    source = random.Random(seed)
    places = [0, *sorted(source.sample(range(1, len(data)), 12)), len(data)]
    return [data[start:end] for start, end in pairwise(places)]


WHOLE = CHUNKED + chunked(BODY) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        [WHOLE],
        bytewise(WHOLE),
        *(at_random(WHOLE, seed) for seed in range(5)),
        # Between CR and LF; inside a size; before the end of the last chunk; inside a character.
        [CHUNKED[:-1], CHUNKED[-1:], chunked(BODY), b"0\r\n\r\n"],
        [CHUNKED + b"1", b"0\r\n" + BODY[:16], b"\r", b"\n" + chunked(BODY[16:]) + b"0", b"\r\n\r", b"\n"],
        [CHUNKED + chunked(BODY[:11]), chunked(BODY[11:]) + b"0\r\n\r\n"],
    ],
    ids=["whole", "bytewise", *(f"random-{seed}" for seed in range(5)), "ends", "sizes", "characters"],
)
def test_chunks_cut_anywhere(use: Use, server: RawServer, pieces: list[bytes]) -> None:
    server.script = saying(*pieces)
    assert use(get).name == NAME
    assert server.accepted == 1


@pytest.mark.parametrize(
    "answer",
    [
        CHUNKED + chunked(BODY, extension=";a=b;c") + b"0;last\r\n\r\n",
        CHUNKED + chunked(BODY, form="{:04X}") + b"000\r\n\r\n",
        CHUNKED + chunked(BODY) + b"0\r\nX-Trailer: 1\r\nX-Other: 2\r\n\r\n",
        CHUNKED + chunked(BODY, size=100_000) + b"0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + reply(BODY),
        b"HTTP/1.1 200\r\ncontent-LENGTH:" + str(len(BODY)).encode() + b"\r\n\r\n" + BODY,
        HEAD + f"Content-Length: {len(BODY)}\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY,
        HEAD + b"X-Long: " + b"x" * 60_000 + f"\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY,
        HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        # Two members are one body (RFC 1952, section 2.2).
        + chunked(gzip.compress(BODY), size=1) + b"0\r\n\r\n",
    ],
    ids=["extensions", "sizes", "trailers", "one", "interim", "bare", "length twice", "long header", "gzip"],
)
def test_shapes_that_are_allowed(use: Use, server: RawServer, answer: bytes) -> None:
    server.script = saying(answer)

    assert use(get).name == NAME
    assert server.accepted == 1


def test_a_body_that_ends_with_the_connection(use: Use, server: RawServer) -> None:
    server.script = saying_once(HEAD + b"\r\n" + BODY[:9], BODY[9:])
    assert use(get).name == NAME
    server.script = saying_once(b"HTTP/1.0 200 OK\r\n\r\n" + BODY)
    assert use(get).name == NAME


@pytest.mark.xfail(reason="the HTTP library (2.16.2) keeps what it read beyond an answer for the next one")
def test_what_comes_after_an_answer_is_not_the_next_answer(use: Use, server: RawServer) -> None:
    async def script(connection: Connection) -> None:
        request = await connection.request()
        answer = json.dumps({"name": request.target}).encode()
        await connection.send(reply(answer) + reply(b'{"name": "not asked for"}'))
        await connection.gone()

    server.script = script

    def both(client: Any) -> Any:
        if not use.is_async:
            return [client.campaigns.get(id=id).name for id in "ab"]

        async def run() -> list[str]:
            return [(await client.campaigns.get(id=id)).name for id in "ab"]

        return run()

    assert use(both) == ["/campaign/a", "/campaign/b"]
    assert server.accepted == 2


BROKEN = {
    "nothing": b"",
    "not HTTP": b"SSH-2.0-OpenSSH_9.0\r\n\r\n",
    "half a status line": b"HTTP/1.1 20",
    "half a header": b"HTTP/1.1 200 OK\r\nContent-Le",
    "a status that is none": b"HTTP/1.1 2000 OK\r\n\r\n",
    "a header without a colon": b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length that is none": HEAD + b"Content-Length: two\r\n\r\n{}",
    "less than promised": HEAD + b"Content-Length: 1000\r\n\r\n" + BODY,
    "a size that is none": CHUNKED + b"xyz\r\n" + BODY,
    "a size without an end": CHUNKED + b"5" * 30_000,
    "a chunk longer than its size": CHUNKED + b"3\r\nabcdef\r\n0\r\n\r\n",
    "no last chunk": CHUNKED + chunked(BODY),
    "half a chunk": CHUNKED + b"ff\r\n{",
    "headers without end": HEAD + b"X: y\r\n" * 100_000,
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(("call", "attempts"), [(get, 3), (create, 1)], ids=["get", "post"])
def test_shapes_that_are_not_allowed(
    use: Use, server: RawServer, call: Callable[[Any], Any], attempts: int, answer: bytes
) -> None:
    """They are one error, and what asked for them is repeated when that is safe."""
    server.script = saying_once(answer)
    with pytest.raises(ApiConnectionError) as caught:
        use(call)
    assert caught.value.phase == "read"
    assert server.accepted == attempts


def test_a_body_that_is_not_compressed_as_it_says(use: Use, server: RawServer) -> None:
    encoded = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.script = saying(encoded + chunked(b"not gzip at all") + b"0\r\n\r\n")
    with pytest.raises(ResponseDecodeError, match="Content-Encoding"):
        use(get)
    assert server.accepted == 1


def test_text_is_decoded_across_the_borders_of_chunks(use: Use, server: RawServer) -> None:
    text = "é☃😀\r\nzwei\rdrei\n\nlast"
    server.script = saying(CHUNKED, *bytewise(chunked(text.encode(), size=1)), b"0\r\n\r\n")

    def lines(client: Any) -> Any:
        call = client.campaigns.with_streaming_response.get(id="1")
        if not use.is_async:
            with call as response:
                return list(response.iter_lines())

        async def run() -> list[str]:
            async with call as response:
                return [line async for line in response.iter_lines()]

        return run()

    assert use(lines) == ["é☃😀", "zwei", "drei", "", "last"]


def test_what_has_arrived_is_given_before_the_rest_is_sent(use: Use, server: RawServer) -> None:
    gate = Gate()

    async def script(connection: Connection) -> None:
        await connection.request()
        await connection.send(CHUNKED + b"5\r\nfirst\r\n")
        await gate.passed()
        await connection.send(b"6\r\nsecond\r\n0\r\n\r\n")
        await connection.gone()

    server.script = script

    def pieces(client: Any) -> Any:
        call = client.campaigns.with_streaming_response.get(id="1")
        read: list[bytes] = []
        if not use.is_async:
            with call as response:
                for piece in response.iter_bytes():
                    read.append(piece)
                    gate.open()
            return read

        async def run() -> list[bytes]:
            async with call as response:
                async for piece in response.iter_bytes():
                    read.append(piece)
                    gate.open()
            return read

        return run()

    assert use(pieces) == [b"first", b"second"]
