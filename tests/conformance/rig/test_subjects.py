"""What is judged, and by what: documents, pages, configurations, and what extensions change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.harness import HERE

from .__main__ import chosen, main
from .documents import Original
from .extensions import amended
from .headers import fault, written
from .packages import package_of
from .parts import Parameter
from .run import run
from .subjects import alone, configured

SPEC = """\
openapi: 3.1.0
info: {title: One, version: 1.0.0}
paths: {/a: {get: {responses: {'204': {description: x}}}}}
"""
FEWER = """\
overlay: 1.0.0
info: {title: Fewer, version: 1.0.0}
actions: [{target: '$.paths["/invoices"]', remove: true}]
"""
BOTH = """\
[sdk.both]
base_url = "https://elsewhere.example.com/v9"
extras = ["client"]
specs = [
    { source = "spec.yaml", namespace = "shop", overlays = "fewer.yaml" },
    { source = "stock.yaml", namespace = "stock" },
]
"""


def test_a_document_is_judged_as_it_was_written() -> None:
    subject = alone(str(HERE / "exactness" / "spec.yaml"))
    assert subject.is_read
    assert subject.original().data["info"]["title"] == "Case exactness"


@pytest.mark.parametrize("source", ["pages_mintlify/spec.md", "pages_fern"])
def test_pages_are_judged_by_what_they_are_together(source: str, tmp_path: Path) -> None:
    subject = alone(str(HERE / source))
    assert not subject.is_read
    report = run(subject.original(), package_of(subject, tmp_path, f"rig_subject_{len(source)}"))
    assert report.operations
    assert not report.failures


def test_a_configuration_with_all_that_it_says(tmp_path: Path) -> None:
    for name in ("spec.yaml", "stock.yaml"):
        (tmp_path / name).write_text((HERE / "namespaces" / name).read_text("utf-8"), "utf-8")
    (tmp_path / "fewer.yaml").write_text(FEWER)
    (tmp_path / "sdksmith.toml").write_text(BOTH)
    (subject,) = configured(tmp_path / "sdksmith.toml")
    assert not subject.is_read
    package = package_of(subject, tmp_path / "made", "rig_subject_both")
    assert {each["path"] for each in package.surface["operations"]} >= {"/orders/{id}"}
    assert "/invoices" not in {each["path"] for each in package.surface["operations"]}
    report = run(subject.original(), package)
    assert report.requests
    assert not report.failures


def test_a_configuration_is_asked_for_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC)
    file = tmp_path / "sdksmith.toml"
    file.write_text('[sdk.one]\nspecs = ["spec.yaml"]\n[sdk.two]\nspecs = ["spec.yaml"]\n')
    assert [subject.label for subject in chosen(["two"], file)] == ["two"]
    assert main(["--config", str(file), "three"]) == 2
    assert "has no SDK 'three', but one, two" in capsys.readouterr().err
    file.write_text("[sdk.one]\nspec = []\n")
    assert main(["--config", str(file)]) == 2
    assert "sdksmith.toml:2:1" in capsys.readouterr().err


def test_what_cannot_be_read_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.yaml")]) == 1
    said = capfd.readouterr()
    assert "none.yaml" in said.err
    assert "Traceback" not in said.err
    assert "rig: not loaded" in said.out


def test_extensions_change_what_is_judged() -> None:
    skipped = {"type": "string", "x-fern-ignore": True}
    answer = {"content": {"application/json": {"schema": {"type": "object"}}}}
    data = amended(
        Original(
            Path(),
            {
                "openapi": "3.1.0",
                "paths": {
                    "/a": {
                        "get": {
                            "x-fern-streaming": {"format": "sse"},
                            "parameters": [
                                {"name": "a", "in": "query", "x-stainless-skip": ["go"]},
                                {"name": "b", "in": "query", "x-stainless-skip": ["python"]},
                                {"name": "c", "in": "query", "required": True, "x-internal": True},
                            ],
                            "responses": {"200": answer, "400": answer},
                        }
                    }
                },
                "components": {
                    "schemas": {
                        "A": {"properties": {"a": skipped, "b": skipped}, "required": ["b"]},
                        "B": {"type": "string", "enum": [{"value": "x", "name": "X"}]},
                    }
                },
            },
        )
    ).data
    operation = data["paths"]["/a"]["get"]
    assert [each["name"] for each in operation["parameters"]] == ["a", "c"]
    assert list(operation["responses"]["200"]["content"]) == ["text/event-stream"]
    assert list(operation["responses"]["400"]["content"]) == ["application/json"]
    assert list(data["components"]["schemas"]["A"]["properties"]) == ["b"]
    assert data["components"]["schemas"]["B"]["enum"] == ["x"]


class _Typed:
    """Headers as a package reads them."""

    def __init__(self, values: dict[str, object], *invalid: str) -> None:
        self.values, self.invalid_fields = values, invalid

    def to_dict(self) -> dict[str, object]:
        return self.values


def test_headers() -> None:
    one = Parameter("header", "X-Names", False, "", "simple", False)
    exploded = Parameter("header", "X-Map", False, "", "simple", True)
    assert written(one, ["a", "b"]) == "a,b"
    assert written(one, {"a": 1, "b": True}) == "a,1,b,true"
    assert written(exploded, {"a": 1, "b": True}) == "a=1,b=true"
    assert fault([(one, ["a"])], _Typed({"x-names": ["a"], "content-length": 3})) is None
    assert fault([(one, ["a"])], _Typed({"x-names": "a"}))
    assert fault([(one, ["a"])], _Typed({}))
    assert fault([], _Typed({"x-names": ["a"]}))
    assert fault([(one, ["a"])], _Typed({"x-names": ["a"]}, "/x-names"))
