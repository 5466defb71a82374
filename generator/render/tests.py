"""The generated package's own tests as views: each method, with required arguments and with all."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from generator.ir.model import (
    Api,
    Argument,
    Definition,
    Group,
    Operation,
    Place,
    Pointer,
    Primitive,
    PyName,
    Scalar,
    Scheme,
    SchemeKind,
    Style,
)
from generator.render.docs import first_base_url
from generator.render.prose import call_arguments
from generator.render.python_types import Spelling, modules_in
from generator.render.resources import result_annotation
from generator.render.safe import Safe, docstring, literal
from generator.render.samples import Sample, Samples
from generator.render.views import CallTestView, Pair, TestModuleView
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject

_UNRESERVED = "-._~"
_SEPARATORS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


@dataclass(frozen=True, slots=True)
class Tests:
    """Makes the views of the tests."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    def modules(self) -> tuple[TestModuleView, ...]:
        """One view a group that has methods."""
        return tuple(view for group in self.api.root.groups for view in self._modules(group))

    def _modules(self, group: Group) -> Iterable[TestModuleView]:
        if group.operations:
            yield self._module(group)
        for child in group.groups:
            yield from self._modules(child)

    def _module(self, group: Group) -> TestModuleView:
        tests = tuple(test for operation in group.operations for test in self._tests(operation))
        words = modules_in(test.arguments for test in tests)
        deprecated = any(operation.deprecated for operation in group.operations)
        imports = ["import datetime as dt"] if "dt" in words else []
        imports += [f"import {module}" for module in ("decimal", "uuid") if module in words]
        # As import sorters have it: the standard library, others, the package and what is beside this file.
        imports += ["", "import pytest"] if deprecated else []
        imports += ["", f"from {self.api.project.package} import types"] if "types" in words else []
        return TestModuleView(
            module=Safe("_".join(group.path)),
            docstring=docstring(
                [f"`client.{'.'.join(group.path)}`: what each method sends, and what it returns."]
            ),
            pragma=Safe("# pyright: reportDeprecated=false") if deprecated else Safe(""),
            imports=tuple(map(Safe, imports)),
            recording=Safe("Recording, plain" if any(test.value for test in tests) else "Recording"),
            answers=self._answers(group),
            tests=tests,
        )

    def _tests(self, operation: Operation) -> Iterable[CallTestView]:
        samples = Samples(self.definitions)
        if not all(sample.fits for _, sample in call_arguments(operation, samples, full=False)):
            return  # what its bounds allow is beyond what can be made up
        yield self._test(operation, samples, "required", full=False)
        if any(not argument.required for argument in operation.arguments):
            yield self._test(operation, samples, "everything", full=True)

    def _test(self, operation: Operation, samples: Samples, suffix: str, *, full: bool) -> CallTestView:
        values = dict(call_arguments(operation, samples, full=full, given=JsonObject()))
        status, response = self._response(operation, samples)
        # A checker refuses the value of a method that returns none.
        returns = result_annotation(operation, Spelling(samples.definitions)) != "None"
        return CallTestView(
            name=Safe(f"test_{operation.name}_{suffix}"),
            path=Safe(".".join((*operation.group, operation.name))),
            arguments=Safe(", ".join(f"{name}={sample.python}" for name, sample in values.items())),
            method=literal(operation.method),
            url=literal(self._url(operation, values)),
            query=literal(self._query(operation, values)),
            body=self._body(operation, values),
            headers=literal(self._headers(operation, values)),
            status=Safe(status),
            response=_body_sent(operation, response),
            assigned=Safe("value = ") if returns else Safe(""),
            returned=Safe("return ") if returns else Safe(""),
            annotation=Safe("object") if returns else Safe("None"),
            value=_expectation(operation, response) if returns else Safe(""),
            deprecated=Safe("True") if operation.deprecated else Safe(""),
        )

    def _answers(self, group: Group) -> tuple[Pair, ...]:
        samples = Samples(self.definitions)
        bodies = [(operation, self._response(operation, samples)[1]) for operation in group.operations]
        return tuple(
            Pair(_constant(operation), literal(body)) for operation, body in bodies if _is_long(body)
        )

    def _url(self, operation: Operation, values: dict[PyName, Sample]) -> str:
        path = operation.path
        for argument in operation.arguments:
            if argument.place is Place.PATH:
                wire = values[argument.name].wire
                text = quote(
                    _simple(wire), safe=f"{_UNRESERVED}," if isinstance(wire, tuple) else _UNRESERVED
                )
                path = path.replace(f"{{{argument.wire}}}", text)
        return f"{first_base_url(self.api)}{path}"

    def _body(self, operation: Operation, values: dict[PyName, Sample]) -> Safe:
        on_the_wire = sorted(operation.arguments, key=lambda argument: argument.order)
        whole = next((a for a in on_the_wire if a.place is Place.BODY), None)
        if whole is not None:
            return literal(values[whole.name].wire) if whole.name in values else Safe("None")
        members = _members(on_the_wire, values)
        # The runtime sends an object without members where the method's body means something (RFC 9110 §9.3).
        if not members and (operation.body is None or operation.method not in ("POST", "PUT", "PATCH")):
            return Safe("None")
        return literal(JsonObject(members))

    def _credentials(self, operation: Operation) -> list[Scheme]:
        """What the call sends of the credentials, which are all `test`."""
        security = self.api.security if operation.security is None else operation.security
        schemes = {scheme.name: scheme for scheme in self.api.schemes}
        complete = [alternative for alternative in security if alternative]
        given = [each for each in complete if any(schemes[name].arguments for name in each)]
        chosen = next(iter(given or complete), ())
        return [schemes[name] for name in chosen]

    def _query(self, operation: Operation, values: dict[PyName, Sample]) -> str:
        pairs = _query(operation, values)
        pairs += [
            f"{quote(scheme.wire or '', safe=_UNRESERVED)}=test"
            for scheme in self._credentials(operation)
            if scheme.kind is SchemeKind.API_KEY_QUERY
        ]
        return "&".join(pairs)

    def _headers(self, operation: Operation, values: dict[PyName, Sample]) -> JsonObject:
        given = [a for a in operation.arguments if a.place is Place.HEADER and a.name in values]
        found = {str(argument.wire).lower(): _simple(values[argument.name].wire) for argument in given}
        for scheme in self._credentials(operation):
            found.setdefault(*_credential(scheme))
        found.pop("", None)
        return JsonObject(tuple(found.items()))

    def _response(self, operation: Operation, samples: Samples) -> tuple[str, Json]:
        if not operation.results:
            return "204", None
        result = operation.results[0]
        status = result.status if result.status.isdigit() else "200"
        if result.type is None:
            return status, None
        return status, samples.value(result.type, "value", full=True).wire


