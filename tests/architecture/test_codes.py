"""Every kind of finding has a case that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import CODES

BAD = Path(__file__).parent.parent / "bad"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_has_a_case(code: str) -> None:
    assert any(folder.name.startswith(f"{code}-") for folder in BAD.iterdir() if folder.is_dir())


def test_a_case_has_a_code() -> None:
    named = {
        folder.name.partition("-")[0] for folder in BAD.iterdir() if folder.is_dir() and "-" in folder.name
    }
    assert named <= set(CODES)
