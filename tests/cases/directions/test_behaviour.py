"""readOnly and writeOnly members: one schema, two types."""

from __future__ import annotations

from typing import Any, NotRequired, get_origin, get_type_hints

import pytest

from tests.cases.harness import Caller, Made

SENT = {"name": "Ada", "password": "p", "address": {"street": "s"}}
RECEIVED = {"id": "1", "name": "Ada", "address": {"street": "s", "verified": True}, "friends": []}


def test_a_read_only_member_is_no_argument(api: Caller, types: Any) -> None:
    api.answers(201, RECEIVED)
    user = api.call("users.create", name="Ada", password="p", address=types.AddressInput(street="s"))
    assert api.body == SENT
    assert isinstance(user, types.User)
    assert user.address.verified is True
    assert user.invalid_fields == (), "a write-only member that is required is not missed in the answer"
    with pytest.raises(TypeError, match="id"):
        api.call("users.create", id="1", name="Ada", password="p", address={"street": "s"})


def test_two_types(types: Any) -> None:
    assert set(types.User.model_fields) == {"id", "name", "address", "friends", "tag"}
    assert set(types.UserInput.model_fields) == {"name", "password", "address", "friends", "tag"}
    assert types.User.__pydantic_fields__["id"].is_required()


def test_plain_dicts_go_wherever_models_go(api: Caller, types: Any) -> None:
    api.answers(200, [RECEIVED])
    users = api.call(
        "users.replace",
        body=[
            SENT,
            types.UserInput(name="B", password="q", address=types.AddressInput(street="t"), friends=[]),
        ],
    )
    assert api.body == [SENT, {"name": "B", "password": "q", "address": {"street": "t"}, "friends": []}]
    assert users[0].friends == []


def test_twins_have_the_wire_names(types: Any) -> None:
    hints = get_type_hints(types.UserInputDict, include_extras=True)
    assert {name for name, hint in hints.items() if get_origin(hint) is NotRequired} == {"friends", "tag"}
    assert set(hints) == {"name", "password", "address", "friends", "tag"}
    assert set(get_type_hints(types.AddressInputDict)) == {"street"}


def test_only_what_differs_is_doubled(case: Made) -> None:
    names = {str(definition.name) for definition in case.api.definitions}
    assert names == {"User", "UserInput", "Address", "AddressInput", "Tag"}
