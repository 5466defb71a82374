"""Strings: any at all, and those of the formats that documents name."""

from __future__ import annotations

import base64
from typing import Any

from hypothesis import strategies as st

CHARACTERS = st.characters(codec="utf-8")  # astral ones and NUL are in it, lone surrogates are not
TEXT = st.text(CHARACTERS, max_size=12)
_ODD = [*'/~0-é日\0 \U0001f600"\\', "", "a/b", "~1", "$ref", "a.b", "a b", "日本"]
_PYTHON = """
class class_ def id id_ _id self cls data value items keys get to_dict from_dict
invalid_fields _invalid_fields model_config model_fields model_extra model_dump model_computed_fields
model_post_init copy dict json schema construct __class__ __dict__ __init__ __slots__ __pydantic_extra__
__pydantic_fields_set__ root name type
Model wire NULLABLE None null true fieldName field_name
"""
NAMES = st.sampled_from([*_ODD, *_PYTHON.split()])
"""Names that members have which no document foresaw."""

_OFFSETS = [
    "Z",
    "z",
    "+00:00",
    "-00:00",
    "+05:30",
    "-08:00",
    "+14:00",
    "-12:00",
    "+23:59",
    "-23:59",
    "+00:01",
]
_FRACTIONS = st.one_of(
    st.just(""), st.sampled_from([".0", ".5", ".120", ".123456", ".1234567", ".999999999", ".000001"])
)


def _two(first: int, last: int) -> st.SearchStrategy[str]:
    return st.integers(first, last).map("{:02d}".format)


_YEARS = st.one_of(st.integers(1970, 2038), st.sampled_from([1, 2, 999, 1582, 1900, 2000, 9998, 9999]))
_DATES = st.builds(
    lambda year, rest: f"{year:04d}-{rest}", _YEARS, st.dates().map(lambda day: f"{day:%m-%d}")
)
_CLOCKS = st.builds("{}:{}:{}{}".format, _two(0, 23), _two(0, 59), _two(0, 59), _FRACTIONS)
_MOMENTS = st.builds("{}{}{}{}".format, _DATES, st.sampled_from("TTTt "), _CLOCKS, st.sampled_from(_OFFSETS))
# What is no date-time: hours, seconds, days, years and offsets that do not exist, and forms of ISO 8601 that
# RFC 3339 has not.
_NO_MOMENTS = """
2024-01-15T24:00:00Z 2016-12-31T23:59:60Z 2023-02-29T00:00:00Z 0000-01-01T00:00:00Z 2024-01-15T09:30:00+24:00
2024-01-15T09:30Z 2024-01-15T09:30:00 2024-01-15T09:30 2024-01-15T09:30:00+0100 2024-01-15T09:30:00+01
2024-01-15T09:30:00,5Z 2024-01-15 20240115T093000Z 2024-W03-1T09:30:00Z 2024-015T09:30:00Z now NaN infinity
+002024-01-15T09:30:00Z 2024-01-15T09:30:00.Z 2024-01-15_09:30:00Z 10000-01-01T00:00:00Z 2024-01-15T09:30[UTC]
"""
_NEARLY_MOMENTS = st.one_of(
    st.sampled_from([*_NO_MOMENTS.split(), " 2024-01-15T09:30:00Z", "2024-01-15T09:30:00Z\n"]),
    TEXT.filter(lambda text: not is_timestamp(text)),
)
_NO_DATES = """
2024-1-15 20240115 2023-02-29 2024-01-15T00:00:00Z 2024-01-15T09:30:00Z 0000-01-01 15/01/2024 24-01-15 2024-01
10000-01-01
"""
_NEARLY_DATES = st.sampled_from([*_NO_DATES.split(), "", " 2024-01-15", "2024-01-15 "])
_NUMBERS = st.builds("{}{}{}".format, st.sampled_from(["", "-"]), st.integers(0, 10**20), _FRACTIONS)

FORMATS: dict[str, st.SearchStrategy[str]] = {
    "date-time": st.one_of(_MOMENTS, _MOMENTS, _NEARLY_MOMENTS),
    "date": st.one_of(_DATES, _DATES, _NEARLY_DATES),
    "time": st.builds("{}{}".format, _CLOCKS, st.sampled_from(_OFFSETS)),
    "duration": st.sampled_from(
        ["P1D", "PT1S", "PT0.5S", "PT36H", "P1W", "P1Y2M10DT2H30M", "PT1.000001S", "-P1D", "P", "PT"]
    ),
    "uuid": st.one_of(
        st.uuids().map(str),
        st.uuids().map(lambda value: str(value).upper()),
        st.uuids().map(lambda value: value.hex),
    ),
    "byte": st.one_of(
        st.binary(max_size=20).map(lambda data: base64.b64encode(data).decode()),
        st.binary(max_size=20).map(lambda data: base64.urlsafe_b64encode(data).decode()),
    ),
    "uri": st.sampled_from(
        [
            "https://example.com",
            "HTTP://Example.COM/%7e?a=b#c",
            "https://bücher.example/",
            "urn:a:b",
            "a b",
            "",
        ]
    ),
    "email": st.sampled_from(["a@example.com", "A@Example.COM", "a+b@é.example", "Ann <a@example.com>", "@"]),
    "decimal": _NUMBERS,
    "number": _NUMBERS,
    "int64": st.integers(-(2**63), 2**63 - 1).map(str),
    "binary": TEXT,
}


def is_timestamp(text: str) -> bool:
    """Whether a string is a number, which pydantic takes for a Unix timestamp (see `test_keywords.py`)."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def formatted(names: list[str]) -> st.SearchStrategy[str]:
    """Strings of the given formats, and sometimes of none: a format is an annotation, not a demand."""
    known = [FORMATS[name] for name in names if name in FORMATS]
    dated = any(name in ("date", "date-time") for name in names)
    free = TEXT.filter(lambda text: not is_timestamp(text)) if dated else TEXT
    return st.one_of(*known, *known, free) if known else free


_SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
    _MOMENTS,
)
ANYTHING: st.SearchStrategy[Any] = st.one_of(
    _SCALARS,
    st.recursive(
        _SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.one_of(NAMES, TEXT), inner, max_size=3)
        ),
        max_leaves=4,
    ),
)
"""Any JSON value."""
