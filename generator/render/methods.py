"""Operations as views: their signatures, their records, and what a call passes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from generator.ir.media import essence, is_anything, is_json
from generator.ir.model import (
    Argument,
    Body,
    OldMethod,
    Operation,
    Part,
    Place,
    Primitive,
    Result,
    Returned,
    Scalar,
    Scopes,
    Sequence,
    Style,
    Way,
)
from generator.render.client_values import from_client
from generator.render.models import limits_call
from generator.render.prose import method_docstring, use_text
from generator.render.python_types import Side, Spelling, alternatives
from generator.render.records import KEYWORDS, paging_record, retries_record, within
from generator.render.safe import Safe, docstring, literal, name
from generator.render.samples import Samples
from generator.render.servers import record as server_record
from generator.render.views import OperationView, Pair, ParameterView, PartView, SignatureView
from generator.render.wire import sends_empty, sends_empty_by_itself

_WHOLE = {
    Place.QUERYSTRING: "querystring",
    Place.BODY: "body",
    Place.CONTENT_TYPE: "content_type",
    Place.ACCEPT: "accept",
}


@dataclass(frozen=True, slots=True)
class Methods:
    """Makes the views of the methods of one resource.

    Attributes:
        spelling: How annotations are written in its module.
        taken: Names that stand in its module already.
    """

    spelling: Spelling
    taken: frozenset[str]

    def view(self, operation: Operation) -> OperationView:
        """One method, and the record of its operation."""
        samples = Samples(self.spelling.definitions)
        paging = operation.pagination
        whole = self._signature(Way(operation.arguments, None, operation.results), operation)
        constant = self._constant(operation)
        headers = next((result.headers for result in operation.results if result.headers is not None), None)
        record = whole.returns if whole.returns == whole.async_returns else _both(whole)
        with_headers = "_with_headers" if headers is not None else ""
        return OperationView(
            name=name(operation.name),
            constant=constant,
            constant_type=record,
            http_method=literal(operation.method),
            path=literal(operation.path),
            options=self._options(operation, Safe(f"{constant}_HEADERS" if headers is not None else "")),
            overloads=tuple(self._signature(way, operation) for way in operation.ways),
            signature=whole,
            docstring=docstring(
                method_docstring(operation, use_text(operation, samples), 8, samples.definitions), " " * 8
            ),
            async_docstring=docstring(
                method_docstring(
                    operation, use_text(operation, samples, asynchronous=True), 8, samples.definitions
                ),
                " " * 8,
            ),
            deprecated=literal(_deprecation(operation)) if operation.deprecated else Safe(""),
            pragma=Safe("  # pyright: ignore[reportDeprecated]") if operation.deprecated else Safe(""),
            parts=_parts(operation),
            headers=Safe(f"{constant}_HEADERS" if headers is not None else ""),
            headers_type=self.spelling.text(headers, Side.RETURNED) if headers is not None else Safe(""),
            wrapping=Safe(with_headers),
            async_wrapping=Safe(with_headers if paging is None else f"_pages{with_headers}"),
            is_paged=paging is not None,
            more=Safe(f", {constant}_HEADERS" if headers is not None else ""),
        )

    def old(self, old: OldMethod, operation: Operation) -> OperationView:
        """An old name of a method: the same under it, and deprecated."""
        now = f"client.{'.'.join(old.path)}"
        about = docstring([f"The old name of `{now}`."])
        return replace(
            self.view(replace(operation, name=old.name)),
            docstring=about,
            async_docstring=about,
            deprecated=literal(f"{old.name} is called {now} now."),
            pragma=Safe("  # pyright: ignore[reportDeprecated]"),
        )

    def _signature(self, way: Way, operation: Operation) -> SignatureView:
        given = replace(self.spelling, asynchronous=True)
        return SignatureView(
            parameters=tuple(_parameter(argument, self.spelling) for argument in way.arguments),
            async_parameters=tuple(_parameter(argument, given) for argument in way.arguments),
            returns=returned_annotation(way.results, operation, self.spelling),
            async_returns=returned_annotation(way.results, operation, given),
        )

    def _options(self, operation: Operation, headers: Safe) -> tuple[Pair, ...]:
        options: list[Pair] = []

        def option(key: str, value: str) -> None:
            if value:
                options.append(Pair(Safe(key), Safe(value)))

        option("returns", self._bodies(operation.results, operation.returned))
        option("raises", self._bodies(operation.errors))
        nulls = [a.wire for a in operation.arguments if a.nullable and a.place is Place.FIELD]
        option("nullable", f"frozenset({{{', '.join(map(literal, nulls))}}})" if nulls else "")
        if operation.service is not None:
            option("base_url", f"Service({literal(str(operation.service))})")
        if operation.server is not None:
            option("base_url", server_record(operation.server))
        if operation.security is not None:
            option("security", security_literal(operation.security))
        option("scopes", scopes_literal(operation.scopes))
        if any(a.nullable for a in operation.arguments if a.place is Place.BODY):
            option("nullable_body", "True")
        if operation.body is not None and any(a.place is Place.FIELD for a in operation.arguments):
            sends = sends_empty(operation.method, operation.body)
            option("sends_empty", "" if sends == sends_empty_by_itself(operation.method) else str(sends))
        option("bodies", _contents(operation))
        option("accept", _accept(operation))
        option("limits", _limits(operation))
        option("styles", _styles(operation))
        option("stream_flag", literal(operation.stream_flag) if operation.stream_flag is not None else "")
        option("headers", headers)
        option("paging", paging_record(operation.pagination) if operation.pagination is not None else "")
        option("idempotent", "True" if operation.idempotent else "")
        option("retries", retries_record(operation.retries) if operation.retries is not None else "")
        option("from_client", from_client(operation))
        return tuple(options)

    def _bodies(self, results: Iterable[Result], returned: Returned | None = None) -> str:
        """For each status how the body is read; by media type where there are several."""
        by_status: dict[str, dict[str, str]] = {}
        for result in results:
            readers = by_status.setdefault(result.status, {})
            readers.setdefault(result.media_type or "", self._reader(result, returned))
        entries: list[str] = []
        for status, readers in by_status.items():
            kind, read = next(iter(readers.items()))
            # A string that is documented as JSON is another than text.
            if len(readers) > 1 or (read == "lambda: str" and not is_json(kind) and not is_anything(kind)):
                read = f"{{{', '.join(f'{literal(kind)}: {each}' for kind, each in readers.items())}}}"
            entries.append(f"{literal(status)}: {read}")
        return f"{{{', '.join(entries)}}}" if entries else ""

    def _reader(self, result: Result, returned: Returned | None) -> str:
        if result.type is None:
            return "None"
        body = f"lambda: {self.spelling.value(result.type)}"
        end = f", end=({literal(result.end)},)" if result.end is not None else ""
        match result.sequence:
            case None:
                return body if returned is None else within(body, returned)
            case Sequence.EVENTS:
                return f"Events({body}{end})"
            case Sequence.WHOLE_EVENTS:
                return f"Events({body}, whole=True{end})"
            case Sequence.LINES:
                return f"Lines({body})"

    def _constant(self, operation: Operation) -> Safe:
        """The name of the operation's record in its module, where a class may be called the same (`S3`)."""
        upper = operation.name.upper()
        return Safe(f"{upper}_" if upper in self.taken | {"OMIT", "TYPE_CHECKING", "UUID"} else upper)


