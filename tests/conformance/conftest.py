"""Servers, clients, and the table at the end: `make conformance`.

Each `test_*.py` here is a script against one real server, which its `SERVER` describes. Everything that the
server and the generator write is in a temporary folder.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .blocking import Blocking
from .packages import Package, made_of
from .servers import Server, running

Connect = Callable[..., Any]


@dataclass
class Tally:
    """A line of the table."""

    server: str
    operations: int
    methods: int
    said: int
    used: set[str] = field(default_factory=set[str])
    calls: int = 0


@dataclass(frozen=True)
class Started:
    """A running server and its package."""

    url: str
    package: Package
    tally: Tally
    folder: Path
    server: Server


TALLIES = pytest.StashKey[dict[str, Tally]]()


@pytest.fixture(scope="module")
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """The server of the script, running, and the package made of its document."""
    server: Server = request.module.SERVER
    folder = tmp_path_factory.mktemp(server.key)
    with running(server, folder) as (url, document):
        package = made_of(server, document, folder)
        tally = Tally(server.name, package.operations, package.methods, len(package.said))
        request.config.stash.setdefault(TALLIES, {})[request.node.nodeid] = tally
        yield Started(url, package, tally, folder, server)


@pytest.fixture(scope="module")
def sdk(started: Started) -> Any:
    """The package: its errors and types."""
    return started.package.module


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest, started: Started) -> Iterator[Connect]:
    """A function that makes a client, and takes its options; the async one blocks too, but is async below."""
    yield from connecting(started, started.package, is_async=request.param == "async")


def connecting(started: Started, package: Package, *, is_async: bool) -> Iterator[Connect]:
    """As `connect`, for any package."""
    hooks = package.module.Hooks(before_attempt=lambda attempt: count(started.tally, attempt))
    clients: list[Any] = []
    with asyncio.Runner() as runner:

        def connect(**options: Any) -> Any:
            given = {"base_url": started.url, "hooks": hooks, **started.server.options, **options}
            name = f"Async{package.client}" if is_async else package.client
            client = getattr(package.module, name)(**given)
            clients.append(Blocking(client, runner) if is_async else client)
            return clients[-1]

        yield connect
        for client in clients:
            client.close()


def count(tally: Tally, attempt: Any) -> None:
    """Enter a call in the table."""
    tally.calls += 1
    tally.used.add(f"{attempt.method} {attempt.path}")


@pytest.fixture
def client(connect: Connect) -> Any:
    """A client with the server's options."""
    return connect()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    tallies = config.stash.get(TALLIES, {})
    if not tallies:
        return
    terminalreporter.section("real servers")
    terminalreporter.line(
        "| server | operations | methods | findings | operations called | calls | passed | failed | not yet |"
    )
    terminalreporter.line("| --- |" + " ---: |" * 8)
    for module, tally in tallies.items():
        passed, failed, later = (
            sum(
                report.nodeid.startswith(module + "::")
                for outcome in outcomes
                for report in terminalreporter.getreports(outcome)
            )
            for outcomes in (("passed",), ("failed", "error"), ("xfailed",))
        )
        terminalreporter.line(
            f"| {tally.server} | {tally.operations} | {tally.methods} | {tally.said} | {len(tally.used)} "
            f"| {tally.calls} | {passed} | {failed} | {later} |"
        )
