"""OpenAPI Overlays: what a document becomes, and that every value knows the file that it is from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diagnostics import Diagnostics
from generator.load.amend import amend
from generator.load.document import Document
from generator.load.read import load_text

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\n"


def overlay(actions: str, version: str = "1.1.0") -> str:
    """The text of an overlay."""
    lines = "".join(f"  {line}\n" for line in actions.strip("\n").splitlines())
    return f"overlay: {version}\ninfo: {{title: T, version: 1.0.0}}\nactions:\n{lines}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Overlays are files, and are named from here."""
    monkeypatch.chdir(tmp_path)


def amended(before: str, *overlays: str) -> tuple[Document, list[str]]:
    """A document after overlays, and the codes of what was reported."""
    diagnostics = Diagnostics()
    document = load_text("api.yaml", before if before.startswith("openapi") else HEAD + before, diagnostics)
    assert document is not None
    assert not diagnostics.items
    names: list[str] = []
    for number, text in enumerate(overlays):
        names.append(f"{number}.overlay.yaml")
        Path(names[-1]).write_text(text, "utf-8")
    untouched = json.dumps(document.data)
    result = amend(document, (), names, diagnostics)
    assert json.dumps(document.data) == untouched, "what is amended is not changed itself"
    return result, [item.code for item in diagnostics]


def values(text: str) -> Any:
    """What a document of these members holds. (YAML 1.1 is near enough here.)"""
    return yaml.safe_load(text if text.startswith("openapi") else HEAD + text)


def place(document: Document, pointer: str, *, key: bool = False) -> str:
    """Where a value stands, and the line there."""
    location = document.locate(pointer, key=key)
    return f"{location.file}:{location.line}: {document.source_line(location).strip()}"


PATHS = """\
paths:
  /items: {get: {responses: {'200': {description: OK}}}}
  /some-items: {delete: {responses: {'200': {description: OK}}}}
"""
TRAITS = """\
openapi: 3.1.0
info: {title: API with a paged collection, version: 1.0.0}
paths:
  /items:
    get:
      x-oai-traits: ['paged']
      responses: {'200': {description: OK}}
  /items/{id}/subitems:
    get:
      x-oai-traits: ['paged']
      parameters: [{name: id, in: path, required: true}]
      responses: {'200': {description: OK}}
  /other:
    get:
      responses: {'200': {description: OK}}
"""
TARGETED = """\
paths:
  /foo: {get: {description: Old}}
  /bar: {get: {description: Older}, post: {description: Oldest, summary: Kept}}
"""
AFTER_TARGETED = """\
paths:
  /foo: {get: {description: This is the new description}}
  /bar:
    get: {description: This is the updated description}
    post: {description: This is an updated description of a child object, summary: Kept, x-safe: false}
"""
PARAMETERS = """\
paths:
  /a:
    get:
      tags: [x, dummy, y, dummy]
      parameters: [{name: dummy, in: query}, {name: filter, in: query}, {name: dummy, in: header}]
  /b:
    get: {parameters: [{name: filter, in: header}]}
    post: {tags: [dummy]}
"""

