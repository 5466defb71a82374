"""The generated package's own tests as views: each method, with required arguments and with all."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from generator.ir.media import is_anything, is_json
from generator.ir.model import (
    Api,
    Definition,
    Group,
    Nullable,
    Operation,
    Place,
    Pointer,
    Primitive,
    PyName,
    Result,
    Returned,
    Scalar,
    Scheme,
    SchemeKind,
    Sequence,
    Way,
)
from generator.render.docs import first_base_url
from generator.render.methods import result_annotation
from generator.render.prose import way_arguments
from generator.render.python_types import Spelling, modules_in
from generator.render.safe import Safe, docstring, literal
from generator.render.samples import Sample, Samples
from generator.render.test_views import CallTestView, TestModuleView
from generator.render.views import Pair
from generator.render.wire import body_of, headers_of, is_in_path, path_of, query_of
from generator.spec.frozen import thaw
from generator.spec.model import Json, JsonObject

_BASE64 = Primitive(Scalar.BASE64)


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
        words = modules_in(test.call for test in tests)
        deprecated = any(operation.deprecated for operation in group.operations)
        words |= modules_in(view.stream for view in tests)
        imports = ["import datetime as dt"] if "dt" in words else []
        imports += [f"import {module}" for module in ("decimal", "uuid") if module in words]
        # As import sorters have it: the standard library, others, the package and what is beside this file.
        imports += ["", "import pytest"] if deprecated else []
        names = ["AsyncStream", "Stream"] if any(view.stream for view in tests) else []
        names += ["types"] if "types" in words else []
        imports += ["", f"from {self.api.project.package} import {', '.join(names)}"] if names else []
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
        for way in operation.ways or (operation.usual,):
            if way.suffix.endswith("either"):
                continue  # returned is what the flag says, which the other ways show
            middle = f"{way.suffix}_" if way.suffix else ""
            if not all(sample.fits for _, sample in way_arguments(way, samples, full=False, alone=True)):
                continue  # what its bounds allow is beyond what can be made up
            if not all(is_in_path(argument, samples) for argument in way.arguments):
                continue  # nor is there a way to write nothing into a path
            yield self._test(operation, way, samples, f"{middle}required", full=False)
            if any(not argument.required for argument in way.arguments):
                yield self._test(operation, way, samples, f"{middle}everything", full=True)

    def _test(
        self, operation: Operation, way: Way, samples: Samples, suffix: str, *, full: bool
    ) -> CallTestView:
        values = dict(way_arguments(way, samples, full=full, alone=True))
        result = self._answer(operation, way, values)
        status, response = self._response(operation, result, samples)
        # A checker refuses the value of a method that returns none.
        annotation = result_annotation(way.results, Spelling(samples.definitions))
        returns = annotation != "None"
        call = f"client.{'.'.join((*operation.group, operation.name))}({self._given(values)})"
        awaited = f"await {call}"
        if operation.pagination is not None:
            call, awaited = f"{call}.value", f"({awaited}).value"
        # Some documents have a part of the query in their paths.
        path, _, fixed = path_of(operation.path, way.arguments, values).partition("?")
        stream = awaited_stream = ""
        if result is not None and result.sequence is not None:
            if " | " in annotation:
                stream, awaited_stream = call, awaited
                call = awaited = "stream"
            call, awaited = f"list({call})", f"[item async for item in {awaited}]"
        return CallTestView(
            name=Safe(f"test_{operation.name}_{suffix}"),
            stream=Safe(stream),
            async_stream=Safe(awaited_stream),
            call=Safe(call),
            async_call=Safe(awaited),
            method=literal(operation.method),
            url=literal(f"{first_base_url(self.api)}{path}"),
            query=literal("&".join(part for part in (fixed, self._query(operation, way, values)) if part)),
            body=_literal(body_of(way, operation, values)),
            headers=literal(self._headers(operation, way, values)),
            answer=self._sent(operation, result, status, response),
            assigned=Safe("value = ") if returns else Safe(""),
            returned=Safe("return ") if returns else Safe(""),
            annotation=Safe("object") if returns else Safe("None"),
            value=_expectation(operation, result, response) if returns else Safe(""),
            deprecated=Safe("True") if operation.deprecated else Safe(""),
        )

    def _given(self, values: Mapping[PyName, Sample]) -> str:
        return ", ".join(f"{name}={sample.python}" for name, sample in values.items())

    def _answer(self, operation: Operation, way: Way, values: Mapping[PyName, Sample]) -> Result | None:
        """What the server answers to a call: the first success, as a stream where the call asks for one."""
        flag = next(
            (
                argument
                for argument in way.arguments
                if argument.place is Place.FIELD and argument.wire == operation.stream_flag
            ),
            None,
        )
        streamed = flag is not None and flag.name in values and values[flag.name].wire is True
        wanted = (result for result in way.results if not streamed or result.sequence is not None)
        return next(wanted, None)

    def _sent(self, operation: Operation, result: Result | None, status: str, response: Json) -> Safe:
        """The server's answer: status, body, and the media type where that is not JSON."""
        if result is None or result.type is None:
            return Safe(f"{status}, None")
        kind = result.media_type or ""
        body = _body_sent(operation, result, response)
        # Of several types the server says which it is.
        is_alone = all(each.status != result.status or each == result for each in operation.results)
        if is_alone and (is_json(kind) or is_anything(kind)) and not body.startswith(("b'", 'b"')):
            return Safe(f"{status}, {body}")
        return Safe(f"{status}, {body}, {literal(kind.replace('*', 'x-test') or 'text/plain')}")

    def _answers(self, group: Group) -> tuple[Pair, ...]:
        samples = Samples(self.definitions)
        bodies = [
            (operation, result, self._response(operation, result, samples)[1])
            for operation in group.operations
            for result in operation.results[:1]
        ]
        return tuple(
            Pair(_constant(operation), literal(body))
            for operation, result, body in bodies
            if _is_long(operation, result, body)
        )

    def _credentials(self, operation: Operation) -> list[Scheme]:
        """What the call sends of the credentials, which are all `test`."""
        security = self.api.security if operation.security is None else operation.security
        schemes = {scheme.name: scheme for scheme in self.api.schemes}
        complete = [alternative for alternative in security if alternative]
        given = [each for each in complete if any(schemes[name].arguments for name in each)]
        chosen = next(iter(given or complete), ())
        return [schemes[name] for name in chosen]

    def _query(self, operation: Operation, way: Way, values: Mapping[PyName, Sample]) -> str:
        pairs = query_of(way.arguments, values)
        pairs += [
            f"{quote(scheme.wire or '', safe='-._~')}=test"
            for scheme in self._credentials(operation)
            if scheme.kind is SchemeKind.API_KEY_QUERY
        ]
        return "&".join(pairs)

    def _headers(self, operation: Operation, way: Way, values: Mapping[PyName, Sample]) -> JsonObject:
        found = headers_of(way.arguments, values)
        for scheme in self._credentials(operation):
            found.setdefault(*_credential(scheme))
        found.pop("", None)
        return JsonObject(tuple(found.items()))

    def _response(self, operation: Operation, result: Result | None, samples: Samples) -> tuple[str, Json]:
        if result is None:
            return "204", None
        # One of a range that is not documented by its number.
        taken = {each.status for each in operation.results}
        free = next(str(code) for code in range(200, 300) if str(code) not in taken | {"204", "205"})
        status = result.status if result.status.isdigit() else free
        if result.type is None:
            return status, None
        return status, samples.value(result.type, "value", full=True).wire


