"""Broken configuration: what is said about each, to the letter.

A directory `CONF…-what/` holds `sdksmith.toml` or `pyproject.toml`, and `expected.txt`, the findings' text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import config
from generator.diagnostics import Diagnostics, render
from generator.pipeline import Exit, verdict

HERE = Path(__file__).parent
CASES = sorted(case.name for case in HERE.iterdir() if case.is_dir() and case.name.startswith("CONF"))


@pytest.mark.parametrize("name", CASES)
def test_findings(name: str, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    case = HERE / name
    monkeypatch.chdir(case)
    path = config.find(case)
    assert path is not None
    assert path.parent == case
    diagnostics = Diagnostics()
    config.read(path, diagnostics)
    text = render(diagnostics, in_full=1000)
    expected = case / "expected.txt"
    if update:
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")
    assert name.partition("-")[0] in {item.code for item in diagnostics}
    assert verdict(diagnostics, strict=False) is Exit.USAGE