# The examples of the specification's text, by section; the documents they are applied to are ours where it
# has none.
EXAMPLES = {
    "structured (both)": (
        "1.0.0",
        "paths: {/: {get: {x-rate-limit: 5, tags: [a]}}, /pets: {get: {operationId: p}}}",
        """\
- target: '$' # Root of document
  update:
    info:
      x-overlay-applied: structured-overlay
    paths:
      '/':
        summary: 'The root resource'
        get:
          summary: 'Retrieve the root resource'
          x-rate-limit: 100
      '/pets':
        get:
          summary: 'Retrieve a list of pets'
          x-rate-limit: 100
    components:
    tags:
""",
        """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0, x-overlay-applied: structured-overlay}
paths:
  /:
    summary: The root resource
    get: {summary: Retrieve the root resource, x-rate-limit: 100, tags: [a]}
  /pets:
    get: {operationId: p, summary: Retrieve a list of pets, x-rate-limit: 100}
components:
tags:
""",
    ),
    "targeted (1.0.0)": (
        "1.0.0",
        TARGETED,
        """\
- target: $.paths['/foo'].get
  update:
    description: This is the new description
- target: $.paths['/bar'].get
  update:
    description: This is the updated description
- target: $.paths['/bar']
  update:
    post:
      description: This is an updated description of a child object
      x-safe: false
""",
        AFTER_TARGETED,
    ),
    "targeted (1.1.0)": (
        "1.1.0",
        TARGETED,
        """\
- target: $.paths['/foo'].get.description
  update: This is the new description
- target: $.paths['/bar'].get.description
  update: This is the updated description
- target: $.paths['/bar']
  update:
    post:
      description: This is an updated description of a child object
      x-safe: false
""",
        AFTER_TARGETED,
    ),
    "wildcard (both)": (
        "1.0.0",
        PARAMETERS,
        """\
- target: $.paths.*.get
  update:
    x-safe: true
- target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
  update:
    schema:
      $ref: '#/components/schemas/filterSchema'
""",
        """\
paths:
  /a:
    get:
      tags: [x, dummy, y, dummy]
      parameters:
        - {name: dummy, in: query}
        - {name: filter, in: query, schema: {$ref: '#/components/schemas/filterSchema'}}
        - {name: dummy, in: header}
      x-safe: true
  /b:
    get: {parameters: [{name: filter, in: header}], x-safe: true}
    post: {tags: [dummy]}
""",
    ),
    "array, add (both)": (
        "1.0.0",
        PARAMETERS,
        """\
- target: $.paths.*.get.parameters
  update:
    name: newParam
    in: query
""",
        """\
paths:
  /a:
    get:
      tags: [x, dummy, y, dummy]
      parameters:
        - {name: dummy, in: query}
        - {name: filter, in: query}
        - {name: dummy, in: header}
        - {name: newParam, in: query}
  /b:
    get: {parameters: [{name: filter, in: header}, {name: newParam, in: query}]}
    post: {tags: [dummy]}
""",
    ),
    "array, remove (both)": (
        "1.0.0",
        PARAMETERS,
        """\
- target: $.paths.*.get.parameters[?@.name == 'dummy']
  remove: true
""",
        """\
paths:
  /a: {get: {tags: [x, dummy, y, dummy], parameters: [{name: filter, in: query}]}}
  /b: {get: {parameters: [{name: filter, in: header}]}, post: {tags: [dummy]}}
""",
    ),
    "array, remove a primitive (1.1.0)": (
        "1.1.0",
        PARAMETERS,
        """\
- target: $.paths.*.get.tags[?@ == 'dummy']
  remove: true
""",
        """\
paths:
  /a:
    get:
      tags: [x, y]
      parameters: [{name: dummy, in: query}, {name: filter, in: query}, {name: dummy, in: header}]
  /b:
    get: {parameters: [{name: filter, in: header}]}
    post: {tags: [dummy]}
""",
    ),
    "traits (1.1.0)": (
        "1.0.0",
        TRAITS,
        """\
- target: $.paths[?(@.get['x-oai-traits'][?(@ == 'paged')])].get
  update:
    parameters:
      - name: top
        in: query
      - name: skip
        in: query
""",
        """\
openapi: 3.1.0
info: {title: API with a paged collection, version: 1.0.0}
paths:
  /items:
    get:
      x-oai-traits: ['paged']
      responses: {'200': {description: OK}}
      parameters: [{name: top, in: query}, {name: skip, in: query}]
  /items/{id}/subitems:
    get:
      x-oai-traits: ['paged']
      parameters: [{name: id, in: path, required: true}, {name: top, in: query}, {name: skip, in: query}]
      responses: {'200': {description: OK}}
  /other:
    get:
      responses: {'200': {description: OK}}
""",
    ),
    "copy, simple (1.1.0)": (
        "1.1.0",
        PATHS,
        """\
- target: '$.paths["/some-items"]'
  copy: '$.paths["/items"]'
  description: 'copies recursively all elements from the "items" path item to the "some-items" path item'
""",
        """\
paths:
  /items: {get: {responses: {'200': {description: OK}}}}
  /some-items:
    delete: {responses: {'200': {description: OK}}}
    get: {responses: {'200': {description: OK}}}
""",
    ),
    "copy, ensuring that the target exists (1.1.0)": (
        "1.1.0",
        PATHS,
        """\
- target: '$.paths'
  update: { "/other-items": {} }
- target: '$.paths["/other-items"]'
  copy: '$.paths["/items"]'
""",
        """\
paths:
  /items: {get: {responses: {'200': {description: OK}}}}
  /some-items: {delete: {responses: {'200': {description: OK}}}}
  /other-items: {get: {responses: {'200': {description: OK}}}}
""",
    ),
    "move (1.1.0)": (
        "1.1.0",
        PATHS,
        """\
- target: '$.paths'
  update: { "/new-items": {} }
- target: '$.paths["/new-items"]'
  copy: '$.paths["/items"]'
- target: '$.paths["/items"]'
  remove: true
  description: 'moves (renames) the "items" path item to "new-items"'
""",
        """\
paths:
  /some-items: {delete: {responses: {'200': {description: OK}}}}
  /new-items: {get: {responses: {'200': {description: OK}}}}
""",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_of_the_specification(name: str) -> None:
    version, before, actions, after = EXAMPLES[name]
    document, codes = amended(before, overlay(actions, version))
    assert document.data == values(after)
    assert codes == []


def test_the_traits_example_of_the_first_version_selects_nothing_as_it_stands_there() -> None:
    """`get[?@.x-oai-traits.paged]` looks at the members of `get`, and for a member of a list."""
    actions = "- target: $.paths.*.get[?@.x-oai-traits.paged]\n  update: {parameters: []}"
    assert amended(TRAITS, overlay(actions, "1.0.0"))[1] == ["OVERLAY004"]


def test_nulls_of_the_structured_example_leave_what_is_there() -> None:
    before = "components: {schemas: {}}\ntags: [{name: a}]\n"
    document, codes = amended(before, overlay("- target: $\n  update:\n    components:\n    tags:\n"))
    assert document.data == values(before)
    assert codes == ["OVERLAY008", "OVERLAY008"]


# Actions, and what they make of `x: {…}`; the version is 1.1.
MORE = {
    "arrays are concatenated": (
        "{a: [1], b: {c: [1]}}",
        ["{target: $.x, update: {a: [2, 1], b: {c: [3]}}}"],
        "{a: [1, 2, 1], b: {c: [1, 3]}}",
    ),
    "an array is concatenated with a selected array": (
        "{a: [1]}",
        ["{target: $.x.a, update: [2, [3]]}"],
        "{a: [1, 2, [3]]}",
    ),
    "a primitive value is appended": ("{a: [1]}", ["{target: $.x.a, update: 2}"], "{a: [1, 2]}"),
    "a primitive element is replaced": ("{a: [1, 2]}", ["{target: '$.x.a[0]', update: z}"], "{a: [z, 2]}"),
    "null is a primitive value": ("{a: 1}", ["{target: $.x.a, update: null}"], "{a: null}"),
    "each action sees the last one's result": (
        "{a: {b: 1}}",
        ["{target: $.x.a, remove: true}", "{target: $.x, update: {a: [1]}}", "{target: $.x.a, update: 2}"],
        "{a: [1, 2]}",
    ),
    "a place that is selected twice is changed once": (
        "{a: [1]}",
        ["{target: \"$.x['a', 'a']\", update: 2}"],
        "{a: [1, 2]}",
    ),
    "what is in something that is removed is removed first": (
        "{a: {b: {a: 1}}, c: [{a: 1}, {b: 2}, {a: 3}]}",
        ["{target: $.x..a, remove: true}", "{target: '$.x.c[0,2]', remove: true}"],
        "{c: [{b: 2}]}",
    ),
    "a copy is what was there before": (
        "{a: {b: {c: 1}}}",
        ["{target: $.x.a.b, copy: $.x.a}", "{target: $.x.a.b.b.c, update: 2}"],
        "{a: {b: {c: 1, b: {c: 2}}}}",
    ),
    "copies change one by one": (
        "{from: {a: [1]}, to: [{}, {}]}",
        ["{target: '$.x.to[*]', copy: $.x.from}", "{target: '$.x.to[0].a', update: 2}"],
        "{from: {a: [1]}, to: [{a: [1, 2]}, {a: [1]}]}",
    ),
    "a copy is appended to an array": (
        "{a: [{b: 1}], c: [2]}",
        ["{target: $.x.a, copy: '$.x.a[0]'}", "{target: $.x.a, copy: $.x.c}"],
        "{a: [{b: 1}, {b: 1}, 2], c: [2]}",
    ),
    "remove: false is no removal": ("{a: 1}", ["{target: $.x.a, remove: false, update: 2}"], "{a: 2}"),
}


@pytest.mark.parametrize("name", MORE)
def test_actions(name: str) -> None:
    before, actions, after = MORE[name]
    document, codes = amended(f"x: {before}\n", overlay("".join(f"- {action}\n" for action in actions)))
    assert document.data["x"] == yaml.safe_load(after)
    assert codes == []


# An action on `x: {o: {}, a: [], p: 1}`, in either version, and what is said about it.
FAULTS = [
    ("1.1", "{target: $.none, update: {}}", "OVERLAY004"),
    ("1.1", "{target: x, update: {}}", "OVERLAY003"),
    ("1.1", "{target: '$.x |', update: {}}", "OVERLAY003"),
    ("1.1", "{target: $.x.o, copy: '$['}", "OVERLAY003"),
    ("1.1", "{target: $.x.o, update: []}", "OVERLAY005"),
    ("1.1", "{target: $.x.o, update: 1}", "OVERLAY005"),
    ("1.1", "{target: $.x.p, update: {}}", "OVERLAY005"),
    ("1.1", "{target: $.x, update: {o: 1}}", "OVERLAY005"),
    ("1.1", "{target: $.x, update: {p: {}}}", "OVERLAY005"),
    ("1.1", "{target: $.x, update: {a: {}}}", "OVERLAY005"),
    ("1.1", "{target: $.x.*, update: 1}", "OVERLAY005"),
    ("1.1", "{target: $.x.o, copy: $.none}", "OVERLAY005"),
    ("1.1", "{target: $.x.o, copy: $.x.*}", "OVERLAY005"),
    ("1.1", "{target: $.x.o, copy: $.x.p}", "OVERLAY005"),
    ("1.1", "{target: $, remove: true}", "OVERLAY005"),
    ("1.0", "{target: $.x.p, update: 2}", "OVERLAY005"),
    ("1.0", "{target: $.x.p, remove: true}", "OVERLAY005"),
    ("1.0", "{target: $.x.o, copy: $.x}", "OVERLAY008"),
    ("1.1", "{target: $.x.o}", "OVERLAY008"),
    ("1.1", "{target: $.x.o, updates: {}, update: {}}", "OVERLAY008"),
    ("1.1", "{target: $.x.none, remove: true, update: {}}", "OVERLAY008 OVERLAY004"),
    ("1.1", "{target: $.x, update: {}, copy: $.x}", "OVERLAY001"),
    ("1.1", "{target: $.x, remove: 'yes'}", "OVERLAY001"),
    ("1.1", "{target: $.x, copy: {}}", "OVERLAY001"),
    ("1.1", "{target: {}, update: {}}", "OVERLAY001"),
    ("1.1", "{update: {}}", "OVERLAY001"),
    ("1.1", "[]", "OVERLAY001"),
]


@pytest.mark.parametrize(("version", "action", "codes"), FAULTS)
def test_faults_change_nothing(version: str, action: str, codes: str) -> None:
    before = "x: {o: {}, a: [], p: 1}\n"
    document, reported = amended(before, overlay(f"- {action}", f"{version}.0"))
    assert reported == codes.split()
    assert document.data == values(before)


@pytest.mark.parametrize("version", ["2.0.0", "1.2.0", "1.1", "one", "[]", "1.0"])
def test_unknown_versions(version: str) -> None:
    assert amended("x: 1\n", overlay("- {target: $.x, remove: true}", version))[1] == ["OVERLAY002"]


@pytest.mark.parametrize(
    ("extends", "is_same"),
    [
        ("api.yaml", True),
        ("./api.yaml", True),
        ("../other/api.yaml", False),
        ("other.yaml", False),
        ("a%70i.yaml", True),
        ("https://example.com/saved-from-here.yaml", True),
        ("urn:example:api", True),
    ],
)
def test_extends(extends: str, is_same: bool) -> None:
    text = overlay("- {target: $.x, update: 2}").replace("actions", f"extends: {extends}\nactions")
    assert amended("x: 1\n", text)[1] == ([] if is_same else ["OVERLAY006"])


def test_a_file_uri_in_extends() -> None:
    text = overlay("- {target: $.x, update: 2}")
    for name, codes in (("api.yaml", list[str]()), ("other.yaml", ["OVERLAY006"])):
        uri = (Path.cwd() / name).as_uri()
        assert amended("x: 1\n", text.replace("actions", f"extends: {uri}\nactions"))[1] == codes


def test_values_know_where_they_come_from() -> None:
    before = """\
paths:
  /a:
    get:
      parameters:
        - {name: p0, in: query}
        - {name: p1, in: query}
        - {name: p2, in: query}
"""
    first = overlay("""\
- target: $.paths['/a'].get.parameters[?@.name == 'p1']
  remove: true
- target: $.paths['/a'].get.parameters
  update:
    - name: p3
      in: query
- target: $.paths['/a'].get
  update:
    summary: New
""")
    second = overlay("""\
- target: $.paths
  update:
    /b: {}
- target: $.paths['/b']
  copy: $.paths['/a']
- target: $.paths['/b'].get.parameters[1]
  update:
    description: Only in b
""")
    document, codes = amended(before, first, second)
    assert codes == []
    for path in ("a", "b"):
        here = f"#/paths/~1{path}/get"
        assert place(document, f"{here}/parameters/0/name") == "api.yaml:7: - {name: p0, in: query}"
        assert place(document, f"{here}/parameters/1/name") == "api.yaml:9: - {name: p2, in: query}"
        assert place(document, f"{here}/parameters/2/name") == "0.overlay.yaml:8: - name: p3"
        assert place(document, f"{here}/summary", key=True) == "0.overlay.yaml:12: summary: New"
    description = "#/paths/~1b/get/parameters/1/description"
    assert place(document, description) == "1.overlay.yaml:11: description: Only in b"
    assert place(document, "#/paths/~1b", key=True) == "1.overlay.yaml:6: /b: {}"
    assert document.locate(description).pointer == description
    assert set(document.digests) == {"api.yaml", "0.overlay.yaml", "1.overlay.yaml"}


def test_values_that_aliases_share_change_one_by_one() -> None:
    before = "x: &shared {a: {b: [1]}}\ny: *shared\nz: {c: *shared}\n"
    document, codes = amended(
        before, overlay("- {target: $.y.a.b, update: 2}\n- {target: $.z.c.a, update: {d: 3}}")
    )
    assert codes == []
    assert document.data["x"] == {"a": {"b": [1]}}
    assert document.data["y"] == {"a": {"b": [1, 2]}}
    assert document.data["z"] == {"c": {"a": {"b": [1], "d": 3}}}


def test_a_deep_document() -> None:
    before = "x: " + "[" * 700 + "{y: 1}" + "]" * 700 + "\n"
    document, codes = amended(before, overlay("- {target: $..y, update: 2}"))
    assert codes == []
    assert "{'y': 2}" in str(document.data)
