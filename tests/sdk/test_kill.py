"""A run that is killed while it writes leaves the old package or the new one, and everything of others.

`make kill` does it more often.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import apply
from tests.sdk.killing import faults, prepare

ROOT = Path(__file__).parent.parent.parent
ROUNDS = int(os.environ.get("SDKSMITH_KILLS", "10"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, and looks at each single step")


@pytest.fixture
def output() -> Iterator[Path]:
    """A folder in memory, where there is one: what is tested is the order of steps, not the disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name) / "parent" / "out"


def _program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.sdk.killing", *arguments]


@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_at_random(output: Path, way: str) -> None:
    prepare(output)
    seed = random.Random(way)
    found: set[str] = set()
    for _ in range(ROUNDS):
        with subprocess.Popen(_program("turn", str(output), way), cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            for _ in range(seed.randrange(2)):  # how many writes come to their end
                child.stdout.readline()
            time.sleep(seed.uniform(0, 0.2))
            child.kill()
        if way == "journal":
            apply.recover(output)
        assert faults(output) == []
        found.add((output / "README.md").read_text())
    assert len(found) == 2, "every round ended with the same package: nothing was written"
    apply.recover(output)
    assert [path.name for path in output.parent.iterdir()] == ["out"]
    assert faults(output) == []


@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_before_each_step(output: Path, way: str) -> None:
    command = _program("each", str(output), way)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps, *packages = done.stdout.split()
    assert int(steps) > 30
    assert packages == ["a", "b"]


@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_two_at_once(output: Path, way: str) -> None:
    prepare(output)
    command = _program("turn", str(output), way)
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as first,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as second,
    ):
        for _ in range(6):
            for process in (first, second):
                assert process.stdout is not None
                assert process.stdout.readline()
        first.kill()
        second.kill()
    apply.recover(output)
    assert faults(output) == []
