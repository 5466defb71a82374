"""Changes to a folder, so that a process that is killed at any moment leaves the old or the new package.

Every new file is written beside the folder first. Then, where the system can exchange two folders in one step
(`exchange.py`): a second folder is made of links to all files as they shall be, and takes the output's place;
the real one is brought up to date out of sight, and comes back. So the folder, and everything in it that is
not ours, stays what it was for whoever has it open. Where that is not possible a journal is written, and the
files are moved one by one; the next run that comes by does what the journal still asks for (decision 14).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.exchange import exchange
from generator.lock import check_inside, digest
from generator.workplace import JOURNAL, RefusedError, Workplace, claimed, workplace

_FILES = "files"
_WHOLE = "whole"
_SYNCING = 16
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


@dataclass(frozen=True, slots=True)
class Change:
    """One file: from `old` to `new`, where None means that there is none."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class _Step:
    """A change that is ready to be carried out.

    Attributes:
        path: The file.
        staged: The new file's name in the workplace; None: it is removed.
        old: SHA-256 of what was there; None: nothing.
    """

    path: str
    staged: str | None
    old: str | None


def apply(output: Path, changes: Sequence[Change]) -> str:
    """Carry out changes to a folder, which is made if need be.

    Args:
        output: The folder.
        changes: In an order in which each is fine with those before it alone.

    Returns:
        Empty; or, where they could not be made visible in one step, why.

    Raises:
        RefusedError: A file is not what it was when the changes were planned, or another run goes on.
        OSError: The disk's own reasons; when one comes before the first file is replaced, nothing is changed.
    """
    with claimed(output, _finish) as place:
        _confirm(place.output, changes)
        steps = _staged(place, changes)
        if len(steps) == 1 and place.output.is_dir():
            _put(place, steps, place.output)  # one move is one step
            return ""
        obstacle = place.obstacle or _replaced(place, steps)
        if obstacle:
            place.output.mkdir(parents=True, exist_ok=True)
            _write_journal(place, steps)
            _put(place, steps, place.output)
            (place.folder / JOURNAL).unlink()
        return obstacle


def recover(output: Path) -> None:
    """Bring to an end what a killed run has begun; wait for one that is at work.

    Raises:
        RefusedError: The other run does not end.
        OSError: The disk's own reasons.
    """
    if workplace(output).folder.exists():
        with claimed(output, _finish):
            pass


def _confirm(output: Path, changes: Sequence[Change]) -> None:
    """Nobody's work is lost that was done since the changes were planned."""
    for change in changes:
        if _content(output / change.path) != change.old:
            raise RefusedError([f"{output / change.path}: was changed while sdksmith was running"])


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _staged(place: Workplace, changes: Sequence[Change]) -> list[_Step]:
    """The new files, written to the disk in the workplace."""
    folder = place.folder / _FILES
    folder.mkdir()
    steps: list[_Step] = []
    written: list[Path] = []
    for number, change in enumerate(changes):
        old = None if change.old is None else digest(change.old)
        if change.new is None:
            steps.append(_Step(change.path, None, old))
            continue
        staged = folder / str(number)
        staged.write_bytes(change.new)
        target = place.output / change.path
        if target.exists():
            shutil.copymode(target, staged)
        written.append(staged)
        steps.append(_Step(change.path, f"{_FILES}/{number}", old))
    # Most runs write nothing.
    from concurrent.futures import ThreadPoolExecutor

    # Many at once: the disk takes them together.
    with ThreadPoolExecutor(_SYNCING) as pool:
        list(pool.map(_sync, written))
    return steps


def _replaced(place: Workplace, steps: Sequence[_Step]) -> str:
    """Put the whole new package in the output's place, in one step. Returns why not, or nothing."""
    whole = place.folder / _WHOLE
    try:
        _assemble(place, steps, whole)
        if not place.output.exists():
            whole.rename(place.output)
            _sync(place.output.parent)
            return ""
        exchange(whole, place.output)
    except OSError as error:
        shutil.rmtree(whole, ignore_errors=True)
        if error.errno == errno.ENOSPC:
            raise
        if error.errno in _NO_EXCHANGE:
            return "this system, or this file system, cannot exchange folders"
        return error.strerror or type(error).__name__
    # From here on the new package is in place.
    with contextlib.suppress(OSError):
        _put(place, steps, whole)
        exchange(whole, place.output)
        _rescue(whole, place.output, {step.path for step in steps})
    _sync(place.output.parent)
    return ""


