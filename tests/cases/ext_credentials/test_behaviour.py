from __future__ import annotations

import inspect
from base64 import b64encode
from typing import Any

import pytest

from tests.cases.harness import Caller


def test_the_arguments_are_called_as_the_document_says(package: Any) -> None:
    assert list(inspect.signature(package.CaseCredentials).parameters)[:9] == [
        *("client_id", "client_secret", "api_token", "chosen", "account_key", "legacy_token"),
        *("account_name", "account_password", "wrong"),
    ]


@pytest.mark.parametrize(
    ("method", "options", "header", "sent"),
    [
        ("bearer", {"api_token": "t"}, "authorization", "Bearer t"),
        ("header", {"account_key": "k"}, "x-key", "Key k"),
        (
            "basic",
            {"client_id": "i", "client_secret": "s"},
            "authorization",
            f"Basic {b64encode(b'i:s').decode()}",
        ),
        ("old", {"legacy_token": "t"}, "authorization", "Bearer t"),
        (
            "pair",
            {"account_name": "i", "account_password": "s"},
            "authorization",
            f"Basic {b64encode(b'i:s').decode()}",
        ),
        ("configured", {"chosen": "t"}, "authorization", "Bearer t"),
    ],
)
def test_they_are_sent(api: Caller, method: str, options: dict[str, str], header: str, sent: str) -> None:
    api.options |= options
    api.call(f"account.{method}")
    assert api.request.headers[header] == sent


def test_the_environment(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("ACME_TOKEN", "ACME_KEY", "ACME_ID", "ACME_SECRET", "CHOSEN_TOKEN"):
        monkeypatch.setenv(variable, variable.lower())
    api.call("account.bearer")
    assert api.request.headers["authorization"] == "Bearer acme_token"
    api.call("account.header")
    assert api.request.headers["x-key"] == "Key acme_key"
    api.call("account.basic")
    pair = b64encode(b"acme_id:acme_secret").decode()
    assert api.request.headers["authorization"] == f"Basic {pair}"
    api.call("account.configured")
    assert api.request.headers["authorization"] == "Bearer chosen_token"
