"""Files to disk, or compared with it: nobody's work is lost, and nothing is half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import lock as locks
from generator import write as disk
from generator.lock import Lock, digest
from generator.workplace import RefusedError
from generator.write import Drift, Plan

FILES = {"README.md": "# Acme\n", "src/acme/__init__.py": "x = 1\n", "src/acme/old/a.py": ""}


def _lock(files: dict[str, str]) -> Lock:
    hashes = tuple((path, digest(text.encode())) for path, text in files.items())
    return Lock("1", "none", "c", ("s",), (), hashes)


def _plan(files: dict[str, str], output: Path, keep: tuple[str, ...] = ()) -> Plan:
    return disk.compare(files, _lock(files), locks.read(output), output, keep)


def _drifts(plan: Plan) -> dict[str, Drift]:
    return {item.path: item.drift for item in plan.differences}


def _tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A package's folder, just generated."""
    folder = tmp_path / "deep" / "out"
    disk.write(_plan(FILES, folder))
    return folder


def test_first_run_writes_files_and_lock(output: Path) -> None:
    assert _tree(output) == {**FILES, locks.FILE_NAME: _lock(FILES).to_text()}
    assert [path.name for path in output.parent.iterdir()] == ["out"]
    assert _plan(FILES, output).differences == ()


def test_second_run_touches_nothing(output: Path) -> None:
    os.utime(output / "README.md", (1, 1))
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in output.rglob("*")}
    disk.write(_plan(FILES, output))
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in output.rglob("*")} == before


def test_only_changed_files_are_written_and_stale_ones_removed(output: Path) -> None:
    os.utime(output / "README.md", (1, 1))
    files = {"README.md": FILES["README.md"], "src/acme/__init__.py": "x = 2\n"}
    plan = _plan(files, output)
    assert _drifts(plan) == {
        "sdksmith.lock": Drift.STALE,
        "src/acme/__init__.py": Drift.STALE,
        "src/acme/old/a.py": Drift.OBSOLETE,
    }
    disk.write(plan)
    assert _tree(output) == {**files, locks.FILE_NAME: _lock(files).to_text()}
    assert not (output / "src/acme/old").exists()
    assert (output / "README.md").stat().st_mtime == 1


def test_missing_file_comes_back(output: Path) -> None:
    (output / "README.md").unlink()
    plan = _plan(FILES, output)
    assert _drifts(plan) == {"README.md": Drift.MISSING}
    disk.write(plan)
    assert _tree(output)["README.md"] == FILES["README.md"]


