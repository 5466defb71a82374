"""Streams of values, through the sync and the async client."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import warnings
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from generator.runtime.contents import Events, Lines
from generator.runtime.errors import (
    ApiConnectionError,
    ApiStreamError,
    ApiTimeoutError,
    ResponseDecodeError,
    ResponseValidationError,
)
from generator.runtime.models import Model
from generator.runtime.raw import ResponseInfo
from generator.runtime.sdk import Operation
from generator.runtime.sse import ServerEvent
from generator.runtime.streams import AsyncStream, Stream

from . import fake_models as types
from .fake_sdk import BadRequestError
from .harness import Runner, Server, answer
from .test_raw import Pieces

SSE = "text/event-stream"
LINES = "application/x-ndjson"


class Chunk(Model):
    """A value of a stream."""

    n: int
    text: str | None = None


class Loose(Model):
    """A value of which nothing is required."""

    n: int | None = None


class Whole(Model):
    """An event whose data is JSON."""

    event: str | None = None
    data: Chunk
    id: str | None = None
    retry: int | None = None


class WholeText(Model):
    """An event whose data is text."""

    event: str | None = None
    data: str


CHAT: Operation[Any] = Operation(
    "POST",
    "/chat",
    returns={"200": {"application/json": lambda: types.Campaign, SSE: Events(lambda: Chunk)}},
    stream_flag="stream",
)
EVENTS: Operation[Any] = Operation("GET", "/events", returns={"200": Events(lambda: Chunk)}, accept=SSE)
GAMES: Operation[Any] = Operation(
    "GET", "/games", returns={"200": {LINES: Lines(lambda: Chunk)}}, accept=LINES
)


def events_of(item: Callable[[], Any], **options: Any) -> Operation[Any]:
    """Return an operation that streams events."""
    return Operation("GET", "/events", returns={"200": Events(item, **options)}, accept=SSE)


def server_of(body: Pieces, content_type: str = SSE, status: int = 200, **headers: str) -> Server:
    """Return a server whose body arrives in pieces."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Server(
        lambda request: httpx2.Response(status, headers={"content-type": content_type, **names}, stream=body)
    )


def collect(
    run: Runner,
    operation: Operation[Any],
    server: Server,
    *,
    client: dict[str, Any] | None = None,
    **call: Any,
) -> list[Any]:
    """Call an operation; return the values of its stream, and last the error that ended it, if any."""
    found: list[Any] = []

    def sync(client: Any) -> None:
        stream = client.campaigns.call(operation, **call)
        assert isinstance(stream, Stream)
        try:
            found.extend(stream)
        except Exception as error:
            found.append(error)
        assert list(stream) == []

    async def asynchronous(client: Any) -> None:
        stream = await client.campaigns.call(operation, **call)
        assert isinstance(stream, AsyncStream)
        try:
            async for value in stream:
                found.append(value)  # noqa: PERF401  # what came before an error is kept
        except Exception as error:
            found.append(error)
        assert [value async for value in stream] == []

    run(asynchronous if run.is_async else sync, server, **(client or {}))
    return found


def test_events(run: Runner) -> None:
    body = Pieces(b'data: {"n": 1}\r', b'\n\r\ndata: {"n"', b': 2, "text": "\xc3', b'\xa9"}\n\n: ping\n\n')
    server = server_of(body)
    assert collect(run, EVENTS, server) == [Chunk(n=1), Chunk(n=2, text="\u00e9")]
    assert body.closed
    assert server.request.headers["accept"] == SSE


def test_lines(run: Runner) -> None:
    body = Pieces(b'{"n": 1}\n\n{"n"', b': 2}\r\n{"n": 3}')
    server = server_of(body, LINES)
    assert collect(run, GAMES, server) == [Chunk(n=1), Chunk(n=2), Chunk(n=3)]
    assert server.request.headers["accept"] == LINES
    assert body.closed


