"""Responses with their status and headers, read and streamed."""

from __future__ import annotations

import asyncio
import gzip
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiConnectionError, ResponseValidationError

from . import fake_models as types
from .fake_sdk import Acme, AsyncAcme, BadRequestError
from .harness import Runner, Server, answer, text_answer


def test_raw(run: Runner) -> None:
    server = Server(answer({"status": True}, 201, x_request_id="req_1", x_many="a"))
    response = run(lambda client: client.campaigns.with_raw_response.create(name="n"), server)
    assert response.status_code == 201
    assert response.headers["X-Many"] == "a"
    assert response.request_id == "req_1"
    assert response.content == b'{"status": true}'
    assert response.text == '{"status": true}'
    assert response.parse() == types.CampaignResponse(status=True)
    assert repr(response) == "<RawResponse 201>"
    assert server.body == {"name": "n"}


def test_raw_parse_raises_what_the_method_raises(run: Runner) -> None:
    response = run(
        lambda client: client.campaigns.with_raw_response.create(name="n"), Server(answer([1], 201))
    )
    with pytest.raises(ResponseValidationError):
        response.parse()


def test_raw_raises_for_errors(run: Runner) -> None:
    with pytest.raises(BadRequestError):
        run(lambda client: client.campaigns.with_raw_response.create(name="n"), Server(answer({}, 400)))


def test_raw_without_a_body(run: Runner) -> None:
    response = run(
        lambda client: client.campaigns.with_raw_response.delete(id="1"), Server(text_answer("", 204))
    )
    assert response.parse() is None
    assert response.request_id is None


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that comes in pieces, and may break."""

    def __init__(self, *pieces: bytes, error: Exception | None = None) -> None:
        self.pieces = pieces
        self.error = error
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def stream(body: Pieces, reader: str, *, status: int = 200, is_async: bool, **headers: str) -> Any:
    """Read a streamed answer in one of the ways; return what was read."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    server = Server(lambda request: httpx2.Response(status, headers=names, stream=body))
    transport = httpx2.MockTransport(server.handle)
    if not is_async:
        with (
            Acme(token="t", http_client=httpx2.Client(transport=transport)) as client,
            client.campaigns.with_streaming_response.get(id="1") as response,
        ):
            assert response.status_code == status
            result = getattr(response, reader)()
            return list(result) if reader.startswith("iter") else result

    async def run() -> Any:
        async with (
            AsyncAcme(token="t", http_client=httpx2.AsyncClient(transport=transport)) as client,
            client.campaigns.with_streaming_response.get(id="1") as response,
        ):
            assert response.status_code == status
            result = getattr(response, reader)()
            return [piece async for piece in result] if reader.startswith("iter") else await result

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("reader", "pieces", "expected"),
    [
        ("iter_bytes", [b"ab", b"", b"c"], [b"ab", b"c"]),
        ("iter_text", ["é".encode()[:1], "é".encode()[1:] + b"x"], ["éx"]),
        ("iter_text", [b"a", "é".encode()[:1]], ["a", "\ufffd"]),
        (
            "iter_lines",
            [b"a\r", b"\nb\rc\n", b"\n", "d\u2028e".encode(), b"\x0bf\n", b"g"],
            ["a", "b", "c", "", "d\u2028e\x0bf", "g"],
        ),
        ("iter_lines", [b"a\r\r", b"\n", b"\nb"], ["a", "", "", "b"]),
        ("iter_lines", [], []),
        ("read", [b"a", b"b"], b"ab"),
        ("parse", [b'{"_id":', b'"x"}'], types.Campaign(id="x")),
    ],
)
def test_streamed(run: Runner, reader: str, pieces: list[bytes], expected: Any) -> None:
    body = Pieces(*pieces)
    assert stream(body, reader, is_async=run.is_async) == expected
    assert body.closed


def test_streamed_bodies_are_decompressed_and_decoded(run: Runner) -> None:
    packed = gzip.compress("dé\n".encode("latin-1"))
    lines = stream(
        Pieces(packed[:5], packed[5:]),
        "iter_lines",
        is_async=run.is_async,
        content_encoding="gzip",
        content_type="text/plain; charset=latin-1",
    )
    assert lines == ["dé"]


@pytest.mark.parametrize("reader", ["iter_bytes", "iter_text", "iter_lines", "read", "parse"])
def test_a_stream_that_breaks(run: Runner, reader: str) -> None:
    body = Pieces(b"a\n", error=httpx2.ReadError("reset"))
    with pytest.raises(ApiConnectionError, match="reset") as caught:
        stream(body, reader, is_async=run.is_async)
    assert caught.value.phase == "read"
    assert body.closed


