"""What holds only sometimes, and what contradicts itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_members_of_conditions_are_optional_ones(api: Caller, types: Any) -> None:
    body = {"country": "DE", "vat": "1", "tax": 1.5, "card": "x", "address": {"street": "s"}, "code": 5}
    api.answers(200, body)
    order = api.call("orders.create", country="DE", vat="1", address={"street": "s"}, code="c")
    assert api.body == {"country": "DE", "vat": "1", "code": "c", "address": {"street": "s"}}
    assert (order.vat, order.tax, order.code) == ("1", 1.5, 5)
    assert type(order.address) is types.Address
    assert order.invalid_fields == ()
    assert order.to_dict() == body


def test_what_a_condition_excludes_is_not_held_against_a_value(api: Caller) -> None:
    api.answers(200, {"country": "FR", "size": 3, "name": "root", "never": 1, "always": None})
    order = api.call("orders.create", country="FR", size=3)
    assert (order.size, order.name, order.never, order.always) == (3, "root", 1, None)
    assert order.invalid_fields == ()


def test_members_of_which_one_must_be_there(api: Caller, types: Any) -> None:
    api.answers(200, {"country": "x", "either": {"b": "1"}})
    order = api.call("orders.create", country="x", either=types.Either(a="1"))
    assert type(order.either) is types.Either
    assert (order.either.a, order.either.b, api.body["either"]) == (None, "1", {"a": "1"})


@pytest.mark.parametrize("value", ["text", ["a", "list"]])
def test_either_side_of_a_contradiction_is_accepted(api: Caller, value: Any) -> None:
    api.answers(
        200, {"country": "x", "contradictory": value, "strings": "ab", "narrowed": None, "picked": "z"}
    )
    order = api.call("orders.create", country="x")
    assert (order.contradictory, order.strings, order.narrowed, order.picked) == (value, "ab", None, "z")
    assert order.invalid_fields == ()


@pytest.mark.parametrize("across", ["left", "right"])
@pytest.mark.parametrize("along", ["up", "down"])
def test_two_unions_at_once(api: Caller, across: str, along: str) -> None:
    body = {"country": "x", "crossed": {"id": "1", across: "a", along: "b"}}
    api.answers(200, body)
    order = api.call("orders.create", country="x")
    fields = type(order.crossed).model_fields
    assert set(fields) == {"id", across, along}
    assert order.invalid_fields == ()
    assert order.to_dict() == body


def test_what_is_said_and_reported(case: Made) -> None:
    order = case.files["src/case_conditions/types/order.py"]
    assert '"""Must not be a multiple of 3."""' in order
    assert '"""Must not be "root" or "admin"."""' in order
    assert '"""At least 2 characters, at most 5 characters, matches ^a."""' in order
    assert "with card also address" in " ".join(order.split()).lower()
    codes = sorted(item.code for item in case.diagnostics if item.code.startswith("TYPE"))
    assert codes == ["TYPE002"] * 6 + ["TYPE003"]
    assert "With a, or with b." in case.files["src/case_conditions/types/either.py"]
