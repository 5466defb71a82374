"""The package that the generator makes of what a running server serves."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator import config
from generator.diagnostics import Diagnostics, Severity
from generator.load.read import load
from generator.pipeline import produce
from tests.corpus.one import operations_in

from .servers import Server


@dataclass(frozen=True)
class Package:
    """An imported package.

    Attributes:
        module: The package itself: `module.NotFoundError`, `module.types.…`.
        client: Class name of the sync client.
        folder: Its project folder.
        operations: How many the document has, counted in the plain data.
        methods: Those that the client has, as `GET /pets/{id}`.
        said: What the generator found wrong with the document.
    """

    module: Any
    client: str
    folder: Path
    operations: int
    methods: frozenset[str]
    said: tuple[str, ...]


def made(name: str, settings: str, document: bytes, folder: Path) -> Package:
    """Generate a package as `sdksmith generate` does, and import it.

    Args:
        name: Of the SDK.
        settings: What stands below `[sdk.NAME]` in its configuration.
        document: The OpenAPI document.
        folder: Takes the document, the configuration and the package.
    """
    is_json = document.lstrip().startswith(b"{")
    source = folder / ("openapi.json" if is_json else "openapi.yaml")
    source.write_bytes(document)
    file = folder / config.FILE_NAME
    file.write_text(f"[sdk.{name}]\nspecs = [{source.name!r}]\noutput = 'package'\n{settings}\n")
    diagnostics = Diagnostics()
    (sdk,) = config.read(file, diagnostics).sdks
    # The formatter takes longer than everything else, and says nothing about the client.
    generated = produce(replace(sdk, formatter="none"), None, diagnostics)
    said = tuple(
        f"{item.code} {item.location}: {item.message}"
        for item in diagnostics
        if item.severity is not Severity.INFO
    )
    assert generated is not None, said
    for path, text in generated.files.items():
        target = sdk.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    project = generated.surface.api.project
    sys.path.insert(0, str(sdk.output / "src"))
    loaded = load(str(source), Diagnostics())
    assert loaded is not None
    return Package(
        module=importlib.import_module(project.package),
        client=generated.surface.api.client,
        folder=sdk.output,
        operations=operations_in(loaded.data),
        methods=frozenset(f"{each.method} {each.path}" for each in generated.surface.api.operations()),
        said=said,
    )


def made_of(server: Server, document: bytes, folder: Path) -> Package:
    """The package of a server's document."""
    return made(server.key, server.settings, document, folder)


def own_tests(package: Package) -> str:
    """Run the tests that the package comes with; returns the names of those that failed, a line each."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONPATH": str(package.folder / "src")}
    done = subprocess.run(
        command, cwd=package.folder, env=environment, capture_output=True, text=True, check=False
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return "\n".join(failed) if done.returncode in (0, 1) else done.stdout + done.stderr
