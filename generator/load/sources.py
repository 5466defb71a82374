"""From one source, as the user names it, to the documents and pages that it stands for.

| source | stands for |
| --- | --- |
| a file, `-`, an address | itself |
| a pattern (`pages/*.md`) | the files that fit it |
| a folder | all pages and documents in it, at any depth, that hold an OpenAPI document |
| an `llms.txt`, file or address | the pages that it links to and that hold one; if none does, documents |
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from generator.diagnostics import Diagnostics, Location
from generator.load import mintlify
from generator.load.addresses import NotAllowedError, NotFetchedError
from generator.load.fetch import Fetcher
from generator.load.page import PAGE_SUFFIXES, is_page, read_page
from generator.load.places import Syntax
from generator.load.text import Text
from generator.load.values import decode, parse
from generator.spec_settings import is_url

INDEX = "llms.txt"
DOCUMENT_SUFFIXES = frozenset({".yaml", ".yml", ".json"})

_MOST_PAGES = 5000
_MOST_SHOWN = 3
_LINK = re.compile(
    r"\[[^\]\n]*\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)|<(https?://[^\s<>]+)>|(?<![(<])(https?://[^\s<>()\]]+)"
)
_ROOT = re.compile(r"""["']?(?:openapi|swagger)["']?[ \t]*:""")


def expand(source: str, fetcher: Fetcher, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The documents and pages that a source stands for.

    Args:
        source: As the user gave it.
        fetcher: Fetches an index and its pages, all at once.
        diagnostics: Receives DOC001 (nothing is there), DOC004 (none of it holds a document), DOC008 (how
            many do not), DOC010 (a link of an index leads nowhere).

    Returns:
        Paths and addresses, in the order of their names. None when an error was reported.
    """
    if source == "-":
        return (source,)
    if is_url(source):
        is_index = PurePosixPath(urlsplit(source).path).name == INDEX
        return _index(source, fetcher, diagnostics) if is_index else (source,)
    path = Path(source)
    if path.is_dir():
        return _holding(source, _files(path), _local, diagnostics)
    if path.name == INDEX and path.is_file():
        return _index(source, fetcher, diagnostics)
    if glob.has_magic(source) and not path.exists():
        found = sorted(glob.glob(source, recursive=True))
        if not found:
            diagnostics.report("DOC001", "no file fits this pattern", Location(source))
        return tuple(
            name
            for one in found
            for name in (expand(one, fetcher, diagnostics) if Path(one).is_dir() else [one])
        )
    return (source,)


def holds_document(name: str, content: bytes) -> bool:
    """Whether a file seems to hold an OpenAPI document: also one with mistakes, which are then reported."""
    try:
        text = Text.of_file(name, decode(content)[0])
    except UnicodeDecodeError:
        return False
    suffix = suffix_of(name)
    if is_page(suffix, text.content):
        return any(
            fence.is_candidate or (fence.is_data and mintlify.is_normalised(fence.text.content))
            for fence in read_page(text).fences
        )
    if not _ROOT.search(text.content):
        return False
    parsed = parse(text, suffix)
    if isinstance(parsed, Syntax):
        return re.search(rf"^\{{?\s*{_ROOT.pattern}", text.content, re.MULTILINE) is not None
    return any(
        isinstance(one.value, dict) and ("openapi" in one.value or "swagger" in one.value) for one in parsed
    )


def report_copy(name: str, fault: str, diagnostics: Diagnostics) -> None:
    """Say that an address could not be asked, and that the copy of an earlier run stands for it."""
    message = f"cannot be fetched: {fault}; the copy of an earlier run is used"
    diagnostics.report("DOC009", message, Location(name))


def suffix_of(name: str) -> str:
    """The suffix of a path or an address, in lower case."""
    return PurePath(urlsplit(name).path if is_url(name) else name).suffix.lower()


def _files(folder: Path) -> list[str]:
    """The pages and documents of a folder; what is hidden is no part of it."""
    found: list[str] = []
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(
            os.path.join(above, name)
            for name in names
            if not name.startswith(".") and suffix_of(name) in PAGE_SUFFIXES | DOCUMENT_SUFFIXES
        )
    return sorted(found)


def _local(name: str) -> bytes | None:
    try:
        return Path(name).read_bytes()
    except OSError:
        return b"openapi:"  # whoever loads it says what is wrong


def _holding(
    source: str, names: Iterable[str], read: Callable[[str], bytes | None], diagnostics: Diagnostics
) -> tuple[str, ...]:
    """Those that hold a document; how many do not is said, and it is an error when none does."""
    found: list[str] = []
    others: list[str] = []
    for name in names:
        content = read(name)
        if content is not None:
            (found if holds_document(name, content) else others).append(name)
    if not found:
        message = f"holds no OpenAPI document ({_files_text(len(others))} looked at)"
        help = "Name the file or address of a document, or of pages with a fenced ```yaml block that is one."
        diagnostics.report("DOC004", message, Location(source), help=help)
    elif others:
        shown = ", ".join(PurePosixPath(name).name for name in others[:_MOST_SHOWN])
        shown += ", …" if len(others) > _MOST_SHOWN else ""
        message = (
            f"{_files_text(len(others))} of {len(others) + len(found)} without an OpenAPI document: {shown}"
        )
        diagnostics.report("DOC008", message, Location(source))
    return tuple(found)


def _files_text(count: int) -> str:
    return "one file" if count == 1 else f"{count} files"


def _index(source: str, fetcher: Fetcher, diagnostics: Diagnostics) -> tuple[str, ...]:
    pages: list[str] = []
    documents: list[str] = []
    seen: set[str] = set()
    todo = [source]
    while todo:
        index = todo.pop()
        if index in seen:
            continue
        seen.add(index)
        content = _content(index, fetcher, diagnostics, is_index=True)
        if content is None:
            return ()
        for link in _links(index, content):
            if PurePosixPath(urlsplit(link).path).name == INDEX:
                todo.append(link)
            elif suffix_of(link) in PAGE_SUFFIXES:
                pages.append(link)
            elif suffix_of(link) in DOCUMENT_SUFFIXES:
                documents.append(link)
    pages, documents = sorted(set(pages)), sorted(set(documents))
    if len(pages) > _MOST_PAGES:
        diagnostics.report("DOC001", f"links to more than {_MOST_PAGES} pages", Location(source))
        return ()

    def read(name: str) -> bytes | None:
        return _content(name, fetcher, diagnostics)

    fetcher.prepare(filter(is_url, pages))
    quiet = Diagnostics()
    found = _holding(source, pages, read, quiet)
    if not found and documents and not diagnostics.has_errors:
        fetcher.prepare(filter(is_url, documents))
        return _holding(source, [*documents, *pages], read, diagnostics)
    for item in quiet:
        diagnostics.report(item.code, item.message, item.location, help=item.help)
    return found


def _content(
    name: str, fetcher: Fetcher, diagnostics: Diagnostics, *, is_index: bool = False
) -> bytes | None:
    """A file that an index is, or links to; None when it is not there, which is reported."""
    if not is_url(name):
        try:
            return Path(name).read_bytes()
        except OSError as error:
            diagnostics.report("DOC010", f"is not there: {error.strerror}", Location(name))
            return None
    try:
        content = fetcher.get(name).content
        if is_index and (fault := fetcher.fault(name)):
            report_copy(name, fault, diagnostics)
        return content
    except (NotAllowedError, NotFetchedError) as error:
        gone = isinstance(error, NotFetchedError) and error.status in {404, 410}
        code = "DOC010" if gone and not is_index else "DOC001"
        help = "" if code == "DOC010" else "Check the address, and that it can be reached from here."
        diagnostics.report(code, f"cannot be fetched: {error}", Location(name), help=help)
        return None


def _links(index: str, content: bytes) -> Iterator[str]:
    """Where an index links to: on its own site, or, for a file, in its folder and anywhere."""
    text = content.decode("utf-8", "replace")
    for match in _LINK.finditer(text):
        target = next(group for group in match.groups() if group is not None)
        target = target.partition("#")[0].rstrip(".,;")
        if is_url(index):
            link = urljoin(index, target)
            if is_url(link) and _site(link) == _site(index):
                yield link
        elif is_url(target):
            yield target
        elif target and not urlsplit(target).scheme and not target.startswith("/"):
            link = os.path.normpath(os.path.join(os.path.dirname(index), unquote(target)))
            if Path(os.path.realpath(link)).is_relative_to(os.path.realpath(os.path.dirname(index) or ".")):
                yield link


def _site(url: str) -> tuple[str, ...]:
    """What hosts of one vendor share: the last two labels; of addresses and short names, all."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    labels = tuple(host.split("."))
    if host.replace(".", "").isdigit() or ":" in host or len(labels) < 2:
        return (host, str(parts.port))
    return labels[-2:]
