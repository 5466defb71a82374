"""Views: what templates print.

Flat records of `Safe` text; every decision has been made by the time one exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.safe import Safe


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and its value: a keyword argument, an entry of a dict, a row."""

    name: Safe
    value: Safe


@dataclass(frozen=True, slots=True)
class ParameterView:
    """One parameter of a signature, with its annotation and its default (`name: str | None = None`)."""

    name: Safe
    text: Safe


@dataclass(frozen=True, slots=True)
class PartView:
    """One group of what a call sends: `fields={…}`, `query={…}`, or a whole `body=`."""

    keyword: Safe
    entries: tuple[Pair, ...]
    whole: Safe


@dataclass(frozen=True, slots=True)
class SignatureView:
    """What a method takes and returns, in both clients."""

    parameters: tuple[ParameterView, ...]
    async_parameters: tuple[ParameterView, ...]
    returns: Safe
    async_returns: Safe


@dataclass(frozen=True, slots=True)
class OperationView:
    """One method, sync and async, and the record of its operation.

    `headers` names the record of the documented headers, `wrapping` and `more` what raw views say of it,
    `async_wrapping` those of the async client. `is_paged`: the method returns pages.
    """

    name: Safe
    constant: Safe
    constant_type: Safe
    http_method: Safe
    path: Safe
    options: tuple[Pair, ...]
    overloads: tuple[SignatureView, ...]
    signature: SignatureView
    docstring: Safe
    async_docstring: Safe
    deprecated: Safe
    pragma: Safe
    parts: tuple[PartView, ...]
    headers: Safe
    headers_type: Safe
    wrapping: Safe
    async_wrapping: Safe
    more: Safe
    is_paged: bool


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A namespace inside another: property, class, module."""

    name: Safe
    class_name: Safe
    module: Safe
    docstring: Safe
    classes: Safe


@dataclass(frozen=True, slots=True)
class ResourceView:
    """The module of a group."""

    path: Safe
    docstring: Safe
    imports: tuple[Safe, ...]
    type_imports: tuple[Safe, ...]
    class_name: Safe
    class_docstring: Safe
    async_class_docstring: Safe
    raw_docstring: Safe
    streaming_docstring: Safe
    groups: tuple[GroupLink, ...]
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a model, with its docstring."""

    text: Safe
    docstring: Safe


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model class. `extra` is the type of members that are not documented by name, where it is known."""

    name: Safe
    docstring: Safe
    fields: tuple[FieldView, ...]
    extra: Safe


@dataclass(frozen=True, slots=True)
class DictView:
    """A TypedDict: by class syntax where its keys are identifiers, else by call syntax."""

    name: Safe
    docstring: Safe
    fields: tuple[Pair, ...]
    is_class: bool


@dataclass(frozen=True, slots=True)
class AliasView:
    """A type alias: an enumeration as an open Literal, a union, a list.

    The value of one that mentions itself is text, which is read when it is needed.
    """

    name: Safe
    value: Safe
    docstring: Safe
    recursive: bool = False


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A part of the API with an address of its own; `about` is a line of documentation, or empty."""

    name: Safe
    url: Safe
    about: Safe


@dataclass(frozen=True, slots=True)
class ServiceEnvironmentView:
    """A documented environment: its name, and the addresses that differ from the default's, as arguments."""

    name: Safe
    arguments: Safe


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """The class `Environment` of an API that has several services."""

    docstring: Safe
    services: tuple[ServiceView, ...]
    slots: Safe
    environments: tuple[ServiceEnvironmentView, ...]


@dataclass(frozen=True, slots=True)
class EnumMemberView:
    """A member of an enum class."""

    name: Safe
    value: Safe
    docstring: Safe


@dataclass(frozen=True, slots=True)
class EnumView:
    """An enumeration as a class."""

    name: Safe
    docstring: Safe
    base: Safe
    members: tuple[EnumMemberView, ...]


@dataclass(frozen=True, slots=True)
class TypesModuleView:
    """A module of models: one strongly connected component."""

    module: Safe
    docstring: Safe
    imports: tuple[Safe, ...]
    aliases: tuple[AliasView, ...]
    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]
    dicts: tuple[DictView, ...]
    params: tuple[AliasView, ...]