def returned_annotation(results: Iterable[Result], operation: Operation, spelling: Spelling) -> Safe:
    """What a method returns: pages, where it is paginated; a member of the answer, where that is wanted."""
    if operation.returned is not None:
        return spelling.text(operation.returned.type, Side.RETURNED)
    paging = operation.pagination
    if paging is None:
        return result_annotation(results, spelling)
    item = spelling.text(paging.item, Side.RETURNED)
    response = spelling.text(paging.response, Side.RETURNED)
    return Safe(f"{'AsyncPager' if spelling.asynchronous else 'Page'}[{item}, {response}]")


def result_annotation(results: Iterable[Result], spelling: Spelling) -> Safe:
    """The return annotation: the union of the documented successes; None when no body is documented."""
    texts: list[str] = []
    for result in results:
        text = "None" if result.type is None else str(spelling.text(result.type, Side.RETURNED))
        if result.type is not None and result.sequence is not None:
            text = f"{'AsyncStream' if spelling.asynchronous else 'Stream'}[{text}]"
        texts.extend(part for part in alternatives(text) if part not in texts)
    if "Any" in texts:
        return Safe("Any")
    if "None" in texts:
        texts = [*(text for text in texts if text != "None"), "None"]
    return Safe(" | ".join(texts) or "None")


