"""From files in memory to the disk: one comparison, and two endings, `write` and `report`.

A package's folder belongs to whoever made it. Only files that the lock lists, or that do not exist yet, are
written without asking; everything else needs `--force` or stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from generator import lock as locks
from generator import released
from generator.apply import Change, apply
from generator.lock import Lock, check_inside, digest
from generator.spec_settings import shown
from generator.workplace import PREFIX, RefusedError

# What tools leave in a project folder; never ours, never reported.
_LEFT_BY_TOOLS = GitIgnoreSpec.from_lines(
    [
        "__pycache__/",
        "*.py[cod]",
        "*.egg-info/",
        ".*_cache/",
        ".hypothesis/",
        ".DS_Store",
        ".coverage",
        "/.git/",
        "/.idea/",
        "/.vscode/",
        "/.venv/",
        "/venv/",
        "/.tox/",
        "/.nox/",
        "/build/",
        "/dist/",
        f"{PREFIX}*/",
    ]
)


HAND_WRITTEN = ("/src/*/extras/", "/tests/extras/", "/examples/")
"""What belongs to people without being listed: as if it came first in `keep`."""


class Drift(Enum):
    """How a file on disk differs from what would be generated. The value is what people read."""

    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited by hand"
    FOREIGN = "in the way, not made by sdksmith"
    OBSOLETE = "no longer generated"
    STRAY = "not made by sdksmith"


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as generated. `new` is None when the file has no place in the package."""

    path: str
    drift: Drift
    old: bytes | None
    new: bytes | None
    edited: bool = False
    """Someone's work would be lost by writing `new` over it, or removing it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What it takes to turn the folder into the generated package."""

    output: Path
    differences: tuple[Difference, ...]
    kept: tuple[str, ...]
    owned: bool
    """The folder is empty, does not exist, or has a lock of ours."""


def compare(
    files: Mapping[str, str], new: Lock, previous: Lock | None, output: Path, keep: Sequence[str]
) -> Plan:
    """Compare generated files with a folder.

    Args:
        files: Text by path relative to `output`; the lock file is not among them.
        new: The lock for them.
        previous: The folder's lock.
        output: The package's project folder.
        keep: Patterns, as in `.gitignore`, of existing files that are left alone.

    Returns:
        The differences, by path.

    Raises:
        RefusedError: A file or a link stands where a folder must be, or a folder where a file must be.
    """
    output = Path(os.path.abspath(output))
    if output.exists() and not output.is_dir():
        raise RefusedError([f"{output} is not a folder"])
    wanted = {path: text.encode() for path, text in files.items()}
    wanted[locks.FILE_NAME] = new.to_text().encode()
    known = dict(previous.files) if previous else {}
    kept_spec = GitIgnoreSpec.from_lines([*HAND_WRITTEN, *keep])
    differences: list[Difference] = []
    kept: list[str] = []
    sound: set[str] = set()
    for path in sorted(wanted.keys() | known.keys()):
        old = _current(output, path, sound)
        if old is not None and path != locks.FILE_NAME and kept_spec.match_file(path):
            kept.append(path)
        elif (difference := _difference(path, old, wanted.get(path), known)) is not None:
            differences.append(difference)
    differences.extend(
        Difference(path, Drift.STRAY, _content(output / path), None)
        for path in _others(output, wanted.keys() | known.keys() | {released.FILE_NAME})
        if not kept_spec.match_file(path)
    )
    owned = previous is not None or _is_empty(output)
    return Plan(output, tuple(differences), tuple(kept), owned)


def _difference(
    path: str, old: bytes | None, new: bytes | None, known: Mapping[str, str]
) -> Difference | None:
    if old == new:
        return None
    if old is None:
        return Difference(path, Drift.MISSING, None, new)
    if path == locks.FILE_NAME:
        return Difference(path, Drift.STALE, old, new)
    as_made = known.get(path) == digest(old)
    if new is None:
        return Difference(path, Drift.OBSOLETE, old, None, edited=not as_made)
    if as_made:
        return Difference(path, Drift.STALE, old, new)
    return Difference(path, Drift.EDITED if path in known else Drift.FOREIGN, old, new, edited=True)


def as_locked(lock: Lock, output: Path, keep: Sequence[str], *, strays: bool) -> int | None:
    """Whether a folder holds, byte for byte, what its lock lists.

    Args:
        lock: The lock.
        output: The folder.
        keep: As for `compare`.
        strays: Whether a file that nobody knows is a difference.

    Returns:
        How many of the files are kept as they are; None when something is different.
    """
    kept_spec = GitIgnoreSpec.from_lines([*HAND_WRITTEN, *keep])
    kept = 0
    sound: set[str] = set()
    try:
        for path, then in lock.files:
            current = _current(output, path, sound)
            if current is None:
                return None
            if kept_spec.match_file(path):
                kept += 1
            elif digest(current) != then:
                return None
    except RefusedError:
        return None
    known = {path for path, _ in lock.files} | {locks.FILE_NAME, released.FILE_NAME}
    if strays and not all(map(kept_spec.match_file, _others(output, known))):
        return None
    return kept


