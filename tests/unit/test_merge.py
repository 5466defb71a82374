"""Several documents of one API become one, whatever their order."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.load.merge import merge
from generator.load.namespace import in_namespace
from generator.load.read import load, load_text
from generator.spec.model import Parameter
from generator.spec.parse import parse

SPECS = Path(__file__).parents[2] / "specs"
HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"


def documents(*contents: str) -> list[Document]:
    found: list[Document] = []
    for number, content in enumerate(contents):
        diagnostics = Diagnostics()
        document = load_text(f"{number}.yaml", HEAD + content, diagnostics)
        assert not diagnostics.items
        assert document is not None
        found.append(document)
    return found


def merged(*contents: str) -> tuple[Document, Diagnostics]:
    """The merged document, after a look at all orders of its parts."""
    parts = documents(*contents)
    results: set[tuple[str, str]] = set()
    for order in itertools.permutations(parts):
        diagnostics = Diagnostics()
        document = merge(order, diagnostics)
        results.add((json.dumps(document.data), repr(diagnostics.items)))
    assert len(results) == 1
    return document, diagnostics


def raw(document: Document) -> Any:
    """The data of a document, for looking deep into it."""
    return document.data


def line(document: Document, pointer: str, *, key: bool = False) -> str:
    location = document.locate(pointer, key=key)
    return f"{location.file}: {document.source_line(location).strip()}"


def test_the_three_pages_of_this_project() -> None:
    diagnostics = Diagnostics()
    pages = [page for path in sorted(SPECS.glob("*.md")) if (page := load(str(path), diagnostics))]
    assert len(pages) == 3
    results = {json.dumps(merge(order, diagnostics).data) for order in itertools.permutations(pages)}
    assert len(results) == 1
    document = merge(pages, diagnostics)
    spec = parse(document, diagnostics)
    assert not diagnostics.items
    assert [(operation.method, operation.path) for operation in spec.operations] == [
        ("get", "/campaign"),
        ("post", "/campaign"),
        ("get", "/campaign/{id}"),
    ]
    assert len(spec.servers) == 1
    assert dict(spec.extensions)["x-sdksmith-client"] == "SmallestAI"
    assert document.locate("#/paths/~1campaign/post/operationId").file.endswith("create-a-campaign.md")
    assert document.locate("#/components/schemas/ApiResponse").file.endswith("create-a-campaign.md")
    assert len(document.digests) == 3


def test_one_document_stays_as_it_is() -> None:
    (document,) = documents("paths: {}\n")
    assert merge([document], Diagnostics()) is document
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([], Diagnostics())


def test_paths_methods_webhooks_and_tags_are_united() -> None:
    document, diagnostics = merged(
        "paths:\n  /a:\n    get: {operationId: a}\n"
        "webhooks:\n  w: {post: {}}\ntags: [{name: x}, {name: y}]\n",
        "paths:\n  /a:\n    post: {operationId: b}\n  /b:\n    get: {operationId: c}\n"
        "tags: [{name: y}, {name: z}]\n",
    )
    assert not diagnostics.items
    assert raw(document)["paths"] == {
        "/a": {"get": {"operationId": "a"}, "post": {"operationId": "b"}},
        "/b": {"get": {"operationId": "c"}},
    }
    assert raw(document)["webhooks"] == {"w": {"post": {}}}
    assert raw(document)["tags"] == [{"name": "x"}, {"name": "y"}, {"name": "z"}]
    assert line(document, "#/paths/~1a/post", key=True) == "1.yaml: post: {operationId: b}"
    assert line(document, "#/paths/~1a/get", key=True) == "0.yaml: get: {operationId: a}"
    assert document.locate("#/tags/2/name").file == "1.yaml"


def test_an_operation_given_twice() -> None:
    document, diagnostics = merged(
        "paths:\n  /a:\n    get: {description: one}\n",
        "paths:\n  /a:\n    get: {description: two}\n    put: {}\n",
        "paths:\n  /a:\n    put: {}\n",
    )
    (finding,) = diagnostics
    assert finding.code == "MERGE001"
    item = raw(document)["paths"]["/a"]
    used = item["get"]["description"]
    assert item == {"get": {"description": used}, "put": {}}
    other = "1.yaml" if used == "one" else "0.yaml"
    assert finding.location.file == other
    assert finding.source_line.strip().startswith("get: ")
    assert f"{'01'[used == 'two']}.yaml:5:5" in finding.message


def test_an_operation_described_in_two_ways_is_two_operations() -> None:
    document, diagnostics = merged(
        "paths:\n  /a:\n    parameters: [{name: q, in: query}]\n    post: {summary: Make one}\n",
        "paths:\n  /a:\n    post: {summary: Make two}\n",
        "paths:\n  /a:\n    post: {summary: Make two, deprecated: true}\n    get: {}\n",
    )
    items = raw(document)["paths"]
    found = [(key.partition("#")[0], operation) for key, item in items.items() for operation in item.values()]
    assert len(items) == 3
    assert all(path == "/a" for path, _ in found)
    assert [operation.get("summary") for _, operation in found].count("Make two") == 2
    (one,) = [operation for _, operation in found if operation.get("summary") == "Make one"]
    assert one.get("parameters", items["/a"].get("parameters")) == [{"name": "q", "in": "query"}]
    assert [finding.code for finding in diagnostics] == ["MERGE004", "MERGE004"]
    for key, item in items.items():
        pointer_ = f"#/paths/{key.replace('/', '~1')}/post"
        assert str(item["post"]["summary"]) in line(document, pointer_, key=True)


BODY = "{type: object, required: [kind], properties: {kind: {enum: [%s]}, %s: {type: string}}}"
TOLD = (
    "paths:\n  /a:\n    post:\n      summary: Make %s\n      tags: [%s]\n"
    "      parameters: [{name: q, in: query, required: true, schema: {type: %s}}]\n"
    "      requestBody: {content: {application/json: {schema: %s}}}\n"
    "      responses: {'200': {description: '', content: {application/json: {schema: {type: %s}}}}}\n"
)


def test_bodies_that_a_constant_tells_apart_are_one_operation() -> None:
    document, diagnostics = merged(
        TOLD % ("cats", "A", "string", BODY % ("cat", "fur"), "string"),
        TOLD % ("dogs", "B", "integer", BODY % ("dog", "bark"), "integer"),
    )
    (item,) = raw(document)["paths"].values()
    operation = item["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ARequest"
    }
    references = raw(document)["components"]["schemas"]["ARequest"]["oneOf"]
    assert sorted(one["$ref"] for one in references) == [
        "#/components/schemas/MakeCatsRequest",
        "#/components/schemas/MakeDogsRequest",
    ]
    (parameter,) = operation["parameters"]
    assert sorted(one["type"] for one in parameter["schema"]["anyOf"]) == ["integer", "string"]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert sorted(one["$ref"].rpartition("/")[2] for one in answer["oneOf"]) == [
        "MakeCatsResponse",
        "MakeDogsResponse",
    ]
    assert sorted(operation["tags"]) == ["A", "B"]
    assert [finding.code for finding in diagnostics] == ["MERGE004"]
    assert "bark" in line(document, "#/components/schemas/MakeDogsRequest")
    assert "fur" in line(document, "#/components/schemas/MakeCatsRequest")


def test_noise_of_tools_in_names() -> None:
    tree = "{type: object, title: %s, properties: {down: {$ref: '#/components/schemas/%s'}}}"
    use = "paths:\n  /%s: {get: {responses: {default: {$ref: '#/components/schemas/%s'}}}}\n"
    noisy = "TreeGetResponsesContentApplicationJsonSchemaData"
    document, diagnostics = merged(
        *(
            f"{use % (number, name)}components:\n  schemas:\n    {name}: {tree % (name, name)}\n"
            for number, name in enumerate(("Tree", "type_:Tree", noisy, "Tree_2"))
        )
    )
    # All are written alike but for their names: `Tree_2` is known to be `Tree` since they are equal.
    assert not diagnostics.items
    assert list(raw(document)["components"]["schemas"]) == ["Tree"]
    targets = {item["get"]["responses"]["default"]["$ref"] for item in raw(document)["paths"].values()}
    assert targets == {"#/components/schemas/Tree"}


def test_two_names_that_people_chose_stay() -> None:
    document, _ = merged(
        "paths: {/a: {}}\ncomponents: {schemas: {Cat: {type: string}}}\n",
        "paths: {/b: {}}\ncomponents: {schemas: {Dog: {type: string}}}\n",
    )
    assert list(raw(document)["components"]["schemas"]) == ["Cat", "Dog"]


def test_a_name_by_rule_comes_from_the_tag() -> None:
    part = "paths: {/%s: {get: {tags: [%s]}}}\ncomponents: {schemas: {Item: {type: %s}}}\n"
    document, diagnostics = merged(
        part % ("a", "shop", "string"),
        part % ("b", "shop", "string"),
        part % ("c", "subpackage_lostAndFound", "integer"),
    )
    assert raw(document)["components"]["schemas"] == {
        "Item": {"type": "string"},
        "LostAndFoundItem": {"type": "integer"},
    }
    assert [finding.code for finding in diagnostics] == ["MERGE002"]


def test_one_operation_in_two_namespaces_is_two() -> None:
    part = (
        "paths: {/a: {get: {operationId: list, responses: {'200': {$ref: '#/components/responses/R'}}}}}\n"
        "components: {responses: {R: {description: %s}}}\n"
    )
    shop, stock = documents(part % "One", part % "Two")
    diagnostics = Diagnostics()
    document = merge(
        [in_namespace(shop, ("shop",)), in_namespace(stock, ("stock", "v1"))],
        diagnostics,
    )
    items = raw(document)["paths"].values()
    assert sorted(item["get"]["x-sdksmith-namespace"] for item in items) == [["shop"], ["stock", "v1"]]
    assert {item.code for item in diagnostics} == {"MERGE002", "MERGE004"}
    assert sorted(raw(document)["components"]["responses"]) in (["R", "ShopR"], ["R", "V1R"])


def test_equal_security_schemes_are_one() -> None:
    part = (
        "security: [{%s: []}]\npaths: {/%s: {get: {}}}\n"
        "components: {securitySchemes: {%s: {type: http, scheme: %s, description: %s}}}\n"
    )
    document, diagnostics = merged(
        part % ("Bearer", "a", "Bearer", "bearer", "One"), part % ("token", "b", "token", "Bearer", "Two")
    )
    assert not diagnostics.items
    assert list(raw(document)["components"]["securitySchemes"]) == ["token"]
    assert raw(document)["security"] == [{"token": []}]
    assert raw(document)["paths"] == {"/a": {"get": {}}, "/b": {"get": {}}}


def test_spellings_of_one_tag() -> None:
    document, _ = merged(
        "tags: [{name: Agent Templates, description: What}]\npaths: {/a: {get: {tags: [Agent Templates]}}}\n",
        "tags: [subpackage_agentTemplates]\npaths: {/b: {get: {tags: [subpackage_agentTemplates]}}}\n",
    )
    assert raw(document)["tags"] == [{"name": "Agent Templates", "description": "What"}]
    assert [item["get"]["tags"] for item in raw(document)["paths"].values()] == [["Agent Templates"]] * 2


OWNED = "{type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}"
PET = f"components:\n  schemas:\n    Pet: {OWNED}\n"


def test_equal_components_are_one_and_others_get_a_name() -> None:
    use = "responses: {'200': {$ref: '#/components/schemas/Pet'}}"
    document, diagnostics = merged(
        f"paths:\n  /a:\n    get: {{{use}}}\n{PET}    Owner: {{type: string}}\n",
        f"paths:\n  /b:\n    get: {{{use}}}\n{PET}    Owner: {{type: integer}}\n",
        f"paths:\n  /c:\n    get: {{{use}}}\n{PET}    Owner: {{type: integer}}\n",
        f"paths:\n  /d:\n    get: {{{use}}}\n{PET}    Owner: {{type: string}}\n",
    )
    # `Pet` is written alike everywhere, but does not mean the same.
    schemas = raw(document)["components"]["schemas"]
    assert schemas == {
        "Pet": {"type": "object", "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
        "Owner": {"type": "string"},
        "Pet_2": {"type": "object", "properties": {"owner": {"$ref": "#/components/schemas/Owner_2"}}},
        "Owner_2": {"type": "integer"},
    }
    paths = raw(document)["paths"]
    used = [item["get"]["responses"]["200"]["$ref"] for item in paths.values()]
    assert [name.rpartition("/")[2] for name in used] == ["Pet", "Pet_2", "Pet_2", "Pet"]
    assert [item.code for item in diagnostics] == ["MERGE002", "MERGE002"]
    assert document.locate("#/components/schemas/Owner_2/type").file == "1.yaml"
    assert document.source_line(document.locate("#/components/schemas/Owner_2/type")).endswith(
        "{type: integer}"
    )


def test_a_new_name_is_taken_by_nobody() -> None:
    schema = (
        "paths: {{/{0}: {{}}}}\ncomponents:\n  schemas:\n    Pet: {{type: {1}}}\n    Pet_2: {{type: array}}\n"
    )
    document, _ = merged(schema.format("a", "string"), schema.format("b", "integer"))
    assert raw(document)["components"] == {
        "schemas": {"Pet": {"type": "string"}, "Pet_2": {"type": "array"}, "Pet_3": {"type": "integer"}}
    }


def test_recursive_components_are_compared() -> None:
    tree = "components:\n  schemas:\n    Tree: {properties: {left: {$ref: '#/components/schemas/Tree'}}}\n"
    document, diagnostics = merged(f"paths: {{/a: {{}}}}\n{tree}", f"paths: {{/b: {{}}}}\n{tree}")
    assert not diagnostics.items
    assert len(raw(document)["components"]["schemas"]) == 1


def test_everything_that_names_a_component_is_renamed() -> None:
    body = (
        "paths:\n  /{0}:\n    get:\n      security: [{{key: []}}]\n      responses:\n        default:\n"
        "          example: {{$ref: '#/components/schemas/Pet'}}\n"
        "          schema:\n"
        "            $ref: '#/components/schemas/Pet/properties/name'\n"
        "            discriminator: {{propertyName: k, mapping: {{a: Pet, b: '#/components/schemas/Pet'}}}}\n"
        "components:\n  schemas:\n    Pet: {{type: {1}}}\n  securitySchemes:\n    key: {{type: {2}}}\n"
    )
    document, _ = merged(body.format("a", "string", "http"), body.format("b", "integer", "apiKey"))
    operation = raw(document)["paths"]["/b"]["get"]
    assert operation["security"] == [{"key_2": []}]
    response = operation["responses"]["default"]
    assert response["example"] == {"$ref": "#/components/schemas/Pet"}, "an example is data"
    assert response["schema"] == {
        "$ref": "#/components/schemas/Pet_2/properties/name",
        "discriminator": {"propertyName": "k", "mapping": {"a": "Pet_2", "b": "#/components/schemas/Pet_2"}},
    }


def test_servers_that_differ_move_into_the_operations() -> None:
    document, diagnostics = merged(
        "servers: [{url: 'https://one.example.com'}]\npaths:\n  /a:\n    get: {operationId: a}\n",
        "servers: [{url: 'https://two.example.com'}]\npaths:\n  /a:\n    put: {operationId: b}\n"
        "  /b:\n    get: {servers: [{url: 'https://three.example.com'}]}\n",
        "paths:\n  /c:\n    get: {operationId: c}\n",
    )
    assert not diagnostics.items
    spec = parse(document, diagnostics)
    assert [server.url for server in spec.servers] == ["https://one.example.com"]
    assert {(one.path, one.method): [server.url for server in one.servers] for one in spec.operations} == {
        ("/a", "get"): [],
        ("/a", "put"): ["https://two.example.com"],
        ("/b", "get"): ["https://three.example.com"],
        ("/c", "get"): [],
    }
    assert (
        line(document, "#/paths/~1a/put/servers/0/url")
        == "1.yaml: servers: [{url: 'https://two.example.com'}]"
    )


def test_security_that_is_missing_elsewhere_stays_at_the_root() -> None:
    document, _ = merged(
        "security: [{key: []}]\npaths:\n  /a:\n    get: {operationId: a}\n",
        "paths:\n  /b:\n    get: {operationId: b}\n",
    )
    assert raw(document)["security"] == [{"key": []}]
    assert raw(document)["paths"]["/b"]["get"]["security"] == []


def test_security_that_differs_moves_into_the_operations() -> None:
    document, diagnostics = merged(
        "security: [{key: []}]\npaths:\n  /a:\n    get: {operationId: a}\n",
        "security: [{token: []}]\npaths:\n  /b:\n    get: {operationId: b}\n    put: {security: []}\n",
        "paths:\n  /c:\n    get: {operationId: c}\n",
    )
    spec = parse(document, diagnostics)
    assert not diagnostics.items
    names = {
        (one.path, one.method): (
            None if one.security is None else [dict(each.schemes) for each in one.security]
        )
        for one in spec.operations
    }
    assert names == {
        ("/a", "get"): [{"key": ()}],
        ("/b", "get"): [{"token": ()}],
        ("/b", "put"): [],
        ("/c", "get"): None,
    }


def test_security_of_pages_that_say_nothing_beside_one_that_does() -> None:
    header = "{name: Authorization, in: header, required: %s, schema: {type: string}}"
    schemes = "components: {securitySchemes: {key: {type: http, scheme: bearer}}}\n"
    document, diagnostics = merged(
        f"security: [{{key: []}}]\npaths: {{/a: {{get: {{}}}}}}\n{schemes}",
        f"paths: {{/b: {{get: {{parameters: [{header % 'true'}]}}}}}}\n{schemes}",
        f"paths: {{/c: {{get: {{parameters: [{header % 'false'}]}}, put: {{security: []}}}}}}\n{schemes}",
        f"paths: {{/d: {{get: {{parameters: [{header % 'true'}]}}}}}}\n",
        "paths: {/e: {get: {}}}\n",
    )
    assert not diagnostics.items
    paths = raw(document)["paths"]
    found = {path: item["get"].get("security", raw(document)["security"]) for path, item in paths.items()}
    assert found == {
        "/a": [{"key": []}],
        "/b": [{"key": []}],
        "/c": [{"key": []}, {}],
        "/d": [{"key": []}],
        "/e": [],
    }
    assert paths["/c"]["put"]["security"] == []


def test_what_a_path_says_for_its_operations_stays_with_them() -> None:
    id_ = "{name: id, in: path, required: true, schema: {type: string}}"
    query = "{name: q, in: query, schema: {type: string}}"
    document, diagnostics = merged(
        f"paths:\n  /a/{{id}}:\n    parameters: [{id_}]\n    get: {{parameters: [{query}]}}\n",
        f"paths:\n  /a/{{id}}:\n    parameters: [{query}]\n    summary: S\n    put: {{parameters: [{id_}]}}\n"
        f"    post: {{parameters: [{query}, {id_}]}}\n    x-note: 1\n",
    )
    spec = parse(document, diagnostics)
    assert not diagnostics.items
    found = {
        one.method: [each.name for each in one.parameters if isinstance(each, Parameter)]
        for one in spec.operations
    }
    assert found == {"get": ["id", "q"], "put": ["q", "id"], "post": ["q", "id"]}
    assert [one.summary for one in spec.operations] == [None, "S", "S"]
    assert line(document, "#/paths/~1a~1{id}/get/parameters/0").startswith("0.yaml: parameters:")
    assert line(document, "#/paths/~1a~1{id}/put/parameters/0/name").startswith("1.yaml: parameters:")


def test_root_members_that_differ() -> None:
    parts = documents("paths: {/a: {get: {}}}\n", "paths: {/b: {get: {}}}\n")
    last = "x-a: 1\npaths: {/c: {get: {}}}\n"
    other = load_text("2.yaml", HEAD.replace("Pets", "Dogs") + last, Diagnostics())
    assert other is not None
    diagnostics = Diagnostics()
    document = merge([other, *parts], diagnostics)
    assert raw(document)["info"] == {"title": "Pets", "version": "1.0.0"}
    assert raw(document)["x-a"] == 1
    (finding,) = diagnostics
    assert finding.code == "MERGE003"
    assert str(finding.location) == "2.yaml:2:1"
    assert "0.yaml:2:1" in finding.message


def test_the_newest_version_counts() -> None:
    old = load_text("0.yaml", "openapi: 3.0.3\ninfo: {}\npaths: {/a: {}}\n", Diagnostics())
    new = load_text("1.yaml", "openapi: 3.1.1\ninfo: {}\npaths: {/b: {}}\n", Diagnostics())
    assert old is not None
    assert new is not None
    assert merge([old, new], Diagnostics()).data["openapi"] == "3.1.1"


@pytest.mark.parametrize(
    "odd",
    [
        "paths: 1\n",
        "paths:\n",
        "paths: {/a: 1}\n",
        "components: []\n",
        "components: {schemas: 1}\n",
        "tags: 1\n",
    ],
)
def test_members_of_the_wrong_kind_are_left_to_later_stages(odd: str) -> None:
    document, _ = merged("paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {}}}\n", odd)
    assert raw(document)["components"] == {"schemas": {"A": {}}}
