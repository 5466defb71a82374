"""Override files: what a document becomes, and that every value knows the file that it is from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from generator.diagnostics import Diagnostics
from generator.load.amend import amend
from generator.load.document import Document
from generator.load.read import load, load_text

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"
VENDOR = Path(__file__).parents[3] / "shared" / "specs" / "smallestai"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Override files are named from here."""
    monkeypatch.chdir(tmp_path)


def amended(before: str, *files: str) -> tuple[Document, list[str]]:
    """A document after override files, and what was reported: codes and places."""
    diagnostics = Diagnostics()
    document = load_text("api.yaml", HEAD + before, diagnostics)
    assert document is not None
    assert not diagnostics.items
    names = [f"{number}.yaml" for number in range(len(files))]
    for name, text in zip(names, files, strict=True):
        Path(name).write_text(text, "utf-8")
    untouched = json.dumps(document.data)
    result = amend(document, names, (), diagnostics)
    assert json.dumps(document.data) == untouched, "what is amended is not changed itself"
    return result, [f"{item.location} {item.code}" for item in diagnostics]


# What `x` is, what an override file has for it, and what it becomes.
MERGED = {
    "objects": ("{a: {b: 1, c: 2}}", "{a: {c: 3, d: 4}, e: 5}", "{a: {b: 1, c: 3, d: 4}, e: 5}"),
    "null removes": ("{a: 1, b: {c: 2, d: 3}}", "{a: null, b: {c: null}}", "{b: {d: 3}}"),
    "nulls of the document stay": ("{a: null, b: {c: null}}", "{b: {d: 1}}", "{a: null, b: {c: null, d: 1}}"),
    "kinds change": (
        "{a: 1, b: {c: 1}, d: [1]}",
        "{a: {x: 1}, b: false, d: 2}",
        "{a: {x: 1}, b: false, d: 2}",
    ),
    "primitive lists are replaced": ("{a: [1, 2, 3]}", "{a: [4]}", "{a: [4]}"),
    "mixed lists are replaced": ("{a: [{b: 1}, 2]}", "{a: [{c: 1}]}", "{a: [{c: 1}]}"),
    "an empty list replaces": ("{a: [{b: 1}]}", "{a: []}", "{a: []}"),
    "objects in lists merge by index": (
        "{a: [{b: 1}, {b: 2}]}",
        "{a: [{c: 1}, {}, {b: 3}]}",
        "{a: [{b: 1, c: 1}, {b: 2}, {b: 3}]}",
    ),
    "alternatives of security are not put together": (
        "{security: [{token: []}]}",
        "{security: [{key: []}]}",
        "{security: [{key: []}]}",
    ),
    "parameters merge by place and name": (
        "{parameters: [{in: path, name: id, schema: {type: string}}, {in: query, name: id, schema: {}}]}",
        "{parameters: [{in: query, name: id, x: 1}, {in: header, name: id, schema: {type: integer}}]}",
        """
        parameters:
          - {in: path, name: id, schema: {type: string}}
          - {in: query, name: id, schema: {}, x: 1}
          - {in: header, name: id, schema: {type: integer}}
        """,
    ),
    "parameters merge by name": (
        "{parameters: [{in: path, name: a, schema: {}}, {in: query, name: b, schema: {}}]}",
        "{parameters: [{name: b, x: 1}]}",
        "{parameters: [{in: path, name: a, schema: {}}, {in: query, name: b, schema: {}, x: 1}]}",
    ),
    "parameters without a name merge by index": (
        "{parameters: [{in: path, name: a}, {in: query, name: b}]}",
        "{parameters: [{}, {x: 1}]}",
        "{parameters: [{in: path, name: a}, {in: query, name: b, x: 1}]}",
    ),
}


@pytest.mark.parametrize("name", MERGED)
def test_what_becomes_of_values(name: str) -> None:
    before, file, after = MERGED[name]
    document, reported = amended(f"x: {before}\n", f"x: {file}\n")
    assert document.data["x"] == yaml.safe_load(after)
    assert reported == []


PATHS = """\
paths:
  /pets/{id}:
    parameters:
      - {in: path, name: id, required: true, schema: {type: string}}
    get:
      operationId: a
      responses: {}
    put:
      parameters: [{$ref: '#/components/parameters/Page'}]
      responses: {}
components:
  parameters:
    Page: {$ref: '#/components/parameters/P'}
    P: {in: query, name: page, schema: {type: integer}}
"""


