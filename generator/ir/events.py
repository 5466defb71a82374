"""What an API sends by itself: webhooks and callbacks. Part of the IR; `generator.ir.model` offers it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from generator.diagnostics import Location
from generator.ir.shapes import Pointer, PyName, Type


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends (OpenAPI 3.1 §4.8.1 `webhooks`, §4.8.18).

    `name` is that of the function that reads its body, if there is one; `wire` the webhook's or callback's in
    the document. `type` is what the body is, None where that is not JSON, or there is none. `callback_of` is
    the operation whose callback it is, when it is that of one.
    """

    id: Pointer
    name: PyName
    wire: str
    type: Type | None
    schema: Pointer | None = None
    callback_of: Pointer | None = None
    summary: str = field(default="", compare=False)
    description: str = field(default="", compare=False)
    deprecated: bool = False
    origin: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class StandardSignature:
    """Requests are signed by Standard Webhooks; the three headers' names begin with `header_prefix`."""

    header_prefix: str
    tolerance: int


@dataclass(frozen=True, slots=True)
class HmacHeader:
    """Requests have an HMAC in a header; see `runtime/signatures.py` for what each part means."""

    header: str
    algorithm: Literal["sha1", "sha256", "sha512"]
    encoding: Literal["hex", "base64"]
    prefix: str
    payload: str
    timestamp_header: str | None
    id_header: str | None
    timestamp_key: str | None
    signature_key: str | None
    tolerance: int


Signing: TypeAlias = StandardSignature | HmacHeader


@dataclass(frozen=True, slots=True)
class Events:
    """All that the API sends. `signing` None: requests are not signed; `union` is any of the payloads."""

    webhooks: tuple[Webhook, ...] = ()
    union: Type | None = None
    signing: Signing | None = None

    def types(self) -> tuple[Type, ...]:
        """The types of all payloads, and their union."""
        found = [webhook.type for webhook in self.webhooks if webhook.type is not None]
        return tuple(found) if self.union is None else (*found, self.union)
