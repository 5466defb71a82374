from __future__ import annotations

from typing import Any

from tests.cases.harness import Caller, Made

EVERYTHING = {"name": "Rex", "age": 3, "tags": ["a"], "deep": True, "described": {"tags": []}, "maybe": None}


def test_members_of_all_parts_are_arguments(api: Caller) -> None:
    api.answers(200, EVERYTHING)
    api.call("dogs.create", name="Rex", age=3, breed="collie")
    assert api.body == {"breed": "collie", "name": "Rex", "age": 3}


def test_members_of_all_parts_are_read(api: Caller, types: Any) -> None:
    api.answers(200, EVERYTHING)
    dog = api.call("dogs.create", name="Rex")
    assert dog.to_dict() == EVERYTHING
    assert dog.model_extra == {}
    assert isinstance(dog.described, types.Tagged)
    assert dog.invalid_fields == ()


def test_what_one_part_requires_is_required(types: Any) -> None:
    required = {name for name, field in types.Everything.model_fields.items() if field.is_required()}
    assert required == {"name", "age"}
    assert {name for name, field in types.Animal.model_fields.items() if field.is_required()} == {"name"}


def test_bounds_of_all_parts_are_documented(case: Made) -> None:
    text = case.files[f"src/{case.api.project.package}/types/everything.py"]
    assert "At least 0, at most 30." in text
    assert "Tags of its own." in text


def test_null_beside_a_reference(types: Any) -> None:
    assert types.Everything(name="a", age=1, maybe=None).to_dict() == {"name": "a", "age": 1, "maybe": None}
    assert types.Everything(name="a", age=1, maybe=types.Tagged(tags=[])).to_dict()["maybe"] == {"tags": []}


def test_a_loop_ends(types: Any) -> None:
    assert set(types.Loop.model_fields) == {"a"}


def test_enumerations_are_cut(types: Any) -> None:
    from typing import Literal, get_args

    assert get_args(types.Narrowed)[0] == Literal["b", "c"]
