"""Places of TOML keys, against `tomllib` as the judge of what the keys are."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.toml_places import KeyPath, places


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a = 1\nb = 2\n", ("b",), (2, 1)),
        ("[t]\n  key = 1\n", ("t", "key"), (2, 3)),
        ("[a.b.'c d']\nx = 1", ("a", "b", "c d"), (1, 6)),
        ("[a.b]\nx = 1", ("a",), (1, 2)),
        ("a.b . c = 1", ("a", "b", "c"), (1, 7)),
        ('"q\\"k" = 1', ('q"k',), (1, 1)),
        ("t = { x = 1, y = {z = [1, 2]} }", ("t", "y", "z", 1), (1, 27)),
        ("l = [\n  'a', # one\n  'b',\n]", ("l", 1), (3, 3)),
        ("[[p]]\nn = 1\n[[p]]\nn = 2\n[p.sub]\nm = 3", ("p", 1, "n"), (4, 1)),
        ("[[p]]\nn = 1\n[[p]]\nn = 2\n[p.sub]\nm = 3", ("p", 1, "sub", "m"), (6, 1)),
        ('s = """\n[not] = "a key"\nx = 1\n"""\nafter = 1', ("after",), (5, 1)),
        ("s = '''it''s''''\nafter = 1", ("after",), (2, 1)),
        ('s = "a \\" b # no comment"\nafter = 1', ("after",), (2, 1)),
        ("# k = 1\r\n\r\nk = 2\r\n", ("k",), (3, 1)),
        ('s = ""\ne = ""\nd = 1979-05-27 07:32:00Z\nafter = true', ("after",), (4, 1)),
        ('"é" = 1 # ü\n"ö".x = 2', ("ö", "x"), (2, 5)),
    ],
)
def test_place_of_a_key(text: str, path: KeyPath, place: tuple[int, int]) -> None:
    tomllib.loads(text)
    assert places(text)[path] == place


def _paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    found: set[KeyPath] = set()
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, item in members:
        found |= {(*path, key)} | _paths(item, (*path, key))
    return found


_KEYS = st.sampled_from(["a", "b-c", "_9", "'d e'", '"f.\\u0067"', '"#"'])
_VALUES = st.recursive(
    st.sampled_from(
        ["1", "-2.5e3", "true", '"x\\\\"', "'y]'", '"""\n#"\\""""', "'''''z''''", "2024-10-01", '""']
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n" + ", # ]\n".join(items) + "\n]")
    | st.dictionaries(_KEYS, inner, max_size=3).map(
        lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(_KEYS, st.dictionaries(_KEYS, _VALUES, max_size=3), max_size=3),
    st.lists(st.dictionaries(_KEYS, _VALUES, max_size=2), max_size=3),
)
def test_every_key_and_item_is_found(tables: dict[str, dict[str, str]], array: list[dict[str, str]]) -> None:
    lines: list[str] = []
    for name, table in tables.items():
        lines += [f"[ {name} ] # {name}", *(f"{key} = {value}" for key, value in table.items())]
    for table in array:
        lines += ["[[ array.of ]]", *(f"{key} = {value} # end" for key, value in table.items())]
    text = "\n".join(lines)
    assert set(places(text)) == _paths(tomllib.loads(text))
