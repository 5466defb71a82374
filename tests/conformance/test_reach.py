"""After all scripts: every operation of every document was called, by both clients."""

from __future__ import annotations

import os

import pytest

from .conftest import TALLIES

pytestmark = pytest.mark.conformance


def test_every_operation_is_called(request: pytest.FixtureRequest) -> None:
    config = request.config
    if (
        config.getoption("keyword")
        or any("::" in given for given in config.args)
        or "PYTEST_XDIST_WORKER" in os.environ
    ):
        pytest.skip("only a part was run")
    left = {
        f"{server} ({'async' if is_async else 'sync'})": missing
        for server, tally in config.stash.get(TALLIES, {}).items()
        for is_async in (False, True)
        if (missing := tally.left(is_async=is_async))
    }
    assert left == {}
