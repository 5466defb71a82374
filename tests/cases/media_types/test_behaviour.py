"""Bodies by media type: what a call chooses, and what the server chooses."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cases.harness import Caller


def sent(api: Caller) -> tuple[str, str, str | None, bytes]:
    """Method, target, Content-Type and body of the last request."""
    request = api.request
    target = request.url.raw_path.decode()
    return request.method, target, request.headers.get("content-type"), request.content


def test_the_first_media_type_is_the_usual_one(api: Caller) -> None:
    api.call("documents.create", title="t", pages=2)
    assert sent(api) == ("POST", "/documents", "application/json", b'{"title":"t","pages":2}')
    api.call("documents.create", title="t", content_type="application/json")
    assert sent(api) == ("POST", "/documents", "application/json", b'{"title":"t"}')


def test_another_media_type_of_the_body(api: Caller) -> None:
    api.call("documents.create", content_type="multipart/form-data", title="t", file=("a.bin", b"\x00"))
    _, _, kind, content = sent(api)
    found = re.fullmatch(r"multipart/form-data; boundary=([0-9a-f]{32})", kind or "")
    assert found is not None
    mark = found[1].encode()
    title = b'Content-Disposition: form-data; name="title"\r\n\r\nt\r\n'
    file = (
        b'Content-Disposition: form-data; name="file"; filename="a.bin"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\x00\r\n"
    )
    either = [
        b"--%b\r\n%b--%b\r\n%b--%b--\r\n" % (mark, *each)
        for each in ((title, mark, file, mark), (file, mark, title, mark))
    ]
    assert content in either


@pytest.mark.parametrize(
    ("kind", "body", "content"),
    [
        ("text/plain", "é", "é".encode()),
        ("text/plain", b"raw", b"raw"),
        ("application/xml", "<a>é</a>", "<a>é</a>".encode()),
        ("text/plain; charset=latin-1", "é", b"\xe9"),
    ],
)
def test_text_is_sent_as_it_is(api: Caller, kind: str, body: str | bytes, content: bytes) -> None:
    api.call("documents.create", content_type=kind, body=body)
    assert sent(api) == ("POST", "/documents", kind, content)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"content_type": "multipart/form-data", "title": "t"}, TypeError, "needs file"),
        ({"pages": 1}, TypeError, "needs title"),
        (
            {"content_type": "text/csv", "body": "x"},
            ValueError,
            "'text/csv' is not one that the operation takes",
        ),
        ({"content_type": "text/plain", "title": "t"}, TypeError, "has no title"),
    ],
)
def test_what_does_not_fit_the_media_type_is_refused(
    api: Caller, given: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        api.call("documents.create", **given)
    assert api.requests == []


def test_vendor_json(api: Caller, types: Any) -> None:
    kind = "application/vnd.example.v2+json; charset=utf-8"
    api.answers(content=b'{"title":"t"}', headers={"Content-Type": kind})
    document = api.call("documents.change", title="é")
    assert type(document) is types.Document
    assert sent(api) == ("PATCH", "/vendor", kind, '{"title":"é"}'.encode())
    api.answers(200, {"title": "t"})
    assert type(api.call("documents.change", title="t")) is types.Document, "plain JSON is JSON"


def test_binary_bodies(api: Caller, tmp_path: Path) -> None:
    path = tmp_path / "b.bin"
    path.write_bytes(b"\x00path")
    for body, content in (
        (b"\x00\xff", b"\x00\xff"),
        (path, b"\x00path"),
        (io.BytesIO(b"open"), b"open"),
        ([b"a", b"b"], b"ab"),
    ):
        api.call("blobs.put", body=body)
        assert sent(api) == ("PUT", "/blob", "application/octet-stream", content)


def test_a_body_of_pieces_has_no_length(api: Caller) -> None:
    api.call("blobs.put", body=(piece for piece in (b"a", b"b")))
    assert sent(api) == ("PUT", "/blob", "application/octet-stream", b"ab")
    assert api.request.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in api.request.headers


def test_a_range_takes_what_the_file_or_the_call_says(api: Caller, tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    path.write_bytes(b"w")
    api.call("blobs.image", body=path)
    assert sent(api) == ("PUT", "/image", "image/webp", b"w")
    api.call("blobs.image", body=b"p", request_options={"headers": {"Content-Type": "image/png"}})
    assert sent(api) == ("PUT", "/image", "image/png", b"p")


def test_json_in_lines(api: Caller, types: Any) -> None:
    api.call("blobs.rows", body=[types.Document(title="a"), {"title": "b", "pages": 1}])
    assert sent(api) == (
        "POST",
        "/rows",
        "application/x-ndjson",
        b'{"title":"a"}\n{"title":"b","pages":1}\n',
    )


def test_optional_bodies(api: Caller) -> None:
    api.call("blobs.text")
    assert sent(api) == ("PUT", "/text", None, b"")
    api.call("blobs.text", body="t")
    assert sent(api) == ("PUT", "/text", "text/plain", b"t")


@pytest.mark.parametrize(("method", "argument"), [("get", "range"), ("delete", "reason")])
def test_get_and_delete_may_have_bodies(api: Caller, method: str, argument: str) -> None:
    if method == "get":
        api.answers(content=b"b", headers={"Content-Type": "application/octet-stream"})
    api.call(f"blobs.{method}")
    assert sent(api) == (method.upper(), "/blob", None, b"")
    api.call(f"blobs.{method}", **{argument: "x"})
    assert sent(api) == (method.upper(), "/blob", "application/json", b'{"%b":"x"}' % argument.encode())


def test_head_has_no_value(api: Caller) -> None:
    api.answers(200, content=b"", headers={"Content-Type": "application/octet-stream", "Content-Length": "9"})
    assert api.call("blobs.head") is None
    assert sent(api) == ("HEAD", "/blob", None, b"")


def test_not_modified_is_a_status_error(api: Caller) -> None:
    api.empty(304)
    with pytest.raises(api.package.ApiStatusError) as caught:
        api.call("blobs.get")
    assert caught.value.status_code == 304


@pytest.mark.parametrize(
    ("given", "accept", "kind", "content", "value"),
    [
        ({}, "application/json", "application/json", b'{"total":1}', 1),
        ({"accept": "application/json"}, "application/json", "application/json", b'{"total":1}', 1),
        ({"accept": "text/csv"}, "text/csv", "text/csv; charset=latin-1", b"\xe9,1", "é,1"),
        ({"accept": "application/pdf"}, "application/pdf", "application/pdf", b"%PDF\xff", b"%PDF\xff"),
        # What the server sent counts, not what was asked for.
        ({"accept": "text/csv"}, "text/csv", "application/json", b'{"total":1}', 1),
        ({}, "application/json", "application/pdf", b"%PDF", b"%PDF"),
        ({}, "application/json", "application/problem+json", b'{"total":1}', 1),
    ],
)
def test_media_types_of_the_answer(
    api: Caller, types: Any, given: dict[str, str], accept: str, kind: str, content: bytes, value: object
) -> None:
    api.answers(content=content, headers={"Content-Type": kind})
    found = api.call("reports.get", year=2026, **given)
    assert (found.total if type(found) is types.Report else found) == value
    assert api.request.headers["accept"] == accept
    assert sent(api) == ("GET", "/report?year=2026", None, b"")


def test_a_media_type_that_is_not_documented(api: Caller) -> None:
    api.answers(content=b"<html>", headers={"Content-Type": "text/html"})
    with pytest.raises(
        api.package.ResponseDecodeError, match="the body is text/html, where the API documents"
    ):
        api.call("reports.get")


@pytest.mark.parametrize(
    ("kind", "content", "body"),
    [("application/json", b'{"detail":"d"}', "d"), ("text/plain", b"gone", "gone")],
)
def test_errors_by_media_type(api: Caller, kind: str, content: bytes, body: str) -> None:
    api.answers(404, content=content, headers={"Content-Type": kind})
    with pytest.raises(api.package.NotFoundError) as caught:
        api.call("reports.get")
    assert caught.value.text == content.decode()
    if kind == "application/json":
        assert caught.value.body.detail == body


def test_xml_is_text(api: Caller) -> None:
    api.answers(content="<a>é</a>".encode(), headers={"Content-Type": "application/atom+xml"})
    assert api.call("reports.feed") == "<a>é</a>"
    assert api.request.headers["accept"] == "application/atom+xml"


@pytest.mark.parametrize(
    ("status", "content", "kind", "name", "value"),
    [
        (200, b'{"total":1}', "application/json", "Report", {"total": 1}),
        (201, b'{"title":"t"}', "application/json", "Document", {"title": "t"}),
        (206, b'{"detail":"d"}', "application/json", "Problem", {"detail": "d"}),
    ],
)
def test_each_success_has_its_type(
    api: Caller, types: Any, status: int, content: bytes, kind: str, name: str, value: object
) -> None:
    api.answers(status, content=content, headers={"Content-Type": kind})
    found = api.call("reports.several")
    assert type(found) is getattr(types, name)
    assert found.to_dict() == value
    assert sent(api) == ("POST", "/several", None, b"")


def test_text_among_successes(api: Caller) -> None:
    api.answers(202, content=b"later", headers={"Content-Type": "text/plain"})
    assert api.call("reports.several") == "later"


@pytest.mark.parametrize("status", [204, 205])
def test_statuses_without_a_body(api: Caller, status: int) -> None:
    api.empty(status)
    assert api.call("reports.several") is None


def test_default_is_an_error_where_successes_are_documented(api: Caller, types: Any) -> None:
    api.answers(409, {"detail": "d"})
    with pytest.raises(api.package.ConflictError) as caught:
        api.call("reports.several")
    assert type(caught.value.body) is types.Problem


def test_a_range_of_answers(api: Caller) -> None:
    api.answers(content=b"gif", headers={"Content-Type": "image/gif"})
    assert api.call("reports.picture") == b"gif"
