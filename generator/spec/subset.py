"""A part of a document: the operations that a configuration chooses, without what only the others need.

A pattern is a tag (`tag:Billing`), an audience (`audience:v4`), a path (`/payments/**`), method and path
(`GET /x`), or an operationId. `*` stands for anything in a segment of a path, `**` for any number of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, cast

from generator.load import pointer
from generator.load.pointer import normalised
from generator.spec import skips
from generator.spec.model import Operation, Ref, Schema, Spec
from generator.subset_settings import Choice

Report = Callable[[str, str, str], None]
"""Takes a code, a message and the pointer that it is about."""


def subset(spec: Spec, choices: Iterable[Choice], report: Report) -> tuple[Spec, tuple[Choice, ...]]:
    """The chosen part of a document, and the choices that fit nothing in it.

    Without `include` all is in it; `exclude` wins; what is for nobody in particular is for every audience.
    Left out are also the operations that the document asks to leave out (SKIP001), and the components that
    only operations which are left out refer to.
    """
    everything = (*spec.operations, *spec.webhooks)
    chosen = tuple(choices)
    unused = tuple(each for each in chosen if not any(_says(each, one) for one in everything))
    operations = tuple(each for each in spec.operations if _keeps(each, chosen, report))
    webhooks = tuple(each for each in spec.webhooks if _keeps(each, chosen, report))
    kept = {id(each) for each in (*operations, *webhooks)}
    if len(kept) == len(everything) and not any(skips.asks(each.extensions) for _, each in spec.schemas):
        return spec, unused
    components = _components(spec)
    dropped = _reached([each for each in everything if id(each) not in kept], components)
    needed = _reached([*operations, *webhooks, *spec.security_schemes], components)
    gone = dropped - needed
    for name, schema in spec.schemas:
        if skips.asks(schema.extensions) and schema.pointer not in needed:
            gone.add(schema.pointer)
            what = skips.left_out(f"the schema '{name}'", schema.extensions, "schema")
            report("SKIP001", what, schema.pointer)
        elif skips.asks(schema.extensions):
            report("SKIP002", f"the schema '{name}' is used and cannot be left out", schema.pointer)
    schemas = tuple((name, schema) for name, schema in spec.schemas if schema.pointer not in gone)
    return replace(spec, operations=operations, webhooks=webhooks, schemas=schemas), unused


def _keeps(operation: Operation, chosen: Sequence[Choice], report: Report) -> bool:
    if skips.asks(operation.extensions):
        what = f"{operation.method.upper()} {operation.path}"
        report("SKIP001", skips.left_out(what, operation.extensions, "operation"), operation.pointer)
        return False
    included, excluded, meant = (
        [_says(each, operation) for each in chosen if each.key == key]
        for key in ("include", "exclude", "audiences")
    )
    for_others = bool(meant) and bool(audiences(operation)) and not any(meant)
    return not any(excluded) and not for_others and (not included or any(included))


def _says(choice: Choice, operation: Operation) -> bool:
    return choice.text in audiences(operation) if choice.key == "audiences" else fits(choice.text, operation)


def audiences(operation: Operation) -> tuple[str, ...]:
    """Whom an operation is for; empty for one that is for everybody."""
    value = dict(operation.extensions).get("x-sdksmith-audiences")
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def fits(pattern: str, operation: Operation) -> bool:
    """Whether a pattern means an operation."""
    kind, found, rest = pattern.partition(":")
    if found and kind == "tag":
        return rest in operation.tags
    if found and kind == "audience":
        return rest in audiences(operation)
    method, space, path = pattern.partition(" ")
    if pattern.startswith("/"):
        return _path(pattern).fullmatch(operation.path) is not None
    if space and path.startswith("/"):
        fits_method = method == "*" or method.upper() == operation.method.upper()
        return fits_method and _path(path).fullmatch(operation.path) is not None
    return pattern == operation.operation_id


def _path(pattern: str) -> re.Pattern[str]:
    # `/payments/**` means `/payments` too.
    text = re.escape(pattern.rstrip("/") or "/").replace(r"/\*\*", "(?:/.*)?").replace(r"\*", "[^/]*")
    return re.compile(f"{text}/?")


def _components(spec: Spec) -> dict[str, tuple[str, object]]:
    """Component by every reference that means it: its own pointer, and the record."""
    found: dict[str, tuple[str, object]] = {}
    for section, entries in (
        ("schemas", spec.schemas),
        ("parameters", spec.parameters),
        ("requestBodies", spec.request_bodies),
        ("responses", spec.responses),
        ("headers", spec.headers),
    ):
        for name, record in entries:
            for at in (pointer.join("components", section, name), pointer.join(section, name)):
                found[at] = (getattr(record, "pointer", at), record)
            if section == "schemas":
                found[pointer.join("definitions", name)] = found[pointer.join("components", section, name)]
    return found


def _reached(roots: Iterable[object], components: dict[str, tuple[str, object]]) -> set[str]:
    """Pointers of the components that records refer to, directly or not."""
    found: set[str] = set()
    stack = list(roots)
    heirs = _heirs(components)
    while stack:
        for target in _targets(stack.pop()):
            at = _component_of(normalised(target), components)
            if at is not None and components[at][0] not in found:
                own, record = components[at]
                found.add(own)
                stack.append(record)
                stack.extend(heirs.get(own, ()))
    return found


def _component_of(target: str, components: dict[str, tuple[str, object]]) -> str | None:
    """The component that a reference leads to or into."""
    while target:
        if target in components:
            return target
        target = target.rpartition("/")[0]
    return None


def _heirs(components: dict[str, tuple[str, object]]) -> dict[str, list[object]]:
    """What may stand in place of a schema that has a discriminator and no union: those that extend it."""
    found: dict[str, list[object]] = {}
    for own, record in dict(components.values()).items():
        for part in record.all_of if isinstance(record, Schema) else ():
            at = part.ref and _component_of(normalised(part.ref), components)
            base = components[at][1] if at else None
            if at and isinstance(base, Schema) and base.discriminator is not None:
                found.setdefault(components[at][0], []).append(dict(components.values())[own])
    return found


def _targets(record: object) -> Iterator[str]:
    """Every reference in a record, however deep."""
    stack: list[Any] = [record]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(cast("tuple[object, ...]", value))
            continue
        if isinstance(value, Ref):
            yield value.target
        elif isinstance(value, Schema):
            if value.ref is not None:
                yield value.ref
            if value.discriminator is not None:
                yield from _mapped(target for _, target in value.discriminator.mapping)
                if value.discriminator.default_mapping:
                    yield from _mapped([value.discriminator.default_mapping])
        if is_dataclass(value) and not isinstance(value, type):
            stack.extend(getattr(value, name) for name in _names(type(value)))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record in which references may stand."""
    return tuple(each.name for each in fields(kind) if each.name != "extensions")


def _mapped(targets: Iterable[str]) -> Iterator[str]:
    """A mapping's value is a reference or the name of a schema (OpenAPI 3.1 §4.8.25)."""
    for target in targets:
        yield (
            target
            if "/" in target or target.startswith("#")
            else pointer.join("components", "schemas", target)
        )
