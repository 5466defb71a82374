"""The stages in order, and the types between them.

    sources ─load→ Document ─parse→ Spec ─build→ Api ─render→ Files ─format→ Files ─write or check

Within a stage findings are collected; a stage after one that reported an error does not run. Nothing here
touches the output folder: `produce` ends with files in memory, and `generator.write` compares them with the
disk.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import __version__, released
from generator import lock as locks
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics, Location
from generator.exits import Exit as Exit  # offered here, too
from generator.exits import verdict as verdict
from generator.format import format_files, label
from generator.ir.aliases import old_names
from generator.ir.build import build
from generator.ir.kept import Kept
from generator.ir.model import Api
from generator.load import inputs
from generator.load.amend import amend
from generator.load.document import Document
from generator.load.fetch import Fetcher
from generator.load.library import Rules
from generator.load.merge import merge
from generator.load.namespace import in_namespace
from generator.load.read import load
from generator.load.remote import Remote
from generator.load.sources import expand
from generator.lock import Lock
from generator.render import render
from generator.runtime.deep import on_deep_stack, uncollected
from generator.spec.model import Spec
from generator.spec.parse import parse
from generator.spec.subset import subset
from generator.spec.validate import validate
from generator.spec_settings import SpecSettings


@dataclass(frozen=True, slots=True)
class Surface:
    """An SDK as described, before any text: what `inspect` shows.

    `references` has the SHA-256 of what references to other hosts led to, by address.
    """

    api: Api
    document: Document
    references: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Generated:
    """A whole package in memory: formatted text by path relative to its project folder, and its lock.

    `layouts` has, of each file that was formatted, SHA-256 of what it was and of what it became.
    """

    settings: SdkSettings
    surface: Surface
    files: Mapping[str, str]
    lock: Lock
    previous: Lock | None
    layouts: Mapping[str, str]


def read_document(settings: SdkSettings, remote: Remote, diagnostics: Diagnostics) -> Document | None:
    """Load the sources, amend them and make them one document, amend that, and validate it.

    None when something could not be read.
    """
    rules = Rules(settings.reference_root, remote)
    parts = [_part(spec, rules, diagnostics) for spec in settings.specs]
    if diagnostics.has_errors:
        return None
    apart = len({spec.namespace for spec in settings.specs}) > 1
    document = merge([part for part in parts if part is not None], diagnostics, apart=apart)
    document = amend(document, settings.overrides, settings.overlays, diagnostics)
    if diagnostics.has_errors:
        return None
    validate(document, diagnostics)
    return None if diagnostics.has_errors else document


def _part(settings: SpecSettings, rules: Rules, diagnostics: Diagnostics) -> Document | None:
    """One entry of the specs as one document, amended; None when a source of it could not be read."""
    expanded = [expand(source, rules.remote.fetcher, diagnostics) for source in settings.sources]
    names = dict.fromkeys(name for found in expanded for name in found)
    documents = [load(name, diagnostics, rules) for name in names]
    read = [document for document in documents if document is not None]
    if not read or len(read) < len(documents) or not all(expanded):
        return None
    document = amend(merge(read, diagnostics), settings.overrides, settings.overlays, diagnostics)
    return in_namespace(document, settings.namespace)


def describe(settings: SdkSettings, previous: Lock | None, diagnostics: Diagnostics) -> Surface | None:
    """Everything up to the named and typed API; None when an error was reported."""
    # What is read and built stays to the end: there is little to collect, and much to look through.
    return uncollected(lambda: _described(settings, previous, diagnostics))


def _described(settings: SdkSettings, previous: Lock | None, diagnostics: Diagnostics) -> Surface | None:
    remote = Remote(
        settings.remote_references,
        dict(previous.references) if previous else {},
        fetcher=Fetcher(settings.allow_private_addresses),
    )
    document = read_document(settings, remote, diagnostics)
    # Schemas nest, and refer to each other, deeper than Python's usual stack.
    sections = _sections(settings, diagnostics)
    api = on_deep_stack(lambda: _api(document, settings, previous, diagnostics)) if document else None
    if document is None or api is None or diagnostics.has_errors:
        return None
    api = replace(api, project=replace(api.project, readme_sections=sections))
    return Surface(api, document, tuple(sorted(remote.fetched.items())))


def _sections(settings: SdkSettings, diagnostics: Diagnostics) -> tuple[str, ...]:
    """What people have written for the README."""
    found: list[str] = []
    for path in settings.readme_sections:
        try:
            found.append(inputs.read(path).decode())
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            diagnostics.report("DOC001", f"cannot be read: {reason}", Location(path))
    return tuple(found)


def _api(
    document: Document, settings: SdkSettings, previous: Lock | None, diagnostics: Diagnostics
) -> Api | None:
    spec = parse(document, diagnostics)
    if diagnostics.has_errors:
        return None
    spec = chosen_part(spec, document, settings, diagnostics)
    kept = Kept(*map(dict, (previous.names, previous.marks, previous.aliases))) if previous else None
    api = build(spec, document, settings, diagnostics, kept)
    return None if diagnostics.has_errors else api


def chosen_part(spec: Spec, document: Document, settings: SdkSettings, diagnostics: Diagnostics) -> Spec:
    """The part of a document that the configuration chooses, and that the document does not leave out."""

    def report(code: str, message: str, pointer: str) -> None:
        location = document.locate(pointer, key=True)
        diagnostics.report(code, message, location, source_line=document.source_line(location))

    chosen, unused = subset(spec, settings.choices, report)
    for choice in unused:
        what = f"{choice.text!r} in `{choice.key}` fits no operation"
        diagnostics.report("SUBSET001", what, choice.place, source_line=choice.line)
    return chosen


def produce(
    settings: SdkSettings,
    previous: Lock | None,
    diagnostics: Diagnostics,
    layouts: Mapping[str, str] | None = None,
    changelog: str | None = None,
) -> Generated | None:
    """The whole package, formatted, in memory.

    Args:
        settings: The SDK to make.
        previous: The lock of the package as it is, so that names stay as they were given, and a change of
            what is fetched from other hosts is an error.
        diagnostics: Takes what every stage has to say.
        layouts: Those of the last run with this formatter: what gives the file that is on the disk is not
            formatted again.
        changelog: The sections of all releases; None: those of the releases that were made.

    Returns:
        The package, or None when an error was reported.

    Raises:
        FormatterMissingError: The chosen formatter is not installed.
    """
    surface = describe(settings, previous, diagnostics)
    if surface is None:
        return None
    if changelog is None:
        changelog = _changelog(settings, diagnostics)
    if diagnostics.has_errors:
        return None
    api = replace(surface.api, project=replace(surface.api.project, changelog=changelog))
    rendered = uncollected(lambda: on_deep_stack(lambda: render(api)))
    verbatim = frozenset(path for path in rendered if "/_runtime/" in path)
    ready = _laid_out(rendered, layouts or {}, settings.output)
    files = format_files({**rendered, **ready}, settings.formatter, verbatim=verbatim | ready.keys())
    lock = Lock(
        generator=__version__,
        formatter=label(settings.formatter),
        configuration=locks.configuration_digest(settings),
        sources=tuple(sorted(surface.document.digests.values())),
        names=surface.api.names,
        files=tuple((path, locks.digest(text.encode())) for path, text in sorted(files.items())),
        references=surface.references,
        marks=surface.api.marks,
        aliases=tuple(sorted(old_names(api.aliases, api.root).items())),
    )
    made = {
        path: _layout(rendered[path], files[path].encode())
        for path in files
        if path.endswith(".py") and path not in verbatim
    }
    return Generated(settings, surface, files, lock, previous, made)


def _changelog(settings: SdkSettings, diagnostics: Diagnostics) -> str:
    """What CHANGELOG.md says of the releases that were made."""
    try:
        last = released.read(settings.output)
    except released.ReleaseUnreadableError as error:
        diagnostics.report("DOC001", str(error), Location(str(settings.output / released.FILE_NAME)))
        return ""
    return "" if last is None else last.changelog


def _laid_out(rendered: Mapping[str, str], layouts: Mapping[str, str], output: Path) -> dict[str, str]:
    """What is on the disk of the files that the formatter would make just so."""
    found: dict[str, str] = {}
    for path, layout in layouts.items():
        if path in rendered:
            with contextlib.suppress(OSError):
                content = (output / path).read_bytes()
                if layout == _layout(rendered[path], content):
                    found[path] = content.decode()
    return found


def _layout(before: str, after: bytes) -> str:
    return f"{locks.digest(before.encode())} {locks.digest(after)}"
