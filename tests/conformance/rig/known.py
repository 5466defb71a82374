"""What is refused and not our fault: the document's, or a bug of a judge. Each is shown by a small document.

An entry names the failures that it explains as narrowly as it can; `shown/` holds the smallest document for
it, which `test_known.py` puts before the judge again. Those of the mock servers are in `known_mocks.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from . import asked
from .documents import Original
from .explained import Known
from .known_mocks import MAPPED, OF_MOCKS
from .run import Explained, Failure

_NEWER: Final = (
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r""" \[(?!multipart/)\S+\]: InvalidRequestBody: .*at : b(?:'|\\").*is not of type 'string'""",
        why="openapi-core keeps bodies of types unknown to it as bytes, and takes them for no text",
        shown="text-of-unknown-type",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"reference '[\w-]+' could not be resolved",
        why=MAPPED.format("openapi-core"),
        shown="mapping-by-name",
        asks=asked.is_mapped_by_name,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"""\[application/[\w.-]+\+json\]: InvalidRequestBody: .*at : b['"\\]""",
        why="openapi-core has no reader for media types that end in `+json`, but a few",
        shown="merge-patch",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"""\[application/(?:x-ndjson|jsonl|json-seq)\]: InvalidRequestBody: .*at : b['"\\]""",
        why="openapi-core takes a body of lines for one value",
        shown="json-in-lines",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"Missing required path parameter: (\w+) \| KeyError: '[.;]?\1\*?'",
        why="openapi-core does not read the styles `label` and `matrix` (OpenAPI 3.1 §4.8.12.2)",
        shown="label-in-path",
        asks=asked.has_path_style,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause="OperationNotFound: ",
        why="openapi-core does not know `additionalOperations` (OpenAPI 3.2 §4.9.1)",
        shown="additional-operation",
        asks=asked.is_additional,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause="AttributeError escaped: .*'querystring'",
        why="openapi-core does not know `in: querystring` (OpenAPI 3.2 §4.12.1)",
        shown="query-string",
        asks=asked.has_query_string,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"at [^|]*: '\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)' is not a 'time'",
        why="a time has an offset (RFC 3339 §5.6, full-time), which openapi-core does not take",
        shown="time-with-offset",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"error escaped: bad escape \\[pP]",
        why=r"openapi-core does not know `\p{…}`, which patterns may have (ECMA 262 §22.2.1)",
        shown="unicode-pattern",
        asks=asked.has_unicode_pattern,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause="is not a multiple of",
        why="openapi-core divides by multipleOf in binary fractions, in which 0.07 is no multiple of 0.01",
        shown="multiple-of-a-hundredth",
        asks=asked.is_multiple,
    ),
)

