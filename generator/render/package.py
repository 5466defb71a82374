"""The package as a whole as views: client, errors, project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.model import Api, Definition, Pointer, Scheme, SchemeKind, StatusError
from generator.render import client_values, servers, services
from generator.render.methods import scopes_literal, security_literal
from generator.render.prose import call_text, client_title, sentence
from generator.render.python_types import Side, Spelling, words_in
from generator.render.records import has_policies, max_retries, retries_record
from generator.render.resources import Resources
from generator.render.safe import (
    WIDTH,
    Safe,
    clean,
    docstring,
    literal,
    markdown,
    name,
    paragraph,
    toml,
    verbatim,
    wrap,
)
from generator.render.samples import Samples
from generator.render.shown import credentials, needs_credential
from generator.render.views import ErrorView, PackageView, Pair, ParameterView, ProjectView, SchemeView
from generator.render.webhooks import Webhooks

_SECRET = "str | Callable[[], str] | None"
_ASYNC_SECRET = "str | Callable[[], str] | Callable[[], Awaitable[str]] | None"
_PAGING = ("AsyncPage", "AsyncPager", "Page")
_RANGES = {4: "ClientError", 5: "ServerError"}
_RUNTIME_ERRORS = (
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiStreamError",
    "ApiTimeoutError",
    "ClientError",
    "CredentialError",
    "OAuthError",
    "ResponseDecodeError",
    "ResponseValidationError",
    "ServerError",
)
_WEBHOOK_ERRORS = ("WebhookPayloadError", "WebhookVerificationError")
_EXPORTS = (
    "AsyncStream",
    "AsyncStreamedResponse",
    "Attempt",
    "AttemptResult",
    "ConnectionLimits",
    "FileInput",
    "Hooks",
    "NOT_GIVEN",
    "NotGiven",
    "OMIT",
    "Omit",
    "RawResponse",
    "RequestOptions",
    "ServerEvent",
    "Stream",
    "StreamedResponse",
    "Timeout",
    "__version__",
)
_REASONS = {
    400: "The request is not valid",
    401: "The credential is missing or wrong",
    403: "The credential does not allow this",
    404: "There is no such thing",
    409: "The request conflicts with the state of the server",
    422: "The request is well-formed but cannot be processed",
    429: "Too many requests; they were repeated as often as allowed",
    500: "The server failed",
    502: "A gateway got no valid answer from the server behind it",
    503: "The server cannot answer now",
    504: "A gateway got no answer in time from the server behind it",
}


@dataclass(frozen=True, slots=True)
class Package:
    """Makes the views of the package and its project."""

    api: Api
    definitions: Mapping[Pointer, Definition]

    def package(self) -> PackageView:
        """Client, constructor, errors."""
        api = self.api
        records = servers.records(api)
        environments = servers.members(api)
        service_records = services.records(api)
        environment = _environment(api)
        server_parameters = (*servers.parameters(api, environment), *client_values.parameters(api))
        typing = {"Literal"} & words_in(view.text for view in server_parameters)
        is_paged = any(operation.pagination is not None for operation in api.operations())
        exports = {
            *_EXPORTS,
            *(_PAGING if is_paged else ()),
            *self._error_exports(),
            api.client,
            f"Async{api.client}",
        }
        return PackageView(
            package=name(api.project.package),
            client=name(api.client),
            module_docstring=docstring(self._module_lines()),
            version_literal=literal(api.project.version),
            package_literal=literal(api.project.package),
            client_literal=literal(api.client),
            env_prefix_literal=literal(api.environment_prefix),
            base_url=literal(None if records or service_records else base_url(self.api)),
            client_module=Safe("extras.client" if () in api.project.extras else "client"),
            extras=bool(api.project.extras),
            classes=Safe(", ".join(sorted((name(api.client), f"Async{api.client}")))),
            client_imports=self._client_imports(),
            client_docstring=docstring(self._client_lines(asynchronous=False), "    "),
            async_client_docstring=docstring(self._client_lines(asynchronous=True), "    "),
            credentials=self._credentials(_SECRET),
            async_credentials=self._credentials(_ASYNC_SECRET),
            credential_lines=tuple(
                Pair(literal(scheme.name), _value(scheme)) for scheme in api.schemes if scheme.arguments
            ),
            schemes=tuple(SchemeView(literal(scheme.name), _record(scheme)) for scheme in api.schemes),
            scheme_imports=Safe(
                ", ".join(
                    sorted(
                        {_record(scheme).partition("(")[0] for scheme in api.schemes}
                        | ({"ClientValue"} if api.values else set[str]())
                    )
                )
            ),
            security=security_literal(api.security),
            scopes=scopes_literal(api.scopes),
            idempotency_header=literal(api.idempotency_header) if api.idempotency_header else Safe(""),
            errors=tuple(self._error(error) for error in api.errors),
            error_imports=self._error_imports(),
            paging_import=Safe(", ".join(_PAGING)) if is_paged else Safe(""),
            error_exports=tuple(map(Safe, self._error_exports())),
            exports=tuple(map(Safe, sorted({*exports, *(["Environment"] if environments else [])}))),
            groups=Resources(api, self.definitions).links(api.root),
            environments=() if api.services else environments,
            environment=services.environment(api),
            environment_import=servers.environment_import(environment) if environments else Safe(""),
            server_parameters=server_parameters,
            server_arguments=(*servers.arguments(api), *client_values.arguments(api)),
            values=client_values.records(api),
            max_retries=max_retries(api),
            retries=retries_record(api.retries) if api.retries is not None else Safe(""),
            servers=records,
            services=service_records,
            server_imports=Safe(
                servers.imports(words_in(pair.value for pair in (*records, *service_records)))
            ),
            client_typing=Safe(", ".join(["TYPE_CHECKING", *typing])),
        )

    def project(self) -> ProjectView:
        """Metadata."""
        project = self.api.project
        author = ", ".join(
            f"{key} = {toml(paragraph(value))}"
            for key, value in (("name", project.author), ("email", project.author_email))
            if value
        )
        return ProjectView(
            distribution=markdown(paragraph(project.distribution)),
            distribution_toml=toml(project.distribution),
            version_toml=toml(project.version),
            description_toml=toml(paragraph(project.description)),
            license_toml=toml(project.license) if project.license else Safe(""),
            author_toml=Safe(f"{{ {author} }}") if author else Safe(""),
            dependencies=tuple(toml(dependency) for dependency in project.dependencies),
            readme_sections=tuple(map(verbatim, project.readme_sections)),
            changelog=verbatim(project.changelog),
            repository_toml=toml(project.repository) if project.repository else Safe(""),
            package_path_toml=toml(f"src/{project.package}"),
            title=markdown(client_title(self.api)),
            description=markdown(self.api.description),
            version=Safe(paragraph(project.version)),
            license=markdown(paragraph(project.license)),
            is_mit=project.license == "MIT",
            holder=Safe(paragraph(project.author) or f"{paragraph(project.distribution)} authors"),
            has_workflow=project.has_workflow,
        )

    def _module_lines(self) -> list[str]:
        lines = [f"Python client for {client_title(self.api)}."]
        operations = self.api.operations()
        if operations:
            samples = Samples(self.definitions)
            call = call_text(operations[0], samples, width=80)
            arguments = ", ".join(f'{argument}="…"' for argument in credentials(self.api, operations[:1]))
            if base_url(self.api) is None:
                arguments = ", ".join(part for part in (arguments, 'base_url="…"') if part)
            lines += [
                "",
                f"    from {self.api.project.package} import {self.api.client}",
                "",
                f"    client = {self.api.client}({arguments})",
                *(f"    {line}" for line in call.split("\n")),
            ]
        return lines

    def _client_lines(self, *, asynchronous: bool) -> list[str]:
        api = self.api
        width = WIDTH - 4
        lines = [f"{'Asynchronous c' if asynchronous else 'C'}lient for {client_title(api)}."]
        if api.description and paragraph(api.description) != paragraph(api.title):
            lines += ["", *wrap(sentence(clean(api.description)), width)]
        lines += ["", "Args:"]

        def argument(key: str, text: str) -> None:
            first, *rest = wrap(f"{key}: {text}", width - 8)
            lines.append(f"    {first}")
            lines.extend(f"        {line}" if line else "" for line in rest)

        for scheme in api.schemes:
            told = _told(scheme)
            for argument_name, variable, about in zip(
                scheme.arguments, scheme.environment, told, strict=True
            ):
                argument(argument_name, f"{about} Default: `{variable}`.")
        for key, text in (*servers.texts(api), *client_values.texts(api)):
            argument(key, text)
        address = f"`{base_url(self.api)}`" if base_url(self.api) else "none; it must be given"
        argument(
            "base_url", f"Address of the API. Default: `{api.environment_prefix}_BASE_URL`, else {address}."
        )
        argument(
            "timeout",
            "Seconds for each phase of an attempt, a `Timeout`, or None for no limit. "
            "Default: 60, and 5 to connect.",
        )
        argument(
            "total_timeout",
            "Seconds for a call as a whole, over all its attempts and waits. Default: no limit.",
        )
        argument(
            "max_retries",
            "How often a failed attempt is repeated, where that is safe."
            + (" Default: as documented for the operation, else 2." if has_policies(api) else ""),
        )
        argument("headers", "Headers to send with every request.")
        argument(
            "strict_responses",
            "Raise `ResponseValidationError` when a response differs from its documentation in any way.",
        )
        argument("hooks", "Functions to call before and after every attempt.")
        argument(
            "connection_limits",
            "How many connections are opened and kept, as a `ConnectionLimits`. "
            "Default: 100, of which 20 are kept for 5 seconds.",
        )
        argument(
            "http_client",
            f"An `httpx2.{'Async' if asynchronous else ''}Client` of your own; "
            "its settings hold where no argument here says otherwise.",
        )
        lines += [
            "",
            "Raises:",
            (
                "    CredentialError: A credential is needed and neither argument nor variable gives it."
                if needs_credential(api)
                else "    CredentialError: A credential is empty. Calls raise it that lack one."
            ),
        ]
        return lines

    def _credentials(self, annotation: str) -> tuple[ParameterView, ...]:
        views: list[ParameterView] = []
        for scheme in self.api.schemes:
            for number, argument in enumerate(scheme.arguments):
                # A name with its password, and the address of a token endpoint, are plain text.
                plain = scheme.kind is SchemeKind.BASIC or number == 3
                kind = "str | None" if plain else annotation
                views.append(ParameterView(name(argument), Safe(f"{name(argument)}: {kind} = None")))
        return tuple(views)

    def _client_imports(self) -> Safe:
        """What the constructors' annotations need of `collections.abc`."""
        words = words_in(view.text for view in self._credentials(_ASYNC_SECRET))
        return Safe(
            ", ".join(
                word for word in ("Awaitable", "Callable", "Mapping") if word in words or word == "Mapping"
            )
        )

    def _error(self, error: StatusError) -> ErrorView:
        spelling = Spelling(self.definitions, prefix="types.")
        bodies = dict.fromkeys(str(spelling.text(body, Side.RETURNED)) for body in error.bodies)
        if not bodies or "Any" in bodies:
            body = ""
        else:
            body = " | ".join([*(text for text in bodies if text != "None"), "None"])
        reason = _REASONS.get(error.status, "The server answered with this status")
        return ErrorView(
            name=name(error.name),
            base=Safe(_RANGES[error.status // 100]),
            status=Safe(str(error.status)),
            docstring=docstring([f"{error.status}: {reason[0].lower()}{reason[1:]}."]),
            body=Safe(body),
        )

    def _runtime_errors(self) -> tuple[str, ...]:
        return (*_RUNTIME_ERRORS, *(_WEBHOOK_ERRORS if Webhooks(self.api, self.definitions).is_there else ()))

    def _error_exports(self) -> list[str]:
        return sorted({*self._runtime_errors(), *(error.name for error in self.api.errors)})

    def _error_imports(self) -> tuple[Safe, ...]:
        words = words_in(self._error(error).body for error in self.api.errors)
        lines = ["import datetime as dt"] if "dt" in words else []
        lines += ["from decimal import Decimal"] if "Decimal" in words else []
        typing = [word for word in ("Any", "Literal") if word in words]
        lines += [f"from typing import {', '.join(typing)}"] if typing else []
        lines += ["from uuid import UUID"] if "UUID" in words else []
        lines += [""] if lines else []
        lines += ["from . import types"] if "types" in words else []
        lines.append(f"from ._runtime.errors import {', '.join(self._runtime_errors())}")
        return tuple(map(Safe, lines))


def base_url(api: Api) -> str | None:
    """The first server that can be called as it is; None when the caller must say."""
    for server in api.servers:
        if server.is_usable and "{" not in server.url:
            return server.url
    return None


def _told(scheme: Scheme) -> tuple[str, ...]:
    """What the constructor's docstring says of each argument of a scheme, without its default."""
    about = sentence(clean(scheme.description)) or "The credential."
    if scheme.kind is SchemeKind.CLIENT_CREDENTIALS:
        return (
            f"{about} An access token, or a function that returns one; "
            "it is used in place of fetching one with the client's id and secret.",
            "The client's id (OAuth 2.0 client credentials): tokens are fetched, kept and renewed with it.",
            "The client's secret.",
            f"Address of the token endpoint. Documented: `{clean(scheme.token_url or '')}`.",
        )
    return tuple(f"{about} A string, or a function that returns one." for _ in scheme.arguments)


def _environment(api: Api) -> str:
    """What the client's module calls `Environment`: a namespace may be called that, too."""
    taken = {group.class_name for group in api.root.groups}
    return "ServerEnvironment" if "Environment" in taken else "Environment"


def _record(scheme: Scheme) -> Safe:
    match scheme.kind:
        case SchemeKind.BEARER:
            return Safe(
                f"Bearer(argument={literal(scheme.arguments[0])}, env={literal(scheme.environment[0])})"
            )
        case SchemeKind.HTTP:
            return Safe(
                f"Bearer(argument={literal(scheme.arguments[0])}, env={literal(scheme.environment[0])}, "
                f"scheme={literal(scheme.wire)})"
            )
        case SchemeKind.CLIENT_CREDENTIALS:
            arguments = ", ".join(map(literal, scheme.arguments))
            variables = ", ".join(map(literal, scheme.environment))
            way = ', client_auth="client_secret_post"' if scheme.posts_secret else ""
            return Safe(
                f"OAuth2(arguments=({arguments}), envs=({variables}), "
                f"token_url={literal(scheme.token_url)}{way})"
            )
        case SchemeKind.MUTUAL_TLS:
            return Safe("MutualTls()")
        case SchemeKind.BASIC:
            arguments = f"({literal(scheme.arguments[0])}, {literal(scheme.arguments[1])})"
            variables = f"({literal(scheme.environment[0])}, {literal(scheme.environment[1])})"
            return Safe(f"Basic(arguments={arguments}, envs={variables})")
        case SchemeKind.API_KEY_HEADER | SchemeKind.API_KEY_QUERY | SchemeKind.API_KEY_COOKIE:
            place = scheme.kind.value.removeprefix("api-key-")
            prefix = f", prefix={literal(scheme.prefix)}" if scheme.prefix else ""
            return Safe(
                f"ApiKey(argument={literal(scheme.arguments[0])}, env={literal(scheme.environment[0])}, "
                f"place={literal(place)}, name={literal(scheme.wire)}{prefix})"
            )


def _value(scheme: Scheme) -> Safe:
    values = ", ".join(map(name, scheme.arguments))
    return Safe(values if len(scheme.arguments) == 1 else f"({values})")
