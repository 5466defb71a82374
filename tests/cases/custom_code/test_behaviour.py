"""Hand-written classes stand in for the generated ones, and no run touches them again."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import lock as locks
from generator import write as disk
from tests.cases.harness import Made, generate, settings_of, spec_of

PETS = '''\
"""Pets, and what people do with them."""

from __future__ import annotations

from .. import types
from ..resources import pets as generated

__all__ = ["AsyncPets", "Pets"]


class Pets(generated.Pets):
    def starting_with(self, letter: str) -> list[types.Pet]:
        """All pets whose name begins with a letter."""
        return [pet for pet in self.list() if pet.name.startswith(letter)]


class AsyncPets(generated.AsyncPets):
    async def starting_with(self, letter: str) -> list[types.Pet]:
        """All pets whose name begins with a letter."""
        return [pet for pet in await self.list() if pet.name.startswith(letter)]
'''
CLIENT = '''\
"""The client, and what people do with it."""

from __future__ import annotations

from .. import client as generated

__all__ = ["AsyncCaseCustomCode", "CaseCustomCode"]


class CaseCustomCode(generated.CaseCustomCode):
    def favourites(self) -> str:
        """The first pet whose name begins with an A."""
        return self.pets.starting_with("A")[0].name


class AsyncCaseCustomCode(generated.AsyncCaseCustomCode):
    async def favourites(self) -> str:
        """The first pet whose name begins with an A."""
        return (await self.pets.starting_with("A"))[0].name
'''
USER = """\
import asyncio

import httpx2

from case_custom_code import AsyncCaseCustomCode, CaseCustomCode, types

transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=[{"name": "Bo"}, {"name": "Al"}]))
client = CaseCustomCode(http_client=httpx2.Client(transport=transport))
pets: list[types.Pet] = client.with_options(max_retries=0).pets.starting_with("B")
print(client.favourites(), pets[0].name, len(client.pets.list(limit=2)))


async def main() -> None:
    async with AsyncCaseCustomCode(http_client=httpx2.AsyncClient(transport=transport)) as client:
        print(await client.favourites())


asyncio.run(main())
"""


@pytest.fixture(scope="module")
def output(case: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's project folder, with code of people in it."""
    folder = tmp_path_factory.mktemp("custom")
    _write(case, folder)
    extras = folder / "src/case_custom_code/extras"
    assert sorted(path.name for path in extras.iterdir()) == ["__init__.py", "client.py", "pets.py"]
    (extras / "client.py").write_text(CLIENT)
    (extras / "pets.py").write_text(PETS)
    (extras / "more.py").write_text("MORE = 1\n")
    (folder / "tests/extras").mkdir()
    (folder / "tests/extras/test_more.py").write_text("def test_more() -> None: ...\n")
    (folder / "examples").mkdir()
    (folder / "examples/user.py").write_text(USER)
    return folder


def _plan(made: Made, folder: Path) -> disk.Plan:
    return disk.compare(made.files, made.generated.lock, locks.read(folder), folder, ())


def _write(made: Made, folder: Path) -> None:
    disk.write(_plan(made, folder))


def _run(*command: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_as_it_is_made_the_client_is_the_extra_one(package: Any, api: Any) -> None:
    assert package.CaseCustomCode.__module__ == f"{package.__name__}.extras.client"
    api.answers(json=[{"name": "Bo"}])
    (pet,) = api.call("pets.list")
    assert pet.name == "Bo"


def test_people_call_what_they_wrote(output: Path) -> None:
    code = f"import sys; sys.path.insert(0, 'src')\n{USER}"
    assert _run("-c", code, folder=output) == "Al Bo 2\nAl\n"


def test_both_checkers_see_it(output: Path, tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\nmypy_path = src\n")
    _run("-m", "mypy", "--config-file", str(tmp_path / "mypy.ini"), "src", "examples", folder=output)
    settings = {
        "include": [str(output / "src/case_custom_code/extras"), str(output / "examples")],
        "extraPaths": [str(output / "src")],
        "typeCheckingMode": "strict",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    _run("-m", "pyright", "--pythonpath", sys.executable, folder=tmp_path)


def test_another_run_leaves_it_alone(case: Made, output: Path, tmp_path: Path) -> None:
    assert not _plan(case, output).differences
    changed = tmp_path / "spec.yaml"
    changed.write_text(
        spec_of("custom_code").read_text("utf-8").replace("name: limit", "name: most"), "utf-8"
    )
    settings = settings_of("custom_code", changed, "black")
    made = generate(settings, case.generated.lock)
    _write(made, output)
    extras = output / "src/case_custom_code/extras"
    assert (extras / "client.py").read_text() == CLIENT
    assert (extras / "pets.py").read_text() == PETS
    assert (extras / "more.py").exists()
    assert "most" in (output / "src/case_custom_code/resources/pets.py").read_text()
    # Nor does it go when nothing is to be extended any more.
    made = generate(replace(settings, extras=()), made.generated.lock)
    _write(made, output)
    assert (extras / "client.py").read_text() == CLIENT
    assert "from .client import" in (output / "src/case_custom_code/__init__.py").read_text()
    assert (output / "examples/user.py").exists()
    assert (output / "tests/extras/test_more.py").exists()
    assert not _plan(made, output).differences


def test_dependencies_and_sections_are_in_the_project(case: Made) -> None:
    assert (
        """"typing-extensions>=4.12", "tenacity>=9", "rich; extra == 'pretty'"]"""
        in case.files["pyproject.toml"]
    )
    assert (
        '\n## Recipes\n\nAll pets whose name begins with a letter: `client.pets.starting_with("A")`. <br>\n'
        in case.files["README.md"]
    )
