"""Webhooks that are signed in a vendor's own way, as the configuration describes it."""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import importlib
from typing import Any

import pytest

from tests.cases.harness import Made

NOW = 1614265330
BODY = b'{"at": "2024-01-15T09:30:00Z"}'
SIGNATURE = base64.b64encode(hmac.digest(b"secret", b"%d." % NOW + BODY, "sha512")).decode()


def test_signature_and_time_in_one_header(package: Any, types: Any) -> None:
    webhooks = importlib.import_module(f"{package.__name__}.webhooks")
    headers = {"x-signature": f"t={NOW},v1=AAAA,v1={SIGNATURE}"}
    expected = types.PaidEvent(at=dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC))
    assert webhooks.parse_paid(BODY, headers, secret="secret", now=NOW + 60) == expected
    assert webhooks.parse_webhook(BODY.decode(), headers, secret=["other", b"secret"], now=NOW) == expected
    with pytest.raises(package.WebhookVerificationError, match="too old: it differs by 61 seconds"):
        webhooks.parse_paid(BODY, headers, secret="secret", now=NOW + 61)
    with pytest.raises(package.WebhookVerificationError, match="does not match"):
        webhooks.parse_paid(BODY, headers, secret="other", now=NOW)


def test_the_record_says_what_the_configuration_says(case: Made) -> None:
    text = " ".join(case.files["src/case_webhooks_hmac/webhooks.py"].split())
    assert (
        '_SIGNED = HmacSignature( header="X-Signature", algorithm="sha512", encoding="base64", '
        'payload="{timestamp}.{body}", timestamp_key="t", signature_key="v1", tolerance=60, )'
    ) in text
    assert (
        "They are signed by HMAC-SHA512 of `{timestamp}.{body}` in the header `X-Signature`; "
        "those more than 60 seconds old are refused."
    ) in case.files["README.md"]
