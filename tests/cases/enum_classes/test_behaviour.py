"""Enumerations as classes, by configuration."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Any

import pytest

from tests.cases.harness import Caller


def test_the_classes(types: Any) -> None:
    assert issubclass(types.Status, StrEnum)
    assert issubclass(types.ThingLevel, IntEnum)
    assert {member.value for member in types.Status} == {"active", "in-active", "ACTIVE"}
    assert [member.value for member in types.ThingLevel] == [0, 1, 2]
    assert len(types.ThingOdd) == 12, "every value has a member of its own"


def test_members_and_plain_values_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {"status": "active"})
    api.call(
        "things.create",
        status=types.Status.IN_ACTIVE,
        level=types.ThingLevel(1),
        levels=[types.CreateLevel(2)],
    )
    assert api.body == {"status": "in-active", "level": 1}
    assert api.query == "levels=2"
    api.call("things.create", status="brand-new", level=5)
    assert api.body == {"status": "brand-new", "level": 5}


def test_members_are_returned_and_unknown_values_kept(api: Caller, types: Any) -> None:
    api.answers(200, {"status": "in-active", "level": 1})
    thing = api.call("things.create", status="active")
    assert thing.status is types.Status.IN_ACTIVE
    assert isinstance(thing.level, Enum)
    api.answers(200, {"status": "unheard-of", "level": 99})
    thing = api.call("things.create", status="active")
    assert thing.status == "unheard-of"
    assert thing.level == 99
    assert isinstance(thing.status, types.Status)
    assert thing.invalid_fields == ()
    assert thing.to_dict() == {"status": "unheard-of", "level": 99}


def test_a_model_takes_members(types: Any) -> None:
    thing = types.Thing(status=types.Status.IN_ACTIVE)
    assert thing.to_dict() == {"status": "in-active"}
    with pytest.raises(ValueError, match="status"):
        types.Thing(status=3)
