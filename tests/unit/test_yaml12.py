"""YAML is read as YAML 1.2, with places, and whatever it is, without a traceback."""

from __future__ import annotations

import json
import textwrap

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import yaml12
from generator.load.document import JsonValue
from generator.load.places import Parsed, Syntax, find


def read_one(text: str) -> Parsed:
    documents = yaml12.read(textwrap.dedent(text))
    assert isinstance(documents, list)
    assert len(documents) == 1
    return documents[0]


def fault(text: str) -> Syntax:
    documents = yaml12.read(text)
    assert isinstance(documents, Syntax)
    return documents


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-10-01", "2024-10-01"),
        ("2024-10-01T10:00:00Z", "2024-10-01T10:00:00Z"),
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("null", None),
        ("~", None),
        ("nULL", "nULL"),
        ("3e-05", 3e-05),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-0.25", -0.25),
        ("012", 12),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1.2.3", "1.2.3"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ("-", None),  # a sequence with one empty element
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("!Local 12", "12"),
        ("|\n  12\n", "12\n"),
    ],
)
def test_a_scalar(text: str, value: JsonValue) -> None:
    if text == "-":
        assert read_one(text).value == [None]
        return
    result = read_one(f"a: {text}\n").value
    assert result == {"a": value}
    assert type(result["a"]) is type(value)  # True is not 1


def test_names_are_text_as_in_json() -> None:
    text = "200: a\n1.10: b\n007: c\ntrue: d\nNull: e\n~: f\nyes: g\n'~': h\n"
    value = read_one(text).value
    assert value == {
        "200": "a",
        "1.10": "b",
        "007": "c",
        "true": "d",
        "null": "f",
        "yes": "g",
        "~": "h",
    }


def test_aliases_and_merge_keys() -> None:
    parsed = read_one("""
        base: &base {type: string, format: date}
        more: &more {format: time, title: T}
        name: &name title
        one:
          <<: *base
          format: email
        two:
          <<: [*base, *more]
          *name : Two
        three: *base
        four: {'<<': text}
        five: {<<: text}
        """)
    value = parsed.value
    assert isinstance(value, dict)
    assert value["one"] == {"type": "string", "format": "email"}
    assert value["two"] == {"type": "string", "format": "date", "title": "Two"}
    assert value["three"] == {"type": "string", "format": "date"}
    assert value["four"] == {"<<": "text"}
    assert value["five"] == {"<<": "text"}
    assert parsed.duplicates == ()


def test_the_place_of_what_an_alias_stands_for() -> None:
    text = "a: &a\n  b: 1\nc: *a\nd:\n  <<: *a\n"
    parsed = read_one(text)
    place, _ = find(parsed.place, ["c"])
    assert text[place.start :].startswith("*a")
    for tokens in (["c", "b"], ["d", "b"]):
        place, found = find(parsed.place, tokens)
        assert found
        assert text[place.start] == "1"


def test_duplicates_are_reported_and_the_last_one_wins() -> None:
    text = "a:\n  - x: 1\n    y: 2\n    x: 3\n"
    parsed = read_one(text)
    assert parsed.value == {"a": [{"x": 3, "y": 2}]}
    (duplicate,) = parsed.duplicates
    assert (duplicate.name, duplicate.pointer) == ("x", "#/a/0/x")
    assert text[duplicate.earlier :].startswith("x: 1")
    assert text[duplicate.later :].startswith("x: 3")


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a: [1, 2\n", "", "did not find expected"),
        ("a: {{b}}\n", "{b}", "a mapping key must be a plain value"),
        ("? [a]\n: b\n", "[a]", "a mapping key must be a plain value"),
        ("a: &a {b: *a}\n", "*a}", "stands inside of what it stands for"),
        ("a: *b\n", "*b", "no anchor"),
        ("a: &a [1]\n*a : 2\n", "*a :", "a mapping key must be a plain value"),
        ("a:\n\tb: 2\n", "\tb", "not by tabs"),
        ("a: 'b\n", "'b", "does not end"),
        ("a: é\x07\n", "\x07", "a character that YAML does not allow"),
        ("a: `b`\n", "`b`", "cannot start with '`'"),
    ],
)
def test_a_fault_has_a_place(text: str, at: str, message: str) -> None:
    found = fault(text)
    assert message in found.message
    assert text[found.index :].startswith(at)


@pytest.mark.parametrize("open_", ["[", "{a: ", "- "])
@pytest.mark.parametrize("depth", [801, 5_000])
def test_deep_nesting_is_an_error(open_: str, depth: int) -> None:
    assert "nest" in fault(open_ * depth + "1").message


def test_nesting_that_is_deep_enough_for_anyone() -> None:
    assert read_one("[" * 799 + "1" + "]" * 799).value


def test_nesting_through_aliases_is_counted() -> None:
    lines = ["a0: &a0 [1]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 900))]
    assert "through aliases" in fault("\n".join(lines)).message


def test_aliases_cannot_grow_without_bound() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
    assert "stand for more than" in fault("\n".join(lines)).message


def test_lines_end_as_in_yaml_1_2() -> None:
    text = 'a: one\u2028two\nb: "x\x85y"\nc\u2029d: \ue000\n'
    parsed = read_one(text)
    assert parsed.value == {"a": "one\u2028two", "b": "x\x85y", "c\u2029d": "\ue000"}
    assert text[find(parsed.place, ["b"])[0].start :].startswith('"x')


def test_every_document_of_a_stream() -> None:
    documents = yaml12.read("---\na: 1\n---\na: 2\n")
    assert isinstance(documents, list)
    assert [document.value for document in documents] == [{"a": 1}, {"a": 2}]
    assert yaml12.read("# nothing\n") == []


def test_the_parser_in_python_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a: {b: [1, 'x', ~]}\nc: |\n  é\nd: &d {e: 3e-05}\nf: *d\n",
        "a: é\x07\n",
        "a: 'b\n",
        "a:\n\tb: 2\n",
        "x: &x {y: *x}\n",
    ]
    fast = [yaml12.read(text) for text in texts]
    monkeypatch.setattr(yaml12, "_LOADER", yaml.SafeLoader)
    slow = [yaml12.read(text) for text in texts]
    assert slow == fast
    assert isinstance(yaml12.read("[" * 5_000), Syntax)


# What PyYAML's emitter (YAML 1.1) and `json.dumps` write in the same way as YAML 1.2 does.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), max_size=9
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_plain_json_means_the_same_in_yaml(value: JsonValue) -> None:
    if not isinstance(value, dict | list):
        value = [value]
    documents = yaml12.read(json.dumps(value, ensure_ascii=False))
    assert isinstance(documents, list)
    assert documents[0].value == value


class Quoted(yaml.SafeDumper):
    """Quotes every string: what is plain text to PyYAML's YAML 1.1 (`0E0`) may be a number in YAML 1.2."""


Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_what_is_dumped_is_read_back(value: JsonValue) -> None:
    text = yaml.dump({"value": value}, Dumper=Quoted, allow_unicode=True)
    documents = yaml12.read(text)
    assert isinstance(documents, list)
    result = documents[0].value
    assert isinstance(result, dict)
    assert result["value"] == value


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet="abT:-?[]{}&*!|>'\"%@`#,.019 \n\t\r<~é\u2028\x00", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    result = yaml12.read(text)
    if isinstance(result, Syntax):
        assert 0 <= result.index <= len(text)
        assert result.message
