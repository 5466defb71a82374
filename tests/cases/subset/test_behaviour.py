"""An SDK of a part of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diagnostics import Location
from generator.spec.model import Operation
from generator.spec.subset import fits
from generator.subset_settings import Choice
from tests.cases.harness import Caller, Made, generate, settings_of, spec_of


def test_the_chosen_operations(case: Made) -> None:
    found = {f"{'.'.join(operation.group)}.{operation.name}" for operation in case.api.operations()}
    assert found == {"payments.list", "payments.create_refund", "pets.list"}


def test_types_that_only_others_need_are_not_made(case: Made) -> None:
    names = {str(definition.name) for definition in case.api.definitions}
    assert {"Payment", "Refund", "Money", "Pet", "Dog"} <= names
    assert "Event" in names, "no operation needs it, in the whole document either"
    assert not names & {"Internal", "Note", "Cat"}


def test_the_package_calls(api: Caller) -> None:
    api.answers(200, [{"kind": "x"}])
    assert [pet.kind for pet in api.call("pets.list")] == ["x"]


@pytest.mark.parametrize(
    ("key", "text", "left"),
    [
        ("include", "tag:Cats", 1),
        ("include", "createPet", 1),
        ("include", "/pets", 2),
        ("include", "/*", 4),
        ("include", "/payments/*", 1),
        ("include", "* /payments/**", 3),
        ("include", "post /pets", 1),
        ("include", "audience:v3", 2),
        ("exclude", "/**", 0),
        ("audiences", "v3", 6),
    ],
)
def test_patterns(key: str, text: str, left: int) -> None:
    settings = replace(settings_of("subset", spec_of("subset"), "none"), choices=())
    chosen = replace(settings, choices=(Choice(key, text, Location("x"), ""),))
    assert len(generate(settings).api.operations()) == 6
    assert len(generate(chosen).api.operations()) == left


def test_a_path_is_not_a_pattern_of_another() -> None:
    operation = Operation("#", "/a.b/{id}", "get", "op")
    assert fits("/a.b/{id}", operation)
    assert fits("/a.b/*", operation)
    assert not fits("/a+b/{id}", operation)
    assert not fits("/a.b", operation)
