from __future__ import annotations

from base64 import b64decode

import pytest

from tests.cases.harness import Caller


def test_name_and_password(api: Caller) -> None:
    api.options.update(username="ada", password="pass:word")
    api.call("account.me")
    kind, _, value = api.request.headers["authorization"].partition(" ")
    assert kind == "Basic"
    assert b64decode(value) == b"ada:pass:word"


def test_both_are_needed(api: Caller) -> None:
    api.options["username"] = "ada"
    with pytest.raises(api.package.CredentialError, match="password"):
        api.call("account.me")


def test_the_environment(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_AUTH_BASIC_USERNAME", "ada")
    monkeypatch.setenv("CASE_AUTH_BASIC_PASSWORD", "p")
    api.call("account.me")
    assert b64decode(api.request.headers["authorization"].removeprefix("Basic ")) == b"ada:p"
