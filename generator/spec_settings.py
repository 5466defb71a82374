"""`specs`: where an SDK's documents are, and what each of them is changed by before it is read."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path

from generator.setting_checks import namespace_fault
from generator.toml_places import KeyPath
from generator.toml_table import Table


@dataclass(frozen=True, slots=True)
class SpecSettings:
    """One entry of `specs`: sources that are one document.

    Attributes:
        sources: Paths (relative to the working directory, or absolute), addresses or `-`, globs expanded, in
            order.
        namespace: Groups under the client that hold its operations. None: not stated.
        overrides: Files that are merged over the document, in order.
        overlays: OpenAPI Overlay documents that are applied after them, in order.
    """

    sources: tuple[str, ...]
    namespace: tuple[str, ...] | None = None
    overrides: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()


def plain(*sources: str) -> tuple[SpecSettings, ...]:
    """The entries of sources of which nothing more is said."""
    return (SpecSettings(sources),) if sources else ()


def namespace(text: str | None) -> tuple[str, ...] | None:
    """`"atoms.v1"` as groups; an empty text means no namespace, None means that nothing was said."""
    if text is None:
        return None
    return tuple(text.split(".")) if text else ()


def is_url(source: str) -> bool:
    """Whether a spec's source is fetched and not opened."""
    return source.startswith(("https://", "http://"))


def shown(path: Path) -> str:
    """A path as the user would type it from here: relative or absolute, whichever is shorter."""
    absolute = os.path.abspath(path)
    try:
        return min(os.path.relpath(absolute), absolute, key=len)
    except ValueError:  # on another drive than the working directory
        return absolute


def specs(table: Table, folder: Path) -> tuple[SpecSettings, ...]:
    """The entries of `specs`: strings, which together are one document, and tables, which are one each."""
    alone: list[str] = []
    entries: list[SpecSettings] = []
    given = table.entries("specs")
    for index, entry in enumerate(given):
        if isinstance(entry, str):
            alone.extend(_sources(table, ("specs", index), entry, folder))
        else:
            entries.append(_entry(entry, folder))
    if not given and "specs" not in table.faulty:
        table.source.wrong((*table.path, "specs"), "`specs` must list at least one path, glob or URL")
    return (*plain(*dict.fromkeys(alone)), *entries)


def files(table: Table, key: str, folder: Path) -> tuple[str, ...]:
    """The files that a setting names, one or several, as paths and globs."""
    given = table.texts(key, single=True)
    found = (_sources(table, (key, number), entry, folder) for number, entry in enumerate(given))
    return tuple(dict.fromkeys(path for paths in found for path in paths))


def _entry(table: Table, folder: Path) -> SpecSettings:
    given = table.texts("source", single=True)
    if not given and "source" not in table.faulty:
        table.source.wrong(table.path, "`source` must name at least one path, glob or URL")
    found = [
        path
        for index, source in enumerate(given)
        for path in _sources(table, ("source", index) if len(given) > 1 else ("source",), source, folder)
    ]
    settings = SpecSettings(
        sources=tuple(dict.fromkeys(found)),
        namespace=namespace(table.text("namespace", namespace_fault)),
        overrides=files(table, "overrides", folder),
        overlays=files(table, "overlays", folder),
    )
    table.close()
    return settings


def _sources(table: Table, key: KeyPath, entry: str, folder: Path) -> list[str]:
    if entry == "-" or is_url(entry):
        return [entry]
    if glob.has_magic(entry) and not (folder / entry).exists():
        matches = sorted(glob.glob(entry, root_dir=folder, recursive=True))
        if not matches:
            table.source.wrong((*table.path, *key), f"no file matches {entry!r}")
        return [shown(folder / match) for match in matches]
    return [shown(folder / entry)]
