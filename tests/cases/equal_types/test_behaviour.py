"""Schemas that say the same are one type, unless a person gave them two names."""

from __future__ import annotations

from typing import Any

from tests.cases.harness import Caller, Made


def names(case: Made) -> set[str]:
    return {str(definition.name) for definition in case.api.definitions}


def test_one_type_each(case: Made) -> None:
    assert names(case) == {
        "Chip",
        "Collar",
        "DogNote",
        "CatNote",
        "CatTree",
        "ListCatsResponse",
        "ListDogsResponse",
        "NotFound",
        "Refused",
        "Settings",
        "SettingsWide",
        "SortOrder",
    }


def test_types_that_refer_to_themselves_are_compared_too(case: Made) -> None:
    assert len([name for name in names(case) if name.endswith("Tree")]) == 1


def test_what_is_said_of_a_field_is_kept(api: Caller, types: Any) -> None:
    assert types.CatNote is not types.DogNote


def test_an_error_has_the_type_with_the_nearest_name(case: Made) -> None:
    named = {definition.id: str(definition.name) for definition in case.api.definitions}
    for operation in case.api.operations():
        (error,) = operation.errors
        assert named[getattr(error.type, "id")] == "NotFound"  # noqa: B009


def test_a_map_that_a_tool_named_is_a_map(api: Caller) -> None:
    api.answers(
        json={"settings": {"extra": {"a": 1}, "wide": {"screen": 3}}, "tree": {"down": [{"name": "x"}]}}
    )
    cats = api.call("cats.list", sort_order="asc")
    assert cats.settings.extra == {"a": 1}
    assert cats.settings.wide.screen == 3
    dogs = api.call("dogs.list", sort_order="desc")
    assert type(dogs.tree.down[0]) is type(cats.tree.down[0])
