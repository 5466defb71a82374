"""Defects that the conformance rig found in real documents, each with the operation that showed it."""

from __future__ import annotations

import pytest

from tests.cases.harness import Caller


def test_a_required_body_is_sent_without_members_too(api: Caller) -> None:
    """`DELETE /enterprises/{enterprise}/copilot/policies/coding_agent/organizations` of GitHub."""
    api.call("things.remove", id="1")
    assert (api.request.content, api.request.headers["content-type"]) == (b"{}", "application/json")
    api.call("things.replace", id="1")
    assert api.request.content == b"{}"
    api.call("things.remove", id="1", reasons=["old"])
    assert api.body == {"reasons": ["old"]}


def test_a_body_that_is_not_required_is_not_sent_where_it_means_nothing(api: Caller) -> None:
    api.call("things.ask", id="1")
    assert (api.request.content, "content-type" in api.request.headers) == (b"", False)


def test_a_body_that_may_be_left_out_and_not_be_empty(api: Caller) -> None:
    """`PATCH /webhook/{id}` of Atoms asks for one of its members at least, and not for a body."""
    api.call("things.change", id="1")
    assert (api.request.content, "content-type" in api.request.headers) == (b"", False)
    api.call("things.change", id="1", label="x")
    assert api.body == {"label": "x"}
    api.call("things.touch", id="1")
    assert api.body == {}


def test_text_in_json_is_json_when_no_content_type_says_so(api: Caller) -> None:
    """`GET /admin/version` of Prefect, `GET /error` of Telnyx."""
    api.answers(content=b'"3.1"')
    assert api.call("things.version") == "3.1"
    api.answers(content=b'"3.1"', headers={"Content-Type": "application/json"})
    assert api.call("things.version") == "3.1"


def test_text_that_is_no_json_is_itself_when_no_content_type_says_so(api: Caller) -> None:
    api.answers(content=b"3.1-rc")
    assert api.call("things.version") == "3.1-rc"


def test_an_empty_body_is_no_text(api: Caller) -> None:
    api.answers(content=b"")
    with pytest.raises(api.package.ResponseDecodeError, match="empty"):
        api.call("things.version")


def test_a_required_member_that_is_not_described_is_an_argument(api: Caller) -> None:
    """`PATCH /verified_calls_display_profiles/{id}` of Telnyx requires `name`, and describes it elsewhere."""
    api.call("things.locate", street="a", region={"code": 1})
    assert api.body == {"street": "a", "region": {"code": 1}}
    with pytest.raises(TypeError, match="region"):
        api.call("things.locate", street="a")


def test_a_member_that_is_required_and_forbidden_is_none(api: Caller) -> None:
    api.call("things.relocate", street="a")
    assert api.body == {"street": "a"}


def test_base64_is_text_in_a_multipart_body_too(api: Caller) -> None:
    api.answers(200, {})
    api.call("things.draw", seal=b"hello", seals=[b"a", b"b"], picture=b"\x89PNG")
    content = api.request.content
    assert b'name="seal"\r\n\r\naGVsbG8=\r\n' in content
    assert content.count(b'name="seals"') == 2
    assert b"\r\n\r\nYQ==\r\n" in content
    assert b"\r\n\r\n\x89PNG\r\n" in content


def test_a_header_that_successes_describe_differently(api: Caller) -> None:
    for status, text, value in ((200, "3", 3), (202, "a,b", ["a", "b"])):
        api.answers(status, headers={"X-Left": text, "X-More": "x"})
        headers = api.call("things.with_raw_response.draw", seal=b"").typed_headers
        assert (headers.x_left, headers.x_more, headers.invalid_fields) == (value, "x", ())


def test_reserved_characters_never_end_a_pair(api: Caller) -> None:
    api.call("things.search", q="a&b+c=d/e?f", all=["x,y", "z&"])
    assert api.request.url.query == b"q=a%26b%2Bc=d/e?f&all=x%2Cy,z%26"
    assert api.request.url.params["q"] == "a&b+c=d/e?f"


def test_nothing_given_is_nothing_sent_where_no_object_can_be(api: Caller) -> None:
    api.call("things.note")
    assert (api.request.content, "content-type" in api.request.headers) == (b"", False)
    api.call("things.note", text="x", content_type="application/x-www-form-urlencoded")
    assert api.request.content == b"text=x"


def test_json_of_a_type_of_its_own_is_asked_for(api: Caller) -> None:
    """`application/json` does not ask for it (RFC 9110, section 12.5.1)."""
    api.answers(200, {"a": 1}, headers={"Content-Type": "application/scim+json"})
    api.call("things.users")
    assert api.request.headers["accept"] == "application/scim+json"
    api.answers(200, "3.1")
    api.call("things.version")
    assert api.request.headers["accept"] == "application/json"
