"""Signatures of webhooks, against values computed here with `hmac`, and the bodies that are read."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import logging
import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from generator.runtime.errors import (
    ApiError,
    CredentialError,
    WebhookPayloadError,
    WebhookVerificationError,
)
from generator.runtime.models import Model
from generator.runtime.signatures import HmacSignature, StandardWebhooks
from generator.runtime.webhooks import Payload, verify

KEY = b"a key that is only for tests"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
NOW = 1614265330
BODY = b'{"test": 2432232314}'
STANDARD = StandardWebhooks()


def signed(body: bytes = BODY, key: bytes = KEY, id: str = ID, timestamp: str = str(NOW)) -> str:
    content = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def standard(signature: str | None = None, timestamp: str = str(NOW)) -> dict[str, str]:
    return {
        "webhook-id": ID,
        "webhook-timestamp": timestamp,
        "webhook-signature": signed(timestamp=timestamp) if signature is None else signature,
    }


def refused(headers: Mapping[str, str], body: bytes | str = BODY, **options: Any) -> str:
    """The message of the error that a request raises."""
    arguments: dict[str, Any] = {"signature": STANDARD, "secret": SECRET, "now": NOW, **options}
    with pytest.raises(WebhookVerificationError) as caught:
        verify(body=body, headers=headers, **arguments)
    assert SECRET not in str(caught.value)
    assert SECRET.removeprefix("whsec_") not in str(caught.value)
    return str(caught.value)


def test_the_example_of_the_standard() -> None:
    # Id, time, body and secret of the specification's example, and the signature that it gives.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert signed(key=key) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    verify(STANDARD, BODY, standard(signed(key=key)), secret, NOW)


@pytest.mark.parametrize("body", [BODY, BODY.decode(), bytearray(BODY)])
@pytest.mark.parametrize(
    "secret", [SECRET, SECRET.removeprefix("whsec_"), SECRET.encode(), KEY, [SECRET], (b"another", KEY)]
)
def test_ways_to_give_body_and_secret(body: Any, secret: Any) -> None:
    verify(STANDARD, body, standard(), secret, NOW)
    assert "does not match" in refused(standard(), b"{}", secret=secret)


def test_headers_are_found_in_any_case() -> None:
    verify(STANDARD, BODY, {name.title(): value for name, value in standard().items()}, SECRET, NOW)
    verify(STANDARD, BODY, {name.upper(): value for name, value in standard().items()}, SECRET, NOW)


def test_one_of_several_signatures_is_enough() -> None:
    verify(STANDARD, BODY, standard(f"{signed(key=b'old')} v1a,AAAA {signed()} v2,x"), SECRET, NOW)


def test_while_a_secret_is_replaced_either_will_do() -> None:
    old = "whsec_" + base64.b64encode(b"the old key").decode()
    verify(STANDARD, BODY, standard(signed(key=b"the old key")), [SECRET, old], NOW)
    verify(STANDARD, BODY, standard(), [old, SECRET], NOW)
    assert "does not match" in refused(standard(), secret=[old])


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_header_is_named(name: str, value: str | None) -> None:
    headers = {key: text for key, text in standard().items() if key != name}
    if value is not None:
        headers[name] = value
    assert refused(headers) == f"the header {name} is missing"


@pytest.mark.parametrize(
    "signature",
    [
        "v1,",
        "v1,AAAA",
        signed() + "=",
        signed().lower(),
        signed(key=b"another"),
        signed(id="msg_2"),
        signed(timestamp=str(NOW - 1)),
        signed(body=b'{"test":2432232314}'),
        "v1,\u00e9\udce9",
    ],
)
def test_a_wrong_signature(signature: str) -> None:
    assert refused(standard(signature)) == ("the signature does not match: another secret, or another body")


@pytest.mark.parametrize("signature", ["v1a," + signed()[3:], signed()[3:], "v2,x"])
def test_no_signature_of_the_version(signature: str) -> None:
    assert refused(standard(signature)) == "the header webhook-signature has no signature of version v1"


@pytest.mark.parametrize("offset", [-300, -299.5, 0, 299.5, 300])
def test_five_minutes_are_allowed_both_ways(offset: float) -> None:
    verify(STANDARD, BODY, standard(), SECRET, NOW + offset)
    verify(STANDARD, BODY, standard(), SECRET, dt.datetime.fromtimestamp(NOW + offset, dt.UTC))


def test_too_old_and_too_new() -> None:
    assert refused(standard(), now=NOW + 301) == (
        "the timestamp is too old: it differs by 301 seconds, and 300 are allowed"
    )
    assert refused(standard(), now=NOW - 301) == (
        "the timestamp is too far in the future: it differs by 301 seconds, and 300 are allowed"
    )
    # By the clock, the example is old.
    assert "too old" in refused(standard(), now=None)
    verify(StandardWebhooks(tolerance=None), BODY, standard(), SECRET)


@pytest.mark.parametrize("timestamp", ["soon", "-1", "1e9", "1614265330.0", "+1", "\u0661", "9" * 16])
def test_a_timestamp_is_a_number(timestamp: str) -> None:
    assert refused(standard(timestamp=timestamp)) == "the timestamp is not a number of seconds"


@pytest.mark.parametrize(
    "secret", ["", b"", [], [""], [SECRET, ""], "whsec_", "whsec_not base64!", "w\u00e9"]
)
def test_a_secret_that_cannot_be_one(secret: Any) -> None:
    with pytest.raises(CredentialError) as caught:
        verify(STANDARD, BODY, standard(), secret, NOW)
    assert "not base64!" not in str(caught.value)


@pytest.mark.parametrize("secret", [None, 1, [None]])
def test_a_secret_of_another_type(secret: Any) -> None:
    with pytest.raises(TypeError):
        verify(STANDARD, BODY, standard(), secret, NOW)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        verify(STANDARD, BODY, standard(), SECRET, dt.datetime(2021, 2, 25))


def test_headers_by_another_name() -> None:
    headers = {name.replace("webhook-", "svix-"): value for name, value in standard().items()}
    verify(StandardWebhooks(header_prefix="svix-"), BODY, headers, SECRET, NOW)
    assert refused(standard(), signature=StandardWebhooks(header_prefix="svix-")) == (
        "the header svix-id is missing"
    )


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("encoding", ["hex", "base64"])
def test_hmac_in_a_header(algorithm: Any, encoding: Any) -> None:
    digest = hmac.new(b"secret", BODY, algorithm)
    text = digest.hexdigest() if encoding == "hex" else base64.b64encode(digest.digest()).decode()
    scheme = HmacSignature("X-Signature", algorithm, encoding, prefix="sig=")
    verify(scheme, BODY, {"x-signature": f"sig={text}"}, "secret")
    verify(scheme, BODY, {"X-Signature": f"sig={text}"}, [b"other", b"secret"])
    options: dict[str, Any] = {"signature": scheme, "secret": "secret"}
    assert "does not match" in refused({"x-signature": f"sig={text}"}, b"", **options)
    assert refused({"x-signature": text}, **options) == (
        "the header X-Signature has no signature that begins 'sig='"
    )
    assert refused({}, **options) == "the header X-Signature is missing"


def test_hexadecimal_in_capitals() -> None:
    verify(HmacSignature("s"), BODY, {"s": hmac.new(b"k", BODY, "sha256").hexdigest().upper()}, "k")


def test_hmac_over_id_time_and_body() -> None:
    scheme = HmacSignature(
        "sig", payload="v0:{id}:{timestamp}:{body}", timestamp_header="X-Time", id_header="X-Id"
    )
    body = b'{"a": "{timestamp}"}'
    text = hmac.new(b"k", b"v0:7:%d:" % NOW + body, "sha256").hexdigest()
    headers = {"sig": text, "x-time": str(NOW), "x-id": "7"}
    verify(scheme, body, headers, "k", NOW)
    options: dict[str, Any] = {"signature": scheme, "secret": "k"}
    assert "too old" in refused(headers, body, **options, now=NOW + 301)
    assert "does not match" in refused({**headers, "x-id": "8"}, body, **options)
    assert refused({"sig": text, "x-id": "7"}, body, **options) == "the header X-Time is missing"
    assert refused({"sig": text, "x-time": str(NOW)}, body, **options) == "the header X-Id is missing"


def test_time_and_signatures_in_one_header() -> None:
    scheme = HmacSignature(
        "Stripe-Signature", payload="{timestamp}.{body}", timestamp_key="t", signature_key="v1"
    )
    text = hmac.new(b"k", b"%d." % NOW + BODY, "sha256").hexdigest()
    verify(scheme, BODY, {"stripe-signature": f"t={NOW},v1={'0' * 64}, v1={text},v0=x"}, "k", NOW)
    options: dict[str, Any] = {"signature": scheme, "secret": "k"}
    assert "does not match" in refused({"stripe-signature": f"t={NOW},v1={text[:-1]}"}, **options)
    assert "does not match" in refused({"stripe-signature": f"t={NOW - 1},v1={text}"}, **options)
    assert refused({"stripe-signature": f"v1={text}"}, **options) == "the header Stripe-Signature has no t="
    assert refused({"stripe-signature": f"t={NOW},v0={text}"}, **options) == (
        "the header Stripe-Signature has no signature that begins 'v1='"
    )
    assert "too old" in refused({"stripe-signature": f"t={NOW},v1={text}"}, **options, now=NOW + 999)


def test_errors_are_ours_and_can_be_pickled() -> None:
    for error in (WebhookVerificationError("m"), WebhookPayloadError("m", text="t", invalid_fields=("",))):
        assert isinstance(error, ApiError)
        assert isinstance(error, ValueError)
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), vars(again)) == ("m", vars(error))


class Pet(Model):
    name: str
    age: int | None = None


PET: Payload[Pet] = Payload("sdk", "newPet", lambda: Pet)


@pytest.mark.parametrize("body", ['{"name": "Rex", "x": 1}', b'{"name": "Rex", "x": 1}'])
def test_a_body_is_read(body: bytes | str) -> None:
    pet = PET.read(body)
    assert pet == Pet.from_dict({"name": "Rex", "x": 1})
    assert pet.to_dict() == {"name": "Rex", "x": 1}


def test_a_body_that_differs_is_kept_with_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "sdk"):
        pet = PET.read('{"age": "old"}')
    assert pet.to_dict() == {"age": "old"}
    assert pet.invalid_fields == ("/name", "/age")
    assert caplog.messages == ["webhook newPet: 2 value(s) differ from the documented type: /name, /age"]


@pytest.mark.parametrize(
    ("body", "message", "fields"),
    [
        (b"<p>", "the body of the webhook 'newPet' is not JSON", ()),
        (b"\xff\xfe\xff", "the body of the webhook 'newPet' is not JSON", ()),
        (b" ", "the body of the webhook 'newPet' is empty", ()),
        (b"[]", "the body of the webhook 'newPet' is an array, not of the documented kind", ("",)),
        (b"null", "the body of the webhook 'newPet' is null, not of the documented kind", ("",)),
    ],
)
def test_a_body_that_cannot_be_read(body: bytes, message: str, fields: tuple[str, ...]) -> None:
    with pytest.raises(WebhookPayloadError) as caught:
        PET.read(body)
    assert (str(caught.value), caught.value.invalid_fields) == (message, fields)
    assert caught.value.text == body.decode("utf-8", "replace")
