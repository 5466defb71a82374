from __future__ import annotations

import inspect

import pytest

from tests.cases.harness import Caller


def test_the_token_is_sent(api: Caller) -> None:
    api.options["token"] = "secret"
    api.call("account.me")
    assert api.request.headers["authorization"] == "Bearer secret"


def test_the_authorization_header_is_no_argument(api: Caller) -> None:
    api.options["token"] = "secret"
    with pytest.raises(TypeError, match="authorization"):
        api.call("account.me", authorization="Bearer other")
    assert "token" in inspect.signature(getattr(api.package, api.client)).parameters


def test_the_environment(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_AUTH_BEARER_TOKEN", "from the environment")
    api.call("account.me")
    assert api.request.headers["authorization"] == "Bearer from the environment"


def test_a_missing_token_names_argument_and_variable(api: Caller) -> None:
    with pytest.raises(api.package.CredentialError, match=r"token=.*CASE_AUTH_BEARER_TOKEN"):
        api.call("account.me")


def test_a_function_is_asked_at_every_call(api: Caller) -> None:
    tokens = iter(["one", "two"])
    api.options["token"] = lambda: next(tokens)
    api.call("account.me")
    api.call("account.me")
    assert [request.headers["authorization"] for request in api.requests] == ["Bearer one", "Bearer two"]
