"""The judges are no yes-men: what was changed on the way, a little at a time, they find."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.roundtrip.test_keywords import COMMON, NEW

from .answers import Answer, json_answer
from .calls import Call, Caller
from .documents import Original, bundled, original
from .judge_request import RequestJudge
from .judge_response import fault
from .packages import package_of
from .run import run
from .schemas import Schemas
from .subjects import alone
from .values import KINDS, NONE, Values

SPEC = """\
openapi: 3.1.0
info: {title: Judged, version: 1.0.0}
servers: [{url: /v1}, {url: 'https://api.example.com/v1'}]
security: [{Key: [], Token: []}]
paths:
  /things/{id}/{tags}:
    post:
      operationId: change
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: tags, in: path, required: true, schema: {type: array, items: {type: string}}}
        - {name: limit, in: query, required: true, schema: {type: integer, maximum: 9}}
        - name: sort
          in: query
          required: true
          explode: false
          schema: {type: array, items: {type: string}}
        - name: where
          in: query
          required: true
          style: deepObject
          schema: {type: object, required: [a], properties: {a: {type: string}}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
        - {name: session, in: cookie, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [at, n]
              properties: {at: {type: string, format: date-time}, n: {type: integer}}
      responses:
        '200':
          description: Done.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}, Token: {type: http, scheme: bearer}}
