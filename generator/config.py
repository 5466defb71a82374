"""Settings: what the configuration file, the environment and the flags say, as one frozen record.

With no configuration at all every field of `SdkSettings` keeps its default, and the later stages take the
fact from the page or the document. Faults are CONF diagnostics at their place in the configuration file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from generator.diagnostics import Diagnostics, Location
from generator.diff_settings import DiffSettings, diff_settings
from generator.paging_settings import PaginationSettings, pagination
from generator.setting_checks import (
    address_fault,
    distribution_fault,
    header_fault,
    identifier_fault,
    line_fault,
    namespace_fault,
    pattern_fault,
    prefix_fault,
    requirement_fault,
    url_fault,
    variable_fault,
    version_fault,
)
from generator.spec_settings import SpecSettings, files, namespace, shown, specs
from generator.subset_settings import Choice, choices
from generator.toml_places import KeyPath, places
from generator.toml_table import Source, Table, TomlValue
from generator.webhook_settings import WebhookSettings, webhook_settings

Formatter: TypeAlias = Literal["black", "ruff", "none"]
EnumStyle: TypeAlias = Literal["literal", "enum"]
ClientAuth: TypeAlias = Literal["client_secret_basic", "client_secret_post"]
FORMATTERS: tuple[Formatter, ...] = ("black", "ruff", "none")
CLIENT_AUTH: tuple[ClientAuth, ...] = ("client_secret_basic", "client_secret_post")
ENUM_STYLES: tuple[EnumStyle, ...] = ("literal", "enum")
Service: TypeAlias = Literal["none", "github"]
SERVICES: tuple[Service, ...] = ("none", "github")
FILE_NAME = "sdksmith.toml"


@dataclass(frozen=True, slots=True)
class AuthSettings:
    """Names for one security scheme: the client's arguments and the environment variables that feed them.

    One entry each, or two (username, password) for a basic scheme. Empty means: choose by rule.
    """

    scheme: str
    arguments: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    client_auth: ClientAuth = "client_secret_basic"
    """How an OAuth2 client authenticates at the token endpoint (RFC 6749 §2.3.1)."""


@dataclass(frozen=True, slots=True)
class SdkSettings:
    """One SDK: its sources, where it goes, and the facts that override what the document says.

    Attributes:
        name: The SDK's name in the configuration; empty when the specs were given on the command line.
        specs: The documents that it is made of.
        output: The package's project folder.
        package: Import package. None: from the page's snippets or the document's title.
        distribution: Name on the package index. None: from the page's install line or the package.
        client: Class name of the synchronous client. None: from the page's snippets or the title.
        version: PEP 440 version. None: `info.version` when it is PEP 440, else 0.1.0.
        description: One line for the package's metadata. None: from the document.
        license: SPDX expression. None: from the document.
        author: Name for the package's metadata. None: from the document's contact.
        author_email: Address for the package's metadata. None: from the document's contact.
        repository: URL of the package's repository. None: not stated.
        namespace: Groups under the client that hold every operation (`("atoms",)` gives `client.atoms.…`).
            None: from the page's snippets. Empty: no namespace.
        env_prefix: Prefix of environment variables. None: the package in capitals.
        enums: How enumerations are spelt.
        formatter: The formatter pass.
        rename: (pointer or plain name, Python name), sorted.
        drop_aliases: Patterns of old names that need not work any more (`Pet`, `pets.create_*`, `*`).
        base_url: Replaces the document's servers.
        idempotency_header: The header that tells a repeated call from a new one. None: that of
            `x-fern-idempotency-headers`, if any. Empty: none.
        auth: Names per security scheme, sorted by scheme.
        pagination: How operations are paginated, in the order of the configuration.
        validate_requests: Whether bounds, lengths and patterns are checked before anything is sent.
        overrides: Files that are merged over the document that all of `specs` are.
        overlays: OpenAPI Overlay documents that are applied to it, after them.
        keep: Patterns, as in `.gitignore`, of files in `output` that are not written over or removed.
        extras: What hand-written classes stand in for: `client`, and paths of namespaces.
        dependencies: Requirements (PEP 508) of hand-written code.
        readme_sections: Files of Markdown that the package's README ends with.
        ci: The service for which the package gets a workflow that tests and publishes it.
        reference_root: The folder that references to other files may not leave. None: that of each spec.
        remote_references: Prefixes of addresses that references may lead to.
        allow_private_addresses: Whether addresses may be fetched that are not on the public network.
        choices: Which operations of the documents the SDK is made of; none: all.
        webhooks: How webhooks are signed. None: not stated; then by Standard Webhooks, where there are any.
    """

    name: str = ""
    specs: tuple[SpecSettings, ...] = ()
    output: Path = Path()
    package: str | None = None
    distribution: str | None = None
    client: str | None = None
    version: str | None = None
    description: str | None = None
    license: str | None = None
    author: str | None = None
    author_email: str | None = None
    repository: str | None = None
    namespace: tuple[str, ...] | None = None
    env_prefix: str | None = None
    enums: EnumStyle = "literal"
    formatter: Formatter = "black"
    rename: tuple[tuple[str, str], ...] = ()
    drop_aliases: tuple[str, ...] = ()
    base_url: str | None = None
    idempotency_header: str | None = None
    auth: tuple[AuthSettings, ...] = ()
    pagination: tuple[PaginationSettings, ...] = ()
    validate_requests: bool = False
    overrides: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    readme_sections: tuple[str, ...] = ()
    ci: Service = "none"
    reference_root: Path | None = None
    remote_references: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    webhooks: WebhookSettings | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration file, read. `path` is None when there is none."""

    path: Path | None = None
    sdks: tuple[SdkSettings, ...] = ()
    diff: DiffSettings = field(default_factory=DiffSettings)


