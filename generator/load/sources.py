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
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from generator.diagnostics import Diagnostics, Location
from generator.load import inputs, mintlify
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
_UNREACHED = "Check the address, and that it can be reached from here."
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
        Paths and addresses, in the order of their names; nothing when an error was reported.
    """
    if source == "-":
        return (source,)
    if is_url(source):
        is_index = PurePosixPath(urlsplit(source).path).name == INDEX
        return _index(source, fetcher, diagnostics) if is_index else (source,)
    path = Path(source)
    if inputs.is_folder(source):
        return _holding(source, _files(path), _local, diagnostics)
    if path.name == INDEX and inputs.is_file(source):
        return _index(source, fetcher, diagnostics)
    if glob.has_magic(source) and not inputs.is_file(source):
        found = inputs.matching(source)
        if not found:
            diagnostics.report("DOC001", "no file fits this pattern", Location(source))
        return tuple(
            name
            for one in found
            for name in (expand(one, fetcher, diagnostics) if inputs.is_folder(one) else [one])
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
    for above, folders, names in inputs.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(
            os.path.join(above, name)
            for name in names
            if not name.startswith(".") and suffix_of(name) in PAGE_SUFFIXES | DOCUMENT_SUFFIXES
        )
    return sorted(found)


def _local(name: str) -> bytes | None:
    try:
        return inputs.read(name)
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
        message = f"there is no OpenAPI document here; files looked at: {len(others)}"
        help = "Name the file or address of a document, or of pages with a fenced ```yaml block that is one."
        diagnostics.report("DOC004", message, Location(source), help=help)
    elif others:
        shown = ", ".join(PurePosixPath(name).name for name in others[:_MOST_SHOWN])
        shown += ", …" if len(others) > _MOST_SHOWN else ""
        total = len(others) + len(found)
        message = f"{len(others)} of {total} files hold no OpenAPI document, and are left out: {shown}"
        diagnostics.report("DOC008", message, Location(source))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Index:
    """An index that is being read: what it links to, with the place of the first link to each."""

    source: str
    fetcher: Fetcher
    diagnostics: Diagnostics
    places: dict[str, tuple[Location, str]] = field(default_factory=dict[str, tuple[Location, str]])

    def read(self, name: str) -> bytes | None:
        """A file that is linked to; None when it is not there, which is reported."""
        location, line = self.places.get(name, (Location(name), ""))
        code, help = "DOC001", _UNREACHED
        try:
            if not is_url(name):
                return inputs.read(name)
            return self.fetcher.get(name).content
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            code, help = ("DOC010", "") if name in self.places else ("DOC001", "Check the path.")
            message = f"'{name}' cannot be read: {reason}"
        except (NotAllowedError, NotFetchedError) as error:
            if isinstance(error, NotFetchedError) and error.status in {404, 410} and name in self.places:
                code, help = "DOC010", ""
            message = f"'{name}' cannot be fetched: {error}" if line else f"cannot be fetched: {error}"
        self.diagnostics.report(code, message, location, source_line=line, help=help)
        return None

    def follow(self, kinds: frozenset[str]) -> list[str]:
        """The links to files with one of these suffixes, sorted."""
        return sorted(link for link in self.places if suffix_of(link) in kinds)


def _index(source: str, fetcher: Fetcher, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The pages of an index, and of the indexes that it links to."""
    index = _Index(source, fetcher, diagnostics)
    seen: set[str] = set()
    todo = [source]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        content = index.read(name)
        if content is None:
            if name == source:
                return ()
            continue
        if fault := fetcher.fault(name):
            report_copy(name, fault, diagnostics)
        text = Text.of_file(name, content.decode("utf-8", "replace"))
        for link, at in _links(name, text.content):
            location = text.locate(at)
            index.places.setdefault(link, (location, text.line(location.line)))
            if PurePosixPath(urlsplit(link).path).name == INDEX:
                todo.append(link)
    pages, documents = index.follow(PAGE_SUFFIXES), index.follow(DOCUMENT_SUFFIXES)
    if len(pages) > _MOST_PAGES:
        diagnostics.report("DOC001", f"links to more than {_MOST_PAGES} pages", Location(source))
        return ()
    fetcher.prepare(filter(is_url, pages))
    quiet = Diagnostics()
    found = _holding(source, pages, index.read, quiet)
    if not found and documents and not diagnostics.has_errors:
        fetcher.prepare(filter(is_url, documents))
        return _holding(source, [*documents, *pages], index.read, diagnostics)
    for item in quiet:
        diagnostics.report(item.code, item.message, item.location, help=item.help)
    return found


def _links(index: str, text: str) -> Iterator[tuple[str, int]]:
    """Where an index links to, on its own site, or, for a file, in its folder and anywhere; and where in
    its text.
    """
    folder = os.path.dirname(index)
    for match in _LINK.finditer(text):
        target = next(group for group in match.groups() if group is not None)
        target = target.partition("#")[0].rstrip(".,;")
        link = ""
        if is_url(index):
            link = _joined(index, target)
            if not is_url(link) or _site(link) != _site(index):
                continue
        elif is_url(target):
            link = target
        elif target and not target.startswith("/") and ":" not in target.partition("/")[0]:
            link = os.path.normpath(os.path.join(folder, unquote(target)))
            if not Path(os.path.realpath(link)).is_relative_to(os.path.realpath(folder or ".")):
                inputs.from_elsewhere()  # where it leads may change
                continue
        if link:
            yield link, match.start()


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def _site(url: str) -> tuple[str, ...]:
    """What hosts of one vendor share: the last two labels; of addresses and short names, all."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ()
    labels = tuple(host.split("."))
    if host.replace(".", "").isdigit() or ":" in host or len(labels) < 2:
        return (host, str(port))
    return labels[-2:]
