"""The views of what an API sends: flat records of `Safe` text, for the templates to print."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.safe import Safe
from generator.render.views import Pair


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A function that reads the requests of one webhook, or of all, and the constant it reads them by."""

    name: Safe
    constant: Safe
    wire: Safe
    annotation: Safe
    read: Safe
    docstring: Safe
    sample: Safe
    headers: Safe


@dataclass(frozen=True, slots=True)
class WebhookRowView:
    """A webhook or callback in reference.md."""

    wire: Safe
    function: Safe
    type: Safe
    text: Safe


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """What the API sends: the module `webhooks`, and what the documents say of it."""

    is_there: bool
    docstring: Safe
    imports: tuple[Safe, ...]
    exports: tuple[Safe, ...]
    signature: Safe
    verify_docstring: Safe
    package_literal: Safe
    functions: tuple[FunctionView, ...]
    rows: tuple[WebhookRowView, ...]
    all: tuple[Pair, ...]
    how: Safe
    example: Safe
    secret: Safe
    now: Safe
