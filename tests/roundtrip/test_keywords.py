"""The proof itself: its values, its equality, and a package of schemas that use every keyword."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.config import SdkSettings
from generator.spec_settings import plain
from tests.cases.harness import generate
from tests.roundtrip.equality import difference
from tests.roundtrip.packages import Package, Reader, Trip, round_trip, write
from tests.roundtrip.proof import failures_of, prove
from tests.roundtrip.schemas import Schemas

DATED = {"at": {"type": "string", "format": "date-time"}, "on": {"type": "string", "format": "date"}}
KIND: dict[str, Any] = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
FORMATS = ("time", "duration", "uuid", "byte", "uri", "email", "decimal", "int64", "binary", "no-such-format")
COMMON: dict[str, Any] = {
    "Dated": {"type": "object", "properties": {**DATED, "list": {"type": "array", "items": DATED["at"]}}},
    "Formats": {
        "type": "object",
        "properties": {name: {"type": "string", "format": name} for name in FORMATS},
    },
    "Numbers": {
        "type": "object",
        "required": ["int32"],
        "properties": {
            "int32": {"type": "integer", "format": "int32"},
            "bounded": {"type": "integer", "minimum": -3, "maximum": 3},
            "from": {"type": "integer", "minimum": 2**53},
            "float": {"type": "number", "format": "float"},
            "between": {"type": "number", "minimum": 0, "maximum": 1},
            "step": {"type": "number", "multipleOf": 0.25, "minimum": -2, "maximum": 2},
            "even": {"type": "integer", "multipleOf": 2},
        },
    },
    "Strings": {
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]+$"},
            "short": {"type": "string", "minLength": 2, "maxLength": 3},
            "long": {"type": "string", "minLength": 40},
            "empty": {"type": "string", "maxLength": 0},
        },
    },
    "Lists": {
        "type": "object",
        "properties": {
            "two": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
            "different": {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True},
        },
    },
    "Full": {**KIND, "minProperties": 3, "additionalProperties": {"type": "integer"}},
    "Small": {**KIND, "maxProperties": 2},
    "Closed": {**KIND, "additionalProperties": False},
    "NotAny": {"type": "object", "properties": {"a": {"type": "integer", "not": {"minimum": 5}}}},
    "Cat": {**KIND, "properties": {**KIND["properties"], "lives": {"type": "integer"}}},
    "Dog": {**KIND, "properties": {**KIND["properties"], "born": DATED["on"]}},
    "Pet": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
        },
    },
    "Owner": {"type": "object", "properties": {"pet": {"$ref": "#/components/schemas/Pet"}}},
    "Secret": {
        "type": "object",
        "required": ["shown", "hidden"],
        "properties": {
            "shown": {"type": "string", "readOnly": True},
            "hidden": {"type": "string", "writeOnly": True},
        },
    },
    "Chain": {
        "type": "object",
        "required": ["value"],
        "properties": {"value": {"type": "integer"}, "next": {"$ref": "#/components/schemas/Chain"}},
    },
    "Whole": {
        "allOf": [{"$ref": "#/components/schemas/Chain"}, {"required": ["name"]}],
        "properties": {"name": {"type": "string"}},
    },
}
NEW: dict[str, Any] = {
    "Kinds": {"type": "object", "properties": {"a": {"type": ["string", "integer", "null"]}}},
    "Pattern": {"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "properties": {"a": {}}},
    "Named": {**KIND, "propertyNames": {"pattern": "^[a-z]+$"}},
    "Tuple": {
        "type": "object",
        "properties": {"pair": {"type": "array", "prefixItems": [{"type": "string"}]}},
    },
    "Holding": {"type": "array", "contains": {"const": 7}, "items": {"type": "integer"}},
    "Above": {"type": "object", "properties": {"a": {"type": "number", "exclusiveMinimum": 0}}},
    "Either": {
        **KIND,
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["b"]},
        "else": {"required": ["c"]},
    },
    "Const": {"type": "object", "required": ["object"], "properties": {"object": {"const": "thing"}}},
    "Mixed": {"type": "object", "properties": {"a": {"enum": [1, "one", True, None, 1.5]}}},
}
OLD: dict[str, Any] = {
    "Nullable": {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"type": "string", "nullable": True},
            "b": {"type": "string", "nullable": True, "enum": ["x", "y"]},
            "c": {"type": "string", "format": "date-time", "nullable": True},
        },
    },
    "Above": {
        "type": "object",
        "properties": {"a": {"type": "integer", "minimum": 0, "exclusiveMinimum": True}},
    },
}


def package_of(version: str, schemas: dict[str, Any], folder: Path, name: str) -> Package:
    """The package of a document with these components."""
    document = {
        "openapi": version,
        "info": {"title": name, "version": "1.0.0"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    (folder / "spec.json").write_text(json.dumps(document), "utf-8")
    settings = SdkSettings(specs=plain(str(folder / "spec.json")), package=name, formatter="none")
    return write(generate(settings), folder)


@pytest.mark.parametrize(("version", "schemas"), [("3.1.0", {**COMMON, **NEW}), ("3.0.3", {**COMMON, **OLD})])
def test_every_keyword_there_and_back(version: str, schemas: dict[str, Any], tmp_path: Path) -> None:
    name = f"keywords_{version.replace('.', '')}"
    failures = failures_of(package_of(version, schemas, tmp_path, name), name, 10)
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("name", sorted({**COMMON, **NEW}))
def test_most_values_made_are_valid(name: str) -> None:
    schemas = Schemas({"openapi": "3.1.0", "components": {"schemas": {**COMMON, **NEW}}})
    count = prove(schemas, {"$ref": f"#/components/schemas/{name}"}, lambda _: Trip([], []), examples=15)
    assert count.valid * 4 >= count.made


def test_what_is_lost_is_found() -> None:
    schemas = Schemas({"openapi": "3.1.0"})

    def lossy(value: Any) -> Trip:
        kept = {name: each for name, each in value.items() if name == "kind"}
        assert difference(value, kept) is None
        return Trip([], [])

    with pytest.raises(AssertionError):
        prove(schemas, KIND, lossy, examples=50)


@pytest.mark.parametrize(
    ("sent", "received", "where"),
    [
        ({"a": [1, {"b/c": 2}]}, {"a": [1.0, {"b/c": 3}]}, "/a/1/b~1c"),
        ({"a": None}, {}, "/a"),
        ({}, {"a": None}, "/a"),
        ([1, 2], [1], "/1"),
        ([1, 2], [2, 1], "/0"),
        (True, 1, ""),
        (0, False, ""),
        (None, False, ""),
        ("1", 1, ""),
        (2**53 + 1, 2**53, ""),
        (0.1, 0.1000001, ""),
        ("a", "A", ""),
        ("2024-01-15T09:30:00Z", "2024-01-15T09:30:01Z", ""),
        ("2024-01-15T09:30:00Z", "2024-01-15T09:30:00", ""),
        ("12", "1970-01-01T00:00:12Z", ""),
        ("09:30:00Z", "09:30:01Z", ""),
        ("PT1S", "PT2S", ""),
    ],
)
def test_what_differs(sent: Any, received: Any, where: str) -> None:
    assert difference(sent, received) == where


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ({"a": 1, "b": [None]}, {"b": [None], "a": 1}),
        (3, 3.0),
        (-0.0, 0),
        (2**53 + 1, float(2**53)),
        ("2024-01-15t09:30:00.1234567+01:00", "2024-01-15T08:30:00.123456Z"),
        ("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59-01:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("2024-01-15T09:30Z", "2024-01-15T09:30:00Z"),
        ("09:30:00.50Z", "09:30:00.500000+00:00"),
        ("PT36H", "P1DT12H"),
        ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ("P", "P"),
    ],
)
def test_what_is_equal(sent: Any, received: Any) -> None:
    assert difference(sent, received) is None


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """What reads `Dated`."""
    schemas = {
        "Dated": {
            "type": "object",
            "properties": {
                **DATED,
                "any": {},
                "number": {"type": "number"},
                "camelCase": {"type": ["string", "null"]},
            },
        }
    }
    package = package_of("3.1.0", schemas, tmp_path_factory.mktemp("dated"), "keywords_dated")
    ((_, reader),) = package.readers()
    return reader


@pytest.mark.parametrize("value", [{"at": "12"}, {"at": "-1.5"}, {"on": "86400"}])
def test_a_number_in_a_string_is_no_date(dated: Reader, value: Any) -> None:
    assert sorted(round_trip(dated, value).problems) == [f"/{name}" for name in value]


@pytest.mark.parametrize("name", ["any", "number"])
def test_null_is_kept_documented_or_not(dated: Reader, name: str) -> None:
    assert round_trip(dated, {name: None}).problems == []


@pytest.mark.xfail(reason="a float has no such number", raises=AssertionError)
def test_a_number_beyond_doubles(dated: Reader) -> None:
    round_trip(dated, {"number": 10**400})


@pytest.mark.xfail(reason="pydantic takes the field of that Python name for set", raises=AssertionError)
def test_an_unknown_member_with_the_python_name_of_a_nullable_field(dated: Reader) -> None:
    assert round_trip(dated, {"camel_case": 1}).echoes == []
