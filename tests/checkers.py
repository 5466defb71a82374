"""The two type checkers, run on programs that use generated packages, as their users run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """An error that a checker found in a file."""

    file: str
    line: int
    message: str


Checker = Callable[[Path, list[Path], Path], list[Finding]]
"""Takes the folder of programs, where the packages are, and a folder to work in."""


def mypy(programs: Path, sources: list[Path], cache: Path) -> list[Finding]:
    """`mypy --strict`."""
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
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        Finding(Path(entry["file"]).name, entry["line"], entry["message"])
        for entry in entries
        if entry["severity"] == "error"
    ]


def pyright(programs: Path, sources: list[Path], folder: Path) -> list[Finding]:
    """Pyright in strict mode."""
    settings = {
        "extraPaths": [str(source) for source in sources],
        "typeCheckingMode": "strict",
        # Bare expressions are how programs say what they read.
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
    result = json.loads(done.stdout)
    assert result["summary"]["filesAnalyzed"] == len(list(programs.glob("*.py")))
    return [
        Finding(Path(entry["file"]).name, entry["range"]["start"]["line"] + 1, entry["message"])
        for entry in result["generalDiagnostics"]
        if entry["severity"] == "error"
    ]
