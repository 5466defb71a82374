"""Request bodies: as arguments of their own, or whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cases.harness import Caller

BORN = dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC)
PET = {"name": "Rex", "bornAt": "2024-01-15T09:30:00Z", "toys": [{"kind": "ball"}]}


def test_the_members_of_an_object_are_arguments(api: Caller, types: Any) -> None:
    api.call("pets.flat", name="Rex", born_at=BORN, toys=[types.Toy(kind="ball")])
    assert api.body == PET
    assert api.request.headers["content-type"] == "application/json"


def test_an_array_is_one_argument(api: Caller, types: Any) -> None:
    api.call(
        "pets.array", body=[types.Pet(name="Rex", born_at=BORN, toys=[types.Toy(kind="ball")]), {"name": "B"}]
    )
    assert api.body == [PET, {"name": "B"}]
    api.call("pets.array", body=[])
    assert api.request.content == b"[]"


def test_a_union_is_one_argument(api: Caller, types: Any) -> None:
    api.call("pets.union", body=types.Stone(weight=1.5))
    assert api.body == {"weight": 1.5}
    api.call("pets.union", body={"name": "dict"})
    assert api.body == {"name": "dict"}


def test_a_free_object_and_a_scalar_are_one_argument(api: Caller) -> None:
    api.call("pets.free", body={"anything": [1, None]})
    assert api.body == {"anything": [1, None]}
    api.call("pets.scalar", body="text")
    assert api.body == "text"


def test_a_member_with_the_name_of_a_parameter_makes_the_body_one_argument(api: Caller, types: Any) -> None:
    api.call("pets.collision", name="old", body=types.Pet(name="new"))
    assert api.path == "/pets/old/collision"
    assert api.body == {"name": "new"}


def test_an_optional_body(api: Caller) -> None:
    api.call("pets.optional_fields")
    assert api.body == {}
    api.call("pets.optional_fields", a="x")
    assert api.body == {"a": "x"}


def test_a_body_on_delete_is_sent_only_when_there_is_one(api: Caller) -> None:
    api.call("pets.remove")
    assert api.request.content == b""
    api.call("pets.remove", reason="old")
    assert api.request.method == "DELETE"
    assert api.body == {"reason": "old"}


def test_more_members_beside_documented_ones(api: Caller, types: Any) -> None:
    api.answers(200, {"name": "a", "x": 1})
    result = api.call("pets.open", body=types.Open.from_dict({"name": "a", "x": 1}))
    assert api.body == {"name": "a", "x": 1}
    assert (result.name, result.x) == ("a", 1)
    api.call("pets.open", body={"name": "b", "y": 2})
    assert api.body == {"name": "b", "y": 2}


def test_a_body_without_a_schema(api: Caller) -> None:
    api.call("pets.nothing", body=[1, {"a": None}])
    assert api.body == [1, {"a": None}]


def test_a_parameter_called_body_makes_way_for_the_body(api: Caller) -> None:
    api.call("pets.body_field", body=["a"], body_query="q")
    assert api.body == ["a"]
    assert api.query == "body=q"


def test_variants_that_only_say_what_is_required_leave_the_members(api: Caller) -> None:
    api.call("pets.required_variants", phone="1")
    assert api.body == {"phone": "1"}


def test_a_vendor_media_type_is_the_content_type(api: Caller) -> None:
    api.call("pets.vendor", a=None)
    assert api.request.content == b'{"a":null}'
    assert api.request.headers["content-type"] == "application/merge-patch+json"


def test_a_naive_datetime_is_refused_before_anything_is_sent(api: Caller) -> None:
    with pytest.raises(ValueError, match="no timezone"):
        api.call("pets.flat", name="Rex", born_at=dt.datetime(2024, 1, 15))
    assert api.requests == []


def test_a_missing_required_member_is_a_type_error(api: Caller) -> None:
    with pytest.raises(TypeError, match="name"):
        api.call("pets.flat")
