"""Signatures of webhooks: whether the API sent a request, and when.

Two ways: Standard Webhooks (https://www.standardwebhooks.com), and the HMAC (RFC 2104) schemes that vendors
have of their own. A signature is over the bytes of the body as they arrived: JSON that was read and written
again has another one.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .errors import CredentialError, WebhookVerificationError

__all__ = ["HmacSignature", "Secret", "Signature", "StandardWebhooks", "secrets_of"]

Secret: TypeAlias = str | bytes | Sequence[str | bytes]
"""What signatures are made with: one secret, or several while one replaces another."""

_PLACEHOLDER = re.compile(r"\{(body|timestamp|id)\}")


@dataclass(frozen=True, slots=True)
class StandardWebhooks:
    """Standard Webhooks 1.0, symmetric: `v1,<base64 of HMAC-SHA256>` of `id.timestamp.body`.

    Attributes:
        header_prefix: What the names of the three headers begin with.
        tolerance: Seconds by which the timestamp may differ from now, both ways; None: it may be any.
    """

    header_prefix: str = "webhook-"
    tolerance: int | None = 300

    def check(
        self, body: bytes, headers: Mapping[str, str], secrets: Sequence[str | bytes], now: float
    ) -> None:
        """Return if one of the signatures was made with one of the secrets.

        Args:
            body: The body as it arrived.
            headers: The headers, by name in lower case.
            secrets: As text, `whsec_` and base64, the prefix being optional; as bytes, the key itself.
            now: Seconds since 1970.

        Raises:
            CredentialError: A secret is empty, or is text and not base64.
            WebhookVerificationError: A header is missing, the signature is wrong, or the time is.
        """
        keys = [_standard_key(secret) for secret in secrets]
        id = _header(headers, f"{self.header_prefix}id")
        timestamp = _header(headers, f"{self.header_prefix}timestamp")
        given = _header(headers, f"{self.header_prefix}signature")
        _check_time(timestamp, now, self.tolerance)
        versions = [part.partition(",") for part in given.split(" ")]
        signatures = [text for version, _, text in versions if version == "v1"]
        if not signatures:
            raise WebhookVerificationError(
                f"the header {self.header_prefix}signature has no signature of version v1"
            )
        signed = b".".join((_bytes(id), _bytes(timestamp), body))
        expected = [base64.b64encode(hmac.digest(key, signed, "sha256")).decode() for key in keys]
        _compare(expected, signatures)


@dataclass(frozen=True, slots=True)
class HmacSignature:
    """An HMAC in a header, as the configuration describes it.

    Attributes:
        header: Name of the header with the signature.
        algorithm: The hash function.
        encoding: How the signature is written.
        prefix: What stands before it (`sha256=`).
        payload: What is signed: text with `{body}`, `{timestamp}` and `{id}`.
        timestamp_header: Name of the header with the time, in seconds since 1970; None: there is none.
        id_header: Name of the header with the message's id; None: there is none.
        timestamp_key: In a header of the form `t=1,v1=abc`: the key of the time.
        signature_key: In such a header: the key of the signatures; None: the header is one signature.
        tolerance: Seconds by which the time, if any, may differ from now, both ways; None: it may be any.
    """

    header: str
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    payload: str = "{body}"
    timestamp_header: str | None = None
    id_header: str | None = None
    timestamp_key: str | None = None
    signature_key: str | None = None
    tolerance: int | None = 300

    def check(
        self, body: bytes, headers: Mapping[str, str], secrets: Sequence[str | bytes], now: float
    ) -> None:
        """Return if the signature was made with one of the secrets. Text is taken as its UTF-8 bytes.

        Arguments and errors are those of `StandardWebhooks.check`.
        """
        given = _header(headers, self.header)
        members = _members(given) if self.signature_key is not None else []
        facts: dict[str, bytes] = {"body": body}
        timestamp = None
        if self.timestamp_key is not None:
            timestamp = next((value for key, value in members if key == self.timestamp_key), None)
            if timestamp is None:
                raise WebhookVerificationError(f"the header {self.header} has no {self.timestamp_key}=")
        elif self.timestamp_header is not None:
            timestamp = _header(headers, self.timestamp_header)
        if timestamp is not None:
            _check_time(timestamp, now, self.tolerance)
            facts["timestamp"] = _bytes(timestamp)
        if self.id_header is not None:
            facts["id"] = _bytes(_header(headers, self.id_header))
        texts = [value for key, value in members if key == self.signature_key] if members else [given]
        signatures = [text.removeprefix(self.prefix) for text in texts if text.startswith(self.prefix)]
        if not signatures:
            wanted = f"{self.signature_key}={self.prefix}" if self.signature_key else self.prefix
            raise WebhookVerificationError(
                f"the header {self.header} has no signature that begins {wanted!r}"
            )
        if self.encoding == "hex":
            signatures = [text.lower() for text in signatures]
        signed = self._signed(facts)
        digests = [hmac.digest(_bytes(secret), signed, self.algorithm) for secret in secrets]
        _compare([self._encoded(digest) for digest in digests], signatures)

    def _signed(self, facts: Mapping[str, bytes]) -> bytes:
        parts = _PLACEHOLDER.split(self.payload)
        # Text and names of placeholders take turns.
        return b"".join(facts[part] if number % 2 else part.encode() for number, part in enumerate(parts))

    def _encoded(self, digest: bytes) -> str:
        return digest.hex() if self.encoding == "hex" else base64.b64encode(digest).decode()


Signature: TypeAlias = StandardWebhooks | HmacSignature
"""How the requests of an API are signed."""


def secrets_of(secret: Secret) -> list[str | bytes]:
    """Return the secrets as a list.

    Raises:
        CredentialError: There is none, or one is empty: anybody could sign with it.
        TypeError: One is neither text nor bytes.
    """
    secrets = [secret] if isinstance(secret, (str, bytes)) else list(secret)
    for each in secrets:
        # Callers without a type checker give what `os.environ.get` returned.
        if not isinstance(each, (str, bytes)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"a webhook's secret is text or bytes, not {type(each).__name__}")
    if not secrets or not all(secrets):
        raise CredentialError("the webhook's secret is empty: with it, no signature can be trusted")
    return secrets


def _standard_key(secret: str | bytes) -> bytes:
    if isinstance(secret, bytes) and not secret.startswith(b"whsec_"):
        return secret
    text = secret.decode("latin-1") if isinstance(secret, bytes) else secret
    try:
        key = base64.b64decode(text.strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        # Not from the error: it might show the secret.
        raise CredentialError("the webhook's secret is not `whsec_` and base64") from None
    if not key:
        raise CredentialError("the webhook's secret is empty: with it, no signature can be trusted")
    return key


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "").strip()
    if not value:
        raise WebhookVerificationError(f"the header {name} is missing")
    return value


def _members(header: str) -> list[tuple[str, str]]:
    found = [part.strip().partition("=") for part in header.split(",")]
    return [(key, value) for key, _, value in found]


def _check_time(timestamp: str, now: float, tolerance: int | None) -> None:
    if not re.fullmatch(r"[0-9]{1,15}", timestamp):
        raise WebhookVerificationError("the timestamp is not a number of seconds")
    age = now - int(timestamp)
    if tolerance is None or abs(age) <= tolerance:
        return
    when = "old" if age > 0 else "far in the future"
    raise WebhookVerificationError(
        f"the timestamp is too {when}: it differs by {abs(age):.0f} seconds, and {tolerance} are allowed"
    )


def _compare(expected: Sequence[str], given: Sequence[str]) -> None:
    """Compare in a time that says nothing about the right signature."""
    matches = [hmac.compare_digest(right.encode(), _bytes(text)) for right in expected for text in given]
    if not any(matches):
        raise WebhookVerificationError("the signature does not match: another secret, or another body")