KNOWN: Final[tuple[Known, ...]] = (
    *_NEWER,
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r""" \[multipart/[\w-]+\]: InvalidRequestBody: .*at [^|]*: b(?:'|\\").*is not (?:of|one of)""",
        why=(
            "openapi-core keeps parts of multipart bodies that are files, or have variants, as "
            "bytes, which its schema validator does not take for text"
        ),
        shown="binary-part",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=(
            r" \[multipart/[\w-]+\]: InvalidRequestBody: .*at [\w/]+: '(?:true|false|-?[\d.]+)' is not"
            r" of type '(?:integer|number|boolean)'"
        ),
        why="openapi-core leaves numbers and booleans in parts of multipart bodies as text",
        shown="typed-part",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"InvalidRequestBody: .*at : (?:<Element|b'<a>)",
        why="openapi-core reads XML and has no way to check it by a schema",
        shown="xml",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"InvalidRequestBody: .*at : b'\{.* is not of type 'object'",
        why="openapi-core has no reader for the documented media type `*/*`",
        shown="any-media-type",
        asks=asked.is_any_type,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"InvalidRequestBody: .*is a required property",
        why="openapi-core asks for required members that are readOnly, in OpenAPI 3.1 only",
        shown="read-only-and-required",
        asks=asked.is_read_only,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"Invalid header parameter: Accept ",
        why=("a parameter of that name means nothing (OpenAPI 3.1 §4.8.12.1); openapi-core checks " "it"),
        shown="accept-parameter",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"MissingRequiredRequestBody",
        why="a form of which nothing is given is no byte long; openapi-core takes it for no body",
        shown="empty-form",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r" \[application/x-www-form-urlencoded\]: InvalidRequestBody: .*is a required property",
        why="openapi-core finds no members of a form whose schema is a union",
        shown="form-of-variants",
        asks=asked.is_union,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"DeserializeError: \('form', ",
        why=(
            "an object in a form without `style` is JSON (OpenAPI 3.1 §4.8.15.1); openapi-core "
            "wants `style: form`"
        ),
        shown="object-in-form",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"does not contain discriminating property",
        why=(
            "a discriminator must not change the outcome of validation (OpenAPI 3.1.1 §4.8.25), "
            "but openapi-core refuses values without the tag"
        ),
        shown="tag-not-required",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"reference '#/components/schemas/[^']*' could not be resolved",
        why=(
            "a discriminator must not change the outcome of validation (OpenAPI 3.1.1 §4.8.25), "
            "but openapi-core refuses tags that name no schema"
        ),
        shown="tag-of-no-schema",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        cause=r"InvalidParameter: Invalid \w+ parameter: (\S+) \| at ",
        why="the default of a parameter that was not given is not of the parameter's type",
        shown="default-of-another-type",
        asks=asked.default_is_wrong,
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"Tried to write read-only property",
        why=(
            "readOnly is relevant for properties only (OpenAPI 3.0.3 §4.7.24.1); openapi-core "
            "refuses parameters and items of arrays that have it"
        ),
        shown="read-only-parameter",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        cause=r"MissingRequiredParameter: Missing required path parameter: (\w+) \| KeyError: '\1'",
        why="a path parameter that the path has no place for",
        shown="parameter-not-in-path",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        cause=r"is valid under each of",
        why="no value tells the variants of a oneOf apart",
        shown="variants-that-overlap",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        cause=r"than or equal to the minimum of True",
        why="exclusiveMinimum is a boolean, as in draft 4; OpenAPI 3.1 has a number",
        shown="limit-of-draft-4",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r"DeserializeError: \('deepObject', ",
        why=(
            "openapi-core reads deepObject only where the schema is an object and nothing else; lists "
            "and unions, of which OpenAPI says nothing, it cannot judge"
        ),
        shown="deep-list",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause="CastError: Failed to cast value to object type",
        why="openapi-core reads one level of deepObject; of deeper ones OpenAPI says nothing",
        shown="deep-object-in-object",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause="ServerNotFound",
        why="openapi-core takes no slashes in the value of a server's variable",
        shown="server-of-one-variable",
        asks=asked.server_is_variable,
    ),
    Known(
        blame="document",
        judge="openapi-core",
        cause="UnknownType escaped: Unknown type 'null'",
        why="OpenAPI 3.0 has no type null (3.0.3 §4.7.24), and openapi-core breaks off",
        shown="null-in-three-zero",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        cause=r": \w+ escaped: ",
        why="openapi-core breaks off before it judges: nothing is said of the request",
        shown="parameter-without-name",
    ),
    *OF_MOCKS,
)


def explanation(original: Original, failure: Failure, together: tuple[str, ...] = ()) -> Known | None:
    """The entry that explains a failure; None: it is ours until shown otherwise.

    Args:
        original: The document.
        failure: What a judge says.
        together: All that it says of the same request.
    """
    found = next((each for each in KNOWN if each.explains(original, failure, together)), None)
    pieces = re.split(r"; (?=E\d{4} )", failure.cause)
    if found is not None or len(pieces) == 1:
        return found
    # Steady says all in one: each may have an explanation of its own.
    each = [explanation(original, replace(failure, cause=piece), together) for piece in pieces]
    return (
        None if None in each else max(each, key=lambda known: known is not None and known.blame == "document")
    )


def explained(original: Original, failures: list[Failure]) -> list[Failure]:
    """The same failures, each with its explanation where there is one."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for each in failures:
        said.setdefault((each.judge, each.operation, each.what), []).append(each.cause)
    found: list[Failure] = []
    for each in failures:
        known = explanation(original, each, tuple(said[each.judge, each.operation, each.what]))
        why = None if known is None else Explained(known.blame, known.why, known.shown)
        found.append(replace(each, explained=why))
    return found