def _members(arguments: list[Argument], values: dict[PyName, Sample]) -> tuple[tuple[str, Json], ...]:
    fields = (a for a in arguments if a.place is Place.FIELD and a.name in values)
    return tuple((str(argument.wire), values[argument.name].wire) for argument in fields)


def _expectation(operation: Operation, response: Json) -> Safe:
    if isinstance(response, str) and operation.results[0].type == Primitive(Scalar.BASE64):
        return Safe(f"== {b64decode(response)!r}")
    return Safe("is None") if response is None else Safe(f"== {_body_sent(operation, response)}")


def _body_sent(operation: Operation, response: Json) -> Safe:
    """The body that the server sends: bytes as they are, anything else as JSON."""
    if isinstance(response, str) and operation.results[0].type == Primitive(Scalar.BYTES):
        return Safe(repr(response.encode()))
    return _constant(operation) if _is_long(response) else literal(response)


def _is_long(response: Json) -> bool:
    """Whether a body has a constant of its own: it stands in every test of its method."""
    return isinstance(response, (tuple, JsonObject))


def _constant(operation: Operation) -> Safe:
    return Safe(operation.name.upper())


def _credential(scheme: Scheme) -> tuple[str, str]:
    """The header that carries a credential; no name for one that is not in a header of its own."""
    match scheme.kind:
        case SchemeKind.BEARER | SchemeKind.CLIENT_CREDENTIALS:
            return "authorization", "Bearer test"
        case SchemeKind.HTTP:
            return "authorization", f"{scheme.wire} test"
        case SchemeKind.BASIC:
            return "authorization", f"Basic {b64encode(b'test:test').decode()}"
        case SchemeKind.API_KEY_HEADER:
            return str(scheme.wire).lower(), "test"
        case SchemeKind.API_KEY_QUERY | SchemeKind.API_KEY_COOKIE | SchemeKind.MUTUAL_TLS:
            return "", ""
        case _:
            assert_never(scheme.kind)


def _query(operation: Operation, values: dict[PyName, Sample]) -> list[str]:
    pairs: list[str] = []
    for argument in sorted(operation.arguments, key=lambda argument: argument.order):
        if argument.place is not Place.QUERY or argument.name not in values:
            continue
        pairs.extend(_pairs(argument.wire, values[argument.name].wire, argument.style))
    return pairs


def _pairs(wire: str, value: Json, style: Style | None) -> Iterable[str]:
    """A query parameter as it travels (OpenAPI 3.1 §4.8.12.6)."""

    def escaped(item: Json) -> str:
        return quote(_text(item), safe=_UNRESERVED)

    key = escaped(wire)
    name = None if style is None else style.name
    if name == "content":
        text = json.dumps(thaw(value), ensure_ascii=False, separators=(",", ":"))
        yield f"{key}={quote(text, safe=_UNRESERVED)}"
    elif name == "deepObject" and isinstance(value, JsonObject):
        for member, items in value.members:
            for item in items if isinstance(items, tuple) else (items,):
                yield f"{key}%5B{escaped(member)}%5D={escaped(item)}"
    elif name in _SEPARATORS:
        flat = [part for pair in value.members for part in pair] if isinstance(value, JsonObject) else value
        parts = flat if isinstance(flat, (tuple, list)) else (flat,)
        yield f"{key}={_SEPARATORS[name].join(map(escaped, parts))}"
    elif isinstance(value, JsonObject):
        for member, item in value.members:
            yield from _pairs(member, item, None)
    else:
        for item in value if isinstance(value, tuple) else (value,):
            yield f"{key}={escaped(item)}"


def _simple(value: Json) -> str:
    return ",".join(map(_text, value)) if isinstance(value, tuple) else _text(value)


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
