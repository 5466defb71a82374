"""JSON is read by the standard library, and its places are found afterwards."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import jsontext
from generator.load.document import JsonValue
from generator.load.places import Parsed, Syntax, find


def read(text: str) -> Parsed:
    parsed = jsontext.read(text)
    assert isinstance(parsed, Parsed)
    return parsed


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ('{"a": 1 "b": 2}', '"b"', "expecting ',' delimiter"),
        ('{"a": 1, }', ", }", "a comma after the last one"),
        ("[1\n,\n]", ",", "a comma after the last one"),
        ("{'a': 1}", "'a'", "property name in double quotes"),
        ('{"a": tru}', "tru}", "expecting value"),
        ('{"NaN": "Infinity", "a": [NaN]}', "NaN]", "NaN is not JSON"),
        ('{"a": -Infinity}', "-Inf", "-Infinity is not JSON"),
        ('{"a": 1} {"b": 2}', '{"b"', "extra data"),
        ('{"a": "b', '"b', "unterminated string"),
    ],
)
def test_a_fault_has_a_place(text: str, at: str, message: str) -> None:
    found = jsontext.read(text)
    assert isinstance(found, Syntax)
    assert message in found.message
    assert text[found.index :].startswith(at)


def test_values_that_yaml_has_trouble_with() -> None:
    text = '{"pair": "\\ud83d\\ude00", "tab": "a\\tb", "slash": "\\/", "big": 1e999, "\\u0061": 1}'
    assert read(text).value == {"pair": "😀", "tab": "a\tb", "slash": "/", "big": "1e999", "a": 1}


def test_a_number_of_many_digits_stays_text() -> None:
    digits = "9" * 5000
    parsed = read(f'{{"a": {digits}, "b": [{digits}, 1]}}')
    assert parsed.value == {"a": digits, "b": [digits, 1]}
    assert find(parsed.place, ["b", "1"])[1]


@pytest.mark.parametrize("depth", [801, 100_000])
def test_deep_nesting_is_an_error(depth: int) -> None:
    found = jsontext.read("[" * depth + "]" * depth)
    assert isinstance(found, Syntax)
    assert "nested deeper" in found.message


def test_nesting_that_is_deep_enough_for_anyone() -> None:
    assert read("[" * 780 + "]" * 780).value


def test_duplicates_at_any_depth() -> None:
    text = '{"a": [{"b": 1, "c": 0, "b": 2}], "a": {"x/y": 1, "x/y": [], "x/y": 3}}'
    parsed = read(text)
    assert parsed.value == {"a": {"x/y": 3}}
    found = sorted((one.later, one.pointer, one.earlier) for one in parsed.duplicates)
    assert [pointer for _, pointer, _ in found] == ["#/a/0/b", "#/a", "#/a/x~1y", "#/a/x~1y"]
    for later, pointer, earlier in found:
        assert earlier < later
        name = json.dumps(pointer.rpartition("/")[2].replace("~1", "/"))
        assert text.startswith(name, earlier)
        assert text.startswith(name, later)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200)
@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_every_value_is_where_its_place_says(value: JsonValue, indent: int | None, ascii_: bool) -> None:
    text = "\n " + json.dumps(value, indent=indent, ensure_ascii=ascii_) + "\n"
    parsed = read(text)
    assert parsed.value == value
    decoder = json.JSONDecoder()
    todo: list[tuple[list[str], JsonValue]] = [([], value)]
    while todo:
        tokens, inner = todo.pop()
        place, found = find(parsed.place, tokens)
        assert found
        assert decoder.raw_decode(text, place.start)[0] == inner
        if isinstance(inner, dict):
            todo.extend(([*tokens, name], below) for name, below in inner.items())
        elif isinstance(inner, list):
            todo.extend(([*tokens, str(number)], below) for number, below in enumerate(inner))
        if tokens and place.key != place.start:
            assert decoder.raw_decode(text, place.key)[0] == tokens[-1]


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet='{}[]:,"\\ntrufalse0123.eE+- \n\u00e9\ud800NaI', max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    result = jsontext.read(text)
    if isinstance(result, Syntax):
        assert 0 <= result.index <= len(text)
