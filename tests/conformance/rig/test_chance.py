"""Documents put together at random: a few in every run; `make conformance` judges many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from .chance.__main__ import failed_in, judged, made

SEEDS = (14, 16, 23, 29, 295, 332, *range(2))
"""Those that showed a defect once, and some more."""


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost(seed: int, tmp_path: Path) -> None:
    found = judged(seed, tmp_path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("seed", [5016, 5026, 5071])
def test_the_tests_of_a_package_pass(seed: int, tmp_path: Path) -> None:
    found = [*judged(seed, tmp_path), *failed_in(seed, tmp_path)]
    assert not found, "\n".join(found)


def test_a_stream_or_nothing_is_looked_at_first(tmp_path: Path) -> None:
    """Checkers refuse to iterate over what may be None."""
    assert not judged(7000, tmp_path)
    assert "assert isinstance(stream, Stream)" in (tmp_path / "tests" / "test_class_.py").read_text("utf-8")


def test_a_seed_is_a_document() -> None:
    assert made(7).document() == made(7).document()
    assert made(7).document() != made(8).document()