def _assemble(place: Workplace, steps: Sequence[_Step], whole: Path) -> None:
    """The output as it shall be, with what others have in it: links, or copies where links will not do."""
    ours = {step.path: step.staged for step in steps}
    made = [(place.output, whole)] if place.output.exists() else []
    whole.mkdir()
    for here, folders, names in _walk(place.output):
        for name in (*folders, *names):
            source, target = place.output / here / name, whole / here / name
            if source.is_symlink() or name not in folders:
                if (here / name).as_posix() not in ours:
                    _link(source, target)
            else:
                if source.stat().st_dev != place.output.stat().st_dev:
                    raise OSError(errno.EXDEV, f"another file system is mounted in it, at {here / name}")
                target.mkdir()
                made.append((source, target))
    for path, staged in ours.items():
        if staged is None:
            _remove_empty(whole, path)
        else:
            (whole / path).parent.mkdir(parents=True, exist_ok=True)
            _link(place.folder / staged, whole / path)
    for source, target in reversed(made):
        if target.exists():
            shutil.copystat(source, target)
            target.chmod(target.stat().st_mode | stat.S_IRWXU)  # it has to go again


def _walk(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    def fail(error: OSError) -> None:
        raise error  # what cannot be read cannot be taken along

    for top, folders, names in os.walk(folder, onerror=fail if folder.exists() else None):
        yield Path(top).relative_to(folder), folders, names


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _rescue(left: Path, output: Path, ours: set[str]) -> None:
    """Take along what others wrote into the folder that stood in for the output, the moment that it did."""
    for here, _, names in _walk(left):
        for name in names:
            path = here / name
            source, target = left / path, output / path
            if path.as_posix() in ours:
                continue
            mine, theirs = source.lstat(), target.lstat() if os.path.lexists(target) else None
            if theirs is None or (mine.st_ino != theirs.st_ino and mine.st_mtime_ns > theirs.st_mtime_ns):
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)


def _put(place: Workplace, steps: Sequence[_Step], folder: Path) -> None:
    """Move the new files to where they belong, and remove the old ones."""
    for step in steps:
        target = folder / step.path
        if step.staged is None:
            target.unlink(missing_ok=True)
            _remove_empty(folder, step.path)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        (place.folder / step.staged).replace(target)


def _remove_empty(folder: Path, path: str) -> None:
    """Remove the folders that a file has left empty, but for what Python compiled."""
    for parent in PurePosixPath(path).parents[:-1]:
        here = folder / parent
        with contextlib.suppress(OSError):
            if os.listdir(here) == ["__pycache__"]:
                shutil.rmtree(here / "__pycache__", ignore_errors=True)
        try:
            here.rmdir()
        except OSError:
            return


def _write_journal(place: Workplace, steps: Sequence[_Step]) -> None:
    path = place.folder / JOURNAL
    fresh = path.with_suffix(".new")
    content = [{"path": step.path, "staged": step.staged, "old": step.old} for step in steps]
    fresh.write_text(json.dumps(content), encoding="utf-8")
    _sync(fresh)
    fresh.replace(path)
    _sync(place.folder)


def _finish(place: Workplace) -> None:
    """Do what the journal of a killed run still asks for.

    Without a journal there is nothing to do: the output is one of two whole packages, and what else there is
    goes.
    """
    try:
        content: list[Mapping[str, str | None]] = json.loads((place.folder / JOURNAL).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return
    steps = [_Step(str(item["path"]), item["staged"], item["old"]) for item in content]
    _put(place, [step for step in steps if _is_due(place, step)], place.output)
    (place.folder / JOURNAL).unlink()


def _is_due(place: Workplace, step: _Step) -> bool:
    """Whether a step has not been taken, and nobody has changed the file since."""
    check_inside(step.path)
    if step.staged is not None and not (place.folder / step.staged).exists():
        return False
    current = _content(place.output / step.path)
    return (None if current is None else digest(current)) == step.old


def _sync(path: Path) -> None:
    """Have the system write a file, or a folder's entries, to the disk now."""
    # Some systems open no folders, some sync none.
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
