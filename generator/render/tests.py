"""The generated package's own tests as views: each method, with required arguments only and with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from generator.ir.model import Api, Argument, Group, Operation, Place, PyName
from generator.render.docs import first_base_url
from generator.render.prose import call_arguments
from generator.render.python_types import words_in
from generator.render.safe import Safe, docstring, literal
from generator.render.samples import Sample, Samples
from generator.render.views import CallTestView, TestModuleView
from generator.spec.model import Json, JsonObject

_UNRESERVED = "-._~"


@dataclass(frozen=True, slots=True)
class Tests:
    """Makes the views of the tests."""

    api: Api

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
        words = words_in(test.arguments for test in tests)
        imports = ["import datetime as dt", ""] if "dt" in words else []
        if "types" in words:
            imports += [f"from {self.api.project.package} import types"]
        return TestModuleView(
            module=Safe("_".join(group.path)),
            docstring=docstring([f"`client.{'.'.join(group.path)}`: what each method sends, and what it returns."]),
            imports=tuple(map(Safe, imports)),
            tests=tests,
        )

    def _tests(self, operation: Operation) -> Iterable[CallTestView]:
        samples = Samples({definition.id: definition for definition in self.api.definitions})
        yield self._test(operation, samples, "required", full=False)
        if any(not argument.required for argument in operation.arguments):
            yield self._test(operation, samples, "everything", full=True)

    def _test(self, operation: Operation, samples: Samples, suffix: str, *, full: bool) -> CallTestView:
        values = dict(call_arguments(operation, samples, full=full, given=JsonObject()))
        status, response = self._response(operation, samples)
        value = "None" if response is None else literal(response)
        return CallTestView(
            name=Safe(f"test_{operation.name}_{suffix}"),
            path=Safe(".".join((*operation.group, operation.name))),
            arguments=Safe(", ".join(f"{name}={sample.python}" for name, sample in values.items())),
            method=literal(operation.method),
            url=literal(self._url(operation, values)),
            query=literal(_query(operation, values)),
            body=self._body(operation, values),
            headers=literal(_headers(operation, values)),
            status=Safe(status),
            response=Safe("None") if response is None else literal(response),
            value=Safe(value),
        )

    def _url(self, operation: Operation, values: dict[PyName, Sample]) -> str:
        path = operation.path
        for argument in operation.arguments:
            if argument.place is Place.PATH:
                text = quote(_text(values[argument.name].wire), safe=_UNRESERVED)
                path = path.replace(f"{{{argument.wire}}}", text)
        return f"{first_base_url(self.api)}{path}"

    def _body(self, operation: Operation, values: dict[PyName, Sample]) -> Safe:
        on_the_wire = sorted(operation.arguments, key=lambda argument: argument.order)
        whole = next((a for a in on_the_wire if a.place is Place.BODY and a.name in values), None)
        if whole is not None:
            return literal(values[whole.name].wire)
        members = _members(on_the_wire, values)
        # The runtime sends an object without members where the method's body means something (RFC 9110 §9.3).
        if not members and (operation.body is None or operation.method not in ("POST", "PUT", "PATCH")):
            return Safe("None")
        return literal(JsonObject(members))

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


def _query(operation: Operation, values: dict[PyName, Sample]) -> str:
    pairs: list[str] = []
    for argument in sorted(operation.arguments, key=lambda argument: argument.order):
        if argument.place is not Place.QUERY or argument.name not in values:
            continue
        value = values[argument.name].wire
        for item in value if isinstance(value, tuple) else (value,):
            pairs.append(f"{quote(argument.wire, safe=_UNRESERVED)}={quote(_text(item), safe=_UNRESERVED)}")
    return "&".join(pairs)


def _headers(operation: Operation, values: dict[PyName, Sample]) -> JsonObject:
    found = (a for a in operation.arguments if a.place is Place.HEADER and a.name in values)
    return JsonObject(tuple((str(argument.wire).lower(), _text(values[argument.name].wire)) for argument in found))


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
