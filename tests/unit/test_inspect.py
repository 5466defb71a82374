"""The surface as JSON: true to its schema, and enough to drive the client by."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect as signatures
import json
import sys
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx2
import jsonschema_rs
import pytest

from generator import pipeline
from generator import write as disk
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.inspect import inspect, schema_text
from generator.outline import to_text
from generator.spec_settings import plain

PAGES = tuple(str(path) for path in sorted((Path(__file__).parent.parent.parent / "specs").glob("*.md")))

SPEC = """\
openapi: 3.1.0
info: {title: Acme API, version: 1.2.0, description: All of Acme.}
servers: [{url: https://api.example.com/v1, description: Production}]
security: [{Key: []}]
tags: [{name: things}]
paths:
  /things/{thing-id}/parts:
    parameters:
      - {name: thing-id, in: path, required: true, schema: {type: string}}
    post:
      operationId: addPart
      summary: Add a part
      tags: [things]
      deprecated: true
      parameters:
        - {name: dryRun, in: query, description: Only try., schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: integer}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [class, made]
              properties:
                class: {$ref: '#/components/schemas/Kind'}
                made: {type: string, format: date-time}
                note: {type: [string, 'null']}
                tags: {type: object, additionalProperties: {type: integer}}
      responses:
        '200':
          description: Added.
          content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}
        '404': {description: No such thing.}
        4XX:
          description: Refused.
          content: {application/json: {schema: {$ref: '#/components/schemas/Refusal'}}}
  /ping:
    put:
      operationId: ping
      tags: [things]
      security: []
      requestBody:
        content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Part'}}}}
      responses: {'204': {description: Done.}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key, description: Your key.}
  schemas:
    Kind: {type: string, enum: [bolt, nut]}
    Part:
      type: object
      required: [class]
      properties:
        class: {$ref: '#/components/schemas/Kind'}
        next: {$ref: '#/components/schemas/Part'}
    Refusal: {type: object, properties: {why: {type: string}}}
"""


def _surface(specs: tuple[str, ...], **settings: Any) -> dict[str, Any]:
    diagnostics = Diagnostics()
    surface = pipeline.describe(SdkSettings(specs=plain(*specs), **settings), None, diagnostics)
    assert surface is not None, list(diagnostics)
    found = json.loads(json.dumps(inspect(surface.api, surface.document)))
    jsonschema_rs.validate(json.loads(schema_text()), found)
    return dict(found)


@pytest.fixture
def spec(tmp_path: Path) -> tuple[str, ...]:
    """A spec with one of everything that a surface holds."""
    (tmp_path / "acme.yaml").write_text(SPEC)
    return (str(tmp_path / "acme.yaml"),)


def _by_path(surface: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {operation["python_path"]: operation for operation in surface["operations"]}


def test_documented_schema_is_valid_and_closed() -> None:
    schema = json.loads(schema_text())
    jsonschema_rs.meta.validate(schema)
    assert schema["properties"].keys() == set(schema["required"])
    assert schema["additionalProperties"] is False


def test_client(spec: tuple[str, ...]) -> None:
    surface = _surface(spec)
    client = surface["client"]
    assert {**client, "arguments": client["arguments"][:2]} == {
        "module": "acme",
        "python_name": "Acme",
        "async_python_name": "AsyncAcme",
        "idempotency_header": None,
        "arguments": [
            {
                "python_name": "api_key",
                "kind": "credential",
                "environment": "ACME_API_KEY",
                "scheme": "Key",
                "values": None,
            },
            {
                "python_name": "base_url",
                "kind": "option",
                "environment": "ACME_BASE_URL",
                "scheme": None,
                "values": None,
            },
        ],
    }
    assert surface["servers"] == [
        {
            "url": "https://api.example.com/v1",
            "description": "Production",
            "template": "https://api.example.com/v1",
            "environment": None,
            "variables": [],
        }
    ]
    assert surface["security"] == [["Key"]]
    assert surface["security_schemes"] == [
        {
            "name": "Key",
            "kind": "api-key-header",
            "wire_name": "X-Key",
            "arguments": ["api_key"],
            "environment": ["ACME_API_KEY"],
            "token_url": None,
            "description": "Your key.",
        }
    ]


SERVERS = """\
openapi: 3.2.0
info: {title: Many, version: 1.0.0}
x-fern-idempotency-headers: [{header: Request-Key}]
servers:
  - {url: 'https://{region}.example.com', name: live, variables: {region: {default: eu, enum: [eu, us]}}}
  - {url: 'https://test.example.com/{stage}', name: test, description: Tests,
     variables: {stage: {default: one}}}
paths:
  /ping:
    servers: [{url: 'https://ping.example.com'}]
    get: {operationId: ping, tags: [health], responses: {'204': {description: Done.}}}
"""


def test_servers_and_their_arguments(tmp_path: Path) -> None:
    (tmp_path / "many.yaml").write_text(SERVERS)
    surface = _surface((str(tmp_path / "many.yaml"),))
    assert surface["client"]["idempotency_header"] == "Request-Key"
    names = {each["python_name"]: each["values"] for each in surface["client"]["arguments"]}
    assert names == {
        "environment": ["live", "test"],
        "region": ["eu", "us"],
        "stage": None,
        "base_url": None,
        "timeout": None,
        "total_timeout": None,
        "max_retries": None,
        "headers": None,
        "strict_responses": None,
        "hooks": None,
        "connection_limits": None,
        "http_client": None,
    }
    region = {
        "wire_name": "region",
        "python_name": "region",
        "default": "eu",
        "values": ["eu", "us"],
        "description": "",
    }
    assert surface["servers"] == [
        {
            "url": "https://eu.example.com",
            "description": "",
            "template": "https://{region}.example.com",
            "environment": "live",
            "variables": [region],
        },
        {
            "url": "https://test.example.com/one",
            "description": "Tests",
            "template": "https://test.example.com/{stage}",
            "environment": "test",
            "variables": [
                {**region, "wire_name": "stage", "python_name": "stage", "default": "one", "values": []}
            ],
        },
    ]
    (operation,) = surface["operations"]
    assert (operation["server"]["url"], operation["server"]["environment"]) == (
        "https://ping.example.com",
        None,
    )


def test_arguments(spec: tuple[str, ...]) -> None:
    operation = _by_path(_surface(spec))["client.things.add_part"]
    assert {
        key: operation[key] for key in ("id", "operation_id", "method", "path", "deprecated", "security")
    } == {
        "id": "#/paths/~1things~1{thing-id}~1parts/post",
        "operation_id": "addPart",
        "method": "POST",
        "path": "/things/{thing-id}/parts",
        "deprecated": True,
        "security": [["Key"]],
    }
    facts = {
        argument["python_name"]: (
            argument["wire_name"],
            argument["in"],
            argument["required"],
            argument["nullable"],
            argument["type"],
            argument["schema"],
        )
        for argument in operation["arguments"]
    }
    kind = {"kind": "named", "id": "#/components/schemas/Kind", "python_name": "Kind"}
    definitions = {"$defs": {"Kind": {"type": "string", "enum": ["bolt", "nut"]}}}

    def scalar(name: str) -> dict[str, str]:
        return {"kind": "scalar", "scalar": name}

    assert facts == {
        "thing_id": ("thing-id", "path", True, False, scalar("string"), {"type": "string"}),
        "class_": ("class", "body-field", True, False, kind, {"$ref": "#/$defs/Kind", **definitions}),
        "made": (
            "made",
            "body-field",
            True,
            False,
            scalar("datetime"),
            {"type": "string", "format": "date-time"},
        ),
        "dry_run": ("dryRun", "query", False, False, scalar("boolean"), {"type": "boolean"}),
        "x_trace": ("X-Trace", "header", False, False, scalar("integer"), {"type": "integer"}),
        "note": ("note", "body-field", False, True, scalar("string"), {"type": ["string", "null"]}),
        "tags": (
            "tags",
            "body-field",
            False,
            False,
            {"kind": "map", "value": scalar("integer")},
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
    }
    assert operation["body"]["media_type"] == "application/json"
    assert operation["body"]["required"] is True
    assert operation["body"]["schema"]["required"] == ["class", "made"]


def test_whole_body(spec: tuple[str, ...]) -> None:
    operation = _by_path(_surface(spec))["client.things.ping"]
    (argument,) = operation["arguments"]
    assert (argument["in"], argument["required"]) == ("body", False)
    assert argument["schema"]["items"] == {"$ref": "#/$defs/Part"}
    assert operation["security"] == []
    assert operation["responses"] == [
        {
            "status": "204",
            "media_type": None,
            "description": "Done.",
            "type": None,
            "sequence": None,
            "headers": None,
            "schema": None,
        }
    ]


def test_results_and_errors(spec: tuple[str, ...]) -> None:
    operation = _by_path(_surface(spec))["client.things.add_part"]
    (result,) = operation["responses"]
    assert (result["status"], result["media_type"]) == ("200", "application/json")
    assert result["type"] == {"kind": "named", "id": "#/components/schemas/Part", "python_name": "Part"}
    assert jsonschema_rs.is_valid(result["schema"], {"class": "nut", "next": {"class": "bolt"}})
    assert not jsonschema_rs.is_valid(result["schema"], {"class": "nut", "next": {"class": "screw"}})
    errors = {error["status"]: error for error in operation["errors"]}
    assert errors.keys() == {"404", "4XX"}
    assert (errors["404"]["python_name"], errors["404"]["schema"]) == ("NotFoundError", None)
    assert errors["4XX"]["python_name"] == "ApiStatusError"
    assert errors["4XX"]["schema"]["$ref"] == "#/$defs/Refusal"


def test_types(spec: tuple[str, ...]) -> None:
    types = {type["python_name"]: type for type in _surface(spec)["types"]}
    assert types["Kind"]["values"] == ["bolt", "nut"]
    assert [
        (field["wire_name"], field["python_name"], field["required"]) for field in types["Part"]["fields"]
    ] == [
        ("class", "class_", True),
        ("next", "next", False),
    ]


def test_order_of_paths_and_components_changes_nothing(spec: tuple[str, ...], tmp_path: Path) -> None:
    head, paths, components = SPEC.partition("paths:\n")[0], *SPEC.partition("paths:\n")[2].split(
        "components:\n"
    )
    first, second = paths.split("  /ping:\n")
    shuffled = tmp_path / "shuffled.yaml"
    shuffled.write_text(f"{head}components:\n{components}paths:\n  /ping:\n{second}{first}")
    assert _surface((str(shuffled),)) == _surface(spec)


def test_text(spec: tuple[str, ...]) -> None:
    surface = pipeline.describe(SdkSettings(specs=plain(*spec)), None, Diagnostics())
    assert surface is not None
    assert to_text(surface.api) == (
        "acme 1.2.0\n"
        "client = Acme(api_key=…)\n"
        "\n"
        "POST /things/{thing-id}/parts\n"
        "  client.things.add_part(thing_id, class_, made, [dry_run], [x_trace], [note], [tags])\n"
        "    200 Part\n"
        "    404 no body\n"
        "    4XX Refusal\n"
        "\n"
        "PUT /ping\n"
        "  client.things.ping([body])\n"
        "    204 no body"
    )


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The three pages' SDK, generated under another name than the committed one, imported."""
    settings = SdkSettings(specs=plain(*PAGES), output=tmp_path / "sdk", package="driven", formatter="none")
    made = pipeline.produce(settings, None, Diagnostics())
    assert made is not None
    disk.write(disk.compare(made.files, made.lock, None, settings.output, ()))
    monkeypatch.syspath_prepend(str(tmp_path / "sdk/src"))
    yield importlib.import_module("driven")
    for name in [name for name in sys.modules if name.partition(".")[0] == "driven"]:
        del sys.modules[name]


def _value(type: dict[str, Any], schema: Any) -> Any:
    """A value for an argument, made of nothing but what the surface says."""
    if isinstance(schema, dict) and "enum" in schema:
        return schema["enum"][0]
    match type:
        case {"kind": "list", "item": item}:
            return [_value(item, schema.get("items", {}))]
        case {"scalar": "datetime"}:
            return dt.datetime(2030, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
        case {"scalar": "integer"}:
            return schema.get("minimum", 3)
        case {"scalar": "boolean"}:
            return True
        case {"scalar": "string"}:
            return "a b/ü"
        case {"kind": "named"}:
            return next(iter(schema["$defs"].values()))["enum"][0]
    raise AssertionError(type)


def _wire(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, dt.datetime) else value


def test_any_method_can_be_called_by_keywords(package: ModuleType) -> None:
    surface = _surface(PAGES, package="driven")
    assert len(surface["operations"]) == 3
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={"status": True})

    assert surface["client"]["module"] == package.__name__
    constructor = getattr(package, surface["client"]["python_name"])
    named = [a["python_name"] for a in surface["client"]["arguments"]]
    assert named == list(signatures.signature(constructor).parameters)
    credentials = {
        a["python_name"]: "s3cret" for a in surface["client"]["arguments"] if a["kind"] == "credential"
    }
    with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
        client = constructor(**credentials, base_url="http://localhost/v1", http_client=http)
        for operation in surface["operations"]:
            values = {a["python_name"]: _value(a["type"], a["schema"]) for a in operation["arguments"]}
            steps = [*operation["group"], operation["python_name"]]
            reduce(getattr, steps, client)(**values)
            request = sent[-1]
            assert request.method == operation["method"]
            path = operation["path"]
            query: dict[str, list[str]] = {}
            body: dict[str, Any] = {}
            for argument in operation["arguments"]:
                value = _wire(values[argument["python_name"]])
                match argument["in"]:
                    case "path":
                        path = path.replace("{" + argument["wire_name"] + "}", value)
                    case "query":
                        query[argument["wire_name"]] = [str(value)]
                    case "body-field":
                        body[argument["wire_name"]] = value
                    case other:
                        raise AssertionError(other)
            assert unquote(request.url.raw_path.decode().partition("?")[0]) == f"/v1{path}"
            assert parse_qs(request.url.query.decode()) == query
            assert json.loads(request.content or b"{}") == body
            for result in operation["responses"]:
                model = getattr(package.types, result["type"]["python_name"])
                assert model.__name__ == result["type"]["python_name"]
            for error in operation["errors"]:
                assert issubclass(getattr(package, error["python_name"]), package.ApiStatusError)


def test_constructor_takes_what_the_surface_says(package: ModuleType) -> None:
    client = _surface(PAGES, package="driven")["client"]
    for name in (client["python_name"], client["async_python_name"]):
        parameters = signatures.signature(getattr(package, name)).parameters
        assert set(parameters) == {argument["python_name"] for argument in client["arguments"]}
