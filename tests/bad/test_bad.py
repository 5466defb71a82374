"""Broken inputs: what is said about each, to the letter.

A directory `CODE-what/` holds the inputs and `expected.txt`, the text of the findings. All files but
`expected.txt` are read, by name, unless a file `sources.txt` lists what to read, one a line. With a file
`pins.json`, its addresses may be asked; they hold what `served.yaml` does. Files named `*.overrides.yaml` and
`*.overlay.yaml` amend what the others are. A file `sdksmith.toml` is the configuration, and `kept.json` what
an earlier run remembers. A folder `cache` has copies of what addresses held in an earlier run.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import config
from generator.config import FILE_NAME, SdkSettings
from generator.diagnostics import CODES, Diagnostics, Severity, render
from generator.ir.build import build
from generator.ir.kept import Kept
from generator.load.amend import amend
from generator.load.library import Rules
from generator.load.merge import merge
from generator.load.read import load
from generator.load.remote import Remote
from generator.load.sources import expand
from generator.lock import digest
from generator.pipeline import chosen_part
from generator.spec.parse import parse
from generator.spec.validate import validate

HERE = Path(__file__).parent
INPUT = (
    *("DOC", "EXTRA", "MERGE", "OVERLAY", "SPEC", "REF", "SERVER", "TYPE", "NAME", "PAGE", "UNSUPPORTED"),
    *("VENDOR", "SKIP", "SUBSET"),
)
CASES = sorted(case.name for case in HERE.iterdir() if case.is_dir() and case.name.startswith(INPUT))


def sources(case: Path) -> list[str]:
    """What a case gives to the generator, as on its command line."""
    listed = case / "sources.txt"
    if listed.exists():
        return listed.read_text("utf-8").splitlines()
    others = ("expected.txt", "kept.json", FILE_NAME)
    return sorted(path.name for path in case.iterdir() if path.name not in others)


def amending(kind: str) -> list[str]:
    """The files of the working directory that amend the others."""
    return sorted(path.name for path in Path().glob(f"*.{kind}.yaml"))


class Served(Remote):
    """Addresses that hold what a file does."""

    def fetch(self, url: str) -> bytes:
        content = Path("served.yaml").read_bytes()
        self.fetched[url] = digest(content)
        return content


def findings(names: list[str]) -> Diagnostics:
    """The stages that report, each only when the one before it reported no error."""
    diagnostics = Diagnostics()
    own = Path(FILE_NAME)
    settings = config.read(own, diagnostics).sdks[0] if own.exists() else SdkSettings()
    pins = json.loads(Path("pins.json").read_text("utf-8")) if Path("pins.json").exists() else {}
    rules = Rules(remote=Served(tuple(pins), pins))
    overrides, overlays = amending("overrides"), amending("overlay")
    names = [name for name in names if name not in {*overrides, *overlays}]
    found = [one for name in names for one in expand(name, rules.remote.fetcher, diagnostics)]
    documents = [document for name in found if (document := load(name, diagnostics, rules)) is not None]
    if diagnostics.has_errors:
        return diagnostics
    document = amend(merge(documents, diagnostics), overrides, overlays, diagnostics)
    if diagnostics.has_errors:
        return diagnostics
    validate(document, diagnostics)
    if not diagnostics.has_errors:
        spec = parse(document, diagnostics)
        if not diagnostics.has_errors:
            kept = json.loads(Path("kept.json").read_text("utf-8")) if Path("kept.json").exists() else {}
            chosen = chosen_part(spec, document, settings, diagnostics)
            build(chosen, document, settings, diagnostics, Kept(**kept))
    return diagnostics


@pytest.mark.parametrize("name", CASES)
def test_findings(name: str, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    case = HERE / name
    monkeypatch.chdir(case)
    monkeypatch.setenv("SDKSMITH_CACHE_DIR", "cache")
    diagnostics = findings(sources(case))
    text = render(diagnostics, in_full=1000)
    expected = case / "expected.txt"
    if update:
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")
    code = name.partition("-")[0]
    assert code in {item.code for item in diagnostics}
    assert diagnostics.has_errors == any(
        CODES[item.code].severity is Severity.ERROR for item in diagnostics
    ), "an error stops, and nothing else does"


@pytest.mark.parametrize("name", CASES)
def test_every_finding_has_a_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = HERE / name
    monkeypatch.chdir(case)
    monkeypatch.setenv("SDKSMITH_CACHE_DIR", "cache")
    for item in findings(sources(case)):
        lines = Path(item.location.file).read_bytes() if Path(item.location.file).is_file() else None
        if lines is None:
            continue  # a file that cannot be read has no lines
        assert item.location.line >= 1
        assert item.location.column >= 1
        assert item.help
