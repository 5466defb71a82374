"""Members that the document does not list by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_unlisted_members_are_kept_everywhere(api: Caller) -> None:
    body = {name: {"a": 1, "b": [None]} for name in ("open", "open_true", "closed")}
    api.answers(200, body)
    things = api.call("things.put")
    assert (things.open.b, things.open_true.b, things.closed.b) == ([None], [None], [None])
    assert things.invalid_fields == ()
    assert things.to_dict() == body


def test_they_have_their_type(api: Caller, types: Any) -> None:
    body = {
        "typed": {"name": "n", "one": 1},
        "points": {"a": "x", "p": {"x": 1, "y": 2}},
        "unevaluated": {"b": True},
        "patterned": {"n_1": 1, "s_1": "s"},
        "only_patterns": {"day": "2024-01-15"},
        "named": {"abc": 1},
        "map": {"a": None},
        "free": {"a": {}},
        "nothing": {},
    }
    api.answers(200, body)
    things = api.call("things.put")
    assert things.typed.one == 1
    assert type(things.points.p) is types.Point
    assert things.only_patterns == {"day": dt.date(2024, 1, 15)}
    assert (things.named, things.map) == ({"abc": 1}, {"a": None})
    assert things.invalid_fields == ()
    assert things.to_dict() == body


def test_those_of_another_type_are_kept_and_listed(api: Caller) -> None:
    body = {"typed": {"name": "n", "x": "?"}, "points": {"p": {"x": "?"}}, "patterned": {"other": []}}
    api.answers(200, body)
    things = api.call("things.put")
    assert things.typed.x == "?"
    assert things.points.p.x == "?"
    assert things.invalid_fields == ("/typed/x", "/points/p/x", "/patterned/other")
    assert things.to_dict() == body


def test_a_body_with_typed_members_is_one_argument(api: Caller, types: Any) -> None:
    api.answers(200, {"name": "n", "a": 1})
    labels = api.call("things.update_labels", body=types.Labels.from_dict({"name": "n", "b": 2}))
    assert (labels.a, api.body) == (1, {"name": "n", "b": 2})
    api.call("things.update_labels", body={"name": "n", "c": 3})
    assert api.body == {"name": "n", "c": 3}


@pytest.mark.parametrize("name", ["patternProperties", "propertyNames"])
def test_what_types_cannot_say_is_said_in_words(case: Made, name: str) -> None:
    assert any(name in item.message for item in case.diagnostics if item.code == "TYPE002")
    things = case.files["src/case_open_models/types/things.py"]
    assert '"""Names of members: matches ^[a-z]+$."""' in things
    assert '"""Names of members match ^d."""' in things
