"""The template engine: Jinja2, set up so that a template can only print, and only `Safe` text.

Templates are laid out like the package they make. A path may hold placeholders: `__package__` is the import
package, `__module__`, `__resource__`, `__extra__` and `__group__` stand for one file each of the models'
modules, the groups' modules, the modules for hand-written code and the groups' tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from generator.render.safe import Safe

SUFFIX = ".jinja"


def folder() -> Path:
    """Where the templates are: beside the package in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent.parent / "_templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "templates"


def routes() -> tuple[str, ...]:
    """The templates' paths, sorted. A name that begins with `+` is a part that others include."""
    found = (
        path.relative_to(folder()) for path in folder().rglob(f"*{SUFFIX}") if not path.name.startswith("+")
    )
    return tuple(sorted(path.as_posix() for path in found))


def only_safe(value: object) -> object:
    """Refuse what has not come through `generator.render.safe`."""
    if isinstance(value, (Safe, Undefined)):
        return value  # an undefined value raises by itself, and says what is missing
    raise TypeError(f"a template printed {type(value).__name__} {value!r}, which is not marked as safe")


@cache
def environment() -> Environment:
    """The environment; templates are compiled once a process."""
    return Environment(
        loader=FileSystemLoader(folder()),
        undefined=StrictUndefined,
        finalize=only_safe,
        autoescape=False,  # the output is Python, TOML and Markdown; `finalize` is the guard
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,
    )


def fill(template: str, context: Mapping[str, object]) -> str:
    """One template's text."""
    return environment().get_template(template).render(context)
