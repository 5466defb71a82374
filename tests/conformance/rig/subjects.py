"""What is judged, and by what: a document as it was written, or what several sources are together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import config
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.extract import extracted
from generator.spec_settings import is_url, plain
from tests.corpus import __main__ as corpus

from .documents import Original, original
from .extensions import amended

_WRITTEN = (".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Subject:
    """An SDK to be judged.

    Attributes:
        label: What it is called in the table.
        settings: What it is made by.
        is_read: Whether the rig reads the document itself, as it was written. Else `sdksmith extract` does: a
            page, a folder of them, an address, or several documents and what they are amended by.
    """

    label: str
    settings: SdkSettings
    is_read: bool

    @property
    def package(self) -> str:
        """What its package is called here."""
        return "rig_" + "".join(letter if letter.isalnum() else "_" for letter in self.label.lower())

    def original(self) -> Original:
        """The document to judge by.

        Raises:
            ValueError: It cannot be read; the message says why.
        """
        spec, *_ = self.settings.specs
        if self.is_read:
            return amended(original(Path(spec.sources[0])))
        diagnostics = Diagnostics()
        text = extracted(self.settings, {}, diagnostics, "json")
        if text is None:
            raise ValueError(faults(diagnostics))
        return amended(Original(Path(spec.sources[0]), json.loads(text)))


def faults(diagnostics: Diagnostics) -> str:
    """What a run had to say, in one line."""
    return "; ".join(f"{item.location}: {item.message}" for item in diagnostics)[:500]


def label(path: Path) -> str:
    """What a document is called in the table."""
    return path.parent.name if path.stem in ("openapi", "spec") else path.stem


def alone(source: str) -> Subject:
    """A document, page, folder of pages or address, of which nothing more is said."""
    return Subject(
        source if is_url(source) else label(Path(source)), SdkSettings(specs=plain(source)), _is_read(source)
    )


def _is_read(source: str) -> bool:
    return not is_url(source) and Path(source).suffix.lower() in _WRITTEN


def configured(file: Path) -> list[Subject]:
    """The SDKs of a configuration file, without what was written by hand for them.

    Raises:
        ValueError: The file is wrong; the message says where.
    """
    diagnostics = Diagnostics()
    sdks = config.read(file, diagnostics).sdks
    if diagnostics.has_errors or not sdks:
        raise ValueError(faults(diagnostics) or f"{file}: no SDK is configured")
    return [with_settings(sdk.name, sdk) for sdk in sdks]


def with_settings(name: str, settings: SdkSettings) -> Subject:
    """An SDK with settings of its own."""
    bare = replace(settings, extras=(), dependencies=(), readme_sections=(), keep=())
    amending = (settings.overrides, settings.overlays, *((s.overrides, s.overlays) for s in settings.specs))
    sources = [source for spec in settings.specs for source in spec.sources]
    is_plain = len(sources) == 1 and not any(map(any, amending)) and settings.specs[0].namespace is None
    return Subject(name, bare, is_plain and _is_read(sources[0]))


def named(names: list[str]) -> Iterator[Subject]:
    """Those that are meant: labels of documents of ../shared/specs, or sources; all documents without any."""
    known = corpus.documents() if (corpus.SHARED / "specs").is_dir() else []
    by_name = {label(path): path for path in known}
    for name in names or by_name:
        yield alone(str(by_name.get(name, name)))
