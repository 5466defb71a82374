"""Documentation pages: where their document is, and what their snippets say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.load.document import Document
from generator.load.page import read_page
from generator.load.read import load, load_text
from generator.load.snippets import Usage, read_usage
from generator.load.source import SourceDocument
from generator.load.text import Text

SPEC = (
    "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"
    "paths:\n  /pets/{id}:\n    get: {operationId: pet}\n"
)
FENCED = f"info:\n  description: |\n    ```yaml\n    a: 1\n    ```\n{SPEC.replace('info:', 'x-info:')}"
SPECS = Path(__file__).parents[2] / "specs"
SHARED = Path(__file__).parents[3] / "shared" / "pages"


def document_of(content: str, name: str = "page.md") -> SourceDocument:
    diagnostics = Diagnostics()
    document = load_text(name, content, diagnostics)
    assert {item.code for item in diagnostics} <= {"DOC007"}
    assert isinstance(document, SourceDocument)
    return document


def raw(document: Document) -> Any:
    """The data of a document, for looking deep into it."""
    return document.data


def indented(text: str, by: str) -> str:
    return "".join(f"{by}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        ("```yaml\n", "```\n", ""),
        ("```yml\n", "```\n", ""),
        ("```YAML\n", "```\n", ""),
        ("```openapi\n", "```\n", ""),
        ('``` yaml title="pets.yaml" {1,3}\n', "```\n", ""),
        ("```yaml:pets.yaml\n", "```\n", ""),
        ("```{.yaml .numberLines}\n", "```\n", ""),
        ("```openapi.yaml\n", "```\n", ""),
        ("````yaml openapi/pets.json get /pets/{id}\n", "````\n", ""),
        ("~~~yaml\n", "~~~\n", ""),
        ("~~~~~ yaml with ```ticks```\n", "~~~~~\n", ""),
        ("```\n", "```\n", ""),
        ("   ```yaml\n", "   ```\n", "   "),
        ("<Tabs>\n  <Tab>\n    ```yaml\n", "    ```\n  </Tab>\n</Tabs>\n", "    "),
        ("- a step:\n\n  ```yaml\n", "  ```\n", "  "),
        ("> ```yaml\n", "> ```\n", "> "),
        ("```yaml\n", "", ""),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_fence_of_any_kind(before: str, after: str, by: str, line_break: str) -> None:
    content = f"# Pets\n\nText.\n\n{before}{indented(SPEC, by)}{after}".replace("\n", line_break)
    document = document_of(content)
    assert list(document.data) == ["openapi", "info", "paths"]
    location = document.locate("#/paths/~1pets~1{id}/get/operationId", key=True)
    lines = content.split(line_break)
    assert lines[location.line - 1][location.column - 1 :] == "operationId: pet}"
    assert document.source_line(location) == lines[location.line - 1]


def test_json_in_a_page() -> None:
    content = '# Pets\n\n  ```json\n  {\n    "openapi": "3.1.0",\n    "info": {}\n  }\n  ```\n'
    location = document_of(content).locate("#/info", key=True)
    assert (location.line, location.column) == (6, 5)


def test_a_block_that_only_mentions_openapi_is_not_the_document() -> None:
    content = f'```\nopenapi: [\n```\n\n```json\n{{"x": {{"openapi": 1}}}}\n```\n\n```yaml\n{SPEC}```\n'
    assert document_of(content).locate("#/info").line == 11


def test_tabs_in_an_indented_fence_do_not_mislead() -> None:
    content = f"-\t```yaml\n{indented(SPEC, chr(9))}\t```\n"
    location = document_of(content).locate("#/info", key=True)
    assert (location.line, location.column) == (3, 2)


def test_tags_within_the_document_stay() -> None:
    spec = SPEC.replace("title: Pets", "description: 'a\n\n      <b>\n\n      c'")
    document = document_of(f"<Tab>\n    ```yaml\n{indented(spec, '    ')}    ```\n</Tab>\n")
    assert raw(document)["info"] == {"description": "a\n<b>\nc", "version": "1.0.0"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pets.yaml", SPEC),
        ("-", SPEC),
        ("pets.md", SPEC),
        (
            "pets.yaml",
            FENCED,
        ),
        ("-", FENCED),
        ("-", f"# Pets\n\n```yaml\n{SPEC}```\n"),
        ("-", f"# Pets\n\n  ```yaml\n{indented(SPEC, '  ')}  ```\n"),
        ("pets.txt", f"# Pets\n\n```yaml\n{SPEC}```\n"),
        ("pets.yaml", f"# Pets\n\n```yaml\n{SPEC}```\n"),
        ("pets.json", SPEC),
        ("pets", '{"openapi": "3.1.0", "info": {}, "paths": {}}'),
        ("pets.yaml", "{openapi: 3.1.0, info: {}, paths: {}}"),
        ("pets.yaml", '{"openapi": "3.1.0", # a comment\n "info": {}, "paths": {},}'),
        ("pets.md", '{"openapi": "3.1.0", "info": {}, "paths": {}}'),
        ("pets.yaml", "\ufeff" + SPEC),
    ],
)
def test_what_an_input_is_shows_in_its_content(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    diagnostics = Diagnostics()
    document = load(str(path), diagnostics)
    assert not diagnostics.items
    assert document is not None
    assert {"openapi", "paths"} <= raw(document).keys()


USAGE = Usage("pets", "Pets", ("token",), ("v1", "dogs"), "add")


@pytest.mark.parametrize(
    "code",
    [
        "from pets import Pets\nclient = Pets(token='x')\nclient.v1.dogs.add()\n",
        "from pets import Pets\nprint(Pets(token='x').v1.dogs.add())\n",
        "from pets.client import Pets as P\nc = P(token='x')\nfor dog in c.v1.dogs.add():\n    print(dog)\n",
        "import pets\nclient: pets.Pets = pets.Pets(token='x')\nresult = client.v1.dogs.add()\n",
        "import pets as p\nwith p.Pets(token='x') as client:\n    client.v1.dogs.add()\n",
        "import asyncio\nfrom pets import AsyncPets\n\nclient = AsyncPets(token='x')\n\n"
        "async def main():\n"
        "    await client.v1.dogs.add()\n\nasyncio.run(main())\n",
        ">>> from pets import Pets\n>>> client = Pets(\n...     token='x')\n"
        ">>> client.v1.dogs.add()\n<Dog>\n",
        "import os\nfrom pets import Pets\nclient = Pets(token=os.environ['T'], **options)\n"
        "client.v1.dogs.add()\nclient.v1.dogs.remove()\n",
    ],
)
def test_a_snippet_shows_how_the_sdk_is_used(code: str) -> None:
    assert read_usage(code) == USAGE


def test_the_arguments_of_an_example_are_plain_data() -> None:
    usage = read_usage(
        "from pets import Pets\n"
        "Pets().add(1, name='Rex', tags=['a', None], size={'cm': -4.5},\n"
        "           born=now(), raw=b'x', rest={1}, **more)\n"
    )
    assert usage is not None
    assert dict(usage.example) == {"name": "Rex", "tags": ["a", None], "size": {"cm": -4.5}}


def test_an_answer_may_be_handed_on() -> None:
    usage = read_usage(
        "import json\nfrom pets import Pets\ndog = Pets().dogs.get()\nprint(dog)\nprint(json.dumps(dog))\n"
        "shown = []\nshown.append(dog)\n"
    )
    assert usage == Usage("pets", "Pets", (), ("dogs",), "get")


def test_a_method_without_a_group() -> None:
    usage = read_usage("from pets import Pets\nPets().ping()\n")
    assert usage == Usage("pets", "Pets", (), (), "ping")


@pytest.mark.parametrize(
    "code",
    [
        "import requests\nresponse = requests.get('https://api.example.com')\n",
        "import requests\nsession = requests.Session()\nsession.get('https://api.example.com')\n",
        "import httpx\nwith httpx.Client() as client:\n    client.get('/')\n",
        "import http.client\nconn = http.client.HTTPSConnection('x')\nconn.request('GET', '/')\n",
        "from pets import Pets\nclient = Pets()\n",
        "from pets import add\nadd().now()\n",
        "from .pets import Pets\nPets().dogs.add()\n",
        "client.v1.dogs.add()\n",
        # An argument of what the client is, or came from it.
        "from pets import Near, Search\nsearch = Search().rank(Near(5))\nfound = dogs.search(search)\n",
        "from pets import Search\ndogs.search(by=Search().rank(5))\n",
        "from pets import Pets\nclient = Pets(\n",
        "const client = new Pets();\n",
        "\x00",
        "(" * 10_000,
        "from pets import Pets\n" + "#" * 200_000 + "\nPets().a.b()\n",
    ],
)
def test_a_snippet_that_shows_nothing(code: str) -> None:
    assert read_usage(code) is None


def test_the_seed_page() -> None:
    document = document_of((SPECS / "create-a-campaign.md").read_text("utf-8"))
    data = raw(document)
    assert data["x-sdksmith-package"] == "smallestai"
    assert data["x-sdksmith-client"] == "SmallestAI"
    assert data["x-sdksmith-arguments"] == ["token"]
    operation = data["paths"]["/campaign"]["post"]
    assert operation["x-sdksmith-group"] == ["atoms", "campaigns"]
    assert operation["x-sdksmith-method"] == "create_a_campaign"
    location = document.locate("#/paths/~1campaign/post/x-sdksmith-method")
    assert document.source_line(location) == "```python"


@pytest.mark.parametrize(
    ("page", "method"),
    [("retrieve-all-campaigns.md", "retrieve_all_campaigns"), ("get-a-campaign.md", "get_a_campaign")],
)
def test_the_other_pages(page: str, method: str) -> None:
    document = document_of((SPECS / page).read_text("utf-8"))
    (item,) = raw(document)["paths"].values()
    assert item["get"]["x-sdksmith-method"] == method


TWO = (
    "openapi: 3.1.0\ninfo: {}\npaths:\n  /pets/{id}:\n    get: {}\n    delete: {}\n"
    "  /{id}:\n    delete: {}\n  /dogs: {x-note: 1}\n"
)
SNIPPET = "```python\nfrom pets import Pets\nPets().pets.remove(id=1)\n```\n"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("DELETE https://api.example.com/v1/pets/{pet_id}", "/pets/{id}"),
        ("**DELETE** `/pets/:id`", "/pets/{id}"),
        ("DELETE /pets/<id>/", "/pets/{id}"),
        ("DELETE /dogs", None),
        ("No line at all.", None),
    ],
)
def test_the_snippet_belongs_to_the_operation_of_the_page(line: str, path: str | None) -> None:
    document = document_of(f"# Remove a pet\n\n{line}\n\n```yaml\n{TWO}```\n\n{SNIPPET}")
    assert raw(document)["x-sdksmith-client"] == "Pets"
    assert "x-sdksmith-arguments" not in document.data
    paths = raw(document)["paths"]
    assert isinstance(paths, dict)
    named = [
        (name, method)
        for name, item in paths.items()
        if isinstance(item, dict)
        for method, operation in item.items()
        if isinstance(operation, dict) and "x-sdksmith-method" in operation
    ]
    assert named == ([(path, "delete")] if path else [])


def test_what_the_document_says_itself_counts() -> None:
    spec = SPEC.replace("openapi:", "x-sdksmith-package: dogs\nopenapi:").replace(
        "operationId: pet", "x-sdksmith-method: fetch"
    )
    document = document_of(f"```yaml\n{spec}```\n\n{SNIPPET}")
    assert raw(document)["x-sdksmith-package"] == "dogs"
    assert raw(document)["x-sdksmith-client"] == "Pets"
    assert raw(document)["paths"]["/pets/{id}"]["get"] == {
        "x-sdksmith-method": "fetch",
        "x-sdksmith-group": ["pets"],
        "x-sdksmith-example": {"id": 1},
    }


def test_the_facts_of_a_page() -> None:
    content = (
        "> # Not this\n\n# Add *a* pet\n\nPOST https://api.example.com/pets\n"
        "Content-Type: x\n\n```py\n1\n```\n"
    )
    page = read_page(Text.of_file("page.md", content))
    assert (page.title, page.title_line) == ("Add *a* pet", 3)
    assert (page.request, page.request_line) == (("post", "https://api.example.com/pets"), 5)
    assert page.usage is None
    assert [(fence.language, fence.line, fence.column) for fence in page.fences] == [("py", 8, 1)]


@pytest.mark.skipif(not SHARED.exists(), reason="the pages of other vendors are not here")
def test_pages_of_all_dialects() -> None:
    read, refused = 0, []
    for path in sorted(SHARED.rglob("*.md")):
        diagnostics = Diagnostics()
        document = load(str(path), diagnostics)
        if document is None:
            refused.append((path.name, [item.code for item in diagnostics]))
            continue
        read += 1
        assert raw(document)["paths"]
    # One page has SDK code only.
    assert refused == [("elevenlabs-stream-chapter-audio-NO-YAML.md", ["DOC003"])]
    assert read > 100
