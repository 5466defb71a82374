"""Schemas that refer to themselves, and to each other."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, create_model

from generator.runtime.deep import on_deep_stack
from generator.runtime.nested import MOST
from tests.cases.harness import Caller, Made

TREE: dict[str, Any] = {
    "name": "root",
    "next": {"name": "n"},
    "children": [{"name": "a", "children": [{"name": "b"}]}],
    "by_name": {"x": {"name": "c"}},
    "either": {"name": "d"},
    "parent": None,
}


def test_a_tree_goes_there_and_back(api: Caller, types: Any) -> None:
    api.answers(200, TREE)
    tree = api.call("trees.update", **TREE)
    assert api.body == TREE
    assert tree.children[0].children[0].name == "b"
    assert isinstance(tree.by_name["x"], types.Node)
    assert isinstance(tree.either, types.Node)
    assert tree.to_dict() == TREE
    api.call("trees.update", name="root", children=tree.children, either="text")
    assert api.body == {"name": "root", "children": TREE["children"], "either": "text"}


def test_a_wrong_value_deep_inside_is_located(api: Caller) -> None:
    api.answers(200, {"name": "a", "children": [{"name": 3}]})
    assert api.call("trees.update", name="a").invalid_fields == ("/children/0/name",)


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {"name": "leaf"}
    for _ in range(levels):
        value = {"name": "a", "children": [value]}
    return value


@pytest.mark.parametrize("levels", [60, 150, MOST // 3 - 1])
def test_a_deep_tree(api: Caller, types: Any, levels: int) -> None:
    text = on_deep_stack(lambda: json.dumps(nested(levels)))
    api.answers(200, content=text.encode())
    tree = api.call("trees.update", name="a")
    assert tree.invalid_fields == ()
    assert repr(tree).count("Node(") == str(tree).count("Node(") + 1 == levels + 1
    assert on_deep_stack(lambda: json.dumps(tree.to_dict())) == text
    for other in (copy.copy(tree), copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):
        assert type(other) is types.Node
        assert other == tree
    leaf = tree
    while leaf.children:
        leaf = leaf.children[0]
    again = copy.deepcopy([tree, leaf])
    last = again[0]
    while last.children:
        last = last.children[0]
    assert last is again[1], "what was one object is one in the copy"
    assert on_deep_stack(lambda: json.dumps(types.Node.from_dict(tree.to_dict()).to_dict())) == text
    leaf.name = "other"
    assert again[0] != tree


def test_a_long_chain(api: Caller) -> None:
    levels = MOST // 2 - 1
    api.answers(200, content=b'{"name":"a","next":' * levels + b'{"name":"a"}' + b"}" * levels)
    first, second = (api.call("trees.update", name="a") for _ in range(2))
    assert first == second == copy.deepcopy(first) == pickle.loads(pickle.dumps(first))
    assert repr(first).count("Node(") == levels + 1
    assert on_deep_stack(lambda: first.to_dict() == second.to_dict())


@pytest.mark.parametrize("levels", [5_000, 300_000])
def test_a_tree_that_is_too_deep(api: Caller, levels: int) -> None:
    api.answers(200, content=b'{"name":"a","children":[' * levels + b'{"name":"a"}' + b"]}" * levels)
    with pytest.raises(api.package.ResponseDecodeError, match="nested too deep"):
        api.call("trees.update", name="a")


def test_types_that_mention_each_other(api: Caller, types: Any) -> None:
    api.answers(200, [{"name": "Ada", "employer": {"staff": [{"name": "Bob"}], "address": {"street": "s"}}}])
    (person,) = api.call("people.list")
    assert isinstance(person.employer, types.Company)
    assert isinstance(person.employer.staff[0], types.Person)
    assert person.employer.address.street == "s"


@pytest.mark.parametrize("value", ["text", 1.5, [], {"a": [{"b": ["c"]}]}])
def test_an_alias_of_itself(api: Caller, value: object) -> None:
    api.answers(200, value)
    assert api.call("trees.update_json", body=value) == value
    assert api.body == value


def test_one_module_a_component_and_no_import_goes_round(case: Made) -> None:
    folder = f"src/{case.api.project.package}/types/"
    texts = {path.removeprefix(folder): text for path, text in case.files.items() if path.startswith(folder)}
    assert "class Person" in texts["company.py"]
    assert "class Company" in texts["company.py"]
    assert "class Address" in texts["address.py"]
    imports = {
        path.removesuffix(".py"): {
            line.split()[1].removeprefix(".")
            for line in text.splitlines()
            if line.startswith("from .") and "_runtime" not in line
        }
        for path, text in texts.items()
        if path != "__init__.py"
    }
    done: set[str] = set()
    while len(done) < len(imports):
        ready = {module for module, needed in imports.items() if module not in done and needed <= done}
        assert ready, f"a circle among {set(imports) - done}"
        done |= ready


def test_a_type_adapter_and_a_model_of_the_caller(types: Any) -> None:
    nodes = TypeAdapter(list[types.Node]).validate_json('[{"name": "a", "children": [{"name": "b"}]}]')
    assert nodes[0].children[0].name == "b"
    mine: type[BaseModel] = create_model("Mine", root=(types.Person, ...), data=(types.JsonValue, ...))
    made = mine.model_validate_json('{"root": {"name": "a", "employer": {"staff": []}}, "data": {"x": [1]}}')
    assert made.model_dump(exclude_unset=True) == {
        "root": {"name": "a", "employer": {"staff": []}},
        "data": {"x": [1]},
    }
    assert TypeAdapter(types.Alternating).validate_python({"a": [{}]}) == {"a": [{}]}


@pytest.mark.parametrize("first", ["Person", "Company", "Node", "JsonValue", "Other", "Nested"])
def test_any_type_may_be_the_first_to_be_imported(case: Made, package: Any, first: str) -> None:
    source = Path(package.__file__).parent.parent
    lines = (
        f"from {package.__name__}.types import {first}",
        "import pydantic",
        f"pydantic.TypeAdapter({first})",
    )
    code = "\n".join(lines)
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=source, check=True)
