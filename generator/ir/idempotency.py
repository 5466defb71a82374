"""Which header tells a repeated call from a new one."""

from __future__ import annotations

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.model import WireName
from generator.ir.project import text
from generator.load import pointer
from generator.load.document import Document
from generator.setting_checks import header_fault
from generator.spec import vendor
from generator.spec.model import JsonObject, Spec

EXTENSION = "x-sdksmith-idempotency-headers"
"""At the root of a document: a list of `{header, name?, env?}`. `x-fern-idempotency-headers` is that, too."""


def read(spec: Spec, document: Document, settings: SdkSettings, diagnostics: Diagnostics) -> WireName | None:
    """The header of the configuration, else the first that the document declares; None when there is none.

    The extension's `name` is not used: the key is `idempotency_key` in every SDK. Nor is `env`: one key for
    all calls would make them one call.

    Args:
        spec: The document's records.
        document: Its places.
        settings: The configuration.
        diagnostics: Takes UNSUPPORTED001 for entries that are not used.
    """
    if settings.idempotency_header is not None:
        return WireName(settings.idempotency_header) if settings.idempotency_header else None
    declared = dict(spec.extensions).get(EXTENSION)
    if declared is None:
        return None
    found: WireName | None = None

    name = vendor.source(spec.extensions, EXTENSION, "root")

    def report(what: str, *path: int) -> None:
        location = document.locate(pointer.join(name, *path), key=not path)
        diagnostics.report("UNSUPPORTED001", what, location, source_line=document.source_line(location))

    for index, entry in enumerate(declared if isinstance(declared, tuple) else ()):
        members = dict(entry.members) if isinstance(entry, JsonObject) else {}
        header = text(members.get("header"))
        if header is None or header_fault(header):
            report("an idempotency header without the name of a header is not supported", index)
        elif found is None:
            found = WireName(header)
            if "env" in members:
                report(f"the idempotency key '{header}' from an environment variable is not supported", index)
        else:
            report(f"a second idempotency header ('{header}') is not supported", index)
    return found
