"""Changes of the package as a whole: its client, credentials, addresses, webhooks and error classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.diff import pairs
from generator.diff.access import address, is_elsewhere, scopes_changed, security
from generator.diff.changes import Draft, Side
from generator.diff.context import Context, TypeRules
from generator.diff.types import Relation, spell
from generator.ir.drafts import union_of
from generator.ir.model import (
    Api,
    Direction,
    HmacHeader,
    Scheme,
    Server,
    ServerVariable,
    Signing,
    StandardSignature,
    StatusError,
    Type,
    Webhook,
)

_PAYLOAD = TypeRules(
    "webhook-payload-changed",
    response_wider="webhook-payload-widened",
    response_narrower="webhook-payload-narrowed",
)


def package_changes(context: Context) -> Iterator[Draft]:
    """Everything that is not a method or a type."""
    old, new = context.old.api, context.new.api
    here = Draft("", str(new.client), old="#/info", new="#/info")
    if old.client != new.client:
        client = replace(here, subject=str(old.client))
        yield replace(client, rule="client-renamed", before=str(old.client), after=str(new.client))
    for rule, before, after in (
        ("package-renamed", str(old.project.package), str(new.project.package)),
        ("distribution-renamed", old.project.distribution, new.project.distribution),
    ):
        if before != after:
            yield replace(here, rule=rule, subject=before, before=before, after=after)
    if (old.title, old.description) != (new.title, new.description):
        yield replace(here, rule="package-documentation", before=old.title, after=new.title)
    yield from _credentials(context, here)
    yield from _servers(old, new, here)
    yield from _webhooks(context)
    if old.idempotency_header != new.idempotency_header:
        before, after = (
            str(header or "no header") for header in (old.idempotency_header, new.idempotency_header)
        )
        yield replace(here, rule="idempotency-header-changed", before=before, after=after)


def _credentials(context: Context, here: Draft) -> Iterator[Draft]:
    old, new = context.old.api, context.new.api
    default = replace(here, old="#/security", new="#/security")
    yield from security(context, old.security, new.security, default)
    yield from scopes_changed(old.scopes, new.scopes, default)
    for before, after in pairs.schemes(old.schemes, new.schemes):
        there = replace(here, old=_scheme_at(before) or here.old, new=_scheme_at(after) or here.new)
        if before is None and after is not None:
            yield replace(there, rule="scheme-added", part=after.name, after=_arguments(after))
        elif before is not None and after is None:
            yield replace(there, rule="scheme-removed", part=before.name, before=_arguments(before))
        elif before is not None and after is not None:
            yield from _scheme(before, after, there)


def _scheme(old: Scheme, new: Scheme, here: Draft) -> Iterator[Draft]:
    if _how(old) != _how(new):
        yield replace(here, rule="scheme-changed", part=_arguments(new), before=_how(old), after=_how(new))
    if len(old.arguments) != len(new.arguments):
        return  # The kind is another, as was said.
    for before, after in zip(old.arguments, new.arguments, strict=True):
        if before != after:
            yield replace(
                here, rule="credential-renamed", part=str(after), before=str(before), after=str(after)
            )
    for name, one, other in zip(new.arguments, old.environment, new.environment, strict=False):
        if one != other:
            rule = "environment-variable-renamed"
            yield replace(here, rule=rule, part=str(name), before=one, after=other)


def _how(scheme: Scheme) -> str:
    """How a credential travels."""
    words = scheme.kind.value
    if scheme.wire is not None:
        words += f" {scheme.wire}"
    return f"{words}, token from {scheme.token_url}" if scheme.token_url else words


def _arguments(scheme: Scheme) -> str:
    return " and ".join(scheme.arguments) or "a certificate"


def _scheme_at(scheme: Scheme | None) -> str | None:
    return None if scheme is None else f"#/components/securitySchemes/{scheme.name}"


def _servers(old: Api, new: Api, here: Draft) -> Iterator[Draft]:
    here = replace(here, old="#/servers", new="#/servers")
    first, now = (next(iter(api.servers), None) for api in (old, new))
    if is_elsewhere(first, now):
        yield replace(here, rule="server-changed", before=address(first), after=address(now))
    environment = replace(here, subject="Environment")
    ours, theirs = _environments(old), _environments(new)
    for name in sorted(ours.keys() | theirs.keys()):
        there = replace(environment, part=name)
        before, after = ours.get(name), theirs.get(name)
        if after is None:
            yield replace(there, rule="environment-removed", before=address(before))
        elif before is None:
            yield replace(there, rule="environment-added", after=address(after))
        elif is_elsewhere(before, after) and (before, after) != (first, now):
            yield replace(there, rule="environment-changed", before=address(before), after=address(after))
    yield from _services(old, new, environment)
    yield from _variables(old, new, here)


def _services(old: Api, new: Api, here: Draft) -> Iterator[Draft]:
    """The parts with an address each; the first is the default, whose address is the client's."""
    ours, theirs = ({service.name: service.servers[0] for service in api.services[1:]} for api in (old, new))
    for name in sorted(ours.keys() | theirs.keys()):
        places = (_called(api, name) or here.old for api in (old, new))
        there = replace(here, part=str(name), old=next(places), new=next(places))
        before, after = ours.get(name), theirs.get(name)
        if after is None:
            yield replace(there, rule="service-removed", before=address(before))
        elif before is None:
            yield replace(there, rule="service-added", after=address(after))
        elif is_elsewhere(before, after):
            yield replace(there, rule="service-changed", before=address(before), after=address(after))


