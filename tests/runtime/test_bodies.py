"""Bodies that are held in memory: which media type is chosen, and the bytes that are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from generator.runtime.contents import Content, Part, Style
from generator.runtime.options import OMIT

from . import fake_models as types
from .harness import Runner, Server, answer
from .payloads import (
    END,
    FORM,
    MULTIPART,
    filed,
    named,
    post,
    sent_body,
)

pytestmark = pytest.mark.usefixtures("fixed_boundary")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"a": "x y", "b": 1, "c": True, "n": None, "o": OMIT}, "a=x+y&b=1&c=true"),
        ({"null": None, "e": ""}, "null=&e="),
        ({"l": ["x", None, "y"], "t": (), "s": {"b", "a"}}, "l=x&l=y&s=a&s=b"),
        (
            {"address": {"city": "Somewhere", "zip": "9+1"}},
            "address=%7B%22city%22%3A%22Somewhere%22%2C%22zip%22%3A%229%2B1%22%7D",
        ),
        ({"l": [{"a": 1}, ["b"]]}, "l=%7B%22a%22%3A1%7D&l=%5B%22b%22%5D"),
        ({"é&=": "~*-._%/"}, "%C3%A9%26%3D=%7E*-._%25%2F"),
        ({"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, "at=2026-01-01T00%3A00%3A00Z"),
        ({"colour": types.Colour.RED}, "colour=red"),
        ({"m": types.Campaign(id="1", calls=2)}, "m=%7B%22_id%22%3A%221%22%2C%22callCount%22%3A2%7D"),
        ({"nl": "a\r\nb"}, "nl=a%0D%0Ab"),
        ({}, ""),
    ],
)
def test_forms(run: Runner, fields: dict[str, Any], wanted: str) -> None:
    operation = post(Content(FORM), nullable=frozenset({"null"}))
    assert sent_body(run, operation, fields=fields) == (FORM, wanted.encode())


@pytest.mark.parametrize(
    ("part", "value", "wanted"),
    [
        (
            Part(style=Style("deepObject", explode=True)),
            {"a": {"b": 1}, "c": ["x y"]},
            "m%5Ba%5D%5Bb%5D=1&m%5Bc%5D%5B%5D=x+y",
        ),
        (
            Part(style=Style("deepObject", explode=True)),
            [{"price": "p", "n": 1}, {"price": "q"}],
            "m%5B0%5D%5Bprice%5D=p&m%5B0%5D%5Bn%5D=1&m%5B1%5D%5Bprice%5D=q",
        ),
        (Part(style=Style("form")), ["a,b", "c"], "m=a%2Cb,c"),
        (Part(style=Style("form", explode=True)), {"a": 1, "b": [2, 3]}, "a=1&b=2&b=3"),
        (Part(style=Style("spaceDelimited")), ["a", "b"], "m=a+b"),
        (Part(style=Style("pipeDelimited")), ["a", "b"], "m=a%7Cb"),
        (Part(style=Style("form", explode=True, reserved=True)), "a/b:%2F c", "m=a/b:%2F%20c"),
        (Part("application/json"), "x", "m=%22x%22"),
        (Part("application/json"), [1, 2], "m=1&m=2"),
        (Part("text/plain"), 1, "m=1"),
        (Part("image/png"), b"hi", "m=aGk%3D"),
    ],
)
def test_members_of_forms_in_other_ways(run: Runner, part: Part, value: Any, wanted: str) -> None:
    operation = post(Content(FORM, parts={"m": part}))
    assert sent_body(run, operation, fields={"m": value}) == (FORM, wanted.encode())


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ({"a": 1, "b": None, "null": None}, b"a=1&null="),
        (types.Campaign(id="1", note=None), b"_id=1&note="),
        ({}, b""),
    ],
)
def test_a_whole_form(run: Runner, body: Any, wanted: bytes) -> None:
    operation = post(Content(FORM), nullable=frozenset({"null"}))
    assert sent_body(run, operation, body=body) == (FORM, wanted)


@pytest.mark.parametrize("media_type", [FORM, MULTIPART])
@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"at": dt.datetime(2026, 1, 1)}, ValueError, "^at: the datetime"),
        ({"at": {"b": float("nan")}}, ValueError, r"^at: b: nan has no JSON form"),
        ({"at": object()}, TypeError, "^at: a value of type object"),
        ({"at": "\ud800"}, ValueError, "^at: .*surrogates"),
    ],
)
def test_what_is_refused_names_the_member(
    run: Runner, media_type: str, fields: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        sent_body(run, post(Content(media_type)), fields=fields)


@pytest.mark.parametrize("media_type", [FORM, MULTIPART])
def test_a_form_is_an_object(run: Runner, media_type: str) -> None:
    with pytest.raises(TypeError, match=r"must be a mapping or a model, not int"):
        sent_body(run, post(Content(media_type)), body=5)


def test_request_options_add_to_a_form(run: Runner) -> None:
    options = {"body": {"a": 2, "b": [1, 2], "n": None}}
    assert sent_body(run, post(Content(FORM)), fields={"a": 1}, options=options) == (FORM, b"a=2&b=1&b=2&n=")
    content_type, body = sent_body(run, post(Content(MULTIPART)), fields={"a": 1}, options=options)
    assert content_type == f"{MULTIPART}; boundary=B"
    assert body.decode() == named("a", "2") + named("b", "1") + named("b", "2") + named("n", "") + END


def test_a_content_type_of_json_among_the_headers(run: Runner) -> None:
    options = {"headers": {"Content-Type": "application/vnd.x+json"}}
    assert sent_body(run, post(Content("application/json")), fields={"a": 1}, options=options) == (
        "application/vnd.x+json",
        b'{"a":1}',
    )


WAYS = (
    Content("application/json"),
    Content(FORM),
    Content("text/plain; charset=utf-8"),
    Content("*/*"),
    Content("image/*"),
)


@pytest.mark.parametrize(
    ("content_type", "body", "wanted"),
    [
        (None, {"a": 1}, ("application/json", b'{"a":1}')),
        ("Application/JSON", {"a": 1}, ("application/json", b'{"a":1}')),
        (FORM, {"a": 1}, (FORM, b"a=1")),
        ("text/plain", "é", ("text/plain; charset=utf-8", "é".encode())),
        ("text/plain; charset=latin-1", "é", ("text/plain; charset=latin-1", b"\xe9")),
        ("image/png", b"1", ("image/png", b"1")),
        ("image/*", b"1", ("application/octet-stream", b"1")),
        ("video/mp4", bytearray(b"1"), ("video/mp4", b"1")),
        ("application/vnd.x+json", {"a": 1}, ("application/vnd.x+json", b'{"a":1}')),
        ("application/vnd.x+json", b'{"a": 1}', ("application/vnd.x+json", b'{"a": 1}')),
        ("*/*", "t", ("text/plain; charset=utf-8", b"t")),
        ("*/*", memoryview(b"1"), ("application/octet-stream", b"1")),
        ("*/*", {"a": 1}, ("application/json", b'{"a":1}')),
        ("*/*", [{"a": 1}], ("application/json", b'[{"a":1}]')),
        ("*/*", [b"1", b"2"], ("application/octet-stream", b"12")),
    ],
)
def test_content_type_chooses(
    run: Runner, content_type: str | None, body: Any, wanted: tuple[str, bytes]
) -> None:
    assert sent_body(run, post(*WAYS), body=body, content_type=content_type) == wanted


def test_an_unknown_content_type(run: Runner) -> None:
    operation = post(Content("application/json"), Content("image/*"))
    with pytest.raises(ValueError, match=r"'text/csv' is not one .* takes application/json, image/\*\)"):
        sent_body(run, operation, body={}, content_type="text/csv")


@pytest.mark.parametrize("media_type", ["application/json", FORM, MULTIPART])
@pytest.mark.parametrize(
    "arguments",
    [
        {"fields": {"a": 1, "b": None, "c": OMIT}},
        {"body": {"a": 1}},
        {"fields": {"a": 1}, "options": {"body": {"d": 1}}},
    ],
)
def test_members_that_are_missing(run: Runner, media_type: str, arguments: dict[str, Any]) -> None:
    operation = post(Content(media_type, required=("a", "b", "c")))
    with pytest.raises(TypeError, match=rf"the body \({media_type}\) needs b, c"):
        sent_body(run, operation, **arguments)


@pytest.mark.parametrize(
    "arguments", [{"fields": {"a": None, "b": 1}}, {"fields": {"b": 1}, "options": {"body": {"a": 1}}}]
)
def test_members_that_are_there(run: Runner, arguments: dict[str, Any]) -> None:
    operation = post(Content("application/json", required=("a", "b")), nullable=frozenset({"a"}))
    _, body = sent_body(run, operation, **arguments)
    assert body in (b'{"a":null,"b":1}', b'{"b":1,"a":1}')


@pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "OPTIONS", "QUERY"])
@pytest.mark.parametrize(
    ("media_type", "content_type", "body"),
    [("application/json", "application/json", b'{"a":1}'), (FORM, FORM, b"a=1")],
)
def test_any_method_has_a_body_where_the_operation_does(
    run: Runner, method: str, media_type: str, content_type: str, body: bytes
) -> None:
    operation = post(Content(media_type), method=method)
    assert sent_body(run, operation, fields={"a": 1}) == (content_type, body)
    if method != "QUERY":
        assert sent_body(run, operation, fields={"a": None}) == (None, b"")


@pytest.mark.parametrize(
    ("media_type", "body", "wanted"),
    [
        ("application/octet-stream", memoryview(b"12")[::1], b"12"),
        ("application/octet-stream", [b"1", bytearray(b"2")], b"12"),
        ("application/xml", "<é/>", "<é/>".encode()),
        ("application/xml; charset=iso-8859-1", "<é/>", b"<\xe9/>"),
        ("application/xml", b"<a/>", b"<a/>"),
        ("text/csv", "a,b", b"a,b"),
        ("text/plain", 5, b"5"),
        ("text/plain", True, b"true"),
        ("text/plain", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), b"2026-01-01T00:00:00Z"),
        ("text/plain", types.Colour.RED, b"red"),
        ("application/octet-stream", b"", b""),
        (
            "application/jsonl",
            [{"a": 1}, types.Campaign(id="1"), "é"],
            '{"a":1}\n{"_id":"1"}\n"é"\n'.encode(),
        ),
        ("application/x-ndjson", (1, None), b"1\nnull\n"),
        ("application/x-ndjson", b"1\n", b"1\n"),
        ("application/x-ndjson", "1\n", b"1\n"),
        ("application/jsonl", [], b""),
        ("application/json-seq", [1, {"a": 2}], b'\x1e1\n\x1e{"a":2}\n'),
    ],
)
def test_other_types(run: Runner, media_type: str, body: Any, wanted: bytes) -> None:
    assert sent_body(run, post(Content(media_type)), body=body) == (media_type, wanted)


@pytest.mark.parametrize(
    ("media_type", "body", "error", "message"),
    [
        ("application/octet-stream", 5, TypeError, r"octet-stream\) must be bytes or str, a path.* not int"),
        ("text/plain", {"a": 1}, TypeError, r"text/plain\) must be bytes or str, .* not dict"),
        ("application/xml", types.Campaign(), TypeError, r"not Campaign"),
        ("text/plain", ["a"], TypeError, "the pieces of a body must be bytes, not str"),
        ("text/plain; charset=ascii", "é", ValueError, "'ascii' codec can't encode"),
        ("application/jsonl", {"a": 1}, TypeError, "an iterable of values, one a line, not dict"),
        ("application/jsonl", 5, TypeError, "an iterable of values, one a line, not int"),
        ("application/jsonl", [dt.datetime(2026, 1, 1)], ValueError, "no timezone"),
    ],
)
def test_bodies_that_cannot_be_sent(
    run: Runner, media_type: str, body: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        sent_body(run, post(Content(media_type)), body=body)


@pytest.mark.parametrize(
    ("media_type", "sent", "body"),
    [
        ("*/*", "application/json", b'{"a":1}'),
        ("application/*", "application/json", b'{"a":1}'),
        ("multipart/*", "multipart/form-data; boundary=B", (named("a", "1") + END).encode()),
    ],
)
def test_members_in_a_range(run: Runner, media_type: str, sent: str, body: bytes) -> None:
    assert sent_body(run, post(Content(media_type)), fields={"a": 1}) == (sent, body)


@pytest.mark.parametrize("media_type", ["application/xml", "image/*", "text/plain"])
def test_members_that_have_no_form(run: Runner, media_type: str) -> None:
    with pytest.raises(TypeError, match=r"the members of the body cannot be written as"):
        sent_body(run, post(Content(media_type)), fields={"a": 1})
    assert sent_body(run, post(Content(media_type), method="GET"), fields={"a": None}) == (None, b"")


def test_lines_are_streamed(run: Runner) -> None:
    server = Server(answer({}))

    def values() -> Iterator[Any]:
        yield {"a": 1}
        yield [types.Colour.RED]

    run(lambda client: client.campaigns.call(post(Content("application/jsonl")), body=values()), server)
    assert server.request.content == b'{"a":1}\n["red"]\n'
    assert server.request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in server.request.headers


@pytest.mark.parametrize("fields", [{"a": "x", "file": b"1"}, {"file": b"1"}])
def test_a_member_of_another_way_is_refused(run: Runner, fields: dict[str, Any]) -> None:
    operation = post(Content("application/json", others=("file",)), Content(MULTIPART, others=("a",)))
    with pytest.raises(
        TypeError, match=r"^the body \(application/json\) has no file; pass the content_type= of"
    ):
        sent_body(run, operation, fields=fields)
    assert sent_body(run, operation, fields={"a": "x", "file": None}) == ("application/json", b'{"a":"x"}')
    _, body = sent_body(
        run, operation, fields={"a": None, "file": b"1"}, content_type=f"{MULTIPART}; boundary=B"
    )
    assert body.decode() == filed("file", "1", "upload", "application/octet-stream") + END
