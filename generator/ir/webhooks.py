"""Webhooks and callbacks: the requests that an API sends (OpenAPI 3.1 §4.8.1, §4.8.18)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from generator.ir import media, names, position, words
from generator.ir.events import Events, HmacHeader, Signing, StandardSignature, Webhook
from generator.ir.graph import renamed_type
from generator.ir.model import Direction, Pointer, PyName, Rename, Type
from generator.ir.operations import MethodNames
from generator.ir.refs import References
from generator.ir.types import TypeBuilder
from generator.load.document import Document
from generator.spec import model as spec
from generator.webhook_settings import WebhookSettings

_UNION = Pointer("#/webhooks!event")
# What the module has for all webhooks together.
_RESERVED = frozenset({"parse_webhook"})


@dataclass(frozen=True, slots=True)
class _Request:
    """A request of the API's, and what it is called after."""

    operation: spec.Operation
    wire: str
    words: str
    callback_of: Pointer | None = None


class WebhookBuilder:
    """Turns webhooks and callbacks into `Webhook`s, with the names of their functions."""

    def __init__(
        self,
        references: References,
        types: TypeBuilder,
        document: Document,
        report: Callable[[str, str, str], None],
        kept: Mapping[str, str],
        chosen: Mapping[str, str],
    ) -> None:
        self._references = references
        self._types = types
        self._document = document
        self._report = report
        self._kept = kept
        self._chosen = chosen
        self.renames: tuple[Rename, ...] = ()
        self.names: dict[str, PyName] = {}

    def build(
        self, document: spec.Spec, named: Mapping[str, MethodNames], settings: WebhookSettings | None
    ) -> Events:
        """All that the API sends.

        Args:
            document: The parsed document.
            named: What the parts of each operation are called after, by pointer.
            settings: What the configuration says of signatures; None: Standard Webhooks.
        """
        requests = _requests(document, named)
        bodies: list[spec.Schema] = []
        webhooks = self._named(requests, [self._webhook(request, bodies) for request in requests])
        if not webhooks and settings is None:
            return Events()
        settings = settings or WebhookSettings()
        return Events(webhooks, self._union(bodies), _signing(settings))

    def _named(self, requests: list[_Request], webhooks: list[Webhook]) -> tuple[Webhook, ...]:
        """The webhooks with the names of the functions that read them; those that nothing reads have none."""
        methods = Counter(
            (request.words, webhook.type is None) for request, webhook in zip(requests, webhooks, strict=True)
        )
        claims: list[names.Claim] = []
        for request, webhook in zip(requests, webhooks, strict=True):
            if webhook.type is None:
                continue
            plain = f"parse_{names.variable(request.words, 'event')}"
            several = methods[request.words, False] > 1
            other = f"{plain}_{request.operation.method.lower()}"
            candidates = (plain, other) if several else (plain,)
            claims.append(names.Claim(webhook.id, candidates, self._chosen.get(webhook.id)))
        naming = names.assign(claims, reserved=_RESERVED, kept=self._kept)
        self.renames, self.names = naming.renames, dict(naming.names)
        return tuple(replace(each, name=naming.names.get(each.id, PyName(""))) for each in webhooks)

    def _webhook(self, request: _Request, bodies: list[spec.Schema]) -> Webhook:
        operation = request.operation
        webhook = Webhook(
            id=Pointer(operation.pointer),
            name=PyName(""),
            wire=request.wire,
            type=None,
            callback_of=request.callback_of,
            summary=(operation.summary or "").strip(),
            description=(operation.description or "").strip(),
            deprecated=operation.deprecated,
            origin=self._document.locate(operation.pointer, key=True),
        )
        if operation.request_body is None:
            return webhook
        body = self._references.record(operation.request_body, spec.RequestBody)
        if body is None or not body.content:
            return webhook
        item = media.best(body.content)[0]
        readable = media.is_json(item.media_type) or media.is_anything(item.media_type)
        if not readable:
            self._report(
                "UNSUPPORTED001",
                f"a webhook's body of '{item.media_type}' is not read; its signature can be checked",
                item.pointer,
            )
            return webhook
        schema = item.schema or spec.Schema(item.pointer)
        use = self._types.use(schema, position.event(request.words), Direction.OUTPUT)
        bodies.append(schema)
        return replace(webhook, type=use.whole, schema=Pointer(schema.pointer))

    def _union(self, bodies: list[spec.Schema]) -> Type | None:
        if not bodies:
            return None
        place = position.Position("WebhookEvent", "AnyWebhookEvent", "WebhookEvent", "WebhookEvent")
        different: dict[str, spec.Schema] = {}
        for schema in bodies:
            resolved = self._references.schema(schema)
            different.setdefault(schema.pointer if resolved is None else resolved.pointer, schema)
        if len(different) == 1:
            return self._types.use(bodies[0], place, Direction.OUTPUT).whole
        union = spec.Schema(
            str(_UNION), any_of=tuple(different.values()), description="What any of the webhooks sends."
        )
        return self._types.named(union, place, Direction.OUTPUT, by_place=False).whole


def moved(document: spec.Spec) -> spec.Spec:
    """The document with the operations that its API sends (`x-sdksmith-webhook`) among its webhooks, called
    after their method or operationId.
    """
    sent = [item for item in document.operations if _is_sent(item)]
    if not sent:
        return document
    called = tuple(replace(item, path=_called(item)) for item in sent)
    rest = tuple(item for item in document.operations if not _is_sent(item))
    return replace(document, operations=rest, webhooks=(*document.webhooks, *called))


def _is_sent(operation: spec.Operation) -> bool:
    return dict(operation.extensions).get("x-sdksmith-webhook") is True


def _called(operation: spec.Operation) -> str:
    method = dict(operation.extensions).get("x-sdksmith-method")
    return (method if isinstance(method, str) else None) or operation.operation_id or operation.path


def merged(events: Events, ids: Mapping[Pointer, Pointer]) -> Events:
    """The same, with the ids it mentions replaced."""
    webhooks = tuple(
        webhook if webhook.type is None else replace(webhook, type=renamed_type(webhook.type, ids))
        for webhook in events.webhooks
    )
    union = None if events.union is None else renamed_type(events.union, ids)
    return replace(events, webhooks=webhooks, union=union)


def _requests(document: spec.Spec, named: Mapping[str, MethodNames]) -> list[_Request]:
    """By pointer; a callback that several operations share is called after itself alone."""
    found: dict[str, _Request] = {}
    for operation in document.webhooks:
        found[operation.pointer] = _Request(operation, operation.path, operation.path)
    for owner in document.operations:
        for callback in owner.callbacks:
            is_shared = not callback.pointer.startswith(f"{owner.pointer}/")
            title = words.snake(callback.name)
            if not is_shared:
                title = f"{words.snake(named[owner.pointer].type_prefix)}_{title}"
            for operation in callback.operations:
                found.setdefault(
                    operation.pointer,
                    _Request(operation, callback.name, title, None if is_shared else Pointer(owner.pointer)),
                )
    return [found[pointer] for pointer in sorted(found)]


def _signing(settings: WebhookSettings) -> Signing | None:
    match settings.scheme:
        case "none":
            return None
        case "standard":
            return StandardSignature(settings.header_prefix, settings.tolerance)
        case "hmac":
            return HmacHeader(
                settings.header,
                settings.algorithm,
                settings.encoding,
                settings.prefix,
                settings.payload,
                settings.timestamp_header,
                settings.id_header,
                settings.timestamp_key,
                settings.signature_key,
                settings.tolerance,
            )
