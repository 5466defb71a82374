"""A document as text reads as what it was."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import yaml12
from generator.load.document import JsonValue
from generator.load.emit import emitted
from generator.load.jsontext import read as read_json
from generator.load.places import Parsed

ODD = [
    "NO",
    "no",
    "y",
    "N",
    "on",
    "2024-10-01",
    "2001-12-14t21:59:43.10-05:00",
    "1e3",
    "012",
    "0o14",
    "0x1F",
    "1_000",
    "12:30:45",
    "~",
    "",
    "null",
    "=",
    "<<",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#a",
    ".inf",
    ".5",
    "+1",
    "'",
    '"',
    "|",
    "%a",
    "@a",
    "`a`",
    " a",
    "a ",
    "a\n",
    "a\nb",
    "a\n\nb\n\n\n",
    "\na",
    " a\nb",
    "a\n b\n",
    "a \nb",
    "\ta\nb",
    "a\x85b\u2028c\u2029d",
    "\ufeffa",
    "\x00\x1b",
    "a\r\nb",
    "…",
    "🐈\n🐕",
    "---",
    "...",
    "--- a\nb",
    "{a}",
    "[a]",
    "!a",
    "&a",
    "*a",
    "? a",
]

TEXT = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("ab \n\t-:#'\"|>1.e", max_size=20),
)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=20,
)


def read(text: str) -> JsonValue:
    parsed = yaml12.read(text)
    assert isinstance(parsed, list), parsed
    (document,) = parsed
    return document.value


def same(one: object, other: object) -> bool:
    """Equal, in kind too: 1, 1.0 and true are three values."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@given(VALUES)
@settings(max_examples=500, deadline=None)
def test_yaml_reads_as_what_was_written(value: JsonValue) -> None:
    assert same(read(emitted({"info": value})), {"info": value})


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_json_reads_as_what_was_written(value: JsonValue) -> None:
    parsed = read_json(emitted({"info": value}, "json"))
    assert isinstance(parsed, Parsed)
    assert same(parsed.value, {"info": value})


@pytest.mark.parametrize("text", ODD)
def test_readers_of_yaml_1_1_agree(text: str) -> None:
    value: dict[str, JsonValue] = {"info": {"a": text, text: 1, "b": [text]}}
    written = emitted(value)
    assert same(read(written), value)
    loaded: Any = yaml.safe_load(written)
    assert loaded == value


def test_half_of_a_pair_of_surrogates() -> None:
    value: dict[str, JsonValue] = {"a": "\ud800"}
    for written in (emitted(value, "json"), emitted(value)):
        written.encode("utf-8")
        parsed = read_json(written)
        assert isinstance(parsed, Parsed)
        assert parsed.value == value


def test_layout() -> None:
    written = emitted(
        {
            "components": {"schemas": {"B": {}, "A": {"enum": ["NO", "1e3", "plain"]}}},
            "paths": {"/b": {"get": {"description": "Two\nlines.\n"}}, "/a": {}},
            "x-sdksmith-client": "Pets",
            "info": {"title": "Pets", "version": "1.0"},
            "openapi": "3.1.0",
        }
    )
    assert written == (
        "openapi: 3.1.0\n"
        "info:\n"
        "  title: Pets\n"
        "  version: '1.0'\n"
        "x-sdksmith-client: Pets\n"
        "paths:\n"
        "  /b:\n"
        "    get:\n"
        "      description: |\n"
        "        Two\n"
        "        lines.\n"
        "  /a: {}\n"
        "components:\n"
        "  schemas:\n"
        "    A:\n"
        "      enum:\n"
        "      - 'NO'\n"
        "      - '1e3'\n"
        "      - plain\n"
        "    B: {}\n"
    )
