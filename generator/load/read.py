"""Read one input, whatever it is: a page, YAML or JSON, from a path or from standard input."""

from __future__ import annotations

import re
import sys
from urllib.parse import urljoin, urlsplit

from generator.diagnostics import Diagnostics, Location
from generator.load import facts, inputs, mintlify
from generator.load.addresses import NotAllowedError, NotFetchedError
from generator.load.bundle import bundle
from generator.load.document import Document, kind_of
from generator.load.fetch import Fetcher
from generator.load.inferred import infer
from generator.load.library import Rules
from generator.load.page import PAGE_SUFFIXES, Fence, Page, is_page, read_page
from generator.load.places import Parsed, Syntax
from generator.load.revision import Revision
from generator.load.source import SourceDocument
from generator.load.sources import report_copy, suffix_of
from generator.load.text import Text
from generator.load.tidy import tidy
from generator.load.values import decode, parse
from generator.spec_settings import is_url

STDIN = "-"
_NOT_HTML = (
    "Give the address of the page's Markdown (often its own with .md at the end), of the site's llms.txt, or "
    "of the vendor's OpenAPI document."
)

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def load(source: str, diagnostics: Diagnostics, rules: Rules | None = None) -> Document | None:
    """Read the OpenAPI document of one input, and what it refers to in other files.

    Args:
        source: A path, an address, or `-` for standard input.
        diagnostics: Receives DOC001 to DOC009, and REF001 to REF006 as `bundle` says.
        rules: Where references may lead; None: only into the folder of the source.

    Returns:
        The document, or None when an error was reported.
    """
    rules = rules or Rules()
    found = _content(source, diagnostics, rules.remote.fetcher)
    return None if found is None else load_text(*found, diagnostics, rules)


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
    suffix = suffix_of(name)
    if not content.strip():
        code = "DOC003" if suffix in PAGE_SUFFIXES else "DOC004"
        diagnostics.report(code, "the file is empty", text.locate(0))
        return None
    if _HTML.match(content):
        message = "is a web page (HTML), which holds no OpenAPI document"
        diagnostics.report("DOC003", message, text.locate(0), source_line=text.line(1), help=_NOT_HTML)
        return None
    if is_page(suffix, content):
        document = _from_page(text, diagnostics)
    else:
        document = _from_text(text, parse(text, suffix), diagnostics)
    return None if document is None else bundle(document, rules or Rules(), diagnostics)


def _content(source: str, diagnostics: Diagnostics, fetcher: Fetcher) -> tuple[str, str] | None:
    """The name and the text of a source: an address is called what redirections led to."""
    name = source
    if is_url(source):
        try:
            fetched = fetcher.get(source)
        except (NotAllowedError, NotFetchedError) as error:
            help = "Check the address, and that it can be reached from here."
            diagnostics.report("DOC001", f"cannot be fetched: {error}", Location(source), help=help)
            return None
        if fetched.fault:
            report_copy(source, fetched.fault, diagnostics)
        name, data = fetched.url, fetched.content
    else:
        try:
            data = _standard_input() if source == STDIN else inputs.read(source)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            message = f"cannot be read: {reason[:1].lower()}{reason[1:]}"
            diagnostics.report("DOC001", message, Location(source))
            return None
    try:
        return name, decode(data)[0]
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        before = error.object[: error.start].decode(error.encoding, "replace")
        diagnostics.report(
            "DOC001",
            f"is not {error.encoding.upper()} text: byte 0x{byte:02x} has no meaning here",
            Text.of_file(name, before).locate(len(before)),
            help="Save the file as UTF-8.",
        )
        return None


def _standard_input() -> bytes:
    inputs.from_elsewhere()
    return sys.stdin.buffer.read()


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
    candidates = [fence for fence in page.fences if fence.is_candidate or _is_normalised(fence)]
    document: SourceDocument | None = None
    for fence in candidates:
        parsed = parse(fence.text)
        if isinstance(parsed, Syntax):
            # A block that says what it is was meant to be read; another may be anything.
            if document is None and (fence.language or fence is candidates[-1]):
                _report(diagnostics, "DOC002", parsed.message, fence.text, parsed.index)
                return None
            continue
        rooted = [one for one in parsed if _has_root(one) or mintlify.operation_of(one.value)]
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
    if mintlify.operation_of(document.data):
        revision = mintlify.translate(document, page, diagnostics)
    else:
        revision = Revision.of(facts.add(document, page), diagnostics)
    tidy(revision)
    infer(revision, page)
    return revision.result


def _is_normalised(fence: Fence) -> bool:
    return fence.is_data and mintlify.is_normalised(fence.text.content)


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
    help = ""
    if page.request is not None:
        method, url = page.request
        message = f"the page describes {method.upper()} {url} in prose only, and holds no OpenAPI document"
        at = Location(text.file, page.request_line, 1)
        help = _where_else(page, url)
    elif not page.fences:
        message = "the page has no fenced block at all"
        at = text.locate(0)
    else:
        message = f"the page has only {_listed(page.fences)}, and no OpenAPI document"
        at = Location(text.file, page.fences[0].line, page.fences[0].column)
    diagnostics.report("DOC003", message, at, source_line=text.line(at.line), help=help)


def _where_else(page: Page, url: str) -> str:
    """What to give instead of a page of the kind that has prose only."""
    tried = [f"{urljoin(url, '/')}openapi.json"] if "://" in url else []
    if page.address:
        site = urlsplit(page.address)
        tried += [f"{site.scheme}://{site.netloc}/{file}" for file in ("openapi.json", "openapi.yaml")]
    shown = ", ".join(tried) or "/openapi.json or /openapi.yaml of its hosts"
    return (
        "Give the vendor's whole OpenAPI document instead: a link to it may stand on the site's overview "
        f"page or in its llms.txt, and these addresses are worth a try: {shown}."
    )


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
