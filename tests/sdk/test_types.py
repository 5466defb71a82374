"""The generated package in its users' type checkers: what is right passes, and what is wrong fails."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).parent / "programs"
ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "generated" / "smallestai" / "src"

Found = dict[str, set[int]]
"""Lines with errors, by file name."""


def mypy(cache: Path) -> Found:
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
        [*command, str(PROGRAMS)],
        capture_output=True,
        text=True,
        check=False,
        env={"MYPYPATH": str(SOURCE), "PATH": ""},
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        if entry["severity"] == "error":
            found.setdefault(Path(entry["file"]).name, set()).add(entry["line"])
    return found


def pyright(folder: Path) -> Found:
    settings = {
        "extraPaths": [str(SOURCE)],
        "typeCheckingMode": "strict",
        # Bare expressions are how bad.py says what it reads.
        "reportUnusedExpression": "none",
        "reportUnknownMemberType": "none",
        "reportUnknownVariableType": "none",
        "reportUnknownArgumentType": "none",
    }
    shutil.copytree(PROGRAMS, folder, dirs_exist_ok=True)
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
    assert json.loads(done.stdout)["summary"]["filesAnalyzed"] == len(list(PROGRAMS.glob("*.py")))
    return found


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_user_programs(checker: object, tmp_path: Path) -> None:
    assert callable(checker)
    found = checker(tmp_path)
    lines = (PROGRAMS / "bad.py").read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# error")}
    assert found.get("good.py", set()) == set()
    assert found["bad.py"] == wrong


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
