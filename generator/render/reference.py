"""reference.md as views: every method, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.model import (
    Api,
    Argument,
    Definition,
    Group,
    Operation,
    Pointer,
)
from generator.render.links import link_texts
from generator.render.methods import returned_annotation
from generator.render.prose import (
    argument_text,
    call_text,
    error_name,
    first_sentence,
    returned_text,
    sentence,
    use_text,
)
from generator.render.python_types import Side, Spelling
from generator.render.safe import Safe, cell, clean, code_span, markdown, paragraph
from generator.render.samples import Samples
from generator.render.views import GroupDocView, MethodDocView, Pair, RowView

_COLUMNS = 88


@dataclass(frozen=True, slots=True)
class Reference:
    """Makes the views of `reference.md`."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    @property
    def _spelling(self) -> Spelling:
        return Spelling(self.definitions, prefix="types.")

    @property
    def _samples(self) -> Samples:
        return Samples(self.definitions)

    def groups(self) -> tuple[GroupDocView, ...]:
        """One view a group that has methods."""
        return tuple(view for group in self.api.root.groups for view in self._groups(group))

    def _example(self, operation: Operation) -> str:
        if operation.pagination is None:
            return call_text(operation, self._samples, width=_COLUMNS)
        return use_text(operation, self._samples)

    def _groups(self, group: Group) -> list[GroupDocView]:
        views: list[GroupDocView] = []
        if group.operations:
            views.append(
                GroupDocView(
                    title=code_span(f"client.{'.'.join(group.path)}"),
                    description=markdown(group.description),
                    methods=tuple(self._method(operation) for operation in group.operations),
                )
            )
        for child in group.groups:
            views.extend(self._groups(child))
        return views

    def _method(self, operation: Operation) -> MethodDocView:
        summary = paragraph(operation.summary) or first_sentence(operation.description)
        description = clean(operation.description)
        same = paragraph(description).rstrip(".").casefold() == summary.rstrip(".").casefold()
        return MethodDocView(
            title=code_span(f"client.{'.'.join((*operation.group, operation.name))}()"),
            http=code_span(f"{operation.method} {operation.path}"),
            summary=markdown(sentence(summary)),
            description=Safe("") if same else markdown(description),
            deprecated=Safe("Deprecated by the API.") if operation.deprecated else Safe(""),
            rows=tuple(self._row(argument) for argument in operation.arguments),
            returns=code_span(returned_annotation(operation.results, operation, self._spelling)),
            returned=markdown(returned_text(operation, self.definitions)),
            raises=tuple(
                Pair(
                    code_span(error_name(error.status)),
                    cell(self._error_text(error.description, error.status)),
                )
                for error in operation.errors
            ),
            links=tuple(map(markdown, link_texts(operation))),
            example=Safe(self._example(operation)),
        )

    def _error_text(self, description: str, status: str) -> str:
        return f"{status}: {sentence(paragraph(description))}" if description else status

    def _row(self, argument: Argument) -> RowView:
        return RowView(
            name=code_span(argument.name),
            type=cell(code_span(self._spelling.text(argument.type, Side.GIVEN))),
            required=Safe("required" if argument.required else "optional"),
            text=cell(argument_text(argument)),
        )