@dataclass(frozen=True, slots=True)
class TypesIndexView:
    """`types/__init__.py`: names and the modules they live in; old names and what they are called now."""

    exports: tuple[Pair, ...]
    aliases: tuple[Pair, ...]
    typing: Safe


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An error class."""

    name: Safe
    base: Safe
    status: Safe
    docstring: Safe
    body: Safe


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A security scheme as the runtime's record."""

    name: Safe
    record: Safe


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package as a whole: its names, its client, its errors."""

    package: Safe
    client: Safe
    client_module: Safe
    extras: bool
    module_docstring: Safe
    version_literal: Safe
    package_literal: Safe
    client_literal: Safe
    env_prefix_literal: Safe
    base_url: Safe
    classes: Safe
    client_imports: Safe
    client_docstring: Safe
    async_client_docstring: Safe
    credentials: tuple[ParameterView, ...]
    async_credentials: tuple[ParameterView, ...]
    credential_lines: tuple[Pair, ...]
    schemes: tuple[SchemeView, ...]
    scheme_imports: Safe
    security: Safe
    scopes: Safe
    idempotency_header: Safe
    errors: tuple[ErrorView, ...]
    error_imports: tuple[Safe, ...]
    error_exports: tuple[Safe, ...]
    paging_import: Safe
    exports: tuple[Safe, ...]
    groups: tuple[GroupLink, ...]
    environments: tuple[EnumMemberView, ...]
    environment: EnvironmentView | None
    environment_import: Safe
    server_parameters: tuple[ParameterView, ...]
    server_arguments: tuple[Pair, ...]
    values: tuple[Pair, ...]
    max_retries: Safe
    retries: Safe
    servers: tuple[Pair, ...]
    services: tuple[Pair, ...]
    server_imports: Safe
    client_typing: Safe


@dataclass(frozen=True, slots=True)
class ProjectView:
    """The project around the package: metadata for pyproject.toml and the README's first lines."""

    distribution: Safe
    distribution_toml: Safe
    version_toml: Safe
    description_toml: Safe
    license_toml: Safe
    dependencies: tuple[Safe, ...]
    readme_sections: tuple[Safe, ...]
    changelog: Safe
    author_toml: Safe
    repository_toml: Safe
    package_path_toml: Safe
    title: Safe
    description: Safe
    version: Safe
    license: Safe
    is_mit: bool
    holder: Safe
    has_workflow: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """An argument in reference.md."""

    name: Safe
    type: Safe
    required: Safe
    text: Safe


@dataclass(frozen=True, slots=True)
class MethodDocView:
    """A method in reference.md."""

    title: Safe
    http: Safe
    summary: Safe
    description: Safe
    deprecated: Safe
    rows: tuple[RowView, ...]
    returns: Safe
    returned: Safe
    raises: tuple[Pair, ...]
    links: tuple[Safe, ...]
    example: Safe


@dataclass(frozen=True, slots=True)
class GroupDocView:
    """A group in reference.md."""

    title: Safe
    description: Safe
    methods: tuple[MethodDocView, ...]


@dataclass(frozen=True, slots=True)
class DocsView:
    """What README.md and reference.md show of the API; `files` and `events` are empty where it has none."""

    groups: tuple[GroupDocView, ...]
    old_names: tuple[Pair, ...]
    constructor: Safe
    quickstart: Safe
    async_quickstart: Safe
    catching: Safe
    raw: Safe
    streaming: Safe
    files: Safe
    events: Safe
    options: Safe
    variables: tuple[Pair, ...]
    needing: Safe
    oauth: Safe
    oauth_token: Safe
    oauth_address: Safe
    is_mutual_tls: bool
    environment: Safe
    environments: tuple[Pair, ...]
    services: Safe
    server_variables: tuple[Pair, ...]
    has_own_servers: bool
    idempotency: Safe
    idempotency_header: Safe
    has_policies: bool
    hooks: Safe
    limits: Safe
    proxy: Safe
    paging: Safe
    async_paging: Safe
    logger: Safe
    log_variable: Safe
    base_url_variable: Safe
    test_base_url: Safe