@pytest.mark.parametrize("sent", ["application/jsonl", "Application/X-NDJSON; charset=utf-8", ""])
def test_other_names_of_lines(run: Runner, sent: str) -> None:
    assert collect(run, GAMES, server_of(Pieces(b'{"n": 1}\n'), sent)) == [Chunk(n=1)]


def test_sequences_of_rfc_7464(run: Runner) -> None:
    operation: Operation[Any] = Operation(
        "GET", "/seq", returns={"200": {"application/json-seq": Lines(lambda: Chunk)}}
    )
    body = Pieces(b'\x1e{"n":\n 1}\n\x1e{"n": 2}\n')
    assert collect(run, operation, server_of(body, "application/json-seq")) == [Chunk(n=1), Chunk(n=2)]


def test_a_flag_asks_for_the_stream(run: Runner) -> None:
    server = server_of(Pieces(b'data: {"n": 1}\n\ndata: [DONE]\n\ndata: {"n": 2}\n\n'))
    assert collect(run, CHAT, server, fields={"stream": True, "q": "x"}) == [Chunk(n=1)]
    assert server.request.headers["accept"] == SSE
    assert server.body == {"stream": True, "q": "x"}


@pytest.mark.parametrize(
    "call",
    [
        {"fields": {}},
        {"fields": {"stream": False}},
        {"fields": {"stream": None}},
        {"body": {"q": 1}},
        {"fields": {"stream": True}, "options": {"body": {"stream": False}}},
    ],
)
def test_without_the_flag(run: Runner, call: dict[str, Any]) -> None:
    server = Server(answer({"_id": "x"}))
    assert run(lambda client: client.campaigns.call(CHAT, **call), server) == types.Campaign(id="x")
    assert server.request.headers["accept"] == "application/json"


@pytest.mark.parametrize(
    "call",
    [
        {"body": {"stream": True}},
        {"body": types.Campaign.from_dict({"stream": True})},
        {"fields": {}, "options": {"body": {"stream": True}}},
        {"fields": {}, "accept": SSE},
        {"fields": {}, "options": {"headers": {"Accept": SSE}}},
    ],
)
def test_other_ways_to_ask_for_the_stream(run: Runner, call: dict[str, Any]) -> None:
    body = Pieces(b'data: {"n": 1}\n\n')
    server = server_of(body)
    assert collect(run, CHAT, server, **call) == [Chunk(n=1)]
    assert server.request.headers["accept"] == SSE


@pytest.mark.parametrize("accept", [LINES, SSE])
def test_accept_chooses_among_streams(run: Runner, accept: str) -> None:
    operation: Operation[Any] = Operation(
        "GET",
        "/x",
        returns={
            "200": {
                "application/json": lambda: list[Chunk],
                SSE: Events(lambda: Chunk),
                LINES: Lines(lambda: Chunk),
            }
        },
    )
    body = Pieces(b'data: {"n": 1}\n\n' if accept == SSE else b'{"n": 1}\n')
    server = server_of(body, accept)
    assert collect(run, operation, server, accept=accept) == [Chunk(n=1)]
    assert server.request.headers["accept"] == accept
    server = Server(answer([{"n": 1}]))
    assert run(lambda client: client.campaigns.call(operation), server) == [Chunk(n=1)]
    assert server.request.headers["accept"] == "application/json"