"""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[RequestJudge, Call, httpx2.Request]:
    """A judge, a call, and the request that it made."""
    folder = tmp_path_factory.mktemp("judged")
    (folder / "judged.yaml").write_text(SPEC)
    document = original(folder / "judged.yaml")
    package = package_of(alone(str(folder / "judged.yaml")), folder)
    caller = Caller(document, package.surface, package.module)
    call = next(iter(caller.calls(package.surface["operations"][0])))
    assert isinstance(call, Call)
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={"n": 1})

    client: Any = package.client(answer)
    for step in call.name.split(".")[1:]:
        client = getattr(client, step)
    client(**call.arguments)
    return RequestJudge(document, caller.values.schemas, package.base), call, sent[0]


def _changed(request: httpx2.Request, **change: Any) -> httpx2.Request:
    headers = {name: value for name, value in request.headers.items() if name != "content-length"}
    values: dict[str, Any] = {"url": str(request.url), "content": request.content, "method": request.method}
    values.update({key: item for key, item in change.items() if key != "headers"})
    headers.update(change.get("headers", {}))
    headers = {name: value for name, value in headers.items() if value is not None}
    return httpx2.Request(values["method"], values["url"], headers=headers, content=values["content"])


def _url(old: str, new: str) -> Callable[[httpx2.Request], httpx2.Request]:
    def change(request: httpx2.Request) -> httpx2.Request:
        assert old in str(request.url)
        return _changed(request, url=str(request.url).replace(old, new))

    return change


def _header(name: str, value: str | None) -> Callable[[httpx2.Request], httpx2.Request]:
    return lambda request: _changed(request, headers={name: value})


def _content(old: bytes, new: bytes) -> Callable[[httpx2.Request], httpx2.Request]:
    def change(request: httpx2.Request) -> httpx2.Request:
        assert old in request.content
        return _changed(request, content=request.content.replace(old, new))

    return change


CHANGES: dict[str, Callable[[httpx2.Request], httpx2.Request]] = {
    "another method": lambda request: _changed(request, method="PUT"),
    "another host": _url("api.example.com", "api.example.org"),
    "another scheme": _url("https://", "http://"),
    "no base path": _url("/v1/", "/"),
    "another path": _url("/things/", "/thing/"),
    "another path argument": _url("/things/text/", "/things/texts/"),
    "a query argument less": _url("limit=", "limits="),
    "another query argument": _url("limit=", "limit=1"),
    "an argument twice": _url("limit=", "limit=1&limit="),
    "an argument nobody gave": _url("?", "?more=1&"),
    "another style": _url("where%5Ba%5D=", "where="),
    "an item more": _url("sort=text", "sort=text,text"),
    "no header": _header("x-trace", None),
    "another header": _header("x-trace", "other"),
    "a header nobody gave": _header("x-more", "1"),
    "no cookie": _header("cookie", None),
    "another cookie": _header("cookie", "session=other"),
    "no credentials": _header("x-key", None),
    "no token": _header("authorization", None),
    "another key": _header("x-key", "other"),
    "another token": _header("authorization", "Bearer other"),
    "another kind of token": _header("authorization", "Basic rig-credential"),
    "an answer that is not documented": _header("accept", "image/gif"),
    "another media type": _header("content-type", "text/plain"),
    "another moment": _content(b"09:30:00Z", b"09:30:01Z"),
    "another number": _content(b'"n":', b'"n":1'),
    "a number as text": _content(b"}", b',"n":"1"}'),
    "a member less": _content(b'"n":', b'"m":'),
    "a member more": _content(b'"n":', b'"m":1,"n":'),
    "no body": lambda request: _changed(request, content=b""),
    "no JSON": _content(b"}", b""),
}


def test_a_request_as_it_was_sent(judged: tuple[RequestJudge, Call, httpx2.Request]) -> None:
    judge, call, request = judged
    assert judge.faults(call, request) == []
    assert judge.faults(call, _changed(request)) == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_request_that_was_changed(change: str, judged: tuple[RequestJudge, Call, httpx2.Request]) -> None:
    judge, call, request = judged
    assert judge.faults(call, CHANGES[change](request))


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (json_answer(200, {"a": 1}), {"a": 2}),
        (json_answer(200, {"a": 1}), {}),
        (json_answer(200, {"a": None}), {}),
        (json_answer(200, {"at": "2024-01-15T09:30:00.123456Z"}), {"at": "2024-01-15T09:30:00.123Z"}),
        (json_answer(200, [1, 2]), [1]),
        (Answer(204), {}),
        (Answer(200, b"a", "bytes", b"a"), b"b"),
        (Answer(200, b"a", "text", "a"), b"a"),
        (Answer(200, b"", "items", [1, 2]), [1]),
    ],
)
def test_a_value_that_is_another(answer: Answer, value: Any) -> None:
    assert fault(answer, value)


def test_a_method_that_loses_something_is_found(tmp_path: Path) -> None:
    """A package that is broken on purpose fails in every column."""
    (tmp_path / "broken.yaml").write_text(SPEC)
    document = original(tmp_path / "broken.yaml")
    package = package_of(alone(str(tmp_path / "broken.yaml")), tmp_path)
    core: Any = importlib.import_module("rig_broken._runtime.parse")
    request: Any = importlib.import_module("rig_broken._runtime.request")
    core.Parser.__call__ = lambda *_: None
    headers: Any = importlib.import_module("rig_broken._runtime.typed_headers")
    headers._lines = lambda *_: ["other"]
    request.query_string = lambda *_: ""
    report = run(document, package)
    assert report.failed("request") == report.requests
    assert report.failed("response") == report.responses
    assert report.failed("error") > 0


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_valid_and_the_same_every_time(kind: Any) -> None:
    document = {"openapi": "3.1.0", "components": {"schemas": {**COMMON, **NEW}}}
    made = [
        {
            name: Values(Schemas(Original(Path(), document), "response")).make(
                f"#/components/schemas/{name}", kind
            )
            for name in sorted({**COMMON, **NEW})
        }
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert NONE not in made[0].values()
    schemas = Schemas(Original(Path(), document), "response")
    faults = {name: schemas.faults(f"#/components/schemas/{name}", value) for name, value in made[0].items()}
    assert not any(faults.values()), faults


def test_references_to_files_are_led_inside(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "spec.yaml").write_text("openapi: 3.1.0\npaths: {/a: {$ref: 'parts/a.yaml#/get~1it'}}\n")
    (tmp_path / "parts/a.yaml").write_text("get/it: {get: {x: {$ref: '../b.json#named'}, on: 2024-10-01}}\n")
    (tmp_path / "b.json").write_text('{"deep": {"$anchor": "named", "$ref": "#/deep"}}')
    read = Original(tmp_path / "spec.yaml", bundled(tmp_path / "spec.yaml"))
    assert read.operation("GET", "/a") == "#/x-files/parts~1a.yaml/get~1it/get"
    assert read.at("#/paths/~1a/get/on") == "2024-10-01"
    assert read.data["x-files"]["parts/a.yaml"]["get/it"]["get"]["x"] == {"$ref": "#/x-files/b.json/deep"}
