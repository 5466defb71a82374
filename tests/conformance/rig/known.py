"""What is refused and not our fault: the document's, or a bug of a judge. Each is shown by a small document.

An entry names the failures that it explains as narrowly as it can; `shown/` holds the smallest document for
it, which `test_known.py` puts before the judge again. Those of the mock servers are in `known_mocks.py`.
"""

from __future__ import annotations

from typing import Final

from .explained import Known
from .known_mocks import OF_MOCKS
from .run import Failure

KNOWN: Final[tuple[Known, ...]] = (
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"""InvalidRequestBody: .*at [^|]*: b(?:'|\\").*is not (?:of type|one of)""",
        why=(
            "openapi-core keeps parts of multipart bodies that are files, or have variants, as "
            "bytes, which its schema validator does not take for text"
        ),
        shown="binary-part",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=(
            r"InvalidRequestBody: .*at [\w/]+: '(?:true|false|-?[\d.]+)' is not of type"
            r" '(?:integer|number|boolean)'"
        ),
        why="openapi-core leaves numbers and booleans in parts of multipart bodies as text",
        shown="typed-part",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"InvalidRequestBody: .*at : (?:<Element|b'<a>)",
        why="openapi-core reads XML and has no way to check it by a schema",
        shown="xml",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"InvalidRequestBody: .*at : b'\{.* is not of type 'object'",
        why="openapi-core has no reader for the documented media type `*/*`",
        shown="any-media-type",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"^(?:scalar-galaxy|read-only-and-required)$",
        cause=r"at [\w/]*: 'id' is a required property$",
        why="openapi-core asks for required members that are readOnly, in OpenAPI 3.1 only",
        shown="read-only-and-required",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"Invalid header parameter: Accept ",
        why=("a parameter of that name means nothing (OpenAPI 3.1 §4.8.12.1); openapi-core checks " "it"),
        shown="accept-parameter",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"MissingRequiredRequestBody",
        why="a form of which nothing is given is no byte long; openapi-core takes it for no body",
        shown="empty-form",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"^(?:lichess-api|form-of-variants)$",
        cause=r"^POST /(?:api/board/seek|broadcast/|seeks).*is a required property",
        why="openapi-core finds no members of a form whose schema is a union",
        shown="form-of-variants",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
        cause=r"DeserializeError: \('form', ",
        why=(
            "an object in a form without `style` is JSON (OpenAPI 3.1 §4.8.15.1); openapi-core "
            "wants `style: form`"
        ),
        shown="object-in-form",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        document=r"",
        cause=r"\?.* \[.*\]: PathNotFound",
        why="the key of the path has a query, which OpenAPI does not allow (3.1 §4.8.8)",
        shown="query-in-path",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
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
        document=r"",
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
        document=r"^(?:telnyx|default-of-another-type)$",
        cause=(
            r"InvalidParameter: Invalid query parameter: .* \| at : (?:None for not nullable"
            r"|'false' is not of type 'boolean'|'created_at' is not of type 'array')"
        ),
        why="the default of a parameter that was not given is not of the parameter's type",
        shown="default-of-another-type",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"",
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
        document=r"",
        cause=r"MissingRequiredParameter: Missing required path parameter: (\w+) \| KeyError: '\1'",
        why="a path parameter that the path has no place for",
        shown="parameter-not-in-path",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        document=r"",
        cause=r"is valid under each of",
        why="no value tells the variants of a oneOf apart",
        shown="variants-that-overlap",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        document=r"",
        cause=r"than or equal to the minimum of True",
        why="exclusiveMinimum is a boolean, as in draft 4; OpenAPI 3.1 has a number",
        shown="limit-of-draft-4",
    ),
    Known(
        blame="document",
        judge="rig",
        document=r"^(?:hostile|pattern-of-nothing)$",
        cause=r"no value was found for the parameter",
        why="nothing matches the pattern",
        shown="pattern-of-nothing",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document="",
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
        document="",
        cause="CastError: Failed to cast value to object type",
        why="openapi-core reads one level of deepObject; of deeper ones OpenAPI says nothing",
        shown="deep-object-in-object",
    ),
    Known(
        blame="document",
        judge="rig",
        document="^(?:exactness|required-and-forbidden)$",
        cause="no value was found for the body",
        why="a member is required that no object may have",
        shown="required-and-forbidden",
    ),
    Known(
        blame="judge",
        judge="openapi-core",
        document=r"^(?:mintlify|server-of-one-variable)$",
        cause="ServerNotFound",
        why="openapi-core takes no slashes in the value of a server's variable",
        shown="server-of-one-variable",
    ),
    Known(
        blame="document",
        judge="openapi-core",
        document="",
        cause="UnknownType escaped: Unknown type 'null'",
        why="OpenAPI 3.0 has no type null (3.0.3 §4.7.24), and openapi-core breaks off",
        shown="null-in-three-zero",
    ),
    *OF_MOCKS,
)


def explanation(document: str, failure: Failure) -> Known | None:
    """The entry that explains a failure; None: it is ours until shown otherwise."""
    return next((each for each in KNOWN if each.explains(document, failure)), None)
