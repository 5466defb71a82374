"""Resources: groups and their methods as views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.media import is_json
from generator.ir.model import Api, Argument, Definition, Group, Operation, Place, Pointer, Result, Style
from generator.render.models import limits_call
from generator.render.prose import call_text, first_sentence, method_docstring, sentence
from generator.render.python_types import FORMATS, Side, Spelling, alternatives, words_in
from generator.render.safe import WIDTH, Safe, clean, docstring, literal, name, wrap
from generator.render.samples import Samples
from generator.render.servers import imports as server_imports
from generator.render.servers import record as server_record
from generator.render.views import GroupLink, OperationView, Pair, ParameterView, PartView, ResourceView

_KEYWORDS = {
    Place.PATH: "path",
    Place.QUERY: "query",
    Place.HEADER: "headers",
    Place.COOKIE: "cookies",
    Place.FIELD: "fields",
}
# Methods whose names hide, inside their class, what the annotations of other methods use.
_HIDING = frozenset({"bool", "bytes", "dict", "float", "int", "list", "str"})


@dataclass(frozen=True, slots=True)
class Resources:
    """Makes the views of all groups of an API."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    def modules(self) -> tuple[ResourceView, ...]:
        """One view a group, the root's children first."""
        return tuple(view for group in self.api.root.groups for view in self._modules(group))

    def _modules(self, group: Group) -> list[ResourceView]:
        views = [self._module(group)]
        for child in group.groups:
            views.extend(self._modules(child))
        return views

    def links(self, group: Group) -> tuple[GroupLink, ...]:
        """The namespaces directly inside a group."""
        return tuple(
            GroupLink(
                name(child.name),
                name(child.class_name),
                Safe(f"{'resources.' if not group.path else ''}{child.name}"),
                docstring(wrap(_about(child), WIDTH - 8), " " * 8),
                Safe(_classes(child)),
            )
            for child in group.groups
        )

    def _module(self, group: Group) -> ResourceView:
        members = [*(item.name for item in group.operations), *(child.name for child in group.groups)]
        hides = not _HIDING.isdisjoint(members)
        spelling = Spelling(
            self.definitions,
            prefix="types.",
            builtins="builtins." if hides else "",
        )
        taken = frozenset({group.class_name, f"Async{group.class_name}"})
        operations = tuple(self._operation(operation, spelling, taken) for operation in group.operations)
        # A group with groups of its own is a package; each level of it adds a dot to the way back to the
        # root.
        dots = "." * (len(group.path) + 1 + (1 if group.groups else 0))
        path = "/".join(group.path) + ("/__init__" if group.groups else "")
        return ResourceView(
            path=Safe(path),
            docstring=docstring(wrap(_about(group), WIDTH)),
            imports=_imports(operations, dots, bool(group.groups)),
            type_imports=tuple(
                Safe(f"from .{child.name} import {_classes(child)}") for child in group.groups
            ),
            class_name=name(group.class_name),
            class_docstring=docstring(_class_lines(group), "    "),
            async_class_docstring=docstring(
                wrap(f"{_about(group).removesuffix('.')}, asynchronously.", WIDTH - 4), "    "
            ),
            raw_docstring=docstring(
                [f"The methods of `{group.class_name}`, each returning the HTTP response."]
            ),
            streaming_docstring=docstring(
                [f"The methods of `{group.class_name}`, each returning the HTTP response, its body unread."]
            ),
            groups=self.links(group),
            operations=operations,
        )

    def _operation(self, operation: Operation, spelling: Spelling, taken: frozenset[str]) -> OperationView:
        samples = Samples(spelling.definitions)
        returns = result_annotation(operation, spelling)
        return OperationView(
            name=name(operation.name),
            constant=_constant(operation, taken),
            constant_type=returns,
            http_method=literal(operation.method),
            path=literal(operation.path),
            options=_options(operation, spelling),
            parameters=tuple(_parameter(argument, spelling) for argument in operation.arguments),
            returns=returns,
            docstring=docstring(
                method_docstring(operation, call_text(operation, samples, width=80), 8), " " * 8
            ),
            async_docstring=docstring(
                method_docstring(operation, call_text(operation, samples, width=80, await_=True), 8), " " * 8
            ),
            deprecated=literal(_deprecation(operation)) if operation.deprecated else Safe(""),
            pragma=Safe("  # pyright: ignore[reportDeprecated]") if operation.deprecated else Safe(""),
            parts=_parts(operation),
        )


