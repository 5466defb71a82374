"""Which of the documented types an answer is read as: by its status and its Content-Type."""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import ApiError, ApiStatusError, ResponseDecodeError
from generator.runtime.sdk import Operation

from . import fake_models as types
from .harness import Runner, Server, text_answer

MANY: Operation[Any] = Operation(
    "GET",
    "/many",
    returns={
        "200": {
            "application/json": lambda: types.Campaign,
            "Text/CSV; header=present": lambda: str,
            "image/png": lambda: bytes,
            "image/*": lambda: bytes,
            "application/vnd.acme.list+json": lambda: list[int],
        }
    },
)


def operation(returns: Any, method: str = "GET", raises: Any = None) -> Operation[Any]:
    """Return an operation with these answers."""
    return Operation(method, "/x", returns=returns, raises=raises)


def call(run: Runner, operation: Operation[Any], response: httpx2.Response) -> Any:
    """Call an operation that is answered with this."""
    return run(lambda client: client.campaigns.call(operation), Server(response))


def sent(content: str | bytes, type: str | None, status: int = 200, **headers: str) -> httpx2.Response:
    """Return an answer with this Content-Type."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    if type is not None:
        names["content-type"] = type
    body = content.encode() if isinstance(content, str) else content
    if not headers:
        return httpx2.Response(status, headers=names, content=body)
    return httpx2.Response(status, headers=names, stream=httpx2.ByteStream(body))


@pytest.mark.parametrize(
    ("type", "content", "expected"),
    [
        ("application/json", '{"_id": "x"}', types.Campaign(id="x")),
        ("APPLICATION/JSON; charset=utf-8", '{"_id": "x"}', types.Campaign(id="x")),
        ("application/problem+json", '{"_id": "x"}', types.Campaign(id="x")),
        ("text/json", '{"_id": "x"}', types.Campaign(id="x")),
        (None, '{"_id": "x"}', types.Campaign(id="x")),
        ("", '{"_id": "x"}', types.Campaign(id="x")),
        ("text/csv", "a,b", "a,b"),
        ("text/csv;charset=iso-8859-1", b"\xe9", "\u00e9"),
        ("text/csv; charset=utf-16", "\u00e9".encode("utf-16"), "\u00e9"),
        ("text/csv", b"\xe9", "\ufffd"),
        ("image/png", b"\x89P", b"\x89P"),
        ("image/webp", b"\x89P", b"\x89P"),
        ("application/vnd.acme.list+json; v=1", "[1]", [1]),
        # Not documented, but it is JSON, and JSON is what the API documents first.
        ("text/html", '{"_id": "x"}', types.Campaign(id="x")),
        ("application/octet-stream", '{"callCount": 2.0}', types.Campaign(calls=2)),
    ],
)
def test_by_content_type(run: Runner, type: str | None, content: str | bytes, expected: Any) -> None:
    assert call(run, MANY, sent(content, type)) == expected


@pytest.mark.parametrize("type", ["text/html; charset=utf-8", "application/pdf"])
@pytest.mark.parametrize("content", ["<html>", ""])
def test_not_documented(run: Runner, type: str, content: str) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        call(run, MANY, sent(content, type))
    assert caught.value.message == (
        f"the body is {type.partition(';')[0]}, where the API documents application/json, "
        "Text/CSV; header=present, image/png, image/*, application/vnd.acme.list+json"
    )
    assert caught.value.text == content
    assert caught.value.headers["content-type"] == type


@pytest.mark.parametrize(
    ("readers", "type", "content", "expected"),
    [
        ({"application/pdf": lambda: bytes}, "application/octet-stream", b"%P", b"%P"),
        ({"text/plain": lambda: str}, "text/html", "<p>", "<p>"),
        ({"*/*": lambda: bytes}, "anything/else", "x", b"x"),
        ({"*/*": lambda: str, "image/*": lambda: bytes}, "image/gif", "x", b"x"),
        ({"*/*": lambda: types.Campaign}, "text/plain", '{"_id": "x"}', types.Campaign(id="x")),
        ({"application/json": lambda: str}, None, '"x"', "x"),
        ({"application/json": lambda: str}, "application/json", '"x"', "x"),
        ({"application/hal+json": lambda: dict[str, int]}, "application/json", '{"a": 1}', {"a": 1}),
        ({"application/a": None, "text/plain": lambda: str}, "text/plain", "x", "x"),
        ({"text/plain": None}, "text/plain", "x", None),
        ({}, "text/plain", "x", None),
    ],
)
def test_other_documents(run: Runner, readers: Any, type: str | None, content: Any, expected: Any) -> None:
    assert call(run, operation({"200": readers}), sent(content, type)) == expected


@pytest.mark.parametrize(
    ("type", "content"),
    [
        ("application/json; charset=iso-8859-1", '{"name": "\u00e9"}'.encode("latin-1")),
        ("application/json", '{"name": "\u00e9"}'.encode("utf-16")),
        ("application/json", '{"name": "\u00e9"}'.encode("utf-8-sig")),
        ("application/json; charset=bogus", '{"name": "\u00e9"}'.encode()),
        ("application/json; charset=windows-1252", '{"name": "\u00e9"}'.encode("cp1252")),
    ],
)
def test_json_that_is_not_utf_8(run: Runner, type: str, content: bytes) -> None:
    assert call(run, MANY, sent(content, type)).name == "\u00e9"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes), ("GZIP", gzip.compress)],
)
def test_compressed(run: Runner, encoding: str, pack: Any) -> None:
    response = sent(pack(b'{"_id": "x"}'), "application/json", content_encoding=encoding)
    server = Server(lambda request: response)
    assert run(lambda client: client.campaigns.call(MANY), server) == types.Campaign(id="x")


def test_compressed_in_name_only(run: Runner) -> None:
    response = sent(b"plain", "application/json", content_encoding="gzip")
    with pytest.raises(ResponseDecodeError, match="Content-Encoding"):
        run(lambda client: client.campaigns.call(MANY), Server(lambda request: response))


@pytest.mark.parametrize("returns", [{"2XX": lambda: types.Campaign}, {"default": {"text/csv": lambda: str}}])
@pytest.mark.parametrize("status", [204, 205])
def test_statuses_without_a_body(run: Runner, returns: Any, status: int) -> None:
    assert call(run, operation(returns), httpx2.Response(status)) is None


def test_head(run: Runner) -> None:
    response = httpx2.Response(200, headers={"content-type": "application/json"})
    assert call(run, operation({"200": lambda: types.Campaign}, "HEAD"), response) is None


def test_304(run: Runner) -> None:
    documented = operation({"200": lambda: types.Campaign, "304": lambda: types.Campaign})
    assert call(run, documented, httpx2.Response(304)) is None
    with pytest.raises(ApiStatusError) as caught:
        call(run, operation({"200": lambda: types.Campaign}), httpx2.Response(304))
    assert caught.value.status_code == 304


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, types.Campaign(id="x")), (201, {"_id": "x"}), (202, {"_id": "x"}), (206, '{"_id": "x"}')],
)
def test_several_successes(run: Runner, status: int, expected: Any) -> None:
    returns = {
        "200": lambda: types.Campaign,
        "2XX": lambda: dict[str, str],
        "206": {"text/plain": lambda: str, "application/json": lambda: types.Campaign},
    }
    type = "text/plain" if status == 206 else "application/json"
    assert call(run, operation(returns), sent('{"_id": "x"}', type, status)) == expected


def test_a_success_that_is_not_documented(run: Runner) -> None:
    returns = {"204": None, "201": {"text/plain": lambda: str, "application/json": lambda: types.Campaign}}
    assert call(run, operation(returns), sent('{"_id": "x"}', "application/json")) == types.Campaign(id="x")
    assert call(run, operation(returns), sent("", "application/json")) is None


@pytest.mark.parametrize(
    ("type", "content", "body"),
    [
        ("application/json", '{"detail": "no"}', types.Problem(detail="no")),
        ("application/problem+json", '{"detail": "no"}', types.Problem(detail="no")),
        ("text/plain; charset=latin-1", b"\xe9", "\u00e9"),
        ("text/html", "<p>", None),
        ("text/plain", "", None),
    ],
)
def test_bodies_of_errors(run: Runner, type: str, content: str | bytes, body: Any) -> None:
    raises = {"409": {"application/json": lambda: types.Problem, "text/plain": lambda: str}}
    with pytest.raises(ApiStatusError) as caught:
        call(run, operation({}, raises=raises), sent(content, type, 409))
    assert caught.value.body == body


def test_an_empty_body_where_a_value_is_documented(run: Runner) -> None:
    with pytest.raises(ApiError, match="the body is empty"):
        call(run, MANY, text_answer(""))


def test_a_body_of_which_the_document_says_nothing(run: Runner) -> None:
    anything = operation({"200": lambda: Any})
    assert call(run, anything, sent("a,b\n1,2\n", "text/csv; charset=utf-8")) == "a,b\n1,2\n"
    assert call(run, anything, sent(b"\x89PNG", "image/png")) == b"\x89PNG"
    assert call(run, anything, sent('{"a": 1}', "text/plain")) == {"a": 1}
    with pytest.raises(ResponseDecodeError, match="is not JSON"):
        call(run, anything, sent("<html>", "application/json"))


def test_json_where_text_is_documented(run: Runner) -> None:
    text = operation({"200": {"text/plain": lambda: str}})
    assert call(run, text, sent('{"a": 1}', "application/json")) == '{"a": 1}'
    assert call(run, text, sent('"1.0.0"', "application/json")) == "1.0.0"
    with pytest.raises(ResponseDecodeError, match="image/png"):
        call(run, text, sent(b"\x89PNG", "image/png"))
