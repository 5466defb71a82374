"""Two pages with one method and path, whose bodies a constant tells apart: one method takes either body."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from generator.config import SdkSettings
from generator.spec_settings import plain
from tests.cases.harness import Caller, Made, generate

PAGES = sorted(str(path) for path in Path(__file__).parent.glob("*.md"))


def from_pages(pages: tuple[str, ...]) -> Made:
    return generate(SdkSettings(specs=plain(*pages), formatter="none", package="case_merged_bodies"))


@pytest.fixture(scope="module")
def case() -> Made:
    return from_pages(tuple(PAGES))


def test_one_method_with_the_name_of_the_first_page(case: Made) -> None:
    (operation,) = case.api.operations()
    assert operation.path == "/v1/jobs"
    assert [str(definition.name) for definition in case.api.definitions] == [
        "CreateImageRequest",
        "CreateImageResponse",
        "CreateVideoRequest",
        "CreateVideoResponse",
        "JobsRequest",
    ]
    assert [item.code for item in case.diagnostics if item.code.startswith("MERGE")] == ["MERGE004"]


@pytest.mark.parametrize(
    "body",
    [{"model": "sora", "prompt": "A cat"}, {"model": "dalle", "prompt": "A dog", "size": 3}],
    ids=["video", "image"],
)
def test_either_body_can_be_sent(api: Caller, types: Any, case: Made, body: dict[str, Any]) -> None:
    (operation,) = case.api.operations()
    api.answers(json={"id": "7", "seconds": 3})
    method = ".".join((*operation.group, operation.name))
    assert api.call(method, body=body).id == "7"
    assert api.urls == ["/v1/jobs"]
    assert api.body == body
    model = types.CreateVideoRequest if body["model"] == "sora" else types.CreateImageRequest
    api.call(method, body=model.from_dict(body), trace="t")
    assert api.body == body
    assert api.query == "trace=t", "what one page requires and the other does not know can be left out"


def test_the_answer_is_of_either_kind(api: Caller, case: Made) -> None:
    (operation,) = case.api.operations()
    method = ".".join((*operation.group, operation.name))
    for answer in ({"id": "7", "seconds": 3}, {"id": "8", "pixels": 4}):
        api.answers(json=answer)
        assert api.call(method, body={"model": "sora", "prompt": ""}).to_dict() == answer


def test_the_order_of_pages_does_not_matter(case: Made) -> None:
    for order in itertools.permutations(PAGES):
        assert from_pages(order).files == case.files