def test_a_parameter_that_is_a_reference_or_of_the_path_keeps_its_schema() -> None:
    document, reported = amended(
        PATHS,
        """\
paths:
  /pets/{id}:
    get:
      parameters: [{in: path, name: id, x-a: 1}]
    put:
      parameters:
        - {in: query, name: page, x-b: 2}
    parameters: [{in: path, name: id, x-all: 3}]
components:
  parameters:
    P: {x-component: 4}
""",
    )
    assert reported == []
    paths = document.data["paths"]
    assert isinstance(paths, dict)
    item = paths["/pets/{id}"]
    assert isinstance(item, dict)
    shared = {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}, "x-all": 3}
    assert item["parameters"] == [shared]
    assert item["get"] == {"operationId": "a", "responses": {}, "parameters": [{**shared, "x-a": 1}]}
    page = {"in": "query", "name": "page", "schema": {"type": "integer"}, "x-component": 4}
    assert item["put"] == {"parameters": [{**page, "x-b": 2}], "responses": {}}
    assert document.data["components"] == {
        "parameters": {"Page": {"$ref": "#/components/parameters/P"}, "P": page}
    }
    here = "#/paths/~1pets~1{id}/put/parameters/0"
    assert str(document.locate(f"{here}/schema/type")) == "api.yaml:16:47"
    assert str(document.locate(f"{here}/x-b")) == "0.yaml:7:40"
    assert str(document.locate(f"{here}/x-component")) == "0.yaml:11:22"


# An override of `PATHS`, and what is said about it.
NEW = [
    ("paths: {/pets/{id}: {get: {summary: S}}}", []),
    ("paths: {/pet/{id}: {get: {summary: S}}}", ["0.yaml:1:9 OVERLAY007"]),
    ("paths: {/pet/{id}: null}", ["0.yaml:1:9 OVERLAY007"]),
    ("paths: {/pets/{id}: {post: {summary: S}}}", ["0.yaml:1:24 OVERLAY007"]),
    ("paths: {/pets/{id}: {post: {responses: {}}}}", []),
    ("paths: {/new: {post: {responses: {}}}}", []),
    ("paths: {/pets/{id}: {get: {parameters: [{in: query, name: page, x: 1}]}}}", ["0.yaml:1:43 OVERLAY007"]),
    ("paths: {/pets/{id}: {get: {parameters: [{in: query, name: page, schema: {}}]}}}", []),
    ("paths: {/pets/{id}: {get: {summary: null}}}", ["0.yaml:1:30 OVERLAY008"]),
    ("paths: {x-paths: 1, /pets/{id}: {x-item: 1}}", []),
    ("components: {schemas: {New: {}}}", []),
    ("[]", ["0.yaml:1:1 OVERLAY001"]),
    ("", ["0.yaml:1:1 OVERLAY001"]),
    ("overlay: 1.0.0\nactions: []", ["0.yaml:1:1 OVERLAY001"]),
]


@pytest.mark.parametrize(("file", "expected"), NEW)
def test_what_is_new(file: str, expected: list[str]) -> None:
    document, reported = amended(
        PATHS, file.replace("/pets/{id}", "'/pets/{id}'").replace("/pet/{id}", "'/pet/{id}'")
    )
    assert reported == expected
    before, _ = amended(PATHS)
    assert (document.data == before.data) == bool(expected)


def test_files_in_order_and_overlays_after_them() -> None:
    diagnostics = Diagnostics()
    document = load_text("api.yaml", f"{HEAD}x: [0]\n", diagnostics)
    assert document is not None
    Path("a.yaml").write_text("x: [1]\n")
    Path("b.yaml").write_text("x: [2]\n")
    Path("o.yaml").write_text(
        "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions: [{target: $.x, update: 3}]\n"
    )
    result = amend(document, ["a.yaml", "b.yaml"], ["o.yaml"], diagnostics)
    assert result.data["x"] == [2, 3]
    assert set(result.digests) == {"api.yaml", "a.yaml", "b.yaml", "o.yaml"}
    assert not diagnostics.items
    assert amend(document, [], [], diagnostics) is document


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the vendor's documents are not here")
@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("atoms", []),
        ("get-voices-openapi", []),
        ("tts-openapi", []),
        ("voice-cloning-openapi", []),
        # Paths that the vendor moved to another document.
        ("waves-api", ["lightning", "lightning-large", "lightning-large", "lightning-v2", "lightning-v2"]),
    ],
)
def test_the_override_files_of_a_vendor(name: str, missing: list[str]) -> None:
    diagnostics = Diagnostics()
    document = load(str(VENDOR / f"{name}.yaml"), diagnostics)
    assert document is not None
    found = Diagnostics()
    result = amend(document, [str(VENDOR / f"{name}-overrides.yaml")], [], found)
    assert {item.code for item in found} == ({"OVERLAY007"} if missing else set[str]())
    assert [item.message.split("/")[3] for item in found] == missing
    before, after = document.data["paths"], result.data["paths"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert before.keys() == after.keys()
    assert before != after
    if name == "atoms":
        get = after["/audience/{id}/members/search"]
        assert isinstance(get, dict)
        operation = get["get"]
        assert isinstance(operation, dict)
        parameters = operation["parameters"]
        assert isinstance(parameters, list)
        assert [one.get("name") for one in parameters if isinstance(one, dict)] == ["id", "query", "*"]
        assert all(isinstance(one, dict) and "schema" in one for one in parameters)