def find(folder: Path) -> Path | None:
    """The configuration file that governs `folder`: the nearest, at it or above it.

    In one folder `sdksmith.toml` comes before `pyproject.toml`, which counts when it has a `[tool.sdksmith]`
    table (or cannot be parsed but speaks of one, so that the fault is reported and not passed over).
    """
    for place in (folder, *folder.parents):
        own = place / FILE_NAME
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        text = project.read_text(encoding="utf-8")
        return "sdksmith" in tomllib.loads(text).get("tool", {})
    except (OSError, ValueError):
        return "tool.sdksmith" in project.read_text(encoding="utf-8", errors="replace")


def read(path: Path, diagnostics: Diagnostics) -> Config:
    """Read a configuration file.

    Args:
        path: `pyproject.toml`, read below `[tool.sdksmith]`, or any other TOML file, read from its root.
        diagnostics: Takes the faults: CONF001 (unknown key), CONF002 (wrong value), CONF003 (not readable, or
            not TOML).

    Returns:
        The settings; not to be used when an error was reported.
    """
    file = shown(path)
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        diagnostics.report("CONF003", f"cannot read the file: {error.strerror}", Location(file))
        return Config(path)
    except UnicodeDecodeError as error:
        diagnostics.report("CONF003", f"the file is not UTF-8 (byte {error.start})", Location(file))
        return Config(path)
    source = Source(file, text, diagnostics)
    try:
        data: TomlValue = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        source.syntax(str(error))
        return Config(path)
    source.places = places(text)

    base: KeyPath = ()
    if path.name == "pyproject.toml":
        base = ("tool", "sdksmith")
        for key in base:
            data = data.get(key, {}) if isinstance(data, dict) else data
    if not isinstance(data, dict):
        source.wrong(base, "a table is expected")
        return Config(path)
    root = Table(source, base, data)
    sdks = tuple(_sdk(table, path.parent) for table in root.tables("sdk"))
    diff = diff_settings(root, path.parent)
    root.close()
    _outputs(sdks, source, (*base, "sdk"))
    return Config(path, sdks, diff)


def _sdk(table: Table, folder: Path) -> SdkSettings:
    name = str(table.path[-1])
    settings = SdkSettings(
        name=name,
        specs=specs(table, folder),
        output=Path(shown(folder / (table.text("output") or f"generated/{name}"))),
        package=table.text("package", identifier_fault),
        distribution=table.text("distribution", distribution_fault),
        client=table.text("client", identifier_fault),
        version=table.text("version", version_fault),
        description=table.text("description", line_fault),
        license=table.text("license", line_fault),
        author=table.text("author", line_fault),
        author_email=table.text("author_email", address_fault),
        repository=table.text("repository", url_fault),
        namespace=namespace(table.text("namespace", namespace_fault)),
        env_prefix=table.text("env_prefix", variable_fault),
        enums=table.choice("enums", ENUM_STYLES, "literal"),
        formatter=table.choice("formatter", FORMATTERS, "black"),
        ci=table.choice("ci", SERVICES, "none"),
        rename=tuple(sorted(table.pairs("rename", identifier_fault))),
        drop_aliases=table.texts("drop_aliases"),
        base_url=table.text("base_url", url_fault),
        idempotency_header=table.text("idempotency_header", header_fault),
        auth=tuple(sorted((_auth(child) for child in table.tables("auth")), key=lambda auth: auth.scheme)),
        pagination=tuple(pagination(child) for child in table.tables("pagination")),
        validate_requests=table.flag("validate_requests"),
        overrides=files(table, "overrides", folder),
        overlays=files(table, "overlays", folder),
        keep=table.texts("keep", pattern_fault),
        extras=table.texts("extras"),
        dependencies=table.texts("dependencies", requirement_fault),
        readme_sections=files(table, "readme_sections", folder),
        reference_root=_reference_root(table, folder),
        remote_references=table.texts("remote_references", prefix_fault),
        allow_private_addresses=table.flag("allow_private_addresses"),
        webhooks=webhook_settings(table),
        choices=choices(table),
    )
    table.close()
    return settings


def _auth(table: Table) -> AuthSettings:
    settings = AuthSettings(
        scheme=str(table.path[-1]),
        arguments=table.texts("argument", identifier_fault, single=True),
        environment=table.texts("env", variable_fault, single=True),
        client_auth=table.choice("client_auth", CLIENT_AUTH, "client_secret_basic"),
    )
    table.close()
    return settings


def _reference_root(table: Table, folder: Path) -> Path | None:
    given = table.text("reference_root")
    if given is None:
        return None
    if not (folder / given).is_dir():
        table.source.wrong((*table.path, "reference_root"), f"there is no folder {given!r}")
    return Path(shown(folder / given))


def _outputs(sdks: Sequence[SdkSettings], source: Source, base: KeyPath) -> None:
    """Two SDKs in one folder, or one inside the other, would remove each other's files."""
    for index, sdk in enumerate(sdks):
        mine = Path(os.path.abspath(sdk.output))
        for other in sdks[:index]:
            theirs = Path(os.path.abspath(other.output))
            if mine.is_relative_to(theirs) or theirs.is_relative_to(mine):
                source.wrong((*base, sdk.name, "output"), f"the output overlaps that of {other.name!r}")
