"""Requests that an API might send, with their signatures: for the generated tests."""

from __future__ import annotations

import base64
import hmac
import json

from generator.ir.model import HmacHeader, Signing, StandardSignature
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject

NOW = 1700000000
"""When the requests are sent, in seconds since 1970."""
_ID = "msg_1"
_KEY = b"test"


def secret_of(signing: Signing | None) -> str | None:
    """The secret that the requests are signed with, as callers give it."""
    if isinstance(signing, StandardSignature):
        return f"whsec_{base64.b64encode(_KEY).decode()}"
    return None if signing is None else _KEY.decode()


def headers_of(signing: Signing | None, body: Json) -> JsonObject:
    """The headers of a request whose body is what `json.dumps` makes of a value."""
    text = json.dumps(thaw(body))
    match signing:
        case None:
            found: dict[str, str] = {}
        case StandardSignature(start):
            signature = base64.b64encode(_digest(f"{_ID}.{NOW}.{text}", "sha256")).decode()
            found = {f"{start}id": _ID, f"{start}timestamp": str(NOW), f"{start}signature": f"v1,{signature}"}
        case HmacHeader():
            found = _of_hmac(signing, text)
    return JsonObject(tuple(found.items()))


def _of_hmac(signing: HmacHeader, body: str) -> dict[str, str]:
    before, _, after = signing.payload.partition("{body}")
    before, after = (part.replace("{timestamp}", str(NOW)).replace("{id}", _ID) for part in (before, after))
    digest = _digest(f"{before}{body}{after}", signing.algorithm)
    text = digest.hex() if signing.encoding == "hex" else base64.b64encode(digest).decode()
    text = f"{signing.prefix}{text}"
    if signing.signature_key is not None:
        text = f"{signing.signature_key}={text}"
    if signing.timestamp_key is not None:
        text = f"{signing.timestamp_key}={NOW},{text}"
    found = {signing.header: text}
    if signing.timestamp_header is not None:
        found[signing.timestamp_header] = str(NOW)
    if signing.id_header is not None:
        found[signing.id_header] = _ID
    return found


def _digest(text: str, algorithm: str) -> bytes:
    return hmac.digest(_KEY, text.encode(), algorithm)
