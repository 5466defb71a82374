"""README.md and reference.md as views."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.ir.model import Api, Argument, Definition, Group, ListOf, Operation, Pointer, Way
from generator.render.methods import returned_annotation
from generator.render.package import base_url, shown_arguments
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
from generator.render.safe import Safe, cell, clean, code_span, literal, markdown, paragraph
from generator.render.samples import FILE_NAME, Samples
from generator.render.views import DocsView, GroupDocView, MethodDocView, Pair, RowView
from generator.render.wire import carries_file

_COLUMNS = 88
_SAMPLE_FILE = re.compile(rf'\("{re.escape(FILE_NAME)}", b"[^"]*"\)')
_PATH = f'Path("{FILE_NAME}")'


@dataclass(frozen=True, slots=True)
class Docs:
    """Makes the views of the package's documents."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    @property
    def _spelling(self) -> Spelling:
        return Spelling(self.definitions, prefix="types.")

    @property
    def _samples(self) -> Samples:
        return Samples(self._spelling.definitions)

    def docs(self) -> DocsView:
        """Everything that README.md and reference.md show."""
        api = self.api
        prefix = api.environment_prefix
        variables = [
            Pair(code_span(v), code_span(f"{a}="))
            for s in api.schemes
            for a, v in zip(s.arguments, s.environment, strict=True)
        ]
        return DocsView(
            groups=tuple(view for group in api.root.groups for view in self._groups(group)),
            constructor=Safe(f"{api.client}({self._arguments()})"),
            quickstart=self._quickstart(),
            async_quickstart=self._async_quickstart(),
            catching=self._catching(),
            raw=self._raw(),
            streaming=self._streaming(),
            files=self._files(),
            events=self._events(),
            options=self._options(),
            variables=tuple(variables),
            paging=Safe(self._paging()),
            async_paging=Safe(self._paging(asynchronous=True)),
            logger=literal(str(api.project.package)),
            log_variable=Safe(f"{prefix}_LOG"),
            base_url_variable=Safe(f"{prefix}_BASE_URL"),
            test_base_url=literal(first_base_url(api)),
        )

    def _arguments(self) -> str:
        needed = [argument for scheme in self.api.schemes[:1] for argument in shown_arguments(scheme)]
        given = [f'{argument}="YOUR_{argument.upper()}_HERE"' for argument in needed]
        if base_url(self.api) is None:
            given.append(f"base_url={literal(first_base_url(self.api))}")
        return ", ".join(given)

    def _featured(self) -> Operation | None:
        """The operation that examples show: one with a snippet of the vendor's own, else one that sends
        something.
        """
        operations = self.api.operations()
        with_snippet = [
            operation for operation in operations if operation.example is not None and operation.arguments
        ]
        sending = [
            operation for operation in operations if operation.method == "POST" and not operation.deprecated
        ]
        ordered = [*sorted(with_snippet, key=lambda o: o.method != "POST"), *sending, *operations]
        return ordered[0] if ordered else None

    def _call(self, *, client: str = "client", await_: bool = False, indent: int = 0, extra: str = "") -> str:
        operation = self._featured()
        if operation is None:
            return "..."
        text = call_text(
            operation, self._samples, client=client, await_=await_, width=_COLUMNS - indent - len(extra)
        )
        return text.replace("\n", "\n" + " " * indent)

    def _imports(self) -> str:
        call = self._call()
        lines = [f"from {self.api.project.package} import {self.api.client}"]
        if "types." in call:
            lines[0] += ", types"
        if "dt." in call:
            lines = ["import datetime as dt", "", *lines]
        return "\n".join(lines)

    def _quickstart(self) -> Safe:
        return Safe(
            f"{self._imports()}\n\nclient = {self.api.client}({self._arguments()})\n\n"
            f"response = {self._call(extra='response = ')}\n"
            "print(response)"
        )

    def _async_quickstart(self) -> Safe:
        imports = self._imports().replace(f"import {self.api.client}", f"import Async{self.api.client}")
        return Safe(
            f"import asyncio\n\n{imports}\n\n\nasync def main() -> None:\n"
            f"    async with Async{self.api.client}({self._arguments()}) as client:\n"
            f"        response = {self._call(await_=True, indent=8, extra='response = ')}\n"
            "        print(response)\n\n\nasyncio.run(main())"
        )

    def _catching(self) -> Safe:
        operation = self._featured()
        status = (
            next((error.status for error in operation.errors if error.status.isdigit()), "400")
            if operation
            else "400"
        )
        known = {str(error.status): error.name for error in self.api.errors}
        error = known.get(status, "ApiStatusError")
        package = self.api.project.package
        return Safe(
            f"import {package}\n\ntry:\n    {self._call(indent=4)}\n"
            f"except {package}.{error} as error:\n"
            "    print(error.status_code, error.request_id, error.body)\n"
            f"except {package}.RateLimitError:\n    ...\n"
            f"except {package}.ApiTimeoutError:\n    ...\n"
            f"except {package}.ApiError as error:  # everything else\n    print(error)"
        )

    def _raw(self) -> Safe:
        return Safe(
            f"response = {self._with('with_raw_response', extra='response = ')}\n"
            'print(response.status_code, response.headers["content-type"], response.request_id)\n'
            "value = response.parse()"
        )

    def _streaming(self) -> Safe:
        call = self._with("with_streaming_response", extra="with " + " as response:")
        return Safe(f"with {call} as response:\n    for chunk in response.iter_bytes():\n        ...")

    def _files(self) -> Safe:
        """A call that sends a file by its path; empty where no method takes a file."""
        candidates = [
            (operation, way, argument)
            for operation in self.api.operations()
            for way in (operation.usual, *operation.ways)
            for argument in way.arguments
            if carries_file(argument) and not operation.deprecated
        ]
        if not candidates:
            return Safe("")
        # One file, and one that the method cannot do without, shows most.
        operation, way, file = min(
            candidates, key=lambda each: (isinstance(each[2].type, ListOf), not each[2].required)
        )
        shown = replace(way, arguments=tuple(_needed(each, file) for each in way.arguments))
        text = call_text(_only(operation, shown), self._samples, width=_COLUMNS)
        return Safe(f"from pathlib import Path\n\n{_SAMPLE_FILE.sub(_PATH, text, count=1)}")

    def _events(self) -> Safe:
        """A call whose answer is read one by one; empty where no method has such an answer."""
        for operation in self.api.operations():
            for way in (operation.usual, *operation.ways):
                results = way.results[:1]
                if operation.deprecated or not any(each.sequence is not None for each in results):
                    continue
                text = call_text(
                    _only(operation, way), self._samples, width=_COLUMNS - len("with  as stream:")
                )
                return Safe(f"with {text} as stream:\n    for item in stream:\n        print(item)")
        return Safe("")

    def _with(self, view: str, extra: str) -> str:
        operation = self._featured()
        if operation is None:
            return "..."
        plain = ".".join((*operation.group, operation.name))
        viewed = ".".join((*operation.group, view, operation.name))
        text = call_text(operation, self._samples, width=_COLUMNS - len(extra) - len(view) - 1)
        return text.replace(plain, viewed, 1)

    def _options(self) -> Safe:
        operation = self._featured()
        if operation is None:
            return Safe("...")
        lines = self._call().rstrip(")").rstrip().rstrip(",")
        if "\n" not in lines:
            head, _, arguments = lines.partition("(")
            lines = f"{head}(\n    {arguments}" if arguments else f"{head}("
        comma = "" if lines.endswith("(") else ","
        return Safe(
            f"{lines}{comma}\n"
            '    request_options={"timeout": 10, "max_retries": 5, "headers": {"X-Trace": "1"}},\n)'
        )

    def _example(self, operation: Operation) -> str:
        if operation.pagination is None:
            return call_text(operation, self._samples, width=_COLUMNS)
        return use_text(operation, self._samples)

    def _paging(self, *, asynchronous: bool = False) -> str:
        """How to read a list; nothing where no method returns pages."""
        paged = [operation for operation in self.api.operations() if operation.pagination is not None]
        plain = [operation for operation in paged if not operation.deprecated]
        if not paged:
            return ""
        return use_text((plain or paged)[0], self._samples, asynchronous=asynchronous)

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
            returns=code_span(returned_annotation(operation.results, operation.pagination, self._spelling)),
            returned=markdown(returned_text(operation, self.definitions)),
            raises=tuple(
                Pair(
                    code_span(error_name(error.status)),
                    cell(self._error_text(error.description, error.status)),
                )
                for error in operation.errors
            ),
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


def _only(operation: Operation, way: Way) -> Operation:
    """The operation as if there were but one way to call it, and no snippet."""
    return replace(operation, ways=(way,), example=None)


def _needed(argument: Argument, shown: Argument) -> Argument:
    return replace(argument, required=True) if argument == shown else argument


def first_base_url(api: Api) -> str:
    """The address that examples and tests use."""
    return base_url(api) or "https://api.example.com"
