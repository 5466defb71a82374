"""Changes of what a call needs: credentials, scopes, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.diff import pairs
from generator.diff.changes import Draft
from generator.diff.context import Context
from generator.ir.model import Api, Operation, Scopes, Server

Alternatives = tuple[tuple[str, ...], ...]


def access(context: Context, old: Operation, new: Operation, here: Draft) -> Iterator[Draft]:
    """Changes of one method; where it follows the client's defaults on both sides, the client reports."""
    if old.security is not None or new.security is not None:
        before = _security(context.old.api, old)
        after = _security(context.new.api, new)
        yield from security(context, before, after, here)
        scopes = (_scopes(context.old.api, old), _scopes(context.new.api, new))
        yield from scopes_changed(*scopes, here)
    servers = _server(context.old.api, old), _server(context.new.api, new)
    named = old.server is not None or new.server is not None or old.service != new.service
    if named and is_elsewhere(*servers):
        texts = address(servers[0]), address(servers[1])
        yield replace(here, rule="method-server-changed", before=texts[0], after=texts[1])


def security(context: Context, old: Alternatives, new: Alternatives, here: Draft) -> Iterator[Draft]:
    """What is needed: one of the alternatives, all of its schemes."""
    if _is_free(old) != _is_free(new):
        needed = _said(context.new.api, new)
        yield replace(here, rule="auth-not-required" if _is_free(new) else "auth-required", after=needed)
        return
    became = scheme_names(context)
    before = {frozenset(became.get(name, name) for name in each): each for each in old if each}
    after = {frozenset(each): each for each in new if each}
    for names, each in before.items():
        if names not in after:
            text = _all_of(context.old.api, each)
            left = _said(context.new.api, new)
            yield replace(here, rule="auth-alternative-removed", before=text, after=left)
    for names, each in after.items():
        if names not in before:
            yield replace(here, rule="auth-alternative-added", after=_all_of(context.new.api, each))


def scopes_changed(old: Scopes, new: Scopes, here: Draft) -> Iterator[Draft]:
    """The scopes that are asked for."""
    before, after = ({name for _, names in scopes for name in names} for scopes in (old, new))
    if before != after:
        texts = (", ".join(sorted(names)) or "none" for names in (before, after))
        yield replace(here, rule="auth-scopes-changed", before=next(texts), after=next(texts))


def scheme_names(context: Context) -> Mapping[str, str]:
    """What the schemes of the old side are called in the new document."""
    found = pairs.schemes(context.old.api.schemes, context.new.api.schemes)
    return {old.name: new.name for old, new in found if old is not None and new is not None}


def address(server: Server | None) -> str:
    """A server's address, with its variables in braces."""
    return "no documented address" if server is None else server.template or server.url


def is_elsewhere(old: Server | None, new: Server | None) -> bool:
    """Whether calls go to another address; one of which only a variable changed is reported by that."""
    if old is None or new is None:
        return old is not new
    return old.url != new.url and address(old) != address(new)


def _is_free(alternatives: Alternatives) -> bool:
    return not alternatives or () in alternatives


def _security(api: Api, operation: Operation) -> Alternatives:
    return api.security if operation.security is None else operation.security


def _scopes(api: Api, operation: Operation) -> Scopes:
    return api.scopes if operation.security is None else operation.scopes


def _server(api: Api, operation: Operation) -> Server | None:
    if operation.server is not None:
        return operation.server
    part = next((service for service in api.services if service.name == operation.service), None)
    return next(iter(api.servers if part is None else part.servers), None)


def _said(api: Api, alternatives: Alternatives) -> str:
    return " or ".join(_all_of(api, each) for each in alternatives if each) or "nothing"


def _all_of(api: Api, schemes: tuple[str, ...]) -> str:
    """The client's arguments for schemes that are needed together."""
    arguments = {scheme.name: scheme.arguments for scheme in api.schemes}
    names = [str(arguments[name][0]) for name in schemes if arguments.get(name)]
    return " and ".join(names) or "a certificate"
