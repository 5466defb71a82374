"""Fixtures: the server, and a way to use the fake SDK that checks what is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.runtime.fake_sdk import Acme, AsyncAcme
from tests.runtime.harness import FakeClock

from .leaks import nothing_left
from .server import RawServer, serving


@pytest.fixture
def server() -> Iterator[RawServer]:
    """A server that has nothing open when the test ends, while it still runs."""
    with serving() as server, nothing_left(server):
        yield server


class Use:
    """Makes a client, uses it, closes it; in one of the two ways.

    Attributes:
        clock: What the client waits by: it does not wait, and says for how long it would have.
    """

    def __init__(self, server: RawServer, *, is_async: bool) -> None:
        self.is_async = is_async
        self.clock = FakeClock()
        self._server = server

    def __call__(self, use: Callable[[Any], Any], **options: Any) -> Any:
        """Use a client of the server.

        Args:
            use: Gets the client; what it returns is awaited in the async case.
            options: Of the client.
        """
        options = {"token": "t", "base_url": self._server.url, **options}
        real_clock = options.pop("real_clock", False)
        if not self.is_async:
            with Acme(**options) as client:
                if not real_clock:
                    client._core.settings.clock = self.clock
                return use(client)

        async def run() -> Any:
            async with AsyncAcme(**options) as client:
                if not real_clock:
                    client._core.settings.clock = self.clock
                result = await use(client)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return result

        return asyncio.run(run())


@pytest.fixture(params=["sync", "async"])
def use(request: pytest.FixtureRequest, server: RawServer) -> Use:
    """A way to use the fake SDK; each test runs in both."""
    return Use(server, is_async=request.param == "async")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    # Certificates are not needed here, and reading them takes longer than most of these tests.
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path_factory.getbasetemp()))
    for name in ("TOKEN", "USERNAME", "PASSWORD", "API_KEY", "QUERY_KEY", "COOKIE_KEY", "BASE_URL", "LOG"):
        monkeypatch.delenv(f"ACME_{name}", raising=False)
