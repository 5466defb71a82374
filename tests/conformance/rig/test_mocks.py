"""The mock servers as judges: what they are given, what they say, and that they are no yes-men."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from .documents import Original, original
from .mocks import MOCKS, by_mock, mocks
from .of_requests import of_requests
from .others import Unread
from .packages import package_of
from .run import Failure, Recorded, Report, run
from .subjects import alone
from .table import Hearing, Line, heard, heard_in_all

SPEC = """\
openapi: 3.0.3
info: {title: Mocked, version: 1.0.0}
servers: [{url: 'https://{where}.example.com/v1', variables: {where: {default: api}}}]
paths:
  /things/{id}:
    post:
      operationId: change
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: limit, in: query, required: true, schema: {type: integer, maximum: 9}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      callbacks: {changed: {'{$request.body#/url}': {post: {responses: {'200': {description: Done.}}}}}}
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
components:
  schemas:
    Thing: {type: object, required: [n], properties: {n: {$ref: '#/components/schemas/Number'}}}
    Number: {type: integer}
    Answer: {type: object}
"""


def _changed(old: str, new: str) -> Callable[[Recorded], Recorded]:
    def change(request: Recorded) -> Recorded:
        assert old in request.url
        return replace(request, url=request.url.replace(old, new))

    return change


CHANGES: dict[str, Callable[[Recorded], Recorded]] = {
    "another path": _changed("/things/", "/thing/"),
    "text for a number in the path": _changed("/things/", "/things/x"),
    "another query argument": _changed("limit=", "limits="),
    "text for a number": _changed("limit=", "limit=x"),
    "another method": lambda request: replace(request, method="PUT"),
    "no header": lambda request: replace(
        request, headers=tuple(each for each in request.headers if each[0].lower() != "x-trace")
    ),
    "a member of another type": lambda request: replace(request, content=b'{"n":"text"}'),
    "a member less": lambda request: replace(request, content=b"{}"),
    "no JSON": lambda request: replace(request, content=b'{"n":'),
}


@pytest.mark.conformance
@pytest.mark.parametrize("name", MOCKS)
def test_a_mock_finds_what_was_changed(name: str, tmp_path: Path) -> None:
    if not mocks():
        pytest.skip("there is no Node, or no npm")
    (tmp_path / "mocked.yaml").write_text(SPEC)
    document = original(tmp_path / "mocked.yaml")
    package = f"rig_mocked_by_{name}"
    subject = alone(str(tmp_path / "mocked.yaml"))
    sent = run(document, package_of(subject, tmp_path, package)).recorded[0]
    sent = replace(sent, headers=tuple(each for each in sent.headers if each[0].lower() != "content-length"))
    asked = [sent, *(change(sent) for change in CHANGES.values())]
    asked = [
        replace(each, headers=(*each.headers, ("Content-Length", str(len(each.content))))) for each in asked
    ]
    verdicts = by_mock(MOCKS[name], document, asked, tmp_path)
    assert not isinstance(verdicts, Unread), verdicts.why
    assert verdicts[0] == []
    assert [each for each, found in zip(CHANGES, verdicts[1:], strict=True) if not found] == []


@pytest.mark.conformance
@pytest.mark.parametrize("name", MOCKS)
def test_a_mock_that_cannot_load_a_document_says_why(name: str, tmp_path: Path) -> None:
    if not mocks():
        pytest.skip("there is no Node, or no npm")
    unknown = by_mock(MOCKS[name], Original(tmp_path, {"openapi": "3.2.0"}), [], tmp_path)
    assert unknown == Unread("it does not read OpenAPI 3.2")
    broken: dict[str, Any] = {"openapi": "3.0.3", "paths": {"/a": {"get": {"parameters": [{"$ref": "#/b"}]}}}}
    found = by_mock(MOCKS[name], Original(tmp_path, broken), [], tmp_path)
    assert isinstance(found, Unread)
    assert found.why.startswith("it ended: ")


def test_what_requests_do_not_need_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "mocked.yaml").write_text(SPEC)
    found = of_requests(original(tmp_path / "mocked.yaml"))
    assert "servers" not in found
    assert "callbacks" not in found["paths"]["/things/{id}"]["post"]
    assert sorted(found["components"]["schemas"]) == ["Number", "Thing"]
    assert found["paths"]["/things/{id}"]["post"]["responses"] == {"200": {"description": "Done."}}


def test_a_path_that_is_elsewhere_is_led_inside(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("openapi: 3.1.0\npaths: {/a: {$ref: a.yaml}}\n")
    (tmp_path / "a.yaml").write_text("get: {parameters: [{$ref: 'b.yaml'}], servers: [{url: /}]}\n")
    (tmp_path / "b.yaml").write_text("{name: b, in: query, examples: {default: {$ref: 'c.yaml'}}}\n")
    (tmp_path / "c.yaml").write_text("value: {$ref: data}\n")
    found = of_requests(original(tmp_path / "spec.yaml"))
    assert set(found["paths"]["/a"]["get"]) == {"parameters", "responses"}
    assert set(found["x-files"]) == {"b.yaml", "c.yaml"}
    assert found["x-files"]["c.yaml"] == {"value": {"$ref": "data"}}


def test_prism_is_read_where_its_header_is_cut_off() -> None:
    about = [
        {"location": ["request", "query"], "severity": "Error", "message": "wrong"},
        {"location": ["response", "body"], "severity": "Error", "message": "its own"},
    ]
    header = json.dumps(about, separators=(",", ":"))
    for cut in (header, f"Too many violations! {header[:-9]}"):
        assert MOCKS["prism"].read(200, {"sl-violations": cut}, "{}") == ["request.query: wrong"]
    assert MOCKS["prism"].read(200, {}, "{}") == []
    wrong = {"validation": [{"location": ["body", "n"], "message": "must be integer"}], "detail": "Wrong."}
    assert MOCKS["prism"].read(422, {}, json.dumps(wrong)) == ["request.body.n: must be integer"]
    assert MOCKS["prism"].read(400, {}, '{"error":{}}') == ['400 {"error":{}}']


def test_steady_is_read_where_it_accepts() -> None:
    headers = {
        "x-steady-request-valid": "true",
        "x-steady-error-count": "1",
        "x-steady-error-1-code": "E4003",
        "x-steady-error-1-path": "query.a",
        "x-steady-error-1-message": "String length violation",
    }
    read = MOCKS["steady"].read
    assert read(204, headers, "") == ["E4003 query.a: String length violation"]
    assert read(204, {"x-steady-request-valid": "true"}, "") == []
    assert read(404, {}, "no such page") == ["404 no such page"]


def test_every_judge_has_its_counts() -> None:
    failures = [
        Failure("request", "GET /a", "call 1", "wrong", "prism"),
        Failure("request", "GET /a", "call 1", "also wrong", "prism"),
    ]
    hearings = (Hearing("rig", 3), Hearing("prism", 3), Hearing("steady", 0, "it ended"))
    line = Line("any", Report(requests=3, failures=failures), hearings, 1.0)
    assert "| rig, prism, steady: not loaded |" in line.text()
    counts = "1 refused, 0 explained (0 by the judge, 0 by the document), 1 ours"
    assert heard(line) == [
        "JUDGED any: rig 3 asked, none refused",
        f"JUDGED any: prism 3 asked, {counts}",
        "JUDGED any: steady not loaded: it ended",
    ]
    assert heard_in_all([line, line])[1] == f"JUDGED all: prism 6 asked, {counts.replace('1', '2')}"
