"""Options of the test suite."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import settings

# Continuous integration tries the same examples every time: what it finds must be the change's fault.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# What a run remembers in the user's cache is none of the tests' business; those that are about it set this.
os.environ["SDKSMITH_CACHE_DIR"] = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites the expectations that stand in files."""
    parser.addoption("--update", action="store_true", help="rewrite the expectations in tests/")


_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where copies of what is fetched are."""
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(autouse=True)
def _own_copies(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test has the copies of another, or of the user."""
    monkeypatch.setenv("SDKSMITH_CACHE_DIR", str(copies / str(next(_NUMBERS))))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))
