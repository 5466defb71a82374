"""Documents become specs; whatever is wrong with them is reported at its place."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.load.read import load_text
from generator.spec.model import (
    Example,
    Header,
    JsonObject,
    OAuthFlow,
    Operation,
    Parameter,
    Ref,
    RequestBody,
    Response,
    SecurityRequirement,
    Server,
    ServerVariable,
    Spec,
    Tag,
)
from generator.spec.parse import parse
from generator.spec.validate import validate

SEED = Path(__file__).parents[2] / "specs" / "create-a-campaign.md"
HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"
OK = "responses: {'200': {description: OK}}"


def document_of(content: str, name: str = "pets.yaml") -> Document:
    document = load_text(name, content, Diagnostics())
    assert document is not None
    return document


def read(content: str) -> tuple[Spec, list[tuple[str, str]]]:
    """The spec, and code and pointer of every finding."""
    diagnostics = Diagnostics()
    spec = parse(document_of(HEAD + content), diagnostics)
    return spec, [(item.code, item.location.pointer) for item in diagnostics]


def spec_of(content: str) -> Spec:
    spec, found = read(content)
    assert not found
    return spec


def operation_of(content: str) -> Operation:
    (operation,) = spec_of(content).operations
    return operation


def test_the_seed_page() -> None:
    diagnostics = Diagnostics()
    document = document_of(SEED.read_text("utf-8"), "page.md")
    spec = parse(document, diagnostics)
    validate(document, diagnostics)
    assert not diagnostics.items
    assert (spec.openapi, spec.title, spec.version) == ("3.1.0", "atoms", "1.0.0")
    (operation,) = spec.operations
    assert operation.pointer == "#/paths/~1campaign/post"
    assert (operation.operation_id, operation.tags) == ("create-a-campaign", ("subpackage_campaigns",))
    (parameter,) = operation.parameters
    assert isinstance(parameter, Parameter)
    assert (parameter.name, parameter.location, parameter.required) == ("Authorization", "header", True)
    body = operation.request_body
    assert isinstance(body, RequestBody)
    assert not body.required
    (media,) = body.content
    assert media.media_type == "application/json"
    assert media.schema is not None
    assert media.schema.required == ("name", "audienceId", "agentId")
    assert [name for name, _ in media.schema.properties][:2] == ["name", "description"]
    assert [status for status, _ in operation.responses] == ["201", "400", "401", "403", "500"]
    assert len(spec.schemas) == 8
    (scheme,) = spec.security_schemes
    assert (scheme.name, scheme.kind, scheme.scheme) == ("BearerAuth", "http", "bearer")
    assert operation.security is None
    assert spec.security is None


def test_everything_about_a_document() -> None:
    spec = spec_of("""
servers:
  - url: https://{region}.example.com:{port}
    description: D
    name: N
    variables:
      region: {default: eu, enum: [eu, us], description: R}
      port: {default: '443'}
