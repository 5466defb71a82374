"""What reports say, and what they do not depend on."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diff.report import Step, next_version
from generator.diff.report_github import to_github
from generator.diff.report_json import to_json
from generator.diff.report_markdown import to_markdown
from generator.diff.report_text import to_text
from tests.diff.harness import HERE, compared, settings_of, unlined

# One of each sort.
ORDERED = [
    "argument-added-required",
    "closed-variant-added",
    "discriminator-changed",
    "error-class-body-widened",
    "field-removed",
    "service-added",
    "type-renamed",
    "webhook-removed",
]


def shuffled(value: Any, order: random.Random, *, free: bool = True) -> Any:
    """The same document: the order of `properties`, and of lists, is data."""
    if isinstance(value, dict):
        names = list(value)
        if free:
            order.shuffle(names)
        return {name: shuffled(value[name], order, free=name != "properties") for name in names}
    return [shuffled(item, order) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ORDERED)
def test_order_and_lines_change_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    order = random.Random(name)
    settings = settings_of(HERE / name)
    for file in ("old", "new"):
        document = yaml.safe_load((HERE / name / f"{file}.yaml").read_text("utf-8"))
        (tmp_path / f"{file}.json").write_text(json.dumps(document), "utf-8")
        (tmp_path / f"{file}-2.json").write_text(json.dumps(shuffled(document, order), indent=3), "utf-8")
    plain = compared("old.json", "new.json", **settings)
    other = compared("old-2.json", "new-2.json", **settings_of(HERE / name))
    assert plain.changes
    assert unlined(plain) == unlined(other)


HOSTILE = "` | <img src=x onerror=alert(1)> @everyone ::error::x\n\n# [a](b) \x1b[31m"


def test_text_of_documents_is_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file, values in (("old", ["a", HOSTILE]), ("new", ["a", f"b{HOSTILE}"])):
        schema = {"type": "string", "enum": values, "default": values[1]}
        document = {
            "openapi": "3.1.0",
            "info": {"title": HOSTILE, "version": "1.0.0"},
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "a",
                        "summary": f"{HOSTILE} {file}",
                        "parameters": [{"name": "kind", "in": "query", "schema": schema}],
                        "responses": {"204": {"description": HOSTILE}},
                    }
                }
            },
        }
        Path(f"{file}.json").write_text(json.dumps(document), "utf-8")
    found = compared("old.json", "new.json")
    assert {change.rule for change in found.changes} >= {"enum-value-added", "argument-default-changed"}
    for line in to_markdown(found).splitlines():
        outside = "".join(line.split("`")[::2])
        assert "<img" not in outside
        assert "@everyone" not in outside
        assert "](" not in outside.replace("\\]", "")
    for text in (to_text(found), to_markdown(found), to_github(found)):
        assert "\x1b" not in text
    assert all(line.startswith("::") for line in to_github(found).splitlines())
    assert json.loads(to_json(found))["changes"]


@pytest.mark.parametrize(
    ("version", "step", "then"),
    [
        ("1.4.2", Step.MAJOR, "2.0.0"),
        ("1.4.2", Step.MINOR, "1.5.0"),
        ("1.4.2", Step.PATCH, "1.4.3"),
        ("1.4.2", Step.NONE, "1.4.2"),
        ("0.3", Step.MINOR, "0.4.0"),
        ("1.56", Step.PATCH, "1.56.1"),
        ("2024-10-01", Step.MAJOR, "2024-10-01"),
    ],
)
def test_next_version(version: str, step: Step, then: str) -> None:
    assert next_version(version, step) == then


def test_below_one_what_breaks_is_a_minor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("old", "new"):
        text = (HERE / "method-removed" / f"{file}.yaml").read_text("utf-8")
        Path(f"{file}.yaml").write_text(text.replace("1.4.0", "0.4.0"), "utf-8")
    found = compared("old.yaml", "new.yaml")
    assert (found.step, found.next_version) == (Step.MINOR, "0.5.0")


def test_types_that_hold_themselves_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file, inner in (("old", "string"), ("new", "integer")):
        nested = {"oneOf": [{"type": inner}, {"type": "array", "items": {"$ref": "#/components/schemas/A"}}]}
        other = {"oneOf": [{"type": inner}, {"type": "array", "items": {"$ref": "#/components/schemas/B"}}]}
        used = "A" if file == "old" else "B"
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{used}"}}}
        document = {
            "openapi": "3.1.0",
            "info": {"title": "Acme", "version": "1.0.0"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "A.", "content": content}}}}},
            "components": {"schemas": {"A": nested, "B": other}},
        }
        Path(f"{file}.json").write_text(json.dumps(document), "utf-8")
    found = {change.rule for change in compared("old.json", "new.json").changes}
    assert found == {"closed-variant-added", "response-variant-removed"}
