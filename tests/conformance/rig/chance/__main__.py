"""Documents put together at random, judged: whatever does not hold is listed with its seed.

python -m tests.conformance.rig.chance [--from SEED] [--count N] [--tests]

`--tests` runs the tests that are generated with each package, too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ..known import explanation
from ..packages import package_of
from ..run import run
from ..subjects import alone
from .documents import Chance
from .swagger import OldChance


def made(seed: int) -> Chance:
    """The maker of a seed: every fifth makes Swagger 2.0."""
    return OldChance(seed) if seed % 5 == 4 else Chance(seed)


def judged(seed: int, folder: Path) -> list[str]:
    """What does not hold for the document of a seed."""
    path = folder / f"chance{seed}.json"
    path.write_text(json.dumps(made(seed).document(), indent=1, ensure_ascii=False), "utf-8")
    subject = alone(str(path))
    document = subject.original()
    report = run(document, package_of(subject, folder), None, 2)
    return [
        f"{seed}: {each.operation} | {each.what} | {each.column}: {each.cause}"
        for each in report.failures
        if explanation(document, each) is None and not each.is_limit
    ]


def failed_in(seed: int, folder: Path) -> list[str]:
    """What the tests of a package say, which `judged` has made in a folder."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "--tb=line",
        "-p",
        "no:cacheprovider",
        "tests",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return [f"{seed}: {line}" for line in failed or done.stdout.splitlines()[-1:]] if done.returncode else []


def main(arguments: list[str]) -> int:
    """Judge documents of many seeds, and list what does not hold."""
    parser = argparse.ArgumentParser("python -m tests.conformance.rig.chance")
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--tests", action="store_true")
    given = parser.parse_args(arguments)
    failed = 0
    for seed in range(given.first, given.first + given.count):
        with tempfile.TemporaryDirectory() as folder:
            found = judged(seed, Path(folder))
            found += failed_in(seed, Path(folder)) if given.tests else []
        for line in found:
            print(line[:700], flush=True)
        failed += bool(found)
        for name in [name for name in sys.modules if name.startswith("rig_chance")]:
            del sys.modules[name]
        sys.path[:] = [each for each in sys.path if not each.startswith(tempfile.gettempdir())]
    print(f"{given.count} documents, {failed} of them with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
