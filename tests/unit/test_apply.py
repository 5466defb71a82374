"""A package takes its place in one step, and the folder stays the one that others have open."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from generator import apply as applying
from generator import workplace
from generator.apply import Change, apply, recover
from generator.exchange import exchange
from generator.workplace import JOURNAL, RefusedError

OLD = {"a.py": b"a", "sub/b.py": b"b", "gone/c.py": b"c"}
CHANGES = (Change("gone/c.py", b"c", None), Change("a.py", b"a", b"A"), Change("new/d.py", None, b"d"))
NEW = {"a.py": b"A", "sub/b.py": b"b", "new/d.py": b"d"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with three files."""
    folder = tmp_path / "parent" / "out"
    apply(folder, [Change(path, None, content) for path, content in OLD.items()])
    return folder


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a system that cannot exchange folders."""

    def fail(first: Path, second: Path) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(applying, "exchange", fail)


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_changes_are_made_and_nothing_is_left(output: Path) -> None:
    assert apply(output, CHANGES) == ""
    assert tree(output) == NEW
    assert [path.name for path in output.parent.iterdir()] == ["out"]
    assert not (output / "gone").exists()


def test_who_has_the_folder_open_still_has_it(output: Path) -> None:
    (output / "mine").mkdir()
    (output / "mine" / "x").touch()
    same = [output, output / "sub", output / "sub/b.py", output / "mine", output / "mine/x"]
    before = [path.stat().st_ino for path in same]
    handle = os.open(output, os.O_RDONLY)
    try:
        assert apply(output, CHANGES) == ""
        assert sorted(os.listdir(handle)) == ["a.py", "mine", "new", "sub"]
    finally:
        os.close(handle)
    assert [path.stat().st_ino for path in same] == before
    assert (output / "sub/b.py").stat().st_nlink == 1


def test_it_is_whole_at_each_moment(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (output / "mine").write_text("mine")
    seen: list[dict[str, bytes]] = []

    def watch(first: Path, second: Path) -> None:
        seen.append(tree(output))
        exchange(first, second)
        seen.append(tree(output))

    monkeypatch.setattr(applying, "exchange", watch)
    apply(output, CHANGES)
    mine = {"mine": b"mine"}
    assert seen == [{**OLD, **mine}, {**NEW, **mine}, {**NEW, **mine}, {**NEW, **mine}]


def test_what_others_write_in_the_meantime_stays(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (output / "mine").write_text("mine")
    put = applying._put  # pyright: ignore[reportPrivateUsage]

    def busy(*arguments: object) -> None:
        # At this moment the other folder stands at the output's place.
        (output / "sub" / "report.txt").write_text("new")
        (output / "mine.tmp").write_text("saved")
        (output / "mine.tmp").replace(output / "mine")
        put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "_put", busy)
    apply(output, CHANGES)
    assert tree(output) == {**NEW, "mine": b"saved", "sub/report.txt": b"new"}


def test_links_and_pipes_of_others_stay(output: Path) -> None:
    (output / "link").symlink_to("nowhere")
    (output / "folder").symlink_to(output / "sub")
    os.mkfifo(output / "pipe")
    assert apply(output, CHANGES) == ""
    assert os.readlink(output / "link") == "nowhere"
    assert (output / "folder").is_symlink()
    assert (output / "pipe").is_fifo()


def test_output_may_be_a_link(output: Path) -> None:
    link = output.parent / "link"
    link.symlink_to("out")
    assert apply(link, CHANGES) == ""
    assert link.is_symlink()
    assert tree(output) == NEW


def test_an_empty_folder_stays_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    apply(Path(), [Change("a.py", None, b"a")])
    assert os.listdir() == ["a.py"]
    apply(Path(), [Change("a.py", b"a", b"A"), Change("b.py", None, b"b")])
    assert sorted(os.listdir()) == ["a.py", "b.py"]


def test_one_file_alone_is_one_step(output: Path, no_exchange: None) -> None:
    assert apply(output, [Change("a.py", b"a", b"A")]) == ""
    assert tree(output) == {**OLD, "a.py": b"A"}


def test_compiled_files_do_not_keep_a_package_alive(output: Path) -> None:
    (output / "gone/__pycache__").mkdir()
    (output / "gone/__pycache__/c.cpython-311.pyc").touch()
    apply(output, CHANGES)
    assert not (output / "gone").exists()


def test_a_file_that_changes_at_the_last_moment_is_not_lost(output: Path) -> None:
    (output / "a.py").write_text("by hand")
    with pytest.raises(RefusedError, match=r"a\.py: was changed while sdksmith was running"):
        apply(output, CHANGES)
    assert tree(output) == {**OLD, "a.py": b"by hand"}


@pytest.mark.usefixtures("no_exchange")
class TestOneByOne:
    def test_it_is_said(self, output: Path) -> None:
        assert apply(output, CHANGES) == "this system, or this file system, cannot exchange folders"
        assert tree(output) == NEW
        assert [path.name for path in output.parent.iterdir()] == ["out"]

    def test_file_systems_of_their_own(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def is_mount(path: Path) -> bool:
            return path == output

        monkeypatch.setattr(os.path, "ismount", is_mount)
        assert apply(output, CHANGES) == "it is a file system of its own"
        assert tree(output) == NEW

    @pytest.fixture
    def interrupted(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The output of a run that was stopped after it had moved one file."""
        moves: list[Path] = []
        replace = Path.replace

        def stop(self: Path, target: Path) -> Path:
            if target.name in {"a.py", "d.py"}:
                moves.append(target)
                if len(moves) == 2:
                    raise KeyboardInterrupt
            return replace(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", stop)
            with pytest.raises(KeyboardInterrupt):
                apply(output, CHANGES)
        assert tree(output) == {"a.py": b"A", "sub/b.py": b"b"}
        assert (output.parent / ".sdksmith-out" / JOURNAL).exists()
        return output

    def test_the_next_run_goes_on(self, interrupted: Path) -> None:
        recover(interrupted)
        assert tree(interrupted) == NEW
        assert [path.name for path in interrupted.parent.iterdir()] == ["out"]

    def test_but_not_over_what_was_changed_since(self, interrupted: Path) -> None:
        (interrupted / "new").mkdir(exist_ok=True)
        (interrupted / "new" / "d.py").write_text("by hand")
        recover(interrupted)
        assert tree(interrupted) == {**NEW, "new/d.py": b"by hand"}


class TestTwoAtOnce:
    def test_the_second_waits(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = output.parent / ".sdksmith-out"
        folder.mkdir()
        handle = os.open(folder / "claim", os.O_RDWR | os.O_CREAT)
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.write(handle, b"4711\n")
        monkeypatch.setattr(workplace, "_PATIENCE", 0.2)
        with pytest.raises(RefusedError, match=r"out: another run \(process 4711\) is writing there"):
            apply(output, CHANGES)
        with pytest.raises(RefusedError):
            recover(output)
        os.close(handle)  # as when the process ends
        assert apply(output, CHANGES) == ""
        assert tree(output) == NEW

    def test_leftovers_of_a_killed_run_go(self, output: Path) -> None:
        folder = output.parent / ".sdksmith-out"
        (folder / "whole" / "sub").mkdir(parents=True)
        (folder / "whole" / "sub" / "x").touch()
        (folder / "claim").write_text("4711\n")
        recover(output)
        assert [path.name for path in output.parent.iterdir()] == ["out"]
        recover(output)  # nothing to do, nothing made
        assert [path.name for path in output.parent.iterdir()] == ["out"]
