"""The rows of the table of extensions that say what calls do."""

from __future__ import annotations

from generator.spec import vendor_behaviour as behaviour
from generator.spec import vendor_values as values
from generator.spec.vendor_rows import Row, Spelling
from generator.spec.vendor_rows import on as _on

CALLS: tuple[Row, ...] = (
    Row(
        "x-sdksmith-return-value",
        _on("operation"),
        "the member of the answer that the method returns in its place: `data`, `result.items`",
        behaviour.member,
        (Spelling("x-fern-sdk-return-value", behaviour.member),),
    ),
    Row(
        "x-sdksmith-streaming",
        _on("operation"),
        "the answer is a stream: true, or `format` (sse, json), `terminator`, `stream-condition`, "
        "`response`, `response-stream`",
        behaviour.streaming,
        (Spelling("x-fern-streaming", behaviour.streaming),),
    ),
    Row(
        "x-sdksmith-pagination",
        _on("root", "operation"),
        "how a list goes on; ours has the keys of `pagination` in the configuration",
        behaviour.said_by("x-sdksmith-pagination"),
        (
            Spelling("x-fern-pagination", behaviour.said_by("x-fern-pagination")),
            Spelling("x-speakeasy-pagination", behaviour.said_by("x-speakeasy-pagination")),
        ),
    ),
    Row(
        "x-sdksmith-idempotency-headers",
        _on("root"),
        "the header of idempotency keys, as `[{header}]`; the first counts",
        behaviour.entries,
        (Spelling("x-fern-idempotency-headers", behaviour.entries),),
    ),
    Row(
        "x-sdksmith-idempotent",
        _on("operation"),
        "the call may be repeated, and is sent with an idempotency key, whatever its method is",
        values.flag,
        (Spelling("x-fern-idempotent", values.flag),),
    ),
    Row(
        "x-sdksmith-retries",
        _on("root", "operation"),
        "how calls are repeated: `disabled`, or `backoff`, `statusCodes`, `retryConnectionErrors`",
        behaviour.retries,
        (
            Spelling("x-speakeasy-retries", behaviour.retries),
            Spelling("x-fern-retries", behaviour.retries),
        ),
    ),
    Row(
        "x-sdksmith-globals",
        _on("root"),
        "parameters that the client takes once, for all operations that have them",
        behaviour.parameters,
        (Spelling("x-speakeasy-globals", behaviour.parameters),),
    ),
    Row(
        "x-sdksmith-global-headers",
        _on("root"),
        "headers that the client takes once and sends with every request: `[{header, name, env}]`",
        behaviour.entries,
        (Spelling("x-fern-global-headers", behaviour.entries),),
    ),
    Row(
        "x-sdksmith-variables",
        _on("root"),
        "values that the client takes once, by name, for parameters that say which is theirs",
        behaviour.objects_by_name,
        (Spelling("x-fern-sdk-variables", behaviour.objects_by_name),),
    ),
    Row(
        "x-sdksmith-variable",
        _on("parameter"),
        "which of the client's values a parameter has, unless the call gives one",
        values.text,
        (Spelling("x-fern-sdk-variable", values.text),),
    ),
    Row(
        "x-sdksmith-credential",
        _on("security scheme"),
        "argument, environment variable and prefix of a credential: `{name, env, prefix}`",
        behaviour.credential,
        (
            Spelling("x-fern-bearer", behaviour.credential),
            Spelling("x-fern-header", behaviour.credential),
            Spelling("x-fern-basic", behaviour.credential),
            Spelling("x-fern-token-variable-name", behaviour.credential_name),
            Spelling("x-fern-header-variable-name", behaviour.credential_name),
        ),
    ),
    Row(
        "x-sdksmith-username",
        _on("security scheme"),
        "the argument for a user name",
        values.text,
        (Spelling("x-fern-username-variable-name", values.text),),
    ),
    Row(
        "x-sdksmith-password",
        _on("security scheme"),
        "the argument for a password",
        values.text,
        (Spelling("x-fern-password-variable-name", values.text),),
    ),
    Row(
        "x-sdksmith-webhook",
        _on("operation"),
        "a request that the API sends, and no method",
        values.flag,
        (Spelling("x-fern-webhook", values.flag),),
    ),
    Row(
        "x-sdksmith-unknown-values",
        _on("schema", "property"),
        "`disallow`: the values of `enum` are all that there will be",
        behaviour.unknown_values,
        (Spelling("x-speakeasy-unknown-values", behaviour.unknown_values),),
    ),
)
