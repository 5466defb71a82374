"""The official schema and openapi-spec-validator, isolated: readable, located, and never an exception."""

from __future__ import annotations

import http.server
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.load.document import Document, JsonValue
from generator.load.read import load, load_text
from generator.spec import meaning, structure
from generator.spec.validate import validate

SHARED = Path(__file__).parents[3] / "shared" / "specs"


def findings(data: dict[str, Any], version: str = "3.1.0") -> list[tuple[str, str]]:
    """Pointer and message of everything that is said about a document, all SPEC001."""
    whole = {"openapi": version, "info": {"title": "Pets", "version": "1.0.0"}, "paths": {}} | data
    loading, diagnostics = Diagnostics(), Diagnostics()
    document = load_text("pets.json", json.dumps(whole, indent=1), loading)
    assert document is not None
    assert all(item.code.startswith("REF") for item in loading), "references are followed when it is loaded"
    validate(document, diagnostics)
    assert {item.code for item in diagnostics} <= {"SPEC001"}
    assert all(item.source_line for item in diagnostics)
    return [(item.location.pointer, item.message) for item in diagnostics]


def schema(value: JsonValue) -> dict[str, JsonValue]:
    return {"components": {"schemas": {"A": value}}}


def operation(value: JsonValue) -> dict[str, JsonValue]:
    return {"paths": {"/a": {"get": value}}}


A = "#/components/schemas/A"
OK: dict[str, JsonValue] = {"200": {"description": "OK"}}


@pytest.mark.parametrize(
    ("version", "data", "pointer", "message"),
    [
        ("3.0.3", {"info": {"title": "a"}}, "#/info/version", "`version` is missing"),
        ("3.1.0", {"info": {"title": "a"}}, "#/info/version", "`version` is missing"),
        (
            "3.2.0",
            {"info": {"title": 1, "version": "1"}},
            "#/info/title",
            "`title` should be text, not a number",
        ),
        ("3.0.3", {"pahts": {}}, "#/pahts", "`pahts` has no meaning in the root of the document"),
        ("3.0.3", {"tags": ["a"]}, "#/tags/0", "element 0 of `tags` should be an object, not text"),
        ("3.0.3", operation({}), "#/paths/~1a/get/responses", "`responses` is missing"),
        (
            "3.0.3",
            operation({"responses": {"200": []}}),
            "#/paths/~1a/get/responses/200",
            "`200` should be an object, not an array",
        ),
        (
            "3.0.3",
            schema({"type": "object", "properties": {"a": {"items": {"type": "any"}}}}),
            f"{A}/properties/a/items/type",
            '`type` should be one of "array", "boolean", "integer", "number", "object", "string", not "any"',
        ),
        (
            "3.0.3",
            schema({"allOf": [{"$ref": "#/a"}, {"properties": {"a": {"exmaple": 1}}}]}),
            f"{A}/allOf/1/properties/a/exmaple",
            "`exmaple` has no meaning in a Schema Object",
        ),
        ("3.0.3", schema({"required": []}), f"{A}/required", "`required` should have at least 1 member"),
        (
            "3.0.3",
            schema({"properties": {"a": 1}}),
            f"{A}/properties/a",
            "`a` should be an object, not a number",
        ),
        (
            "3.1.0",
            operation({"responses": OK, "parameters": [{"name": "a", "in": "body", "schema": {}}]}),
            "#/paths/~1a/get/parameters/0/in",
            '`in` should be one of "query", "header", "path", "cookie", not "body"',
        ),
        (
            "3.1.0",
            {"components": {"schemas": {"A pet": {}, "Dog": {}}}},
            "#/components/schemas/A pet",
            "the name 'A pet' should be made of letters, digits, '.', '_' and '-'",
        ),
        (
            "3.1.0",
            operation({"responses": OK, "x": 1}),
            "#/paths/~1a/get/x",
            "`x` has no meaning in an Operation Object",
        ),
    ],
)
def test_a_fault_of_structure(version: str, data: dict[str, Any], pointer: str, message: str) -> None:
    assert findings(data, version) == [(pointer, message)]


