"""Security definitions of 2.0 (§Security Scheme Object) as security schemes of 3.1."""

from __future__ import annotations

from generator.load import pointer
from generator.spec.model import OAuthFlow, SecurityScheme
from generator.spec.reader import JsonMap, Reader, extensions

_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def security_definitions(reader: Reader, source: JsonMap, here: str) -> tuple[SecurityScheme, ...]:
    """The schemes of `securityDefinitions`."""
    found: list[SecurityScheme] = []
    for name, written, at in reader.objects(source, "securityDefinitions", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            continue
        value, place = resolved
        kind = reader.text(value, "type", place)
        if kind is None:
            reader.report(pointer.child(place, "type"), f"the security scheme {name!r} needs `type`")
            continue
        basic = kind.lower() == "basic"
        found.append(
            SecurityScheme(
                pointer=at,
                name=name,
                kind="http" if basic else kind,
                description=reader.text(value, "description", place),
                scheme="basic" if basic else None,
                location=reader.text(value, "in", place),
                parameter_name=reader.text(value, "name", place),
                flows=(_flow(reader, value, place),) if kind == "oauth2" else (),
                extensions=extensions(reader, value, place, "security scheme"),
            )
        )
    return tuple(found)


def _flow(reader: Reader, source: JsonMap, here: str) -> OAuthFlow:
    kind = reader.text(source, "flow", here) or ""
    return OAuthFlow(
        kind=_FLOWS.get(kind, kind),
        token_url=reader.text(source, "tokenUrl", here),
        authorization_url=reader.text(source, "authorizationUrl", here),
        scopes=reader.texts_by_name(source, "scopes", here),
    )
