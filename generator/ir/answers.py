"""Responses: what an operation answers, by status and media type (OpenAPI 3.1 §4.8.16, §4.8.17, §4.8.21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.ir import media, position, words
from generator.ir.model import (
    ANY,
    Direction,
    Pointer,
    Primitive,
    Result,
    Scalar,
    Sequence,
    Type,
)
from generator.ir.position import Position
from generator.ir.refs import References
from generator.ir.types import TypeBuilder
from generator.spec import model as spec

# By HTTP these have no content (RFC 9110 §6.4.1), whatever is documented.
_EMPTY = frozenset({"204", "205", "304"})
# Those that are followed (RFC 9110 §15.4).
_REDIRECTS = frozenset({"301", "302", "303", "307", "308", "3XX"})
# The members of an event (HTML, §9.2.6).
_EVENT = frozenset({"event", "data", "id", "retry"})


@dataclass(frozen=True, slots=True)
class Answers:
    """What an operation answers.

    Attributes:
        successes: By status, one for each media type, the best first.
        errors: By status.
    """

    successes: tuple[tuple[Result, ...], ...]
    errors: tuple[Result, ...]


class AnswerBuilder:
    """Turns Responses Objects into results."""

    def __init__(
        self, references: References, types: TypeBuilder, report: Callable[[str, str, str], None]
    ) -> None:
        self._references = references
        self._types = types
        self._report = report

    def answers(self, operation: spec.Operation, prefix: str, subject: str) -> Answers:
        """All responses of an operation.

        Args:
            operation: Whose they are.
            prefix: The operation in PascalCase.
            subject: The noun of its group.
        """
        successes: list[tuple[Result, ...]] = []
        errors: list[Result] = []
        wanted = sorted(status for status, _ in operation.responses if is_success(status))
        if not wanted and any(status == "default" for status, _ in operation.responses):
            wanted = ["default"]
        headers = self._headers(operation, wanted, prefix, subject)
        for status, item in sorted(operation.responses):
            response = self._references.record(item, spec.Response)
            if status in wanted:
                suffix = "" if [status] == wanted[:1] else words.pascal(status)
                place = position.response(prefix, subject, suffix)
                results = self._successes(operation, status, response, place)
                successes.append(tuple(replace(result, headers=headers) for result in results))
            elif status == "default" or not status.startswith(("1", "3")):
                place = position.failure(prefix, subject, status)
                errors.append(self._error(operation, status, response, place))
        if not successes:
            successes = self._followed(operation)
        return Answers(tuple(successes), tuple(errors))

    def _followed(self, operation: spec.Operation) -> list[tuple[Result, ...]]:
        """What an operation gives that is only documented to redirect: whatever stands where it leads."""
        for status, item in sorted(operation.responses):
            if status in _REDIRECTS:
                response = self._references.record(item, spec.Response)
                text = response.description.strip() if response is not None else ""
                return [(Result("2XX", "*/*", Primitive(Scalar.BYTES), None, text),)]
        return []

    def _successes(
        self, operation: spec.Operation, status: str, response: spec.Response | None, place: Position
    ) -> list[Result]:
        if response is None:
            return [Result(status, None, ANY, None)]
        text = response.description.strip()
        if not response.content or status in _EMPTY or operation.method.upper() == "HEAD":
            return [Result(status, None, None, None, text)]
        return [
            replace(self._result(status, item, place), description=text)
            for item in media.best(response.content)
        ]

    def _result(self, status: str, item: spec.MediaType, place: Position) -> Result:
        sequence, type = self._content(item, place)
        schema = item.schema or item.item_schema
        end = dict(item.extensions).get("x-sdksmith-terminator")
        return Result(
            status=status,
            media_type=item.media_type,
            type=type,
            schema=Pointer(schema.pointer) if schema is not None else None,
            example=item.examples[0].value if item.examples else None,
            sequence=sequence,
            end=end if isinstance(end, str) and sequence is not None else None,
        )

    def _error(
        self, operation: spec.Operation, status: str, response: spec.Response | None, place: Position
    ) -> Result:
        """A documented failure. Its text is there in any case; its body is what JSON says, if it is JSON."""
        if response is None:
            return Result(status, None, ANY, None)
        item = next(iter(media.best(response.content)), None)
        type: Type | None = None
        if item is not None:
            readable = media.is_json(item.media_type) or media.is_anything(item.media_type)
            type = ANY
            if readable and item.schema is not None:
                type = self._types.use(item.schema, place, Direction.OUTPUT).whole
        return Result(
            status=status,
            media_type=item.media_type if item is not None else None,
            type=type,
            schema=Pointer(item.schema.pointer) if item is not None and item.schema is not None else None,
            description=response.description.strip(),
            example=item.examples[0].value if item is not None and item.examples else None,
        )

    def _content(self, item: spec.MediaType, place: Position) -> tuple[Sequence | None, Type]:
        """Whether a body is a sequence, and the type of what it holds: by its schema where that is JSON, else
        text or bytes.
        """
        kind = item.media_type
        if media.essence(kind) in media.EVENTS:
            return self._events(item, place.streamed())
        if media.essence(kind) in media.LINES or item.item_schema is not None:
            return Sequence.LINES, self._lines(item, place.streamed())
        if media.is_json(kind) or media.is_anything(kind):
            if item.schema is None:
                return None, ANY
            return None, self._types.use(item.schema, place, Direction.OUTPUT).whole
        if media.is_xml(kind):
            self._report("UNSUPPORTED002", f"a body of '{kind}' is passed as text or bytes", item.pointer)
        return None, Primitive(Scalar.STRING if media.is_text(kind) else Scalar.BYTES)

    def _events(self, item: spec.MediaType, place: Position) -> tuple[Sequence, Type]:
        """The items of server-sent events.

        A schema that has the members of events is one of the whole event (3.2 §4.14.4.4 has it so for
        `itemSchema`); any other is of what `data` holds.
        """
        schema = item.item_schema or item.schema
        if schema is None:
            return Sequence.EVENTS, Primitive(Scalar.STRING)
        whole = self._is_event(schema)
        if whole:
            schema = self._decoded(schema, place)
        use = self._types.use(schema, place, Direction.OUTPUT)
        return Sequence.WHOLE_EVENTS if whole else Sequence.EVENTS, use.whole

    def _is_event(self, schema: spec.Schema, depth: int = 0) -> bool:
        resolved = self._references.schema(schema) if schema.ref is not None else schema
        if resolved is None or depth > 8:
            return False
        flat = self._types.flat(resolved)
        named = {name for name, _ in flat.properties}
        if named:
            return named <= _EVENT and not named.isdisjoint({"event", "data"})
        variants = (*flat.one_of, *flat.any_of)
        return bool(variants) and all(self._is_event(variant, depth + 1) for variant in variants)

    def _decoded(self, schema: spec.Schema, place: Position, depth: int = 0) -> spec.Schema:
        """The schema of an event with that of what `data` holds in place of that of its text
        (`contentSchema`).

        A component is made here, before others refer to it, and has the decoded data for all who do.
        """
        resolved = self._references.schema(schema) if schema.ref is not None else schema
        if resolved is None or depth > 8:
            return schema

        def member(name: str, value: spec.Schema) -> spec.Schema:
            return value.content_schema if name == "data" and value.content_schema is not None else value

        def inside(variants: tuple[spec.Schema, ...]) -> tuple[spec.Schema, ...]:
            return tuple(self._decoded(variant, place, depth + 1) for variant in variants)

        decoded = replace(
            resolved,
            properties=tuple((name, member(name, value)) for name, value in resolved.properties),
            one_of=inside(resolved.one_of),
            any_of=inside(resolved.any_of),
            all_of=inside(resolved.all_of),
        )
        if decoded == resolved:
            return schema
        if schema.ref is None:
            return decoded
        at = self._types.place_of(resolved, place)
        self._types.named(decoded, at, Direction.OUTPUT, by_place=at == place)
        return schema

    def _lines(self, item: spec.MediaType, place: Position) -> Type:
        schema = item.item_schema
        if schema is None and item.schema is not None:
            # Before 3.2 there was no keyword for the items: an array is all of them, anything else is one.
            resolved = self._references.schema(item.schema) if item.schema.ref is not None else item.schema
            is_list = resolved is not None and "array" in resolved.types and resolved.items is not None
            schema = resolved.items if is_list and resolved is not None else item.schema
        if schema is None:
            return ANY
        return self._types.use(schema, place, Direction.OUTPUT).whole

    def _headers(
        self, operation: spec.Operation, statuses: list[str], prefix: str, subject: str
    ) -> Type | None:
        """The model of the headers of all successes; None when none are documented."""
        members: dict[str, list[spec.Schema]] = {}
        required: list[set[str]] = []
        sources: dict[str, None] = {}
        for status, item in sorted(operation.responses):
            response = self._references.record(item, spec.Response) if status in statuses else None
            if response is None:
                continue
            needed: set[str] = set()
            for name, written in response.headers:
                header = self._references.record(written, spec.Header)
                # A header of the name Content-Type "SHALL be ignored" (§4.8.17).
                if header is None or name.lower() == "content-type":
                    continue
                sources.setdefault(f"{response.pointer}/headers")
                known = members.setdefault(name, [])
                described = _described(header)
                if not any(_same(each, described) for each in known):
                    known.append(described)
                if header.required:
                    needed.add(name)
            required.append(needed)
        if not members:
            return None
        # The headers of one response are one model, whichever operations refer to it.
        at = next(iter(sources)) if len(sources) == 1 else f"{operation.pointer}/responses!headers"
        schema = spec.Schema(
            pointer=at,
            types=("object",),
            properties=tuple((name, _any_of(each)) for name, each in members.items()),
            required=tuple(name for name in members if all(name in each for each in required)),
        )
        place = replace(position.response(prefix, subject), root=False)
        name = f"{prefix}Headers"
        use = self._types.use(schema, replace(place, short=name, long=name, prefix=name), Direction.OUTPUT)
        return use.type


def _same(one: spec.Schema, other: spec.Schema) -> bool:
    return replace(one, pointer="", description="") == replace(other, pointer="", description="")


def _any_of(schemas: list[spec.Schema]) -> spec.Schema:
    """What a header is in one success or another."""
    first = schemas[0]
    return first if len(schemas) == 1 else spec.Schema(f"{first.pointer}!any", any_of=tuple(schemas))


def _described(header: spec.Header) -> spec.Schema:
    """The schema of a header's value, with what the header says about it."""
    schema = header.schema or spec.Schema(header.pointer, types=("string",))
    if schema.ref is not None or not header.description:
        return schema
    return replace(schema, description=header.description)


def is_success(status: str) -> bool:
    """Whether a key of a Responses Object is a 2xx code or range."""
    return status.startswith("2")
