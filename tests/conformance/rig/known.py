"""What is refused and not our fault: the document's, or a bug of a judge. Each is shown by a small document.

An entry names the failures that it explains as narrowly as it can; `shown/` holds the smallest document for
it, which `test_known.py` puts before the judge again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from .run import Failure

Blame = Literal["document", "judge"]


@dataclass(frozen=True, slots=True)
class Known:
    """An explanation.

    Attributes:
        blame: Whose fault it is.
        judge: Which judge says it.
        document: A pattern of the labels of documents; empty: any.
        cause: A pattern that is found in `METHOD path [media type of the body]: cause`.
        why: The explanation.
        shown: The document of `shown/` that shows it.
    """

    blame: Blame
    judge: str
    document: str
    cause: str
    why: str
    shown: str

    def explains(self, document: str, failure: Failure) -> bool:
        """Whether a failure is this one."""
        return (
            failure.judge == self.judge
            and re.search(self.document, document) is not None
            and re.search(self.cause, f"{failure.operation} [{failure.media_type}]: {failure.cause}", re.DOTALL) is not None
        )


KNOWN: Final[tuple[Known, ...]] = (
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""InvalidRequestBody: .*at [^|]*: b(?:'|\\").*is not (?:of type|one of)""",
        'openapi-core keeps parts of multipart bodies that are files, or have variants, as bytes, which its schema validator does not take for text',
        'binary-part',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""InvalidRequestBody: .*at [\w/]+: '(?:true|false|-?[\d.]+)' is not of type '(?:integer|number|boolean)'""",
        'openapi-core leaves numbers and booleans in parts of multipart bodies as text',
        'typed-part',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""InvalidRequestBody: .*at : (?:<Element|b'<a>)""",
        'openapi-core reads XML and has no way to check it by a schema',
        'xml',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""InvalidRequestBody: .*at : b'\{.* is not of type 'object'""",
        'openapi-core has no reader for the documented media type `*/*`',
        'any-media-type',
    ),
    Known(
        'judge',
        'openapi-core',
        r'^(?:scalar-galaxy|read-only-and-required)$',
        r"""at [\w/]*: 'id' is a required property$""",
        'openapi-core asks for required members that are readOnly, in OpenAPI 3.1 only',
        'read-only-and-required',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""Invalid header parameter: Accept """,
        'a parameter of that name means nothing (OpenAPI 3.1 §4.8.12.1); openapi-core checks it',
        'accept-parameter',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""MissingRequiredRequestBody""",
        'a form of which nothing is given is no byte long; openapi-core takes it for no body',
        'empty-form',
    ),
    Known(
        'judge',
        'openapi-core',
        r'^(?:lichess-api|form-of-variants)$',
        r"""^POST /(?:api/board/seek|broadcast/|seeks).*is a required property""",
        'openapi-core finds no members of a form whose schema is a union',
        'form-of-variants',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""DeserializeError: \('form', """,
        'an object in a form without `style` is JSON (OpenAPI 3.1 §4.8.15.1); openapi-core wants `style: form`',
        'object-in-form',
    ),
    Known(
        'document',
        'openapi-core',
        r'',
        r"""\?.* \[.*\]: PathNotFound""",
        'the key of the path has a query, which OpenAPI does not allow (3.1 §4.8.8)',
        'query-in-path',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""does not contain discriminating property""",
        'a discriminator must not change the outcome of validation (OpenAPI 3.1.1 §4.8.25), but openapi-core refuses values without the tag',
        'tag-not-required',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""reference '#/components/schemas/[^']*' could not be resolved""",
        'a discriminator must not change the outcome of validation (OpenAPI 3.1.1 §4.8.25), but openapi-core refuses tags that name no schema',
        'tag-of-no-schema',
    ),
    Known(
        'document',
        'openapi-core',
        r'^(?:telnyx|default-of-another-type)$',
        r"""InvalidParameter: Invalid query parameter: .* \| at : (?:None for not nullable|'false' is not of type 'boolean'|'created_at' is not of type 'array')""",
        "the default of a parameter that was not given is not of the parameter's type",
        'default-of-another-type',
    ),
    Known(
        'judge',
        'openapi-core',
        r'',
        r"""Tried to write read-only property""",
        'readOnly is relevant for properties only (OpenAPI 3.0.3 §4.7.24.1); openapi-core refuses parameters and items of arrays that have it',
        'read-only-parameter',
    ),
    Known(
        'document',
        'openapi-core',
        r'',
        r"""MissingRequiredParameter: Missing required path parameter: (\w+) \| KeyError: '\1'""",
        'a path parameter that the path has no place for',
        'parameter-not-in-path',
    ),
    Known(
        'document',
        'openapi-core',
        r'^(?:telnyx|required-and-not-described)$',
        r"""at : '(?:country_coude|region|name)' is a required property$""",
        'a member is required that is described nowhere: a slip of the pen (`country_coude`), or the member has another name; `request_options` sends it',
        'required-and-not-described',
    ),
    Known(
        'document',
        'rig',
        r'^(?:telnyx|required-and-not-described)$',
        r"""by its schema: : \"(?:country_coude|region|name)\" is a required property""",
        'a member is required that is described nowhere: a slip of the pen (`country_coude`), or the member has another name; `request_options` sends it',
        'required-and-not-described',
    ),
    Known(
        'document',
        'openapi-core',
        r'',
        r"""is valid under each of""",
        'no value tells the variants of a oneOf apart',
        'variants-that-overlap',
    ),
    Known(
        'document',
        'openapi-core',
        r'',
        r"""than or equal to the minimum of True""",
        'exclusiveMinimum is a boolean, as in draft 4; OpenAPI 3.1 has a number',
        'limit-of-draft-4',
    ),
    Known(
        'document',
        'rig',
        r'^(?:hostile|pattern-of-nothing)$',
        r"""no value was found for the parameter""",
        'nothing matches the pattern',
        'pattern-of-nothing',
    ),
    *(
        Known(
            "judge",
            mock,
            r"",
            r""" \[application/xml\]: """,
            f"{mock} checks XML as if it were text in JSON",
            "xml",
        )
        for mock in ("steady", "prism")
    ),
    Known(
        "judge",
        "prism",
        r"",
        r""" \[multipart/form-data\]: request\.body\.\w+: .* must be array""",
        "Prism does not put parts of one name together, which is how a list of files is sent",
        "parts-of-one-name",
    ),
)


def explanation(document: str, failure: Failure) -> Known | None:
    """The entry that explains a failure; None: it is ours until shown otherwise."""
    return next((each for each in KNOWN if each.explains(document, failure)), None)
