"""Enumerations as open literals."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest

from tests.cases.harness import Caller, Made


def test_literals_stay_open(types: Any) -> None:
    literal, kind = get_args(types.Status)
    assert literal == Literal["active", "in-active", "ACTIVE"]
    assert kind is str
    assert get_args(get_args(types.ThingLevel)[0]) == (Literal[0, 1, 2], int)
    assert get_args(get_args(types.ThingMixed)[0]) == (Literal[1, "one"], str, int, bool)


def test_values_are_sent_as_they_are(api: Caller) -> None:
    api.answers(200, {"status": "active"})
    api.call(
        "things.create",
        status="new-one",
        order="asc",
        levels=[1, 9],
        level=2,
        mixed=True,
        maybe=None,
        odd="a b",
    )
    assert api.body == {"status": "new-one", "level": 2, "mixed": True, "maybe": None, "odd": "a b"}
    assert api.query == "order=asc&levels=1&levels=9"


@pytest.mark.parametrize("value", ["active", "ACTIVE", "never seen before"])
def test_unknown_values_are_kept(api: Caller, value: str) -> None:
    api.answers(200, {"status": value, "level": 7, "maybe": None, "fixed": "other", "mixed": "two"})
    thing = api.call("things.create", status="active")
    assert (thing.status, thing.level, thing.maybe, thing.fixed, thing.mixed) == (
        value,
        7,
        None,
        "other",
        "two",
    )
    assert thing.invalid_fields == ()


def test_a_value_of_another_kind_is_reported(api: Caller) -> None:
    api.answers(200, {"status": 3, "level": "x", "flag": "yes", "ratio": "0.5"})
    thing = api.call("things.create", status="active")
    assert (thing.status, thing.level, thing.flag, thing.ratio) == (3, "x", "yes", "0.5")
    assert set(thing.invalid_fields) == {"/status", "/level", "/flag", "/ratio"}


def test_one_value_needs_no_type_of_its_own(case: Made, types: Any) -> None:
    assert 'fixed: Literal["thing"] | str | None = None' in case.files["src/case_enums/types/thing.py"]
    assert not hasattr(types, "ThingFixed")


def test_what_no_literal_can_hold_is_in_the_docstring(case: Made) -> None:
    thing = case.files["src/case_enums/types/thing.py"]
    assert 'ratio: float | None = None\n    """One of 0.5, 1."""' in thing
    assert 'flag: bool | None = None\n    """Always true."""' in thing
    # Numbers without quotes, where the type is text.
    assert [item.code for item in case.diagnostics if item.code != "NAME001"] == ["SPEC001"]
