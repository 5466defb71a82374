"""Paths and operations of 2.0 (§Paths Object, §Path Item Object, §Operation Object)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.load import pointer
from generator.spec import operations as shared
from generator.spec.about import external_docs
from generator.spec.model import Operation, Parameter, Ref, RequestBody, Response
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.security import security
from generator.spec.streaming import streamed
from generator.spec.swagger import bodies
from generator.spec.swagger.bodies import Media
from generator.spec.swagger.servers import servers
from generator.spec.swagger.values import parameter
from generator.spec.vendor import available


@dataclass(frozen=True, slots=True)
class _Given:
    """A parameter with its reference followed: where it is used, and where it stands."""

    value: JsonMap
    pointer: str
    ref: Ref | None

    @property
    def identity(self) -> tuple[object, object]:
        """What makes it the same as another one; there is one body."""
        where = self.value.get("in")
        return where, None if where == "body" else self.value.get("name")


def operations(reader: Reader, media: Media) -> tuple[Operation, ...]:
    """The operations of a document whose media types, where they have none themselves, are `media`."""
    found: list[Operation] = []
    for path, item, here, base in shared.path_items(reader, reader.document.data, "paths", pointer.ROOT):
        above, is_whole = _parameters(reader, item, here)
        for method, value, at, used in shared.methods(reader, item, here, base):
            own, is_own_whole = _parameters(reader, value, at)
            given = _united(above, own)
            records = tuple(record for one in given if (record := _record(reader, one)) is not None)
            if is_whole and is_own_whole:
                shared.check_template(reader, path, records, at)
            consumed = bodies.media_of(reader, value, at, media)
            operation = Operation(
                pointer=used,
                path=path,
                method=method,
                operation_id=reader.text(value, "operationId", at),
                summary=reader.text(value, "summary", at),
                description=reader.text(value, "description", at),
                tags=reader.strings(value, "tags", at),
                parameters=records,
                request_body=_body(reader, given, pointer.child(at, "parameters"), consumed),
                responses=bodies.responses(reader, value, at, consumed),
                security=security(reader, value, at),
                servers=servers(reader, value, at),
                deprecated=reader.flag(value, "deprecated", at),
                external_docs=external_docs(reader, value, at),
                extensions=extensions(reader, value, at, "operation"),
            )
            found.append(streamed(reader, value, at, available(operation), _response(consumed)))
    return tuple(found)


def _response(media: Media) -> Callable[[Reader, JsonMap, str], Response]:
    """How a response that is referred to is read for an operation."""
    return lambda reader, source, here: bodies.response(reader, source, here, media)


def _parameters(reader: Reader, source: JsonMap, here: str) -> tuple[list[_Given], bool]:
    """The parameters of a path or operation, and whether all of them could be found."""
    found: list[_Given] = []
    is_whole = True
    for written, at in reader.elements(source, "parameters", here):
        resolved = reader.resolve(written, at)
        if resolved is None:
            is_whole = False
            continue
        target = written.get("$ref")
        given = _Given(*resolved, Ref(target, at) if isinstance(target, str) else None)
        if any(given.identity == other.identity for other in found):
            where, name = given.identity
            what = (
                "a second body" if where == "body" else f"the parameter {name!r} in {where} is listed twice"
            )
            reader.report(at, f"{what}; the first one counts")
            continue
        found.append(given)
    return found, is_whole


def _united(above: Sequence[_Given], own: Sequence[_Given]) -> list[_Given]:
    """The path's parameters, then the operation's, which replace those that they are the same as."""
    replacing = {one.identity: one for one in own}
    united = [replacing.pop(one.identity, one) for one in above]
    return [*united, *(one for one in own if one.identity in replacing)]


def _record(reader: Reader, given: _Given) -> Parameter | Ref | None:
    if given.value.get("in") in {"body", "formData"}:
        return None
    return given.ref or parameter(reader, given.value, given.pointer)


def _body(reader: Reader, given: Sequence[_Given], here: str, media: Media) -> RequestBody | None:
    parts = [(one.value, one.pointer) for one in given if one.value.get("in") == "formData"]
    whole = next((one for one in given if one.value.get("in") == "body"), None)
    if whole is not None:
        if parts:
            reader.report(parts[0][1], "an operation has a body or a form, not both; the body is sent")
        return bodies.body(reader, whole.value, whole.pointer, media)
    return bodies.form(reader, parts, here, media) if parts else None