class TestWorkOfOthers:
    def test_edited_file_is_refused_and_nothing_written(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(output)
        (output / "README.md").write_text("mine")
        files = {**FILES, "README.md": "new", "src/acme/__init__.py": "x = 2\n"}
        before = _tree(output)
        plan = _plan(files, output)
        with pytest.raises(RefusedError) as refused:
            disk.write(plan)
        assert refused.value.reasons == ("README.md: edited by hand",)
        assert _tree(output) == before
        disk.write(plan, force=True)
        assert _tree(output) == {**files, locks.FILE_NAME: _lock(files).to_text()}

    def test_edited_file_is_refused_also_when_the_generated_one_did_not_change(self, output: Path) -> None:
        (output / "README.md").write_text("mine")
        with pytest.raises(RefusedError):
            disk.write(_plan(FILES, output))

    def test_edited_to_what_is_generated_now_is_no_conflict(self, output: Path) -> None:
        (output / "README.md").write_text("new")
        files = {**FILES, "README.md": "new"}
        disk.write(_plan(files, output))
        assert _plan(files, output).differences == ()

    def test_edited_file_that_is_no_longer_generated_is_not_removed(self, output: Path) -> None:
        (output / "src/acme/old/a.py").write_text("mine")
        plan = _plan({"README.md": "# Acme\n"}, output)
        with pytest.raises(RefusedError, match="no longer generated, and edited by hand"):
            disk.write(plan)
        assert (output / "src/acme/old/a.py").read_text() == "mine"

    def test_file_of_others_in_the_way_is_refused(self, output: Path) -> None:
        (output / "src/acme/new.py").write_text("mine")
        plan = _plan({**FILES, "src/acme/new.py": "ours"}, output)
        assert _drifts(plan)["src/acme/new.py"] is Drift.FOREIGN
        with pytest.raises(RefusedError, match=r"new\.py: in the way"):
            disk.write(plan)

    def test_stray_files_stay(self, output: Path) -> None:
        (output / "src/acme/mine.py").write_text("mine")
        plan = _plan(FILES, output)
        assert _drifts(plan) == {"src/acme/mine.py": Drift.STRAY}
        assert disk.changes(plan) == ()
        disk.write(plan, force=True)
        assert (output / "src/acme/mine.py").read_text() == "mine"

    def test_folder_of_others_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        plan = _plan(FILES, tmp_path)
        with pytest.raises(RefusedError, match=r"has no sdksmith\.lock"):
            disk.write(plan)
        assert _tree(tmp_path) == {"notes.txt": "mine"}
        disk.write(plan, force=True)
        assert _tree(tmp_path).keys() == {"notes.txt", locks.FILE_NAME, *FILES}

    def test_folder_with_nothing_but_a_repository_is_empty(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git/HEAD").touch()
        disk.write(_plan(FILES, tmp_path))
        assert (tmp_path / "README.md").exists()

    def test_file_where_the_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "out").touch()
        with pytest.raises(RefusedError, match="is not a folder"):
            _plan(FILES, tmp_path / "out")

    def test_folder_where_a_file_should_be(self, output: Path) -> None:
        (output / "new.py").mkdir()
        with pytest.raises(RefusedError, match="is a folder; a file belongs there"):
            _plan({**FILES, "new.py": ""}, output)

    def test_links_do_not_lead_out_of_the_folder(self, output: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        (output / "src/acme/old").rename(outside)
        (output / "src/acme/old").symlink_to(outside)
        with pytest.raises(RefusedError, match="is not a folder of its own"):
            _plan({"README.md": "# Acme\n"}, output)
        assert (outside / "a.py").exists()

    def test_linked_file_is_replaced_and_its_target_left(self, output: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside.md"
        outside.write_text("theirs")
        (output / "README.md").unlink()
        (output / "README.md").symlink_to(outside)
        disk.write(_plan(FILES, output), force=True)
        assert outside.read_text() == "theirs"
        assert not (output / "README.md").is_symlink()


class TestKeep:
    def test_kept_file_is_left_alone(self, output: Path) -> None:
        (output / "README.md").write_text("mine")
        (output / "src/acme/old/a.py").write_text("mine too")
        files = {"README.md": "new", "src/acme/__init__.py": "x = 1\n"}
        plan = _plan(files, output, ("README.md", "old/"))
        assert plan.kept == ("README.md", "src/acme/old/a.py")
        disk.write(plan)
        assert _tree(output)["README.md"] == "mine"
        assert _tree(output)["src/acme/old/a.py"] == "mine too"
        assert _plan(files, output, ("README.md", "old/")).differences == ()

    def test_kept_file_that_does_not_exist_is_made(self, tmp_path: Path) -> None:
        disk.write(_plan(FILES, tmp_path / "out", ("*.md",)))
        assert (tmp_path / "out/README.md").exists()

    def test_kept_strays_are_nobody_elses_business(self, output: Path) -> None:
        (output / "src/acme/extra").mkdir()
        (output / "src/acme/extra/mine.py").touch()
        assert _plan(FILES, output, ("/src/acme/extra/",)).differences == ()

    def test_lock_cannot_be_kept(self, output: Path) -> None:
        plan = _plan({**FILES, "README.md": "new"}, output, ("*",))
        assert _drifts(plan) == {"sdksmith.lock": Drift.STALE}


class TestDrift:
    @pytest.mark.parametrize("path", [*FILES, locks.FILE_NAME])
    def test_any_changed_byte(self, output: Path, path: str) -> None:
        place = output / path
        place.write_bytes(place.read_bytes() + b" ")
        assert list(_drifts(_plan(FILES, output))) == [path]

    @pytest.mark.parametrize("path", [*FILES, locks.FILE_NAME])
    def test_any_removed_file(self, output: Path, path: str) -> None:
        plan = _plan(FILES, output)
        (output / path).unlink()
        plan = disk.compare(FILES, _lock(FILES), _lock(FILES), output, ())
        assert _drifts(plan) == {path: Drift.MISSING}

    def test_added_files_but_not_what_tools_leave(self, output: Path) -> None:
        for path in ("new.py", "src/build/x.py", "src/new/b.txt", ".hidden"):
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_text("x")
        for path in (
            "src/acme/__pycache__/a.pyc",
            ".venv/lib/a.py",
            "dist/a.whl",
            "build/a.py",
            "src/acme.egg-info/PKG-INFO",
            ".mypy_cache/x",
            ".pytest_cache/x",
            ".git/HEAD",
        ):
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_text("x")
        (output / "linked").symlink_to(output / "src")
        drifts = _drifts(_plan(FILES, output))
        assert drifts == dict.fromkeys(
            [".hidden", "linked", "new.py", "src/build/x.py", "src/new/b.txt"], Drift.STRAY
        )

    def test_diff_reads_from_disk_to_generated(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(output.parent)
        (output / "README.md").write_text("# Mine")
        (output / "src/acme/__init__.py").unlink()
        (output / "stray.txt").write_text("stray\n")
        (output / "stray.bin").write_bytes(b"\xff\x00")
        assert "".join(disk.diff(_plan(FILES, Path("out")))) == (
            "--- out/README.md\n+++ out/README.md\n@@ -1 +1 @@\n"
            "-# Mine\n\\ No newline at end of file\n+# Acme\n"
            "--- /dev/null\n+++ out/src/acme/__init__.py\n@@ -0,0 +1 @@\n+x = 1\n"
            "Binary files out/stray.bin and /dev/null differ\n"
            "--- out/stray.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-stray\n"
        )

    def test_each_difference_is_described_in_a_line(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(output.parent)
        (output / "README.md").write_text("# Mine")
        (output / "src/acme/__init__.py").unlink()
        (output / "stray.txt").touch()
        plan = _plan({"README.md": "", "src/acme/__init__.py": ""}, Path("out"))
        assert [disk.describe(plan, item) for item in plan.differences] == [
            "out/README.md: edited by hand",
            "out/sdksmith.lock: stale",
            "out/src/acme/__init__.py: missing",
            "out/src/acme/old/a.py: no longer generated",
            "out/stray.txt: not made by sdksmith",
        ]


class TestFailure:
    def test_full_disk_before_the_first_move_leaves_everything(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = _tree(output)
        write_bytes = Path.write_bytes

        def fails(self: Path, data: bytes) -> int:
            if self.name == "2":
                raise OSError(28, "No space left on device", str(self))
            return write_bytes(self, data)

        plan = _plan({path: text + "more\n" for path, text in FILES.items()}, output)
        monkeypatch.setattr(Path, "write_bytes", fails)
        with pytest.raises(OSError, match="No space left"):
            disk.write(plan)
        monkeypatch.undo()
        assert _tree(output) == before
        assert [path.name for path in output.parent.iterdir()] == ["out"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_parent_that_is_not_writable(self, output: Path) -> None:
        output.parent.chmod(0o555)
        try:
            disk.write(_plan({**FILES, "README.md": "new"}, output))
        finally:
            output.parent.chmod(0o755)
        assert _tree(output)["README.md"] == "new"

    def test_file_mode_is_kept(self, output: Path) -> None:
        (output / "README.md").chmod(0o600)
        disk.write(_plan({**FILES, "README.md": "new"}, output))
        assert (output / "README.md").stat().st_mode & 0o777 == 0o600

    def test_paths_outside_are_never_written(self, output: Path) -> None:
        with pytest.raises(ValueError, match="not a path inside"):
            _plan({"../evil.py": ""}, output)