def _expectation(operation: Operation, result: Result | None, response: Json) -> Safe:
    if result is None or result.type is None:
        return Safe("is None")
    if operation.returned is not None:
        return _member(operation.returned, response)
    if result.sequence is not None:
        return Safe(f"== [{literal(response)}]")
    if isinstance(response, str) and result.type == Primitive(Scalar.BASE64):
        return Safe(f"== {b64decode(response)!r}")
    if isinstance(response, str) and not is_json(result.media_type or "application/json"):
        text = result.type == Primitive(Scalar.STRING)
        return Safe(f"== {literal(response) if text else repr(response.encode())}")
    return Safe("is None") if response is None else Safe(f"== {_body_sent(operation, result, response)}")


def _member(returned: Returned, response: Json) -> Safe:
    """What is returned of a body."""
    for wire, _ in returned.path:
        response = dict(response.members).get(wire) if isinstance(response, JsonObject) else None
    if isinstance(response, str) and returned.type in (_BASE64, Nullable(_BASE64)):
        return Safe(f"== {b64decode(response)!r}")
    return Safe("is None") if response is None else Safe(f"== {literal(response)}")


def _body_sent(operation: Operation, result: Result, response: Json) -> Safe:
    """The body that the server sends: bytes as they are, anything else as JSON."""
    if result.sequence is not None:
        return Safe(repr(_sequence(result, response)))
    readable = is_json(result.media_type or "") or is_anything(result.media_type or "")
    if isinstance(response, str) and (result.type == Primitive(Scalar.BYTES) or not readable):
        return Safe(repr(response.encode()))
    return _constant(operation) if _is_long(operation, result, response) else literal(response)


def _sequence(result: Result, response: Json) -> bytes:
    """A stream of one item."""
    item = thaw(response)
    text = json.dumps(item, ensure_ascii=False)
    if result.sequence is Sequence.LINES:
        mark = "\x1e" if (result.media_type or "").startswith("application/json-seq") else ""
        return f"{mark}{text}\n".encode()
    if result.sequence is Sequence.WHOLE_EVENTS and isinstance(item, dict):
        lines = (
            f"{key}: {each if isinstance(each, str) else json.dumps(each)}" for key, each in item.items()
        )
        return ("\n".join(lines) + "\n\n").encode()
    data = item if isinstance(item, str) else text
    return f"data: {data}\n\n".encode()


def _is_long(operation: Operation, result: Result, response: Json) -> bool:
    """Whether a body has a constant of its own: it stands in every test of its method."""
    usual = operation.results[0] == result and result.sequence is None
    return usual and isinstance(response, (tuple, JsonObject))


def _literal(body: Json | bytes) -> Safe:
    return Safe(repr(body)) if isinstance(body, bytes) else literal(body)


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
            return str(scheme.wire).lower(), f"{scheme.prefix}test"
        case SchemeKind.API_KEY_QUERY | SchemeKind.API_KEY_COOKIE | SchemeKind.MUTUAL_TLS:
            return "", ""
        case _:
            assert_never(scheme.kind)
