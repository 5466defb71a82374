"""The configuration file that `sdksmith init` writes: what is needed, and the rest as comments."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from generator.ir.model import Api, SchemeKind
from generator.spec_settings import is_url


def starter(api: Api, specs: Sequence[str], folder: Path) -> str:
    """The text of an `sdksmith.toml`.

    Args:
        api: The SDK as it is without configuration; its facts stand in the comments.
        specs: The sources, as given.
        folder: Where the file will stand; paths in it are relative to that.
    """
    project = api.project
    group = next(iter(api.root.groups), None)
    namespace = group.name if group is not None and group.groups else ""
    lines = [
        "# Configuration of sdksmith: https://toml.io, paths relative to this file.",
        "# What is commented out is what sdksmith takes from the specs when nothing is said, or an example.",
        "",
        f"[sdk.{project.package}]",
        f"specs = [{', '.join(_text(_relative(spec, folder)) for spec in specs)}]",
        f"output = {_text(f'generated/{project.package}')}",
        "",
        f"# package = {_text(project.package)}",
        f"# distribution = {_text(project.distribution)}",
        f"# client = {_text(api.client)}",
        f"# namespace = {_text(namespace)}",
        f"# version = {_text(project.version)}",
        f"# description = {_text(project.description)}",
        f"# license = {_text(project.license or 'MIT')}",
        f"# author = {_text(project.author or 'Your name')}",
        f"# author_email = {_text(project.author_email or 'you@example.com')}",
        f"# repository = {_text(project.repository or 'https://example.com/your/repository')}",
        f"# env_prefix = {_text(api.environment_prefix)}",
        f"# base_url = {_text(api.servers[0].url if api.servers else 'https://example.com')}",
        "# The header whose key makes POST and PATCH calls repeatable; empty for none.",
        f"# idempotency_header = {_text(api.idempotency_header or 'Idempotency-Key')}",
        "",
        '# How enumerations are spelt: "literal" or "enum".',
        '# enums = "literal"',
        '# The formatter pass: "black", "ruff" or "none".',
        '# formatter = "black"',
        "# Check bounds, lengths and patterns before anything is sent.",
        "# validate_requests = false",
        "# The folder that references to other files may not leave; else that of each spec.",
        '# reference_root = "."',
        "# Addresses that references may lead to; what they hold is pinned in sdksmith.lock.",
        '# remote_references = ["https://schemas.example.com/"]',
        "",
        "# Whether specs and references may be fetched from hosts that are not on the public network.",
        "# allow_private_addresses = false",
        "# Old names that need not work any more, as patterns.",
        '# drop_aliases = ["OldName", "group.old_method"]',
        "# Files in the output folder that are yours, as in .gitignore.",
        f"# keep = [{_text(f'src/{project.package}/extras/')}]",
    ]
    for scheme in api.schemes:
        lines += [
            "",
            f"# [sdk.{project.package}.auth.{_text(scheme.name)}]",
            f"# argument = [{', '.join(map(_text, scheme.arguments))}]",
            f"# env = [{', '.join(map(_text, scheme.environment))}]",
        ]
        if scheme.kind is SchemeKind.CLIENT_CREDENTIALS:
            way = "client_secret_post" if scheme.posts_secret else "client_secret_basic"
            lines += [
                '# At the token endpoint: "client_secret_basic" or "client_secret_post".',
                f"# client_auth = {_text(way)}",
            ]
    lines += ["", "# Other names for types and methods, by JSON pointer or by the name that sdksmith gives."]
    lines += [f"# [sdk.{project.package}.rename]", '# "#/components/schemas/Thing" = "Widget"']
    return "\n".join(lines) + "\n"


def _relative(spec: str, folder: Path) -> str:
    if spec == "-" or is_url(spec):
        return spec
    try:
        return Path(os.path.relpath(spec, folder)).as_posix()
    except ValueError:  # on another drive than the file
        return Path(os.path.abspath(spec)).as_posix()


def _text(value: str) -> str:
    """A TOML basic string. JSON's escapes are all TOML's too, except that TOML wants DEL escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