def _called(api: Api, service: str) -> str | None:
    """Where an operation says that it belongs to a service."""
    return next((f"{each.id}/servers" for each in api.operations() if each.service == service), None)


def _environments(api: Api) -> dict[str, Server]:
    return {str(server.environment): server for server in api.servers if server.environment is not None}


def _variables(old: Api, new: Api, here: Draft) -> Iterator[Draft]:
    ours, theirs = _by_argument(old), _by_argument(new)
    for name, variable in theirs.items():
        there = replace(here, part=name)
        before = ours.get(name)
        needed = variable.default is None and (before is None or before.default is not None)
        if needed:
            yield replace(there, rule="server-variable-required")
        elif before is None:
            yield replace(there, rule="server-variable-added", after=variable.default or "")
        elif before.default != variable.default:
            texts = (str(before.default or "not given"), str(variable.default))
            yield replace(there, rule="server-variable-default", before=texts[0], after=texts[1])
    for name in ours.keys() - theirs.keys():
        yield replace(here, rule="server-variable-removed", part=name)


def _by_argument(api: Api) -> dict[str, ServerVariable]:
    servers: list[Server] = list(api.servers)
    servers += [server for service in api.services for server in service.servers]
    servers += [operation.server for operation in api.operations() if operation.server is not None]
    return {str(variable.argument): variable for server in servers for variable in server.variables}


def _webhooks(context: Context) -> Iterator[Draft]:
    old, new = context.old.api.events, context.new.api.events
    found = pairs.pair(
        [webhook for webhook in old.webhooks if webhook.type is not None],
        [webhook for webhook in new.webhooks if webhook.type is not None],
        lambda webhook: webhook.id,
        lambda webhook: webhook.name,
    )
    for before, after in found:
        if before is None and after is not None:
            yield Draft("webhook-added", f"webhooks.{after.name}", new=after.id)
        elif before is not None and after is None:
            gone = tuple(type for type in (before.type, old.union) if type is not None)
            yield Draft("webhook-removed", f"webhooks.{before.name}", old=before.id, gone=gone)
        elif before is not None and after is not None:
            yield from _webhook(context, before, after)
    if old.webhooks and new.webhooks and old.signing != new.signing:
        texts = _signed(old.signing), _signed(new.signing)
        here = Draft("webhook-signing-changed", "webhooks", old="#/webhooks", new="#/webhooks")
        yield replace(here, before=texts[0], after=texts[1])


def _webhook(context: Context, old: Webhook, new: Webhook) -> Iterator[Draft]:
    here = Draft("", f"webhooks.{new.name}", old=old.id, new=new.id)
    if old.name != new.name:
        renamed = replace(here, rule="webhook-renamed", subject=f"webhooks.{old.name}")
        yield replace(renamed, before=str(old.name), after=f"webhooks.{new.name}")
    if old.type is not None and new.type is not None:
        yield from context.typed(here, old.type, new.type, (Direction.OUTPUT,), _PAYLOAD)
    if old.deprecated != new.deprecated:
        yield replace(here, rule="webhook-deprecated" if new.deprecated else "webhook-undeprecated")
    if (old.summary, old.description) != (new.summary, new.description):
        yield replace(here, rule="webhook-documentation", before=old.summary, after=new.summary)


def _signed(signing: Signing | None) -> str:
    match signing:
        case None:
            return "nothing"
        case StandardSignature():
            return f"Standard Webhooks ({signing.header_prefix}…)"
        case HmacHeader():
            how = f"{signing.algorithm}, {signing.encoding}, of {signing.payload}"
            return f"an HMAC in {signing.header} ({how})"


def error_classes(context: Context, explained: set[str]) -> Iterator[Draft]:
    """Error classes, where changes of methods do not say it: `explained` are the statuses of which they do.

    The body of a class is what any method documents for it: a method that is new can add to it.
    """
    old, new = (
        {str(error.status): error for error in side.api.errors} for side in (context.old, context.new)
    )
    for status, error in new.items():
        before = old.get(status)
        if before is None:
            yield Draft("error-class-added", str(error.name), status, new=_first(context.new, status))
            continue
        ours, theirs = _body(before), _body(error)
        if status in explained or ours is None or theirs is None:
            continue
        if context.types.relation(ours, theirs, Direction.OUTPUT) in (Relation.WIDER, Relation.OTHER):
            texts = spell(ours, context.old), spell(theirs, context.new)
            places = _first(context.old, status), _first(context.new, status, ours, context)
            yield Draft(
                "error-class-body-widened",
                str(error.name),
                before=texts[0],
                after=texts[1],
                old=places[0],
                new=places[1],
            )
    for status, error in old.items():
        if status not in new:
            yield Draft("error-class-removed", str(error.name), status, old=_first(context.old, status))


def _first(side: Side, status: str, known: Type | None = None, context: Context | None = None) -> str | None:
    """Where a status is first documented; with a type, where a body is documented that it does not have."""
    for operation in side.operations:
        for error in operation.errors:
            if error.status != status:
                continue
            if known is None or context is None:
                return f"{operation.id}/responses/{status}"
            body = error.type
            if body is not None and not context.types.within(body, known, Direction.OUTPUT, reverse=True):
                return f"{operation.id}/responses/{status}"
    return None


def _body(error: StatusError) -> Type | None:
    """What the body of an error may be, None where that is not typed."""
    return union_of(error.bodies) if error.bodies else None
