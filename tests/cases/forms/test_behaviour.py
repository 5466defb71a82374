"""Forms and parts, byte for byte as they are sent."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cases.harness import Caller, Made, snippet

FORM = "application/x-www-form-urlencoded"


def form(api: Caller) -> str:
    """The form that was sent, checked to be one."""
    assert (api.request.method, api.request.headers["content-type"]) == ("POST", FORM)
    assert api.request.headers["content-length"] == str(len(api.request.content))
    return api.request.content.decode("ascii")


def parts(request: httpx2.Request, kind: str = "multipart/form-data") -> list[tuple[str, bytes]]:
    """The headers and the content of each part: all bytes of the body are accounted for."""
    assert request.method == "POST"
    sent, _, boundary = request.headers["content-type"].partition("; boundary=")
    assert (sent, len(boundary)) == (kind, 32)
    assert request.headers["content-length"] == str(len(request.content))
    first, *rest = request.content.split(f"--{boundary}".encode())
    assert (first, rest[-1]) == (b"", b"--\r\n")
    found: list[tuple[str, bytes]] = []
    for part in rest[:-1]:
        assert (part[:2], part[-2:]) == (b"\r\n", b"\r\n")
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        found.append((head.decode(), content))
    return found


def disposition(name: str, file: str | None = None) -> str:
    """The first header of a part."""
    return f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file else "")


def file_part(
    content: bytes, file: str = "upload", kind: str = "application/octet-stream"
) -> tuple[str, bytes]:
    """The part of `file`."""
    return f"{disposition('file', file)}\r\nContent-Type: {kind}", content


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ({}, "email=a%40b.c"),
        ({"email": "é +&=~*"}, "email=%C3%A9+%2B%26%3D%7E*"),
        ({"address": {"line1": "x y"}}, "email=a%40b.c&address%5Bline1%5D=x+y"),
        ({"address": {"geo": {"lat": 1.5}}}, "email=a%40b.c&address%5Bgeo%5D%5Blat%5D=1.5"),
        (
            {"items": [{"price": "p", "quantity": 2}, {"price": "q"}]},
            "email=a%40b.c&items%5B0%5D%5Bprice%5D=p&items%5B0%5D%5Bquantity%5D=2&items%5B1%5D%5Bprice%5D=q",
        ),
        ({"expand": ["a", "b"]}, "email=a%40b.c&expand%5B%5D=a&expand%5B%5D=b"),
        ({"joined": ["a", "b,c"]}, "email=a%40b.c&joined=a,b%2Cc"),
        ({"repeated": ["a", "b"]}, "email=a%40b.c&repeated=a&repeated=b"),
        ({"repeated": []}, "email=a%40b.c"),
        ({"object": {"a": 1}}, "email=a%40b.c&object=%7B%22a%22%3A1%7D"),
        ({"extra": {"k": 1}}, "email=a%40b.c&extra=%7B%22k%22%3A1%7D"),
        ({"balance": None}, "email=a%40b.c&balance="),
        ({"active": True, "born": dt.date(2000, 1, 2)}, "email=a%40b.c&active=true&born=2000-01-02"),
        ({"request_options": {"body": {"more": 1, "email": "z"}}}, "email=z&more=1"),
    ],
)
def test_urlencoded(api: Caller, given: dict[str, Any], body: str) -> None:
    api.call("customers.create", **{"email": "a@b.c", **given})
    assert form(api) == body


def test_reserved_characters_that_are_to_stay(api: Caller) -> None:
    api.call("customers.create", email="e", link="https://x.test/a?b")
    assert form(api) == "email=e&link=https://x.test/a?b"


def test_models_are_members(api: Caller, types: Any) -> None:
    api.call("customers.create", email="e", address=types.CustomerAddress(line1="x"))
    assert form(api) == "email=e&address%5Bline1%5D=x"


def test_a_form_without_members_is_an_empty_form(api: Caller) -> None:
    api.call("tokens.make")
    assert form(api) == ""
    api.call("tokens.make", scope=None, audience=["a", "b"])
    assert form(api) == "scope=&audience=a&audience=b"


def test_a_form_of_any_members_is_one_argument(api: Caller) -> None:
    api.call("tokens.whole", body={"a": "1", "b": "x y"})
    assert form(api) == "a=1&b=x+y"


def test_a_form_is_sent_again_as_it_was(api: Caller) -> None:
    api.answers_in_turn(httpx2.Response(503, headers={"Retry-After": "0"}), httpx2.Response(204))
    api.call("customers.create", email="e")
    assert [request.content for request in api.requests] == [b"email=e", b"email=e"]


def test_a_file_from_bytes(api: Caller) -> None:
    api.answers(200, {"id": "f"})
    assert api.call("files.upload", file=b"\x00\xff\r\n").id == "f"
    assert parts(api.request) == [file_part(b"\x00\xff\r\n")]
    assert api.request.url.raw_path == b"/files"
    assert api.request.headers["accept"] == "application/json"


def test_a_file_from_a_path(api: Caller, tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"png")
    api.answers(200, {"id": "f"})
    api.call("files.upload", file=path)
    assert parts(api.request) == [file_part(b"png", "cat.png", "image/png")]


def test_an_open_file(api: Caller, tmp_path: Path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(b"0123")
    api.answers(200, {"id": "f"})
    with path.open("rb") as file:
        file.seek(1)
        api.call("files.upload", file=file)
        assert not file.closed
    assert parts(api.request) == [file_part(b"123", "data.bin")]


@pytest.mark.parametrize(
    ("file", "part"),
    [
        (("a.txt", b"x"), file_part(b"x", "a.txt", "text/plain")),
        (("a.txt", b"x", "text/csv"), file_part(b"x", "a.txt", "text/csv")),
        (('a"\r\n.bin', b"x"), file_part(b"x", "a%22%0D%0A.bin")),
        ((None, b"x"), (f"{disposition('file')}\r\nContent-Type: application/octet-stream", b"x")),
        (("é.bin", memoryview(b"x")), file_part(b"x", "é.bin")),
        (
            ("a.txt", b"x", "text/csv", {"X-Part": "1"}),
            (f"{disposition('file', 'a.txt')}\r\nContent-Type: text/csv\r\nX-Part: 1", b"x"),
        ),
    ],
)
def test_a_file_with_its_name_and_type(api: Caller, file: Any, part: tuple[str, bytes]) -> None:
    api.answers(200, {"id": "f"})
    api.call("files.upload", file=file)
    assert parts(api.request) == [part]


def test_a_file_in_memory(api: Caller) -> None:
    api.answers(200, {"id": "f"})
    api.call("files.upload", file=("a.bin", io.BytesIO(b"x")))
    assert parts(api.request) == [file_part(b"x", "a.bin")]


def test_other_members_are_parts(api: Caller, types: Any) -> None:
    api.answers(200, {"id": "f"})
    api.call(
        "files.upload",
        file=b"x",
        purpose="batch",
        expires=7,
        public=True,
        note=None,
        tags=["a", "é"],
        meta=types.Meta(name="n"),
        request_options={"body": {"more": {"k": 1}}},
    )
    assert parts(api.request) == [
        file_part(b"x"),
        (disposition("purpose"), b"batch"),
        (disposition("expires"), b"7"),
        (disposition("public"), b"true"),
        (disposition("note"), b""),
        (disposition("tags"), b"a"),
        (disposition("tags"), "é".encode()),
        (f"{disposition('meta')}\r\nContent-Type: application/json", b'{"name":"n"}'),
        (f"{disposition('more')}\r\nContent-Type: application/json", b'{"k":1}'),
    ]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("cat.png", "file: a str may be a path or the content of a file"),
        (("a", "cat.png"), "file: a str may be a path or the content of a file"),
        (7, "file: a file must be bytes, a path or a file opened in binary mode, not int"),
    ],
)
def test_what_is_not_a_file_is_refused(api: Caller, file: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        api.call("files.upload", file=file)
    assert api.requests == []


def test_a_file_that_is_not_there(api: Caller, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        api.call("files.upload", file=tmp_path / "missing")
    assert api.requests == []


def test_lists_of_files_and_encodings(api: Caller, types: Any) -> None:
    api.call(
        "files.albums",
        photos=[b"1", ("b.jpg", b"2"), ("c.gif", b"3")],
        cover=("c.webp", b"4"),
        story="# é",
        rows=[{"name": "r"}, types.Meta(name="s", size=1)],
        info={"name": "i"},
    )
    assert parts(api.request) == [
        (f"{disposition('photos', 'upload')}\r\nContent-Type: image/png", b"1"),
        (f"{disposition('photos', 'b.jpg')}\r\nContent-Type: image/jpeg", b"2"),
        (f"{disposition('photos', 'c.gif')}\r\nContent-Type: image/png", b"3"),
        (f"{disposition('cover', 'c.webp')}\r\nContent-Type: image/webp\r\nX-Kind: cover", b"4"),
        (f"{disposition('story')}\r\nContent-Type: text/markdown", "# é".encode()),
        (f"{disposition('rows')}\r\nContent-Type: application/json", b'{"name":"r"}'),
        (f"{disposition('rows')}\r\nContent-Type: application/json", b'{"name":"s","size":1}'),
        (f"{disposition('info')}\r\nContent-Type: application/vnd.info+json", b'{"name":"i"}'),
    ]


def test_mixed(api: Caller) -> None:
    api.call("files.mixed", text="t", meta={"name": "n"}, data=b"d")
    assert parts(api.request, "multipart/mixed") == [
        (f"{disposition('text')}\r\nContent-Type: text/plain; charset=utf-8", b"t"),
        (f"{disposition('meta')}\r\nContent-Type: application/json", b'{"name":"n"}'),
        (f"{disposition('data', 'upload')}\r\nContent-Type: application/octet-stream", b"d"),
    ]


@pytest.mark.parametrize("kind", ["bytes", "path", "open"])
def test_files_are_sent_again_as_they_were(api: Caller, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"content")
    api.answers_in_turn(
        httpx2.Response(503, headers={"Retry-After": "0"}), httpx2.Response(200, json={"id": "f"})
    )
    with path.open("rb") as file:
        given: dict[str, Any] = {"bytes": ("a.bin", b"content"), "path": path, "open": file}
        assert api.call("files.upload", file=given[kind]).id == "f"
    first, second = api.requests
    assert first.content == second.content
    assert parts(second) == parts(first) == [file_part(b"content", "a.bin")]


def test_a_file_that_cannot_be_read_again_is_not_sent_again(api: Caller) -> None:
    class Once(io.RawIOBase):
        """A pipe: it has no place to go back to."""

        def __init__(self) -> None:
            super().__init__()
            self.left: Iterator[bytes] = iter([b"con", b"tent"])

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return next(self.left, b"")

    api.answers_in_turn(httpx2.Response(503, headers={"Retry-After": "0"}))
    with pytest.raises(api.package.ServiceUnavailableError):
        api.call("files.upload", file=("a.bin", Once()))
    assert len(api.requests) == 1
    assert b"\r\n\r\ncontent\r\n--" in api.request.content
    assert "content-length" not in api.request.headers


def test_the_readme_shows_how_to_send_a_file(
    package: Any, case: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = snippet(case, "Files")
    assert code == 'from pathlib import Path\n\nclient.files.upload(file=Path("file.bin"))\n'
    assert snippet(case, "Streams") == ""
    monkeypatch.chdir(tmp_path)
    Path("file.bin").write_bytes(b"content")
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        return httpx2.Response(200, json={"id": "f"})

    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        exec(code, {"client": package.CaseForms(http_client=http)})
    assert [parts(request) for request in requests] == [[file_part(b"content", "file.bin")]]
