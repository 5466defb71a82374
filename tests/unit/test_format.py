"""The formatter pass."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import format as formatter
from generator.config import FORMATTERS, Formatter
from generator.format import (
    LINE_LENGTH,
    FormatterFailedError,
    FormatterMissingError,
    format_files,
    formatter_version,
)

UGLY = "x = { 'a':1 }\ndef f( a ,):\n  return  a\n"
NEAT = 'x = {"a": 1}\n\n\ndef f(\n    a,\n):\n    return a\n'


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own, to see what is left in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", ["black", "ruff"])
def test_python_files_are_laid_out_and_nothing_else(name: Formatter) -> None:
    files = {"src/p/a.py": UGLY, "README.md": UGLY, "src/p/_runtime/b.py": UGLY, "src/p/py.typed": ""}
    done = format_files(files, name, verbatim=frozenset({"src/p/_runtime/b.py"}))
    assert done == {**files, "src/p/a.py": NEAT}
    assert list(done) == list(files)


@pytest.mark.parametrize("name", FORMATTERS)
def test_second_run_changes_nothing(name: Formatter) -> None:
    source = Path(formatter.__file__).read_text(encoding="utf-8")
    once = format_files({"a.py": UGLY, "b.py": source.replace("    ", "  ")}, name)
    assert format_files(once, name) == once


def test_none_changes_nothing() -> None:
    assert format_files({"a.py": UGLY}, "none") == {"a.py": UGLY}


@pytest.mark.parametrize("name", ["black", "ruff"])
def test_line_length(name: Formatter) -> None:
    fits = f"x = [{'1, ' * 30}{'2' * (LINE_LENGTH - 96)}]\n"
    assert len(fits) == LINE_LENGTH + 1
    assert format_files({"a.py": fits}, name) == {"a.py": fits}
    assert format_files({"a.py": fits.replace("2]", "22]")}, name)["a.py"].startswith("x = [\n")


@pytest.mark.parametrize("name", ["black", "ruff"])
def test_text_that_is_not_python_is_our_fault(name: Formatter) -> None:
    with pytest.raises(FormatterFailedError, match=r"bad\.py"):
        format_files({"bad.py": "def (:\n"}, name)


def test_much_text_is_laid_out_in_a_pool_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number}.py": UGLY.replace("f(", f"f{number}(") for number in range(5)}
    alone = format_files(files, "black")
    monkeypatch.setattr(formatter, "POOL_THRESHOLD", 0)
    monkeypatch.setattr(formatter, "_processors", lambda: 2)
    monkeypatch.setattr(formatter, "_black_one", _refuse)
    assert format_files({}, "black") == {}
    monkeypatch.undo()
    monkeypatch.setattr(formatter, "POOL_THRESHOLD", 0)
    monkeypatch.setattr(formatter, "_processors", lambda: 2)
    pools: list[int] = []
    pool = formatter._black_pool  # pyright: ignore[reportPrivateUsage]

    def counted(files: Mapping[str, str], workers: int) -> dict[str, str]:
        pools.append(workers)
        return pool(files, workers)

    monkeypatch.setattr(formatter, "_black_pool", counted)
    pooled = format_files(files, "black")
    assert pools == [2]
    assert pooled == alone
    assert list(pooled) == list(alone)


def _refuse(item: tuple[str, str]) -> tuple[str, str]:
    raise AssertionError(item)


def test_fault_in_a_pool_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "POOL_THRESHOLD", 0)
    monkeypatch.setattr(formatter, "_processors", lambda: 2)
    with pytest.raises(FormatterFailedError, match=r"bad\.py"):
        format_files({"bad.py": "def (:\n", "good.py": UGLY}, "black")


def test_interrupt_drops_what_has_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        def __init__(self, *arguments: object) -> None:
            assert arguments[2:] == (signal.signal, (signal.SIGINT, signal.SIG_IGN))

        def map(self, *_: object) -> None:
            raise KeyboardInterrupt

        def shutdown(self, *, cancel_futures: bool) -> None:
            dropped.append(cancel_futures)

    dropped: list[bool] = []
    monkeypatch.setattr(formatter, "POOL_THRESHOLD", 0)
    monkeypatch.setattr(formatter, "_processors", lambda: 2)
    monkeypatch.setattr(formatter, "ProcessPoolExecutor", Pool)
    with pytest.raises(KeyboardInterrupt):
        format_files({"a.py": UGLY, "b.py": UGLY}, "black")
    assert dropped == [True]


def test_without_processes_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_processes(*_: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(formatter, "POOL_THRESHOLD", 0)
    monkeypatch.setattr(formatter, "_processors", lambda: 2)
    monkeypatch.setattr(formatter, "_black_pool", no_processes)
    assert format_files({"a.py": UGLY, "b.py": UGLY}, "black") == {"a.py": NEAT, "b.py": NEAT}


def test_missing_ruff_is_said_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(FormatterMissingError, match=r"pip install 'sdksmith\[ruff\]'"):
        format_files({"a.py": UGLY}, "ruff")


def test_nothing_is_left_behind(temporary: Path) -> None:
    format_files({"a/b/c.py": UGLY}, "ruff")
    with pytest.raises(FormatterFailedError):
        format_files({"a.py": "def (:"}, "ruff")
    assert os.listdir(temporary) == []


def test_line_endings_and_other_letters_pass_through() -> None:
    text = 'x = "é\\r\\n\\u2028"  # \u2028 ü\n'
    for name in ("black", "ruff"):
        assert format_files({"a.py": text}, name) == {"a.py": text}


def test_versions() -> None:
    assert formatter_version("none") == ""
    assert formatter_version("black").split(".")[0] == "26"
    assert formatter_version("ruff").count(".") == 2
