"""Fixtures of the runtime's tests."""

from __future__ import annotations

import pytest

from .harness import Runner


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Runner:
    """A way to use the fake SDK; each test runs in both."""
    return Runner(is_async=request.param == "async")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "USERNAME", "PASSWORD", "API_KEY", "QUERY_KEY", "COOKIE_KEY", "BASE_URL", "LOG"):
        monkeypatch.delenv(f"ACME_{name}", raising=False)
