from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller

THING = {"id": "1", "gone": None}


def test_what_is_not_given_is_not_sent_and_required_null_is(api: Caller) -> None:
    api.answers(200, THING)
    api.call("things.create", name="a", parent=None)
    assert api.body == {"name": "a", "parent": None}


def test_none_is_null_where_null_is_allowed_and_nothing_elsewhere(api: Caller) -> None:
    api.answers(200, THING)
    api.call("things.create", name="a", parent="b", note=None, colour=None, owner=None)
    assert api.body == {"name": "a", "parent": "b", "colour": None, "owner": None}


def test_omit_is_the_same_as_not_giving(api: Caller) -> None:
    api.answers(200, THING)
    api.call("things.create", name="a", parent="b", colour=api.package.OMIT)
    assert api.body == {"name": "a", "parent": "b"}


def test_nulls_inside_models(api: Caller, types: Any) -> None:
    api.answers(200, THING)
    nested = types.Nested(must=None, may=None, can=None)
    api.call("things.create", name="a", parent="b", nested=nested)
    assert api.body["nested"] == {"must": None, "can": None}
    api.call("things.create", name="a", parent="b", nested=types.Nested(must="x"))
    assert api.body["nested"] == {"must": "x"}


def test_nulls_inside_plain_dicts_maps_and_lists_are_sent_as_they_stand(api: Caller) -> None:
    api.answers(200, THING)
    api.call(
        "things.create",
        name="a",
        parent="b",
        nested={"must": None, "can": None},
        by_key={"x": None},
        scores=[1, None],
    )
    assert api.body["nested"] == {"must": None, "can": None}
    assert api.body["by_key"] == {"x": None}
    assert api.body["scores"] == [1, None]


def test_a_whole_body_that_may_be_null(api: Caller) -> None:
    api.answers(200, None)
    assert api.call("things.update", body=None) is None
    assert api.request.content == b"null"
    api.call("things.update")
    assert api.request.content == b""


def test_a_query_parameter_cannot_be_null(api: Caller) -> None:
    api.answers(200, THING)
    api.call("things.update", filter=None)
    assert api.query == ""


@pytest.mark.parametrize("value", [None, "x"])
def test_null_is_read_where_it_is_allowed(api: Caller, value: str | None) -> None:
    api.answers(200, {"id": "1", "gone": value, "can": value})
    thing = api.call("things.create", name="a", parent="b")
    assert thing.gone == value
    assert thing.can == value
    assert thing.note is None
    assert thing.invalid_fields == ()
    assert thing.to_dict() == {"id": "1", "gone": value, "can": value}
