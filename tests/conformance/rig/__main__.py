"""The conformance rig: `make conformance`, and `make conformance SPEC=path` for a document of your own.

    python -m tests.conformance.rig [--mocks] [--most N] [SPEC…]

SPEC is a file, or the name of a document of ../shared/specs; without any, all of those are taken. Every
operation is called; requests and responses are judged by the document as it was written. `--mocks` asks the
mock servers of npm too, where Node is there; `--most N` takes so many operations of each document. After the
table come everything that does not hold, and what each judge was asked and said.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.corpus import __main__ as corpus

from . import others
from .documents import original
from .mocks import by_mock, mocks
from .packages import package_of, settings_for
from .run import Report, label, run
from .table import HEAD, RULE, Hearing, Line, heard, heard_in_all, listed, total


def one(path: Path, *, most: int | None, with_mocks: bool) -> Line:
    """Run one document, in this process."""
    name = "rig_" + "".join(letter if letter.isalnum() else "_" for letter in label(path).lower())
    document = original(path)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        package = package_of(settings_for(path, name), folder, name)
        started = time.perf_counter()
        report = run(document, package, most)
        hearings = [Hearing("rig", report.requests)]
        asked = {"openapi-core": others.by_openapi_core}
        if with_mocks:
            asked |= {name: partial(by_mock, mock) for name, mock in mocks().items()}
        for judge, ask in asked.items():
            verdicts = ask(document, report.recorded, folder)
            if isinstance(verdicts, others.Unread):
                hearings.append(Hearing(judge, 0, verdicts.why))
            else:
                hearings.append(Hearing(judge, len(verdicts)))
                report.failures += others.failures(judge, report.recorded, verdicts)
        seconds = time.perf_counter() - started
    report.recorded.clear()
    return Line(label(path), report, tuple(hearings), seconds)


def chosen(names: list[str]) -> list[Path]:
    """The documents that are meant, smallest first."""
    known = corpus.documents() if (corpus.SHARED / "specs").is_dir() else []
    if not names:
        return known
    by_name = {label(path): path for path in known}
    return [by_name[name] if name in by_name else Path(name) for name in names]


def apart(path: Path, options: list[str]) -> Line:
    """Run one document in a process of its own: the largest packages need much memory."""
    with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
        command = [sys.executable, "-m", "tests.conformance.rig", "--into", file.name, *options, str(path)]
        done = subprocess.run(command, check=False)
        if done.returncode == 0:
            line: Line = pickle.load(file)
            return line
    return Line(label(path), Report(), (Hearing("rig", 0, f"exit code {done.returncode}"),), 0)


def main(arguments: list[str]) -> int:
    """Print the table and the list; the exit code says whether anything is ours, or could not be run."""
    parser = argparse.ArgumentParser("python -m tests.conformance.rig", description="The conformance rig.")
    parser.add_argument("specs", nargs="*", metavar="SPEC")
    parser.add_argument("--mocks", action="store_true", help="ask steady and prism, too")
    parser.add_argument("--most", type=int, help="so many operations of each document")
    parser.add_argument("--into", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    paths = chosen(given.specs)
    if given.into:
        (path,) = paths
        line = one(path, most=given.most, with_mocks=given.mocks)
        Path(given.into).write_bytes(pickle.dumps(line))
        return 0
    if not paths:
        print("nothing to do: there is no ../shared/specs, and no SPEC was given")
        return 0
    options = [*(["--mocks"] if given.mocks else []), *(["--most", str(given.most)] if given.most else [])]
    print(HEAD, RULE, sep="\n", flush=True)
    lines = []
    for path in paths:
        lines.append(apart(path, options))
        print(lines[-1].text(), flush=True)
    if len(lines) > 1:
        print(total(lines))
    print()
    for line in lines:
        for text in listed(line):
            print(text)
    print()
    for line in lines:
        print("\n".join(heard(line)))
    if len(lines) > 1:
        print("\n".join(heard_in_all(lines)))
    return 1 if any(line.ours() or line.has_failed() for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
