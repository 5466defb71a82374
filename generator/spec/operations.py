"""Paths, operations, servers (OpenAPI 3.1 §4.8.5 to §4.8.10; 3.2: also `query`, `additionalOperations`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.load import pointer
from generator.spec.about import external_docs
from generator.spec.contents import or_ref, parameter, request_body, responses
from generator.spec.model import Callback, Operation, Parameter, Ref
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.security import security
from generator.spec.servers import read_servers
from generator.spec.streaming import streamed
from generator.spec.vendor import available

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_TEMPLATE = re.compile(r"\{([^{}]*)\}")


def operations(reader: Reader, source: JsonMap, section: str, here: str) -> tuple[Operation, ...]:
    """The operations of `paths` or `webhooks`, in the order of the document, path members folded in."""
    found: list[Operation] = []
    for path, item, at, base in path_items(reader, source, section, here):
        found.extend(_of_path(reader, path, item, at, base=base))
    return tuple(found)


def path_items(
    reader: Reader, source: JsonMap, section: str, here: str
) -> Iterator[tuple[str, JsonMap, str, str]]:
    """Path (or name of the webhook), path item, its pointer, and the pointer of where it is used."""
    for name, written, at in reader.objects(source, section, here):
        if name.startswith("x-"):
            continue
        # What several documents say of one path is merged under keys such as `/jobs#2`. A fragment is never
        # sent (RFC 9110 §4.2.5), also where a document has one by itself.
        path = name.partition("#")[0] if section == "paths" else name
        if section == "paths" and not path.startswith("/"):
            reader.report(at, f"the path {path!r} should start with '/'", key=True)
            path = f"/{path}"
        resolved = path_item(reader, written, at)
        if resolved is not None:
            yield path, *resolved, at


def _callbacks(reader: Reader, source: JsonMap, here: str) -> Iterator[Callback]:
    """The callbacks of an operation. Those of the operations inside of them have no meaning for a client."""
    for name, written, at in reader.objects(source, "callbacks", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            continue
        found: list[Operation] = []
        for expression, value, place in reader.each(*resolved):
            if expression.startswith("x-"):
                continue
            item = path_item(reader, value, place)
            if item is not None:
                found.extend(_of_path(reader, expression, *item, base=place, inside=True))
        yield Callback(resolved[1], name, tuple(found))


def path_item(reader: Reader, source: JsonMap, here: str) -> tuple[JsonMap, str] | None:
    """A Path Item Object. Members beside its `$ref` win over those of the target."""
    if "$ref" not in source:
        return source, here
    resolved = reader.resolve(source, here)
    if resolved is None:
        return (source, here) if len(source) > 1 else None
    target, at = resolved
    beside = {name: value for name, value in source.items() if name != "$ref"}
    return ({**target, **beside}, here) if beside else (target, at)


def _of_path(
    reader: Reader, path: str, item: JsonMap, here: str, *, base: str, inside: bool = False
) -> Iterator[Operation]:
    """The operations of a path item that stands at `here` and is used at `base`.

    `inside` of a callback, callbacks are not read, and the path is an expression and no template.
    """
    shared = _parameters(reader, item, here)
    servers = read_servers(reader, item, here)
    for method, value, at, used in methods(reader, item, here, base):
        own = _parameters(reader, value, at)
        merged = _override(reader, shared, own)
        if not inside and base.startswith("#/paths/"):
            check_template(reader, path, merged, at)
        body = reader.members(value, "requestBody", at)
        operation = Operation(
            pointer=used,
            path=path,
            method=method,
            operation_id=reader.text(value, "operationId", at),
            summary=reader.text(value, "summary", at) or reader.text(item, "summary", here),
            description=reader.text(value, "description", at) or reader.text(item, "description", here),
            tags=reader.strings(value, "tags", at),
            parameters=merged,
            request_body=(
                or_ref(reader, body, pointer.child(at, "requestBody"), request_body) if body else None
            ),
            responses=responses(reader, value, at),
            security=security(reader, value, at),
            servers=read_servers(reader, value, at) or servers,
            deprecated=reader.flag(value, "deprecated", at),
            external_docs=external_docs(reader, value, at),
            extensions=extensions(reader, value, at, "operation"),
            callbacks=() if inside else tuple(_callbacks(reader, value, at)),
        )
        yield streamed(reader, value, at, available(operation))


def methods(reader: Reader, item: JsonMap, here: str, base: str) -> Iterator[tuple[str, JsonMap, str, str]]:
    """Method, operation, its pointer, and its pointer below `base`, of every operation of a path item."""
    for method in item:
        if method.lower() in METHODS:
            value = item[method]
            at = pointer.child(here, method)
            if isinstance(value, dict):
                if method != method.lower():
                    reader.report(at, f"the method {method!r} should be in lower case", key=True)
                yield method.lower(), value, at, pointer.child(base, method)
            else:
                reader.wrong(method, "an object", value, at)
    for method, value, at in reader.objects(item, "additionalOperations", here):
        yield method, value, at, pointer.child(pointer.child(base, "additionalOperations"), method)


def _parameters(reader: Reader, source: JsonMap, here: str) -> tuple[Parameter | Ref, ...]:
    found: list[Parameter | Ref] = []
    seen: set[tuple[str, str]] = set()
    for value, at in reader.elements(source, "parameters", here):
        record = or_ref(reader, value, at, parameter)
        if record is None:
            continue
        identity = _identity(reader, record)
        if identity in seen:
            reader.report(
                at, f"the parameter {identity[1]!r} in {identity[0]} is listed twice; the first one counts"
            )
            continue
        if identity is not None:
            seen.add(identity)
        found.append(record)
    return tuple(found)


def _identity(reader: Reader, record: Parameter | Ref) -> tuple[str, str] | None:
    """Location and name of a parameter, which identify it; None for a reference that leads nowhere."""
    if isinstance(record, Parameter):
        return record.location, record.name
    seen: set[str] = set()
    target = record.target
    while target not in seen:
        seen.add(target)
        found = reader.lookup(target)
        if found is None:
            return None
        value = found[0]
        if not isinstance(further := value.get("$ref"), str):
            location, name = value.get("in"), value.get("name")
            return (location, name) if isinstance(location, str) and isinstance(name, str) else None
        target = further
    return None


def _override(
    reader: Reader, shared: tuple[Parameter | Ref, ...], own: tuple[Parameter | Ref, ...]
) -> tuple[Parameter | Ref, ...]:
    """The path's parameters, then the operation's, which replace those that they are the same as."""
    replacing = {identity: record for record in own if (identity := _identity(reader, record)) is not None}
    merged: list[Parameter | Ref] = []
    for record in shared:
        identity = _identity(reader, record)
        merged.append(replacing.pop(identity) if identity in replacing else record)
    merged.extend(record for record in own if not any(record is other for other in merged))
    return tuple(merged)


def check_template(reader: Reader, path: str, parameters: tuple[Parameter | Ref, ...], here: str) -> None:
    """Every `{name}` of the path needs a parameter (§4.8.12.1); later stages make up for a missing one."""
    known = {_identity(reader, record) for record in parameters}
    if None in known:
        return  # a reference that leads nowhere is reported as such
    for name in _TEMPLATE.findall(path):
        if ("path", name) not in known:
            reader.report(
                here, f"the path has {{{name}}}, but no parameter of that name describes it", key=True
            )
