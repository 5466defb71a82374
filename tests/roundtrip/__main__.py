"""Everything that goes there and back, at length: `make roundtrip`.

    python -m tests.roundtrip [NAME…]

Each case's schemas with many values, then the examples of every document of ../shared/specs, a line each.
Names choose among the documents, without the cases.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.cases.harness import NAMES, generate, lock_of, settings_of, spec_of
from tests.roundtrip.documents import documents, label, packaged
from tests.roundtrip.examples import tally
from tests.roundtrip.packages import write
from tests.roundtrip.proof import failures_of

EXAMPLES = 300
_MOST_SHOWN = 5


def cases(folder: Path) -> list[str]:
    """What does not hold for the schemas of the cases."""
    failures: list[str] = []
    for name in NAMES:
        package = write(generate(settings_of(name, spec_of(name), "none"), lock_of(name)), folder / name)
        found = failures_of(package, name, EXAMPLES)
        failures += [f"{name}: {failure}" for failure in found]
        print(f"{name}: {'differs' if found else 'equal'}", flush=True)
    return failures


def document(path: Path) -> int:
    """Print the line of one document, and the first differences."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = tally(packaged(path, Path(folder)))
    equal = found.values - len(found.differing)
    print(
        f"| {label(path)} | {found.places} | {found.values} | {equal} "
        f"| {len(found.differing)} | {time.perf_counter() - started:.0f} |"
    )
    for difference in found.differing[:_MOST_SHOWN]:
        print(f"DIFFERS {label(path)}: {difference}")
    return 1 if found.differing else 0


def main(arguments: list[str]) -> int:
    """Print the tables; the exit code says whether everything holds."""
    if arguments[:1] == ["--document"]:
        return document(Path(arguments[1]))
    failures: list[str] = []
    if not arguments:
        with tempfile.TemporaryDirectory() as folder:
            failures = cases(Path(folder))
    chosen = [path for path in documents() if not arguments or label(path) in arguments]
    if not chosen:
        print("no documents: ../shared/specs is not there, or has none of these names")
    else:
        print("\n| document | schemas with examples | values | equal | differing | seconds |")
        print("| --- |" + " ---: |" * 5, flush=True)
    differ = 0
    for path in chosen:
        # A process of its own: the largest packages need much memory.
        command = [sys.executable, "-m", "tests.roundtrip", "--document", str(path)]
        differ += subprocess.run(command, check=False).returncode != 0
    for failure in failures:
        print(f"FAILED {failure}")
    return 1 if failures or differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