def result_annotation(operation: Operation, spelling: Spelling) -> Safe:
    """The return annotation: the union of the documented successes; None when no body is documented."""
    texts: list[str] = []
    for result in operation.results:
        text = "None" if result.type is None else str(spelling.text(result.type, Side.RETURNED))
        texts.extend(part for part in alternatives(text) if part not in texts)
    if "Any" in texts:
        return Safe("Any")
    if "None" in texts:
        texts = [*(text for text in texts if text != "None"), "None"]
    return Safe(" | ".join(texts) or "None")


def _options(operation: Operation, spelling: Spelling) -> tuple[Pair, ...]:
    options: list[Pair] = []
    if operation.results:
        options.append(Pair(Safe("returns"), _bodies(operation.results, spelling)))
    if operation.errors:
        options.append(Pair(Safe("raises"), _bodies(operation.errors, spelling)))
    nulls = [a.wire for a in operation.arguments if a.nullable and a.place is Place.FIELD]
    if nulls:
        options.append(Pair(Safe("nullable"), Safe("frozenset({" + ", ".join(map(literal, nulls)) + "})")))
    if operation.server is not None:
        options.append(Pair(Safe("base_url"), server_record(operation.server)))
    if operation.security is not None:
        options.append(Pair(Safe("security"), security_literal(operation.security)))
    whole = next((argument for argument in operation.arguments if argument.place is Place.BODY), None)
    if whole is not None and whole.nullable:
        options.append(Pair(Safe("nullable_body"), Safe("True")))
    if operation.body is not None and operation.body.media_type != "application/json":
        options.append(Pair(Safe("bodies"), Safe(f"(Content({literal(operation.body.media_type)}),)")))
    if operation.results and not _is_json_like(operation.results[0].media_type):
        options.append(Pair(Safe("accept"), literal(operation.results[0].media_type)))
    limits = _limits(operation)
    if limits:
        options.append(Pair(Safe("limits"), limits))
    styles = _styles(operation)
    if styles:
        options.append(Pair(Safe("styles"), styles))
    return tuple(options)


def _limits(operation: Operation) -> Safe:
    """What arguments must keep to, by where they travel and wire name; empty when nothing is checked."""
    places: list[str] = []
    for place, keyword in (*_KEYWORDS.items(), (Place.BODY, "body")):
        entries = [
            f"{literal(argument.wire)}: {limits_call(argument.limits)}"
            for argument in operation.arguments
            if argument.place is place and argument.limits is not None
        ]
        if entries:
            places.append(f'"{keyword}": {{{", ".join(entries)}}}')
    return Safe(f"{{{', '.join(places)}}}" if places else "")


def _styles(operation: Operation) -> Safe:
    """How parameters are written that do not travel in the default style; empty when all do."""
    places: list[str] = []
    for place, keyword in _KEYWORDS.items():
        entries = [
            f"{literal(argument.wire)}: {style_call(argument.style)}"
            for argument in operation.arguments
            if argument.place is place and argument.style is not None
        ]
        if entries:
            places.append(f'"{keyword}": {{{", ".join(entries)}}}')
    return Safe(f"{{{', '.join(places)}}}" if places else "")


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


def _bodies(results: tuple[Result, ...], spelling: Spelling) -> Safe:
    entries: list[str] = []
    for result in results:
        text = "None" if result.type is None else f"lambda: {spelling.text(result.type, Side.READ)}"
        entries.append(f"{literal(result.status)}: {text}")
    return Safe("{" + ", ".join(entries) + "}")


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
    for place, keyword in _KEYWORDS.items():
        entries = tuple(
            Pair(literal(argument.wire), name(argument.name))
            for argument in on_the_wire
            if argument.place is place
        )
        if entries:
            parts.append(PartView(Safe(keyword), entries, Safe("")))
    whole = (argument for argument in on_the_wire if argument.place is Place.BODY)
    return (*parts, *(PartView(Safe("body"), (), name(argument.name)) for argument in whole))


