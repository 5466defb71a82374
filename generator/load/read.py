"""Read one input, whatever it is: a page, YAML or JSON, from a path or from standard input."""

from __future__ import annotations

import re
import sys
from pathlib import PurePath

from generator.diagnostics import Diagnostics, Location
from generator.load import facts, inputs
from generator.load.bundle import bundle
from generator.load.document import Document, kind_of
from generator.load.library import Rules
from generator.load.page import PAGE_SUFFIXES, Fence, Page, read_page
from generator.load.places import Parsed, Syntax
from generator.load.source import SourceDocument
from generator.load.text import Text
from generator.load.values import decode, parse

STDIN = "-"

_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_FENCE_AT_MARGIN = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_ROOT_MEMBER_AT_MARGIN = re.compile(r"""^["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)


def load(source: str, diagnostics: Diagnostics, rules: Rules | None = None) -> Document | None:
    """Read the OpenAPI document of one input, and what it refers to in other files.

    Args:
        source: A path, or `-` for standard input.
        diagnostics: Receives DOC001 to DOC006, and REF001 to REF006 as `bundle` says.
        rules: Where references may lead; None: only into the folder of the source.

    Returns:
        The document, or None when an error was reported.
    """
    content = _content(source, diagnostics)
    return None if content is None else load_text(source, content, diagnostics, rules)


def load_text(
    name: str, content: str, diagnostics: Diagnostics, rules: Rules | None = None
) -> Document | None:
    """Read the OpenAPI document of a text that is already here, and what it refers to in other files.

    Args:
        name: What diagnostics call the text; its suffix, if it has one, helps to tell pages, YAML and JSON
            apart. References are relative to it, as if it were a path.
        content: The text.
        diagnostics: Receives DOC002 to DOC006, and REF001 to REF006 as `bundle` says.
        rules: Where references may lead; None: only into the folder of the text.

    Returns:
        The document, or None when an error was reported.
    """
    text = Text.of_file(name, content)
    suffix = PurePath(name).suffix.lower()
    if not content.strip():
        code = "DOC003" if suffix in PAGE_SUFFIXES else "DOC004"
        diagnostics.report(code, "the file is empty", text.locate(0))
        return None
    if _is_page(suffix, content):
        document = _from_page(text, diagnostics)
    else:
        document = _from_text(text, parse(text, suffix), diagnostics)
    return None if document is None else bundle(document, rules or Rules(), diagnostics)


def _content(source: str, diagnostics: Diagnostics) -> str | None:
    if source.startswith(("https://", "http://")):
        diagnostics.report(
            "DOC001",
            "is an address, and addresses are not fetched yet",
            Location(source),
            help="Save the document to a file, and name that.",
        )
        return None
    try:
        data = _standard_input() if source == STDIN else inputs.read(source)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        diagnostics.report("DOC001", f"cannot be read: {reason[:1].lower()}{reason[1:]}", Location(source))
        return None
    try:
        return decode(data)[0]
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        before = error.object[: error.start].decode(error.encoding, "replace")
        diagnostics.report(
            "DOC001",
            f"is not {error.encoding.upper()} text: byte 0x{byte:02x} has no meaning here",
            Text.of_file(source, before).locate(len(before)),
            help="Save the file as UTF-8.",
        )
        return None


def _standard_input() -> bytes:
    inputs.from_elsewhere()
    return sys.stdin.buffer.read()


def _is_page(suffix: str, content: str) -> bool:
    """Whether a text is a Markdown page: by its fences and the document's root, then by its suffix."""
    if content.lstrip()[:1] in {"{", "["}:
        return False
    root = _ROOT_MEMBER_AT_MARGIN.search(content)
    if root is None:
        return suffix in PAGE_SUFFIXES or _FENCE.search(content) is not None
    # The text of a block scalar is indented, so that a fence at the margin before the root member is
    # Markdown.
    fence = _FENCE_AT_MARGIN.search(content)
    if fence is not None and fence.start() < root.start():
        return True
    indented = _FENCE.search(content) if suffix in PAGE_SUFFIXES else None
    return indented is not None and indented.start() < root.start()


def _from_text(text: Text, parsed: list[Parsed] | Syntax, diagnostics: Diagnostics) -> Document | None:
    if isinstance(parsed, Syntax):
        _report(diagnostics, "DOC002", parsed.message, text, parsed.index)
        return None
    rooted = [document for document in parsed if _has_root(document)]
    if not rooted:
        start = parsed[0].place.start if parsed else 0
        _report(diagnostics, "DOC004", _without_root(parsed), text, start)
        return None
    document = _document(text, rooted[0], diagnostics)
    for further in rooted[1:]:
        first = document.text.locate(rooted[0].place.start)
        _report(
            diagnostics,
            "DOC006",
            f"a second OpenAPI document; the first is at {first}",
            text,
            further.place.start,
        )
    return document


def _from_page(text: Text, diagnostics: Diagnostics) -> Document | None:
    page = read_page(text)
    candidates = [fence for fence in page.fences if fence.is_candidate]
    document: SourceDocument | None = None
    for fence in candidates:
        parsed = parse(fence.text)
        if isinstance(parsed, Syntax):
            # A block that says what it is was meant to be read; another may be anything.
            if document is None and (fence.language or fence is candidates[-1]):
                _report(diagnostics, "DOC002", parsed.message, fence.text, parsed.index)
                return None
            continue
        rooted = [one for one in parsed if _has_root(one)]
        if rooted and document is None:
            document = _document(fence.text, rooted[0], diagnostics)
            rooted = rooted[1:]
        for further in rooted:
            assert document is not None
            first = document.text.locate(document.place.start)
            message = f"a second OpenAPI document; the first is at {first}"
            _report(diagnostics, "DOC006", message, fence.text, further.place.start)
    if document is None:
        _report_no_spec(page, text, diagnostics)
        return None
    return facts.add(document, page)


def _report_no_spec(page: Page, text: Text, diagnostics: Diagnostics) -> None:
    data = next((fence for fence in page.fences if fence.is_data and fence.text.content.strip()), None)
    if data is not None:
        parsed = parse(data.text)
        if isinstance(parsed, Syntax):
            _report(diagnostics, "DOC002", parsed.message, data.text, parsed.index)
        else:
            start = parsed[0].place.start if parsed else 0
            _report(diagnostics, "DOC004", _without_root(parsed), data.text, start)
        return
    if not page.fences:
        message = "the page has no fenced block at all"
        at = text.locate(0)
    else:
        message = f"the page has only {_listed(page.fences)}, and no OpenAPI document"
        at = Location(text.file, page.fences[0].line, page.fences[0].column)
    diagnostics.report("DOC003", message, at, source_line=text.line(at.line))


def _listed(fences: tuple[Fence, ...]) -> str:
    languages = sorted({fence.language for fence in fences if fence.language not in {"", "json", "jsonc"}})
    parts: list[str] = []
    if languages:
        shown = ", ".join(languages[:4]) + (", …" if len(languages) > 4 else "")
        parts.append(f"SDK code ({shown})")
    if len(languages) < len({fence.language for fence in fences}):
        parts.append("examples")
    return " and ".join(parts)


def _document(text: Text, parsed: Parsed, diagnostics: Diagnostics) -> SourceDocument:
    assert isinstance(parsed.value, dict)
    for duplicate in sorted(parsed.duplicates, key=lambda one: one.later):
        earlier = text.locate(duplicate.earlier)
        later = text.locate(duplicate.later, duplicate.pointer)
        diagnostics.report(
            "DOC005",
            f"the member {duplicate.name!r} stands here and at line {earlier.line}, column {earlier.column}",
            later,
            source_line=text.line(later.line),
        )
    return SourceDocument(text.file, parsed.value, text, parsed.place)


def _has_root(parsed: Parsed) -> bool:
    return isinstance(parsed.value, dict) and ("openapi" in parsed.value or "swagger" in parsed.value)


def _without_root(parsed: list[Parsed]) -> str:
    if not parsed:
        return "the document is empty"
    value = parsed[0].value
    if not isinstance(value, dict):
        return f"the document is {kind_of(value)}, not an object with an `openapi` member"
    return "the document has no `openapi` member at its root"


def _report(diagnostics: Diagnostics, code: str, message: str, text: Text, index: int) -> None:
    location = text.locate(index)
    diagnostics.report(code, message, location, source_line=text.line(location.line))
