"""Operations become methods: arguments, body, results and errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostics
from generator.ir import names, position, wishes
from generator.ir.answers import AnswerBuilder
from generator.ir.bodies import BodyBuilder
from generator.ir.client_values import Values
from generator.ir.drafts import Use
from generator.ir.model import (
    ANY,
    Argument,
    Direction,
    Operation,
    Place,
    Pointer,
    PyName,
    Rename,
    Retries,
    Scopes,
    Style,
    WireName,
)
from generator.ir.refs import References
from generator.ir.reserved import ARGUMENTS
from generator.ir.security import Alternatives
from generator.ir.types import TypeBuilder
from generator.ir.ways import STREAM_FLAG, Ways, ways_of
from generator.load.document import Document
from generator.spec import model as spec
from generator.spec import skips
from generator.spec.operations import METHODS

_PLACES = {
    "path": Place.PATH,
    "query": Place.QUERY,
    "header": Place.HEADER,
    "cookie": Place.COOKIE,
    "querystring": Place.QUERYSTRING,
}
_CHOICES = frozenset({Place.CONTENT_TYPE, Place.ACCEPT})
# "If `in` is "header" and the name is one of these, the parameter definition SHALL be ignored" (OpenAPI 3.1
# §4.8.12.2.1).
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_MADE = "a new random key when it is not given"


@dataclass(frozen=True, slots=True)
class MethodNames:
    """What an operation's parts are named after.

    Attributes:
        type_prefix: The operation in PascalCase (`CreateACampaign`).
        subject: The noun of its group (`Campaign`).
    """

    type_prefix: str
    subject: str


class OperationBuilder:
    """Turns Operation Objects into `Operation`s without name and group, which belong to a later pass."""

    def __init__(
        self,
        references: References,
        types: TypeBuilder,
        document: Document,
        diagnostics: Diagnostics,
        kept: dict[str, str],
        idempotency_header: WireName | None = None,
        values: Values | None = None,
    ) -> None:
        self._references = references
        self._types = types
        self._document = document
        self._diagnostics = diagnostics
        self._kept = kept
        self._key_header = None if idempotency_header is None else idempotency_header.lower()
        self._values = values or Values()
        self._bodies = BodyBuilder(references, types, self._report)
        self._answers = AnswerBuilder(references, types, self._report)
        self.renames: list[Rename] = []

    def build(
        self,
        operation: spec.Operation,
        named: MethodNames,
        security: Alternatives | None,
        scopes: Scopes,
        retries: Retries | None = None,
    ) -> Operation:
        """One operation. Its `name` and `group` are empty."""
        parameters = tuple(self._parameter(named, parameter) for parameter in self._parameters(operation))
        taken = frozenset(parameter.name for parameter in parameters)
        payloads = self._bodies.payloads(operation, named.type_prefix, named.subject, taken)
        answers = self._answers.answers(operation, named.type_prefix, named.subject)
        ways = self._named(
            operation,
            ways_of(
                parameters, payloads, answers.successes, Pointer(operation.pointer), _stream_flag(operation)
            ),
        )
        return Operation(
            id=Pointer(operation.pointer),
            method=operation.method.upper() if operation.method in METHODS else operation.method,
            path=operation.path,
            name=PyName(""),
            group=(),
            arguments=ways.arguments,
            bodies=tuple(payload.body for payload in payloads),
            results=ways.results,
            errors=answers.errors,
            security=security,
            scopes=() if security is None else scopes,
            operation_id=operation.operation_id,
            summary=(operation.summary or "").strip(),
            description=(operation.description or "").strip(),
            deprecated=operation.deprecated,
            example=dict(operation.extensions).get("x-sdksmith-example"),
            origin=self._document.locate(operation.pointer, key=True),
            ways=ways.ways,
            stream_flag=ways.stream_flag,
            retries=retries,
            idempotent=dict(operation.extensions).get("x-sdksmith-idempotent") is True,
        )

    def _parameters(self, operation: spec.Operation) -> list[spec.Parameter]:
        found: list[spec.Parameter] = []
        for item in operation.parameters:
            parameter = self._references.record(item, spec.Parameter)
            if parameter is None:
                continue
            if parameter.location == "header" and parameter.name.lower() in _IGNORED_HEADERS:
                continue
            if parameter.location not in _PLACES:
                self._unsupported(
                    f"the parameter '{parameter.name}' in '{parameter.location}'", parameter.pointer
                )
                continue
            if skips.asks(parameter.extensions):
                what = f"the parameter '{parameter.name}'"
                if not parameter.required:
                    said = skips.left_out(what, parameter.extensions, "parameter")
                    self._report("SKIP001", said, parameter.pointer)
                    continue
                self._report("SKIP002", f"{what} is required and cannot be left out", parameter.pointer)
            found.append(parameter)
        # A path template without a parameter for one of its parts is invalid, and common: the part is a
        # string.
        declared = {parameter.name for parameter in found if parameter.location == "path"}
        for part in _template_parts(operation.path):
            if part not in declared:
                pointer = operation.pointer
                found.append(
                    spec.Parameter(
                        pointer, part, "path", required=True, schema=spec.Schema(pointer, types=("string",))
                    )
                )
        return found

    def _named(self, operation: spec.Operation, ways: Ways) -> Ways:
        """The ways with the names of their arguments: one in all of them."""
        # Those that only choose a media type make way for what the document names so itself.
        ranked = [replace(argument, order=order) for order, argument in enumerate(ways.arguments)]
        claims = [
            names.Claim(_id(operation, argument), _candidates(argument))
            for argument in sorted(ranked, key=lambda each: (each.place in _CHOICES, not each.required))
        ]
        naming = names.assign(claims, reserved=ARGUMENTS, kept=self._kept, ordered=True)
        self.renames.extend(naming.renames)
        order = {_id(operation, argument): argument.order for argument in ranked}

        def named(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
            given = [
                replace(each, name=naming.names[_id(operation, each)], order=order[_id(operation, each)])
                for each in arguments
            ]
            return tuple(sorted(given, key=lambda each: (not each.required, each.place in _CHOICES)))

        return replace(
            ways,
            arguments=named(ways.arguments),
            ways=tuple(replace(way, arguments=named(way.arguments)) for way in ways.ways),
        )

    def _parameter(self, named: MethodNames, parameter: spec.Parameter) -> Argument:
        schema = parameter.schema
        if schema is None and parameter.content:
            schema = parameter.content[0].schema or parameter.content[0].item_schema
        place = position.parameter(named.type_prefix, named.subject, parameter.name)
        use = Use(ANY) if schema is None else self._types.use(schema, place, Direction.INPUT)
        doc = self._types.doc(schema, parameter.description)
        is_key = parameter.location == "header" and parameter.name.lower() == self._key_header
        if is_key:
            doc = replace(doc, constraints=(*doc.constraints, _MADE))
        source = self._values.of(parameter)
        return Argument(
            wire=WireName(parameter.name),
            name=PyName(wishes.argument(parameter)[0]),
            place=_PLACES[parameter.location],
            type=use.type,
            required=((parameter.required and not is_key) or parameter.location == "path") and source is None,
            # A query, header or path has no way to say null.
            nullable=False,
            schema=Pointer(schema.pointer if schema is not None else parameter.pointer),
            style=_style(parameter),
            doc=doc,
            deprecated=parameter.deprecated or (schema is not None and schema.deprecated),
            limits=self._types.bounds(schema),
            source=source,
        )

    def _unsupported(self, what: str, pointer: str) -> None:
        self._report("UNSUPPORTED001", f"{what} is not supported yet", pointer)

    def _report(self, code: str, message: str, pointer: str) -> None:
        location = self._document.locate(pointer, key=True)
        self._diagnostics.report(code, message, location, source_line=self._document.source_line(location))


def _stream_flag(operation: spec.Operation) -> WireName:
    """The member of the body that asks for a stream, if one does."""
    said = dict(operation.extensions).get("x-sdksmith-streaming")
    named = dict(said.members).get("condition") if isinstance(said, spec.JsonObject) else None
    return WireName(named) if isinstance(named, str) else STREAM_FLAG


def argument_id(operation: str, place: Place, wire: str) -> str:
    """The key of an argument in the lock file."""
    return f"{operation}/{place.value}/{wire}"


def _id(operation: spec.Operation, argument: Argument) -> str:
    return argument_id(operation.pointer, argument.place, argument.wire)


def _candidates(argument: Argument) -> tuple[str, ...]:
    if argument.place in _CHOICES:
        other = "body_type" if argument.place is Place.CONTENT_TYPE else "response_type"
        return (argument.name, other)
    return (argument.name, f"{argument.name}_{argument.place.value.partition('-')[0]}")


# How a parameter is written when nothing is said (OpenAPI 3.1 §4.8.12.2): style, explode.
_USUAL = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_ALLOWED = {
    "path": frozenset({"simple", "label", "matrix"}),
    "header": frozenset({"simple"}),
    "query": frozenset({"form", "spaceDelimited", "pipeDelimited", "deepObject"}),
    "cookie": frozenset({"form", "cookie"}),
}


def _style(parameter: spec.Parameter) -> Style | None:
    """How a parameter is written, unless in the default way (OpenAPI 3.1 §4.8.12.3)."""
    place = parameter.location
    if parameter.schema is None and parameter.content:
        return Style("content", media_type=parameter.content[0].media_type)
    if place not in _USUAL:
        return None
    usual = _USUAL[place]
    name = parameter.style if parameter.style in _ALLOWED[place] else usual
    # "When style is "form" or "cookie", the default value is true. For all other styles, it is false."
    by_default = name in ("form", "cookie")
    explode = parameter.explode if parameter.explode is not None else by_default
    if name in ("spaceDelimited", "pipeDelimited") and explode:
        # That the specification has no rule for; items of their own are written as `form` writes them.
        name = "form"
    if name == usual and explode == (name in ("form", "cookie")) and not parameter.allow_reserved:
        return None
    return Style(name, explode=explode or name == "deepObject", reserved=parameter.allow_reserved)


def _template_parts(path: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\{([^{}]+)\}", path)))
