"""Change a document by what other files say: override files, and OpenAPI Overlays after them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostics
from generator.load import overrides
from generator.load.amending import Findings, read
from generator.load.document import Document
from generator.load.draft import Draft


def amend(
    document: Document, override_files: Sequence[str], overlay_files: Sequence[str], diagnostics: Diagnostics
) -> Document:
    """Apply files to a document, in order; each sees what the ones before it did.

    Args:
        document: What is amended. It is not changed itself.
        override_files: Paths of files that are merged over it (`load/overrides.py`).
        overlay_files: Paths of Overlay documents (`load/overlay.py`).
        diagnostics: Receives OVERLAY001 to OVERLAY008, and DOC001, DOC002 and DOC005 of the files.

    Returns:
        A document whose values know the file that they came from, and whose digests include those of the
        files; the document itself when there are no files. What could not be applied has been reported.
    """
    if not override_files and not overlay_files:
        return document
    draft = Draft(document)
    steps = [(name, overrides.apply) for name in override_files]
    if overlay_files:
        # JSONPath takes longer to import than most documents take to read.
        from generator.load import overlay

        steps += [(name, overlay.apply) for name in overlay_files]
    for name, apply in steps:
        source = read(name, diagnostics)
        if source is not None:
            draft.add(source)
            apply(draft, Findings(source, diagnostics))
    return draft.finish()