def _both(signature: SignatureView) -> Safe:
    return Safe(f"{signature.returns}, {signature.async_returns}")


def _contents(operation: Operation) -> str:
    """The ways to send the body; empty where it is plain JSON."""
    if not operation.bodies:
        return ""
    calls = [_content(body, operation) for body in operation.bodies]
    return "" if calls == ['Content("application/json")'] else f"({', '.join(calls)},)"


def _content(body: Body, operation: Operation) -> str:
    arguments: list[str] = [literal(body.media_type)]
    if body.parts:
        parts = ", ".join(f"{literal(part.wire)}: {_part(part)}" for part in body.parts)
        arguments.append(f"parts={{{parts}}}")
    required = _needed(body, operation)
    if required:
        arguments.append(f"required=({', '.join(map(literal, required))},)")
    others = _others(body, operation)
    if others:
        arguments.append(f"others=({', '.join(map(literal, others))},)")
    return f"Content({', '.join(arguments)})"


def _needed(body: Body, operation: Operation) -> list[str]:
    """Members without which this way to send the body is not complete, and that the signature leaves open."""
    always = {argument.name for argument in operation.arguments if argument.required}
    way = next((way for way in operation.ways if way.body == body), None)
    if way is None:
        return []
    needed = [a for a in way.arguments if a.place is Place.FIELD and a.required and a.name not in always]
    return [str(argument.wire) for argument in needed if argument.wire != operation.stream_flag]


def _others(body: Body, operation: Operation) -> list[str]:
    """Members that only other ways to send the body have, and that the signature takes."""
    way = next((way for way in operation.ways if way.body == body), None)
    if way is None:
        return []
    own = {argument.wire for argument in way.arguments if argument.place is Place.FIELD}
    fields = [argument.wire for argument in operation.arguments if argument.place is Place.FIELD]
    return [str(wire) for wire in fields if wire not in own]


def _part(part: Part) -> str:
    arguments: list[str] = [literal(part.content_type)] if part.content_type else []
    arguments += [f"style={style_call(part.style)}"] if part.style is not None else []
    if part.headers:
        headers = ", ".join(f"{literal(key)}: {literal(value)}" for key, value in part.headers)
        arguments.append(f"headers={{{headers}}}")
    arguments += ["is_file=True"] if part.is_file else []
    arguments += ["is_base64=True"] if part.is_base64 else []
    return f"Part({', '.join(arguments)})"


def _accept(operation: Operation) -> str:
    """What to ask for; empty where the runtime's own wish for JSON will do."""
    first: dict[str, Result] = {}
    for result in operation.usual.results:
        if result.media_type is not None:
            first.setdefault(result.status, result)
    if all(_is_plain_json(result) for result in first.values()):
        return ""
    return literal(", ".join(dict.fromkeys(str(result.media_type) for result in first.values())))


