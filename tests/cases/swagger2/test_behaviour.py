"""Swagger 2.0: the same client as the same API would give in OpenAPI 3."""

from __future__ import annotations

import datetime as dt
from types import ModuleType

import pytest

from tests.cases.harness import Caller, Made


def test_the_address_is_put_together(case: Made) -> None:
    assert next(server.url for server in case.api.servers) == "https://api.example.com/v2"


@pytest.fixture(autouse=True)
def key(api: Caller) -> None:
    api.options["api_key"] = "secret"


def test_arrays_travel_as_their_format_says(api: Caller) -> None:
    api.answers(200, [])
    assert api.call("pets.list", limit=5, tags=["a", "b"], ids=[1, 2]) == []
    assert api.path == "/pets"
    assert api.query == "limit=5&tags=a&tags=b&ids=1,2"
    assert api.request.headers["x-key"] == "secret"


def test_a_body_parameter_becomes_arguments(api: Caller, types: ModuleType) -> None:
    api.answers(201, {"id": 1, "name": "Tom", "nick": None, "kind": "fox", "born": "2024-02-29"})
    pet = api.call("pets.add", name="Tom", nick=None, born=dt.date(2024, 2, 29))
    assert api.body == {"name": "Tom", "nick": None, "born": "2024-02-29"}
    assert isinstance(pet, types.Pet)
    assert (pet.id, pet.kind, pet.born, pet.invalid_fields) == (1, "fox", dt.date(2024, 2, 29), ())


def test_shared_responses_are_errors(api: Caller, package: ModuleType) -> None:
    api.answers(404, {"message": "gone"})
    with pytest.raises(package.NotFoundError) as caught:
        api.call("pets.get", pet_id=7)
    assert caught.value.body.message == "gone"
    assert api.path == "/pets/7"
    assert "x-key" not in api.request.headers
