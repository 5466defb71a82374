"""Fixtures of the cases. A test's case is the folder it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cases.harness import Caller, Made, imported, made, write


@pytest.fixture(scope="session")
def case_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders that cases have been written to in this session, by case."""
    return {"": tmp_path_factory.mktemp("cases")}


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest) -> Made:
    """The case of this folder, generated."""
    return made(request.path.parent.name)


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, case: Made, case_folders: dict[str, Path]) -> Any:
    """The case's package, imported under its own name."""
    name = request.path.parent.name
    if name not in case_folders:
        case_folders[name] = write(case, case_folders[""] / name)
    return imported(case, case_folders[name])


@pytest.fixture(scope="module")
def types(package: Any) -> Any:
    """The package's `types`."""
    import importlib

    return importlib.import_module(f"{package.__name__}.types")


@pytest.fixture(params=["sync", "async"])
def api(request: pytest.FixtureRequest, package: Any, case: Made, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """A client of the package over a server in memory: every test that uses it runs for both clients."""
    for scheme in case.api.schemes:
        for variable in scheme.environment:
            monkeypatch.delenv(variable, raising=False)
    return Caller(package, str(case.api.client), request.param == "async")
