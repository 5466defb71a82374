"""What other validators say about a document, as warnings: it is read as well as it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostics
from generator.load import pointer
from generator.load.document import Document, JsonValue

_VERSION = re.compile(r"\s*(3\.[012])")

# The second check is written in Python and takes about a second for 10,000 objects.
_MAX_OBJECTS = 6_000


def validate(document: Document, diagnostics: Diagnostics) -> None:
    """Report SPEC001 for every fault that the official JSON Schema, and openapi-spec-validator, find in a
    document.

    The schema is checked by jsonschema-rs, in milliseconds, for documents of every size. What goes beyond it
    (default values against their schemas, operationIds given twice) is checked by openapi-spec-validator, for
    all but large documents. References are not followed out of the document, and those that lead nowhere are
    not reported here: the stage that needs their target does so. Never raises, whatever the document.
    """
    match = _VERSION.match(str(document.data.get("openapi", "")))
    if match is None:
        return  # `parse` says so
    faulty: list[str] = []
    said = {item.location.pointer for item in diagnostics if item.code == "SPEC001"}
    for check in (_structure, _meaning):
        try:
            for here, message, at_key in check(document.data, match[1], faulty):
                faulty.append(here)
                if here in said:
                    continue
                location = document.locate(here, key=at_key)
                line = document.source_line(location)
                diagnostics.report("SPEC001", message, location, source_line=line)
        except BaseException as error:  # a panic in Rust is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            location = document.locate(pointer.ROOT)
            message = f"the document cannot be checked in full: {_said(error)}"
            diagnostics.report("SPEC001", message, location, source_line=document.source_line(location))


def _structure(data: dict[str, JsonValue], version: str, _: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    # Both validators take longer to import than most documents take to read, so that no other command imports
    # them.
    from generator.spec.structure import check_structure

    for fault in check_structure(data, version):
        yield fault.pointer, fault.message, fault.at_key


def _meaning(
    data: dict[str, JsonValue], version: str, faulty: Sequence[str]
) -> Iterator[tuple[str, str, bool]]:
    if _is_large(data):
        return
    from generator.spec.meaning import check_meaning

    for here, message in check_meaning(data, version, tuple(faulty)):
        yield here, message, True


def _is_large(data: dict[str, JsonValue]) -> bool:
    count = 0
    todo: list[JsonValue] = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)
        else:
            continue
        count += 1
        if count > _MAX_OBJECTS:
            return True
    return False


def _said(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else type(error).__name__
