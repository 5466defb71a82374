"""Pages with one method and path that nothing tells apart: a method each, named after its page."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from generator.config import SdkSettings
from generator.spec_settings import plain
from tests.cases.harness import Caller, Made, generate

PAGES = sorted(str(path) for path in Path(__file__).parent.glob("*.md"))


def from_pages(pages: tuple[str, ...]) -> Made:
    return generate(SdkSettings(specs=plain(*pages), formatter="none", package="case_merged_variants"))


@pytest.fixture(scope="module")
def case() -> Made:
    return from_pages(tuple(PAGES))


def test_a_method_for_each_page_and_none_for_a_copy(case: Made) -> None:
    assert [str(operation.name) for operation in case.api.operations()] == ["create", "extend"]
    assert {operation.path for operation in case.api.operations()} == {"/v1/jobs"}
    codes = [item.code for item in case.diagnostics]
    assert sorted(code for code in codes if code.startswith("MERGE")) == ["MERGE001", "MERGE004"]
    assert "SPEC001" not in codes


def test_the_fragment_of_the_key_is_never_sent(api: Caller) -> None:
    api.answers(json={"id": "7", "seconds": 3})
    assert api.call("videos.create", trace="t", prompt="A cat").id == "7"
    assert (api.urls[-1], api.body) == ("/v1/jobs?trace=t", {"prompt": "A cat"})
    assert api.call("videos.extend", trace="t", video="v").id == "7"
    assert (api.urls[-1], api.body) == ("/v1/jobs?trace=t", {"video": "v"})


def test_both_are_documented_and_tested(case: Made) -> None:
    reference = case.files["reference.md"]
    assert "create" in reference
    assert "extend" in reference
    assert "#extend-video" not in reference.replace("](#", ""), "the key is nothing that readers know"
    tests = "".join(text for path, text in case.files.items() if path.startswith("tests/"))
    assert "create" in tests
    assert "extend" in tests
    assert "jobs#" not in tests


def test_the_order_of_pages_does_not_matter(case: Made) -> None:
    for order in itertools.permutations(PAGES):
        assert from_pages(order).files == case.files
