"""Spec text is data: whatever it says, it ends up as a literal, an identifier or documentation."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.model import Model
from generator.render import safe
from generator.spec.model import JsonObject
from generator.spec_settings import plain
from tests.cases.harness import Caller, Made, generate, spec_of

SPEC: dict[str, Any] = json.loads(spec_of("hostile").read_text("utf-8"))
PACKAGE = "src/case_hostile/"
STATEMENTS = (
    ast.AnnAssign, ast.Assign, ast.AsyncFunctionDef, ast.ClassDef, ast.Expr, ast.FunctionDef, ast.If,
    ast.Import, ast.ImportFrom, ast.Raise, ast.Return, ast.With, ast.AsyncWith, ast.Assert,
)  # fmt: skip


def generated(case: Made) -> Iterator[tuple[str, ast.Module]]:
    for path, text in case.files.items():
        if path.endswith(".py") and "/_runtime/" not in path and path != "tests/recording.py":
            yield path, ast.parse(text, path)


def test_no_statement_comes_from_the_document(case: Made) -> None:
    for path, module in generated(case):
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= {
                    "asyncio",
                    "datetime",
                    "httpx2",
                    "json",
                    "pytest",
                }, path
            if isinstance(node, ast.stmt):
                assert isinstance(node, STATEMENTS), (path, ast.unparse(node))
            if isinstance(node, ast.Expr):
                is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
                assert is_text or path.startswith("tests/") or "super().__init__" in ast.unparse(node), path
            if isinstance(node, ast.Call):
                assert "system" not in ast.unparse(node.func), path


def test_no_character_makes_the_source_read_otherwise_than_it_runs(case: Made) -> None:
    for path, text in case.files.items():
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]", text
        ), path
        assert "\r" not in text


def words(text: str | None) -> str:
    """What a reader reads: no difference in white space, no invisible characters."""
    return " ".join(safe.clean(text or "").split())


def test_docstrings_say_what_the_document_says(case: Made) -> None:
    evil = SPEC["components"]["schemas"]["Evil"]
    module = ast.parse(case.files[f"{PACKAGE}types/evil.py"])
    (model,) = (node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "Evil")
    assert words(ast.get_docstring(model)).startswith(words(evil["description"]))
    texts = [
        node.value.value
        for node in model.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    for member in evil["properties"].values():
        assert any(words(member["description"]) in words(str(text)) for text in texts), member


def test_the_method_is_documented_and_callable(case: Made, api: Caller) -> None:
    operation = SPEC["paths"]['/evil/"""/{a"b\\}/{{x}}']["post"]
    text = case.files[f"{PACKAGE}resources/evil_import_os.py"]
    functions = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    documented = [words(ast.get_docstring(n)) for n in functions if n.name == "update_evil"]
    assert len(documented) == 2
    for docstring in documented:
        assert words(operation["summary"]) in docstring
        assert words(operation["description"]) in docstring
        assert words(operation["parameters"][2]["description"]) in docstring
    assert "{{ 1 }} {% x %}" in documented[0], "the template engine has not read it"


def test_values_travel_unchanged(api: Caller, types: Any) -> None:
    body = {'k"""\\': "v", "a\nimport os": "w", "{{ x }}": "a\nimport os", "d": 'c"""\\'}
    api.options["api_key"] = "key"
    api.answers(200, body)
    with pytest.warns(DeprecationWarning, match="update_evil is deprecated"):
        result = api.call(
            "evil_import_os.update_evil", a_b="../x", x="y", body=body, q_import_os='"""', x_evil="h"
        )
    assert api.body == body
    assert api.path.endswith("/..%2Fx/{y}") or api.path.endswith("/..%2Fx/%7By%7D")
    assert api.query == "q%22%22%22%0Aimport%20os=%22%22%22"
    assert api.request.headers["x-key"] == "key"
    assert result.to_dict() == body


def test_enumerations_hold_the_very_values(types: Any) -> None:
    from typing import get_args

    values = SPEC["components"]["schemas"]["Evil"]["properties"]["{{ x }}"]["enum"]
    assert list(get_args(get_args(types.EvilX)[0])) == values


def test_toml_is_well_formed(case: Made) -> None:
    project = tomllib.loads(case.files["pyproject.toml"])
    assert set(project) == {"build-system", "project", "tool"}
    assert "license" not in project["project"], "it is no SPDX expression"
    assert project["project"]["authors"] == [{"name": 'Eve" import os', "email": "eve@example.com"}]


@pytest.mark.parametrize("path", ["README.md", "reference.md"])
def test_markdown_is_well_formed(case: Made, path: str) -> None:
    tokens = MarkdownIt().enable("table").parse(case.files[path])
    assert not [token for token in tokens if token.type == "html_block"]
    fences = [token for token in tokens if token.type == "fence"]
    for fence in fences:
        if fence.info == "python":
            ast.parse(fence.content)
    tables = [token for token in tokens if token.type == "table_open"]
    assert path == "README.md" or len(tables) >= 2


def module_of(description: str, title: str, value: str) -> ast.Module:
    """The module of one model whose texts are given, rendered in memory."""
    from generator.diagnostics import Location
    from generator.ir.model import (
        Direction,
        Doc,
        Enumeration,
        EnumValue,
        Field,
        Named,
        Pointer,
        PyName,
        Scalar,
        WireName,
    )
    from generator.render.engine import fill
    from generator.render.models import Models
    from tests.cases.harness import made

    kind = Enumeration(
        Pointer("#/k"), PyName("Kind"), (EnumValue(value, PyName("A")),), (Scalar.STRING,), doc=Doc(title)
    )
    field = Field(
        WireName(value),
        PyName("field"),
        Named(kind.id),
        True,
        False,
        Doc(description, default=value, has_default=True),
    )
    model = Model(
        Pointer("#/m"),
        PyName("M"),
        (field,),
        Direction.BOTH,
        PyName("MDict"),
        Doc(description),
        origin=Location(""),
    )
    from dataclasses import replace

    api = replace(made("hostile").api, definitions=(kind, model))
    views = Models(api, {each.id: each for each in api.definitions}, {}).modules()
    return ast.parse(
        "\n".join(fill("src/__package__/types/__module__.py.jinja", {"module": view}) for view in views)
    )


TEXT = st.text(
    st.characters()
    | st.sampled_from(['"', "\\", "\n", "{", "}", "%", "\u202e", "\x00", "\ud800", "#", "'", "N"]),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_any_text_survives(description: str, title: str, value: str) -> None:
    module = module_of(description, title, value)
    texts = [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert texts.count(value) >= 2, "the value is a literal, and a wire name"
    said = [words(text) for text in texts]
    assert any(words(description) in text for text in said)
    assert any(words(title) in text for text in said)
    imports = [node for node in ast.walk(module) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert {node.module if isinstance(node, ast.ImportFrom) else "" for node in imports} <= {
        "__future__", "typing", "typing_extensions", "_runtime.models", "kind"
    }  # fmt: skip


def frozen(members: dict[str, Any]) -> JsonObject:
    return JsonObject(tuple(members.items()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(TEXT, inner, max_size=3).map(frozen),
    max_leaves=8,
)


def thawed(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return {key: thawed(item) for key, item in value.members}
    return [thawed(item) for item in value] if isinstance(value, tuple) else value


@given(JSON)
def test_a_literal_is_the_value(value: Any) -> None:
    text = str(safe.literal(value))
    assert ast.literal_eval(text) == thawed(value)
    assert text.isprintable() or not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_docstring_is_the_text(lines: list[str]) -> None:
    joined = "\n".join(lines)
    text = str(safe.docstring(safe.wrap(joined, 80), "    "))
    if text:
        function = ast.parse(f"def f():\n    {text}\n    pass").body[0]
        assert isinstance(function, ast.FunctionDef)
        assert len(function.body) == 2
        assert words(ast.get_docstring(function)) == words(joined)


@given(TEXT)
def test_toml_holds_the_text(text: str) -> None:
    parsed = tomllib.loads(f"a = {safe.toml(text)}\n")
    assert list(parsed) == ["a"]
    assert parsed["a"] == safe._UNPRINTABLE.sub("", text)  # pyright: ignore[reportPrivateUsage]


@given(TEXT, TEXT)
def test_a_cell_is_one_cell(left: str, right: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {safe.code_span(left)} | {safe.cell(right)} |\n"
    tokens = MarkdownIt().enable("table").parse(table)
    assert [token.type for token in tokens].count("td_open") == 2
    assert not any(token.type.startswith("html") for token in tokens)


@given(TEXT)
def test_a_comment_is_one_line(text: str) -> None:
    assert "\n" not in safe.comment(text)
    assert ast.parse(f"# {safe.comment(text)}\n").body == []


def test_a_title_cannot_break_out_of_the_project(tmp_path: Any) -> None:
    evil = {**SPEC, "info": {"title": 'x"""\nimport os\n[a]\n`{{ y }}`', "version": 'v"1'}}
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(evil), "utf-8")
    made = generate(SdkSettings(specs=plain(str(path)), formatter="none"))
    assert isinstance(made.diagnostics, Diagnostics)
    for _, module in generated(made):
        assert not [n for n in ast.walk(module) if isinstance(n, ast.Import) and n.names[0].name == "os"]
    assert tomllib.loads(made.files["pyproject.toml"])["project"]["version"] == "0.1.0"
    assert made.api.project.package == "x_import_os_a_y"
