"""Fixtures of the runtime's tests."""

from __future__ import annotations

from typing import IO, Any

import pytest

from generator.runtime import multipart, sources

from .harness import Runner


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Runner:
    """A way to use the fake SDK; each test runs in both."""
    return Runner(is_async=request.param == "async")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "USERNAME", "PASSWORD", "API_KEY", "QUERY_KEY", "COOKIE_KEY", "BASE_URL", "LOG"):
        monkeypatch.delenv(f"ACME_{name}", raising=False)


@pytest.fixture
def fixed_boundary(monkeypatch: pytest.MonkeyPatch) -> str:
    """The boundary of all multipart bodies of a test."""
    monkeypatch.setattr(multipart, "new_boundary", lambda: "B")
    return "B"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """Every file that the runtime opens to send it."""
    found: list[IO[bytes]] = []

    def watch(path: Any, mode: str) -> IO[bytes]:
        file: IO[bytes] = open(path, mode)  # noqa: SIM115
        found.append(file)
        return file

    monkeypatch.setattr(sources, "open", watch, raising=False)
    return found
