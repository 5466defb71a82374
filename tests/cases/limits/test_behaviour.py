"""Bounds that are checked before anything is sent, as the configuration asks."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.cases.harness import Caller, Made

WRONG = [
    ("name", "a", "at least 2 characters"),
    ("name", "abcde", "at most 4 characters"),
    ("code", "y-1", "text that matches ^x-"),
    ("least", 0, "at least 1"),
    ("most", 1.6, "at most 1.5"),
    ("above", 0, "more than 0"),
    ("below", 10, "less than 10"),
    ("step", 0.25, "a multiple of 0.1"),
    ("tags", [], "at least 1 items"),
    ("tags", ["a", "b", "c"], "at most 2 items"),
    ("tags", ["a", "a"], "without equal items"),
    ("labels", {}, "at least 1 members"),
    ("labels", {"a": "", "b": "", "c": ""}, "at most 2 members"),
    ("maybe", "a", "at least 2 characters"),
    ("short", "ab", "at most 1 characters"),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_arguments_are_checked(api: Caller, name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: must be {message.replace('^', '.')}"):
        api.call("items.put", id="abc", **{name: value})
    assert api.requests == []


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_models_are_checked_when_they_are_built(types: Any, name: str, value: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message.replace("^", ".")):
        types.Item(**{name: value})


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_answers_are_not_held_against_bounds(api: Caller, name: str, value: Any, message: str) -> None:
    api.answers(200, {name: value, "inner": {name: value}})
    item = api.call("items.put", id="abc")
    assert getattr(item, name) == value
    assert getattr(item.inner, name) == value
    assert item.invalid_fields == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"id": "ab"}, "id: must be at least 3 characters"),
        ({"id": "abc", "page": 11}, "page: must be at most 10"),
        ({"id": "abc", "x_trace": "g"}, "X-Trace: must be text that matches"),
    ],
)
def test_parameters_are_checked(api: Caller, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        api.call("items.put", **arguments)


def test_a_whole_body_is_checked(api: Caller) -> None:
    with pytest.raises(ValueError, match="body: must be at most 2 items"):
        api.call("items.put_list", body=[{}, {}, {}])


def test_what_keeps_to_the_bounds_is_sent(api: Caller, types: Any) -> None:
    api.answers(200, {})
    fields = {"name": "ab", "code": "x-", "least": 1, "most": 1.5, "above": 0.1, "below": 9, "step": 0.3}
    more = {"tags": ["a", "b"], "labels": {"a": ""}, "maybe": None, "odd": "anything", "short": "a"}
    api.call(
        "items.put", id="abc", page=10, x_trace="af", inner=types.Item(**fields, **more), **fields, **more
    )
    assert api.body == {**fields, **more, "inner": {**fields, **more}}


def test_an_expression_that_python_does_not_know_is_reported(case: Made) -> None:
    assert [(item.code, item.location.line) for item in case.diagnostics] == [
        ("SPEC001", 23),
        ("TYPE002", 36),
    ]
