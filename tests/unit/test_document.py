"""A document knows where each of its values stands, and is the same whatever it was written in."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diagnostics import CODES, Diagnostics, Location, Severity
from generator.load import pointer
from generator.load.document import Document, JsonValue
from generator.load.read import load, load_text
from generator.load.source import canonical, digest
from generator.load.yaml12 import scalar

SPECS = Path(__file__).parents[2] / "specs"


def document_of(content: str, name: str = "pets.yaml") -> Document:
    diagnostics = Diagnostics()
    document = load_text(name, content, diagnostics)
    assert not diagnostics.items
    assert document is not None
    return document


def everything(value: JsonValue, here: str = "#") -> list[tuple[str, JsonValue]]:
    found: list[tuple[str, JsonValue]] = [(here, value)]
    for place, inner in found:
        if isinstance(inner, dict):
            found.extend((pointer.child(place, name), below) for name, below in inner.items())
        elif isinstance(inner, list):
            found.extend((pointer.child(place, number), below) for number, below in enumerate(inner))
    return found


@pytest.mark.parametrize("page", sorted(path.name for path in SPECS.glob("*.md")))
def test_every_value_of_a_page_is_where_its_location_says(page: str) -> None:
    path = SPECS / page
    document = document_of(path.read_text("utf-8"), str(path))
    lines = path.read_text("utf-8").split("\n")
    checked = 0
    for here, value in everything(document.data):
        if "/x-sdksmith-" in here:
            continue
        at = document.locate(here)
        key = document.locate(here, key=True)
        rest = lines[at.line - 1][at.column - 1 :]
        assert at.pointer == here
        if here != "#" and not here.rpartition("/")[2].isdigit():
            name = pointer.split(here)[-1]
            assert lines[key.line - 1][key.column - 1 :].lstrip("'\"").startswith(name)
        match value:
            case dict():
                first = next(iter(value), "{}")
                assert rest.lstrip("'\"").startswith(first)
            case list():
                assert rest.startswith("- ")
            case str() if rest.startswith((">", "|")):
                assert lines[at.line].strip() in value
            case str():
                assert value.startswith(rest.strip("'\""))
            case _:
                assert scalar(rest) == value
        checked += 1
    assert checked > 150


def test_a_pointer_that_leads_nowhere_gives_its_deepest_parent() -> None:
    document = document_of("openapi: 3.1.0\npaths:\n  /a:\n    get:\n      tags: [x]\n")
    assert str(document.locate("#/paths/~1a/get/responses/200")) == "pets.yaml:5:7"
    assert str(document.locate("#/paths/~1a/get/responses/200", key=True)) == "pets.yaml:4:5"
    assert str(document.locate("#/paths/~1a/get/tags/1")) == "pets.yaml:5:13"
    assert str(document.locate("#/paths/~1a/get/tags/x/y")) == "pets.yaml:5:13"
    assert str(document.locate("#/paths/~1a/get/tags/0/y")) == "pets.yaml:5:14"
    assert str(document.locate("#")) == "pets.yaml:1:1"
    assert str(document.locate("")) == "pets.yaml:1:1"


def test_the_line_of_a_location() -> None:
    document = document_of("openapi: 3.1.0\r\ninfo: é\u2028 {}\r\n")
    assert document.source_line(document.locate("#/info")) == "info: é\u2028 {}"
    assert document.source_line(Location("pets.yaml", 99, 1)) == ""
    assert document.source_line(Location("pets.yaml")) == ""
    assert document.source_line(Location("other.yaml", 1, 1)) == ""


@pytest.mark.parametrize("tokens", [("a/b", "c~d"), ("~1",), ("", "0"), ("~0~1/",)])
def test_pointers_are_escaped_and_back(tokens: tuple[str, ...]) -> None:
    assert pointer.split(pointer.join(*tokens)) == tokens


def test_pointers_as_rfc_6901_writes_them() -> None:
    assert pointer.join("paths", "/pets/{id}", "get", "a~b", 0) == "#/paths/~1pets~1{id}/get/a~0b/0"
    assert pointer.split("#/~01") == ("~1",)


def test_yaml_and_json_and_a_page_of_the_same_document_are_equal() -> None:
    data: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "paths": {"/pets": {"get": {"x-n": [1, 2.5, None, True, "é"]}}},
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    documents = [
        document_of(text),
        document_of(json.dumps(data), "pets.json"),
        document_of(f"Text.\n\n```yaml\n{text}```\n", "pets.md"),
    ]
    assert all(document.data == data for document in documents)
    assert len({value for document in documents for value in document.digests.values()}) == 1


def test_what_changes_a_digest() -> None:
    schema: dict[str, JsonValue] = {"b": {"type": "string"}, "a": {"type": "string"}}
    shuffled = dict(reversed(schema.items()))
    assert digest({"paths": {"x": schema}}) == digest({"paths": {"x": shuffled}})
    assert digest({"properties": schema}) != digest({"properties": shuffled})
    assert digest({"enum": [1, 2]}) != digest({"enum": [2, 1]})
    assert digest({"a": 1}) != digest({"a": True})
    assert canonical({"properties": schema}, ordered=False) == canonical(
        {"properties": shuffled}, ordered=False
    )


def deep(levels: int) -> JsonValue:
    value: JsonValue = 1
    for _ in range(levels):
        value = {"a": [value]}
    return value


def test_deep_values_have_a_digest() -> None:
    assert digest(deep(390)) != digest(deep(389))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"# Pets\n\n```yaml\nopenapi: 3.1.0\npaths: {}\n```\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    document = load("-", Diagnostics())
    assert document is not None
    assert document.name == "-"
    assert str(document.locate("#/paths")) == "-:5:8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "pets.yaml"
    path.write_bytes("openapi: 3.1.0\ninfo: {title: é}\n".encode(encoding))
    document = load(str(path), Diagnostics())
    assert document is not None
    assert document.data == {"openapi": "3.1.0", "info": {"title": "é"}}
    assert document.locate("#/openapi", key=True).column == 1


@pytest.mark.parametrize("source", ["no/such/file.yaml", ".", "a\0b.yaml", "x" * 5000])
def test_what_cannot_be_opened(source: str) -> None:
    diagnostics = Diagnostics()
    assert load(source, diagnostics) is None
    (finding,) = diagnostics
    assert finding.code == "DOC001"
    assert finding.location == Location(source)


@pytest.mark.parametrize("content", ["", "\n \n", "# Only a comment\n", "---\n", "~\n", "text\n", "[]", "1"])
@pytest.mark.parametrize("suffix", ["yaml", "json", "md"])
def test_nothing_that_could_be_a_document(content: str, suffix: str) -> None:
    diagnostics = Diagnostics()
    assert load_text(f"pets.{suffix}", content, diagnostics) is None
    (finding,) = diagnostics
    assert finding.code in {"DOC002", "DOC003", "DOC004"}
    assert finding.location.line in {1, 2}


def test_severities_are_those_of_the_design() -> None:
    errors = {code for code, known in CODES.items() if known.severity is Severity.ERROR}
    assert {"DOC001", "DOC002", "DOC003", "DOC004", "SPEC002"} <= errors
    assert not {"DOC005", "DOC006", "SPEC001", "REF001", "MERGE001"} & errors
