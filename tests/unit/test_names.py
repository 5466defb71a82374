from __future__ import annotations

import keyword
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ir.names import Claim, assign, type_name, variable


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("_id", "id"),
        ("audienceId", "audience_id"),
        ("2fa", "n2fa"),
        ("", "field"),
        ("🙂", "field"),
        ("x" * 300, "x" * 80),
    ],
)
def test_variable(text: str, name: str) -> None:
    assert variable(text, "field") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("create-a-campaign", "CreateACampaign"), ("3d model", "N3dModel"), ("", "Model"), ("$$", "Model")],
)
def test_type_name(text: str, name: str) -> None:
    assert type_name(text, "Model") == name


@given(st.text())
def test_names_are_identifiers(text: str) -> None:
    assert variable(text, "field").isidentifier()
    assert type_name(text, "Model").isidentifier()


def test_the_plain_name_goes_to_the_first_by_id() -> None:
    naming = assign([Claim("#/b", ("Item", "BItem")), Claim("#/a", ("Item", "AItem"))])
    assert naming.names == {"#/a": "Item", "#/b": "BItem"}
    assert [(rename.id, rename.wanted, rename.given) for rename in naming.renames] == [
        ("#/b", "Item", "BItem")
    ]


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [Claim(f"#/{n}", (f"Item{n % 3}", f"Other{n % 2}")) for n in range(20)]
    expected = assign(claims)
    for seed in range(5):
        shuffled = claims[:]
        random.Random(seed).shuffle(shuffled)
        assert assign(shuffled).names == expected.names


def test_a_number_is_the_last_resort() -> None:
    naming = assign([Claim(f"#/{n}", ("Item",)) for n in range(3)])
    assert sorted(naming.names.values()) == ["Item", "Item2", "Item3"]


def test_the_exact_wire_name_has_the_better_right() -> None:
    naming = assign([Claim("m/properties/_id", ("id",)), Claim("m/properties/id", ("id",))], ordered=True)
    assert naming.names == {"m/properties/id": "id", "m/properties/_id": "id_2"}


def test_reserved_names_take_an_underscore() -> None:
    naming = assign([Claim("a", ("class",)), Claim("b", ("class_",))], reserved=frozenset(keyword.kwlist))
    assert naming.names == {"a": "class_", "b": "class_2"}
    assert naming.renames[0].reason == "reserved"


def test_what_the_lock_remembers_comes_first() -> None:
    claims = [Claim("#/a", ("Item",)), Claim("#/b", ("Item", "BItem"))]
    assert assign(claims, kept={"#/b": "Item"}).names == {"#/a": "Item2", "#/b": "Item"}


def test_a_remembered_name_that_is_reserved_now_is_not_kept() -> None:
    assert assign([Claim("a", ("value",))], kept={"a": "class"}, reserved={"class"}).names == {"a": "value"}


def test_the_configuration_beats_the_lock() -> None:
    assert assign([Claim("a", ("x",), chosen="mine")], kept={"a": "theirs"}).names == {"a": "mine"}


def test_an_old_name_goes_to_what_had_it_or_to_nobody() -> None:
    claims = [Claim("a", ("Pet",)), Claim("b", ("Animal",))]
    naming = assign(claims, held={"Pet": "b"})
    assert naming.names == {"a": "Pet2", "b": "Animal"}
    assert [rename.reason for rename in naming.renames] == ["an old name of something else"]
    assert assign(claims, held={"Pet": "a"}).names == {"a": "Pet", "b": "Animal"}
    assert assign(claims, held={"pet": "b"}, case_sensitive=False).names["a"] == "Pet2"
    assert assign([Claim("a", ("x",), chosen="Pet")], held={"Pet": "b"}).names == {"a": "Pet"}


def test_names_that_become_files_differ_in_more_than_case() -> None:
    naming = assign([Claim("a", ("UrlList",)), Claim("b", ("URLList",))], case_sensitive=False)
    assert len({name.casefold() for name in naming.names.values()}) == 2
