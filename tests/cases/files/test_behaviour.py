"""A document spread over files: its types are called like the files, and refer to each other across them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_types_are_called_like_their_files(case: Made) -> None:
    assert {str(one.name) for one in case.api.definitions} == {"Pet", "NewPet", "Owner", "Failure"}


def test_types_that_refer_to_each_other(api: Caller, types: Any) -> None:
    api.options = {"token": "t"}
    api.answers(
        json={"id": "1", "name": "Tom", "owner": {"name": "Ann", "pets": [{"id": "2", "name": "Tim"}]}}
    )
    pet = api.call("pets.get", id="1")
    assert isinstance(pet, types.Pet)
    assert isinstance(pet.owner, types.Owner)
    assert isinstance(pet.owner.pets[0], types.Pet)
    assert api.path == "/pets/1"


def test_a_body_by_anchor(api: Caller) -> None:
    api.options = {"token": "t"}
    api.answers(201, json={"id": "1", "name": "Tom"})
    api.call("pets.create", name="Tom", owner_id="7")
    assert api.body == {"name": "Tom", "owner_id": "7"}


def test_an_error_of_another_file(api: Caller, package: Any, types: Any) -> None:
    api.options = {"token": "t"}
    api.answers(404, json={"message": "gone"})
    with pytest.raises(package.NotFoundError) as caught:
        api.call("pets.get", id="1")
    assert isinstance(caught.value.body, types.Failure)
