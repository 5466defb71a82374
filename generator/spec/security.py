"""Security schemes and requirements (OpenAPI 3.1 §4.8.27 to §4.8.30)."""

from __future__ import annotations

from generator.load import pointer
from generator.spec.model import OAuthFlow, SecurityRequirement, SecurityScheme
from generator.spec.reader import JsonMap, Reader, extensions


def security_schemes(reader: Reader, source: JsonMap, here: str) -> tuple[SecurityScheme, ...]:
    """The schemes of the Components Object. References are followed: a scheme is known by its name."""
    found: list[SecurityScheme] = []
    for name, written, at in reader.objects(source, "securitySchemes", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            continue
        value, place = resolved
        kind = reader.text(value, "type", place)
        if kind is None:
            reader.report(pointer.child(place, "type"), f"the security scheme {name!r} needs `type`")
            continue
        found.append(
            SecurityScheme(
                pointer=at,
                name=name,
                kind=kind,
                description=reader.text(value, "description", place),
                scheme=reader.text(value, "scheme", place),
                bearer_format=reader.text(value, "bearerFormat", place),
                location=reader.text(value, "in", place),
                parameter_name=reader.text(value, "name", place),
                flows=tuple(_flow(reader, *flow) for flow in reader.objects(value, "flows", place)),
                open_id_connect_url=reader.text(value, "openIdConnectUrl", place),
                oauth2_metadata_url=reader.text(value, "oauth2MetadataUrl", place),
                deprecated=reader.flag(value, "deprecated", place),
                extensions=extensions(reader, value, place, "security scheme"),
            )
        )
    return tuple(found)


def _flow(reader: Reader, kind: str, source: JsonMap, here: str) -> OAuthFlow:
    return OAuthFlow(
        kind=kind,
        token_url=reader.text(source, "tokenUrl", here),
        authorization_url=reader.text(source, "authorizationUrl", here),
        refresh_url=reader.text(source, "refreshUrl", here),
        scopes=reader.texts_by_name(source, "scopes", here),
        device_authorization_url=reader.text(source, "deviceAuthorizationUrl", here),
    )


def security(reader: Reader, source: JsonMap, here: str) -> tuple[SecurityRequirement, ...] | None:
    """The alternatives of a `security` member; None when it is absent, which is not the same as empty."""
    if "security" not in source:
        return None
    if not isinstance(source["security"], list):
        reader.wrong("security", "an array", source["security"], pointer.child(here, "security"))
        return None
    return tuple(
        SecurityRequirement(
            tuple((name, reader.strings(value, name, at)) for name in value if not name.startswith("x-"))
        )
        for value, at in reader.elements(source, "security", here)
    )
