"""The one document that an SDK is made of, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.load.emit import emitted
from generator.load.fetch import Fetcher
from generator.load.remote import Remote
from generator.pipeline import read_document
from generator.runtime.deep import on_deep_stack


def extracted(
    settings: SdkSettings,
    references: Mapping[str, str],
    diagnostics: Diagnostics,
    format: Literal["yaml", "json"],
) -> str | None:
    """All sources as one document, which makes the same SDK.

    It has what was read of pages' snippets, as `x-sdksmith-*` members, and what references to other files led
    to.

    Args:
        settings: What the sources are.
        references: What is known of other hosts' documents, by address.
        diagnostics: Takes what there is to say about the sources.
        format: What to write.

    Returns:
        The text; None when an error was reported.
    """
    fetcher = Fetcher(settings.allow_private_addresses)
    remote = Remote(settings.remote_references, dict(references), fetcher=fetcher)
    document = read_document(settings, remote, diagnostics)
    return None if document is None else on_deep_stack(lambda: emitted(document.data, format))
