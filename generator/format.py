"""The formatter pass: the one place that decides how generated Python is laid out.

`LINE_LENGTH` is also the width of this repository, so that the runtime, which is copied into packages byte
for byte, is laid out by the same rule here and there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from generator.config import Formatter

LINE_LENGTH = 110
TARGET = "py311"
# Below this much text, starting processes takes longer than they save.
POOL_THRESHOLD = 500_000
MAX_WORKERS = 16


class FormatterMissingError(Exception):
    """The chosen formatter is not installed. The message says what to do."""


class FormatterFailedError(Exception):
    """The formatter refused what was rendered: a fault of the generator, never of the input."""


def format_files(
    files: Mapping[str, str], formatter: Formatter, *, verbatim: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Lay out the Python files among `files`; the others, and those named in `verbatim`, pass unchanged.

    Args:
        files: Text by relative path.
        formatter: `black` in this process or in a pool, `ruff` through its executable, or `none`.
        verbatim: Paths of files that are laid out already.

    Returns:
        All files, in the order of `files`.

    Raises:
        FormatterMissingError: `ruff` was asked for and is not installed.
        FormatterFailedError: A file is not Python.
    """
    chosen = {path: text for path, text in files.items() if path.endswith(".py") and path not in verbatim}
    match formatter:
        case "none":
            done: Mapping[str, str] = {}
        case "black":
            done = _black(chosen)
        case "ruff":
            done = _ruff(chosen)
    return {path: done.get(path, text) for path, text in files.items()}


def formatter_version(formatter: Formatter) -> str:
    """The formatter's version, for the lock file; empty for `none`."""
    match formatter:
        case "none":
            return ""
        case "black":
            return version("black")
        case "ruff":
            return _run([_ruff_executable(), "--version"]).split()[-1]


def label(formatter: Formatter) -> str:
    """The formatter and its version, as the lock file has them: `black 26.1.0`."""
    return f"{formatter} {formatter_version(formatter)}".strip()


def _black(files: Mapping[str, str]) -> dict[str, str]:
    workers = min(len(files), _processors(), MAX_WORKERS)
    if workers > 1 and sum(map(len, files.values())) >= POOL_THRESHOLD:
        try:
            return _black_pool(files, workers)
        except (BrokenProcessPool, OSError, ImportError):
            # No processes or semaphores to be had here (a sandbox): slower, same bytes.
            pass
    return dict(map(_black_one, files.items()))


def _black_pool(files: Mapping[str, str], workers: int) -> dict[str, str]:
    # Largest first, one at a time, so that no worker ends on a long file alone.
    order = sorted(files.items(), key=lambda item: len(item[1]), reverse=True)
    # An interrupt goes to the whole process group; only this process answers it, and it does not wait for the
    # rest.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        return dict(pool.map(_black_one, order))
    finally:
        pool.shutdown(cancel_futures=True)


def _black_one(item: tuple[str, str]) -> tuple[str, str]:
    """Format one (path, text); at module level, so that a worker process can import it."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    path, text = item
    mode = black.Mode(
        target_versions={TargetVersion[TARGET.upper()]},
        line_length=LINE_LENGTH,
        is_pyi=path.endswith(".pyi"),
    )
    try:
        return path, black.format_str(text, mode=mode)
    except InvalidInput as error:
        # `from None`: black's error does not survive the way back from a worker.
        raise FormatterFailedError(f"{path}: {error}") from None


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _ruff(files: Mapping[str, str]) -> dict[str, str]:
    executable = _ruff_executable()
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="sdksmith-") as name:
        folder = Path(name)
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        options = ["--isolated", "--no-cache"]
        options += ["--line-length", str(LINE_LENGTH), "--target-version", TARGET]
        _run([executable, "format", *options, name], folder)
        return {path: (folder / path).read_bytes().decode() for path in files}


def _ruff_executable() -> str:
    """The `ruff` of this environment, else the one on the path."""
    beside = shutil.which("ruff", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("ruff")
    if not found:
        raise FormatterMissingError(
            "ruff is not installed: run `pip install 'sdksmith[ruff]'`, or use black."
        )
    return found


def _run(command: list[str], folder: Path | None = None) -> str:
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder)
    if result.returncode:
        raise FormatterFailedError(result.stderr.strip())
    return result.stdout
