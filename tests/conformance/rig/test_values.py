"""What is sent: tags and variants, lines, content types, patterns and multiples."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .documents import Original
from .lines import faults as line_faults
from .packages import package_of
from .parts import Body
from .run import Report, run
from .schemas import Schemas
from .subjects import alone
from .values import KINDS, NONE, Values

HEAD = "openapi: 3.2.0\ninfo: {title: Sent, version: 1.0.0}\nservers: [{url: 'https://api.example.com'}]\n"
PETS = """\
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        '200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind, bark], properties: {kind: {type: string}, bark: {type: boolean}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator:
        propertyName: kind
        mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}
"""
BASE = """\
paths:
  /events:
    post:
      operationId: emit
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Base'}}}
      responses:
        '200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Base'}}}}
components:
  schemas:
    Base:
      type: object
      required: [event]
      discriminator: {propertyName: event, mapping: {paid: '#/components/schemas/Paid'}}
      properties: {event: {type: string}}
    Paid:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {type: object, required: [total], properties: {total: {type: integer}}}
    Refund:
      allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {reason: {type: string}}}]
"""
LINES = """\
paths:
  /lines:
    post:
      operationId: send
      requestBody:
        required: true
        content: {MEDIA: {itemSchema: {type: object, required: [a], properties: {a: {type: integer}}}}}
      responses: {'204': {description: x}}
"""
FILES = """\
paths:
  /raw:
    put:
      operationId: put
      requestBody:
        required: true
        content:
          application/octet-stream: {schema: {type: string, format: binary}}
          image/png: {schema: {type: string, format: binary}}
          image/gif: {schema: {type: string, format: binary}}
      responses: {'204': {description: x}}
