from __future__ import annotations

import inspect
from typing import Any, Literal, get_args

from tests.cases.harness import Caller


def test_the_values_are_all_that_there_are(types: Any) -> None:
    assert types.Kind == Literal["cat", "dog"]
    assert types.PetLegs == Literal[2, 4]
    assert get_args(types.PetSize) == (Literal["small", "large"], str)
    assert get_args(types.PetColor) == (Literal["red", "blue"], str)


def test_annotations(package: Any) -> None:
    method = inspect.signature(type(package.CaseUnknownValues(base_url="http://x").pets).create)
    assert method.parameters["kind"].annotation == "types.Kind"
    assert method.parameters["planet"].annotation == "Literal['earth'] | None"


def test_a_server_that_sends_others_breaks_nothing(api: Caller) -> None:
    api.answers(json={"kind": "fish", "size": "huge", "legs": 0, "planet": "mars"})
    pet = api.call("pets.create", kind="cat")
    assert (pet.kind, pet.size, pet.legs, pet.planet) == ("fish", "huge", 0, "mars")
    assert sorted(pet.invalid_fields) == ["/kind", "/legs", "/planet"]
