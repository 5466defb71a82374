"""Servers, clients, and the table at the end: `make conformance`.

Each `test_*.py` here is a script against one real server, which its `SERVER` describes. Scripts with the same
`SERVER` share one. Everything that the server and the generator write is in a temporary folder.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from .blocking import Blocking
from .packages import Package, made_of
from .servers import Server, running

Connect = Callable[..., Any]
Launch = Callable[[Server], "Started"]


@dataclass
class Tally:
    """A line of the table: which operations were called, by the sync client and by the async one."""

    package: Package
    modules: set[str] = field(default_factory=set[str])
    used: dict[bool, set[str]] = field(default_factory=lambda: {False: set(), True: set()})
    calls: int = 0

    def left(self, *, is_async: bool) -> set[str]:
        """Operations that this client has not called."""
        return set(self.package.methods) - self.used[is_async]


@dataclass(frozen=True)
class Started:
    """A running server and its package."""

    url: str
    package: Package
    tally: Tally
    folder: Path
    server: Server


TALLIES = pytest.StashKey[dict[str, Tally]]()


@pytest.fixture(scope="session")
def launch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """A function that gives a running server, started when it is first asked for, and its package."""
    tallies = request.config.stash.setdefault(TALLIES, {})
    known: dict[str, Started] = {}
    with ExitStack() as stack:

        def launch(server: Server) -> Started:
            if server.name not in known:
                folder = tmp_path_factory.mktemp(server.key)
                url, document = stack.enter_context(running(server, folder))
                package = made_of(server, document, folder)
                tally = tallies.setdefault(server.name, Tally(package))
                known[server.name] = Started(url, package, tally, folder, server)
            return known[server.name]

        yield launch


@pytest.fixture(scope="module")
def started(request: pytest.FixtureRequest, launch: Launch) -> Started:
    """The server of the script, running, and the package made of its document."""
    found = launch(request.module.SERVER)
    found.tally.modules.add(request.node.nodeid)
    return found


@pytest.fixture(scope="module")
def sdk(started: Started) -> Any:
    """The package: its errors and types."""
    return started.package.module


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    """Which of the two clients."""
    return bool(request.param)


@pytest.fixture
def connect(is_async: bool, started: Started) -> Iterator[Connect]:
    """A function that makes a client, and takes its options; the async one blocks too, but is async below."""
    package = started.package

    def count(attempt: Any) -> None:
        started.tally.calls += 1
        started.tally.used[is_async].add(f"{attempt.method} {attempt.path}")

    hooks = package.module.Hooks(before_attempt=count)
    clients: list[Any] = []
    with asyncio.Runner() as runner, ExitStack() as stack:

        def connect(**options: Any) -> Any:
            given = {
                "base_url": started.url + started.server.below,
                "hooks": hooks,
                **started.server.options,
                **options,
            }
            name = f"Async{package.client}" if is_async else package.client
            client = getattr(package.module, name)(**given)
            clients.append(Blocking(client, runner) if is_async else client)
            if isinstance(theirs := options.get("http_client"), httpx2.AsyncClient):
                stack.callback(lambda: runner.run(theirs.aclose()))
            elif theirs is not None:
                stack.callback(theirs.close)
            return clients[-1]

        yield connect
        for client in clients:
            client.close()


@pytest.fixture
def http(is_async: bool) -> type[httpx2.Client] | type[httpx2.AsyncClient]:
    """The class whose instances may be given to `connect` as `http_client`; it closes them."""
    return httpx2.AsyncClient if is_async else httpx2.Client


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
        "| server | operations | methods | findings | called: sync | async "
        "| calls | passed | failed | not yet |"
    )
    terminalreporter.line("| --- |" + " ---: |" * 9)
    for server, tally in tallies.items():
        passed, failed, later = (
            sum(
                report.nodeid.partition("::")[0] in tally.modules
                for outcome in outcomes
                for report in terminalreporter.getreports(outcome)
            )
            for outcomes in (("passed",), ("failed", "error"), ("xfailed",))
        )
        package = tally.package
        terminalreporter.line(
            f"| {server} | {package.operations} | {len(package.methods)} | {len(package.said)} "
            f"| {len(tally.used[False])} | {len(tally.used[True])} | {tally.calls} "
            f"| {passed} | {failed} | {later} |"
        )
