from __future__ import annotations

from tests.cases.harness import Caller


def test_an_empty_security_sends_nothing(api: Caller) -> None:
    api.options["token"] = "t"
    api.call("account.public")
    assert "authorization" not in api.request.headers
    api.call("account.private")
    assert api.request.headers["authorization"] == "Bearer t"
