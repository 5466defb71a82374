from __future__ import annotations

import inspect
import typing
from typing import Any

from tests.cases.harness import Caller

EVENTS = b'data: {"text": "a"}\n\ndata: {"text": "b"}\n\n'
LINES = b'{"text": "a"}\n{"text": "b"}\n'


def texts(items: list[Any]) -> list[str]:
    return [item.text for item in items]


def test_events(api: Caller, types: Any) -> None:
    api.answers_in_pieces(EVENTS)
    items = api.items("chat.events")
    assert texts(items) == ["a", "b"]
    assert isinstance(items[0], types.Chunk)
    assert api.request.headers["accept"] == "text/event-stream"


def test_events_end_with_the_documented_text(api: Caller) -> None:
    body = api.answers_in_pieces(b'data: {"text": "a"}\n\n', b"data: [FIN]\n\n", b'data: {"text": "b"}\n\n')
    assert texts(api.items("chat.events")) == ["a"]
    assert body.is_closed


def test_lines_of_whatever_media_type(api: Caller) -> None:
    for kind in ("application/json", "application/x-ndjson", "text/plain"):
        api.answers_in_pieces(LINES, kind=kind)
        assert texts(api.items("chat.lines")) == ["a", "b"]


def test_a_member_of_the_body_asks_for_the_stream(api: Caller, types: Any) -> None:
    api.answers(json={"whole": "ab"})
    assert api.call("chat.complete", prompt="p") == types.Completion(whole="ab")
    assert (api.request.headers["accept"], api.body) == ("application/json", {"prompt": "p"})
    api.answers_in_pieces(EVENTS)
    assert texts(api.items("chat.complete", prompt="p", live=True)) == ["a", "b"]
    assert (api.request.headers["accept"], api.body) == ("text/event-stream", {"prompt": "p", "live": True})


def test_a_member_of_the_body_asks_for_lines(api: Caller, types: Any) -> None:
    api.answers(json={"whole": "ab"})
    assert api.call("chat.complete_lines", prompt="p", live=False) == types.Completion(whole="ab")
    api.answers_in_pieces(LINES, kind="application/x-ndjson")
    assert texts(api.items("chat.complete_lines", prompt="p", live=True)) == ["a", "b"]


def test_what_the_document_says_by_itself_stays(api: Caller) -> None:
    api.answers_in_pieces(EVENTS)
    assert texts(api.items("chat.documented")) == ["a", "b"]


def test_what_is_no_stream_stays(api: Caller, types: Any) -> None:
    api.answers(json={"text": "a"})
    assert api.call("chat.plain") == types.Chunk(text="a")
    assert api.call("chat.wrong") == types.Chunk(text="a")
    api.empty()
    assert api.call("chat.nothing") is None


def test_annotations(package: Any) -> None:
    chat = package.resources.chat.Chat
    returned = {
        name: inspect.signature(getattr(chat, name)).return_annotation
        for name in ("events", "lines", "documented", "plain", "wrong")
    }
    assert returned == {
        "events": "Stream[types.Chunk]",
        "lines": "Stream[types.Chunk]",
        "documented": "Stream[types.Chunk]",
        "plain": "types.Chunk",
        "wrong": "types.Chunk",
    }
    overloads = [inspect.signature(each) for each in typing.get_overloads(chat.complete)]
    assert [(each.parameters["live"].annotation, each.return_annotation) for each in overloads] == [
        ("Literal[False] | None", "types.Completion"),
        ("Literal[True]", "Stream[types.Chunk]"),
        ("bool", "types.Completion | Stream[types.Chunk]"),
    ]
