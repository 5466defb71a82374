"""Calls of generated methods, made of what `inspect` says of them and of values of the original document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from .arguments import Arguments
from .choices import choose, is_sendable, media_types, takes_items
from .documents import Json, Original
from .examples import examples
from .lines import is_lines, item_schema
from .parts import FORMS, Body, Parameter, bodies, essence, is_json, parameters
from .schemas import Schemas
from .styles import SEPARATORS, text
from .values import KINDS, NONE, Kind, Values

_PLACES: Final = ("path", "query", "header", "cookie", "querystring")
MORE: Final = 1000
"""The numbers of calls beyond the ordinary ones."""
# An SDK sets these itself, or OpenAPI says that no parameter of the name means anything (3.1 §4.8.12.1).
_OWN_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})


@dataclass(frozen=True)
class Call:
    """A call of a method, and what must arrive at the server.

    Attributes:
        operation: The method, as `inspect` has it.
        pointer: The operation in the original document.
        kind: Which values it was made of.
        given: The parameters that are given, with their JSON values.
        body: The JSON value of the body; `NONE` when none is given.
        media: How the body is sent.
        needs_body: Whether the document requires a body.
        fields: The documented form fields of Swagger 2.0, when the body is made of them.
        arguments: The keywords of the Python call.
        responses: What `inspect` says may come back.
        number: Of the calls of the operation.
        variant: Of each union, which one; None: any.
    """

    operation: dict[str, Any]
    pointer: str
    kind: Kind
    given: list[tuple[Parameter, Json]] = field(default_factory=list[Any])
    body: Json = NONE
    media: Body | None = None
    needs_body: bool = False
    fields: list[tuple[Parameter, Json]] = field(default_factory=list[Any])
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])
    responses: list[dict[str, Any]] = field(default_factory=list[Any])
    number: int = 0
    variant: int | None = None

    @property
    def name(self) -> str:
        """The method, as one calls it."""
        return str(self.operation["python_path"])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a call is to be made of: which values, in which way, of which variants and media type."""

    kind: Kind
    way: dict[str, Any] | None
    number: int
    variant: int | None = None
    media_type: str | None = None


class CannotCallError(Exception):
    """A call that cannot be made of what the document and `inspect` say; the message says why."""