def _imports(operations: tuple[OperationView, ...], dots: str, has_groups: bool) -> tuple[Safe, ...]:
    texts = [parameter.text for view in operations for parameter in view.parameters]
    texts += [view.returns for view in operations]
    texts += [option.value for view in operations for option in view.options]
    words = words_in(texts)
    lines: list[str] = []
    if "builtins" in words:
        lines.append("import builtins")
    if "dt" in words:
        lines.append("import datetime as dt")
    if "Mapping" in words:
        lines.append("from collections.abc import Mapping")
    if "Decimal" in words:
        lines.append("from decimal import Decimal")
    lines.append("from functools import cached_property")
    typing = ["TYPE_CHECKING"] if has_groups else []
    typing += [word for word in ("Annotated", "Any", "Literal") if word in words]
    if typing:
        lines.append(f"from typing import {', '.join(sorted(typing, key=_as_sorted))}")
    if "UUID" in words:
        lines.append("from uuid import UUID")
    if any(view.deprecated for view in operations):
        lines += ["", "from typing_extensions import deprecated"]
    lines.append("")
    if "types" in words:
        lines.append(f"from {dots} import types")
    contents = sorted({"Content", "Events", "HeadersOf", "Lines", "Part", "Style"} & words)
    if contents:
        lines.append(f"from {dots}_runtime.contents import {', '.join(contents)}")
    formats = sorted({"Kinds", *FORMATS.values()} & words)
    if formats:
        lines.append(f"from {dots}_runtime.formats import {', '.join(formats)}")
    if "Limits" in words:
        lines.append(f"from {dots}_runtime.limits import Limits")
    if operations:
        options = [word for word in ("OMIT", "Omit") if word in words] + ["RequestOptions"]
        lines.append(f"from {dots}_runtime.options import {', '.join(options)}")
        lines.append(f"from {dots}_runtime.raw import async_raw, async_streamed, raw, streamed")
    lines.append(f"from {dots}_runtime.resource import AsyncResource, Resource")
    if operations:
        lines.append(f"from {dots}_runtime.sdk import Operation")
    if servers := server_imports(words):
        lines.append(f"from {dots}_runtime.servers import {servers}")
    if "SequenceNotStr" in words:
        lines.append(f"from {dots}_runtime.sequences import SequenceNotStr")
    unions = sorted({"ByTag", "InOrder"} & words)
    if unions:
        lines.append(f"from {dots}_runtime.unions import {', '.join(unions)}")
    return tuple(map(Safe, lines))


def _as_sorted(word: str) -> tuple[bool, str]:
    """Constants first, as import sorters have it."""
    return not word.isupper(), word


def _is_json_like(media_type: str | None) -> bool:
    """Whether the runtime's own wish for JSON will do."""
    return media_type is None or is_json(media_type) or media_type.startswith("*/*")


def _about(group: Group) -> str:
    """One sentence."""
    text = first_sentence(group.description) if group.description else ""
    return sentence(text) or f"The methods of `client.{'.'.join(group.path)}`."


def _classes(group: Group) -> str:
    """A group's two classes, as import sorters order them."""
    return ", ".join(sorted((name(group.class_name), f"Async{group.class_name}")))


def _class_lines(group: Group) -> list[str]:
    lines = wrap(sentence(clean(group.description)), 96) if group.description else [_about(group)]
    if group.operations:
        return lines
    return [*lines, "", f"Namespaces: {', '.join(f'`{child.name}`' for child in group.groups)}."]


def _constant(operation: Operation, taken: frozenset[str]) -> Safe:
    """The name of the operation's record in its module, where a class may be called the same (`S3`)."""
    upper = operation.name.upper()
    return Safe(f"{upper}_" if upper in taken | {"OMIT", "TYPE_CHECKING", "UUID"} else upper)


def _deprecation(operation: Operation) -> str:
    return f"{operation.name} is deprecated by the API."
