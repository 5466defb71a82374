"""Enumerations whose values have names and descriptions of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("Code", {"SUCCESS": 0, "FAILURE": 1, "THE_ANSWER": 42}),
        ("Size", {"SMALL": "s", "MEDIUM": "m"}),
        ("State", {"SWITCHED_ON": "on", "SWITCHED_OFF": "off"}),
        ("Kind", {"CROSS": "x", "NOUGHT": "o"}),
        ("Sign", {"MINUS_1": -1, "N0": 0, "N1": 1}),
        ("JobMaybe", {"A": "a", "B": "b"}),
    ],
)
def test_names(types: Any, name: str, members: dict[str, Any]) -> None:
    assert {member.name: member.value for member in getattr(types, name)} == members


def test_descriptions_are_in_the_source(case: Made) -> None:
    code = case.files["src/case_enum_names/types/code.py"]
    assert '    SUCCESS = 0\n    """All went well."""\n' in code
    assert '    THE_ANSWER = 42\n    """The answer."""\n' in code
    assert '    NOUGHT = "o"\n    """A circle."""\n' in case.files["src/case_enum_names/types/kind.py"]
    assert '    SMALL = "s"\n    """Small one."""\n' in case.files["src/case_enum_names/types/size.py"]


def test_members_and_plain_values_are_sent(api: Caller, types: Any) -> None:
    api.answers(200, {"code": 42, "size": "xl", "state": "on", "version": 3, "fixed": "other", "maybe": None})
    job = api.call("jobs.create", code=types.Code.FAILURE, size="s", state=types.State.SWITCHED_OFF)
    assert api.body == {"code": 1, "size": "s", "state": "off"}
    assert (job.code, job.state) == (types.Code.THE_ANSWER, types.State.SWITCHED_ON)
    assert (job.size, job.version, job.fixed, job.maybe) == ("xl", 3, "other", None)
    assert job.invalid_fields == ()


@pytest.mark.parametrize("value", [True, "1", 1.5, [], {}])
def test_a_value_of_another_kind_is_kept_and_listed(api: Caller, value: Any) -> None:
    api.answers(200, {"code": value, "version": value})
    job = api.call("jobs.create")
    assert (job.code, job.version) == (value, value)
    assert type(job.code) is type(value)
    assert job.invalid_fields == ("/code", "/version")


def test_whole_numbers_may_be_written_as_floats(api: Caller, types: Any) -> None:
    api.answers(200, {"code": 42.0, "version": 2.0})
    job = api.call("jobs.create")
    assert job.code is types.Code.THE_ANSWER
    assert (job.version, job.invalid_fields) == (2, ())
