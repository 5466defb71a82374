"""The one table of extensions: what other generators' users say, in our words.

A record is read with the extensions of its document and, beside them, with those of `TABLE` that they mean:
later stages read `x-sdksmith-*` names only. Of several that mean the same, ours counts, then the first of the
row. A value of the wrong kind is reported (VENDOR001) and counts as absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from generator.spec import vendor_values as values
from generator.spec.model import Json, Operation, Parameter, Schema
from generator.spec.vendor_calls import CALLS
from generator.spec.vendor_rows import On as On
from generator.spec.vendor_rows import Row, Spelling
from generator.spec.vendor_rows import on as _on
from generator.spec.vendor_values import MisfitError

Record = TypeVar("Record", Operation, Parameter, Schema)

TABLE: tuple[Row, ...] = (
    # Names.
    Row(
        "x-sdksmith-group",
        _on("operation"),
        "the groups before the method: a list, or a text with dots",
        values.path,
        (
            Spelling("x-fern-sdk-group-name", values.path),
            Spelling("x-speakeasy-group", values.path),
            Spelling("x-codeSamples", values.sample("group")),
            Spelling("x-code-samples", values.sample("group")),
        ),
    ),
    Row(
        "x-sdksmith-method",
        _on("operation"),
        "the name of the method",
        values.text,
        (
            Spelling("x-fern-sdk-method-name", values.python_name),
            Spelling("x-speakeasy-name-override", values.python_name),
            Spelling("x-codeSamples", values.sample("method")),
            Spelling("x-code-samples", values.sample("method")),
        ),
    ),
    Row(
        "x-sdksmith-name",
        _on("parameter", "property", "schema"),
        "the Python name of a parameter or property, the type name of any other schema",
        values.text,
        (
            Spelling("x-fern-parameter-name", values.python_name, _on("parameter")),
            Spelling("x-fern-property-name", values.python_name, _on("property")),
            Spelling("x-fern-type-name", values.text, _on("schema")),
            Spelling("x-speakeasy-name-override", values.python_name, _on("parameter", "property")),
            Spelling("x-speakeasy-name-override", values.text, _on("schema")),
        ),
    ),
    Row(
        "x-sdksmith-parameter",
        _on("schema"),
        "the Python name of the parameter whose schema this is",
        values.text,
        (Spelling("x-stainless-param", values.python_name),),
    ),
    Row(
        "x-sdksmith-type",
        _on("property"),
        "the type name of a property's schema",
        values.text,
        (Spelling("x-fern-type-name", values.text),),
    ),
    Row(
        "x-sdksmith-package",
        _on("root", "operation"),
        "the import package",
        values.text,
        (
            Spelling("x-codeSamples", values.sample("package"), _on("operation")),
            Spelling("x-code-samples", values.sample("package"), _on("operation")),
        ),
    ),
    Row(
        "x-sdksmith-client",
        _on("root", "operation"),
        "the name of the client class",
        values.text,
        (
            Spelling("x-codeSamples", values.sample("client"), _on("operation")),
            Spelling("x-code-samples", values.sample("client"), _on("operation")),
        ),
    ),
    Row(
        "x-sdksmith-arguments",
        _on("root", "operation"),
        "keyword arguments of its constructor",
        values.texts,
        (
            Spelling("x-codeSamples", values.sample("arguments"), _on("operation")),
            Spelling("x-code-samples", values.sample("arguments"), _on("operation")),
        ),
    ),
    Row(
        "x-sdksmith-example",
        _on("operation"),
        "keyword arguments of a call, by name",
        values.members,
        (
            Spelling("x-codeSamples", values.sample("example")),
            Spelling("x-code-samples", values.sample("example")),
        ),
    ),
    Row(
        "x-sdksmith-enum-names",
        _on("schema", "property"),
        "names of the values of `enum`: a list in their order, or an object by value",
        values.by_value,
        (
            Spelling("x-enum-varnames", values.by_value),
            Spelling("x-enumNames", values.by_value),
            Spelling("x-fern-enum", values.member_of_each("name")),
            Spelling("x-speakeasy-enums", values.by_value),
        ),
    ),
    Row(
        "x-sdksmith-enum-descriptions",
        _on("schema", "property"),
        "words about the values of `enum`: a list in their order, or an object by value",
        values.by_value,
        (
            Spelling("x-enum-descriptions", values.by_value),
            Spelling("x-enumDescriptions", values.by_value),
            Spelling("x-fern-enum", values.member_of_each("description")),
            Spelling("x-speakeasy-enum-descriptions", values.by_value),
        ),
    ),
    # What there is.
    Row(
        "x-sdksmith-skip",
        _on("operation", "parameter", "property", "schema"),
        "left out of the SDK",
        values.flag,
        (
            Spelling("x-fern-ignore", values.flag),
            Spelling("x-speakeasy-ignore", values.flag),
            Spelling("x-stainless-skip", values.for_python),
            Spelling("x-internal", values.flag),
        ),
    ),
    Row(
        "x-sdksmith-audiences",
        _on("operation"),
        "who an operation is for, which `audiences` of the configuration chooses by",
        values.texts,
        (Spelling("x-fern-audiences", values.texts),),
    ),
    Row(
        "x-sdksmith-availability",
        _on("operation", "parameter", "property", "schema"),
        "`deprecated`, or a note in the docstring: `beta`, `pre-release`",
        values.availability,
        (Spelling("x-fern-availability", values.availability),),
    ),
    Row(
        "x-sdksmith-deprecation",
        _on("operation", "parameter", "property", "schema"),
        "deprecated, and what to do instead",
        values.text,
        (
            Spelling("x-speakeasy-deprecation-message", values.text),
            Spelling("x-speakeasy-deprecation-replacement", values.replacement),
        ),
    ),
    # What calls do.
    *CALLS,
)


def translated(
    given: Mapping[str, Json], on: On, report: Callable[[str, str], None]
) -> Iterator[tuple[str, Json]]:
    """What the extensions of one object mean, under our names.

    Args:
        given: Every extension of the object.
        on: What kind of object it is.
        report: Told the name and what is wrong with its value.
    """
    for row in TABLE:
        if on not in row.where:
            continue
        for spelling in (Spelling(row.ours, row.read), *row.vendors):
            if spelling.name not in given or (spelling.where and on not in spelling.where):
                continue
            try:
                value = spelling.read(given[spelling.name])
            except MisfitError as misfit:
                report(spelling.name, str(misfit))
                continue
            if value is not None:
                yield row.ours, value
                break


def source(given: Iterable[tuple[str, Json]], ours: str, on: On) -> str:
    """The name, as the document spells it, that an object's value under `ours` comes from."""
    named = {name for name, _ in given if name != ours}
    row = next(row for row in TABLE if row.ours == ours)
    spelt = (each for each in row.vendors if not each.where or on in each.where)
    return next((each.name for each in spelt if each.name in named), ours)


def available(record: Record) -> Record:
    """A record with what its extensions say of its availability, where OpenAPI's own members say such."""
    said = dict(record.extensions)
    status, reason = said.get("x-sdksmith-availability"), said.get("x-sdksmith-deprecation")
    if status is None and reason is None:
        return record
    notes = [record.description] if record.description else []
    if isinstance(status, str) and status != "deprecated":
        notes.append(f"Availability: {status}.")
    if isinstance(reason, str):
        notes.append(f"Deprecated: {reason}")
    return replace(
        record,
        deprecated=record.deprecated or status == "deprecated" or reason is not None,
        description="\n\n".join(notes) or None,
    )


OURS = frozenset(row.ours for row in TABLE)
