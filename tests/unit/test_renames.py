"""What counts as a rename, and what does not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.build import build
from generator.ir.kept import Kept
from generator.ir.marks import marks, shape
from generator.ir.model import Api
from generator.ir.renames import follow
from generator.load.read import load
from generator.spec.model import Spec
from generator.spec.parse import parse

TEXT: dict[str, Any] = {"type": "string"}


def to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def listed(name: str) -> dict[str, Any]:
    return {"type": "array", "items": to(name)}


def record(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members}


def get(answer: Any = None, **more: Any) -> dict[str, Any]:
    content = {} if answer is None else {"content": {"application/json": {"schema": answer}}}
    return {"responses": {"200": {"description": "Done.", **content}}, **more}


@dataclass
class Documents:
    """Documents, before and after."""

    folder: Path
    count: int = field(default=0)

    def spec(self, paths: dict[str, Any], schemas: dict[str, Any], **more: Any) -> tuple[Spec, Api]:
        """A document, parsed and built."""
        self.count += 1
        path = self.folder / f"{self.count}.json"
        whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
        path.write_text(json.dumps({**whole, "components": {"schemas": schemas}, **more}), "utf-8")
        diagnostics = Diagnostics()
        document = load(str(path), diagnostics)
        assert document is not None
        spec = parse(document, diagnostics)
        return spec, build(spec, document, SdkSettings(), diagnostics)

    def renames(self, before: tuple[Any, Any], after: tuple[Any, Any]) -> dict[str, str]:
        """What is taken for renamed: last tokens of pointers, method and path of operations."""
        _, api = self.spec(*before)
        spec, _ = self.spec(*after)
        kept = Kept(dict(api.names), dict(api.marks))
        return {_short(old): _short(new) for old, new in follow(kept, spec, marks(spec)).pairs}


def _short(id: str) -> str:
    *_, path, method = id.split("/")
    return f"{method} {path.replace('~1', '/')}" if id.startswith("#/paths/") else method


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(tmp_path)


PET = record(id=TEXT, name=TEXT, age={"type": "integer"})


@pytest.mark.parametrize(
    ("before", "after", "renames"),
    [
        pytest.param({"Pet": PET}, {"Animal": PET}, {"Pet": "Animal"}, id="same content"),
        pytest.param(
            {"Pet": PET},
            {"Animal": {**PET, "title": "An animal", "description": "New words."}},
            {"Pet": "Animal"},
            id="words do not count",
        ),
        pytest.param(
            {"Pet": PET},
            {"Animal": record(**PET["properties"], colour=TEXT)},
            {"Pet": "Animal"},
            id="a member more",
        ),
        pytest.param({"Pet": PET}, {"Animal": record(colour=TEXT)}, {}, id="nothing in common"),
        pytest.param({"Pet": PET}, {"Pet": PET, "Animal": PET}, {}, id="still there"),
        pytest.param({"Pet": PET}, {"A": PET, "B": PET}, {"Pet": "A"}, id="where it is used decides"),
        pytest.param({"Pet": {}}, {"Animal": {}}, {"Pet": "Animal"}, id="plain, used in the same place"),
        pytest.param(
            {"Pet": record(owner=to("Owner"), x=TEXT), "Owner": record(pets=listed("Pet"))},
            {"P": record(owner=to("O"), x=TEXT), "O": record(pets=listed("P"))},
            {"Pet": "P", "Owner": "O"},
            id="two that refer to each other",
        ),
        pytest.param(
            {"Pet": record(kind=to("Kind")), "Kind": {"enum": ["a", "b"]}},
            {"Animal": record(kind=to("Sort")), "Sort": {"enum": ["a", "b"]}},
            {"Pet": "Animal", "Kind": "Sort"},
            id="what it refers to counts by content",
        ),
    ],
)  # fmt: skip
def test_schemas(
    documents: Documents, before: dict[str, Any], after: dict[str, Any], renames: dict[str, str]
) -> None:
    first, later = next(iter(before)), next(iter(after))
    paths = {"/pets": {"get": get(to(first))}}, {"/pets": {"get": get(to(later))}}
    assert documents.renames((paths[0], before), (paths[1], after)) == renames


def test_two_of_the_same_content_are_not_told_apart(documents: Documents) -> None:
    before = {"/a": {"get": get()}}, {"One": PET, "Two": PET}
    after = {"/a": {"get": get()}}, {"Eins": PET, "Zwei": PET}
    assert documents.renames(before, after) == {}


def test_plain_schemas_need_their_place(documents: Documents) -> None:
    before = {"/a": {"get": get(to("Id"))}}, {"Id": TEXT}
    after = {"/b": {"put": get(to("Code"))}}, {"Code": TEXT}
    assert documents.renames(before, after) == {}


@pytest.mark.parametrize(
    ("before", "after", "renames"),
    [
        pytest.param(
            {"/pets": {"get": get(operationId="a")}},
            {"/animals/all": {"get": get(operationId="a")}},
            {"get /pets": "get /animals/all"},
            id="operationId",
        ),
        pytest.param(
            {"/v1/pets/{id}": {"get": get(operationId="a"), "put": get(operationId="b")}},
            {"/v2/pets/{petId}": {"get": get(operationId="c"), "put": get(operationId="d")}},
            {"get /v1/pets/{id}": "get /v2/pets/{petId}", "put /v1/pets/{id}": "put /v2/pets/{petId}"},
            id="path and method",
        ),
        pytest.param(
            {"/pets/photos": {"get": get(record(url=TEXT))}},
            {"/store/photos": {"get": get(record(url=TEXT))}},
            {"get /pets/photos": "get /store/photos"},
            id="content and last word",
        ),
        pytest.param(
            {"/pets/photos": {"get": get(record(url=TEXT))}},
            {"/store/images": {"get": get(record(url=TEXT))}},
            {},
            id="content alone",
        ),
        pytest.param(
            {"/v1/pets": {"get": get(operationId="a")}},
            {"/v1/pets": {"get": get(operationId="b")}, "/v2/pets": {"get": get(operationId="a")}},
            {},
            id="still there",
        ),
        pytest.param(
            {"/v1/pets": {"get": get()}},
            {"/v2/pets": {"get": get()}, "/v3/pets": {"get": get()}},
            {},
            id="two answer",
        ),
    ],
)
def test_operations(
    documents: Documents, before: dict[str, Any], after: dict[str, Any], renames: dict[str, str]
) -> None:
    assert documents.renames((before, {}), (after, {})) == renames


def test_schemas_of_swagger_move_to_components(tmp_path: Path) -> None:
    documents = Documents(tmp_path)
    _, api = documents.spec({"/a": {"get": get(to("Pet"))}}, {"Pet": PET})
    names = {id.replace("components/schemas", "definitions"): name for id, name in api.names}
    old = {id.replace("components/schemas", "definitions"): "0 0" for id, _ in api.marks if "schemas" in id}
    spec, _ = documents.spec({"/a": {"get": get(to("Pet"))}}, {"Pet": PET})
    moved = follow(Kept(names, old), spec, marks(spec))
    assert moved.pairs == (("#/definitions/Pet", "#/components/schemas/Pet"),)
    assert moved.kept.names["#/components/schemas/Pet"] == "Pet"


def test_marks_do_not_depend_on_order_or_names(documents: Documents) -> None:
    one, _ = documents.spec(
        {"/a": {"get": get(to("Pet"))}, "/b": {"get": get(to("Kind"))}},
        {"Pet": {**record(a=TEXT, kind=to("Kind")), "required": ["a", "kind"]}, "Kind": {"enum": ["x"]}},
    )
    other, _ = documents.spec(
        {"/b": {"get": get(to("Sort"))}, "/a": {"get": get(to("Animal"))}},
        {"Sort": {"enum": ["x"]}, "Animal": {**record(kind=to("Sort"), a=TEXT), "required": ["kind", "a"]}},
    )
    assert sorted(marks(one).schemas.values()) == sorted(marks(other).schemas.values())
    assert marks(one).operations == marks(other).operations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record(a=TEXT), record(b=TEXT)),
        (record(a=TEXT), record(a={"type": "integer"})),
        (record(a=TEXT), {**record(a=TEXT), "required": ["a"]}),
        (record(a=to("One")), record(a=to("Two"))),
        ({"enum": ["a", "b"]}, {"enum": ["a", "c"]}),
        ({"enum": [{"value": 1}]}, {"enum": [{"value": 2}]}),
        ({"type": "object", "additionalProperties": False}, {"type": "object"}),
        ({"oneOf": [to("One"), to("Two")]}, {"anyOf": [to("One"), to("Two")]}),
    ],
)
def test_marks_tell_apart(documents: Documents, one: Any, other: Any) -> None:
    shared = {"One": record(one=TEXT), "Two": record(two=TEXT)}
    first, _ = documents.spec({}, {**shared, "X": one})
    second, _ = documents.spec({}, {**shared, "X": other})
    id = "#/components/schemas/X"
    assert marks(first).schemas[id][0] != marks(second).schemas[id][0]


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/v1/pets/{petId}", "/pets/{}"),
        ("/pets/{id}", "/pets/{}"),
        ("/api/v2beta1/pets/", "/api/pets"),
        ("/2024-01/pets", "/2024-01/pets"),
        ("/pets/{id}.json", "/pets/{}.json"),
        ("/v1.2/vets", "/vets"),
        ("/", "/"),
    ],
)
def test_shape(path: str, plain: str) -> None:
    assert shape(path) == plain
