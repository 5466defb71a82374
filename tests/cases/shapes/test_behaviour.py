"""Maps, lists of lists, free objects, schemas without a type, dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cases.harness import Caller

WHOLE: dict[str, Any] = {
    "map": {"a": 1},
    "map_of_models": {"p": {"x": 1.0, "y": 2.0}},
    "map_of_lists": {"l": ["a"]},
    "map_inline": {"i": {"a": 1}},
    "matrix": [[1.0, 2.0], []],
    "models": [[{"x": 1.0, "y": 2.0}]],
    "untyped_list": [1, "a", None],
    "free": {"any": [None]},
    "free_true": {"any": {"deep": 1}},
    "closed": {},
    "empty": [1],
    "anything": "x",
    "date": "2024-01-15",
    "moment": "2024-01-15T09:30:00Z",
    "moments": ["2024-01-15T09:30:00.5Z"],
    "days": {"d": "2024-01-15"},
    "implied_object": {"a": "b"},
    "implied_list": ["a"],
    "implied_string": "2024-01-15T09:30:00Z",
    "only_null": None,
    "pair": ["a", 1],
    "patterned": {"x-a": "b"},
}


def test_everything_goes_there_and_back(api: Caller, types: Any) -> None:
    api.answers(200, WHOLE)
    shapes = api.call(
        "shapes.create", **{key: value for key, value in WHOLE.items() if not key.endswith("moment")}
    )
    assert shapes.invalid_fields == ()
    assert {**shapes.to_dict(), "moments": WHOLE["moments"]} == WHOLE
    assert isinstance(shapes.map_of_models["p"], types.Point)
    assert isinstance(shapes.models[0][0], types.Point)
    assert shapes.map_inline["i"].a == 1
    assert shapes.matrix[0][1] == 2.0


def test_dates_are_dates(api: Caller) -> None:
    api.answers(200, WHOLE)
    moment = dt.datetime(2024, 1, 15, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    shapes = api.call(
        "shapes.create",
        moment=moment,
        date=dt.date(2024, 1, 15),
        moments=[moment],
        days={"d": dt.date(2024, 1, 15)},
    )
    assert api.body == {
        "date": "2024-01-15",
        "moment": "2024-01-15T09:30:00Z",
        "moments": ["2024-01-15T09:30:00Z"],
        "days": {"d": "2024-01-15"},
    }
    assert shapes.date == dt.date(2024, 1, 15)
    assert shapes.moment == moment
    assert shapes.moments[0].microsecond == 500000
    assert shapes.implied_string.year == 2024


@pytest.mark.parametrize("bad", ["15.01.2024", 17, None])
def test_a_date_that_is_none_is_kept_as_sent(api: Caller, bad: object) -> None:
    api.answers(200, {"date": bad})
    shapes = api.call("shapes.create")
    assert shapes.date == bad
    assert shapes.invalid_fields == (() if bad is None else ("/date",))


def test_maps_and_tuples_of_models_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {})
    point = types.Point(x=1, y=2)
    api.call("shapes.create", map_of_models={"a": point, "b": {"x": 3, "y": 4}}, models=((point,),))
    assert api.body == {
        "map_of_models": {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 4}},
        "models": [[{"x": 1, "y": 2}]],
    }
