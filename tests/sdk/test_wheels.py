"""Both packages as wheels, in environments that hold nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.sdk.loopback import serve

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "specs" / "create-a-campaign.md"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command outside this environment; its output is in the failure if it fails."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**clean, **environment},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def build(project: Path, into: Path) -> Path:
    """The wheel of a project, made from its sdist."""
    # The build backend is a development dependency; an isolated build would only fetch it again.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", into, project, cwd=into)
    (wheel,) = into.glob("*.whl")
    assert list(into.glob("*.tar.gz"))
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """An empty environment with a wheel and what it depends on; its directory of commands."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    run(
        commands / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
        cwd=folder,
    )
    return commands


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository's files without what tests and builds leave in it."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for name in ("generator", "templates", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def test_the_generator_works_from_its_wheel(copy: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    wheel = build(copy, dist)
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "generator/_templates/README.md.jinja" in names
    assert "generator/runtime/core.py" in names
    assert "generator/inspect.schema.json" in names
    assert not [name for name in names if name.startswith(("tests/", "templates/", "generated/"))]

    commands = install(wheel, tmp_path / "environment")
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(PAGE, empty / "page.md")
    run(commands / "sdksmith", "generate", "page.md", "-o", "sdk", cwd=empty)
    run(commands / "sdksmith", "check", "page.md", "-o", "sdk", cwd=empty)
    for path in ("src/smallestai/client.py", "src/smallestai/_runtime/core.py", "README.md", "sdksmith.lock"):
        assert (empty / "sdk" / path).is_file()
    inspected = run(commands / "sdksmith", "inspect", "page.md", cwd=empty).stdout
    assert '"client.atoms.campaigns.create_a_campaign"' in inspected


def test_the_sdk_works_from_its_wheel(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "generated" / "smallestai", project, ignore=shutil.ignore_patterns("__pycache__"))
    dist = tmp_path / "dist"
    dist.mkdir()
    wheel = build(project, dist)
    names = zipfile.ZipFile(wheel).namelist()
    assert "smallestai/py.typed" in names
    metadata = zipfile.ZipFile(wheel).read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert "License-Expression: MIT" in metadata
    requires = {
        line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra" not in line
    }
    assert {line.split()[1].partition(">")[0].partition("<")[0] for line in requires} == {
        "httpx2",
        "pydantic",
        "typing-extensions",
    }

    commands = install(wheel, tmp_path / "environment")
    code = PAGE.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    empty = tmp_path / "empty"
    empty.mkdir()
    with serve() as server:
        run(commands / "python", "-c", code, cwd=empty, SMALLESTAI_BASE_URL=server.url)
    assert [request.target for request in server.requests] == ["/atoms/v1/campaign"]
