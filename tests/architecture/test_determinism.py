"""The same input gives the same bytes, whatever order it comes in."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import invoke
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.pipeline import produce
from generator.spec_settings import plain

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "specs").glob("*.md"))


def made(specs: tuple[str, ...]) -> dict[str, str]:
    generated = produce(SdkSettings(specs=plain(*specs), formatter="none"), None, Diagnostics())
    assert generated is not None
    return dict(generated.files)


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(PAGES)))))
def test_the_order_of_pages_does_not_matter(order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert made(tuple(PAGES[index] for index in order)) == made(tuple(PAGES))


def test_hash_seeds_do_not_matter(tmp_path: Path) -> None:
    outputs: list[dict[str, bytes]] = []
    for seed in ("0", "1"):
        folder = tmp_path / seed
        command = [
            sys.executable,
            "-m",
            "generator.cli",
            "generate",
            *PAGES,
            "-o",
            str(folder),
            "--formatter",
            "none",
            "-q",
        ]
        subprocess.run(
            command, cwd=ROOT, check=True, env={"PYTHONHASHSEED": seed, "PATH": "", "SDKSMITH_CACHE_DIR": ""}
        )
        files = [path for path in folder.rglob("*") if path.is_file()]
        outputs.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    assert outputs[0] == outputs[1]


def test_neither_machine_nor_time_is_in_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for text in made(tuple(PAGES)).values():
        assert str(ROOT) not in text
        assert str(Path.home()) not in text


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_the_extracted_document_makes_the_same(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    texts: set[str] = set()
    for number, order in enumerate(itertools.permutations(PAGES)):
        target = tmp_path / f"{number}.{format}"
        assert invoke(["extract", *order, "-o", str(target), "-q"]) == 0
        texts.add(target.read_text("utf-8"))
    assert len(texts) == 1
    assert made((str(target),)) == made(tuple(PAGES))
