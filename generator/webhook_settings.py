"""`[sdk.NAME.webhooks]` of the configuration: how an API signs the requests that it sends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.toml_table import Table

WebhookScheme: TypeAlias = Literal["standard", "hmac", "none"]
HashName: TypeAlias = Literal["sha1", "sha256", "sha512"]
Encoding: TypeAlias = Literal["hex", "base64"]

_SCHEMES: tuple[WebhookScheme, ...] = ("standard", "hmac", "none")
_HASHES: tuple[HashName, ...] = ("sha256", "sha1", "sha512")
_ENCODINGS: tuple[Encoding, ...] = ("hex", "base64")
_OF_HMAC = ("header", "payload", "prefix", "timestamp_header", "id_header", "timestamp_key", "signature_key")


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """How the API signs its requests; `runtime/signatures.py` says what each field means.

    `tolerance` is in seconds. `header_prefix` is for "standard", what stands below it for "hmac".
    """

    scheme: WebhookScheme = "standard"
    tolerance: int = 300
    header_prefix: str = "webhook-"
    header: str = ""
    algorithm: HashName = "sha256"
    encoding: Encoding = "hex"
    prefix: str = ""
    payload: str = "{body}"
    timestamp_header: str | None = None
    id_header: str | None = None
    timestamp_key: str | None = None
    signature_key: str | None = None


def webhook_settings(sdk: Table) -> WebhookSettings | None:
    """The table of an SDK; None when it has none. Faults are CONF001 and CONF002."""
    table = sdk.table("webhooks")
    if table is None:
        return None
    settings = WebhookSettings(
        scheme=table.choice("scheme", _SCHEMES, "hmac" if "header" in table.data else "standard"),
        tolerance=table.whole("tolerance", 300),
        header_prefix=table.text("header_prefix", _header) or "webhook-",
        header=table.text("header", _header) or "",
        algorithm=table.choice("algorithm", _HASHES, "sha256"),
        encoding=table.choice("encoding", _ENCODINGS, "hex"),
        prefix=table.text("prefix") or "",
        payload=table.text("payload", _payload) or "{body}",
        timestamp_header=table.text("timestamp_header", _header),
        id_header=table.text("id_header", _header),
        timestamp_key=table.text("timestamp_key", _key),
        signature_key=table.text("signature_key", _key),
    )
    table.close()
    if not table.faulty:
        _check(table, settings)
    return settings


def _check(table: Table, settings: WebhookSettings) -> None:
    def wrong(key: str, message: str) -> None:
        table.source.wrong((*table.path, key), message)

    given = table.data
    if settings.scheme != "hmac":
        for key in ("algorithm", "encoding", *_OF_HMAC):
            if key in given:
                wrong(key, f"{key!r} is for the scheme 'hmac', and this is {settings.scheme!r}")
        return
    if not settings.header:
        wrong("scheme", "the scheme 'hmac' needs `header`: the name of the header with the signature")
    if "header_prefix" in given:
        wrong("header_prefix", "'header_prefix' is for the scheme 'standard', and this is 'hmac'")
    has_time = settings.timestamp_header is not None or settings.timestamp_key is not None
    if "{timestamp}" in settings.payload and not has_time:
        wrong("payload", "`{timestamp}` needs `timestamp_header` or `timestamp_key`")
    if has_time and "{timestamp}" not in settings.payload:
        # A time that is not signed protects from nothing: whoever sends an old request again changes it.
        wrong("payload", "a timestamp needs `{timestamp}` in `payload`")
    if ("{id}" in settings.payload) != (settings.id_header is not None):
        wrong("payload", "`{id}` in `payload` and `id_header` go together")
    if settings.timestamp_key is not None and settings.signature_key is None:
        wrong("timestamp_key", "'timestamp_key' needs `signature_key`: both are in one header")
    if settings.timestamp_key is not None and settings.timestamp_header is not None:
        wrong("timestamp_key", "there is one timestamp: in 'timestamp_header' or under 'timestamp_key'")


def _header(text: str) -> str | None:
    return None if re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", text) else f"{text!r} is not a header's name"


def _key(text: str) -> str | None:
    return None if re.fullmatch(r"[^\s=,]+", text) else f"{text!r} is not a key: no space, `=` or `,`"


def _payload(text: str) -> str | None:
    unknown = [
        part for part in re.findall(r"\{[^{}]*\}", text) if part not in ("{body}", "{timestamp}", "{id}")
    ]
    if unknown:
        return f"{unknown[0]!r} is not one of `{{body}}`, `{{timestamp}}`, `{{id}}`"
    return None if text.count("{body}") == 1 else "`{body}` must stand in it once"
