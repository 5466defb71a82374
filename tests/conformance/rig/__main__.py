"""The conformance rig: `make conformance`, and `make conformance SPEC=path` for a document of your own.

    python -m tests.conformance.rig [--mocks] [--most N] [SPEC…]
    python -m tests.conformance.rig [--mocks] [--most N] --config FILE [SDK…]

SPEC is a file, a folder of pages, an address, or the name of a document of ../shared/specs; without any, all
of those are taken. FILE is a configuration (`pyproject.toml`, `sdksmith.toml`), whose SDKs are judged as it
configures them. Every operation is called; requests and responses are judged by the document. `--mocks` asks
the mock servers of npm too, where Node is there; `--most N` takes so many operations of each document, and
`--more N` calls each N times more, with other values at and between the limits. After
the table come everything that does not hold, and what each judge was asked and said.
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

from . import others
from .known import explained
from .mocks import by_mock, mocks
from .packages import package_of
from .run import Report, run
from .subjects import Subject, configured, named
from .table import HEAD, RULE, Hearing, Line, heard, heard_in_all, listed, total

_REASON = "reason.txt"


def one(subject: Subject, *, most: int | None = None, more: int = 0, with_mocks: bool = False) -> Line:
    """Run one SDK, in this process.

    Raises:
        ValueError: Its document cannot be read; the message says why.
    """
    document = subject.original()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        package = package_of(subject, folder)
        started = time.perf_counter()
        report = run(document, package, most, more)
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
        report.failures = explained(document, report.failures)
        seconds = time.perf_counter() - started
    report.recorded.clear()
    return Line(subject.label, report, tuple(hearings), seconds)


def chosen(names: list[str], configuration: Path | None) -> list[Subject]:
    """The SDKs that are meant.

    Args:
        names: Sources, or labels of documents of ../shared/specs; with a configuration, names of its SDKs.
        configuration: The file.

    Raises:
        ValueError: The configuration is wrong, or has no such SDK.
    """
    if configuration is None:
        return list(named(names))
    found = {subject.label: subject for subject in configured(configuration)}
    if unknown := [name for name in names if name not in found]:
        raise ValueError(f"{configuration} has no SDK {unknown[0]!r}, but {', '.join(found)}")
    return [found[name] for name in names or found]


def apart(subject: Subject, options: list[str]) -> Line:
    """Run one SDK in a process of its own: the largest packages need much memory."""
    with tempfile.TemporaryDirectory() as folder:
        task, result = Path(folder, "subject.pickle"), Path(folder, "line.pickle")
        task.write_bytes(pickle.dumps(subject))
        command = [sys.executable, "-m", "tests.conformance.rig", *options, "--task", folder]
        done = subprocess.run(command, check=False)
        if done.returncode == 0:
            line: Line = pickle.loads(result.read_bytes())
            return line
        why = Path(folder, _REASON)
        reason = why.read_text("utf-8") if why.is_file() else f"exit code {done.returncode}"
    return Line(subject.label, Report(), (Hearing("rig", 0, reason),), 0)


def _in_task(folder: Path, given: argparse.Namespace) -> int:
    subject: Subject = pickle.loads((folder / "subject.pickle").read_bytes())
    try:
        line = one(subject, most=given.most, more=given.more or 0, with_mocks=given.mocks)
    except (ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        (folder / _REASON).write_text(reason, "utf-8")
        print(f"{subject.label}: {reason}", file=sys.stderr)
        return 2
    (folder / "line.pickle").write_bytes(pickle.dumps(line))
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it has to be 1 or more")
    return number


def main(arguments: list[str]) -> int:
    """Print the table and the list; the exit code says whether anything is ours, or could not be run."""
    parser = argparse.ArgumentParser("python -m tests.conformance.rig", description="The conformance rig.")
    parser.add_argument(
        "specs",
        nargs="*",
        metavar="SPEC",
        help="a file, a folder of pages, an address, or the name of a document of ../shared/specs; "
        "with --config, the name of an SDK. By default all of them",
    )
    parser.add_argument("--mocks", action="store_true", help="ask steady and prism, too")
    parser.add_argument(
        "--most", type=_positive, metavar="N", help="N operations of each document, evenly spread"
    )
    parser.add_argument(
        "--more",
        type=_positive,
        metavar="N",
        help="N calls more of each operation, with values at the limits",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the SDKs of a configuration")
    parser.add_argument("--task", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.task:
        return _in_task(given.task, given)
    try:
        subjects = chosen(given.specs, given.config)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not subjects:
        print("nothing to do: there is no ../shared/specs, and no SPEC was given")
        return 0
    options = [
        *(["--mocks"] if given.mocks else []),
        *(["--most", str(given.most)] if given.most else []),
        *(["--more", str(given.more)] if given.more else []),
    ]
    print(HEAD, RULE, sep="\n", flush=True)
    lines = []
    for subject in subjects:
        lines.append(apart(subject, options))
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
