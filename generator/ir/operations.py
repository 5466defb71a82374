"""Operations become methods: arguments, body, results and errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostics
from generator.ir import names, position, words
from generator.ir.docs import doc_of
from generator.ir.drafts import Use
from generator.ir.media import STREAMS, answer, essence, is_json, is_text
from generator.ir.model import (
    ANY,
    Argument,
    Body,
    Direction,
    Doc,
    Limits,
    Operation,
    Place,
    Pointer,
    Primitive,
    PyName,
    Rename,
    Result,
    Scalar,
    Scopes,
    Style,
    WireName,
)
from generator.ir.position import Position
from generator.ir.refs import References
from generator.ir.reserved import ARGUMENTS
from generator.ir.security import Alternatives
from generator.ir.types import TypeBuilder
from generator.load.document import Document
from generator.spec import model as spec

_PLACES = {"path": Place.PATH, "query": Place.QUERY, "header": Place.HEADER, "cookie": Place.COOKIE}
# "If `in` is "header" and the name is one of these, the parameter definition SHALL be ignored" (OpenAPI 3.1
# §4.8.12.2.1).
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})


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
    ) -> None:
        self._references = references
        self._types = types
        self._document = document
        self._diagnostics = diagnostics
        self._kept = kept
        self.renames: list[Rename] = []

    def build(
        self, operation: spec.Operation, named: MethodNames, security: Alternatives | None, scopes: Scopes
    ) -> Operation:
        """One operation. Its `name` and `group` are empty."""
        parameters = self._parameters(operation)
        body, media = self._body(operation)
        results, errors = self._responses(operation, named)
        return Operation(
            id=Pointer(operation.pointer),
            method=operation.method.upper(),
            path=operation.path,
            name=PyName(""),
            group=(),
            arguments=self._arguments(operation, named, parameters, body, media),
            body=body,
            results=results,
            errors=errors,
            security=security,
            scopes=() if security is None else scopes,
            operation_id=operation.operation_id,
            summary=(operation.summary or "").strip(),
            description=(operation.description or "").strip(),
            deprecated=operation.deprecated,
            example=dict(operation.extensions).get("x-sdksmith-example"),
            origin=self._document.locate(operation.pointer, key=True),
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

    def _body(self, operation: spec.Operation) -> tuple[Body | None, spec.MediaType | None]:
        if operation.request_body is None:
            return None, None
        body = self._references.record(operation.request_body, spec.RequestBody)
        if body is None or not body.content:
            return None, None
        media = next((media for media in body.content if is_json(media.media_type)), None)
        if media is None:
            for other in body.content:
                self._unsupported(f"the request body as '{other.media_type}'", other.pointer)
            return None, None
        self._unused(body.content, media)
        pointer = Pointer(media.schema.pointer) if media.schema is not None else None
        return Body(media.media_type, body.required, pointer), media

    def _arguments(
        self,
        operation: spec.Operation,
        named: MethodNames,
        parameters: list[spec.Parameter],
        body: Body | None,
        media: spec.MediaType | None,
    ) -> tuple[Argument, ...]:
        drafts = [self._parameter(operation, named, parameter) for parameter in parameters]
        if body is not None and media is not None:
            fields = self._fields(operation, named, media, {draft.name for draft in drafts})
            drafts.extend(fields if fields is not None else [self._whole(operation, named, body, media)])
        drafts = [replace(draft, order=order) for order, draft in enumerate(drafts)]
        drafts.sort(key=lambda argument: not argument.required)
        claims = [
            names.Claim(
                argument_id(operation.pointer, draft.place, draft.wire),
                (draft.name, f"{draft.name}_{draft.place.value.partition('-')[0]}"),
            )
            for draft in drafts
        ]
        naming = names.assign(claims, reserved=ARGUMENTS, kept=self._kept, ordered=True)
        self.renames.extend(naming.renames)
        given = naming.names
        return tuple(
            _renamed(draft, given[argument_id(operation.pointer, draft.place, draft.wire)])
            for draft in drafts
        )

    def _parameter(
        self, operation: spec.Operation, named: MethodNames, parameter: spec.Parameter
    ) -> Argument:
        schema = parameter.schema
        if schema is None and parameter.content:
            schema = parameter.content[0].schema
        place = position.parameter(named.type_prefix, named.subject, parameter.name)
        use = Use(ANY) if schema is None else self._types.use(schema, place, Direction.INPUT)
        return Argument(
            wire=WireName(parameter.name),
            name=PyName(names.variable(parameter.name, "parameter")),
            place=_PLACES[parameter.location],
            type=use.type,
            required=parameter.required or parameter.location == "path",
            # A query, header or path has no way to say null.
            nullable=False,
            schema=Pointer(schema.pointer if schema is not None else parameter.pointer),
            style=_style(parameter),
            doc=self._doc(schema, parameter.description),
            deprecated=parameter.deprecated or (schema is not None and schema.deprecated),
            limits=self._limits(schema),
        )

    def _fields(
        self, operation: spec.Operation, named: MethodNames, media: spec.MediaType, taken: set[PyName]
    ) -> list[Argument] | None:
        """The members of a body that can be arguments of their own; None when the body must be one argument.

        A body is flattened when it is an object with known members, none of which has the name of a
        parameter.
        """
        if media.schema is None:
            return None
        resolved = self._references.schema(media.schema) if media.schema.ref is not None else media.schema
        if resolved is None:
            return None
        schema = self._types.flat(resolved)
        plain = (
            not (schema.one_of or schema.any_of or schema.enum or schema.ref) and "null" not in schema.types
        )
        extra = (schema.additional_properties, schema.unevaluated_properties)
        is_open = bool(schema.pattern_properties) or any(
            more is not None and more.boolean is None for more in extra
        )
        if resolved.discriminator is not None and self._references.heirs(resolved):
            return None
        if not plain or is_open or not schema.properties or set(schema.types) - {"object"}:
            return None
        place = self._types.place_of(resolved, position.request(named.type_prefix, named.subject))
        found: list[Argument] = []
        for wire, member in schema.properties:
            if member.read_only:
                continue
            name = names.variable(wire, "field")
            if name in taken:
                return None
            use = self._types.use(member, place.property(wire), Direction.INPUT)
            found.append(
                Argument(
                    wire=WireName(wire),
                    name=PyName(name),
                    place=Place.FIELD,
                    type=use.type,
                    required=wire in schema.required,
                    nullable=use.nullable,
                    schema=Pointer(member.pointer),
                    doc=self._doc(member, None),
                    deprecated=member.deprecated,
                    limits=self._limits(member),
                )
            )
        return found or None

    def _whole(
        self, operation: spec.Operation, named: MethodNames, body: Body, media: spec.MediaType
    ) -> Argument:
        place = position.request(named.type_prefix, named.subject)
        use = Use(ANY) if media.schema is None else self._types.use(media.schema, place, Direction.INPUT)
        return Argument(
            wire=WireName("body"),
            name=PyName("body"),
            place=Place.BODY,
            type=use.type,
            required=body.required,
            nullable=use.nullable,
            schema=Pointer(media.schema.pointer if media.schema is not None else media.pointer),
            doc=self._doc(media.schema, None),
            limits=self._limits(media.schema),
        )

    def _doc(self, schema: spec.Schema | None, text: str | None) -> Doc:
        if schema is None:
            return Doc(text or "")
        schema, target = self._types.described(schema)
        return doc_of(schema, target, text)

    def _limits(self, schema: spec.Schema | None) -> Limits | None:
        return None if schema is None else self._types.limits(*self._types.described(schema))

    def _responses(
        self, operation: spec.Operation, named: MethodNames
    ) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
        results: list[Result] = []
        errors: list[Result] = []
        successes = sorted(status for status, _ in operation.responses if is_success(status))
        if not successes and any(status == "default" for status, _ in operation.responses):
            successes = ["default"]
        for status, item in sorted(operation.responses):
            response = self._references.record(item, spec.Response)
            success = status in successes
            suffix = "" if [status] == successes[:1] else words.pascal(status)
            place = (
                position.response(named.type_prefix, named.subject, suffix)
                if success
                else position.failure(named.type_prefix, named.subject, status)
            )
            media = answer(response) if response is not None else None
            if response is None:
                response = spec.Response(f"{operation.pointer}/responses/{status}")
                content: Use | None = Use(ANY)
            elif media is None:
                content = None
            else:
                self._unused(response.content, media)
                content = self._content(media, place, success=success)
            result = Result(
                status=status.upper() if status != "default" else status,
                media_type=media.media_type if media is not None else None,
                type=content.whole if content is not None else None,
                schema=(
                    Pointer(media.schema.pointer) if media is not None and media.schema is not None else None
                ),
                description=response.description.strip(),
                example=media.examples[0].value if media is not None and media.examples else None,
            )
            if success:
                results.append(result)
            elif status == "default" or not status.startswith(("1", "3")):
                errors.append(result)
        return tuple(results), tuple(errors)

    def _content(self, media: spec.MediaType, place: Position, *, success: bool) -> Use:
        """The type of a body: by its schema when it is JSON, else text or bytes."""
        if is_json(media.media_type) or essence(media.media_type) == "*/*":
            return (
                Use(ANY) if media.schema is None else self._types.use(media.schema, place, Direction.OUTPUT)
            )
        if not success:
            # The text of an error is there in any case; its body is what JSON says, if it is JSON after all.
            return Use(ANY)
        if essence(media.media_type) in STREAMS:
            self._unsupported(
                f"the response as a stream of '{media.media_type}', item by item,", media.pointer
            )
        return Use(Primitive(Scalar.STRING if is_text(media.media_type) else Scalar.BYTES))

    def _unused(self, content: tuple[spec.MediaType, ...], media: spec.MediaType) -> None:
        for other in content:
            if other is not media:
                self._report(
                    "UNSUPPORTED002",
                    f"'{other.media_type}' is not used; '{media.media_type}' is",
                    other.pointer,
                )

    def _unsupported(self, what: str, pointer: str) -> None:
        self._report("UNSUPPORTED001", f"{what} is not supported yet", pointer)

    def _report(self, code: str, message: str, pointer: str) -> None:
        location = self._document.locate(pointer, key=True)
        self._diagnostics.report(code, message, location, source_line=self._document.source_line(location))


def is_success(status: str) -> bool:
    """Whether a key of a Responses Object is a 2xx code or range."""
    return status.startswith("2")


def argument_id(operation: str, place: Place, wire: str) -> str:
    """The key of an argument in the lock file."""
    return f"{operation}/{place.value}/{wire}"


def _style(parameter: spec.Parameter) -> Style | None:
    """How a parameter is written, unless in the default way (OpenAPI 3.1 §4.8.12.3)."""
    if parameter.location != "query":
        return None
    if parameter.schema is None and parameter.content and is_json(parameter.content[0].media_type):
        return Style("content", media_type=parameter.content[0].media_type)
    style = parameter.style or "form"
    explode = parameter.explode if parameter.explode is not None else style == "form"
    if style in ("spaceDelimited", "pipeDelimited") and not explode:
        return Style(style)
    if style == "deepObject":
        return Style(style, explode=True)
    return None if explode else Style("form")


def _template_parts(path: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\{([^{}]+)\}", path)))


def _renamed(argument: Argument, name: PyName) -> Argument:
    return replace(argument, name=name)