"""


def _ran(text: str, folder: Path, name: str, change: Callable[[str], str] = lambda text: text) -> Report:
    """What comes out for a document, of whose package the types were changed."""
    (folder / f"{name}.yaml").write_text(HEAD + text)
    subject = alone(str(folder / f"{name}.yaml"))

    def changed(folder: Path) -> None:
        for file in folder.rglob("types/*.py"):
            file.write_text(change(file.read_text("utf-8")), "utf-8")

    package = package_of(subject, folder, f"rig_sent_{name}", changed)
    return run(subject.original(), package)


def _contents(report: Report) -> list[bytes]:
    return [each.content for each in report.recorded]


def test_every_variant_has_its_tag(tmp_path: Path) -> None:
    report = _ran(PETS, tmp_path, "pets")
    assert not report.failures
    sent = b"\n".join(_contents(report))
    assert re.search(rb'"kind":"cat"', sent)
    assert re.search(rb'"kind":"dog","bark":', sent)
    assert not re.search(rb'"kind":"(?!cat|dog)', sent)


def test_tags_that_were_swapped_are_found(tmp_path: Path) -> None:
    def swapped(text: str) -> str:
        return text.replace('"cat"', '"@"').replace('"dog"', '"cat"').replace('"@"', '"dog"')

    report = _ran(PETS, tmp_path, "swapped", swapped)
    causes = {each.cause for each in report.failures if each.column == "response"}
    assert "kind is 'dog', which means Dog, and the object is a Cat" in causes
    assert "kind is 'cat', which means Cat, and the object is a Dog" in causes


def test_heirs_of_a_base_are_sent_too(tmp_path: Path) -> None:
    report = _ran(BASE, tmp_path, "base")
    assert not report.failures
    sent = b"\n".join(_contents(report))
    for wanted in (rb'"event":"paid","total":\d', rb'"event":"Refund","reason":', rb'"event":"Base"'):
        assert re.search(wanted, sent), (wanted, sent)


def test_an_heir_that_is_read_as_another_is_found(tmp_path: Path) -> None:
    report = _ran(BASE, tmp_path, "heirs", lambda text: text.replace('"paid": Paid', '"paid": Refund'))
    assert any("means Paid" in each.cause for each in report.failures)


@pytest.mark.parametrize("media_type", ["application/jsonl", "application/x-ndjson", "application/json-seq"])
def test_lines_are_sent_and_judged_one_by_one(media_type: str, tmp_path: Path) -> None:
    text = LINES.replace("MEDIA", media_type)
    report = _ran(text, tmp_path, re.sub(r"\W", "_", media_type))
    assert not report.failures
    assert max(content.count(b'{"a":') for content in _contents(report)) > 1
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    schemas = Schemas(Original(Path(), {"openapi": "3.2.0", "b": {"itemSchema": schema}}), "request")
    body = Body(media_type, "#/b/itemSchema", "#/b")
    mark = b"\x1e" if media_type.endswith("seq") else b""
    right = mark + b'{"a":1}\n' + mark + b'{"a":2}\n'
    items = [{"a": 1}, {"a": 2}]
    assert line_faults(schemas, body, items, right) == []
    for old, new in ((b"1", b"3"), (b"2", b'"2"'), (b"2}\n", b"2}"), (b'{"a":1}\n', b"")):
        assert line_faults(schemas, body, items, right.replace(old, new, 1))


def test_each_content_type_is_sent(tmp_path: Path) -> None:
    report = _ran(FILES, tmp_path, "files")
    assert not report.failures
    sent = {dict(each.headers)["content-type"] for each in report.recorded}
    assert sent == {"application/octet-stream", "image/png", "image/gif"}


def _made(schema: dict[str, Any], *, plain: bool = False) -> list[Any]:
    values = Values(Schemas(Original(Path(), {"openapi": "3.1.0", "s": schema}), "request"))
    return [values.make("#/s", kind, str(seed), plain=plain) for kind in KINDS for seed in range(4)]


@pytest.mark.parametrize(
    "schema",
    [
        {"minLength": 3, "maxLength": 3, "pattern": "^[A-Z]"},
        {"minLength": 8, "pattern": "[A-Z]"},
        {"maxLength": 7, "pattern": r"^\d{4}-(0[1-9]|1[0-2])"},
        {"pattern": r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$"},
        {"pattern": "^(?!admin)[a-z]+$"},
        {"pattern": r"^\p{L}+$"},
        {"pattern": r"^\+?[1-9]\d{1,14}$", "minLength": 10},
    ],
)
@pytest.mark.parametrize("plain", [True, False])
def test_texts_of_ordinary_patterns(schema: dict[str, Any], plain: bool) -> None:
    assert NONE not in _made({"type": "string", **schema}, plain=plain)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "number", "multipleOf": 0.01},
        {"type": "number", "multipleOf": 0.1, "minimum": 0.1, "maximum": 0.35},
        {"type": "number", "multipleOf": 0.3, "exclusiveMinimum": 0.3, "maximum": 1},
        {"type": "integer", "multipleOf": 7, "minimum": -20, "exclusiveMaximum": -7},
    ],
)
def test_numbers_are_multiples(schema: dict[str, Any]) -> None:
    made = _made(schema)
    assert NONE not in made
    assert all(Decimal(str(value)) % Decimal(str(schema["multipleOf"])) == 0 for value in made)


def test_multiples_are_judged_in_decimal_arithmetic() -> None:
    schemas = Schemas(Original(Path(), {"openapi": "3.1.0", "s": {"multipleOf": 0.01}}), "request")
    assert not any(schemas.faults("#/s", value) for value in (0.07, 0.29, 4.35, 19.99, 12345678.01))
    assert all(schemas.faults("#/s", value) for value in (0.005, 1e-7, 0.010000001))


def test_a_type_beside_the_name_is_a_schema(tmp_path: Path) -> None:
    parameter = "{name: expand, in: query, type: integer}"
    text = "paths: {/e: {get: {parameters: [P], responses: {'204': {description: x}}}}}\n".replace(
        "P", parameter
    )
    report = _ran(text, tmp_path, "typed")
    assert not report.failures
    assert any(re.search(r"\?expand=-?\d+$", each.url) for each in report.recorded)
