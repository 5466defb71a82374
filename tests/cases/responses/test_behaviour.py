from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest

from tests.cases.harness import Caller, Made


@pytest.mark.parametrize(
    ("status", "body", "name"),
    [(200, {"value": 1}, "Result"), (202, {"job": "j"}, "Job"), (201, {"value": 2}, "Result")],
)
def test_each_success_has_its_type(api: Caller, types: Any, status: int, body: object, name: str) -> None:
    api.answers(status, body)
    assert type(api.call("jobs.several")) is getattr(types, name)


def test_an_empty_success_is_none(api: Caller) -> None:
    api.empty(204)
    assert api.call("jobs.several") is None
    api.empty(202)
    assert api.call("jobs.accepted") is None


def test_the_return_type_is_the_union(api: Caller, package: Any) -> None:
    from importlib import import_module

    jobs = import_module(f"{package.__name__}.resources.jobs").Jobs
    assert inspect.signature(jobs.several).return_annotation == "types.Result | types.Job | None"
    assert inspect.signature(jobs.list_root).return_annotation == "list[types.Job]"
    assert inspect.signature(jobs.accepted).return_annotation == "None"


@pytest.mark.parametrize("method", ["range", "only_default", "charset"])
def test_ranges_defaults_and_parameters_of_media_types(api: Caller, types: Any, method: str) -> None:
    api.answers(203, {"job": "j"})
    assert isinstance(api.call(f"jobs.{method}"), types.Job)


def test_a_list_and_a_scalar_at_the_root(api: Caller, types: Any) -> None:
    api.answers(200, [{"job": "a"}, {"job": "b"}])
    assert [type(job) for job in api.call("jobs.list_root")] == [types.Job, types.Job]
    api.answers(200, 7)
    assert api.call("jobs.root_scalar") == 7
    api.answers(200, {"a": 1})
    assert api.call("jobs.without_schema") == {"a": 1}


def test_inline_bodies_have_names(api: Caller, types: Any) -> None:
    api.answers(200, {"data": [{"id": "1"}]})
    response = api.call("jobs.inline")
    assert isinstance(response, types.InlineResponse)
    assert response.data[0].id == "1"


@pytest.mark.parametrize(
    ("status", "error", "body"),
    [
        (400, "BadRequestError", "Several400ErrorBody"),
        (418, "Status418Error", "Problem"),
        (422, "UnprocessableEntityError", "Problem"),
        (503, "ServiceUnavailableError", "Problem"),
        (404, "NotFoundError", "Problem"),
    ],
)
def test_errors_have_their_class_and_their_body(
    api: Caller, types: Any, status: int, error: str, body: str
) -> None:
    api.answers(status, {"title": "t", "reason": "r"}, headers={"Retry-After": "3600"})
    with pytest.raises(getattr(api.package, error)) as caught:
        api.call("jobs.several")
    assert type(caught.value.body) is getattr(types, body)
    assert caught.value.status_code == status


def test_a_response_by_reference(api: Caller) -> None:
    api.answers(422, {"fields": ["a"]})
    with pytest.raises(api.package.UnprocessableEntityError) as caught:
        api.call("jobs.accepted")
    assert caught.value.body.fields == ["a"]


def test_a_body_has_the_type_of_its_operation(api: Caller) -> None:
    api.answers(422, ["a"])
    with pytest.raises(api.package.UnprocessableEntityError) as caught:
        api.call("jobs.inline")
    assert caught.value.body == ["a"]


def test_many_bodies_for_one_status_are_any(package: Any, case: Made) -> None:
    hints = get_type_hints(
        package.BadRequestError, localns={"types": __import__(f"{package.__name__}.types").types}
    )
    assert "Several400ErrorBody" in str(hints["body"])
    assert "body" not in vars(package.UnprocessableEntityError).get("__annotations__", {})
    assert len({type(result.type) for item in case.api.operations() for result in item.errors}) > 1


def test_text_and_bytes_come_as_such(api: Caller) -> None:
    api.answers(content=b"\x00\xff", headers={"Content-Type": "application/octet-stream"})
    assert api.call("jobs.binary") == b"\x00\xff"
    assert api.request.headers["accept"] == "application/octet-stream"
    api.answers(content="é".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"})
    assert api.call("jobs.text") == "é"


def test_a_method_without_documented_responses(api: Caller) -> None:
    api.empty(200)
    assert api.call("jobs.none") is None
