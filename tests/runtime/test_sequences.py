"""Streams taken apart: the same events and lines wherever the bytes were cut."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from generator.runtime.lines import LineParser
from generator.runtime.sse import EventParser, ServerEvent


def events(pieces: Iterable[bytes]) -> list[tuple[ServerEvent, str | None]]:
    """Return the events of a stream, each with the id it came with."""
    parser = EventParser()
    found = [(event, parser.sent_id) for piece in pieces for event in parser.feed(piece)]
    return found + [(event, parser.sent_id) for event in parser.flush()]


def lines(pieces: Iterable[bytes]) -> list[bytes]:
    """Return the values of a stream."""
    parser = LineParser()
    found = [line for piece in pieces for line in parser.feed(piece)]
    return found + list(parser.flush())


def data(*values: str) -> list[ServerEvent]:
    """Return events that have data only."""
    return [ServerEvent(data=value) for value in values]


EVENT_STREAMS: dict[str, tuple[bytes, list[ServerEvent]]] = {
    "lf": (b"data: a\n\ndata: b\n\n", data("a", "b")),
    "cr": (b"data: a\r\rdata: b\r\r", data("a", "b")),
    "crlf": (b"data: a\r\n\r\ndata: b\r\n\r\n", data("a", "b")),
    "mixed ends": (b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r", data("a\nb\nc", "d")),
    "other unicode line ends are text": (
        "data: a\u2028b\u2029c\x0bd\x0ce\x1cf\x85g\n\n".encode(),
        data("a\u2028b\u2029c\x0bd\x0ce\x1cf\x85g"),
    ),
    "bom": (b"\xef\xbb\xbfdata: a\n\n", data("a")),
    "second bom": (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", data("b")),
    "bom and nothing": (b"\xef\xbb\xbf", []),
    "comments": (b": hello\n\n:\n:x\ndata: a\n: between\ndata: b\n\n", data("a\nb")),
    "one space": (b"data:a\n\ndata:  b \n\n", data("a", " b ")),
    "no colon": (b"data\n\ndata\ndata\n\n", data("", "\n")),
    "empty data": (b"data:\n\n", data("")),
    "no data": (b"event: ping\n\ndata: a\n\nid: 1\n\n", data("a")),
    "unknown fields": (b"Data: x\nfoo: bar\n data: y\ndata: a:b\n\n", data("a:b")),
    "all fields": (
        b"event: add\nid: 7\nretry: 1500\ndata: a\n\n",
        [ServerEvent("add", "a", "7", 1500)],
    ),
    "the last id is kept": (
        b"id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: x\0y\ndata: d\n\n",
        [ServerEvent(None, text, id) for text, id in (("a", "1"), ("b", "1"), ("c", ""), ("d", ""))],
    ),
    "an id without data": (b"id: 5\n\ndata: a\n\n", [ServerEvent(None, "a", "5")]),
    "retry is digits": (
        "retry: 1x\ndata: a\n\nretry: \u0661\ndata: b\n\nretry: -1\ndata: c\n\nretry:\ndata: d\n\n".encode()
        + b"retry: "
        + b"9" * 5000
        + b"\ndata: e\n\n",
        data("a", "b", "c", "d", "e"),
    ),
    "the last name counts": (
        b"event: a\nevent: b\ndata: x\n\ndata: y\n\n",
        [ServerEvent("b", "x"), *data("y")],
    ),
    "an empty name is none": (b"event:\ndata: x\n\n", data("x")),
    "multibyte": ("data: \u00e9\u20ac\U0001f600\n\n".encode(), data("\u00e9\u20ac\U0001f600")),
    "invalid utf-8": (b"data: a\xffb\xe2\x82\ndata: \xc3\n\n", data("a\ufffdb\ufffd\n\ufffd")),
    "unfinished event": (b"data: a\n\ndata: b\n", data("a", "b")),
    "unfinished line": (b"data: a\n\nevent: x\ndata: b", [*data("a"), ServerEvent("x", "b")]),
    "unfinished without data": (b"data: a\n\nevent: x\nid: 1", data("a")),
    "empty": (b"", []),
    "blank": (b"\n\r\n\r\r\n\n", []),
}

LINE_STREAMS: dict[str, tuple[bytes, list[bytes]]] = {
    "lf": (b'{"a": 1}\n{"a": 2}\n', [b'{"a": 1}', b'{"a": 2}']),
    "crlf": (b"1\r\n2\r\n", [b"1", b"2"]),
    "no last end": (b"1\n2", [b"1", b"2"]),
    "keep-alives": (b"\n\n1\n\r\n \n2\n\n", [b"1", b"2"]),
    "bom": (b"\xef\xbb\xbf1\n2\n", [b"1", b"2"]),
    "other line ends are text": (
        '"a\u2028\x85"\n"\u00e9"'.encode(),
        ['"a\u2028\x85"'.encode(), '"\u00e9"'.encode()],
    ),
    "a separator later is text": (b"1\n\x1e2\n", [b"1", b"\x1e2"]),
    "json-seq": (b'\x1e{"a":\n 1}\n\x1e2\n', [b'{"a":\n 1}', b"2"]),
    "json-seq, several separators": (b"\x1e\x1e1\n\x1e\n\x1e2", [b"1", b"2"]),
    "empty": (b"", []),
    "blank": (b"\n \r\n", []),
    "only separators": (b"\x1e\x1e\n", []),
}


@pytest.mark.parametrize("name", EVENT_STREAMS)
def test_events_wherever_they_are_cut(name: str) -> None:
    stream, expected = EVENT_STREAMS[name]
    whole = events([stream])
    assert [event for event, _ in whole] == expected
    assert events(stream[at : at + 1] for at in range(len(stream))) == whole
    for at in range(min(len(stream), 300) + 1):
        assert events([stream[:at], stream[at:]]) == whole
        assert events([stream[:at], b"", stream[at : at + 1], stream[at + 1 :]]) == whole


@pytest.mark.parametrize("name", LINE_STREAMS)
def test_lines_wherever_they_are_cut(name: str) -> None:
    stream, expected = LINE_STREAMS[name]
    assert lines([stream]) == expected
    assert lines(stream[at : at + 1] for at in range(len(stream))) == expected
    for at in range(len(stream) + 1):
        assert lines([stream[:at], stream[at:]]) == expected
        assert lines([stream[:at], b"", stream[at : at + 1], stream[at + 1 :]]) == expected


def test_the_id_an_event_came_with() -> None:
    found = events([b"id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n"])
    assert [(event.id, sent) for event, sent in found] == [("1", "1"), ("1", None), ("2", "2")]


def test_an_event_is_given_when_its_last_line_ends() -> None:
    parser = EventParser()
    assert list(parser.feed(b"data: a\r")) == []
    assert list(parser.feed(b"\n\r")) == data("a")
    assert list(parser.feed(b"\ndata: b\n\n")) == data("b")


def test_a_value_after_a_separator_does_not_wait_for_the_next() -> None:
    parser = LineParser()
    assert list(parser.feed(b"\x1e1\n")) == [b"1"]
    assert list(parser.feed(b'\x1e{"a":\n')) == []
    assert list(parser.feed(b"1}\n")) == [b'{"a":\n1}']
    assert list(parser.flush()) == []


@pytest.mark.parametrize("size", [1, 64, 65_536])
def test_large_and_many(size: int) -> None:
    """What takes more than linear time does not end here."""

    def cut(stream: bytes) -> list[bytes]:
        return [stream[at : at + size] for at in range(0, len(stream), size)]

    large = "x" * (3 << 19)
    assert events(cut(f"data: {large}\n\n".encode())) == [(ServerEvent(data=large), None)]
    assert lines(cut(f"{large}\n".encode())) == [large.encode()]
    value = json.dumps([[0]] * 50_000, indent=1).encode()
    assert lines(cut(b"\x1e" + value + b"\n")) == [value]
    if size > 1:
        assert events(cut(b"data: 1\n\n" * 100_000)) == [(ServerEvent(data="1"), None)] * 100_000
        assert events(cut(b"data: 1\n" * 100_000)) == [(ServerEvent(data="\n".join("1" * 100_000)), None)]
        assert lines(cut(b"1\n" * 100_000)) == [b"1"] * 100_000
        assert lines(cut(b"\x1e1\n" * 100_000)) == [b"1"] * 100_000
