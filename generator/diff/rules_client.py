"""Rules about the package and its client: names, credentials, servers, webhooks."""

from __future__ import annotations

from generator.diff.rule import BREAKING, COMPATIBLE, DOCS, Rule

_NOTHING = "Nothing to do."

PACKAGE = (
    Rule("client-renamed", "package", "", BREAKING, "is called `{after}` now", "Import `{after}`."),
    Rule(
        "package-renamed",
        "package",
        "",
        BREAKING,
        "the import package is `{after}`, and was `{before}`",
        "Import from `{after}`.",
    ),
    Rule(
        "distribution-renamed",
        "package",
        "",
        BREAKING,
        "is installed as `{after}`, and was `{before}`",
        "Require `{after}`.",
        checked=False,
    ),
    Rule("package-documentation", "package", "", DOCS, "is described otherwise", _NOTHING),
)

CREDENTIALS = (
    Rule("scheme-added", "auth", "request", COMPATIBLE, "takes {after} too", _NOTHING),
    Rule(
        "scheme-removed",
        "auth",
        "request",
        BREAKING,
        "does not take {before} any more",
        "Leave {before} out, and give another credential.",
    ),
    Rule(
        "scheme-changed",
        "auth",
        "request",
        BREAKING,
        "{part} is sent as {after}, and not as {before}",
        "Give the credential that this needs.",
        checked=False,
    ),
    Rule(
        "credential-renamed",
        "auth",
        "request",
        BREAKING,
        "`{before}` is called `{after}` now",
        "Write `{after}=` for `{before}=`.",
    ),
    Rule(
        "environment-variable-renamed",
        "auth",
        "",
        BREAKING,
        "`{part}` is read from the variable {after}, and not from {before}",
        "Set {after}.",
        checked=False,
    ),
)

SERVERS = (
    Rule(
        "server-changed",
        "server",
        "",
        COMPATIBLE,
        "calls go to {after}, and not to {before}, unless told otherwise",
        "Check proxies and firewalls that name the host.",
    ),
    Rule("environment-added", "server", "", COMPATIBLE, "has `{part}` too: {after}", _NOTHING),
    Rule(
        "environment-removed",
        "server",
        "",
        BREAKING,
        "has no `{part}` any more",
        "Choose another one, or give `base_url=`.",
    ),
    Rule(
        "environment-changed",
        "server",
        "",
        COMPATIBLE,
        "`{part}` is {after}, and was {before}",
        "Check proxies and firewalls that name the host.",
    ),
    Rule("service-added", "server", "", COMPATIBLE, "takes `{part}`, the address of a part", _NOTHING),
    Rule(
        "service-removed",
        "server",
        "",
        BREAKING,
        "does not take `{part}`, the address of a part, any more",
        "Leave `{part}` out.",
    ),
    Rule(
        "service-changed",
        "server",
        "",
        COMPATIBLE,
        "`{part}`, the address of a part, is {after}, and was {before}",
        "Check proxies and firewalls that name the host.",
    ),
    Rule(
        "server-variable-added", "server", "", COMPATIBLE, "takes `{part}`, a part of the address", _NOTHING
    ),
    Rule(
        "server-variable-required",
        "server",
        "",
        BREAKING,
        "needs `{part}`, a part of the address without a default",
        "Give the client `{part}=`.",
        checked=False,
    ),
    Rule(
        "server-variable-removed",
        "server",
        "",
        BREAKING,
        "does not take `{part}`, a part of the address, any more",
        "Leave `{part}` out.",
    ),
    Rule(
        "server-variable-default",
        "server",
        "",
        COMPATIBLE,
        "`{part}`, a part of the address, is {after} by default, and was {before}",
        "Give `{part}=` where the old one is meant.",
    ),
    Rule(
        "idempotency-header-changed",
        "server",
        "request",
        DOCS,
        "sends idempotency keys in {after}, and not in {before}",
        _NOTHING,
    ),
)

WEBHOOKS = (
    Rule("webhook-added", "webhook", "response", COMPATIBLE, "is new", _NOTHING),
    Rule("webhook-removed", "webhook", "response", BREAKING, "is gone", "Remove the calls."),
    Rule("webhook-renamed", "webhook", "response", BREAKING, "is called `{after}` now", "Call `{after}`."),
    Rule(
        "webhook-payload-widened",
        "webhook",
        "response",
        BREAKING,
        "may return `{after}`, and not only `{before}`",
        "Look at the type of what it returns.",
    ),
    Rule(
        "webhook-payload-narrowed",
        "webhook",
        "response",
        COMPATIBLE,
        "returns only `{after}` now, and not any `{before}`",
        _NOTHING,
    ),
    Rule(
        "webhook-payload-changed",
        "webhook",
        "response",
        BREAKING,
        "returns `{after}`, and not `{before}`",
        "Use what it returns as `{after}`.",
    ),
    Rule(
        "webhook-signing-changed",
        "webhook",
        "response",
        BREAKING,
        "requests are signed by {after}, and not by {before}",
        "Give the secret that this needs.",
        checked=False,
    ),
    Rule("webhook-deprecated", "webhook", "response", COMPATIBLE, "is deprecated", "It may stop coming."),
    Rule("webhook-undeprecated", "webhook", "response", COMPATIBLE, "is not deprecated any more", _NOTHING),
    Rule("webhook-documentation", "webhook", "response", DOCS, "is described otherwise", _NOTHING),
)
