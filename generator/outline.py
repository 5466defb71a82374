"""The SDK's surface for people: what `sdksmith inspect` prints as text."""

from __future__ import annotations

from typing import assert_never

from generator.ir.model import (
    Api,
    Constant,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Pointer,
    Primitive,
    Tagged,
    TupleOf,
    Type,
)
from generator.ir.parts import parts


def to_text(api: Api) -> str:
    """The surface for people: one line for the client, one for each method."""
    names = {definition.id: str(definition.name) for definition in api.definitions}
    credentials = [str(name) for scheme in api.schemes for name in scheme.arguments]
    lines = [
        f"{api.project.distribution} {api.project.version}",
        f"client = {api.client}({', '.join(f'{name}=…' for name in credentials)})",
    ]
    for operation in api.operations():
        path = ".".join(("client", *operation.group, operation.name))
        arguments = [f"{a.name}" if a.required else f"[{a.name}]" for a in operation.arguments]
        lines.append("")
        lines.append(f"{operation.method} {operation.path}")
        lines.append(f"  {path}({', '.join(arguments)})")
        results = (*operation.results, *operation.errors)
        lines.extend(f"    {r.status} {_words(r.type, names) if r.type else 'no body'}" for r in results)
    for webhook in api.events.webhooks:
        lines.append("")
        lines.append(f"webhook {webhook.wire}")
        lines.append("  not read" if webhook.type is None else f"  webhooks.{webhook.name}()")
        lines.extend([] if webhook.type is None else [f"    {_words(webhook.type, names)}"])
    return "\n".join(lines)


def _words(type: Type, names: dict[Pointer, str]) -> str:
    match type:
        case Primitive(scalar):
            return str(scalar.value)
        case ListOf(item):
            return f"list of {_words(item, names)}"
        case TupleOf():
            return f"array of {', '.join(_words(part, names) for part in parts(type))}"
        case MapOf(value):
            return f"map of {_words(value, names)}"
        case Named(id):
            return names[id]
        case Nullable(inner):
            return f"{_words(inner, names)} or null"
        case Constant(values):
            return " or ".join(map(repr, values))
        case OneOf() | Tagged():
            return " or ".join(_words(variant, names) for variant in parts(type))
        case _:
            assert_never(type)