@pytest.mark.parametrize(
    ("data", "pointer", "message"),
    [
        (
            schema({"properties": {"a": {"type": "integer", "default": "b"}}}),
            f"{A}/properties/a/default",
            "`default`: 'b' is not of type 'integer'",
        ),
        (
            {"paths": {p: {"get": {"operationId": "x", "responses": OK}} for p in ("/a", "/b")}},
            "#/paths/~1b/get/operationId",
            "the operationId 'x' is used twice",
        ),
        ({"tags": [{"name": "a"}, {"name": "a"}]}, "#/tags", "Duplicate tag name 'a'"),
        (
            schema({"$ref": "#/components/schemas/A"}),
            A,
            "refers to itself, or nests too deeply, to be checked in full",
        ),
    ],
)
def test_a_fault_of_meaning(data: dict[str, Any], pointer: str, message: str) -> None:
    assert findings(data) == [(pointer, message)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        schema({"$ref": "#/components/schemas/Missing"}),
        schema({"allOf": [{"$ref": "other.yaml#/A"}]}),
        schema({"$ref": "file:///etc/hostname"}),
        schema({"properties": {"a": {"$ref": "#/components/schemas/A"}}}),
        operation({"responses": {"200": {"$ref": "#/components/responses/Missing"}}}),
        operation({"responses": OK, "parameters": [{"$ref": "#/nowhere"}]}),
        {"paths": {"/a/{id}": {"get": {"responses": OK}}}},
        schema({"title": "\ud800"}),
        {"x-null": None, "x-deep": [[[[]]]]},
    ],
)
def test_what_other_stages_say_or_nobody_minds(data: dict[str, Any]) -> None:
    assert findings(data) == []


def test_references_are_not_followed_over_the_network() -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/a.json"
        try:
            assert findings(schema({"properties": {"a": {"$ref": url}}, "allOf": [{"$ref": url}]})) == []
            assert findings(operation({"responses": {"200": {"$ref": url}}})) == []
            assert findings({"paths": {"/a": {"$ref": url}}}) == []
        finally:
            server.shutdown()
            thread.join()
    assert asked == []


class Panic(BaseException):
    """What a panic in Rust looks like from Python."""


@pytest.mark.parametrize("module", [structure, meaning])
@pytest.mark.parametrize("error", [RuntimeError("no luck\nat all"), Panic("no luck")])
def test_a_validator_that_fails(module: Any, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: JsonValue, version: str, faulty: Sequence[str] = ()) -> Iterator[Any]:
        raise error
        yield

    monkeypatch.setattr(module, {structure: "check_structure", meaning: "check_meaning"}[module], fail)
    ((pointer, message),) = findings({})
    assert pointer == "#"
    assert message == f"the document cannot be checked in full: {type(error).__name__}: no luck"


def test_an_interruption_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(data: JsonValue, version: str) -> Iterator[Any]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(structure, "check_structure", interrupt)
    with pytest.raises(KeyboardInterrupt):
        findings({})


def test_large_documents_are_checked_against_the_schema_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted(*_: object) -> Iterator[Any]:
        raise AssertionError
        yield

    monkeypatch.setattr(meaning, "check_meaning", unwanted)
    assert findings({"x-large": [[] for _ in range(10_000)], "tags": 1}) == [
        ("#/tags", "`tags` should be an array, not a number")
    ]


def test_other_versions_are_not_checked() -> None:
    diagnostics = Diagnostics()
    document = load_text("pets.yaml", "openapi: 4.0.0\npaths: 1\n", diagnostics)
    assert document is not None
    validate(document, diagnostics)
    assert not diagnostics.items


@pytest.mark.skipif(not SHARED.exists(), reason="the documents of other vendors are not here")
@pytest.mark.parametrize(
    "name", ["github-rest.json", "telnyx.json", "train-travel/openapi.yaml", "smallestai/atoms.yaml"]
)
def test_real_documents(name: str) -> None:
    diagnostics = Diagnostics()
    document: Document | None = load(str(SHARED / name), diagnostics)
    assert document is not None
    validate(document, diagnostics)
    assert not diagnostics.has_errors
    assert len(diagnostics.items) < 20
    assert all(item.location.line > 1 for item in diagnostics)


def test_reading_a_document_imports_no_validator() -> None:
    import subprocess

    code = (
        "import sys, generator.load.read, generator.load.merge\n"
        "import generator.spec.parse, generator.spec.validate\n"
        "heavy = {'jsonschema', 'jsonschema_rs', 'openapi_spec_validator', 'rich'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0, done.stderr
