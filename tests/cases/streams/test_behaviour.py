"""Answers that are sequences of values: what is asked for, what arrives, and what is closed."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import httpx2
import pytest

from tests.cases.harness import Caller, Made, snippet

PLAIN = b'{"prompt":"p"}'
STREAMED = b'{"prompt":"p","stream":true}'
CHUNKS = b'data: {"delta": "a"}\n\ndata: {"delta": "b"}\n\n'


def sent(api: Caller) -> tuple[str, str, bytes, str]:
    """Method, target, body and Accept of the last request."""
    request = api.request
    return request.method, request.url.raw_path.decode(), request.content, request.headers["accept"]


def deltas(items: list[Any], types: Any) -> list[str]:
    """What chunks hold, which must be of their type."""
    assert all(type(item) is types.Chunk for item in items)
    return [item.delta for item in items]


@pytest.mark.parametrize(
    ("given", "body"),
    [({}, PLAIN), ({"stream": False}, b'{"prompt":"p","stream":false}'), ({"stream": None}, PLAIN)],
)
def test_without_the_flag_the_answer_is_whole(
    api: Caller, types: Any, given: dict[str, Any], body: bytes
) -> None:
    api.answers(200, {"text": "t"})
    chat = api.call("chat.create", prompt="p", **given)
    assert (type(chat), chat.text) == (types.Chat, "t")
    assert sent(api) == ("POST", "/chat", body, "application/json")


def test_with_the_flag_it_is_a_stream(api: Caller, types: Any) -> None:
    body = api.answers_in_pieces(CHUNKS[:9], CHUNKS[9:30], CHUNKS[30:], b"data: [DONE]\n\n")
    assert deltas(api.items("chat.create", prompt="p", stream=True), types) == ["a", "b"]
    assert sent(api) == ("POST", "/chat", STREAMED, "text/event-stream")
    assert body.is_closed


def test_the_flag_may_come_with_the_options(api: Caller, types: Any) -> None:
    api.answers_in_pieces(CHUNKS)
    options = {"body": {"stream": True}}
    assert deltas(api.items("chat.create", prompt="p", request_options=options), types) == ["a", "b"]
    assert sent(api) == ("POST", "/chat", STREAMED, "text/event-stream")


def test_what_the_server_sent_decides(api: Caller, types: Any) -> None:
    body = api.answers_in_pieces(b'{"text": "t"}', kind="application/json")
    chat = api.call("chat.create", prompt="p", stream=True)
    assert (type(chat), chat.text) == (types.Chat, "t")
    assert body.is_closed


def test_the_overloads(package: Any) -> None:
    from typing import get_overloads

    chat = import_module(f"{package.__name__}.resources.chat")
    for kind, stream in ((chat.Chat, "Stream"), (chat.AsyncChat, "AsyncStream")):
        found = [inspect.signature(each) for each in get_overloads(kind.create)]
        assert [(each.parameters["stream"].annotation, each.return_annotation) for each in found] == [
            ("Literal[False] | None", "types.Chat"),
            ("Literal[True]", f"{stream}[types.Chunk]"),
            ("bool", f"types.Chat | {stream}[types.Chunk]"),
        ]


def test_done_ends_a_stream_whatever_follows(api: Caller, types: Any) -> None:
    body = api.answers_in_pieces(CHUNKS, b"data: [DONE]\n\n", b"data: not JSON\n\n")
    assert deltas(api.items("feed.items"), types) == ["a", "b"]
    assert (body.given, body.is_closed) == (2, True)
    assert sent(api) == ("GET", "/items", b"", "text/event-stream")


def test_an_early_exit_closes_the_response(api: Caller, types: Any) -> None:
    body = api.answers_in_pieces(b'data: {"delta": "a"}\n\n', b'data: {"delta": "b"}\n\n')
    assert deltas(api.items("chat.create", first=1, prompt="p", stream=True), types) == ["a"]
    assert (body.given, body.is_closed) == (1, True)


def test_an_error_before_the_stream_is_that_of_its_status(api: Caller, types: Any) -> None:
    api.answers(400, {"title": "no"})
    with pytest.raises(api.package.BadRequestError) as caught:
        api.call("chat.create", prompt="p", stream=True)
    assert type(caught.value.body) is types.Problem
    assert caught.value.body.title == "no"


def test_a_stream_is_asked_for_again_before_it_begins(api: Caller, types: Any) -> None:
    started = httpx2.Response(200, content=CHUNKS, headers={"Content-Type": "text/event-stream"})
    api.answers_in_turn(httpx2.Response(503, headers={"Retry-After": "0"}), started)
    assert deltas(api.items("chat.create", prompt="p", stream=True), types) == ["a", "b"]
    assert [request.content for request in api.requests] == [STREAMED, STREAMED]


@pytest.mark.parametrize(
    "piece", [b'event: error\ndata: {"error": {"message": "over"}}\n\n', b'data: {"error": "over"}\n\n']
)
def test_an_error_in_the_stream(api: Caller, piece: bytes) -> None:
    body = api.answers_in_pieces(b'data: {"delta": "a"}\n\n', piece)
    with pytest.raises(api.package.ApiStreamError, match="over") as caught:
        api.items("chat.create", prompt="p", stream=True)
    assert caught.value.status_code == 200
    assert body.is_closed


def test_a_connection_that_breaks_in_the_stream(api: Caller) -> None:
    body = api.answers_in_pieces(b'data: {"delta": "a"}\n\n', httpx2.ReadError("gone"))
    with pytest.raises(api.package.ApiConnectionError, match=r"the stream broke after 1 item\(s\)"):
        api.items("chat.create", prompt="p", stream=True)
    assert body.is_closed
    assert len(api.requests) == 1, "what has begun is not asked for again"


def test_an_item_that_is_not_json(api: Caller) -> None:
    api.answers_in_pieces(b"data: {\n\n")
    with pytest.raises(api.package.ResponseDecodeError, match="item 1 of the stream is not JSON"):
        api.items("feed.items")


def test_whole_events(api: Caller, types: Any) -> None:
    api.answers_in_pieces(
        b'id: 7\nevent: message\ndata: {"delta":\ndata: "a"}\n\n',
        b": a comment\nevent: ping\nretry: 10\ndata: now\n\n",
    )
    message, ping = api.items("feed.events", since=3)
    assert (type(message), type(ping)) == (types.MessageEvent, types.PingEvent)
    assert (message.event, message.id, type(message.data), message.data.delta) == (
        "message",
        "7",
        types.Chunk,
        "a",
    )
    assert (ping.event, ping.data, ping.retry) == ("ping", "now", 10)
    assert sent(api) == ("GET", "/events?since=3", b"", "text/event-stream")


def test_whole_events_that_are_components(api: Caller, types: Any) -> None:
    api.answers_in_pieces(
        b'event: opened\ndata: {"delta": "a"}\n\n',
        b"event: closed\ndata: {}\n\n",
        b"event: new\ndata: {}\n\n",
    )
    opened, closed, new = api.items("feed.notices")
    assert (type(opened), type(opened.data), opened.data.delta) == (types.Opened, types.Chunk, "a")
    assert (type(closed), closed.data) == (types.Closed, "{}"), "text that happens to be JSON stays text"
    assert (type(new).__name__, new.event) == ("UnknownVariant", "new")


@pytest.mark.parametrize("data", [b'{"error":"over"}', b'{"type":"good"}', b"over"])
def test_an_error_among_whole_events(api: Caller, data: bytes) -> None:
    body = api.answers_in_pieces(
        b'event: any\ndata: {"type":"good"}\n\n', b"event: error\ndata: " + data + b"\n\n"
    )
    with pytest.raises(api.package.ApiStreamError) as caught:
        api.items("feed.news")
    assert caught.value.event == "error"
    assert body.is_closed


def test_an_error_that_is_documented_is_an_event(api: Caller) -> None:
    api.answers_in_pieces(b'event: error\ndata: {"error":"over"}\n\n')
    (event,) = api.items("feed.faults")
    assert (event.event, event.data) == ("error", '{"error":"over"}')


def test_events_without_a_schema_are_their_data(api: Caller) -> None:
    api.answers_in_pieces(b"data: one\r\rdata: t\xc3", b"\xa9\r\ndata: wo\r\n\r\n")
    assert api.items("feed.ticks") == ["one", "té\nwo"]


@pytest.mark.parametrize(
    ("method", "kind", "path", "content"),
    [
        ("rows", "application/jsonl", "/rows", b'{"delta": "a"}\n\n{"delta": "b"}'),
        ("listed", "application/x-ndjson", "/list", b'{"delta": "a"}\r\n{"delta": "b"}\n'),
        (
            "sequence",
            "application/json-seq",
            "/sequence",
            b'\x1e{"delta":\n"a"}\n\x1e{"delta": "b"}\n',
        ),
    ],
)
def test_json_in_sequence(api: Caller, types: Any, method: str, kind: str, path: str, content: bytes) -> None:
    api.answers_in_pieces(content[:11], content[11:], kind=kind)
    assert deltas(api.items(f"feed.{method}"), types) == ["a", "b"]
    assert sent(api) == ("GET", path, b"", kind)


def test_the_media_type_decides_where_there_is_no_flag(api: Caller, types: Any) -> None:
    api.answers(200, [{"delta": "a"}])
    assert deltas(api.call("feed.export"), types) == ["a"]
    assert sent(api) == ("GET", "/export", b"", "application/json")
    api.answers_in_pieces(b'{"delta": "a"}\n', b'{"delta": "b"}\n', kind="application/jsonl")
    assert deltas(api.items("feed.export", accept="application/jsonl"), types) == ["a", "b"]
    assert sent(api) == ("GET", "/export", b"", "application/jsonl")


def test_a_raw_response_of_a_stream(api: Caller, types: Any) -> None:
    api.answers_in_pieces(CHUNKS)
    seen: list[Any] = []

    def read(raw: Any) -> list[Any]:
        seen.append((raw.status_code, raw.headers["content-type"]))
        return list(raw.parse())

    async def read_async(raw: Any) -> list[Any]:
        seen.append((raw.status_code, raw.headers["content-type"]))
        return [item async for item in raw.parse()]

    use = read_async if api.asynchronous else read
    items = api.call("chat.with_raw_response.create", prompt="p", stream=True, _use=use)
    assert deltas(items, types) == ["a", "b"]
    assert seen == [(200, "text/event-stream")]
    assert sent(api) == ("POST", "/chat", STREAMED, "text/event-stream")


def test_a_streaming_view_of_a_stream(api: Caller, types: Any) -> None:
    body = api.answers_in_pieces(CHUNKS)

    def read(response: Any) -> list[Any]:
        return list(response.parse())

    async def read_async(response: Any) -> list[Any]:
        stream = await response.parse()
        return [item async for item in stream]

    use = read_async if api.asynchronous else read
    items = api.view("chat.with_streaming_response.create", use, prompt="p", stream=True)
    assert deltas(items, types) == ["a", "b"]
    assert body.is_closed
    assert sent(api) == ("POST", "/chat", STREAMED, "text/event-stream")


def test_a_streaming_view_of_the_bytes(api: Caller) -> None:
    api.answers_in_pieces(CHUNKS[:10], CHUNKS[10:])
    assert api.view("feed.with_streaming_response.items", lambda response: response.read()) == CHUNKS


def test_strict_responses_hold_for_items(api: Caller) -> None:
    api.options["strict_responses"] = True
    api.answers_in_pieces(b'data: {"delta": 1}\n\n')
    with pytest.raises(api.package.ResponseValidationError) as caught:
        api.items("feed.items")
    assert caught.value.invalid_fields == ("/delta",)


def test_the_readme_shows_how_to_read_a_stream(
    package: Any, case: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    code = snippet(case, "Streams")
    assert code.splitlines()[0] == 'with client.chat.create(prompt="prompt", stream=True) as stream:'
    assert snippet(case, "Files") == ""
    answer = httpx2.Response(200, content=CHUNKS, headers={"Content-Type": "text/event-stream"})
    with httpx2.Client(transport=httpx2.MockTransport(lambda _: answer)) as http:
        exec(code, {"client": package.CaseStreams(http_client=http)})
    assert capsys.readouterr().out == "delta='a'\ndelta='b'\n"
