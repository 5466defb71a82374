"""Webhooks: what the API sends is read as responses are, and only if it is signed (Standard Webhooks)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib
import json
import logging
import re
import time
from typing import Any

import pytest

from generator.inspect import inspect
from generator.outline import to_text
from tests.cases.harness import Made

KEY = b"a key that is only for tests"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
NOW = 1614265330


@pytest.fixture
def webhooks(package: Any) -> Any:
    """The package's module."""
    return importlib.import_module(f"{package.__name__}.webhooks")


def request(value: Any, now: int = NOW, key: bytes = KEY) -> tuple[bytes, dict[str, str]]:
    """A body, and its headers with a signature."""
    body = json.dumps(value).encode()
    signature = base64.b64encode(hmac.new(key, b"msg_1.%d." % now + body, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "application/json",
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(now),
        "Webhook-Signature": f"v1,{signature}",
    }
    return body, headers


def test_one_webhook(webhooks: Any, types: Any) -> None:
    event = webhooks.parse_new_pet(*request({"kind": "pet.added", "pet": {"id": 1}}), secret=SECRET, now=NOW)
    assert event == types.PetAdded(kind="pet.added", pet=types.Pet(id=1))
    sold = webhooks.parse_pet_sold_2(*request({"kind": "pet.sold", "price": 2.5}), secret=SECRET, now=NOW)
    assert sold == types.PetSoldEvent(kind="pet.sold", price=2.5)


def test_any_webhook_by_what_tells_them_apart(webhooks: Any, types: Any) -> None:
    def read(value: Any) -> Any:
        return webhooks.parse_webhook(*request(value), secret=SECRET, now=NOW)

    added = read({"kind": "pet.added", "pet": {"id": 1, "species": "cat"}})
    assert added == types.PetAdded(kind="pet.added", pet=types.Pet(id=1, species="cat"))
    sold = read({"kind": "pet.sold", "price": 2.5, "buyer": {"name": "Ann"}})
    assert sold == types.PetSoldEvent(kind="pet.sold", price=2.5, buyer=types.PetSoldBuyer(name="Ann"))
    assert read({"kind": "class", "size": 3}) == types.ClassEvent(kind="class", size=3)


def test_what_is_not_documented_is_kept(webhooks: Any, types: Any, caplog: pytest.LogCaptureFixture) -> None:
    value: dict[str, Any] = {"kind": "pet.lost", "where": "park"}
    event = webhooks.parse_webhook(*request(value), secret=SECRET, now=NOW)
    assert type(event) is types.UnknownVariant
    assert event.to_dict() == value
    value = {"kind": "pet.added", "pet": {"id": "one", "species": "eel"}, "more": [1]}
    with caplog.at_level(logging.WARNING, "case_webhooks"):
        event = webhooks.parse_webhook(*request(value), secret=SECRET, now=NOW)
    assert (event.pet.id, event.pet.species, event.more) == ("one", "eel", [1])
    assert (event.invalid_fields, event.to_dict()) == (("/pet/id",), value)
    assert caplog.messages == ["webhook webhook: 1 value(s) differ from the documented type: /pet/id"]


@pytest.mark.parametrize("function", ["parse_webhook", "parse_new_pet", "verify_webhook"])
def test_every_function_checks_the_signature(package: Any, webhooks: Any, function: str) -> None:
    call = getattr(webhooks, function)
    body, headers = request({"kind": "pet.added", "pet": {"id": 1}})
    for changed, secret, now in (
        (body + b" ", SECRET, NOW),
        (body, "whsec_AAAA", NOW),
        (body, SECRET, NOW + 301),
        (body, SECRET, None),
    ):
        with pytest.raises(package.WebhookVerificationError):
            call(changed, headers, secret=secret, now=now)
    with pytest.raises(package.WebhookVerificationError, match="webhook-id is missing"):
        call(body, {}, secret=SECRET)
    with pytest.raises(package.CredentialError, match="empty"):
        call(body, headers, secret="")
    assert webhooks.verify_webhook(body, headers, secret=[SECRET], now=NOW) is None


def test_a_signed_body_that_is_not_one(package: Any, webhooks: Any) -> None:
    with pytest.raises(package.WebhookPayloadError, match="is a string"):
        webhooks.parse_new_pet(*request("?"), secret=SECRET, now=NOW)
    with pytest.raises(package.WebhookPayloadError, match="is a string"):
        webhooks.parse_webhook(*request("?"), secret=SECRET, now=NOW)


def test_the_example_of_the_readme_runs(
    case: Made, package: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    part = case.files["README.md"].partition("\n## Webhooks\n")[2]
    (code,) = re.findall(r"```python\n(.*?)```", part.partition("\n## ")[0], re.DOTALL)
    space: dict[str, Any] = {}
    exec(code, space)
    monkeypatch.setenv("CASE_WEBHOOKS_WEBHOOK_SECRET", SECRET)
    body, headers = request({"kind": "class", "size": 3}, now=int(time.time()))
    assert space["handle"](body, headers) == 204
    assert capsys.readouterr().out == "kind='class' size=3\n"
    assert space["handle"](body + b" ", headers) == 400


def test_names(webhooks: Any, case: Made) -> None:
    assert webhooks.__all__ == [
        "parse_class",
        "parse_new_pet",
        "parse_pet_sold",
        "parse_pet_sold_2",
        "parse_webhook",
        "parse_webhook_",
        "verify_webhook",
    ]
    kept = dict(case.generated.lock.names)
    assert kept["#/webhooks/class/post"] == "parse_class"
    assert kept["#/webhooks/pet.sold/post"] == "parse_pet_sold_2"
    assert kept["#/webhooks/webhook/post"] == "parse_webhook_"


def test_the_reference_lists_them(case: Made) -> None:
    part = case.files["reference.md"].partition("\n## Webhooks\n")[2]
    assert "`parse_webhook()` reads any of them, and returns `types.WebhookEvent`." in part
    assert "| `newPet` | `parse_new_pet()` | `types.PetAdded` | A pet has arrived. |" in part
    assert "| `class` | `parse_class()` | `types.ClassEvent` | Deprecated. |" in part


def test_inspection(case: Made) -> None:
    surface: Any = inspect(case.api, case.generated.surface.document)
    found = {(each["name"], each["python_name"]): each["type"] for each in surface["webhooks"]}
    assert found["newPet", "webhooks.parse_new_pet"]["python_name"] == "PetAdded"
    assert found["ping", None] is None
    assert surface["webhook_event"]["python_name"] == "WebhookEvent"


def test_the_surface_as_text(case: Made) -> None:
    text = to_text(case.api)
    assert "\n\nwebhook newPet\n  webhooks.parse_new_pet()\n    PetAdded\n" in text
    assert "\n\nwebhook ping\n  not read\n" in text
