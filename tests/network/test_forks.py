"""A client that has made calls goes on in a forked process, over a connection of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from .server import PATIENCE, RawServer, keep_answering, reply

ROOT = Path(__file__).parent.parent.parent

SYNC = """
    import os, sys
    from tests.runtime.fake_sdk import Acme

    client = Acme(token="t", base_url=sys.argv[1], max_retries=0)
    print("before", client.campaigns.get(id="1").name, flush=True)
    child = os.fork()
    if child == 0:
        print("child", client.campaigns.get(id="2").name, client.campaigns.get(id="3").name, flush=True)
        client.close()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    print("after", client.campaigns.get(id="4").name)
    client.close()
"""

ASYNC = """
    import asyncio, os, sys
    from tests.runtime.fake_sdk import AsyncAcme

    client = AsyncAcme(token="t", base_url=sys.argv[1], max_retries=0)

    async def child() -> None:
        names = [(await client.campaigns.get(id=str(number))).name for number in (2, 3)]
        print("child", *names, flush=True)
        await client.close()

    async def parent() -> None:
        print("before", (await client.campaigns.get(id="1")).name, flush=True)

    async def again() -> None:
        print("after", (await client.campaigns.get(id="4")).name)
        await client.close()

    with asyncio.Runner() as runner:
        runner.run(parent())
        pid = os.fork()
        if pid == 0:
            asyncio.events._set_running_loop(None)
            with asyncio.Runner() as own:
                own.run(child())
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        runner.run(again())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("program", [SYNC, ASYNC], ids=["sync", "async"])
def test_a_fork(server: RawServer, program: str) -> None:
    server.script = keep_answering(
        lambda request: reply(b'{"name": "%s"}' % request.target.rpartition("/")[2].encode())
    )
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), server.url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=6 * PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["before 1", "child 2 3", "after 4"]
    # The parent's connection outlives the child's use and end.
    assert server.accepted == 2
