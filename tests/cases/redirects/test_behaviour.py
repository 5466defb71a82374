"""Operations that are documented to redirect: what they lead to is returned."""

from __future__ import annotations

from tests.cases.harness import Caller


def test_nothing_but_a_redirect_is_documented(api: Caller) -> None:
    api.answers(200, content=b"\x1f\x8b\x00", headers={"Content-Type": "application/gzip"})
    assert api.call("files.archive") == b"\x1f\x8b\x00"
    assert api.request.headers["accept"] == "*/*"


def test_a_redirect_beside_an_answer(api: Caller) -> None:
    api.answers(200, "text")
    assert api.call("files.moved") == "text"
    assert api.request.headers["accept"] == "application/json"
