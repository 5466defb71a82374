"""Security: what a client must be given, and what each operation sends (OpenAPI 3.1 §4.8.27, §4.8.30)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import assert_never

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir import names, words
from generator.ir.model import PyName, Scheme, SchemeKind, Scopes, WireName
from generator.ir.reserved import CLIENT_ARGUMENTS
from generator.load.document import Document
from generator.spec import model as spec

_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")
"""What the name of an authentication scheme consists of, in lower case (RFC 9110 §5.6.2)."""

Alternatives = tuple[tuple[str, ...], ...]
"""Scheme names: one of the alternatives (outer) is needed, all of its schemes (inner) together."""

_API_KEYS = {
    "header": SchemeKind.API_KEY_HEADER,
    "query": SchemeKind.API_KEY_QUERY,
    "cookie": SchemeKind.API_KEY_COOKIE,
}


@dataclass(frozen=True, slots=True)
class Security:
    """The schemes that the SDK can serve, and what operations need that say nothing of their own."""

    schemes: tuple[Scheme, ...]
    default: Alternatives
    scopes: Scopes = ()

    def of(self, operation: spec.Operation) -> Alternatives | None:
        """What an operation needs; None where that is the default. Requirements of unknown schemes are left
        out.
        """
        if operation.security is None:
            return None
        found = _alternatives(operation.security, {scheme.name for scheme in self.schemes})
        return None if (found, self.scopes_of(operation)) == (self.default, self.scopes) else found

    def scopes_of(self, operation: spec.Operation) -> Scopes:
        """The scopes that an operation names for schemes whose tokens the SDK fetches."""
        return self.scopes if operation.security is None else _scopes(operation.security, self.schemes)


def read(
    document: spec.Spec,
    places: Document,
    settings: SdkSettings,
    prefix: str,
    hints: tuple[str, ...],
    diagnostics: Diagnostics,
) -> Security:
    """The schemes with names for their arguments and variables, and the default requirement.

    Documentation pages often declare a scheme that nothing references, and the `Authorization` header as a
    parameter. By the specification such an operation needs no credential; in truth all of them do. So: a
    scheme that no requirement anywhere mentions applies everywhere when the header is a required parameter
    somewhere, and is optional (sent when given) otherwise.

    Args:
        document: The parsed document.
        places: Finds lines for diagnostics.
        settings: Overrides of names, per scheme.
        prefix: Prefix of environment variables.
        hints: Names of the client's arguments as a page's snippets spell them, in order.
        diagnostics: Where UNSUPPORTED001 goes, for schemes of kinds that the SDK cannot serve.
    """
    schemes: list[spec.SecurityScheme] = []
    kinds: dict[str, SchemeKind] = {}
    for scheme in sorted(document.security_schemes, key=lambda scheme: scheme.name):
        kind = _kind(scheme)
        if kind is None:
            location = places.locate(scheme.pointer)
            sort = f"{scheme.kind} {scheme.scheme}" if scheme.scheme else scheme.kind
            way = "pass its header yourself"
            if (scheme.scheme or "").lower() == "digest":
                way = "pass http_client=httpx2.Client(auth=httpx2.DigestAuth(username, password))"
            diagnostics.report(
                "UNSUPPORTED001",
                f"the security scheme '{scheme.name}' ({sort}) cannot be served; {way}",
                location,
                source_line=places.source_line(location),
            )
            continue
        schemes.append(scheme)
        kinds[scheme.name] = kind
    used = _mentioned(document)
    needs_header = any(_has_authorization(operation) for operation in document.operations)
    named = _named(schemes, kinds, settings, prefix, hints)
    scopes: Scopes = ()
    given = [scheme for scheme in schemes if kinds[scheme.name] is not SchemeKind.MUTUAL_TLS]
    if used or not given:
        default = _alternatives(document.security or (), set(kinds))
        scopes = _scopes(document.security or (), named)
    elif needs_header:
        default = tuple((scheme.name,) for scheme in given)
    else:
        default = (*((scheme.name,) for scheme in given), ())
    return Security(named, default, scopes)


def _kind(scheme: spec.SecurityScheme) -> SchemeKind | None:
    name = (scheme.scheme or "").lower()
    if scheme.kind == "http" and name in ("bearer", "basic"):
        return SchemeKind(name)
    if scheme.kind == "http" and name and name != "digest" and set(name) <= _TOKEN:
        return SchemeKind.HTTP
    if scheme.kind == "mutualTLS":
        return SchemeKind.MUTUAL_TLS
    if scheme.kind == "oauth2" and _token_url(scheme):
        return SchemeKind.CLIENT_CREDENTIALS
    if scheme.kind in ("bearer", "oauth2", "openIdConnect"):
        return SchemeKind.BEARER
    if scheme.kind == "apiKey":
        return _API_KEYS.get(scheme.location or "")
    return None


def _token_url(scheme: spec.SecurityScheme) -> str | None:
    return next((flow.token_url for flow in scheme.flows if flow.kind == "clientCredentials"), None)


def _scopes(security: tuple[spec.SecurityRequirement, ...], schemes: tuple[Scheme, ...]) -> Scopes:
    """The scopes of the first alternative that names a scheme; no scopes are left out."""
    fetching = {scheme.name for scheme in schemes if scheme.kind is SchemeKind.CLIENT_CREDENTIALS}
    found: dict[str, tuple[str, ...]] = {}
    for requirement in security:
        for name, scopes in requirement.schemes:
            if name in fetching:
                found.setdefault(name, tuple(scopes))
    return tuple((name, scopes) for name, scopes in found.items() if scopes)


def _mentioned(document: spec.Spec) -> bool:
    everywhere = [document.security, *(operation.security for operation in document.operations)]
    return any(requirement.schemes for security in everywhere for requirement in security or ())


def _has_authorization(operation: spec.Operation) -> bool:
    return any(
        isinstance(parameter, spec.Parameter)
        and parameter.location == "header"
        and parameter.name.lower() == "authorization"
        and parameter.required
        for parameter in operation.parameters
    )


def _alternatives(security: tuple[spec.SecurityRequirement, ...], known: set[str]) -> Alternatives:
    found: list[tuple[str, ...]] = []
    for requirement in security:
        schemes = tuple(name for name, _ in requirement.schemes)
        if all(name in known for name in schemes) and schemes not in found:
            found.append(schemes)
    return tuple(found)


def _named(
    schemes: list[spec.SecurityScheme],
    kinds: dict[str, SchemeKind],
    settings: SdkSettings,
    prefix: str,
    hints: tuple[str, ...],
) -> tuple[Scheme, ...]:
    chosen = {auth.scheme: auth for auth in settings.auth}
    claims: list[names.Claim] = []
    counts = Counter(plain for kind in kinds.values() for plain in _plain_arguments(kind))
    for scheme in schemes:
        for number, plain in enumerate(_plain_arguments(kinds[scheme.name])):
            override = chosen[scheme.name].arguments if scheme.name in chosen else ()
            said = _said(scheme, number, "name")
            wanted = hints[0] if len(schemes) == 1 and len(hints) == 1 else plain
            own = names.variable(scheme.name, plain)
            # `api_key` for one of three keys would say nothing: then all of them have their own names.
            first = (wanted,) if counts[plain] == 1 else ()
            candidates = tuple(dict.fromkeys((*said, *first, own, f"{own}_{plain}")))
            claims.append(
                names.Claim(
                    f"{scheme.name}/{plain}", candidates, override[number] if number < len(override) else None
                )
            )
    given = names.assign(claims, reserved=CLIENT_ARGUMENTS, ordered=True).names
    result: list[Scheme] = []
    for scheme in schemes:
        kind = kinds[scheme.name]
        arguments = tuple(PyName(given[f"{scheme.name}/{plain}"]) for plain in _plain_arguments(kind))
        override = chosen[scheme.name].environment if scheme.name in chosen else ()
        environment = tuple(
            next(iter(_said(scheme, number, "env")), f"{prefix}_{words.snake(argument).upper()}")
            for number, argument in enumerate(arguments)
        )
        result.append(
            Scheme(
                scheme.name,
                kind,
                arguments,
                (*override, *environment[len(override) :]),
                _wire(scheme, kind),
                scheme.description or "",
                _token_url(scheme) if kind is SchemeKind.CLIENT_CREDENTIALS else None,
                scheme.name in chosen and chosen[scheme.name].client_auth == "client_secret_post",
                next(iter(_said(scheme, 0, "prefix")), "") if kind is SchemeKind.API_KEY_HEADER else "",
            )
        )
    return tuple(result)


def _said(scheme: spec.SecurityScheme, number: int, key: str) -> tuple[str, ...]:
    """What the document says of an argument of a scheme: its name, its variable, its prefix; if anything."""
    facts = dict(scheme.extensions)
    listed = facts.get("x-sdksmith-credential")
    entry = listed[number] if isinstance(listed, tuple) and number < len(listed) else None
    value = dict(entry.members).get(key) if isinstance(entry, spec.JsonObject) else None
    if value is None and key == "name":
        value = facts.get(f"x-sdksmith-{('username', 'password')[number]}") if number < 2 else None
    if not isinstance(value, str):
        return ()
    return (names.variable(value, "token"),) if key == "name" else (value,)


def _plain_arguments(kind: SchemeKind) -> tuple[str, ...]:
    match kind:
        case SchemeKind.BEARER:
            return ("token",)
        case SchemeKind.BASIC:
            return ("username", "password")
        case SchemeKind.HTTP:
            return ("token",)
        case SchemeKind.CLIENT_CREDENTIALS:
            return ("token", "client_id", "client_secret", "token_url")
        case SchemeKind.MUTUAL_TLS:
            return ()
        case SchemeKind.API_KEY_HEADER | SchemeKind.API_KEY_QUERY | SchemeKind.API_KEY_COOKIE:
            return ("api_key",)
        case _:
            assert_never(kind)


def _wire(scheme: spec.SecurityScheme, kind: SchemeKind) -> WireName | None:
    name = scheme.scheme if kind is SchemeKind.HTTP else scheme.parameter_name
    return WireName(name) if name else None