@pytest.mark.parametrize(
    ("returns", "accept", "flag", "asked"),
    [
        ({"application/json": lambda: int, SSE: Events(lambda: int)}, f"application/json, {SSE}", True, SSE),
        (
            {"application/json": lambda: int, SSE: Events(lambda: int)},
            f"application/json, {SSE}",
            False,
            "application/json",
        ),
        ({SSE: Events(lambda: int), "text/csv": lambda: str}, SSE, False, "text/csv"),
        ({SSE: Events(lambda: int), LINES: Lines(lambda: int)}, SSE, True, f"{SSE}, {LINES}"),
        (Events(lambda: int), "application/json", True, SSE),
        (Events(lambda: int), SSE, False, "application/json"),
        (Lines(lambda: int), LINES, True, LINES),
        ({"application/json": lambda: int, SSE: Events(lambda: int)}, "text/x", False, "text/x"),
    ],
)
def test_what_a_flag_asks_for(run: Runner, returns: Any, accept: str, flag: bool, asked: str) -> None:
    operation: Operation[Any] = Operation(
        "POST", "/x", returns={"200": returns, "204": None}, accept=accept, stream_flag="stream"
    )
    server = Server(httpx2.Response(204))
    assert run(lambda client: client.campaigns.call(operation, fields={"stream": flag}), server) is None
    assert server.request.headers["accept"] == asked
    assert (
        run(lambda client: client.campaigns.call(operation, accept="a/b"), Server(httpx2.Response(204)))
        is None
    )


def test_json_for_a_stream_that_was_asked_for(run: Runner) -> None:
    body = Pieces(b'{"_id":', b' "x"}')
    server = server_of(body, "application/json")
    call = {"fields": {"stream": True}}
    assert run(lambda client: client.campaigns.call(CHAT, **call), server) == types.Campaign(id="x")
    assert body.closed


def test_a_stream_that_was_not_asked_for(run: Runner) -> None:
    assert collect(run, CHAT, server_of(Pieces(b'data: {"n": 1}\n\n')), fields={}) == [Chunk(n=1)]


def test_json_where_only_events_are_documented(run: Runner) -> None:
    body = Pieces(b'{"n": 1}')
    with pytest.raises(
        ResponseDecodeError, match="body is application/json, where the API documents text/event-stream"
    ) as caught:
        run(lambda client: client.campaigns.call(EVENTS), server_of(body, "application/json"))
    assert caught.value.text == '{"n": 1}'
    assert body.closed


def test_errors_are_read_raised_and_retried(run: Runner) -> None:
    body = Pieces(b'{"errors": ', b'["no"]}')
    with pytest.raises(BadRequestError, match="no"):
        run(lambda client: client.campaigns.call(EVENTS), server_of(body, "application/json", 400))
    assert body.closed
    server = Server(
        answer({}, 429), lambda request: httpx2.Response(200, stream=Pieces(b'data: {"n": 1}\n\n'))
    )
    assert collect(run, EVENTS, server) == [Chunk(n=1)]
    assert len(server.requests) == 2


def test_no_body(run: Runner) -> None:
    operation: Operation[Any] = Operation("GET", "/x", returns={"200": Events(lambda: Chunk), "204": None})
    body = Pieces()
    assert run(lambda client: client.campaigns.call(operation), server_of(body, status=204)) is None
    assert body.closed


@pytest.mark.parametrize(
    ("operation", "stream", "expected"),
    [
        (events_of(lambda: str), b"data: a\ndata: b\n\ndata:\n\n", ["a\nb", ""]),
        (events_of(lambda: int), b"data: 1\n\ndata:\n\ndata: 2.0\n\n", [1, 2]),
        (events_of(lambda: dict[str, Any]), b'data: {"a": [1]}\n\n', [{"a": [1]}]),
        (events_of(lambda: str, end=("END", "[DONE]")), b"data: a\n\ndata: END\n\ndata: b\n\n", ["a"]),
        (events_of(lambda: str, end=()), b"data: [DONE]\n\n", ["[DONE]"]),
        (
            events_of(lambda: ServerEvent),
            b"event: a\nid: 1\nretry: 5\ndata: x\n\ndata: y\n\ndata: [DONE]\n\n",
            [ServerEvent("a", "x", "1", 5), ServerEvent(None, "y", "1", None)],
        ),
        (
            events_of(lambda: Whole, whole=True),
            b'event: a\nid: 1\nretry: 5\ndata: {"n": 1}\n\ndata: {"n": 2}\n\n',
            [Whole(event="a", id="1", retry=5, data=Chunk(n=1)), Whole(data=Chunk(n=2))],
        ),
        (
            events_of(lambda: WholeText, whole=True),
            b'data: {"n": 1}\n\nevent: other\ndata: oops\n\n',
            [WholeText(data='{"n": 1}'), WholeText(event="other", data="oops")],
        ),
        (
            events_of(lambda: WholeText | Whole, whole=True),
            b'data: {"n": 1}\n\ndata: x\n\n',
            [WholeText(data='{"n": 1}'), WholeText(data="x")],
        ),
        (events_of(lambda: Loose), b"data: {}\n\n", [Loose()]),
    ],
)
def test_kinds_of_values(run: Runner, operation: Operation[Any], stream: bytes, expected: list[Any]) -> None:
    found = collect(run, operation, server_of(Pieces(stream)))
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


