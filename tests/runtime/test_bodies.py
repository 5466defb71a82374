"""Bodies that are held in memory: which media type is chosen, and the bytes that are sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from generator.runtime import multipart
from generator.runtime.contents import Content, Part, Style
from generator.runtime.options import OMIT
from generator.runtime.sdk import Operation

from . import fake_models as types
from .harness import Runner, Server, answer

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
RANDOM = multipart.new_boundary


@pytest.fixture(autouse=True)
def _fixed_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "new_boundary", lambda: "B")


def send(run: Runner, operation: Operation[Any], **arguments: Any) -> tuple[str | None, bytes]:
    """Call an operation; return the Content-Type and the body that it sends."""
    server = Server(answer({}))
    run(lambda client: client.campaigns.call(operation, **arguments), server)
    request = server.request
    assert "transfer-encoding" not in request.headers
    assert request.headers.get("content-length", "0") == str(len(request.content))
    return request.headers.get("content-type"), request.content


def post(*bodies: Content, method: str = "POST", nullable: frozenset[str] = frozenset()) -> Operation[None]:
    """Return an operation that takes these bodies."""
    return Operation(method, "/x", bodies=bodies, nullable=nullable)


def part(text: str, *headers: str) -> str:
    """Return one part of a multipart body."""
    return "\r\n".join(["--B", *headers, "", text, ""])


def named(name: str, text: str, *headers: str) -> str:
    """Return one part of a form."""
    return part(text, f'Content-Disposition: form-data; name="{name}"', *headers)


def filed(name: str, text: str, filename: str, content_type: str) -> str:
    """Return one part of a form that is a file."""
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
    return part(text, disposition, f"Content-Type: {content_type}")


JSON_TYPE = "Content-Type: application/json"
END = "--B--\r\n"


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
    assert send(run, operation, fields=fields) == (FORM, wanted.encode())


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
    assert send(run, operation, fields={"m": value}) == (FORM, wanted.encode())


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
    assert send(run, operation, body=body) == (FORM, wanted)


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
        send(run, post(Content(media_type)), fields=fields)


@pytest.mark.parametrize("media_type", [FORM, MULTIPART])
def test_a_form_is_an_object(run: Runner, media_type: str) -> None:
    with pytest.raises(TypeError, match=r"must be a mapping or a model, not int"):
        send(run, post(Content(media_type)), body=5)


def test_request_options_add_to_a_form(run: Runner) -> None:
    options = {"body": {"a": 2, "b": [1, 2], "n": None}}
    assert send(run, post(Content(FORM)), fields={"a": 1}, options=options) == (FORM, b"a=2&b=1&b=2&n=")
    content_type, body = send(run, post(Content(MULTIPART)), fields={"a": 1}, options=options)
    assert content_type == f"{MULTIPART}; boundary=B"
    assert body.decode() == named("a", "2") + named("b", "1") + named("b", "2") + named("n", "") + END


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (
            {"a": "x\r\ny é", "b": 1, "c": True, "n": None, "o": OMIT},
            [named("a", "x\r\ny é"), named("b", "1"), named("c", "true")],
        ),
        ({"null": None}, [named("null", "")]),
        ({"l": ["x", None, "y"]}, [named("l", "x"), named("l", "y")]),
        ({"o": {"p": [1]}}, [named("o", '{"p":[1]}', JSON_TYPE)]),
        (
            {"l": [{"p": 1}, ["q"]]},
            [named("l", '{"p":1}', JSON_TYPE), named("l", '["q"]', JSON_TYPE)],
        ),
        ({"m": types.Campaign(id="1")}, [named("m", '{"_id":"1"}', JSON_TYPE)]),
        ({'a"b\nc\\': "v"}, [named("a%22b%0D%0Ac\\", "v")]),
        (
            {"f": b"\x01"},
            [filed("f", "\x01", "upload", "application/octet-stream")],
        ),
        (
            {"f": [("a.txt", b"1"), ('b"\r\n.png', memoryview(b"2"))]},
            [
                filed("f", "1", "a.txt", "text/plain"),
                filed("f", "2", "b%22%0D%0A.png", "image/png"),
            ],
        ),
        (
            {"f": ("é.bin", bytearray(b"1"), "audio/x-own", {"X-A": "1", "Content-Id": "<2>"})},
            [
                part(
                    "1",
                    'Content-Disposition: form-data; name="f"; filename="é.bin"',
                    "Content-Type: audio/x-own",
                    "X-A: 1",
                    "Content-Id: <2>",
                )
            ],
        ),
        ({"f": (None, b"1", "text/csv")}, [named("f", "1", "Content-Type: text/csv")]),
        ({"f": ("a.tar.gz", b"1")}, [filed("f", "1", "a.tar.gz", "application/gzip")]),
        ({"words": ("a", "b")}, [named("words", "a"), named("words", "b")]),
        ({}, []),
    ],
)
def test_multipart(run: Runner, fields: dict[str, Any], wanted: list[str]) -> None:
    operation = post(Content(MULTIPART), nullable=frozenset({"null"}))
    content_type, body = send(run, operation, fields=fields)
    assert content_type == "multipart/form-data; boundary=B"
    assert body.decode() == "".join(wanted) + END


@pytest.mark.parametrize(
    ("part_of", "value", "wanted"),
    [
        (Part("application/json"), "x", named("m", '"x"', JSON_TYPE)),
        (Part("application/json"), None, ""),
        (
            Part("application/json"),
            [1, {"a": 2}],
            named("m", "1", JSON_TYPE) + named("m", '{"a":2}', JSON_TYPE),
        ),
        (Part("application/json"), b'{"raw":1}', named("m", '{"raw":1}', JSON_TYPE)),
        (
            Part("application/merge-patch+json"),
            {"a": 1},
            named("m", '{"a":1}', "Content-Type: application/merge-patch+json"),
        ),
        (
            Part("application/xml; charset=utf-8"),
            "<a/>",
            named("m", "<a/>", "Content-Type: application/xml; charset=utf-8"),
        ),
        (Part("text/plain"), {"a": 1}, named("m", '{"a":1}', "Content-Type: text/plain")),
        (Part("image/png, image/jpeg"), ("x.jpg", b"1"), filed("m", "1", "x.jpg", "image/jpeg")),
        (Part("image/png, image/jpeg"), ("x.gif", b"1"), filed("m", "1", "x.gif", "image/png")),
        (Part("image/*"), ("x.webp", b"1"), filed("m", "1", "x.webp", "image/webp")),
        (Part("image/*"), b"1", filed("m", "1", "upload", "application/octet-stream")),
        (
            Part("application/octet-stream"),
            ("x.png", b"1"),
            filed("m", "1", "x.png", "application/octet-stream"),
        ),
        (Part("image/png"), ("x.gif", b"1", "image/gif"), filed("m", "1", "x.gif", "image/gif")),
        (Part(headers={"X-Kind": "k"}), "v", named("m", "v", "X-Kind: k")),
        (Part(style=Style("form")), ["a", "b"], named("m", "a,b")),
        (
            Part(style=Style("deepObject", explode=True), headers={"X-Kind": "k"}),
            {"a": {"b": 1}},
            named("m[a][b]", "1", "X-Kind: k"),
        ),
        (
            Part(style=Style("form", explode=True)),
            {"a": "x", "b": [1, 2]},
            named("a", "x") + named("b", "1") + named("b", "2"),
        ),
        (Part(is_file=True), ("a.md", b"1"), filed("m", "1", "a.md", "text/markdown")),
    ],
)
def test_parts_in_other_ways(run: Runner, part_of: Part, value: Any, wanted: str) -> None:
    operation = post(Content(MULTIPART, parts={"m": part_of}))
    _, body = send(run, operation, fields={"m": value})
    assert body.decode() == wanted + END


def test_the_charset_of_a_part(run: Runner) -> None:
    operation = post(Content(MULTIPART, parts={"m": Part("text/plain; charset=iso-8859-1")}))
    _, body = send(run, operation, fields={"m": "é"})
    wanted = named("m", "é", "Content-Type: text/plain; charset=iso-8859-1") + END
    assert body == wanted.encode("latin-1")
    with pytest.raises(ValueError, match=r"^m: .*codec can't encode"):
        send(run, operation, fields={"m": "☃"})


@pytest.mark.parametrize("part_of", [Part(is_file=True), Part("image/png"), Part("application/octet-stream")])
@pytest.mark.parametrize("value", ["photo.png", ["photo.png"], ("a.png", "photo.png")])
def test_a_str_is_no_file(run: Runner, part_of: Part, value: Any) -> None:
    operation = post(Content(MULTIPART, parts={"m": part_of}))
    with pytest.raises(TypeError, match=r"^m: a str may be a path or the content of a file; pass pathlib"):
        send(run, operation, fields={"m": value})


@pytest.mark.parametrize(
    ("part_of", "value", "message"),
    [
        (Part(is_file=True), 5, r"^m: a file must be bytes, a path or a file opened in binary mode, not int"),
        (Part(is_file=True), (1, b"x"), r"^m: a file must be bytes"),
        (Part("application/xml"), {"a": 1}, r"^m: an object or array cannot be written as application/xml"),
        (Part(), ("a", b"x", "text/plain", {"X": 1}), r"^m: the value of header 'X' must be a str"),
    ],
)
def test_parts_that_cannot_be_sent(run: Runner, part_of: Part, value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        send(run, post(Content(MULTIPART, parts={"m": part_of})), fields={"m": value})


@pytest.mark.parametrize("headers", [{"X": "a\r\nb: c"}, {"X Y": "1"}])
def test_headers_of_parts_cannot_be_injected(run: Runner, headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^m: "):
        send(run, post(Content(MULTIPART)), fields={"m": ("a", b"", None, headers)})
    with pytest.raises(ValueError, match=r"^m: .*control character"):
        send(run, post(Content(MULTIPART)), fields={"m": ("a", b"", "text/plain\r\nX: 1")})


def test_other_multipart_types(run: Runner) -> None:
    content_type, body = send(run, post(Content("multipart/mixed")), fields={"a": "é", "o": {"p": 1}})
    assert content_type == "multipart/mixed; boundary=B"
    wanted = named("a", "é", "Content-Type: text/plain; charset=utf-8")
    assert body.decode() == wanted + named("o", '{"p":1}', JSON_TYPE) + END
    content_type, body = send(run, post(Content("multipart/related")), body=[{"p": 1}, ("a.png", b"1"), "t"])
    assert content_type == "multipart/related; boundary=B"
    wanted = part('{"p":1}', JSON_TYPE)
    wanted += part("1", 'Content-Disposition: attachment; filename="a.png"', "Content-Type: image/png")
    assert body.decode() == wanted + part("t", "Content-Type: text/plain; charset=utf-8") + END


def test_the_boundary_does_not_occur(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    boundaries = iter(["x", "y", "z"])
    monkeypatch.setattr(multipart, "new_boundary", lambda: next(boundaries))
    content_type, body = send(run, post(Content(MULTIPART)), fields={"a": "--x", "b": b"\r\n--y"})
    assert content_type == "multipart/form-data; boundary=z"
    assert body.startswith(b"--z\r\n")
    assert body.endswith(b"\r\n--z--\r\n")


def test_a_boundary_is_random() -> None:
    made = {RANDOM() for _ in range(100)}
    assert len(made) == 100
    assert all(len(boundary) == 32 and boundary.isalnum() for boundary in made)


@pytest.mark.parametrize(
    ("given", "wanted", "boundary"),
    [
        ("multipart/form-data", "multipart/form-data; boundary=B", "B"),
        ("multipart/form-data; charset=utf-8", "multipart/form-data; charset=utf-8; boundary=B", "B"),
        ("multipart/form-data; boundary=own", "multipart/form-data; boundary=own", "own"),
        ('multipart/x; boundary="o n"', 'multipart/x; boundary="o n"', "o n"),
        ("application/x-odd", "application/x-odd", "B"),
    ],
)
def test_a_content_type_among_the_headers_wins(run: Runner, given: str, wanted: str, boundary: str) -> None:
    options = {"headers": {"CONTENT-TYPE": given}}
    content_type, body = send(run, post(Content(MULTIPART)), fields={"a": "1"}, options=options)
    assert content_type == wanted
    assert body.startswith(f"--{boundary}\r\n".encode())
    assert body.endswith(f"--{boundary}--\r\n".encode())


def test_a_boundary_that_cannot_be(run: Runner) -> None:
    for given, message in (("a b ", "not a multipart boundary"), ("x", "occurs in one of the parts")):
        options = {"headers": {"Content-Type": f'multipart/form-data; boundary="{given}"'}}
        with pytest.raises(ValueError, match=message):
            send(run, post(Content(MULTIPART)), fields={"a": "--x"}, options=options)


def test_a_content_type_of_json_among_the_headers(run: Runner) -> None:
    options = {"headers": {"Content-Type": "application/vnd.x+json"}}
    assert send(run, post(Content("application/json")), fields={"a": 1}, options=options) == (
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
    ],
)
def test_content_type_chooses(
    run: Runner, content_type: str | None, body: Any, wanted: tuple[str, bytes]
) -> None:
    assert send(run, post(*WAYS), body=body, content_type=content_type) == wanted


def test_an_unknown_content_type(run: Runner) -> None:
    operation = post(Content("application/json"), Content("image/*"))
    with pytest.raises(ValueError, match=r"'text/csv' is not one .* takes application/json, image/\*\)"):
        send(run, operation, body={}, content_type="text/csv")


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
        send(run, operation, **arguments)


@pytest.mark.parametrize(
    "arguments", [{"fields": {"a": None, "b": 1}}, {"fields": {"b": 1}, "options": {"body": {"a": 1}}}]
)
def test_members_that_are_there(run: Runner, arguments: dict[str, Any]) -> None:
    operation = post(Content("application/json", required=("a", "b")), nullable=frozenset({"a"}))
    _, body = send(run, operation, **arguments)
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
    assert send(run, operation, fields={"a": 1}) == (content_type, body)
    if method != "QUERY":
        assert send(run, operation, fields={"a": None}) == (None, b"")


@pytest.mark.parametrize(
    ("media_type", "body", "wanted"),
    [
        ("application/octet-stream", memoryview(b"12")[::1], b"12"),
        ("application/octet-stream", [b"1", bytearray(b"2")], b"12"),
        ("application/xml", "<é/>", "<é/>".encode()),
        ("application/xml; charset=iso-8859-1", "<é/>", b"<\xe9/>"),
        ("application/xml", b"<a/>", b"<a/>"),
        ("text/csv", "a,b", b"a,b"),
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
    assert send(run, post(Content(media_type)), body=body) == (media_type, wanted)


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
        send(run, post(Content(media_type)), body=body)


def test_lines_are_streamed(run: Runner) -> None:
    server = Server(answer({}))

    def values() -> Iterator[Any]:
        yield {"a": 1}
        yield [types.Colour.RED]

    run(lambda client: client.campaigns.call(post(Content("application/jsonl")), body=values()), server)
    assert server.request.content == b'{"a":1}\n["red"]\n'
    assert server.request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in server.request.headers
