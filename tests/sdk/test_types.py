"""The generated package in its users' type checkers: what is right passes, and what is wrong fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.harness import made, write

PROGRAMS = Path(__file__).parent / "programs"
CALLS = Path(__file__).parent / "programs_of_cases"
ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "generated" / "smallestai" / "src"
CASES = ("forms", "media_types", "response_headers", "streams")
"""Cases whose packages the programs in `CALLS` use."""

Found = dict[str, set[int]]
"""Lines with errors, by file name."""

Checker = Callable[[Path, list[Path], Path], Found]
"""Takes the folder of programs, where the packages are, and a folder to work in."""


def mypy(programs: Path, sources: list[Path], cache: Path) -> Found:
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        f"--cache-dir={cache}",
        "--output=json",
    ]
    # A user's own directory: the SDK is found on the path, as if it were installed.
    done = subprocess.run(
        [*command, str(programs)],
        capture_output=True,
        text=True,
        check=False,
        env={"MYPYPATH": os.pathsep.join(map(str, sources)), "PATH": ""},
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        if entry["severity"] == "error":
            found.setdefault(Path(entry["file"]).name, set()).add(entry["line"])
    return found


def pyright(programs: Path, sources: list[Path], folder: Path) -> Found:
    settings = {
        "extraPaths": [str(source) for source in sources],
        "typeCheckingMode": "strict",
        # Bare expressions are how bad.py says what it reads.
        "reportUnusedExpression": "none",
        "reportUnknownMemberType": "none",
        "reportUnknownVariableType": "none",
        "reportUnknownArgumentType": "none",
    }
    shutil.copytree(programs, folder, dirs_exist_ok=True)
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--outputjson",
        "-p",
        str(folder),
        "--pythonpath",
        sys.executable,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for entry in json.loads(done.stdout)["generalDiagnostics"]:
        if entry["severity"] == "error":
            found.setdefault(Path(entry["file"]).name, set()).add(entry["range"]["start"]["line"] + 1)
    assert json.loads(done.stdout)["summary"]["filesAnalyzed"] == len(list(programs.glob("*.py")))
    return found


def check(checker: Checker, programs: Path, sources: list[Path], folder: Path) -> None:
    """Assert that a checker accepts good.py, and finds exactly the errors that bad.py marks."""
    found = checker(programs, sources, folder)
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
