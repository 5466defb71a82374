"""Names that the SDK cannot give away, by the scope they are taken in."""

from __future__ import annotations

import keyword

KEYWORDS = frozenset(keyword.kwlist)
"""Python's hard keywords. Soft keywords (`match`, `type`) are fine as names."""

_ANNOTATION_BUILTINS = frozenset({"bool", "dict", "float", "int", "list", "str"})

# Public attributes of pydantic.BaseModel (2.12 and later) and of the runtime's own Model: a field of the same
# name would hide them.
FIELDS = (
    KEYWORDS
    | _ANNOTATION_BUILTINS
    | frozenset(
        [
            "construct",
            "copy",
            "dict",
            "from_orm",
            "json",
            "parse_file",
            "parse_obj",
            "parse_raw",
            "schema",
            "schema_json",
            "update_forward_refs",
            "validate",
            "model_computed_fields",
            "model_config",
            "model_construct",
            "model_copy",
            "model_dump",
            "model_dump_json",
            "model_extra",
            "model_fields",
            "model_fields_set",
            "model_json_schema",
            "model_parametrized_name",
            "model_post_init",
            "model_rebuild",
            "model_validate",
            "model_validate_json",
            "model_validate_strings",
            "from_dict",
            "to_dict",
            "invalid_fields",
            "dt",
            "wire",
            "told_by",
        ]
    )
)
"""What a field of a model must not be called: keywords, pydantic's attributes, and what its module's
annotations use.
"""

ARGUMENTS = KEYWORDS | {"self", "request_options"}
"""What a method's argument must not be called."""

_DECORATORS = frozenset({"cached_property", "deprecated", "overload"})

METHODS = KEYWORDS | _DECORATORS | {"builtins", "dt", "types", "with_raw_response", "with_streaming_response"}
"""What a method or a namespace must not be called: it would hide what the annotations of its class use."""

_FORMATS = frozenset(
    ["JsonBase64", "JsonDate", "JsonDateTime", "JsonDecimal", "JsonDuration", "JsonTime", "JsonUuid"]
) | frozenset(
    [
        "ByTag",
        "Decimal",
        "InOrder",
        "Kinds",
        "Limits",
        "OpenIntEnum",
        "OpenStrEnum",
        "SequenceNotStr",
        "TypeAliasType",
        "UUID",
        "UnknownVariant",
    ]
)

RESOURCES = (KEYWORDS | _FORMATS) | frozenset(
    [
        "Annotated",
        "Any",
        "Literal",
        "Awaitable",
        "Callable",
        "Client",
        "Hooks",
        "Mapping",
        "NotGiven",
        "Omit",
        "OMIT",
        "Operation",
        "Page",
        "Pager",
        "Paging",
        "RequestOptions",
        "Resource",
        "SequenceNotStr",
        "Server",
        "Service",
        "Variable",
        "Sync",
        "SyncClient",
        "TYPE_CHECKING",
        "Timeout",
    ]
)
"""What the class of a namespace must not be called: names that its module and the client's import, with
`Async` before them too.
"""

CLIENT = KEYWORDS | {"aclose", "base_url", "close", "max_retries", "timeout", "with_options"}
"""What a namespace on the client must not be called."""

CLIENT_ARGUMENTS = KEYWORDS | frozenset(
    [
        "self",
        "base_url",
        "environment",
        "timeout",
        "max_retries",
        "total_timeout",
        "headers",
        "strict_responses",
        "hooks",
        "connection_limits",
        "http_client",
    ]
)
"""What the argument of a credential or of a server's variable must not be called."""

TYPES = (KEYWORDS | _FORMATS) | frozenset(
    [
        "Annotated",
        "Any",
        "Literal",
        "Mapping",
        "Model",
        "Self",
        "Sequence",
        "TypeAlias",
        "TypedDict",
        "Required",
        "NotRequired",
        "NULLABLE",
        "None",
        "True",
        "False",
        "Exception",
        "BaseModel",
        "ApiError",
        "ApiConnectionError",
        "ApiResponseError",
        "ApiTimeoutError",
        "ApiStatusError",
        "ApiStreamError",
        "ClientError",
        "ServerError",
        "CredentialError",
        "OAuthError",
        "ResponseDecodeError",
        "ResponseValidationError",
        "WebhookPayloadError",
        "WebhookVerificationError",
    ]
)
"""What a type must not be called: names that model modules import, and the error classes that every SDK has.
"""

PACKAGES = KEYWORDS | frozenset(
    {"httpx2", "pydantic", "pydantic_core", "typing_extensions", "test", "tests", "types", "typing"}
)
"""What the generated package must not be called: it would hide what it imports."""