def _is_plain_json(result: Result) -> bool:
    """Whether `application/json` asks for it; `application/problem+json` is another (RFC 9110 §12.5.1)."""
    kind = result.media_type or ""
    return essence(kind) == "application/json" or (
        is_anything(kind) and result.type != Primitive(Scalar.BYTES)
    )


def _limits(operation: Operation) -> str:
    """What arguments must keep to; empty when nothing is checked."""
    return _by_place(
        operation,
        {**KEYWORDS, Place.BODY: "body"},
        lambda argument: "" if argument.limits is None else limits_call(argument.limits),
    )


def _styles(operation: Operation) -> str:
    """How parameters are written that do not travel in the default style; empty when all do."""
    return _by_place(
        operation,
        {**KEYWORDS, Place.QUERYSTRING: "querystring"},
        lambda argument: "" if argument.style is None else style_call(argument.style),
    )


def _by_place(operation: Operation, keywords: Mapping[Place, str], said: Callable[[Argument], str]) -> str:
    """What is said of arguments, by where they travel and wire name; empty when nothing is."""
    places: list[str] = []
    for place, keyword in keywords.items():
        given = [
            (argument.wire, said(argument)) for argument in operation.arguments if argument.place is place
        ]
        entries = [f"{literal(wire)}: {text}" for wire, text in given if text]
        if entries:
            places.append(f'"{keyword}": {{{", ".join(entries)}}}')
    return f"{{{', '.join(places)}}}" if places else ""


def style_call(style: Style) -> Safe:
    """A style as the runtime's record."""
    arguments: list[str] = [literal(style.name)]
    arguments += ["explode=True"] if style.explode else []
    arguments += ["reserved=True"] if style.reserved else []
    arguments += [f"media_type={literal(style.media_type)}"] if style.media_type is not None else []
    return Safe(f"Style({', '.join(arguments)})")


def security_literal(security: tuple[tuple[str, ...], ...]) -> Safe:
    """Alternatives of scheme names as a tuple of tuples."""
    inner = [
        "("
        + ", ".join(literal(scheme) for scheme in alternative)
        + ("," if len(alternative) == 1 else "")
        + ")"
        for alternative in security
    ]
    return Safe("(" + ", ".join(inner) + ("," if len(inner) == 1 else "") + ")")


def scopes_literal(scopes: Scopes) -> Safe:
    """Scopes by scheme as a dict; nothing where there are none."""
    entries = [
        f"{literal(scheme)}: ({''.join(f'{literal(each)}, ' for each in names)})" for scheme, names in scopes
    ]
    return Safe("{" + ", ".join(entries) + "}") if entries else Safe("")


def _parameter(argument: Argument, spelling: Spelling) -> ParameterView:
    if argument.required:
        spell = spelling.optional if argument.nullable else spelling.text
        return ParameterView(
            name(argument.name), Safe(f"{argument.name}: {spell(argument.type, Side.GIVEN)}")
        )
    annotation = spelling.optional(argument.type, Side.GIVEN)
    if argument.nullable:
        return ParameterView(name(argument.name), Safe(f"{argument.name}: {annotation} | Omit = OMIT"))
    return ParameterView(name(argument.name), Safe(f"{argument.name}: {annotation} = None"))


def _parts(operation: Operation) -> tuple[PartView, ...]:
    parts: list[PartView] = []
    on_the_wire = sorted(operation.arguments, key=lambda argument: argument.order)
    for place, keyword in KEYWORDS.items():
        entries = tuple(
            Pair(literal(argument.wire), name(argument.name))
            for argument in on_the_wire
            if argument.place is place
        )
        if entries:
            parts.append(PartView(Safe(keyword), entries, Safe("")))
    for place, keyword in _WHOLE.items():
        whole = (argument for argument in on_the_wire if argument.place is place)
        parts.extend(PartView(Safe(keyword), (), name(argument.name)) for argument in whole)
    return tuple(parts)


def _deprecation(operation: Operation) -> str:
    return f"{operation.name} is deprecated by the API."
