"""Who the SDK is: package, client class, version, and the other facts of its project."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from generator.config import SdkSettings
from generator.ir import names, words
from generator.ir.model import Project, PyName
from generator.ir.reserved import KEYWORDS, PACKAGES
from generator.spec.model import Json, Spec

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


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of the SDK as a whole.

    `arguments` are the client's arguments as a page's snippets spell them.
    """

    project: Project
    client: PyName
    environment_prefix: str
    arguments: tuple[str, ...]


def identify(spec: Spec, settings: SdkSettings) -> Identity:
    """Take each fact from the configuration, else from the page's snippets, else from the document."""
    facts = dict(spec.extensions)
    title = (
        [word for word in words.split(spec.title) if word not in _GENERIC]
        or list(words.split(spec.title))
        or ["api"]
    )
    package = settings.package or text(facts.get("x-sdksmith-package")) or "_".join(title)
    package = names.variable(package, "client") if not package.isidentifier() else package
    if package in PACKAGES:
        package = f"{package}_client"
    client = settings.client or text(facts.get("x-sdksmith-client")) or words.pascal(" ".join(title))
    client = names.type_name(client, "Client") if not client.isidentifier() or client in KEYWORDS else client
    project = Project(
        distribution=settings.distribution or package.replace("_", "-"),
        package=PyName(package),
        version=settings.version or _version(spec.version),
        description=settings.description or f"Python client for {_title(spec.title or client)}",
        license=settings.license or spdx(spec.license_name or ""),
        author=settings.author or spec.contact_name or "",
        author_email=settings.author_email or spec.contact_email or "",
        repository=settings.repository or "",
        dependencies=settings.dependencies,
    )
    return Identity(
        project,
        PyName(client),
        settings.env_prefix or words.snake(package).upper(),
        strings(facts.get("x-sdksmith-arguments")),
    )


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
