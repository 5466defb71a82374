"""README.md and reference.md as views."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.ir.model import (
    Api,
    Argument,
    Definition,
    ListOf,
    Operation,
    Pointer,
    Scheme,
    SchemeKind,
    Server,
    ServerVariable,
    Way,
)
from generator.render import client_values, servers, services
from generator.render.package import base_url
from generator.render.prose import (
    call_text,
    sentence,
    use_text,
)
from generator.render.python_types import Spelling
from generator.render.records import has_policies
from generator.render.reference import Reference, old_names
from generator.render.safe import Safe, cell, clean, code_span, literal
from generator.render.samples import FILE_NAME, Samples
from generator.render.shown import credentials, imports, needs_credential, shown_arguments
from generator.render.views import DocsView, Pair
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
        grant = self._grant()
        variables = [
            Pair(code_span(v), code_span(f"{a}="))
            for s in api.schemes
            for a, v in zip(s.arguments, s.environment, strict=True)
        ]
        variables += [Pair(code_span(each.environment), code_span(f"{each.name}=")) for each in api.values]
        return DocsView(
            groups=Reference(api, self.definitions).groups(),
            constructor=self._constructor(),
            old_names=old_names(api),
            quickstart=self._quickstart(),
            async_quickstart=self._async_quickstart(),
            catching=self._catching(),
            raw=self._raw(),
            streaming=self._streaming(),
            files=self._files(),
            events=self._events(),
            options=self._options(),
            variables=tuple(variables),
            needing=Safe(
                "constructing the client" if needs_credential(api) else "calling a method that needs it"
            ),
            oauth=self._oauth(),
            oauth_token=Safe("") if grant is None else code_span(f"{grant.arguments[0]}="),
            oauth_address=Safe("") if grant is None else code_span(f"{grant.arguments[3]}="),
            is_mutual_tls=any(scheme.kind is SchemeKind.MUTUAL_TLS for scheme in api.schemes),
            environment=self._environment(),
            services=self._services(),
            environments=services.table(api)
            or tuple(
                Pair(code_span(f"Environment.{server.environment}"), cell(code_span(_address(server))))
                for server in servers.environments(api)
            ),
            server_variables=tuple(
                Pair(code_span(f"{each.argument}="), cell(_variable_text(each)))
                for each in servers.variables(api)
            ),
            has_own_servers=any(operation.server is not None for operation in api.operations()),
            idempotency=self._idempotency(),
            idempotency_header=code_span(api.idempotency_header) if api.idempotency_header else Safe(""),
            has_policies=has_policies(api),
            hooks=self._hooks(),
            limits=self._whole(
                self._client("connection_limits=ConnectionLimits(max_connections=10)"), "ConnectionLimits"
            ),
            proxy=self._whole(self._client('http_client=httpx2.Client(proxy="http://localhost:3128")')),
            paging=Safe(self._paging()),
            async_paging=Safe(self._paging(asynchronous=True).replace("\n", "\n    ")),
            logger=literal(str(api.project.package)),
            log_variable=Safe(f"{prefix}_LOG"),
            base_url_variable=Safe(f"{prefix}_BASE_URL"),
            test_base_url=literal(first_base_url(api)),
        )

    def _grant(self) -> Scheme | None:
        """The scheme whose tokens are fetched."""
        return next((each for each in self.api.schemes if each.kind is SchemeKind.CLIENT_CREDENTIALS), None)

    def _oauth(self) -> Safe:
        grant = self._grant()
        if grant is None:
            return Safe("")
        given = [_placeholder(argument) for argument in shown_arguments(grant)]
        given += [each for each in self._given() if each.partition("=")[0] not in self._credential_names()]
        return self._whole(self._construction(given))

    def _environment(self) -> Safe:
        found = servers.environments(self.api)
        if len(found) < 2:
            return Safe("")
        # One that can be called as it is, and that is not the default, if there is such a one.
        complete = [each for each in found if all(part.default is not None for part in each.variables)]
        shown = (complete or list(found))[-1]
        needed = [f'{part.argument}="…"' for part in shown.variables if part.default is None]
        given = [each for each in self._given() if not each.startswith("base_url=")]
        given += [f"environment=Environment.{shown.environment}", *needed]
        return self._whole(self._construction(given), "Environment")

    def _services(self) -> Safe:
        if not self.api.services:
            return Safe("")
        given = ", ".join(
            f'{service.name}="http://localhost:{8000 + number}"'
            for number, service in enumerate(self.api.services)
        )
        return self._whole(self._client(f"environment=Environment({given})"), "Environment")

    def _idempotency(self) -> Safe:
        sending = [each for each in self.api.operations() if each.method in ("POST", "PATCH")]
        if not sending or not self.api.idempotency_header:
            return Safe("")
        call = call_text(min(sending, key=lambda each: each.method != "POST"), self._samples, width=_COLUMNS)
        return Safe(_with_options(call, '{"idempotency_key": "order-1234"}'))

    def _hooks(self) -> Safe:
        classes = ("Attempt", "AttemptResult", "Hooks")
        standard, blank, package = self._imports(self._call(), *classes).rpartition("\n\n")
        return Safe(
            f"{standard}{blank}from opentelemetry import trace\n\n{package}\n\n"
            "tracer = trace.get_tracer(__name__)\n"
            "spans = {}\n\n\n"
            "def start_span(attempt: Attempt) -> None:\n"
            '    span = tracer.start_span(f"{attempt.method} {attempt.path}")\n'
            '    span.set_attribute("http.request.resend_count", attempt.number - 1)\n'
            "    spans[attempt] = span\n\n\n"
            "def end_span(result: AttemptResult) -> None:\n"
            "    span = spans.pop(result.attempt)\n"
            "    if result.status_code is not None:\n"
            '        span.set_attribute("http.response.status_code", result.status_code)\n'
            "    if result.error is not None:\n"
            "        span.record_exception(result.error)\n"
            "    span.end()\n\n\n"
            f"{self._client('hooks=Hooks(before_attempt=start_span, after_attempt=end_span)')}\n"
            f"{self._call()}"
        )

    def _imports(self, code: str, *classes: str) -> str:
        """What an example imports that constructs a client."""
        return imports(self.api, code, str(self.api.client), *classes)

    def _whole(self, code: str, *classes: str) -> Safe:
        """An example that constructs a client, with its imports: it runs as it stands."""
        return Safe(f"{self._imports(code, *classes)}\n\n{code}")

    def _client(self, *more: str) -> str:
        """The construction of a client with further arguments."""
        return self._construction([*self._given(), *more])

    def _construction(self, given: Sequence[str]) -> str:
        line = f"client = {self.api.client}({', '.join(given)})"
        if len(line) <= _COLUMNS:
            return line
        lines = "".join(f"    {each},\n" for each in given)
        return f"client = {self.api.client}(\n{lines})"

    def _constructor(self) -> Safe:
        """The construction of a client that any method can be called of."""
        return Safe(self._construction(self._given(*self.api.operations())).removeprefix("client = "))

    def _given(self, *more: Operation) -> list[str]:
        """What a client is given that is to call the operation of the examples, and more."""
        operation = self._featured()
        called = (*(() if operation is None else (operation,)), *more)
        given = [_placeholder(argument) for argument in credentials(self.api, called)]
        given += client_values.shown(self.api, called)
        default = servers.environments(self.api)[:1]
        if base_url(self.api) is None or any(
            part.default is None for each in default for part in each.variables
        ):
            given.append(f"base_url={literal(first_base_url(self.api))}")
        return given

    def _credential_names(self) -> set[str]:
        return {argument for scheme in self.api.schemes for argument in scheme.arguments}

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

    def _quickstart(self) -> Safe:
        return self._whole(
            f"{self._client()}\n\nresponse = {self._call(extra='response = ')}\nprint(response)"
        )

    def _async_quickstart(self) -> Safe:
        client = f"Async{self._client().removeprefix('client = ')}".replace("\n", "\n    ")
        code = (
            "async def main() -> None:\n"
            f"    async with {client} as client:\n"
            f"        response = {self._call(await_=True, indent=8, extra='response = ')}\n"
            "        print(response)\n\n\nasyncio.run(main())"
        )
        return Safe(f"{imports(self.api, code, f'Async{self.api.client}')}\n\n\n{code}")

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
        limited = "" if error == "RateLimitError" else f"except {package}.RateLimitError:\n    ...\n"
        call = self._call(indent=4)
        standard, blank, names = self._imports(call).rpartition("\n\n")
        return Safe(
            f"{standard}{blank}import {package}\n{names}\n\n{self._client()}\n\ntry:\n    {call}\n"
            f"except {package}.{error} as error:\n"
            "    print(error.status_code, error.request_id, error.body)\n"
            f"{limited}"
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
        text = _SAMPLE_FILE.sub(_PATH, text, count=1)
        return Safe(f"{imports(self.api, text)}\n\n{text}")

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
        options = '{"timeout": 10, "max_retries": 5, "headers": {"X-Trace": "1"}}'
        return Safe(_with_options(self._call(), options))

    def _paging(self, *, asynchronous: bool = False) -> str:
        """How to read a list; nothing where no method returns pages."""
        paged = [operation for operation in self.api.operations() if operation.pagination is not None]
        plain = [operation for operation in paged if not operation.deprecated]
        if not paged:
            return ""
        return use_text((plain or paged)[0], self._samples, asynchronous=asynchronous)


def _only(operation: Operation, way: Way) -> Operation:
    """The operation as if there were but one way to call it, and no snippet."""
    return replace(operation, ways=(way,), example=None)


def _needed(argument: Argument, shown: Argument) -> Argument:
    return replace(argument, required=True) if argument == shown else argument


def _with_options(call: str, options: str) -> str:
    """A call with `request_options`."""
    lines = call.removesuffix(")").rstrip().rstrip(",")
    if "\n" not in lines:
        head, _, arguments = lines.partition("(")
        lines = f"{head}(\n    {arguments}" if arguments else f"{head}("
    comma = "" if lines.endswith("(") else ","
    return f"{lines}{comma}\n    request_options={options},\n)"


def _placeholder(argument: str) -> str:
    return f'{argument}="YOUR_{argument.upper()}_HERE"'


def _address(server: Server) -> str:
    return server.template or server.url


def _variable_text(variable: ServerVariable) -> str:
    usual = f"Default: `{variable.default}`." if variable.default else ""
    values = f"Documented: {', '.join(f'`{value}`' for value in variable.values)}." if variable.values else ""
    said = (sentence(clean(variable.description)), usual, values)
    return " ".join(part for part in said if part) or "A part of the address."


def first_base_url(api: Api) -> str:
    """The address that examples and tests use."""
    return base_url(api) or "https://api.example.com"
