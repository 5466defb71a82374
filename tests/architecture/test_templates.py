"""Templates print; they do not decide. And they can print nothing that has not been made safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.exceptions import UndefinedError

from generator.render import engine
from generator.render.safe import Safe

TEMPLATES = sorted(path.relative_to(engine.folder()).as_posix() for path in engine.folder().rglob("*.jinja"))

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
)


def tree(template: str) -> nodes.Template:
    text = (engine.folder() / template).read_text(encoding="utf-8")
    return Environment(trim_blocks=True, lstrip_blocks=True).parse(text)


def faults(node: nodes.Node) -> list[str]:
    """What in a template is more than printing: anything but data, loops over views, and tests whether a view
    has a part.
    """
    found = [] if isinstance(node, ALLOWED) else [f"line {node.lineno}: {type(node).__name__}"]
    if isinstance(node, nodes.For) and (node.test is not None or node.recursive or node.else_):
        found.append(f"line {node.lineno}: a loop with a condition")
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        found.append(f"line {node.lineno}: a constant")
    for child in node.iter_child_nodes():
        found.extend(faults(child))
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_has_no_logic(template: str) -> None:
    assert faults(tree(template)) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ f() }}",
        "{% set x = 1 %}",
        "{% if a == b %}{% endif %}",
        "{{ a + b }}",
        "{{ a ~ b }}",
        "{{ a | upper }}",
        "{% macro m() %}{% endmacro %}",
        "{% if a is defined %}{% endif %}",
        "{{ a[0] }}",
        "{{ a if b else c }}",
        "{% if a and b %}{% endif %}",
        "{% for a in b if c %}{% endfor %}",
        "{{ 1 }}",
    ],
)
def test_logic_would_be_found(source: str) -> None:
    assert faults(Environment().parse(source))


@pytest.mark.parametrize("value", ["text", 1, None, True, ["text"]])
def test_only_safe_text_is_printed(value: object) -> None:
    template = engine.environment().from_string("{{ value }}")
    with pytest.raises(TypeError, match="not marked as safe"):
        template.render(value=value)
    assert template.render(value=Safe("text")) == "text"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        engine.environment().from_string("{{ missing }}").render()


def test_every_template_is_found() -> None:
    assert {Path(name).name for name in engine.routes()} >= {
        "client.py.jinja",
        "README.md.jinja",
        "pyproject.toml.jinja",
    }
