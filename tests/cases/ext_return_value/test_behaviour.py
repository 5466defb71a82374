from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.cases.harness import Caller

PET = {"name": "Rex", "age": 3}


def test_the_member_is_returned_as_its_type(api: Caller, types: Any) -> None:
    api.answers(json={"data": PET, "trace": "t1"})
    pet = api.call("pets.get", id="1")
    assert isinstance(pet, types.Pet)
    assert (pet.name, pet.age) == ("Rex", 3)


def test_a_value_of_another_type_is_kept_and_listed(api: Caller, types: Any) -> None:
    api.answers(json={"data": {"name": "Rex", "age": "three"}})
    pet = api.call("pets.get", id="1")
    assert isinstance(pet, types.Pet)
    assert pet.age == "three"
    assert pet.invalid_fields == ("/age",)


def test_a_missing_member_is_none(api: Caller) -> None:
    api.answers(json={"trace": "t1"})
    assert api.call("pets.get", id="1") is None
    api.answers(json={})
    assert api.call("pets.owners") is None
    api.empty()
    assert api.call("pets.owners") is None


def test_strict_clients_refuse_what_differs(api: Caller, package: Any) -> None:
    api.options["strict_responses"] = True
    api.answers(json={"data": {"name": 1}})
    with pytest.raises(package.ResponseValidationError) as raised:
        api.call("pets.get", id="1")
    assert raised.value.invalid_fields == ("/data/name",)


def test_another_kind_of_body_is_an_error(api: Caller, package: Any) -> None:
    api.answers(json=[1])
    with pytest.raises(package.ResponseValidationError):
        api.call("pets.get", id="1")


def test_paths_lead_through_members(api: Caller) -> None:
    api.answers(json={"result": {"owner-names": ["Ann", "Bo"]}})
    assert api.call("pets.owners") == ["Ann", "Bo"]
    api.answers(json={"data": {"name": "Rex"}})
    assert api.call("pets.free") == "Rex"


def test_raw_responses_have_the_whole_body_and_parse_to_the_member(api: Caller, types: Any) -> None:
    api.answers(json={"data": PET}, headers={"X-Count": "7"})
    raw = api.call("pets.with_raw_response.get", id="1")
    assert raw.content.startswith(b'{"data":')
    assert raw.typed_headers.x_count == 7
    assert raw.parse() == types.Pet(name="Rex", age=3)


def test_streamed_responses_too(api: Caller, types: Any) -> None:
    api.answers(json={"data": PET})
    found = api.view("pets.with_streaming_response.get", lambda response: response.parse(), id="1")
    assert found == types.Pet(name="Rex", age=3)


def test_annotations_are_those_of_the_member(package: Any) -> None:
    pets = package.resources.pets.Pets
    returned = {
        name: inspect.signature(getattr(pets, name)).return_annotation
        for name in ("get", "owners", "free", "remove", "pages", "text", "nothing", "stream")
    }
    assert returned == {
        "get": "types.Pet",
        "owners": "list[str] | None",
        "free": "str | None",
        "remove": "types.GetResponse",
        "pages": "Page[types.Pet, types.PagesResponse]",
        "text": "str",
        "nothing": "None",
        "stream": "Stream[types.Pet]",
    }
