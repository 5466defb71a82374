"""Arrays whose items have types by position, and other bounds of arrays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_tuples(api: Caller, types: Any) -> None:
    body = {
        "pair": ["a", None],
        "closed": ["a", 1],
        "counted": [1.5, {"x": 1}],
        "old": ["a", "2024-01-15"],
        "single": [True],
        "pairs": [["a", 1], ["b", 2]],
    }
    api.answers(200, body)
    arrays = api.call("arrays.put")
    assert arrays.pair == ("a", None)
    assert arrays.counted == (1.5, types.Point(x=1))
    assert arrays.old == ("a", dt.date(2024, 1, 15))
    assert (arrays.single, arrays.pairs) == ((True,), [("a", 1), ("b", 2)])
    assert arrays.invalid_fields == ()
    assert arrays.to_dict() == body


def test_lists_where_the_number_of_items_is_open(api: Caller) -> None:
    api.answers(200, {"shorter": ["a"], "longer": ["a", 1, 2], "more": ["a", None, {}], "empty": []})
    arrays = api.call("arrays.put")
    assert (arrays.shorter, arrays.longer, arrays.more) == (["a"], ["a", 1, 2], ["a", None, {}])
    assert arrays.invalid_fields == ()


@pytest.mark.parametrize("value", [["a"], ["a", 1, 2], [], "a", {"0": "a"}])
def test_another_number_of_items_is_kept_as_sent(api: Caller, value: Any) -> None:
    api.answers(200, {"closed": value, "pairs": [value]})
    arrays = api.call("arrays.put")
    assert (arrays.closed, arrays.pairs) == (value, [value])
    assert arrays.invalid_fields == ("/closed", "/pairs/0")


def test_a_wrong_item_is_listed_by_its_position(api: Caller) -> None:
    api.answers(200, {"closed": ["a", "b"], "counted": [1, {"x": "?"}]})
    arrays = api.call("arrays.put")
    assert arrays.closed == ("a", "b")
    assert arrays.counted[1].x == "?"
    assert arrays.invalid_fields == ("/closed/1", "/counted/1/x")
    assert arrays.to_dict() == {"closed": ["a", "b"], "counted": [1, {"x": "?"}]}


def test_tuples_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {})
    api.call("arrays.put", pair=("a", None), counted=(2.5, types.Point(x=1)), pairs=[("a", 1)])
    assert api.body == {"pair": ["a", None], "counted": [2.5, {"x": 1}], "pairs": [["a", 1]]}


def test_a_tuple_is_returned(api: Caller) -> None:
    api.answers(200, ["a", 1])
    assert api.call("arrays.pair") == ("a", 1)


def test_a_body_of_another_number_of_items_is_given_as_it_came(api: Caller) -> None:
    """A schema without `items: false` allows more items; the method's type knows only those that it lists."""
    for value in (["a", 1, True], ["a"]):
        api.answers(200, value)
        assert api.call("arrays.pair") == value
    api.answers(200, "a")
    with pytest.raises(api.package.ResponseValidationError, match="a string, not of the documented kind"):
        api.call("arrays.pair")
    api.answers(200, ["a"])
    api.options["strict_responses"] = True
    with pytest.raises(api.package.ResponseValidationError):
        api.call("arrays.pair")


def test_bounds_are_documented(case: Made) -> None:
    arrays = case.files["src/case_tuples/types/arrays.py"]
    assert '"""At least 1 items, at most 3 items, no item twice."""' in arrays
    assert '"""At least one item is "x"."""' in arrays
