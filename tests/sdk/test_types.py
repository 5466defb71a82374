"""The generated package in its users' type checkers: what is right passes, and what is wrong fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.harness import made, write
from tests.checkers import Checker, mypy, pyright

PROGRAMS = Path(__file__).parent / "programs"
CALLS = Path(__file__).parent / "programs_of_cases"
ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "generated" / "smallestai" / "src"
CASES = ("forms", "media_types", "response_headers", "streams")
"""Cases whose packages the programs in `CALLS` use."""


def check(checker: Checker, programs: Path, sources: list[Path], folder: Path) -> None:
    """Assert that a checker accepts good.py, and finds exactly the errors that bad.py marks."""
    found: dict[str, set[int]] = {}
    for finding in checker(programs, sources, folder):
        found.setdefault(finding.file, set()).add(finding.line)
    lines = (programs / "bad.py").read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# error")}
    assert found.get("good.py", set()) == set()
    assert found["bad.py"] == wrong


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_user_programs(checker: Checker, tmp_path: Path) -> None:
    check(checker, PROGRAMS, [SOURCE], tmp_path)


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_programs_that_send_files_and_read_streams(checker: Checker, tmp_path: Path) -> None:
    sources = [write(made(name), tmp_path / "packages" / name) for name in CASES]
    check(checker, CALLS, sources, tmp_path / "programs")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_everything_is_clean_under_mypy_strict(tmp_path: Path) -> None:
    done = run("mypy", f"--cache-dir={tmp_path}")
    assert done.returncode == 0, done.stdout


def test_the_generated_package_is_clean_under_mypy_strict(tmp_path: Path) -> None:
    folder = ROOT / "generated" / "smallestai"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", f"--cache-dir={tmp_path}", "src", "tests"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", [ROOT, ROOT / "generated" / "smallestai"], ids=["repository", "package"])
def test_everything_is_clean_under_pyright_strict(folder: Path) -> None:
    done = run("pyright", "-p", str(folder), "--pythonpath", sys.executable)
    assert done.returncode == 0, done.stdout
