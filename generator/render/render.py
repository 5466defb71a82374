"""Api → Files: the stage that writes text. By now only we can be wrong, so nothing is reported here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from generator.ir.model import Api
from generator.render import engine, extras
from generator.render.docs import Docs
from generator.render.models import Models
from generator.render.package import Package
from generator.render.prose import uses
from generator.render.resources import Resources
from generator.render.tests import Tests
from generator.render.webhooks import Webhooks

Files: TypeAlias = dict[str, str]
"""Text by path, relative to the package's project folder, with forward slashes."""


def render(api: Api) -> Files:
    """Every file of the package, unformatted.

    Args:
        api: The SDK's surface.
    """
    definitions = {definition.id: definition for definition in api.definitions}
    models = Models(api, definitions, uses(api))
    modules = models.modules()
    package = Package(api, definitions)
    shared: dict[str, object] = {
        "package": package.package(),
        "project": package.project(),
        "docs": Docs(api, definitions).docs(),
        "types": models.index(modules),
        "webhooks": Webhooks(api, definitions).view(),
    }
    # For each placeholder in a template's path: the name of its view in the template, and the views with
    # their paths.
    routes: dict[str, tuple[str, Iterable[tuple[str, object]]]] = {
        "__module__": ("module", [(view.module, view) for view in modules]),
        "__resource__": ("resource", [(view.path, view) for view in Resources(api, definitions).modules()]),
        "__extra__": ("extra", [(view.module, view) for view in extras.modules(api)]),
        "__group__": ("group", [(view.module, view) for view in Tests(api, definitions).modules()]),
    }
    output: Files = {}
    for template in engine.routes():
        path = template.removesuffix(engine.SUFFIX).replace("__package__", api.project.package)
        placeholder = next((key for key in routes if key in path), None)
        if placeholder is None:
            output[path] = engine.fill(template, shared)
            continue
        variable, views = routes[placeholder]
        for name, view in views:
            output[path.replace(placeholder, name)] = engine.fill(template, {**shared, variable: view})
    output.update(_runtime(f"src/{api.project.package}/_runtime"))
    return {path: text for path, text in sorted(output.items()) if text.strip() or path.endswith("py.typed")}


def _runtime(target: str) -> Mapping[str, str]:
    """The runtime, byte for byte."""
    source = Path(str(files("generator.runtime")))
    return {
        f"{target}/{path.relative_to(source).as_posix()}": path.read_text(encoding="utf-8")
        for path in sorted(source.rglob("*.py"))
    }
