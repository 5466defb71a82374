"""The kinds of values that schemas speak of (JSON Schema 2020-12, core §4.2.1; validation §6.1.1, §7)."""

from __future__ import annotations

from generator.ir.model import Scalar
from generator.spec.model import Schema

STRINGS = {
    "byte": Scalar.BASE64,
    "date": Scalar.DATE,
    "date-time": Scalar.DATETIME,
    "decimal": Scalar.DECIMAL,
    "duration": Scalar.DURATION,
    "time": Scalar.TIME,
    **{f"uuid{version}": Scalar.UUID for version in ("", "1", "3", "4", "5", "6", "7")},
}
"""Formats of text that are a scalar of their own."""

SCALARS = {
    "integer": Scalar.INTEGER,
    "number": Scalar.NUMBER,
    "boolean": Scalar.BOOLEAN,
    "null": Scalar.NULL,
}
"""Types that are scalars, but text."""


def implied(schema: Schema) -> tuple[str, ...]:
    """The type that a schema without `type` means by its other keywords."""
    if schema.properties or schema.additional_properties is not None or schema.pattern_properties:
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    if schema.format in STRINGS or schema.pattern is not None or schema.min_length is not None:
        return ("string",)
    return ()
