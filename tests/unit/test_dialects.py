"""What pages say around their documents, and what documentation tools do to the documents on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.hosts import brand
from generator.load.document import Document
from generator.load.merge import merge
from generator.load.mintlify import is_normalised, operation_of
from generator.load.read import load_text
from generator.pipeline import Surface, describe
from generator.spec.markup import unmarked
from generator.spec_settings import plain

PAGES = Path(__file__).parents[3] / "shared" / "pages" / "real"


def read(content: str) -> tuple[Document, list[str]]:
    diagnostics = Diagnostics()
    document = load_text("page.md", content, diagnostics)
    assert document is not None
    return document, [item.message for item in diagnostics if item.code == "DOC007"]


def page(operation: str, rest: str = "", line: str = "") -> str:
    """A page of one operation, `POST /pets/{id}`, whose members are lines of YAML."""
    members = "".join(f"      {one}\n" for one in operation.splitlines())
    return (
        f"# Add\n\n{line}\n\n```yaml\nopenapi: 3.1.0\ninfo: {{title: Pets, version: 1.0.0}}\n{rest}"
        f"paths:\n  /pets/{{id}}:\n    post:\n      summary: Add\n{members}```\n"
    )


def post(document: Document) -> dict[str, Any]:
    data: Any = document.data
    return dict(data["paths"]["/pets/{id}"]["post"])


@pytest.mark.parametrize(
    ("tags", "kept", "group"),
    [
        ("[pets]", ["pets"], None),
        ("[[subpackage_pets]]", ["subpackage_pets"], None),
        ("[[subpackage_a, subpackage_a/b]]", ["subpackage_a/b"], ["a", "b"]),
        ("[[]]", [""], None),
        ("['']", [""], None),
        (
            "[subpackage_conversationalAi/secrets]",
            ["subpackage_conversationalAi/secrets"],
            ["conversationalAi", "secrets"],
        ),
        (
            "[Video model/sora/chat format]",
            ["Video model/sora/chat format"],
            ["Video model", "sora", "chat format"],
        ),
        ("[docs/en/Market/Videos]", ["docs/en/Market/Videos"], ["Market", "Videos"]),
        ("[docs/zh-CN/]", ["docs/zh-CN/"], ["zh-CN"]),
        ("[ai/chat]", ["ai/chat"], ["ai", "chat"]),
        ("[/]", ["/"], None),
    ],
)
def test_tags(tags: str, kept: list[str], group: list[str] | None) -> None:
    found = post(read(page(f"tags: {tags}"))[0])
    assert found["tags"] == kept
    assert found.get("x-sdksmith-group") == group


def test_a_vendor_s_group_wins_over_the_path_of_a_tag() -> None:
    assert "x-sdksmith-group" not in post(read(page("tags: [a/b]\nx-fern-sdk-group-name: [c]"))[0])


def test_names_of_components() -> None:
    document, _ = read(
        page(
            "responses:\n"
            "  '200': {content: {application/json: {schema: {$ref: '#/components/schemas/type_:Error'}}}}\n"
            "  '201': {content: {application/json: {schema: {$ref: '#/components/schemas/Pet%20List'}}}}",
            "components:\n  schemas:\n"
            "    type_:Error: {type: object, properties: {a: {$ref: '#/components/schemas/type_x:Error'}}}\n"
            "    type_x:Error: {type: string}\n"
            "    Pet List: {type: object, x-at: here}\n"
            "    'a/b': {type: string}\n"
            "    '/': {type: string}\n",
        )
    )
    data: Any = document.data
    assert list(data["components"]["schemas"]) == ["Error", "x_Error", "PetList", "a_b", "Component"]
    assert data["components"]["schemas"]["Error"]["properties"]["a"] == {
        "$ref": "#/components/schemas/x_Error"
    }
    responses = post(document)["responses"]
    assert responses["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}
    assert responses["201"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/PetList"
    }
    for pointer, line in (
        ("#/components/schemas/PetList/x-at", "here}"),
        ("#/components/schemas/x_Error/type", "string}"),
    ):
        location = document.locate(pointer)
        assert document.source_line(location)[location.column - 1 :] == line


@pytest.mark.parametrize(
    ("line", "servers", "url"),
    [
        ("POST https://api.acme.io/v1.3/pets/{id}", "", "https://api.acme.io/v1.3"),
        ("POST https://api.acme.io/v1.3/pets/:pet", "servers: []\n", "https://api.acme.io/v1.3"),
        ("POST https://api.acme.io/pets/{id}", "", "https://api.acme.io"),
        (
            "POST https://api.acme.io/v2/pets/{id}",
            "servers: [{url: 'https://api.acme.io/'}]\n",
            "https://api.acme.io/v2",
        ),
        (
            "POST https://api.acme.io/v2/pets/{id}",
            "servers: [{url: 'https://eu.acme.io'}]\n",
            "https://eu.acme.io",
        ),
        ("POST https://api.acme.io/v2/pets/{id}", "servers: [{url: /v2}]\n", "/v2"),
        ("POST https://api.acme.io/v2/cats/{id}", "", None),
        ("POST /v2/pets/{id}", "", None),
        ("", "", None),
    ],
)
def test_the_server_of_the_request_line(line: str, servers: str, url: str | None) -> None:
    document, said = read(page("", servers, line))
    data: Any = document.data
    assert (data.get("servers") or [{"url": None}])[0]["url"] == url
    is_said = url is not None and url not in servers
    assert len(said) == is_said
    if is_said:
        location = document.locate("#/servers")
        assert document.source_line(location) == line


HEADER = (
    "parameters:\n  - {{name: id, in: path, required: true}}\n"
    "  - {{name: {name}, in: header, {more}}}\n  - {{name: q, in: query}}\n"
)
SCHEMES = "components: {securitySchemes: {%s}}\n"


@pytest.mark.parametrize(
    ("header", "more", "rest", "scheme", "security"),
    [
        (
            "xi-api-key",
            "required: false",
            "",
            {"type": "apiKey", "in": "header", "name": "xi-api-key"},
            [{"xi-api-key": []}, {}],
        ),
        (
            "X-API-Key",
            "required: true",
            "",
            {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            [{"API-Key": []}],
        ),
        (
            "apikey",
            "x: 1",
            "security: []\n",
            {"type": "apiKey", "in": "header", "name": "apikey"},
            [{"apikey": []}, {}],
        ),
        (
            "x-auth-token",
            "required: true",
            SCHEMES % "main: {type: apiKey, in: header, name: X-Auth-Token}",
            None,
            [{"main": []}],
        ),
        (
            "Authorization",
            "example: 'Bearer {{{{KEY}}}}'",
            "",
            {"type": "http", "scheme": "bearer"},
            [{"bearerAuth": []}, {}],
        ),
        (
            "Authorization",
            "example: 'Basic abc', required: true",
            "",
            {"type": "http", "scheme": "basic"},
            [{"basicAuth": []}],
        ),
        (
            "Authorization",
            "description: 'Of the form `undefined <token>`'",
            "",
            {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "Of the form `undefined <token>`",
            },
            [{"Authorization": []}, {}],
        ),
    ],
)
def test_credentials(
    header: str, more: str, rest: str, scheme: dict[str, str] | None, security: list[Any]
) -> None:
    document, said = read(page(HEADER.format(name=header, more=more.format()), rest))
    data: Any = document.data
    assert data["security"] == security
    assert [parameter["name"] for parameter in post(document)["parameters"]] == ["id", "q"]
    (name,) = security[0]
    if scheme is not None:
        assert data["components"]["securitySchemes"][name] == scheme
        place = document.locate(f"#/components/securitySchemes/{name}")
        assert header in document.source_line(place)
    assert len(said) == (scheme is not None)
    query = document.locate("#/paths/~1pets~1{id}/post/parameters/1")
    assert "name: q" in document.source_line(query)


@pytest.mark.parametrize(
    "header", ["Idempotency-Key", "X-CSRF-Token", "X-Trace", "X-Page-Token", "X-Key-Count"]
)
def test_headers_that_are_no_credentials(header: str) -> None:
    document, said = read(page(HEADER.format(name=header, more="required: true")))
    assert [parameter["name"] for parameter in post(document)["parameters"]] == ["id", header, "q"]
    assert said == []


def test_what_the_document_says_of_security_stands() -> None:
    rest = "security: [{main: []}]\n" + SCHEMES % "main: {type: http, scheme: bearer}"
    document, said = read(page(HEADER.format(name="x-api-key", more="required: true"), rest))
    assert len(post(document)["parameters"]) == 3
    assert said == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://api.twelvelabs.io/v1", "twelvelabs"),
        ("https://api.eu.residency.elevenlabs.io", "elevenlabs"),
        ("docs.acme.co.uk", "acme"),
        ("https://acme.mintlify.app/x", "acme"),
        ("https://my-api.com", "my-api"),
        ("http://localhost:5173/api", ""),
        ("http://127.0.0.1", ""),
        ("https://[::1]/", ""),
        ("https://{tenant}.acme.io", ""),
        ("/v1", ""),
        ("", ""),
        ("https://[", ""),
        ("https://intranet", ""),
    ],
)
def test_whose_a_host_is(address: str, name: str) -> None:
    assert brand([address]) == name


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("Nothing `<Card>` here.", "Nothing `<Card>` here."),
        ("A Map<String, Pet> or List<Pet>.", "A Map<String, Pet> or List<Pet>."),
        ("x < y > z", "x < y > z"),
        ("<b>bold</b>", "<b>bold</b>"),
        ('<Card title="A" href="/a">\n  Text\n</Card>', "A: Text"),
        ("<Note>Careful.</Note>", "Careful."),
        ("<Icon name='x' /> Text", "Text"),
        ("Before\n\n::: warning[Hot]\n\nText\n\n:::\n\nAfter", "Before\n\nWarning: Hot: Text\n\nAfter"),
        (
            "See [this](/there) and [that](https://x.io) and [here](#a).",
            "See this and [that](https://x.io) and here.",
        ),
        ("```\n<Card title='x'>\n[a](/b)\n```", "```\n<Card title='x'>\n[a](/b)\n```"),
        ("[mail](mailto:a@b.c)", "[mail](mailto:a@b.c)"),
    ],
)
def test_descriptions(text: str, plain_text: str) -> None:
    assert unmarked(text) == plain_text


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"paths": {"path": "/x", "method": "GET"}}, True),
        ({"paths": {"path": "/x", "method": "FETCH"}}, False),
        ({"paths": {"path": {}, "method": {}}}, False),
        ({"openapi": "3.1.0", "paths": {"path": "/x", "method": "get"}}, False),
        ({"paths": []}, False),
        ([], False),
    ],
)
def test_mintlify_s_own_form(value: Any, fits: bool) -> None:
    assert (operation_of(value) is not None) is fits


def test_mintlify_s_own_form_is_seen_without_reading() -> None:
    assert is_normalised("paths:\n  path: /x\n")
    assert not is_normalised("openapi: 3.1.0\npaths:\n  /path:\n")


def test_parts_of_mintlify_s_form_that_are_not_known_are_reported() -> None:
    diagnostics = Diagnostics()
    content = (
        "# X\n\n````yaml\npaths:\n  path: /x\n  method: get\n  other: 1\n  request: {cookies: 1}\n````\n"
    )
    document = load_text("page.md", content, diagnostics)
    assert document is not None
    assert [(item.code, item.location.line) for item in diagnostics] == [("SPEC003", 7), ("SPEC003", 8)]


def surface(*sources: str) -> Surface:
    diagnostics = Diagnostics()
    found = describe(SdkSettings(specs=plain(*sources)), None, diagnostics)
    assert found is not None, list(diagnostics)
    return found


@pytest.mark.skipif(not PAGES.exists(), reason="the pages of other vendors are not here")
class TestRealPages:
    @pytest.mark.parametrize(
        ("name", "package", "client", "call"),
        [
            (
                "apidog/chainhub-sora-continuous-modification",
                "chainhub",
                "Chainhub",
                "video_model.sora_video_generation.chat_format",
            ),
            (
                "apidog/chainhub-sora-create-video",
                "chainhub",
                "Chainhub",
                "video_model.sora_video_generation.chat_format",
            ),
            (
                "apidog/cloudreve-import-external-files",
                "import_external_files",
                "ImportExternalFiles",
                "workflow",
            ),
            ("apidog/kie-omnihuman-subject-detection", "kie", "Kie", "market.video_models.omni_human"),
            ("fern/elevenlabs-audio-isolation-stream", "elevenlabs", "ElevenLabs", "audio_isolation"),
            ("fern/elevenlabs-secrets-update", "elevenlabs", "ElevenLabs", "conversational_ai.secrets"),
            ("fern/openrouter-delete-byok-key", "open_router", "OpenRouter", "byok"),
            ("fern/opik-runners-register-agents", "opik", "Opik", "runners"),
            ("fern/smallest-get-agent-templates", "smallest_ai", "SmallestAI", "atoms.agent_templates"),
            ("fern/smallest-waves-text-to-speech", "waves", "Waves", "waves"),
            ("fern/twelvelabs-tasks-retrieve", "twelvelabs", "Twelvelabs", "tasks"),
            ("mintlify/dify-chatflow-get-meta", "dify", "Dify", "meta"),
            ("mintlify/exa-websets-get-team-info", "websets", "Websets", "teams"),
            ("mintlify/openhands-git-diff", "open_hands_agent_server", "OpenHandsAgentServer", "git"),
        ],
    )
    def test_each_alone(self, name: str, package: str, client: str, call: str) -> None:
        api = surface(str(PAGES / f"{name}.md")).api
        assert (api.project.package, api.client) == (package, client)
        (operation,) = api.operations()
        assert ".".join(operation.group) == call
        for argument in operation.arguments:
            assert argument.wire.lower() not in {
                "xi-api-key",
                "x-api-key",
                "authorization",
                "x-forwarded-host",
            }

    @pytest.mark.parametrize(
        "vendor", ["chainhub", "cloudreve", "dify", "elevenlabs", "exa", "kie", "smallest"]
    )
    def test_by_vendor(self, vendor: str) -> None:
        sources = sorted(map(str, PAGES.glob(f"[!n]*/{vendor}-*.md")))
        api = surface(*sources).api
        assert api == surface(*reversed(sources)).api
        assert len({(one.method, one.path) for one in api.operations()}) >= len(sources) - (
            vendor == "chainhub"
        )


def test_pages_of_one_vendor_agree_in_their_security() -> None:
    one = read(page(HEADER.format(name="x-api-key", more="required: true")))[0]
    two = read(
        page(HEADER.format(name="x-api-key", more="required: true")).replace("/pets/{id}", "/cats/{id}")
    )[0]
    diagnostics = Diagnostics()
    data: Any = merge([one, two], diagnostics).data
    assert data["security"] == [{"api-key": []}]
    assert all("security" not in item["post"] for item in data["paths"].values())
