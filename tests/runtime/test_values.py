"""The small pure parts: headers, text, sets of types."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.encode import json_bytes, json_value, text
from generator.runtime.headers import Headers, RequestHeaders, check_header
from generator.runtime.request import query_string
from generator.runtime.text import LineSplitter, charset, decode, decoder


def test_headers_are_a_mapping_in_any_case() -> None:
    headers = Headers([("Content-Type", "a/b"), ("X-Many", "1"), ("x-many", "2"), ("Set-Cookie", "s3cret")])
    assert headers["content-TYPE"] == "a/b"
    assert headers["X-MANY"] == "1, 2"
    assert headers.get_all("x-many") == ("1", "2")
    assert headers.get_all("none") == ()
    assert headers.get("none") is None
    assert list(headers) == ["Content-Type", "X-Many", "Set-Cookie"]
    assert len(headers) == 3
    assert "CONTENT-TYPE" in headers
    assert object() not in headers
    with pytest.raises(KeyError, match="None-such"):
        headers["None-such"]
    assert repr(headers) == "Headers({'Content-Type': 'a/b', 'X-Many': '1, 2', 'Set-Cookie': '***'})"


def test_headers_compare_by_content() -> None:
    assert Headers([("A", "1")]) == Headers([("a", "1")]) == {"A": "1"}
    assert Headers([("A", "1")]) != Headers([("a", "2")])
    assert Headers([("A", "1")]) != "A"
    ways: list[Callable[[Headers], Headers]] = [
        copy.copy,
        copy.deepcopy,
        lambda headers: pickle.loads(pickle.dumps(headers)),
    ]
    for duplicate in ways:
        assert duplicate(Headers([("A", "1"), ("a", "2")])) == Headers([("a", "1"), ("A", "2")])


def test_request_headers_can_be_changed() -> None:
    headers = RequestHeaders([("A", "1"), ("B", "2")])
    headers["a"] = "3"
    del headers["b"]
    assert headers == {"a": "3"}
    with pytest.raises(KeyError, match="b"):
        del headers["b"]
    with pytest.raises(ValueError, match="not a header name"):
        headers["a b"] = "1"
    with pytest.raises(TypeError, match="must be a str, not int"):
        headers["a"] = 1  # type: ignore[assignment]


@given(st.text())
def test_no_header_value_can_end_its_line(value: str) -> None:
    if any(char in value for char in "\r\n\0"):
        with pytest.raises(ValueError, match="control character"):
            check_header("X", value)
    elif value.isprintable():
        assert check_header("X", value) == value


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        (None, "utf-8"),
        ("text/plain", "utf-8"),
        ('text/plain; a=b; charset="Latin-1"', "iso8859-1"),
        ("text/plain;CHARSET=utf-16", "utf-16"),
        ("text/plain; charset=nonsense", "utf-8"),
        ("text/plain; charset", "utf-8"),
    ],
)
def test_charsets(content_type: str | None, name: str) -> None:
    assert charset(content_type) == name


@pytest.mark.parametrize("name", ["hex", "zip", "rot13", "undefined"])
def test_charsets_that_are_none(name: str) -> None:
    assert decode("é".encode(), f"text/plain; charset={name}") == "é"
    if name != "undefined":
        assert decoder(f"text/plain; charset={name}").decode("é".encode(), final=True) == "é"


@given(st.lists(st.text(alphabet="ab\r\n\u2028\x0b"), max_size=8))
def test_lines_do_not_depend_on_the_pieces(pieces: list[str]) -> None:
    splitter = LineSplitter()
    lines = [line for piece in pieces for line in splitter.feed(piece)] + splitter.flush()
    whole = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines == (whole if whole[-1] else whole[:-1])


@given(st.text(), st.text())
def test_queries_survive_any_text(name: str, value: str) -> None:
    from urllib.parse import parse_qsl

    try:
        (name + value).encode()
    except UnicodeEncodeError:
        with pytest.raises(ValueError, match="surrogates"):
            query_string({name: value})
        return
    assert parse_qsl(query_string({name: value}), keep_blank_values=True) == [(name, value)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON)
def test_json_survives(value: Any) -> None:
    import json

    try:
        sent = json_bytes(json_value(value))
    except UnicodeEncodeError:
        return
    assert json.loads(sent) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        text(value)
    with pytest.raises(ValueError, match="Out of range"):
        json_bytes(json_value(value, sending=False))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(15.0, "15"), (-0.0, "0"), (0.5, "0.5"), (2.0**53, "9007199254740992.0"), (1e300, "1e+300")],
)
def test_whole_numbers_have_no_fraction(value: float, wanted: str) -> None:
    assert text(value) == wanted


def test_values_without_a_text() -> None:
    with pytest.raises(TypeError, match="dict cannot be sent as text"):
        text({})


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59.500000-01:00", "0001-01-01T00:00:00+01:00"])
def test_moments_that_utc_has_no_date_for_keep_their_offset(moment: str) -> None:
    assert json_value(datetime.fromisoformat(moment)) == moment
    assert text(datetime.fromisoformat(moment)) == moment
