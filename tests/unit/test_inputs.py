"""What is read is taken down, and what is taken down tells whether anything changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load import inputs
from generator.load.inputs import recording, unchanged


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a file and a folder with another."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_text("a")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b").write_text("b")
    return tmp_path


def missing() -> None:
    with pytest.raises(FileNotFoundError):
        inputs.read("none")


def file_to_folder() -> None:
    Path("a").unlink()
    Path("a").mkdir()


def deeper() -> None:
    Path("sub/d").mkdir()
    Path("sub/d/b").touch()


Act = Callable[[], object]
READ: list[tuple[Act, Act]] = [
    (lambda: inputs.read("a"), lambda: Path("a").write_text("A")),
    (lambda: inputs.read("a"), lambda: Path("a").unlink()),
    (missing, lambda: Path("none").touch()),
    (lambda: inputs.is_file("a"), lambda: Path("a").write_text("A")),
    (lambda: inputs.is_file("none"), lambda: Path("none").touch()),
    (lambda: inputs.is_file("none"), lambda: Path("none").mkdir()),
    (lambda: inputs.is_folder("none"), lambda: Path("none").mkdir()),
    (lambda: inputs.is_folder("sub"), lambda: Path("sub/c").touch()),
    (lambda: inputs.absent("none"), lambda: Path("none").touch()),
    (lambda: list(inputs.walk(".")), lambda: Path("c").touch()),
    (lambda: list(inputs.walk(".")), lambda: Path("sub/c").touch()),
    (lambda: list(inputs.walk(".")), lambda: Path("sub/b").unlink()),
    (lambda: list(inputs.walk(".")), file_to_folder),
    (lambda: inputs.matching("sub/*"), lambda: Path("sub/c").touch()),
    (lambda: inputs.matching("sub/*"), lambda: Path("sub/b").unlink()),
    (lambda: inputs.matching("**/[b]"), deeper),
    (lambda: inputs.matching("[b]"), lambda: Path("[b]").touch()),
]


@pytest.mark.parametrize(("read", "change"), READ)
def test_a_change_is_seen(read: Act, change: Act) -> None:
    with recording() as found:
        read()
    assert found.is_complete
    assert unchanged(found.files)
    change()
    assert not unchanged(found.files)


def test_the_working_directory_does_not_matter(folder: Path) -> None:
    with recording() as found:
        inputs.read("a")
        assert inputs.matching("*/b") == ["sub/b"]
    os.chdir(folder / "sub")
    assert unchanged(found.files)


def test_signs_of_patterns_in_the_working_directory(folder: Path) -> None:
    (folder / "[x]").mkdir()
    (folder / "[x]/b").touch()
    os.chdir(folder / "[x]")
    with recording() as found:
        assert inputs.matching("*") == ["b"]
    assert unchanged(found.files)
    Path("c").touch()
    assert not unchanged(found.files)


def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("none")
    with recording() as found:
        assert not inputs.is_file("none")
    assert unchanged(found.files)


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    os.symlink("a", "link")
    with recording() as found:
        inputs.read("link")
    os.remove("link")
    os.symlink("sub/b", "link")
    assert not unchanged(found.files)


def test_who_began_earlier_takes_it_down_too() -> None:
    with recording() as outer:
        with recording() as inner:
            inputs.read("a")
            inputs.from_elsewhere()
        assert not inner.is_complete
    assert outer == inner
    inputs.read("a")  # nobody listens
