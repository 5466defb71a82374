from __future__ import annotations

from tests.cases.harness import Caller


def test_a_scheme_that_nothing_refers_to_is_sent_when_given(api: Caller) -> None:
    api.options["token"] = "t"
    api.call("account.me")
    assert api.request.headers["authorization"] == "Bearer t"


def test_it_is_not_needed(api: Caller) -> None:
    api.call("account.me")
    assert "authorization" not in api.request.headers
