"""Unions whose variants a member tells apart."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from tests.cases.harness import Caller, Made

VARIANTS = [
    ("pet", {"petType": "cat", "lives": 9}, "Cat"),
    ("pet", {"petType": "kitten", "lives": 9, "friend": {"petType": "dog"}}, "Cat"),
    ("pet", {"petType": "dog", "bark": "wuff"}, "Dog"),
    ("event", {"type": "started", "at": "2024-01-15T09:30:00Z"}, "Started"),
    ("event", {"type": "stopped", "reason": "done"}, "Stopped"),
    ("event", {"type": "stopped", "signal": 9}, "Aborted"),
    ("shape", {"kind": "Circle", "radius": 1.5}, "Circle"),
    ("shape", {"kind": "Square"}, "Square"),
    ("animal", {"species": "lion", "mane": True}, "Lion"),
    ("animal", {"species": "Shark", "fins": 3, "name": "Bruce"}, "Shark"),
    ("animal", {"species": "carp", "name": "Karl"}, "Animal"),
    ("vehicle", {"wheels": "two", "bell": True}, "Bike"),
    ("vehicle", {"wheels": "four", "doors": 3}, "Car"),
    ("vehicle", {"doors": 5}, "Car"),
    ("outer", {"type": "first", "a": 1}, "First"),
    ("outer", {"type": "third", "c": 1}, "Third"),
    ("code", {"v": 1, "one": "x"}, "CodeOne"),
    ("code", {"v": 2, "two": "x"}, "CodeTwo"),
    ("payment", {"method": "card", "number": "4111", "amount": 5}, "PaymentCard"),
    ("payment", {"method": "transfer", "iban": "DE", "amount": 5}, "PaymentTransfer"),
]


@pytest.mark.parametrize(("member", "value", "name"), VARIANTS)
def test_the_tag_chooses(api: Caller, types: Any, member: str, value: dict[str, Any], name: str) -> None:
    body = {"pet": {"petType": "dog"}, member: value}
    api.answers(200, body)
    owner = api.call("owners.create", pet={"petType": "dog"})
    variant = getattr(owner, member)
    assert type(variant) is getattr(types, name)
    assert owner.invalid_fields == ()
    assert owner.to_dict() == body
    assert pickle.loads(pickle.dumps(owner)).to_dict() == body


@pytest.mark.parametrize("value", ["cow", 5, True, ["x"], {"a": 1}])
def test_a_value_that_is_not_listed_is_an_unknown_variant(api: Caller, types: Any, value: Any) -> None:
    body = {"pet": {"petType": value, "horns": 2}}
    api.answers(200, body)
    owner = api.call("owners.create", pet={"petType": "dog"})
    assert type(owner.pet) is types.UnknownVariant
    assert (owner.pet.petType, owner.pet.horns) == (value, 2)
    assert owner.invalid_fields == ()
    # What came can be sent again.
    api.call("owners.create", pet=owner.pet)
    assert api.body == body


def test_a_known_variant_that_is_wrong_is_reported_and_not_taken_for_another(api: Caller, types: Any) -> None:
    api.answers(200, {"pet": {"petType": "cat", "lives": "many"}, "event": {"type": "started", "at": "noon"}})
    owner = api.call("owners.create", pet={"petType": "dog"})
    assert type(owner.pet) is types.Cat
    assert type(owner.event) is types.Started
    assert (owner.pet.lives, owner.event.at) == ("many", "noon")
    assert owner.invalid_fields == ("/pet/lives", "/event/at")


def test_without_the_tag_the_members_say_which_it_is(api: Caller, types: Any) -> None:
    api.answers(200, {"pet": {"petType": "dog"}, "shape": {"radius": 2.0}, "event": {"reason": "?"}})
    owner = api.call("owners.create", pet={"petType": "dog"})
    assert type(owner.shape) is types.Circle
    assert type(owner.event) is types.UnknownVariant


def test_objects_beside_other_types(api: Caller, types: Any) -> None:
    parts = ["text", {"type": "text", "text": "a"}, {"type": "image", "url": "u"}, {"type": "video"}]
    api.answers(200, {"pet": {"petType": "dog"}, "content": parts, "maybe": None})
    owner = api.call("owners.create", pet={"petType": "dog"}, content=parts, maybe=None)
    assert [type(part).__name__ for part in owner.content] == [
        "str",
        "TextPart",
        "ImagePart",
        "UnknownVariant",
    ]
    assert owner.maybe is None
    assert api.body == {"pet": {"petType": "dog"}, "maybe": None, "content": parts}
    api.answers(200, {"pet": {"petType": "dog"}, "content": "plain"})
    assert api.call("owners.create", pet={"petType": "dog"}).content == "plain"


def test_models_and_dicts_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {"pet": {"petType": "dog"}})
    api.call(
        "owners.create",
        pet=types.Cat(pet_type="kitten", lives=9, friend=types.Dog(pet_type="dog")),
        vehicle={"wheels": "two"},
        payment=types.PaymentCard(method="card", amount=5),
    )
    assert api.body == {
        "pet": {"petType": "kitten", "lives": 9, "friend": {"petType": "dog"}},
        "vehicle": {"wheels": "two"},
        "payment": {"method": "card", "amount": 5},
    }


def test_a_whole_body_and_a_list_of_them(api: Caller, types: Any) -> None:
    api.answers(200, {"petType": "cat", "lives": 1})
    assert type(api.call("pets.create", body=types.Dog(pet_type="dog"))) is types.Cat
    api.answers(200, [{"petType": "cat", "lives": 1}, {"petType": "cow"}])
    assert [type(pet).__name__ for pet in api.call("pets.list")] == ["Cat", "UnknownVariant"]


def test_users_can_embed_the_union(types: Any) -> None:
    class Mine(BaseModel):
        pet: types.Pet
        pets: list[types.Pet]

    mine = Mine.model_validate({"pet": {"petType": "dog"}, "pets": [{"petType": "cat", "lives": 1}]})
    assert (type(mine.pet), type(mine.pets[0])) == (types.Dog, types.Cat)
    assert mine.model_dump(by_alias=True, exclude_unset=True)["pets"] == [{"petType": "cat", "lives": 1}]
    pets = TypeAdapter(list[types.Pet]).validate_python([{"petType": "x"}])
    assert type(pets[0]) is types.UnknownVariant


def test_nothing_is_reported(case: Made) -> None:
    assert list(case.diagnostics) == []


def test_a_model_that_is_made_says_which_it_is(api: Caller, types: Any) -> None:
    """Also where the member that tells it apart need not be there: the server could not know."""
    api.answers(200, {"pet": {"petType": "dog"}})
    square = types.Square(side=2.0)
    api.call("owners.create", pet={"petType": "dog"}, shape=square, vehicle=types.Bike(bell=True))
    assert api.body == {
        "pet": {"petType": "dog"},
        "shape": {"kind": "Square", "side": 2.0},
        "vehicle": {"wheels": "two", "bell": True},
    }
    assert (square.kind, square.to_dict()) == ("Square", {"kind": "Square", "side": 2.0})
    # Unless the caller says otherwise, or it was read: then it is what was sent.
    assert types.Square(kind=None).to_dict() == {}
    assert types.Square.from_dict({"side": 2.0}).to_dict() == {"side": 2.0}
    assert types.Square.from_dict({"side": 2.0}).kind is None