def test_a_streamed_call_is_made_on_entering_and_retried(run: Runner) -> None:
    server = Server(answer({}, 429), answer({"_id": "x"}))
    transport = httpx2.MockTransport(server.handle)
    if not run.is_async:
        with Acme(token="t", http_client=httpx2.Client(transport=transport)) as client:
            client._core.settings.clock = run.clock
            manager = client.campaigns.with_streaming_response.get(id="1")
            assert not server.requests
            with manager as response:
                assert response.request_id is None
                assert response.parse().id == "x"
                assert response.parse().id == "x"
                assert b"".join(response.iter_bytes(4)) == response.read() == b'{"_id": "x"}'
                assert list(response.iter_bytes(5)) == [b'{"_id', b'": "x', b'"}']
    else:

        async def use() -> None:
            async with AsyncAcme(token="t", http_client=httpx2.AsyncClient(transport=transport)) as client:
                client._core.settings.clock = run.clock
                manager = client.campaigns.with_streaming_response.get(id="1")
                assert not server.requests
                async with manager as response:
                    assert response.request_id is None
                    assert (await response.parse()).id == "x"
                    assert await response.read() == b'{"_id": "x"}'
                    assert [piece async for piece in response.iter_bytes(5)] == [b'{"_id', b'": "x', b'"}']

        asyncio.run(use())
    assert len(server.requests) == 2


def test_a_stream_is_read_once(run: Runner) -> None:
    body = Pieces(b"abc", b"def")
    server = Server(lambda request: httpx2.Response(200, stream=body))
    transport = httpx2.MockTransport(server.handle)
    if not run.is_async:
        with (
            Acme(token="t", http_client=httpx2.Client(transport=transport)) as client,
            client.campaigns.with_streaming_response.get(id="1") as response,
        ):
            assert next(response.iter_bytes()) == b"abc"
            with pytest.raises(RuntimeError, match="read or closed already"):
                response.read()
            response.close()
    else:

        async def use() -> None:
            async with (
                AsyncAcme(token="t", http_client=httpx2.AsyncClient(transport=transport)) as client,
                client.campaigns.with_streaming_response.get(id="1") as response,
            ):
                pieces = response.iter_bytes()
                assert await anext(pieces) == b"abc"
                with pytest.raises(RuntimeError, match="read or closed already"):
                    await response.read()
                await response.aclose()

        asyncio.run(use())
    assert body.closed


def test_streamed_errors_are_read_and_raised(run: Runner) -> None:
    body = Pieces(b'{"errors": ', b'["no"]}')
    with pytest.raises(Exception, match="no"):
        stream(body, "read", status=400, is_async=run.is_async)
    assert body.closed


def test_the_body_is_closed_when_the_block_is_left_early() -> None:
    body = Pieces(b"a", b"b")
    server = Server(lambda request: httpx2.Response(200, stream=body))
    http_client = httpx2.Client(transport=httpx2.MockTransport(server.handle))
    manager = Acme(token="t", http_client=http_client).campaigns.with_streaming_response.get(id="1")
    response = manager.__enter__()
    pieces = response.iter_bytes()
    assert next(pieces) == b"a"
    assert not body.closed
    manager.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert body.closed


def test_methods_keep_their_signatures() -> None:
    client, other = Acme(token="t"), AsyncAcme(token="t")
    for method in (
        client.campaigns.with_raw_response.create,
        client.campaigns.with_streaming_response.create,
        other.campaigns.with_raw_response.create,
        other.campaigns.with_streaming_response.create,
    ):
        assert list(inspect.signature(method).parameters) == list(
            inspect.signature(client.campaigns.create).parameters
        )
        assert method.__doc__ == "Create a campaign."
    with pytest.raises(TypeError, match="nme"):
        other.campaigns.with_streaming_response.create(nme="n")  # type: ignore[call-arg]


def test_request_ids_of_responses_that_are_not_read(run: Runner) -> None:
    server = Server(answer({"data": None}, 201, x_request_id="req_1"))

    def sync(client: Any) -> Any:
        with client.campaigns.with_streaming_response.create(name="n") as response:
            return response.request_id, response.read()

    async def asynchronous(client: Any) -> Any:
        async with client.campaigns.with_streaming_response.create(name="n") as response:
            return response.request_id, await response.read()

    assert run(asynchronous if run.is_async else sync, server) == ("req_1", b'{"data": null}')


@pytest.mark.parametrize("view", ["with_raw_response", "with_streaming_response"])
def test_request_ids_of_errors(run: Runner, view: str) -> None:
    server = Server(answer({}, 400, x_request_id="req_1"))

    def sync(client: Any) -> Any:
        call = getattr(client.campaigns, view).create(name="n")
        with call:
            pass

    async def asynchronous(client: Any) -> Any:
        call = getattr(client.campaigns, view).create(name="n")
        if view == "with_raw_response":
            await call
        else:
            async with call:
                pass

    with pytest.raises(BadRequestError) as caught:
        run(asynchronous if run.is_async else sync, server)
    assert caught.value.request_id == "req_1"
    assert "req_1" in str(caught.value)
