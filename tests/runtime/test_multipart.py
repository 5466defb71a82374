"""Bodies of several parts, byte by byte."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime import multipart
from generator.runtime.contents import Content, Part, Style
from generator.runtime.options import OMIT

from . import fake_models as types
from .harness import Runner
from .payloads import (
    END,
    JSON_TYPE,
    MULTIPART,
    filed,
    named,
    part,
    post,
    sent_body,
)

pytestmark = pytest.mark.usefixtures("fixed_boundary")

RANDOM = multipart.new_boundary


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
        ({"m": types.Campaign.from_dict({"read": 1})}, [named("m", '{"read":1}', JSON_TYPE)]),
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
    content_type, body = sent_body(run, operation, fields=fields)
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
        (Part(is_file=True), {"id": "1"}, named("m", '{"id":"1"}', "Content-Type: application/json")),
    ],
)
def test_parts_in_other_ways(run: Runner, part_of: Part, value: Any, wanted: str) -> None:
    operation = post(Content(MULTIPART, parts={"m": part_of}))
    _, body = sent_body(run, operation, fields={"m": value})
    assert body.decode() == wanted + END


def test_the_charset_of_a_part(run: Runner) -> None:
    operation = post(Content(MULTIPART, parts={"m": Part("text/plain; charset=iso-8859-1")}))
    _, body = sent_body(run, operation, fields={"m": "é"})
    wanted = named("m", "é", "Content-Type: text/plain; charset=iso-8859-1") + END
    assert body == wanted.encode("latin-1")
    with pytest.raises(ValueError, match=r"^m: .*codec can't encode"):
        sent_body(run, operation, fields={"m": "☃"})


@pytest.mark.parametrize("part_of", [Part(is_file=True), Part("image/png"), Part("application/octet-stream")])
@pytest.mark.parametrize("value", ["photo.png", ["photo.png"], ("a.png", "photo.png")])
def test_a_str_is_no_file(run: Runner, part_of: Part, value: Any) -> None:
    operation = post(Content(MULTIPART, parts={"m": part_of}))
    with pytest.raises(TypeError, match=r"^m: a str may be a path or the content of a file; pass pathlib"):
        sent_body(run, operation, fields={"m": value})


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
        sent_body(run, post(Content(MULTIPART, parts={"m": part_of})), fields={"m": value})


@pytest.mark.parametrize("headers", [{"X": "a\r\nb: c"}, {"X Y": "1"}])
def test_headers_of_parts_cannot_be_injected(run: Runner, headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^m: "):
        sent_body(run, post(Content(MULTIPART)), fields={"m": ("a", b"", None, headers)})
    with pytest.raises(ValueError, match=r"^m: .*control character"):
        sent_body(run, post(Content(MULTIPART)), fields={"m": ("a", b"", "text/plain\r\nX: 1")})


def test_other_multipart_types(run: Runner) -> None:
    content_type, body = sent_body(run, post(Content("multipart/mixed")), fields={"a": "é", "o": {"p": 1}})
    assert content_type == "multipart/mixed; boundary=B"
    wanted = named("a", "é", "Content-Type: text/plain; charset=utf-8")
    assert body.decode() == wanted + named("o", '{"p":1}', JSON_TYPE) + END
    content_type, body = sent_body(
        run, post(Content("multipart/related")), body=[{"p": 1}, ("a.png", b"1"), "t"]
    )
    assert content_type == "multipart/related; boundary=B"
    wanted = part('{"p":1}', JSON_TYPE)
    wanted += part("1", 'Content-Disposition: attachment; filename="a.png"', "Content-Type: image/png")
    assert body.decode() == wanted + part("t", "Content-Type: text/plain; charset=utf-8") + END


def test_the_boundary_does_not_occur(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    boundaries = iter(["x", "y", "z"])
    monkeypatch.setattr(multipart, "new_boundary", lambda: next(boundaries))
    content_type, body = sent_body(run, post(Content(MULTIPART)), fields={"a": "--x", "b": b"\r\n--y"})
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
    content_type, body = sent_body(run, post(Content(MULTIPART)), fields={"a": "1"}, options=options)
    assert content_type == wanted
    assert body.startswith(f"--{boundary}\r\n".encode())
    assert body.endswith(f"--{boundary}--\r\n".encode())


def test_a_boundary_that_cannot_be(run: Runner) -> None:
    for given, message in (("a b ", "not a multipart boundary"), ("x", "occurs in one of the parts")):
        options = {"headers": {"Content-Type": f'multipart/form-data; boundary="{given}"'}}
        with pytest.raises(ValueError, match=message):
            sent_body(run, post(Content(MULTIPART)), fields={"a": "--x"}, options=options)
