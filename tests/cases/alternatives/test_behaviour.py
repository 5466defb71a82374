"""What real documents do: ranges of media types, a file or an object, a query in a path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def _parts(api: Caller) -> str:
    kind = api.request.headers["content-type"]
    boundary = kind.partition("boundary=")[2]
    return api.request.content.decode().replace(boundary, "B")


def test_a_listed_type_has_its_own_answer_and_any_other_that_of_all(case: Made) -> None:
    (text,) = (text for path, text in case.files.items() if path.endswith("resources/images.py"))
    flat = " ".join(text.split())
    head = "def get( self, *, id: str, accept: "
    for annotation, returned in (
        ('Literal["image/webp", "image/*"] | None = None', "bytes"),
        ('Literal["image/svg+xml"]', "str"),
        ("str", "bytes | str"),
    ):
        rest = "request_options: RequestOptions | None = None, ) ->"
        assert f"{head}{annotation}, {rest} {returned}: ..." in flat


@pytest.mark.parametrize(("accept", "value"), [("image/gif", b"<x/>"), ("image/svg+xml", "<x/>")])
def test_any_type_of_a_range(api: Caller, accept: str, value: object) -> None:
    api.answers(content=b"<x/>", headers={"Content-Type": accept})
    assert api.call("images.get", id="1", accept=accept) == value
    assert api.request.headers["accept"] == accept


def test_headers_where_nothing_else_is_typed(api: Caller) -> None:
    api.answers(content=b"", headers={"X-Count": "3"})
    assert api.call("counts.count_images") is None
    assert api.request.method == "HEAD"


@pytest.mark.parametrize("form", ["model", "mapping"])
def test_an_object_in_place_of_a_file(api: Caller, types: Any, form: str) -> None:
    video = types.ReferenceInput(id="1") if hasattr(types, "ReferenceInput") else types.Reference(id="1")
    api.call("videos.create", video=video if form == "model" else {"id": "1"})
    assert _parts(api) == (
        '--B\r\nContent-Disposition: form-data; name="video"\r\nContent-Type: application/json\r\n\r\n'
        '{"id":"1"}\r\n--B--\r\n'
    )


def test_a_file_where_an_object_may_be_too(api: Caller) -> None:
    api.call("videos.create", video=("a.mp4", b"1"))
    assert _parts(api) == (
        '--B\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n1\r\n--B--\r\n"
    )


def test_text_is_refused_unless_the_document_has_it(api: Caller) -> None:
    with pytest.raises(TypeError, match=r"^video: a str may be a path or the content"):
        api.call("videos.create", video="a.mp4")
    assert api.requests == []
    api.call("videos.create", video=b"1", cover="https://example.com/a.png")
    assert _parts(api).endswith('name="cover"\r\n\r\nhttps://example.com/a.png\r\n--B--\r\n')


def test_a_part_in_the_style_of_a_parameter(api: Caller) -> None:
    api.call("videos.create", video={"id": "1"}, expand=["a"], about={"seconds": 15.0})
    assert _parts(api).endswith(
        '--B\r\nContent-Disposition: form-data; name="expand[]"\r\n\r\na\r\n'
        '--B\r\nContent-Disposition: form-data; name="about[seconds]"\r\n\r\n15\r\n--B--\r\n'
    )


def test_a_part_called_file_is_a_file(api: Caller) -> None:
    with pytest.raises(TypeError, match=r"^file: a str may be a path or the content"):
        api.call("files.create", file="a.png", purpose="p")
    assert api.requests == []
    api.call("files.create", file=("a.png", b"1"), purpose="p")
    assert _parts(api) == (
        '--B\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        "Content-Type: image/png\r\n\r\n1\r\n"
        '--B\r\nContent-Disposition: form-data; name="purpose"\r\n\r\np\r\n--B--\r\n'
    )


def test_a_member_of_another_way_is_refused(api: Caller) -> None:
    with pytest.raises(TypeError, match=r"\(application/json\) has no contents; pass the content_type="):
        api.call("faxes.send", to="1", contents=b"1")
    with pytest.raises(TypeError, match=r"\(multipart/form-data\) has no media_url; pass the content_type="):
        api.call("faxes.send", to="1", media_url="u", contents=b"1", content_type="multipart/form-data")
    assert api.requests == []
    api.call("faxes.send", to="1", media_url="u")
    assert api.body == {"to": "1", "media_url": "u"}


def test_a_query_in_a_path(api: Caller) -> None:
    api.call("videos.list", limit=1, filter={"a": {"b": 1}})
    assert (api.path, api.query) == ("/videos", "beta=true&limit=1&a=%7B%22b%22%3A1%7D")


def test_a_whole_number_has_no_fraction_as_text(api: Caller, types: Any) -> None:
    api.call("videos.change", id="1", body=types.Length(seconds=15))
    assert api.request.content == b"seconds=15"


def test_a_body_of_parts_without_parts(api: Caller) -> None:
    api.call("videos.replace", id="1")
    assert _parts(api) == "--B--\r\n"


def test_an_object_of_any_type_is_json(api: Caller, types: Any) -> None:
    api.call("reports.create", body=types.Reference(id="1"))
    assert api.request.headers["content-type"] == "application/json"
    assert api.request.content == b'{"id":"1"}'