def changes(plan: Plan) -> tuple[Difference, ...]:
    """What writing would do: everything but the strays, which are not ours to touch."""
    return tuple(item for item in plan.differences if item.drift is not Drift.STRAY)


def write(plan: Plan, *, force: bool = False) -> str:
    """Make the folder as planned, in one step: whoever looks finds the old package or the new one.

    Strays and kept files stay.

    Returns:
        Empty; or, where it could not be done in one step, why.

    Raises:
        RefusedError: Files were edited by hand, or the folder is not ours, and `force` is not given; or
            something changed since the plan was made.
        OSError: The disk's own reasons.
    """
    if not force:
        refuse(plan)
    # sorted: False before True, the lock after everything it speaks of.
    planned = sorted(changes(plan), key=lambda item: item.path == locks.FILE_NAME)
    if not planned:
        return ""
    return apply(plan.output, [Change(item.path, item.old, item.new) for item in planned])


def refuse(plan: Plan) -> None:
    """Raise `RefusedError` when carrying out the plan would destroy someone's work."""
    if not plan.owned:
        reason = f"the folder is not empty and has no {locks.FILE_NAME}: its files are not sdksmith's"
        raise RefusedError([f"{shown(plan.output)}: {reason}"])
    reasons = [describe(plan, item) for item in plan.differences if item.edited]
    if reasons:
        raise RefusedError(reasons)


def describe(plan: Plan, item: Difference) -> str:
    """One line about one difference: the path, and what is the matter."""
    matter = str(item.drift.value)
    if item.drift is Drift.OBSOLETE and item.edited:
        matter += ", and edited by hand"
    return f"{shown(plan.output / item.path)}: {matter}"


def diff(plan: Plan) -> Iterator[str]:
    """The unified diff from the folder to the generated package, line by line, each with its line ending."""
    import difflib

    for item in plan.differences:
        name = shown(plan.output / item.path)
        before = "/dev/null" if item.old is None else name
        after = "/dev/null" if item.new is None else name
        try:
            old = (item.old or b"").decode().splitlines(keepends=True)
            new = (item.new or b"").decode().splitlines(keepends=True)
        except UnicodeDecodeError:
            yield f"Binary files {before} and {after} differ\n"
            continue
        if not old and not new:
            yield f"--- {before}\n"
            yield f"+++ {after}\n"
        for line in difflib.unified_diff(old, new, before, after):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _current(output: Path, path: str, sound: set[str]) -> bytes | None:
    """The bytes of a file in the folder, or None. `sound` has the folders that need no second look."""
    check_inside(path)
    if (parent := path.rpartition("/")[0]) not in sound:
        _check_folders(output, parent, sound)
    place = f"{output}/{path}"
    try:
        with open(place, "rb", 0) as file:
            return file.read()
    except FileNotFoundError:
        return None
    except (IsADirectoryError, PermissionError):
        if os.path.isdir(place):
            raise RefusedError([f"{place} is a folder; a file belongs there"]) from None
        raise


def _check_folders(output: Path, folder: str, sound: set[str]) -> None:
    for parent in reversed((PurePosixPath(folder), *PurePosixPath(folder).parents[:-1])):
        place = output / parent
        # Through a link we would write, or remove, files outside the folder.
        if place != output and (place.is_symlink() or (place.exists() and not place.is_dir())):
            raise RefusedError([f"{place} is not a folder of its own"])
    sound.add(folder)


def _content(place: Path) -> bytes:
    """What a stray holds; a link holds its target's path, and a pipe or a socket nothing."""
    if place.is_symlink():
        return os.fsencode(os.readlink(place))
    return place.read_bytes() if place.is_file() else b""


def _others(output: Path, ours: set[str]) -> Iterator[str]:
    """The files in the folder that are neither ours nor left by tools, sorted."""
    found: list[str] = []
    for top, folders, names in os.walk(output):
        here = Path(top).relative_to(output).as_posix()
        prefix = "" if here == "." else f"{here}/"
        links = [name for name in folders if os.path.islink(os.path.join(top, name))]
        folders[:] = [name for name in folders if not _LEFT_BY_TOOLS.match_file(f"{prefix}{name}/")]
        found.extend(f"{prefix}{name}" for name in (*names, *links))
    return iter(sorted(p for p in found if p not in ours and not _LEFT_BY_TOOLS.match_file(p)))


def _is_empty(output: Path) -> bool:
    """Whether nothing is in the folder, except what tools leave, or there is no folder."""
    try:
        with os.scandir(output) as entries:
            names = [f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries]
    except FileNotFoundError:
        return True
    return all(map(_LEFT_BY_TOOLS.match_file, names))
