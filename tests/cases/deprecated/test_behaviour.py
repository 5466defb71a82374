from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cases.harness import Caller, Made

PROGRAM = """
from {package} import {client}

client = {client}()
client.things.old()
client.things.new()
"""


def test_a_call_warns(api: Caller) -> None:
    api.answers(200, {})
    with pytest.warns(DeprecationWarning, match="old is deprecated"):
        api.call("things.old", colour="red")
    assert api.query == "colour=red"
    api.call("things.new")


def test_what_the_documents_say(case: Made) -> None:
    package = f"src/{case.api.project.package}"
    assert "colour: Deprecated. Use shade." in case.files[f"{package}/resources/things.py"]
    assert '"""Deprecated. In inches."""' in case.files[f"{package}/types/thing.py"]
    assert '"""Deprecated. ' in case.files[f"{package}/types/old.py"]
    assert "**Deprecated by the API.**" in case.files["reference.md"]


def test_a_checker_reports_the_call(case: Made, package: Any, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(package=case.api.project.package, client=case.api.client))
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--config-file=",
            "--enable-error-code",
            "deprecated",
            "--follow-imports=silent",
            "program.py",
        ],
        cwd=tmp_path,
        env={
            "MYPYPATH": str(Path(package.__file__).parent.parent),
            "MYPY_CACHE_DIR": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in result.stdout.splitlines() if "[deprecated]" in line]
    assert len(errors) == 1, result.stdout + result.stderr
    assert errors[0].startswith("program.py:5")
