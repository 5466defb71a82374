"""Values that are described in place: 2.0's parameters, items and headers (§Parameter Object, §Header
Object).

2.0 has the keywords of a schema in the parameter itself, and `collectionFormat` where 3.x has `style` and
`explode`.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.load import pointer
from generator.load.document import JsonValue
from generator.spec.frozen import freeze
from generator.spec.model import Example, Header, Parameter, Schema
from generator.spec.reader import JsonMap, Reader, extensions
from generator.spec.schemas import read_schema, schema_at
from generator.spec.vendor import available

_LOCATIONS = frozenset({"path", "query", "header"})

# What stands in a parameter beside the keywords of its schema.
_NOT_SCHEMA = frozenset(
    {
        "allowEmptyValue",
        "collectionFormat",
        "description",
        "explode",
        "in",
        "name",
        "required",
        "schema",
        "style",
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How an array is written: 3.x's `style` and `explode`; both None for what is not an array."""

    style: str | None = None
    explode: bool | None = None


# `collectionFormat` where a form or a query takes the array; paths and headers know `csv` only.
_LAYOUTS = {
    "csv": Layout("form", False),
    "ssv": Layout("spaceDelimited", False),
    "pipes": Layout("pipeDelimited", False),
    "multi": Layout("form", True),
}
_SEPARATORS = {"csv": "commas", "ssv": "spaces", "tsv": "tabs", "pipes": "'|'"}


def parameter(reader: Reader, source: JsonMap, here: str) -> Parameter | None:
    """A Parameter Object that is no body and no part of a form; None when it cannot be one (reported)."""
    name = reader.text(source, "name", here)
    location = reader.text(source, "in", here)
    if name is None or location is None:
        missing = "name" if name is None else "in"
        reader.report(pointer.child(here, missing), f"a parameter needs `{missing}`")
        return None
    if location not in _LOCATIONS:
        known = "body, formData, header, path, query"
        reader.report(pointer.child(here, "in"), f"a parameter is in one of {known}, not in {location!r}")
        return None
    required = reader.flag(source, "required", here)
    if location == "path" and not required:
        reader.report(here, f"the path parameter {name!r} should say `required: true`")
    schema = value_schema(reader, source, here)
    schema, layout = layout_of(reader, source, here, schema, location)
    return available(
        Parameter(
            pointer=here,
            name=name,
            location=location,
            required=required or location == "path",
            description=reader.text(source, "description", here),
            style=reader.text(source, "style", here) or layout.style,
            explode=(
                layout.explode if "explode" not in source else reader.optional_flag(source, "explode", here)
            ),
            schema=schema,
            examples=examples(source),
            extensions=extensions(reader, source, here, "parameter"),
            allow_empty_value=reader.flag(source, "allowEmptyValue", here),
        )
    )


def header(reader: Reader, source: JsonMap, here: str) -> Header:
    """A Header Object of a response."""
    schema, layout = layout_of(reader, source, here, value_schema(reader, source, here), "header")
    return Header(
        pointer=here,
        schema=schema,
        description=reader.text(source, "description", here),
        style=layout.style,
        explode=layout.explode,
        examples=examples(source),
    )


def value_schema(reader: Reader, source: JsonMap, here: str) -> Schema:
    """The schema that a parameter or header describes; it stands where they stand.

    Documents on their way to 3.x have `schema` in all parameters; it is read too.
    """
    if "schema" in source:
        schema = read_schema(reader, source, "schema", here)
        if schema is not None:
            return schema
    own = {keyword: value for keyword, value in source.items() if keyword not in _NOT_SCHEMA}
    items = own.get("items")
    if isinstance(items, dict):
        own["items"] = _items(reader, items, pointer.child(here, "items"))
    schema = schema_at(reader, own, here)
    assert schema is not None
    return schema


def layout_of(
    reader: Reader, source: JsonMap, here: str, schema: Schema, location: str
) -> tuple[Schema, Layout]:
    """How an array is written at a location, and its schema: text, where 3.x cannot say how (reported)."""
    if "array" not in schema.types:
        return schema, Layout()
    given = reader.text(source, "collectionFormat", here) or "csv"
    at = pointer.child(here, "collectionFormat")
    if given not in {*_SEPARATORS, "multi"}:
        reader.report(at, f"`collectionFormat` should be one of csv, multi, pipes, ssv, tsv, not {given!r}")
        given = "csv"
    if location in {"query", "formData"} and given in _LAYOUTS:
        return schema, _LAYOUTS[given]
    if given == "multi":
        reader.report(at, f"`multi` is for queries and forms, not for a {location}; `csv` is read instead")
        given = "csv"
    if given == "csv":
        return schema, Layout("simple", False)
    between = _SEPARATORS[given]
    reader.report(
        at,
        f"an array with {between} between its values cannot be told in a {location}; it is one text here",
        code="UNSUPPORTED001",
        help="The caller joins the values; `csv` would make it an array.",
    )
    text = f"Values with {between} between them."
    description = f"{schema.description}\n\n{text}" if schema.description else text
    return Schema(here, types=("string",), description=description), Layout()


def examples(source: JsonMap) -> tuple[Example, ...]:
    """`x-example`, which tools have for what 2.0 lacks, and `example`, which many write instead."""
    for name in ("x-example", "example"):
        if name in source:
            return (Example("example", freeze(source[name])),)
    return ()


def _items(reader: Reader, source: JsonMap, here: str) -> JsonMap:
    """An Items Object as a schema: 3.x does not say how arrays inside of arrays are written."""
    root: JsonMap = {}
    target, value = root, source
    while True:
        target.update((name, inner) for name, inner in value.items() if name != "collectionFormat")
        if value.get("type") == "array" and value.get("collectionFormat", "csv") != "csv":
            reader.report(
                pointer.child(here, "collectionFormat"),
                "how an array inside of an array is written cannot be described; it is left open",
                code="UNSUPPORTED001",
            )
        inner: JsonValue = value.get("items")
        if not isinstance(inner, dict):
            return root
        copy: JsonMap = {}
        target["items"] = copy
        target, value, here = copy, inner, pointer.child(here, "items")
