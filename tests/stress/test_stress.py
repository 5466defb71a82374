"""Documents of extreme shape: nothing recurses too deep, and what is read is right. Time is not asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ir.model import Model
from tests.stress import documents
from tests.stress.harness import package, run

NODE = '{"text": "a", "createdAt": "2024-01-15T09:30:00Z"}'
EMBED = f"""
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
types = stress.types
node = {NODE}
text = json.dumps(node)
def embedded():
    class Mine(BaseModel):
        x: types.Node5
        ys: list[types.Node6]
    @dataclass
    class Data:
        z: types.Node7
    mine = Mine.model_validate_json(json.dumps({{"x": node, "ys": [node]}}))
    assert mine.ys[0].to_dict() == node and Data(z={{"text": "a"}}).z.text == "a"
def adapted():
    assert TypeAdapter(list[types.Node1]).validate_json(f"[{{text}}]")[0].created_at.year == 2024
    assert TypeAdapter(dict[str, types.Node2]).validate_python({{"k": {{"text": "a"}}}})["k"].text == "a"
    try:
        TypeAdapter(list[types.Node3]).validate_json('[{{"text": 1}}]')
    except ValidationError as error:
        assert error.errors()[0]["loc"] == (0, "text")
    else:
        raise AssertionError
def read():
    body = {{**node, "next": {{**node, "next": {{"text": "c", "count": 3}}}}}}
    value = returned("things.get_0", body)
    assert value.to_dict() == body and not value.invalid_fields
    wrong = returned("things.get_0", {{**body, "next": {{"text": 5}}}})
    assert wrong.invalid_fields == ("/next/text",)
    import copy, pickle
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    assert type(value).from_dict(body) == value and "Node2" in repr(value)
def built():
    built = types.Node9(text="t", next=types.Node10(text="u"))
    assert built.to_dict() == {{"text": "t", "next": {{"text": "u"}}}}
"""


@pytest.fixture(scope="module", params=["web", "chain"])
def nodes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages of 200 schemas that refer to each other."""
    shape = getattr(documents, request.param)
    return package(shape(200), tmp_path_factory.mktemp(request.param))[1]


@pytest.mark.parametrize("first", ["embedded", "adapted", "read", "built"])
def test_models_of_many_work_whatever_comes_first(nodes: Path, first: str) -> None:
    uses = [first, *({"embedded", "adapted", "read", "built"} - {first})]
    run(nodes, EMBED + "\n".join(f"{use}()" for use in uses))


def test_two_thousand_models_in_one_component(tmp_path: Path) -> None:
    made, source = package(documents.web(2000), tmp_path)
    assert len(made.api.definitions) == 2000
    code = f"""
body = {{**{NODE}, "items": [{{"text": "b"}}], "byName": {{"k": {{"text": "c"}}}}, "oneOrOther": "d"}}
assert returned("things.get_0", body).to_dict() == body
for number in (1, 500, 1999):
    assert getattr(stress.types, f"Node{{number}}")(text="x").to_dict() == {{"text": "x"}}
"""
    run(source, code)


def test_objects_in_objects(tmp_path: Path) -> None:
    _, source = package(documents.nested_objects(200), tmp_path)
    code = """
import copy, pickle
body = {"text": "a"}
for _ in range(150):
    body = {"inner": body}
value = returned("things.get_0", body)
assert value.to_dict() == body and not value.invalid_fields
assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
assert type(value).from_dict(body) == value and repr(value)
"""
    run(source, code)


@pytest.mark.parametrize("depth", [99, 200, 450])
def test_arrays_in_arrays(depth: int, tmp_path: Path) -> None:
    _, source = package(documents.nested_arrays(depth), tmp_path)
    run(source, 'assert returned("things.get_0", {"inner": [[[]]]}).to_dict() == {"inner": [[[]]]}')


@pytest.mark.parametrize("enums", ["literal", "enum"])
def test_an_enumeration_of_ten_thousand_values(enums: str, tmp_path: Path) -> None:
    _, source = package(documents.enumeration(10_000), tmp_path, "enum" if enums == "enum" else "literal")
    code = """
for code in ("value-9999", "value-new"):
    assert returned("things.get_0", {"code": code}).to_dict() == {"code": code}
"""
    run(source, code)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ("all_of_chain", 150),
        ("all_of_wide", 500),
        ("all_of_aliases", 500),
        ("ref_chain", 300),
        ("all_of_knot", 8),
        ("array_chain", 150),
    ],
)
def test_long_chains_of_schemas(shape: str, size: int, tmp_path: Path) -> None:
    made, source = package(getattr(documents, shape)(size), tmp_path)
    if shape in ("all_of_chain", "all_of_wide", "all_of_knot"):
        assert max(len(d.fields) for d in made.api.definitions if isinstance(d, Model)) == size
    operation, *_ = made.api.operations()
    method = ".".join((*operation.group, operation.name))
    body = "[]" if shape == "array_chain" else '{"text": "a"}'
    run(source, f"assert returned({method!r}, {body}) is not None")