tags: [{name: pets, description: P}, {name: dogs}]
security: [{key: [], oauth: [read]}, {}]
x-a: [1]
paths: {}
webhooks:
  bought: {post: {operationId: bought}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
    Alias: {$ref: '#/components/parameters/Limit', description: A}
  requestBodies: {Pet: {required: true, description: B, content: {text/plain: {}}}}
  headers: {Rate: {required: true, deprecated: true, description: H, content: {text/plain: {schema: {}}}}}
  responses: {Gone: {description: G, headers: {X-Rate: {$ref: '#/components/headers/Rate'}}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, description: K}
    again: {$ref: '#/components/securitySchemes/key'}
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://t.example.com
          refreshUrl: https://r.example.com
          scopes: {read: R}
    oidc: {type: openIdConnect, openIdConnectUrl: https://o.example.com}
""")
    assert spec.servers == (
        Server(
            "#/servers/0",
            "https://{region}.example.com:{port}",
            "D",
            "N",
            (ServerVariable("region", "eu", ("eu", "us"), "R"), ServerVariable("port", "443")),
        ),
    )
    assert spec.tags == (Tag("pets", "P"), Tag("dogs"))
    assert spec.security == (
        SecurityRequirement((("key", ()), ("oauth", ("read",)))),
        SecurityRequirement(),
    )
    assert spec.extensions == (("x-a", (1,)),)
    assert [(one.path, one.operation_id) for one in spec.webhooks] == [("bought", "bought")]
    parameters = dict(spec.parameters)
    assert parameters["Alias"] == Ref(
        "#/components/parameters/Limit", "#/components/parameters/Alias", description="A"
    )
    assert isinstance(parameters["Limit"], Parameter)
    body = dict(spec.request_bodies)["Pet"]
    assert isinstance(body, RequestBody)
    assert (body.required, body.description, body.content[0].media_type) == (True, "B", "text/plain")
    header = dict(spec.headers)["Rate"]
    assert isinstance(header, Header)
    assert header.schema is not None
    assert (header.required, header.deprecated, header.description) == (True, True, "H")
    response = dict(spec.responses)["Gone"]
    assert isinstance(response, Response)
    assert isinstance(response.headers[0][1], Ref)
    key, again, oauth, oidc = spec.security_schemes
    assert (key.kind, key.location, key.parameter_name, key.description) == ("apiKey", "header", "X-Key", "K")
    assert (again.name, again.parameter_name) == ("again", "X-Key")
    assert oauth.flows == (
        OAuthFlow(
            "clientCredentials", "https://t.example.com", None, "https://r.example.com", (("read", "R"),)
        ),
    )
    assert oidc.open_id_connect_url == "https://o.example.com"


def test_info() -> None:
    text = """
openapi: 3.1.0
info:
  title: Pets
  version: 1.10
  description: D
  license: {name: MIT}
  contact: {name: N, email: e@example.com, url: https://c.example.com}
"""
    diagnostics = Diagnostics()
    spec = parse(document_of(text), diagnostics)
    assert (spec.title, spec.version, spec.description, spec.license_name) == ("Pets", "1.10", "D", "MIT")
    assert (spec.contact_name, spec.contact_email) == ("N", "e@example.com")
    assert spec.contact_url == "https://c.example.com"
    assert [item.location.pointer for item in diagnostics] == ["#/info/version"]


def test_a_parameter() -> None:
    operation = operation_of(f"""
paths:
  /a:
    get:
      deprecated: true
      externalDocs: {{url: https://d.example.com}}
      x-a: 1
      {OK}
      parameters:
        - name: q
          in: query
          style: form
          explode: false
          allowReserved: true
          deprecated: true
          description: Q
          schema: {{type: string}}
          example: 1
          examples: {{two: {{value: 2, summary: S}}, three: {{$ref: '#/components/examples/e'}}, no: {{}}}}
          x-b: 2
        - name: c
          in: cookie
          content: {{application/json: {{schema: {{}}, example: {{a: 1}}}}}}
components:
  examples: {{e: {{dataValue: 3}}}}
""")
    assert operation.deprecated
    assert operation.external_docs == "https://d.example.com"
    assert operation.extensions == (("x-a", 1),)
    query, cookie = operation.parameters
    assert isinstance(query, Parameter)
    assert (query.style, query.explode, query.allow_reserved, query.deprecated) == ("form", False, True, True)
    assert query.examples == (Example("example", 1), Example("two", 2, "S"), Example("three", 3))
    assert query.extensions == (("x-b", 2),)
    assert query.pointer == "#/paths/~1a/get/parameters/0"
    assert isinstance(cookie, Parameter)
    assert cookie.explode is None
    assert cookie.content[0].examples == (Example("example", JsonObject((("a", 1),))),)


def test_members_of_a_path_hold_for_its_operations() -> None:
    spec = spec_of(f"""
paths:
  /a/{{id}}:
    summary: S
    servers: [{{url: https://p.example.com}}]
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
      - {{name: q, in: query, schema: {{type: string}}}}
      - $ref: '#/components/parameters/R'
    get: {{ {OK} }}
    put:
      summary: T
      servers: [{{url: https://o.example.com}}]
      parameters:
        - {{name: n, in: query, schema: {{}}}}
        - {{name: r, in: header, schema: {{type: integer}}}}
        - {{name: q, in: query, schema: {{type: integer}}}}
        - {{name: id, in: query, schema: {{}}}}
      {OK}
components:
  parameters:
    R: {{name: r, in: header, schema: {{}}}}
""")
    get, put = spec.operations
    assert (get.summary, put.summary) == ("S", "T")
    assert get.servers[0].url == "https://p.example.com"
    assert put.servers[0].url == "https://o.example.com"
    assert [one.pointer for one in get.parameters] == [
        f"#/paths/~1a~1{{id}}/parameters/{n}" for n in range(3)
    ]
    own = "#/paths/~1a~1{id}/put/parameters/"
    assert [one.pointer for one in put.parameters] == [
        "#/paths/~1a~1{id}/parameters/0",
        f"{own}2",
        f"{own}1",
        f"{own}0",
        f"{own}3",
    ]


def test_path_items_may_be_references() -> None:
    spec = spec_of(f"""
paths:
  /a: {{$ref: '#/components/pathItems/P'}}
  /b: {{$ref: '#/components/pathItems/P', summary: S}}
components:
  pathItems:
    P: {{$ref: '#/components/pathItems/Q'}}
    Q: {{get: {{operationId: q, {OK}}}}}
""")
    assert [(one.path, one.pointer, one.summary) for one in spec.operations] == [
        ("/a", "#/paths/~1a/get", None),
        ("/b", "#/paths/~1b/get", "S"),
    ]


def test_methods() -> None:
    spec = spec_of(
        f"paths:\n  /a:\n    x-note: 1\n    trace: {{{OK}}}\n    query: {{{OK}}}\n"
        f"    additionalOperations:\n      COPY: {{{OK}}}\n"
    )
    assert [(one.method, one.pointer) for one in spec.operations] == [
        ("trace", "#/paths/~1a/trace"),
        ("query", "#/paths/~1a/query"),
        ("COPY", "#/paths/~1a/additionalOperations/COPY"),
    ]


def test_responses() -> None:
    operation = operation_of("""
paths:
  /a:
    get:
      responses:
        201: {description: C, content: {text/event-stream: {itemSchema: {type: string}}}}
        4xx: {$ref: '#/components/responses/E'}
        default: {}
        x-note: {}
""")
    assert [status for status, _ in operation.responses] == ["201", "4XX", "default"]
    created, other = operation.responses[0][1], operation.responses[1][1]
    assert isinstance(created, Response)
    assert created.content[0].item_schema is not None
    assert isinstance(other, Ref)


def test_a_media_type_may_be_a_reference() -> None:
    operation = operation_of(
        "paths: {/a: {get: {responses: {'200': {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}}}}}\n"
        "components: {mediaTypes: {M: {schema: {title: T}}}}\n"
    )
    response = operation.responses[0][1]
    assert isinstance(response, Response)
    (media,) = response.content
    assert media.schema is not None
    assert (media.media_type, media.schema.title) == ("a/b", "T")


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        ("paths: {'/a/{id}': {get: {}}}", [("SPEC001", "#/paths/~1a~1{id}/get")]),
        ("paths: {a: {get: {}}}", [("SPEC001", "#/paths/a")]),
        ("paths: {/a: {GET: {}}}", [("SPEC001", "#/paths/~1a/GET")]),
        ("paths: {/a: {get: 1}}", [("SPEC001", "#/paths/~1a/get")]),
        ("paths: {/a: 1}", [("SPEC001", "#/paths/~1a")]),
        ("paths:", [("SPEC001", "#/paths")]),
        ("paths: {/a: {$ref: '#/nowhere'}}", [("REF001", "#/paths/~1a/$ref")]),
        ("paths: {/a: {$ref: 'a.yaml'}}", [("REF001", "#/paths/~1a/$ref")]),
        (
            "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}",
            [("REF002", "#/paths/~1a/$ref"), ("REF002", "#/paths/~1b/$ref")],
        ),
        (
            "paths: {/a: {get: {parameters: [{in: query}, {name: a}, {name: a, in: body}, 1]}}}",
            [
                ("SPEC001", "#/paths/~1a/get/parameters/0/name"),
                ("SPEC001", "#/paths/~1a/get/parameters/1/in"),
                ("SPEC001", "#/paths/~1a/get/parameters/2/in"),
                ("SPEC001", "#/paths/~1a/get/parameters/3"),
            ],
        ),
        (
            "paths: {/a: {get: {parameters: [{name: a, in: query}, {name: a, in: query}]}}}",
            [("SPEC001", "#/paths/~1a/get/parameters/1")],
        ),
        (
            "paths: {'/{a}': {get: {parameters: [{name: a, in: path}]}}}",
            [("SPEC001", "#/paths/~1{a}/get/parameters/0")],
        ),
        ("paths: {/a: {get: {responses: {'20': {}}}}}", [("SPEC001", "#/paths/~1a/get/responses/20")]),
        ("paths: {/a: {get: {security: {}}}}", [("SPEC001", "#/paths/~1a/get/security")]),
        ("security: [{a: 1}]", [("SPEC001", "#/security/0/a")]),
        ("servers: [{}]", [("SPEC001", "#/servers/0/url")]),
        ("tags: [{}, 1]", [("SPEC001", "#/tags/0/name"), ("SPEC001", "#/tags/1")]),
        ("components: {securitySchemes: {a: {}}}", [("SPEC001", "#/components/securitySchemes/a/type")]),
        ("components: {parameters: {a: {$ref: []}}}", [("SPEC001", "#/components/parameters/a/$ref")]),
    ],
)
def test_a_fault_is_reported_at_its_place(content: str, findings: list[tuple[str, str]]) -> None:
    _, found = read(content + "\n")
    assert sorted(found) == sorted(findings)


def test_faults_leave_the_rest_in_place() -> None:
    spec, _ = read("paths: {a: {GET: {parameters: [1, {name: q, in: query}]}}}\n")
    (operation,) = spec.operations
    assert (operation.path, operation.method) == ("/a", "get")
    assert [one.name for one in operation.parameters if isinstance(one, Parameter)] == ["q"]


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.1", "3.2.0", "3.1"])
def test_supported_versions(version: str) -> None:
    diagnostics = Diagnostics()
    spec = parse(document_of(f"openapi: '{version}'\ninfo: {{}}\npaths: {{}}\n"), diagnostics)
    assert spec.openapi == version
    assert not diagnostics.items


@pytest.mark.parametrize(
    "root",
    ["openapi: 2.0.0", "openapi: 3.10.0", "openapi: '31'", "openapi:", "openapi: {}", "swagger: '1.2'"],
)
def test_other_versions(root: str) -> None:
    diagnostics = Diagnostics()
    spec = parse(document_of(f"{root}\ninfo: {{}}\npaths: {{/a: {{get: {{}}}}}}\n"), diagnostics)
    assert not spec.operations
    assert "SPEC002" in {item.code for item in diagnostics}
    assert diagnostics.has_errors


def test_the_structure_check_and_the_parser_say_a_thing_once() -> None:
    text = HEAD + "paths: {/a: {get: {deprecated: 'yes', parameters: [{name: q}], responses: []}}}\n"
    for order in ((validate, parse), (parse, validate)):
        diagnostics = Diagnostics()
        document = document_of(text)
        for stage in order:
            stage(document, diagnostics)
        pointers = [item.location.pointer for item in diagnostics]
        assert "#/paths/~1a/get/deprecated" in pointers
        assert len(pointers) == len(set(pointers))


BROKEN = st.sampled_from(
    [None, True, 0, -1.5, "", "text", "#/paths", [], {}, [None], {"$ref": "#"}, {"$ref": 1}, ["a"]]
)


@settings(deadline=None, max_examples=120)
@given(seed=st.integers(0, 2**32), breaks=st.lists(BROKEN, min_size=1, max_size=4))
def test_no_document_is_too_broken(seed: int, breaks: list[Any]) -> None:
    document = document_of(SEED.read_text("utf-8"), "page.md")
    data: Any = copy.deepcopy(document.data)
    chance = random.Random(seed)
    for value in breaks:
        here = data
        while True:
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            key = chance.choice(keys) if keys else None
            if key is None:
                break
            inner = here[key]
            if key == "openapi" or not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
                if key != "openapi":
                    here[key] = copy.deepcopy(value)
                break
            here = inner
    broken = document_of(json.dumps(data), "broken.json")
    diagnostics = Diagnostics()
    validate(broken, diagnostics)
    spec = parse(broken, diagnostics)
    assert spec.openapi
    assert not diagnostics.has_errors
    for item in diagnostics:
        assert item.location.line >= 1