@pytest.mark.parametrize("at", range(64))
def test_cut_anywhere(run: Runner, at: int) -> None:
    stream = '\ufeffdata: {"n": 1,\r\ndata: "text": "\u00e9\u2028"}\r\n\r\ndata: {"n": 2}\r\n\r\n'.encode()
    assert len(stream) == 63
    body = Pieces(stream[:at], stream[at:])
    assert collect(run, EVENTS, server_of(body)) == [Chunk(n=1, text="\u00e9\u2028"), Chunk(n=2)]


def test_values_that_differ(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    stream = b'data: {"n": 1}\n\ndata: {"n": "x"}\n\ndata: {"n": "y", "text": 1}\n\ndata: {"n": 2}\n\n'
    found = collect(run, EVENTS, server_of(Pieces(stream)))
    assert [value.n for value in found] == [1, "x", "y", 2]
    assert [value.invalid_fields for value in found] == [(), ("/n",), ("/n", "/text"), ()]
    (record,) = [each for each in caplog.records if each.levelname == "WARNING"]
    assert record.getMessage() == (
        "GET /events: item 2 of the stream: 1 value(s) differ from the documented type: /n; "
        "what differs in later items is not reported"
    )


def test_strict_responses(run: Runner) -> None:
    stream = b'data: {"n": 1}\n\ndata: {"n": "x"}\n\ndata: {"n": 2}\n\n'
    body = Pieces(stream)
    first, error = collect(run, EVENTS, server_of(body), client={"strict_responses": True})
    assert first == Chunk(n=1)
    assert isinstance(error, ResponseValidationError)
    assert error.invalid_fields == ("/n",)
    assert body.closed


@pytest.mark.parametrize(
    ("stream", "kind", "message"),
    [
        (
            b'data: {"n": 1}\n\ndata: {"n": \n\ndata: {"n": 2}\n\n',
            ResponseDecodeError,
            "item 2 of the stream is not JSON",
        ),
        (b'data: {"n": 1}\n\ndata: [2]\n\n', ResponseValidationError, "item 2 of the stream is an array"),
    ],
)
def test_values_of_another_kind(run: Runner, stream: bytes, kind: type[Exception], message: str) -> None:
    body = Pieces(stream)
    first, error = collect(run, EVENTS, server_of(body, x_request_id="r1"))
    assert first == Chunk(n=1)
    assert isinstance(error, kind)
    assert message in str(error)
    assert getattr(error, "request_id", None) == "r1"
    assert body.closed


@pytest.mark.parametrize(
    ("operation", "type", "stream", "body", "event", "message"),
    [
        (
            EVENTS,
            SSE,
            b'event: error\ndata: {"message": "too busy"}\n\n',
            {"message": "too busy"},
            "error",
            "too busy",
        ),
        (EVENTS, SSE, b"event: error\ndata: too busy\n\n", "too busy", "error", "too busy"),
        (EVENTS, SSE, b"event: error\ndata:\n\n", "", "error", "the server sent an error"),
        (EVENTS, SSE, b'data: {"error": {"message": "no"}}\n\n', {"error": {"message": "no"}}, None, "no"),
        (GAMES, LINES, b'{"error": "no"}\n', {"error": "no"}, None, "no"),
        (
            events_of(lambda: Loose),
            SSE,
            b'event: error\ndata: {"message": "no"}\n\n',
            {"message": "no"},
            "error",
            "no",
        ),
        (
            events_of(lambda: types.Pet),
            SSE,
            b'event: error\ndata: {"kind": "error", "error": "no"}\n\n',
            {"kind": "error", "error": "no"},
            "error",
            "no",
        ),
        (events_of(lambda: Whole, whole=True), SSE, b"event: error\ndata: no\n\n", "no", "error", "no"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_errors_of_the_server(
    run: Runner,
    operation: Operation[Any],
    type: str,
    stream: bytes,
    body: Any,
    event: str | None,
    message: str,
    strict: bool,
) -> None:
    pieces = Pieces(stream, b'data: {"n": 1}\n\n')
    (error,) = collect(run, operation, server_of(pieces, type), client={"strict_responses": strict})
    assert isinstance(error, ApiStreamError)
    assert (error.body, error.event, error.message, error.status_code) == (body, event, message, 200)
    assert str(error) == f"200 OK from {operation.method} {operation.path}: {message}"
    assert pieces.closed
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (again.body, again.event, str(again)) == (body, event, str(error))


def test_an_error_that_is_documented_as_a_value(run: Runner) -> None:
    stream = b'event: error\ndata: {"n": 5}\n\n'
    assert collect(run, EVENTS, server_of(Pieces(stream))) == [Chunk(n=5)]


@pytest.mark.parametrize(
    ("broken", "kind", "message"),
    [
        (httpx2.ReadError("reset"), ApiConnectionError, "reset (the stream broke after 2 item(s))"),
        (httpx2.ReadTimeout("slow"), ApiTimeoutError, "timed out (read) (the stream broke after 2 item(s))"),
    ],
)
def test_a_stream_that_breaks(run: Runner, broken: Exception, kind: type[Exception], message: str) -> None:
    body = Pieces(b'data: {"n": 1}\n\ndata: {"n": 2}\n\ndata: {"n"', error=broken)
    server = server_of(body)
    *values, error = collect(run, EVENTS, server)
    assert values == [Chunk(n=1), Chunk(n=2)]
    assert type(error) is kind
    assert isinstance(error, ApiConnectionError)
    assert error.phase == "read"
    assert str(error).endswith(message)
    assert body.closed
    assert len(server.requests) == 1


def test_json_that_breaks_where_a_stream_was_asked_for(run: Runner) -> None:
    body = Pieces(b"{", error=httpx2.ReadError("reset"))
    call = {"fields": {"stream": True}}
    with pytest.raises(ApiConnectionError, match="reset"):
        run(lambda client: client.campaigns.call(CHAT, **call), server_of(body, "application/json"))
    assert body.closed


class Endless(Pieces):
    """A body without an end."""

    given = 0

    def __iter__(self) -> Any:
        while True:
            self.given += 1
            yield b'data: {"n": %d}\n\n' % self.given

    async def __aiter__(self) -> Any:
        while True:
            self.given += 1
            yield b'data: {"n": %d}\n\n' % self.given


def test_left_early(run: Runner) -> None:
    body = Endless()

    def sync(client: Any) -> None:
        with client.campaigns.call(EVENTS) as stream:
            for value in stream:
                if value.n == 3:
                    break
            assert not body.closed
        assert body.closed
        assert list(stream) == []
        stream.close()

    async def asynchronous(client: Any) -> None:
        async with await client.campaigns.call(EVENTS) as stream:
            async for value in stream:
                if value.n == 3:
                    break
            assert not body.closed
        assert body.closed
        assert [value async for value in stream] == []
        await stream.aclose()

    run(asynchronous if run.is_async else sync, server_of(body))
    assert body.given == 3


def test_what_is_known_of_the_answer(run: Runner) -> None:
    def check(stream: Any) -> None:
        assert isinstance(stream.response, ResponseInfo)
        assert stream.response.status_code == 200
        assert stream.response.request_id == "r1"
        assert stream.response.headers["X-Request-Id"] == "r1"
        assert repr(stream) == f"<{'AsyncStream' if run.is_async else 'Stream'} 200>"

    def sync(client: Any) -> None:
        with client.campaigns.call(EVENTS) as stream:
            check(stream)

    async def asynchronous(client: Any) -> None:
        async with await client.campaigns.call(EVENTS) as stream:
            check(stream)

    body = Endless()
    run(asynchronous if run.is_async else sync, server_of(body, x_request_id="r1"))
    assert body.closed
    assert body.given == 0


@pytest.mark.parametrize("read", [0, 2])
def test_a_forgotten_stream_closes(read: int) -> None:
    body = Endless()

    def use(client: Any) -> None:
        stream = client.campaigns.call(EVENTS)
        assert [next(stream).n for _ in range(read)] == [1, 2][:read]
        assert not body.closed
        del stream
        gc.collect()
        assert body.closed

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Runner(is_async=False)(use, server_of(body))
    assert caught == []


def test_raw(run: Runner) -> None:
    body = Pieces(b'data: {"n": 1}\n\ndata: {"n": 2}\n\n')
    found: list[Any] = []

    def check(response: Any) -> Any:
        assert response.status_code == 200
        assert response.request_id == "r1"
        with pytest.raises(RuntimeError, match="body is a stream"):
            response.text  # noqa: B018
        assert response.parse() is response.parse()
        return response.parse()

    def sync(client: Any) -> None:
        found.extend(check(type(client.campaigns)(client._core.raw()).call(EVENTS)))

    async def asynchronous(client: Any) -> None:
        stream = check(await type(client.campaigns)(client._core.raw()).call(EVENTS))
        found.extend([value async for value in stream])

    run(asynchronous if run.is_async else sync, server_of(body, x_request_id="r1"))
    assert found == [Chunk(n=1), Chunk(n=2)]
    assert body.closed


def test_raw_json_where_a_stream_was_asked_for(run: Runner) -> None:
    def use(client: Any) -> Any:
        return type(client.campaigns)(client._core.raw()).call(CHAT, fields={"stream": True})

    response = run(use, server_of(Pieces(b'{"_id": "x"}'), "application/json"))
    assert response.content == b'{"_id": "x"}'
    assert response.parse() == types.Campaign(id="x")


def test_with_streaming_response(run: Runner) -> None:
    body = Endless()

    def sync(client: Any) -> None:
        with type(client.campaigns)(client._core.streamed()).call(EVENTS) as response:
            stream = response.parse()
            assert isinstance(stream, Stream)
            assert response.parse() is stream
            assert next(stream) == Chunk(n=1)
        assert list(stream) == []

    async def asynchronous(client: Any) -> None:
        response = await type(client.campaigns)(client._core.streamed()).call(EVENTS)
        stream = await response.parse()
        assert isinstance(stream, AsyncStream)
        assert await response.parse() is stream
        assert await anext(stream) == Chunk(n=1)
        await response.aclose()
        assert [value async for value in stream] == []

    run(asynchronous if run.is_async else sync, server_of(body))
    assert body.closed


def test_many_values(run: Runner) -> None:
    stream = b"".join(b'data: {"n": %d}\n\n' % number for number in range(20_000))
    body = Pieces(*(stream[at : at + 4096] for at in range(0, len(stream), 4096)))
    assert [value.n for value in collect(run, EVENTS, server_of(body))] == list(range(20_000))


def test_a_large_event(run: Runner) -> None:
    text = "x" * (3 << 19)
    stream = b"data: " + json.dumps({"n": 1, "text": text}).encode() + b"\n\n"
    body = Pieces(*(stream[at : at + 4096] for at in range(0, len(stream), 4096)))
    assert collect(run, EVENTS, server_of(body)) == [Chunk(n=1, text=text)]
