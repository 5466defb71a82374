"""Who the SDK is: package, client class, version, and the other facts of its project."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from generator.config import SdkSettings
from generator.ir import names, words
from generator.ir.hosts import brand
from generator.ir.model import Project, PyName
from generator.ir.reserved import KEYWORDS, PACKAGES
from generator.spec.model import Json, Server, Spec

# PEP 440, the canonical form and the common variations of it (packaging's appendix B, without local
# versions).
_PEP_440 = re.compile(r"v?([0-9]+!)?[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?")
# Words that say what a document is, not whose: "Acme REST API" is Acme's.
_GENERIC = frozenset(
    {
        "api",
        "apis",
        "rest",
        "openapi",
        "swagger",
        "specification",
        "spec",
        "documentation",
        "docs",
        "http",
        "the",
    }
)


_ARTICLES = frozenset({"a", "an", "and", "for", "of"})
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of the SDK as a whole.

    `arguments` are the client's arguments as a page's snippets spell them; `title` is what prose calls the
    API.
    """

    project: Project
    client: PyName
    title: str
    environment_prefix: str
    arguments: tuple[str, ...]


def identify(spec: Spec, settings: SdkSettings) -> Identity:
    """Take each fact from the configuration, else from the page's snippets, else from the document."""
    # The document says it as a whole, or else in the samples of an operation.
    facts: dict[str, Json] = {}
    for operation in sorted(spec.operations, key=lambda operation: operation.pointer):
        for name, value in operation.extensions:
            facts.setdefault(name, value)
    facts.update(spec.extensions)
    title = spec.title.strip() if _says_whose(spec) else ""
    called = _called(spec, settings, title)
    package = settings.package or text(facts.get("x-sdksmith-package")) or "_".join(called)
    package = names.variable(package, "client") if not package.isidentifier() else package
    if package in PACKAGES:
        package = f"{package}_client"
    client = settings.client or text(facts.get("x-sdksmith-client")) or words.pascal(" ".join(called))
    client = names.type_name(client, "Client") if not client.isidentifier() or client in KEYWORDS else client
    title = title or client
    project = Project(
        distribution=settings.distribution or package.replace("_", "-"),
        package=PyName(package),
        version=settings.version or _version(spec.version),
        description=settings.description or f"Python client for {_title(title)}",
        license=settings.license or spdx(spec.license_name or ""),
        author=settings.author or spec.contact_name or "",
        author_email=settings.author_email or spec.contact_email or "",
        repository=settings.repository or "",
        dependencies=settings.dependencies,
        has_workflow=settings.ci == "github",
    )
    return Identity(
        project,
        PyName(client),
        title,
        settings.env_prefix or words.snake(package).upper(),
        strings(facts.get("x-sdksmith-arguments")),
    )


def _says_whose(spec: Spec) -> bool:
    """Whether the title is the API's: not empty or `API`, and not that of one endpoint, as on a page."""
    of_one = {operation.summary.strip().casefold() for operation in spec.operations if operation.summary}
    return bool(set(words.split(spec.title)) - _GENERIC) and not (
        spec.title.strip().casefold() in of_one or spec.version.startswith("endpoint_")
    )


def _called(spec: Spec, settings: SdkSettings, title: str) -> list[str]:
    """The words of the SDK's name: those of the title, else whose the servers are, else what it is about."""
    said = [word for word in words.split(title) if word not in _GENERIC]
    if said:
        return said
    host = text(dict(spec.extensions).get("x-sdksmith-host"))
    addresses = [settings.base_url, *map(_filled, spec.servers), host]
    addresses += [_filled(server) for operation in spec.operations for server in operation.servers]
    owner = words.split(brand(address for address in addresses if address))
    if owner:
        return list(owner)
    about = [spec.title, *sorted(operation.summary or "" for operation in spec.operations)]
    for one in about:
        found = [word for word in words.split(one) if word not in _GENERIC | _ARTICLES]
        if found:
            return found[:_MOST_WORDS]
    return list(words.split(spec.title)) or ["api"]


def _filled(server: Server) -> str:
    """A server's URL with the defaults of its variables."""
    url = server.url
    for variable in server.variables:
        url = url.replace(f"{{{variable.name}}}", variable.default)
    return url


def text(value: Json) -> str | None:
    """An extension's value if it is a non-empty string."""
    return value if isinstance(value, str) and value else None


def strings(value: Json) -> tuple[str, ...]:
    """An extension's value if it is a string or a list of strings."""
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()


def spdx(license: str) -> str:
    """A licence's name in a document as an SPDX expression, which package metadata needs (PEP 639).

    `Apache 2.0` → `Apache-2.0`, `MIT License` → `MIT`; empty when it is none: with any other text
    the package does not build.
    """
    plain = license.strip()
    for candidate in (plain, plain.removesuffix(" License").replace(" ", "-")):
        try:
            return str(canonicalize_license_expression(candidate))
        except InvalidLicenseExpression:
            continue
    return ""


def _title(title: str) -> str:
    return f"the {title}" if title.casefold().endswith("api") else f"the {title} API"


def _version(version: str) -> str:
    return version.removeprefix("v") if _PEP_440.fullmatch(version) else "0.1.0"
