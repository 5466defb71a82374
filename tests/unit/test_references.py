"""References: to other files, by name, to any place of a document, to other hosts."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator import pipeline
from generator.cli import invoke
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics, Location
from generator.ir.model import Alias, Api, Enumeration, Model
from generator.load.addresses import NotAllowedError, NotFetchedError, address_fault
from generator.load.document import Document
from generator.load.fetch import LARGEST
from generator.load.merge import merge
from generator.load.read import load, load_text
from generator.load.remote import Remote
from generator.lock import Lock
from generator.spec_settings import plain

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"
PATHS = HEAD + (
    "paths:\n"
    "  /pets:\n"
    "    get:\n"
    "      operationId: get_pet\n"
    "      responses:\n"
    "        '200': {description: '', content: {application/json: {schema: %s}}}\n"
)


@dataclass(frozen=True)
class Found:
    """A document, the SDK made of it, and what was said."""

    document: Document
    api: Api
    diagnostics: Diagnostics

    @property
    def raw(self) -> Any:
        """The data, for looking deep into it."""
        return self.document.data

    @property
    def names(self) -> set[str]:
        """The types of the SDK."""
        return {str(one.name) for one in self.api.definitions}

    @property
    def codes(self) -> list[str]:
        """The findings, as `code line:column`, but for those about names."""
        return [
            f"{item.code} {item.location}" for item in self.diagnostics if not item.code.startswith("NAME")
        ]

    def fields(self, name: str) -> set[str]:
        """The wire names of a model."""
        (model,) = (one for one in self.api.definitions if one.name == name)
        assert isinstance(model, Model)
        return {str(field.wire) for field in model.fields}


def put(files: dict[str, str]) -> None:
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def find(files: dict[str, str], spec: str = "api.yaml", **settings: Any) -> Found:
    """Write files into the working directory, and describe the SDK of one of them."""
    put(files)
    diagnostics = Diagnostics()
    surface = pipeline.describe(SdkSettings(specs=plain(spec), **settings), None, diagnostics)
    assert surface is not None, list(diagnostics)
    return Found(surface.document, surface.api, diagnostics)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)


class TestFiles:
    def test_a_schema_is_called_like_its_file(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: ./schemas/Pet.yaml}",
                "schemas/Pet.yaml": "properties: {owner: {$ref: ../people.json#/People/Owner}}\n",
                "people.json": '{"People": {"Owner": {"properties": {"pets": {"items": '
                '{"$ref": "schemas/Pet.yaml"}, "type": "array"}}}}}',
            }
        )
        assert found.codes == []
        assert found.names == {"Pet", "Owner"}
        assert found.fields("Owner") == {"pets"}
        schemas = found.raw["components"]["schemas"]
        assert schemas["Pet"]["properties"]["owner"] == {"$ref": "#/components/schemas/Owner"}
        assert schemas["Owner"]["properties"]["pets"]["items"] == {"$ref": "#/components/schemas/Pet"}

    def test_every_value_knows_its_file(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: ./schemas/Pet.yaml}",
                "schemas/Pet.yaml": "type: object\nproperties:\n  name:\n    nope: [1, a]\n",
            }
        )
        assert found.codes == ["SPEC003 schemas/Pet.yaml:4:5"]
        (item,) = found.diagnostics
        assert item.source_line == "    nope: [1, a]"
        assert set(found.document.digests) == {"api.yaml", "schemas/Pet.yaml"}
        place = found.document.locate("#/components/schemas/Pet/properties/name", key=True)
        assert place == Location("schemas/Pet.yaml", 3, 3, "#/components/schemas/Pet/properties/name")

    def test_every_position(self) -> None:
        found = find(
            {
                "api.yaml": HEAD + "paths: {$ref: paths/index.yaml}\n"
                "tags: [{$ref: tag.yaml}]\n"
                "components:\n"
                "  securitySchemes: {Token: {$ref: 'parts.yaml#/Token'}}\n",
                "tag.yaml": "name: pets\n",
                "paths/index.yaml": "/pets/{id}: {$ref: pet.yaml, summary: Mine}\n",
                "paths/pet.yaml": "summary: Theirs\n"
                "get:\n"
                "  operationId: x\n"
                "  tags: [pets]\n"
                "  security: [{Token: []}]\n"
                "  parameters: [{$ref: '../parts.yaml#/Id'}]\n"
                "  requestBody: {$ref: ../parts.yaml#/Body}\n"
                "  responses:\n"
                "    '200': {$ref: ../parts.yaml#/Ok}\n"
                "  callbacks: {done: {$ref: ../parts.yaml#/Done}}\n",
                "parts.yaml": "Token: {type: http, scheme: bearer}\n"
                "Id: {name: id, in: path, required: true, schema: {$ref: 'kinds.yaml#/Id'}}\n"
                "Body: {content: {application/json: {schema: {$ref: 'kinds.yaml#/Pet'}}}}\n"
                "Ok:\n"
                "  description: ''\n"
                "  headers: {X-A: {$ref: '#/Header'}}\n"
                "  links: {next: {$ref: '#/Link'}}\n"
                "  content:\n"
                "    application/json:\n"
                "      schema: {$ref: 'kinds.yaml#/Pet'}\n"
                "      examples: {one: {$ref: '#/Example'}}\n"
                "Header: {schema: {$ref: 'kinds.yaml#/Id'}}\n"
                "Link: {operationId: x}\n"
                "Example: {value: {$ref: 'is data.yaml'}}\n"
                "Done: {'{$url}': {$ref: './paths/done.yaml'}}\n",
                "paths/done.yaml": "post: {responses: {'200': {description: ''}}}\n",
                "kinds.yaml": "Id: {type: string, enum: [a, b]}\nPet: {properties: {id: {$ref: '#/Id'}}}\n",
            }
        )
        assert found.codes == []
        assert found.names == {"Pet", "Id", "XHeaders"}
        item = found.raw["paths"]["/pets/{id}"]
        assert item["summary"] == "Mine"
        assert found.raw["components"]["securitySchemes"]["Token"] == {"type": "http", "scheme": "bearer"}
        assert found.raw["components"]["examples"]["Example"]["value"] == {"$ref": "is data.yaml"}
        callback = found.raw["components"]["callbacks"]["Done"]
        assert "post" in callback["{$url}"]
        assert found.document.locate("#/paths/~1pets~1{id}/summary").file == "paths/index.yaml"
        assert found.document.locate("#/paths/~1pets~1{id}/get").file == "paths/pet.yaml"

    def test_files_refer_to_the_root_and_the_root_to_itself(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: 'api.yaml#/components/schemas/Pet'}"
                + "components: {schemas: {Pet: {properties: {o: {$ref: owner.yaml}}}}}\n",
                "owner.yaml": "properties: {pet: {$ref: './api.yaml#/components/schemas/Pet'}}\n",
            }
        )
        assert found.codes == []
        assert found.names == {"Pet", "Owner"}

    def test_components_kept_in_files(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: '#/components/schemas/Pet'}"
                + "components: {schemas: {$ref: schemas/_index.yaml}}\n",
                "schemas/_index.yaml": "Pet: {$ref: ./pet-file.yaml}\n"
                "Owner: {properties: {a: {type: string}}}\n",
                "schemas/pet-file.yaml": "properties: {owner: {$ref: '_index.yaml#/Owner'}, "
                "friend: {$ref: '../api.yaml#/components/schemas/Pet'}}\n",
            }
        )
        assert found.codes == []
        assert found.names == {"Pet", "Owner"}
        assert set(found.raw["components"]["schemas"]) == {"Pet", "Owner"}

    def test_names_that_are_taken(self) -> None:
        files = {
            "api.yaml": PATHS % "{properties: {a: {$ref: v1/Pet.yaml}, b: {$ref: v2/Pet.yaml}}}"
            + "components: {schemas: {Pet: {properties: {root: {type: string}}}}}\n",
            "v1/Pet.yaml": "properties: {one: {type: string}}\n",
            "v2/Pet.yaml": "properties: {two: {type: string}}\n",
        }
        found = find(files)
        assert found.fields("Pet") == {"root"}
        assert found.fields("V1Pet") == {"one"}
        assert found.fields("V2Pet") == {"two"}

    def test_a_part_of_a_file_that_is_used_whole_is_one_type(self) -> None:
        part, whole = "{$ref: 'Pet.yaml#/properties/tag'}", "{$ref: Pet.yaml}"
        schema = "properties: {tag: {properties: {name: {type: string}}}}\n"
        for first, second in ((part, whole), (whole, part)):
            found = find(
                {
                    "api.yaml": PATHS % f"{{properties: {{a: {first}, b: {second}}}}}",
                    "Pet.yaml": schema,
                }
            )
            assert found.codes == []
            assert set(found.raw["components"]["schemas"]) == {"Pet"}

    @pytest.mark.parametrize(
        "reference",
        [
            "my%20pets/P%C3%A9t%23.yaml#/A~1b%25",
            "'my pets/Pét%23.yaml#/A~1b%25'",
            r"my%20pets\Pét%23.yaml#/A~1b%25",
        ],
    )
    def test_percent_encoding(self, reference: str) -> None:
        found = find(
            {
                "api.yaml": PATHS % f"{{$ref: {reference}}}",
                "my pets/Pét#.yaml": "A/b%: {properties: {a: {}}}\n",
            }
        )
        assert found.codes == []
        assert found.names == {"Ab"}

    @pytest.mark.parametrize(
        "reference",
        [
            "",
            "#",
            "#/",
            "%",
            "#%zz",
            "http://[",
            "//host/x",
            "a\0b",
            "?x",
            "./",
            "..",
            "file:",
            "a" * 5000,
            "C:\\x",
        ],
    )
    @pytest.mark.parametrize("name", ["$ref", "$id", "$dynamicRef"])
    def test_what_is_no_reference(self, reference: str, name: str) -> None:
        schema = json.dumps({name: reference, "properties": {"a": {"$ref": "Pet.yaml"}}})
        pet = json.dumps({"properties": {"b": {name: reference}}})
        found = find({"api.yaml": PATHS % schema, "Pet.yaml": pet})
        assert not [code for code in found.codes if not code.startswith("REF")]

    def test_what_is_repeated_has_an_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("generator.load.gather._MOST_REPEATED", 1000)
        files = {
            f"{number}.yaml": "get:\n  responses: {}\n  callbacks:\n"
            f"    a: {{x: {{$ref: {number + 1}.yaml}}}}\n    b: {{x: {{$ref: {number + 1}.yaml}}}}\n"
            for number in range(20)
        }
        found = find({"api.yaml": HEAD + "paths: {/a: {$ref: 0.yaml}}\n", **files, "20.yaml": "get: {}\n"})
        assert {code[:6] for code in found.codes} <= {"REF004", "SPEC00"}
        assert any("1,000 values" in item.message for item in found.diagnostics)

    def test_discriminator(self) -> None:
        mapping = "{cat: ./Cat.yaml, dog: 'Pets.yaml#/Dog', cow: Cow}"
        found = find(
            {
                "api.yaml": PATHS % "{$ref: 'Pets.yaml#/Pet'}",
                "Pets.yaml": "Pet:\n"
                "  oneOf: [{$ref: Cat.yaml}, {$ref: '#/Dog'}, {$ref: '#/$defs/Cow'}]\n"
                f"  discriminator: {{propertyName: kind, mapping: {mapping}}}\n"
                "Dog: {properties: {kind: {type: string}}}\n"
                "$defs: {Cow: {properties: {kind: {type: string}}}}\n",
                "Cat.yaml": "properties: {kind: {type: string}}\n",
            }
        )
        assert found.codes == []
        assert found.raw["components"]["schemas"]["Pet"]["discriminator"]["mapping"] == {
            "cat": "#/components/schemas/Cat",
            "dog": "#/components/schemas/Dog",
            "cow": "#/components/schemas/Cow",
        }

    def test_path_items_that_call_back_into_themselves(self) -> None:
        found = find(
            {
                "api.yaml": HEAD + "paths: {/a: {$ref: a.yaml}}\n",
                "a.yaml": "get:\n  responses: {'200': {description: ''}}\n"
                "  callbacks: {done: {'{$url}': {$ref: a.yaml}}}\n",
            }
        )
        assert found.codes == []
        callback = found.raw["paths"]["/a"]["get"]["callbacks"]["done"]
        assert callback == {"{$url}": {"$ref": "#/paths/~1a"}}

    def test_swagger(self) -> None:
        found = find(
            {
                "api.yaml": "swagger: '2.0'\ninfo: {title: Pets, version: 1.0.0}\n"
                "paths:\n"
                "  /pets:\n"
                "    get:\n"
                "      produces: [application/json]\n"
                "      parameters: [{$ref: 'parts.yaml#/parameters/Limit'}]\n"
                "      responses: {'200': {$ref: 'parts.yaml#/responses/Pets'}}\n",
                "parts.yaml": "parameters: {Limit: {name: limit, in: query, type: integer}}\n"
                "responses: {Pets: {description: '', schema: {$ref: '#/definitions/Pet'}}}\n"
                "definitions: {Pet: {type: object, properties: {name: {type: string}}}}\n",
            }
        )
        assert found.codes == []
        assert found.raw["definitions"]["Pet"]["properties"] == {"name": {"type": "string"}}
        assert found.raw["paths"]["/pets"]["get"]["parameters"] == [{"$ref": "#/parameters/Limit"}]
        assert found.raw["responses"]["Pets"]["schema"] == {"$ref": "#/definitions/Pet"}
        (operation,) = found.api.operations()
        assert [argument.wire for argument in operation.arguments] == ["limit"]

    def test_a_page(self) -> None:
        page = "# Pets\n\n```yaml\n" + PATHS % "{$ref: Pet.yaml}" + "```\n"
        found = find({"api.md": page, "Pet.yaml": "properties: {a: {nope: [1, a]}}\n"}, "api.md")
        assert found.codes == ["SPEC003 Pet.yaml:1:18"]
        assert found.document.locate("#/paths").line == 7

    def test_a_page_that_is_referred_to(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: 'pet.md#/components/schemas/Pet'}",
                "pet.md": "# Pet\n\n```yaml\nopenapi: 3.1.0\n"
                "components: {schemas: {Pet: {nope: [1, a]}}}\n```\n",
            }
        )
        assert found.codes == ["SPEC003 pet.md:5:30"]

    def test_standard_input_stands_in_the_working_directory(self) -> None:
        put({"Pet.yaml": "properties: {a: {type: string}}\n"})
        diagnostics = Diagnostics()
        document = load_text("-", PATHS % "{$ref: Pet.yaml}", diagnostics)
        assert document is not None
        assert diagnostics.items == []
        assert document.locate("#/components/schemas/Pet").file == "Pet.yaml"

    def test_several_documents_and_their_files(self) -> None:
        put(
            {
                "a.yaml": HEAD + "paths: {/a: {$ref: items.yaml#/a}}\n",
                "b.yaml": HEAD + "paths: {/b: {$ref: items.yaml#/b}}\n",
                "items.yaml": "a: {get: {parameters: [{$ref: '#/P'}]}}\n"
                "b: {get: {parameters: [{$ref: '#/P'}]}}\n"
                "P: {name: p, in: query, schema: {type: string}}\n",
            }
        )
        diagnostics = Diagnostics()
        documents = [document for name in ("a.yaml", "b.yaml") if (document := load(name, diagnostics))]
        merged = merge(documents, diagnostics)
        assert diagnostics.items == []
        assert set(merged.digests) == {"a.yaml", "b.yaml", "items.yaml"}
        assert merged.locate("#/paths/~1b/get", key=True) == Location("items.yaml", 2, 5, "#/paths/~1b/get")
        assert merged.locate("#/components/parameters/P/name").line == 3

    def test_the_order_of_the_document_changes_nothing(self) -> None:
        put(
            {"x/P.yaml": "properties: {a: {$ref: '../y/P.yaml#/q'}}\n", "y/P.yaml": "q: {items: {}}\np: {}\n"}
        )
        paths = {
            f"/{name}": {"get": {"parameters": [{"name": "p", "in": "query", "schema": {"$ref": reference}}]}}
            for name, reference in {"a": "x/P.yaml", "b": "y/P.yaml", "c": "y/P.yaml#/q"}.items()
        }
        texts: set[str] = set()
        for items in (paths, dict(reversed(paths.items()))):
            text = json.dumps({"openapi": "3.1.0", "paths": items})
            document = load_text("api.json", text, Diagnostics())
            assert document is not None
            texts.add(json.dumps(document.data, sort_keys=True))
        assert len(texts) == 1

    def test_nesting_as_deep_as_documents_may_be(self) -> None:
        deep = "{items: " * 700 + "{$ref: End.yaml}" + "}" * 700
        put({"Deep.yaml": deep, "End.yaml": "type: string\n"})
        document = load_text("api.yaml", PATHS % "{$ref: Deep.yaml}", Diagnostics())
        assert document is not None
        schemas: Any = document.data["components"]
        assert set(schemas["schemas"]) == {"Deep", "End"}

    def test_a_document_without_references_to_elsewhere_is_not_copied(self) -> None:
        diagnostics = Diagnostics()
        text = PATHS % "{$ref: '#/components/schemas/Pet'}"
        document = load_text("api.yaml", text, diagnostics)
        assert type(document).__name__ == "SourceDocument"


class TestConfinement:
    FILES: ClassVar = {"specs/api.yaml": PATHS % "{$ref: ../Pet.yaml}", "Pet.yaml": "properties: {a: {}}\n"}

    def test_the_folder_of_the_document(self) -> None:
        found = find(self.FILES, "specs/api.yaml")
        assert found.codes == ["REF003 specs/api.yaml:8:78"]
        assert found.api.operations()

    def test_more_by_configuration(self) -> None:
        found = find(self.FILES, "specs/api.yaml", reference_root=Path())
        assert found.codes == []
        assert found.names == {"Pet"}
        assert set(found.document.digests) == {"specs/api.yaml", "Pet.yaml"}

    def test_links_of_the_file_system_do_not_lead_out(self) -> None:
        put(self.FILES)
        Path("specs/inside.yaml").symlink_to("../Pet.yaml")
        found = find({"specs/api.yaml": PATHS % "{$ref: inside.yaml}"}, "specs/api.yaml")
        assert found.codes == ["REF003 specs/api.yaml:8:78"]


class TestNames:
    def test_anchors(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{properties: {a: {$ref: '#pet'}, b: {$ref: 'more.yaml#cow'}}}"
                + "components: {schemas: {Pet: {$anchor: pet, properties: {a: {}}}}}\n",
                "more.yaml": "x: {Cow: {$anchor: cow, properties: {b: {}}}}\n",
            }
        )
        assert found.codes == []
        assert {"Pet", "Cow"} <= found.names
        assert "$anchor" not in found.raw["components"]["schemas"]["Pet"]

    def test_ids_as_bases(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: 'https://example.com/pets/pet#/properties/tag'}" + "components:\n"
                "  schemas:\n"
                "    Pet:\n"
                "      $id: https://example.com/pets/pet\n"
                "      properties: {tag: {$ref: '#/$defs/Tag'}, owner: {$ref: owner}, me: {$ref: '#'}}\n"
                "      $defs: {Tag: {properties: {name: {type: string}}}}\n"
                "    Owner:\n"
                "      $id: https://example.com/pets/owner\n"
                "      properties: {pet: {$ref: '#/components/schemas/Pet'}, far: {$ref: 'pet#/$defs/Tag'}}\n"
            }
        )
        assert found.codes == []
        schemas = found.raw["components"]["schemas"]
        assert schemas["Pet"]["properties"] == {
            "tag": {"$ref": "#/components/schemas/Pet/$defs/Tag"},
            "owner": {"$ref": "#/components/schemas/Owner"},
            "me": {"$ref": "#/components/schemas/Pet"},
        }
        assert schemas["Owner"]["properties"] == {
            "pet": {"$ref": "#/components/schemas/Pet"},
            "far": {"$ref": "#/components/schemas/Pet/$defs/Tag"},
        }

    def test_an_id_called_id_is_a_property(self) -> None:
        text = PATHS % "{properties: {$id: {type: string}, $anchor: {type: string}}}"
        found = find({"api.yaml": text})
        assert found.fields("GetPetResponse") == {"$id", "$anchor"}

    def test_dynamic_references(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: '#/components/schemas/Tree'}" + "components:\n"
                "  schemas:\n"
                "    Tree:\n"
                "      $dynamicAnchor: node\n"
                "      properties: {children: {type: array, items: {$dynamicRef: '#node'}}}\n"
            }
        )
        assert found.codes == []
        tree = found.raw["components"]["schemas"]["Tree"]
        assert tree["properties"]["children"]["items"] == {"$ref": "#/components/schemas/Tree"}

    def test_self(self) -> None:
        found = find(
            {
                "api.yaml": (PATHS % "{$ref: 'https://example.com/api/v1#/components/schemas/Pet'}").replace(
                    "3.1.0", "3.2.0"
                )
                + "$self: https://example.com/api/v1\n"
                "components: {schemas: {Pet: {properties: {a: {$ref: other.yaml}}}}}\n",
                "other.yaml": "$id: https://example.com/api/other.yaml\n"
                "properties: {b: {$ref: 'v1#/components/schemas/Pet'}}\n",
            }
        )
        assert found.codes == []
        assert found.names == {"Pet", "Other"}


class TestPlaces:
    @pytest.mark.parametrize(
        "target",
        [
            "#/x-shared/Foo",
            "#/paths/~1other/get/responses/200/content/application~1json/schema",
            "#/components/examples/Foo/x-schema",
            "#/components/schemas/Pet/properties/foo",
            "#/components/schemas/Pet/x-list/1",
            "#/components/headers/H/schema",
            "#/components/schemas/Alias/properties/foo",
        ],
    )
    def test_schemas(self, target: str) -> None:
        schema = "{properties: {foo: {type: string}}}"
        found = find(
            {
                "api.yaml": PATHS % f"{{$ref: '{target}'}}" + "  /other:\n"
                "    get:\n"
                "      responses:\n"
                f"        200: {{description: '', content: {{application/json: {{schema: {schema}}}}}}}\n"
                f"x-shared: {{Foo: {schema}}}\n"
                "components:\n"
                f"  headers: {{H: {{schema: {schema}}}}}\n"
                f"  examples: {{Foo: {{x-schema: {schema}}}}}\n"
                "  schemas:\n"
                f"    Alias: {{$ref: '#/components/schemas/Pet'}}\n"
                f"    Pet: {{x-list: [{{}}, {schema}], properties: {{foo: {schema}}}}}\n"
            }
        )
        assert not [code for code in found.codes if code.startswith("REF")]
        (operation,) = (one for one in found.api.operations() if one.path == "/pets")
        (result,) = operation.results
        assert "Any" not in repr(result.type)
        assert "foo" in {field for name in found.names for field in _fields(found.api, name)}

    def test_records(self) -> None:
        found = find(
            {
                "api.yaml": HEAD + "x-p: [{name: p, in: query, schema: {type: string}}]\n"
                "x-b: {b: {content: {application/json: {schema: {type: object, properties: {q: {}}}}}}}\n"
                "paths:\n"
                "  /a:\n"
                "    post:\n"
                "      parameters: [{$ref: '#/x-p/0'}]\n"
                "      requestBody: {$ref: '#/x-b/b'}\n"
                "      responses: {'200': {$ref: '#/paths/~1b/get/responses/200'}}\n"
                "  /b:\n"
                "    get:\n"
                "      responses:\n"
                "        200: {description: '', content: {application/json: {schema: {type: string}}}}\n"
            }
        )
        assert found.codes == []
        (operation,) = (one for one in found.api.operations() if one.path == "/a")
        assert [argument.wire for argument in operation.arguments] == ["p", "q"]
        assert len(operation.results) == 1

    @pytest.mark.parametrize("target", ["'#/x-a/b'", "'#/x-a/b/c'", "'a.yaml#/x/y'", "'#/x-i/b'"])
    def test_pointers_that_lead_through_themselves(self, target: str) -> None:
        found = find(
            {
                "api.yaml": PATHS % f"{{$ref: {target}}}"
                + "x-a: {$ref: '#/x-a/b'}\nx-i: {$id: 'urn:i', $ref: '#/x-i/b'}\n",
                "a.yaml": "$id: 'urn:x'\nx: {$id: 'urn:y', $ref: '#/x/y'}\n",
            }
        )
        assert [code[:6] for code in found.codes] == ["REF001"]

    def test_references_in_extensions_that_are_referred_to(self) -> None:
        found = find(
            {
                "api.yaml": PATHS % "{$ref: '#/x-shared/Foo'}"
                + "x-shared: {Foo: {properties: {pet: {$ref: Pet.yaml}}}}\nx-other: {$ref: none.yaml}\n",
                "Pet.yaml": "properties: {a: {}}\n",
            }
        )
        assert found.codes == []
        assert "Pet" in found.names


def _fields(api: Api, name: str) -> set[str]:
    for one in api.definitions:
        if one.name == name:
            match one:
                case Model():
                    return {str(field.wire) for field in one.fields}
                case Alias() | Enumeration():
                    return set()
    return set()


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, bytes | str]]]:
    """An address on this machine, and what it holds; text is an address to go to instead."""
    pages: dict[str, bytes | str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 302 if isinstance(page, str) else 200)
            if isinstance(page, str):
                self.send_header("Location", page)
            self.end_headers()
            if isinstance(page, bytes):
                self.wfile.write(page)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/", pages
        running.shutdown()
        thread.join()


class TestRemote:
    def _produce(
        self, settings: SdkSettings, previous: Lock | None
    ) -> tuple[pipeline.Generated | None, list[str]]:
        diagnostics = Diagnostics()
        made = pipeline.produce(settings, previous, diagnostics)
        return made, [item.code for item in diagnostics]

    def test_what_is_fetched_is_pinned(self, server: tuple[str, dict[str, bytes | str]]) -> None:
        address, pages = server
        pages["/v1/pets.yaml"] = b"Pet: {properties: {owner: {$ref: people.yaml}}}\n"
        pages["/v1/people.yaml"] = b"properties: {name: {type: string}}\n"
        put({"api.yaml": PATHS % f"{{$ref: '{address}v1/pets.yaml#/Pet'}}"})
        settings = SdkSettings(specs=plain("api.yaml"), formatter="none", remote_references=(address,))
        made, codes = self._produce(settings, None)
        assert codes == []
        assert made is not None
        assert [url for url, _ in made.lock.references] == [
            f"{address}v1/people.yaml",
            f"{address}v1/pets.yaml",
        ]
        assert json.loads(made.lock.to_text())["references"] == dict(made.lock.references)
        assert len(made.lock.sources) == 3
        again, codes = self._produce(settings, made.lock)
        assert again is not None
        assert again.lock == made.lock

        pages["/v1/people.yaml"] = b"properties: {name: {type: integer}}\n"
        assert self._produce(settings, made.lock) == (None, ["REF006"])
        changed, codes = self._produce(settings, None)
        assert changed is not None
        assert changed.lock.references != made.lock.references
        del pages["/v1/people.yaml"]
        assert self._produce(settings, made.lock) == (None, ["REF006"])
        assert self._produce(settings, None)[1] == ["REF004"]

    def test_only_what_is_allowed(self, server: tuple[str, dict[str, bytes | str]]) -> None:
        address, pages = server
        pages["/elsewhere.yaml"] = b"type: string"
        pages["/v1/a.yaml"] = "/elsewhere.yaml"
        pages["/v1/b.yaml"] = "b.yaml"
        pages["/v1/c.yaml"] = "d.yaml"
        pages["/v1/d.yaml"] = b"type: string"
        remote = Remote((f"{address}v1/",))
        assert remote.fetch(f"{address}v1/c.yaml") == b"type: string"
        for path in ("elsewhere.yaml", "v1/a.yaml", "v1/%2e%2e/elsewhere.yaml"):
            with pytest.raises(NotAllowedError):
                remote.fetch(f"{address}{path}")
        with pytest.raises(NotFetchedError, match="redirects"):
            remote.fetch(f"{address}v1/b.yaml")
        with pytest.raises(NotFetchedError, match="status 404"):
            remote.fetch(f"{address}v1/none.yaml")

    def test_size(self, server: tuple[str, dict[str, bytes | str]], monkeypatch: pytest.MonkeyPatch) -> None:
        address, pages = server
        assert LARGEST > 1_000_000
        monkeypatch.setattr("generator.load.fetch.LARGEST", 1000)
        pages["/a"] = b"x" * 1001
        with pytest.raises(NotFetchedError, match="larger"):
            Remote((address,)).fetch(f"{address}a")

    def test_a_remote_file_does_not_lead_to_local_ones(
        self, server: tuple[str, dict[str, bytes | str]]
    ) -> None:
        address, pages = server
        pages["/a.yaml"] = f"properties: {{a: {{$ref: '{Path('Pet.yaml').absolute().as_uri()}'}}}}".encode()
        found = find(
            {"api.yaml": PATHS % f"{{$ref: '{address}a.yaml'}}", "Pet.yaml": "type: string"},
            remote_references=(address,),
        )
        assert found.codes == [f"REF004 {address}a.yaml:1:24"]

    @pytest.mark.parametrize(
        ("url", "fine"),
        [
            ("https://example.com/a", True),
            ("http://localhost:80/a", True),
            ("http://[::1]/a", True),
            ("http://127.0.0.2/a", True),
            ("http://example.com/a", False),
            ("http://localhost.example.com/a", False),
            ("ftp://example.com/a", False),
            ("https:///a", False),
            ("https://[/a", False),
        ],
    )
    def test_addresses(self, url: str, fine: bool) -> None:
        assert (address_fault(url) is None) is fine


def test_a_change_in_a_file_is_drift(capsys: pytest.CaptureFixture[str]) -> None:
    put({"api.yaml": PATHS % "{$ref: Pet.yaml}", "Pet.yaml": "properties: {a: {type: string}}\n"})
    arguments = ["api.yaml", "-o", "sdk", "--formatter", "none"]
    assert invoke(["generate", *arguments]) == 0
    assert invoke(["check", *arguments]) == 0
    put({"Pet.yaml": "properties: {a: {type: string}}\nunused: 1\n"})
    capsys.readouterr()
    assert invoke(["check", *arguments]) == 1
    assert "sdksmith.lock" in capsys.readouterr().err


def test_accepting_what_an_address_holds_now(server: tuple[str, dict[str, bytes | str]]) -> None:
    address, pages = server
    pages["/pet.yaml"] = b"properties: {a: {type: string}}\n"
    put(
        {
            "api.yaml": PATHS % f"{{$ref: '{address}pet.yaml'}}",
            "sdksmith.toml": "[sdk.pets]\nspecs = ['api.yaml']\nformatter = 'none'\n"
            f"remote_references = ['{address}']\n",
        }
    )
    assert invoke(["validate", "--strict"]) == 0
    assert invoke(["generate"]) == 0
    assert invoke(["check"]) == 0
    pages["/pet.yaml"] = b"properties: {b: {type: string}}\n"
    assert invoke(["check"]) == 3
    assert invoke(["generate"]) == 3
    assert invoke(["generate", "--update-references"]) == 0
    assert invoke(["check"]) == 0
