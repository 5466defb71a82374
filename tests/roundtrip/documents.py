"""Real documents, which stand beside the project's folder where there are any."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.config import SdkSettings
from generator.spec_settings import plain
from tests.cases.harness import generate
from tests.corpus import __main__ as corpus
from tests.roundtrip.packages import Package, write

SMALL: Final = 60_000
"""Bytes of a document that takes no time worth mentioning."""


def documents(largest: int | None = None) -> list[Path]:
    """The documents, smallest first.

    Args:
        largest: Leave out those of more bytes.
    """
    if not (corpus.SHARED / "specs").is_dir():
        return []
    return [path for path in corpus.documents() if largest is None or path.stat().st_size <= largest]


def label(path: Path) -> str:
    """What a document is called in the table."""
    return path.parent.name if path.stem == "openapi" else path.stem


def packaged(path: Path, folder: Path) -> Package:
    """The package of a document, under a name that no other has."""
    name = "rt_" + "".join(letter if letter.isalnum() else "_" for letter in label(path).lower())
    return write(generate(SdkSettings(specs=plain(str(path)), package=name, formatter="none")), folder)