@dataclass
class Caller:
    """Makes calls of the methods of one package.

    Attributes:
        original: The document.
        surface: What `inspect` says.
        module: The package.
        values: Makes values of requests.
    """

    original: Original
    surface: dict[str, Any]
    module: Any
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        self.values = Values(Schemas(self.original, "request"))
        types = {each["id"]: each for each in self.surface["types"]}
        self.arguments = Arguments(self.module, types)

    def calls(self, operation: dict[str, Any], more: int = 0) -> Iterator[Call | CannotCallError]:
        """The calls of a method: each kind of values, and each way in which it can be called.

        Args:
            operation: The method.
            more: So many calls more, with other values at and between the limits.
        """
        pointer = self.original.operation(operation["method"], operation["path"])
        if pointer is None:
            yield CannotCallError("the document has no such operation")
            return
        for plan in self._plans(operation, pointer, more):
            try:
                yield self._call(operation, pointer, plan)
            except CannotCallError as why:
                yield why

    def _plans(self, operation: dict[str, Any], pointer: str, more: int) -> Iterator[_Plan]:
        ways = operation["ways"] or [None]
        for number, kind in enumerate(KINDS):
            yield _Plan(kind, ways[number % len(ways)], number, None if kind == "required" else number - 1)
        for number, way in enumerate(ways[len(KINDS) :], len(KINDS)):
            yield _Plan("everything", way, number)
        if self._has_example(operation, pointer):
            yield _Plan("everything", ways[0], -1)
        documented = {each.media_type for each in bodies(self.original, pointer, operation["path"])[0]}
        for way in ways:
            for media_type in media_types(operation, way)[1:]:
                if media_type in documented:
                    yield _Plan("everything", way, len(KINDS) + len(ways), None, media_type)
            for variant in range(1, self._variants(operation, pointer, way)):
                yield _Plan("everything", way, len(KINDS) + len(ways) + variant, variant)
        for number in range(more):
            yield _Plan("edges", ways[number % len(ways)], MORE + number, number)

    def _variants(self, operation: dict[str, Any], pointer: str, way: dict[str, Any] | None) -> int:
        """How many variants the widest union has that is sent."""
        schemas = [each.schema for each in parameters(self.original, pointer, operation["path"])]
        try:
            found = self._media(operation, pointer, way)
        except CannotCallError:
            found = None
        schemas += [found[0].schema] if found is not None and found[0].schema is not None else []
        return max(map(self.values.families.variants, schemas), default=1)

    def _has_example(self, operation: dict[str, Any], pointer: str) -> bool:
        found = self._media(operation, pointer, None)
        return found is not None and bool(examples(self.values.schemas, found[0].holder))

    def _call(self, operation: dict[str, Any], pointer: str, plan: _Plan) -> Call:
        kind, way = plan.kind, plan.way
        given: list[tuple[Parameter, Json]] = []
        arguments: dict[str, Any] = {}
        documented = parameters(self.original, pointer, operation["path"])
        named = {(each.place, _key(each)): each for each in documented}
        # In each way an argument has a type of its own: a file in a form is text in JSON.
        typed = {each["python_name"]: each["type"] for each in (way or operation)["arguments"]}
        own = [
            {**argument, "type": typed[argument["python_name"]]}
            for argument in operation["arguments"]
            if argument["python_name"] in typed
        ]
        for argument in own:
            if argument["in"] not in _PLACES:
                continue
            wire = argument["wire_name"]
            parameter = named.pop(
                (argument["in"], wire.lower() if argument["in"] == "header" else wire), None
            )
            if parameter is None and argument["in"] == "path":
                # In the path's template, and documented nowhere: any text will do.
                given.append((Parameter("path", wire, True, "", "simple", False), "text"))
                arguments[argument["python_name"]] = "text"
                continue
            if parameter is None:
                raise CannotCallError(f"no {argument['in']} parameter {wire!r} is documented")
            # A key that makes repeating safe is required of the request, and the client makes one.
            is_key = wire.lower() == str(self.surface["client"]["idempotency_header"]).lower()
            # Nor is one required of a call that the client has a value for; here it has none.
            is_free = is_key or argument["client_argument"] is not None
            if parameter.required != argument["required"] and not is_free:
                raise CannotCallError(
                    f"{wire!r} is {'' if parameter.required else 'not '}required in the document"
                )
            if kind == "required" and not (argument["required"] or parameter.required):
                continue
            value = self._parameter(parameter, kind, plan.number, plan.variant)
            if value is NONE:
                raise CannotCallError(f"no value was found for the parameter {wire!r}")
            given.append((parameter, value))
            arguments[argument["python_name"]] = self._python(
                parameter, value, argument["type"], as_model=kind == "everything"
            )
        self._check_left(named)
        call = Call(
            operation,
            pointer,
            kind,
            given,
            arguments=arguments,
            responses=_responses(operation, way),
            number=plan.number,
            variant=plan.variant,
        )
        call = self._with_body(call, own, plan)
        choose(call, own, way, plan.media_type)
        return call

    def _python(self, parameter: Parameter, value: Json, type: dict[str, Any], *, as_model: bool) -> Any:
        if isinstance(value, list) and type.get("scalar") == "string":
            # Where there is no style for it, callers write the list themselves.
            return SEPARATORS.get(parameter.style, ",").join(map(text, value))
        return self.arguments.python(value, type, as_model=as_model)

    def _check_left(self, left: Mapping[tuple[str, str], Parameter]) -> None:
        """Parameters that no argument stands for are faults, but those that credentials or the SDK set."""
        credentials = {
            (scheme["kind"].removeprefix("api-key-"), str(scheme["wire_name"]).lower())
            for scheme in self.surface["security_schemes"]
        }
        for place, name in left:
            known = place == "formData" or (place == "header" and name.lower() in _OWN_HEADERS)
            if not known and (place, name.lower()) not in credentials:
                raise CannotCallError(f"the {place} parameter {name!r} is no argument of the method")

    def _parameter(self, parameter: Parameter, kind: Kind, call: int, variant: int | None = None) -> Json:
        first = call if call >= MORE else 0
        for number in range(first, first + 8):
            value = self.values.make(
                parameter.schema,
                kind if number < first + 6 else "everything",
                str(number),
                plain=True,
                variant=None if variant is None else variant + number - first,
            )
            if value is None:
                continue  # what would be null cannot be sent
            if parameter.place == "path" and value in ("", ".", "..", [], {}):
                continue
            if not is_sendable(parameter, value):
                value = self.values.make(parameter.schema, "required", str(number), plain=True)
            return value
        return NONE

    def _media(
        self, operation: dict[str, Any], pointer: str, way: dict[str, Any] | None, wanted: str | None = None
    ) -> tuple[Body, bool] | None:
        found, required = bodies(self.original, pointer, operation["path"])
        wanted = wanted or (way["media_type"] if way else None) or (operation["body"] or {}).get("media_type")
        if wanted is None or not found:
            return None
        for same in (lambda kind: kind == wanted, lambda kind: essence(kind) == essence(wanted)):
            for each in found:
                if same(each.media_type):
                    return each, required
        raise CannotCallError(f"the document has no body of type {wanted!r}")

    def _with_body(self, call: Call, own: list[dict[str, Any]], plan: _Plan) -> Call:
        way = plan.way
        taking = [argument for argument in own if argument["in"] in ("body", "body-field")]
        needed = {each["python_name"]: each["required"] for each in (way["arguments"] if way else own)}
        found = self._media(call.operation, call.pointer, way, plan.media_type)
        if found is None:
            if bodies(self.original, call.pointer, call.operation["path"])[1]:
                raise CannotCallError("the document requires a body, the method takes none")
            return call
        media, required = found
        if call.kind == "required" and not required and not any(needed[a["python_name"]] for a in taking):
            return call
        if media.schema is None and self.original.is_swagger:
            return self._with_fields(call, taking, media)
        value = self._body_value(media, plan)
        if isinstance(value, list) and is_lines(media.media_type) and not takes_items(taking):
            value = "text"
        if value is NONE:
            raise CannotCallError("no value was found for the body")
        return self._given(replace(call, media=media, needs_body=required), taking, value)

    def _body_value(self, media: Body, plan: _Plan) -> Json:
        if is_lines(media.media_type):
            return self._lines(media, plan)
        if media.schema is None:
            return {"any": ["text", 1]} if is_json(media.media_type) else "text"
        kind_of = essence(media.media_type)
        if not is_json(kind_of) and kind_of not in FORMS and not kind_of.startswith("multipart/"):
            return "<a>text</a>" if "xml" in media.media_type else "text"
        if plan.number == -1:
            return examples(self.values.schemas, media.holder)[0]
        return self.values.make(
            media.schema, plan.kind, str(plan.number), form=kind_of in FORMS, variant=plan.variant
        )

    def _lines(self, media: Body, plan: _Plan) -> Json:
        """The items of a body of lines: one of the plan's kind, and one of each variant."""
        schema = item_schema(self.values.schemas, media)
        if schema is None:
            return [{"any": ["text", 1]}, "é\u2028", None]
        items = [self.values.make(schema, plan.kind, str(plan.number), variant=plan.variant)]
        items += [
            self.values.make(schema, "edges", f"{plan.number}.{turn}", variant=turn)
            for turn in range(max(2, self.values.families.variants(schema)) if plan.kind != "required" else 0)
        ]
        return NONE if NONE in items else items

    def _given(self, call: Call, taking: list[dict[str, Any]], value: Json) -> Call:
        as_model = call.kind == "everything"
        whole = next((each for each in taking if each["in"] == "body"), None)
        if whole is not None:
            given = self.arguments.python(value, whole["type"], as_model=as_model)
            return replace(call, body=value, arguments={**call.arguments, whole["python_name"]: given})
        if value is None and not call.operation["body"]["required"]:
            return replace(call, media=None)  # an optional body that may be null: not sent is as good
        if not isinstance(value, dict):
            raise CannotCallError(
                f"the body is {type(value).__name__}, and the method takes members of an object"
            )
        sent, arguments = {}, dict(call.arguments)
        for argument in taking:
            name = argument["wire_name"]
            if name not in value:
                continue
            if value[name] is None and not argument["nullable"]:
                continue  # None is the way not to send it
            sent[name] = value[name]
            arguments[argument["python_name"]] = self.arguments.python(
                value[name], argument["type"], as_model=as_model
            )
        if taking or not value:
            schema = self.values.schemas.at(call.media.schema) if call.media and call.media.schema else {}
            known = schema.get("properties", {}) if isinstance(schema, dict) else {}
            lost = [name for name in value if name not in sent and name in known and value[name] is not None]
            if lost:
                raise CannotCallError(f"no argument stands for the members {lost} of the body")
        return replace(call, body=sent, arguments=arguments)

    def _with_fields(self, call: Call, taking: list[dict[str, Any]], media: Body) -> Call:
        documented = {
            each.name: each
            for each in parameters(self.original, call.pointer, call.operation["path"])
            if each.place == "formData"
        }
        fields: list[tuple[Parameter, Json]] = []
        arguments = dict(call.arguments)
        if taking and taking[0]["in"] == "body":
            # One of the fields has the name of a parameter, so that they are one argument.
            for each in documented.values():
                value = self._parameter(each, call.kind, 0)
                if value is not NONE and (each.required or call.kind != "required"):
                    fields.append((each, value))
            whole = {each.name: value for each, value in fields}
            arguments[taking[0]["python_name"]] = self.arguments.python(whole, taking[0]["type"])
            return replace(call, media=media, body=whole, fields=fields, arguments=arguments)
        for argument in taking:
            parameter = documented.get(argument["wire_name"])
            if parameter is None:
                raise CannotCallError(f"no field {argument['wire_name']!r} is documented")
            if call.kind == "required" and not argument["required"]:
                continue
            value = self._parameter(parameter, call.kind, 0)
            if value is NONE:
                raise CannotCallError(f"no value was found for the field {parameter.name!r}")
            fields.append((parameter, value))
            arguments[argument["python_name"]] = self._python(
                parameter, value, argument["type"], as_model=False
            )
        sent = {parameter.name: value for parameter, value in fields}
        return replace(call, media=media, body=sent, fields=fields, arguments=arguments)


def _key(parameter: Parameter) -> str:
    return parameter.name.lower() if parameter.place == "header" else parameter.name


def _responses(operation: dict[str, Any], way: dict[str, Any] | None) -> list[dict[str, Any]]:
    if way is None:
        return list(operation["responses"])
    chosen = {(each["status"], each["media_type"]) for each in way["responses"]}
    return [each for each in operation["responses"] if (each["status"], each["media_type"]) in chosen]
