"""Where operations go that have no tag, several, or a place of their own."""

from __future__ import annotations

import pytest

from tests.cases.harness import Caller, Made


@pytest.mark.parametrize(
    ("method", "arguments", "path"),
    [
        ("default.root", {}, "/"),
        ("default.get", {"id": "1"}, "/1"),
        ("pets.list", {}, "/pets"),
        ("pets.add", {}, "/pets"),
        ("pets.get", {"id": "1"}, "/pets/1"),
        ("pets.head", {"id": "1"}, "/pets/1"),
        ("first_tag.several", {}, "/several"),
        ("admin.one", {}, "/nested/one"),
        ("admin.users.two", {}, "/nested/two"),
        ("admin.users_get", {}, "/nested/three"),
        ("same.get_same_a", {}, "/same-a"),
        ("same.get_same_b", {}, "/same-b"),
    ],
)
def test_every_operation_has_a_place(api: Caller, method: str, arguments: dict[str, str], path: str) -> None:
    assert api.call(method, **arguments) is None
    assert api.path == path


def test_there_are_no_others(case: Made) -> None:
    assert len(case.api.operations()) == 12
    assert {str(group.name) for group in case.api.root.groups} == {
        "default",
        "pets",
        "first_tag",
        "admin",
        "same",
    }
