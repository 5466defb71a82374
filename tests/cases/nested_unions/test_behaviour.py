"""Unions in unions, in arrays, beside members and over scalars."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from tests.cases.harness import Caller

ID = "123e4567-e89b-42d3-a456-426614174000"
VALUES = [
    ("scalars", "2024-01-15T00:00:00Z", dt.datetime(2024, 1, 15, tzinfo=dt.UTC)),
    ("scalars", 5, 5),
    ("scalars", True, True),
    ("scalars", None, None),
    ("model", "large", "large"),
    ("model", "new", "new"),
    ("maps", {"a": 1}, {"a": 1}),
    ("maps", [1, 2], [1, 2]),
    ("deep", 5, 5),
    ("deep", "x", "x"),
    ("deep", False, False),
    ("typed", "2024-01-15", dt.date(2024, 1, 15)),
    ("typed", "never", "never"),
    ("typed", "later", "later"),
    ("texts", ID, uuid.UUID(ID)),
    ("texts", "2024-01-15T00:00:00Z", dt.datetime(2024, 1, 15, tzinfo=dt.UTC)),
    ("texts", "2024", "2024"),
    ("anything", {"x": [1]}, {"x": [1]}),
    ("anything", None, None),
    ("ids", [ID, 7], [uuid.UUID(ID), 7]),
]


@pytest.mark.parametrize(("member", "sent", "value"), VALUES)
def test_values(api: Caller, member: str, sent: Any, value: Any) -> None:
    api.answers(200, {member: sent})
    unions = api.call("unions.put")
    assert getattr(unions, member) == value
    assert type(getattr(unions, member)) is type(value)
    assert unions.invalid_fields == ()
    assert unions.to_dict() == {member: sent}


def test_objects(api: Caller, types: Any) -> None:
    body = {
        "one_or_many": [{"ok": True}, "text"],
        "inside": {"ok": True, "b": 2},
        "deep": {"ok": False},
    }
    api.answers(200, body)
    unions = api.call("unions.put")
    assert [type(item).__name__ for item in unions.one_or_many] == ["Ok", "str"]
    assert (unions.inside.ok, unions.inside.b) == (True, 2)
    assert type(unions.deep) is types.Ok
    assert unions.invalid_fields == ()
    assert unions.to_dict() == body


def test_what_no_variant_fits_is_kept(api: Caller) -> None:
    body = {"scalars": [1], "one_or_many": 5, "maps": {"a": "b"}, "ids": ["x", {}]}
    api.answers(200, body)
    unions = api.call("unions.put")
    assert unions.to_dict() == body
    assert set(unions.invalid_fields) >= {"/scalars", "/one_or_many", "/maps/a"}


def test_a_result_of_either_kind(api: Caller, types: Any) -> None:
    api.answers(200, {"ok": True})
    assert type(api.call("unions.result")) is types.Ok
    api.answers(200, [{"ok": True}, {"ok": False}])
    assert [item.ok for item in api.call("unions.result")] == [True, False]
