"""The module `webhooks` of a package, and what its documents say of it, as views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Definition,
    HmacHeader,
    Pointer,
    PyName,
    Signing,
    StandardSignature,
    Type,
    Webhook,
)
from generator.render import signed
from generator.render.prose import client_title, section, sentence, summary_lines
from generator.render.python_types import FORMATS, Side, Spelling, words_in
from generator.render.safe import WIDTH, Safe, cell, code_span, docstring, literal, name, paragraph
from generator.render.samples import Samples
from generator.render.views import Pair
from generator.render.webhook_views import FunctionView, WebhookRowView, WebhooksView

_COLUMNS = WIDTH - 4
_CHECK_ERRORS = (
    ("CredentialError", "The secret is empty or malformed."),
    (
        "WebhookVerificationError",
        "A header is missing, the signature is wrong, or the request is too old.",
    ),
)
_READ_ERROR = ("WebhookPayloadError", "The body is not JSON, or not of a documented kind.")
_ALL = PyName("parse_webhook")


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Makes the views of what an API sends."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    @property
    def is_there(self) -> bool:
        """Whether the package has the module."""
        events = self.api.events
        return events.signing is not None or events.union is not None

    def view(self) -> WebhooksView:
        """The module; nothing in it where the API sends nothing."""
        events = self.api.events
        signature = _signature(events.signing)
        functions = [] if events.union is None else [self._whole(events.union)]
        functions += [
            self._function(webhook, webhook.type) for webhook in events.webhooks if webhook.type is not None
        ]
        names = [str(function.name) for function in functions]
        return WebhooksView(
            is_there=self.is_there,
            docstring=docstring([f"The requests that {client_title(self.api)} sends: read, and checked."]),
            imports=self._imports(functions, signature),
            exports=tuple(map(Safe, sorted([*names, *(["verify_webhook"] if signature else [])]))),
            signature=signature,
            verify_docstring=docstring(
                [
                    f"Return if a request was sent by {client_title(self.api)}.",
                    *self._arguments(),
                    *section("Raises", _CHECK_ERRORS, _COLUMNS),
                ],
                "    ",
            ),
            package_literal=literal(str(self.api.project.package)),
            functions=tuple(functions),
            rows=tuple(self._row(webhook) for webhook in events.webhooks),
            all=self._all_row(events.union),
            how=Safe(_in_words(events.signing)),
            example=self._example(),
            secret=literal(signed.secret_of(events.signing)),
            now=literal(signed.NOW),
        )

    def _whole(self, union: Type) -> FunctionView:
        lines = [
            (
                f"Read the body of any request that {client_title(self.api)} sends."
                if self.api.events.signing is None
                else f"Check and read any request that {client_title(self.api)} sends."
            ),
            *self._arguments(),
            *section(
                "Raises",
                [*(_CHECK_ERRORS if self.api.events.signing is not None else ()), _READ_ERROR],
                _COLUMNS,
            ),
        ]
        return self._view(_ALL, "webhook", union, lines)

    def _function(self, webhook: Webhook, type: Type) -> FunctionView:
        width = WIDTH - 4
        lines = summary_lines(webhook.summary, webhook.description, width)
        lines = lines or [
            f"The {'callback' if _is_callback(webhook) else 'webhook'} `{paragraph(webhook.wire)}`."
        ]
        if webhook.deprecated:
            lines += ["", "Deprecated by the API."]
        lines += ["", "Arguments and errors are those of `parse_webhook`."]
        return self._view(webhook.name, webhook.wire, type, lines)

    def _view(self, function: PyName, wire: str, type: Type, lines: list[str]) -> FunctionView:
        spelling = Spelling(self.definitions, prefix="types.")
        sample = Samples(self.definitions).value(type, "value", full=False).wire
        return FunctionView(
            name=name(function),
            constant=Safe(f"_{name(function).removeprefix('parse_').upper()}"),
            wire=literal(wire),
            annotation=spelling.text(type, Side.RETURNED),
            read=spelling.value(type),
            docstring=docstring(lines, "    "),
            sample=literal(sample),
            headers=literal(signed.headers_of(self.api.events.signing, sample)),
        )

    def _arguments(self) -> list[str]:
        body = "The body as it arrived"
        signing = self.api.events.signing
        if signing is None:
            return section("Args", [("body", f"{body}.")], _COLUMNS)
        secret = (
            "`whsec_` and base64, as it is given out; bytes are the key itself."
            if isinstance(signing, StandardSignature)
            else "Text is taken as its UTF-8 bytes."
        )
        return section(
            "Args",
            [
                (
                    "body",
                    f"{body}, byte for byte: JSON that was read and written again has another signature.",
                ),
                ("headers", "The headers, by name in any case."),
                (
                    "secret",
                    f"The secret that requests are signed with. {secret} "
                    "Several, while one replaces another: one of them has to match.",
                ),
                (
                    "now",
                    "The time to take for now, in seconds since 1970 or with a time zone. "
                    "Default: the clock's.",
                ),
            ],
            _COLUMNS,
        )

    def _imports(self, functions: list[FunctionView], signature: Safe) -> tuple[Safe, ...]:
        words = words_in(text for view in functions for text in (view.annotation, view.read))
        lines: list[str] = []
        if signature or "dt" in words:
            lines.append("import datetime as dt")
        if signature:
            lines.append("from collections.abc import Mapping")
        if "Decimal" in words:
            lines.append("from decimal import Decimal")
        typing = [word for word in ("Annotated", "Any", "Literal", "Optional") if word in words]
        if typing:
            lines.append(f"from typing import {', '.join(typing)}")
        if "UUID" in words:
            lines.append("from uuid import UUID")
        if lines:
            lines.append("")
        if "types" in words:
            lines.append("from . import types")
        formats = sorted({"Kinds", *FORMATS.values()} & words)
        if formats:
            lines.append(f"from ._runtime.formats import {', '.join(formats)}")
        if signature:
            kind = signature.partition("(")[0]
            lines.append(f"from ._runtime.signatures import {', '.join(sorted([kind, 'Secret']))}")
        unions = sorted({"ByTag", "InOrder"} & words)
        if unions:
            lines.append(f"from ._runtime.unions import {', '.join(unions)}")
        runtime = [*(["Payload"] if functions else []), *(["verify"] if signature else [])]
        lines.append(f"from ._runtime.webhooks import {', '.join(runtime)}")
        return tuple(map(Safe, lines))

    def _row(self, webhook: Webhook) -> WebhookRowView:
        spelling = Spelling(self.definitions, prefix="types.")
        returned = "" if webhook.type is None else code_span(spelling.text(webhook.type, Side.RETURNED))
        said = paragraph(webhook.summary) or paragraph(webhook.description).partition(". ")[0]
        text = f"{'Deprecated. ' if webhook.deprecated else ''}{sentence(said)}"
        return WebhookRowView(
            wire=cell(code_span(webhook.wire)),
            function=code_span(f"{webhook.name}()") if webhook.type is not None else Safe(""),
            type=cell(returned),
            text=cell(f"{text}{_owner(self.api, webhook)}".strip()),
        )

    def _all_row(self, union: Type | None) -> tuple[Pair, ...]:
        if union is None:
            return ()
        text = Spelling(self.definitions, prefix="types.").text(union, Side.RETURNED)
        return (Pair(code_span("parse_webhook()"), code_span(text)),)

    def _example(self) -> Safe:
        api = self.api
        package = api.project.package
        if api.events.signing is None:
            return Safe(
                f"from {package} import webhooks\n\n\ndef handle(body: bytes) -> None:\n"
                "    event = webhooks.parse_webhook(body)\n    print(event)"
            )
        call = "event = webhooks.parse_webhook" if api.events.union is not None else "webhooks.verify_webhook"
        return Safe(
            f"import os\n\nfrom {package} import WebhookVerificationError, webhooks\n\n\n"
            "def handle(body: bytes, headers: dict[str, str]) -> int:\n    try:\n"
            f'        {call}(body, headers, secret=os.environ["{api.environment_prefix}_WEBHOOK_SECRET"])\n'
            "    except WebhookVerificationError:\n        return 400\n"
            f"{'    print(event)' + chr(10) if api.events.union is not None else ''}    return 204"
        )


def _is_callback(webhook: Webhook) -> bool:
    return not webhook.id.startswith("#/webhooks/")


def _owner(api: Api, webhook: Webhook) -> str:
    if webhook.callback_of is None:
        return ""
    for operation in api.operations():
        if operation.id == webhook.callback_of:
            return f" A callback of `client.{'.'.join((*operation.group, operation.name))}()`."
    return ""


def _signature(signing: Signing | None) -> Safe:
    match signing:
        case None:
            return Safe("")
        case StandardSignature():
            given = _changed(
                ("header_prefix", signing.header_prefix, "webhook-"), _tolerance(signing.tolerance)
            )
            return Safe(f"StandardWebhooks({given})")
        case HmacHeader():
            given = _changed(
                ("header", signing.header, None),
                ("algorithm", signing.algorithm, "sha256"),
                ("encoding", signing.encoding, "hex"),
                ("prefix", signing.prefix, ""),
                ("payload", signing.payload, "{body}"),
                ("timestamp_header", signing.timestamp_header, None),
                ("id_header", signing.id_header, None),
                ("timestamp_key", signing.timestamp_key, None),
                ("signature_key", signing.signature_key, None),
                _tolerance(signing.tolerance),
            )
            return Safe(f"HmacSignature({given})")


def _tolerance(seconds: int) -> tuple[str, int, int]:
    return ("tolerance", seconds, 300)


def _changed(*arguments: tuple[str, str | int | None, str | int | None]) -> str:
    return ", ".join(f"{key}={literal(value)}" for key, value, usual in arguments if value != usual)


def _in_words(signing: Signing | None) -> str:
    match signing:
        case None:
            return "They are not signed: whoever knows the address can send them."
        case StandardSignature(prefix, tolerance):
            return (
                f"They are signed by [Standard Webhooks](https://www.standardwebhooks.com) (headers "
                f"{code_span(prefix + 'id')}, {code_span(prefix + 'timestamp')} and "
                f"{code_span(prefix + 'signature')}); those more than {tolerance} seconds old are refused."
            )
        case HmacHeader():
            age = ""
            if signing.timestamp_header or signing.timestamp_key:
                age = f"; those more than {signing.tolerance} seconds old are refused"
            return (
                f"They are signed by HMAC-{signing.algorithm.upper()} of {code_span(signing.payload)} "
                f"in the header {code_span(signing.header)}{age}."
            )
