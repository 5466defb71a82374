"""What is read from the disk to make an SDK: all of it is read here, so that a run knows what it rests on.

A question whether a file is there is an input as much as what a file says.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Inputs:
    """What a run has read.

    Attributes:
        files: SHA-256 of the bytes, by absolute path; empty where no file could be read. Of a folder: of the
            names in it. Of a pattern: of the paths that it fits.
        is_complete: Nothing came from elsewhere: the network, standard input.
    """

    files: dict[str, str] = field(default_factory=dict[str, str])
    is_complete: bool = True


_MATCHING = "matching "
_current: ContextVar[Inputs | None] = ContextVar("inputs", default=None)


@contextlib.contextmanager
def recording() -> Generator[Inputs]:
    """Take down everything that is read within; who has begun earlier does so too."""
    found = Inputs()
    token = _current.set(found)
    try:
        yield found
    finally:
        _current.reset(token)
        rely_on(found.files)
        if not found.is_complete:
            from_elsewhere()


def rely_on(files: Mapping[str, str]) -> None:
    """Take down what another run has read."""
    current = _current.get()
    if current is not None:
        current.files.update(files)


def read(path: str | os.PathLike[str]) -> bytes:
    """What a file holds.

    Raises:
        OSError, ValueError: As `Path.read_bytes`.
    """
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError):
        _note(path, "")
        raise
    _note(path, hashlib.sha256(content).hexdigest())
    return content


def is_file(path: str | os.PathLike[str]) -> bool:
    """Whether there is a file; what it holds is taken down too."""
    if not os.path.isfile(path):
        _note(path, "")
        return False
    with contextlib.suppress(OSError):
        read(path)
    return True


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether there is a folder."""
    _note(path, _digest(os.fspath(path)))
    return os.path.isdir(path)


def matching(pattern: str) -> list[str]:
    """The paths that a pattern fits, as `glob.glob` gives them, sorted."""
    here = _absolute(pattern, glob.escape(os.getcwd()))
    _note(here, _matching_digest(here))
    return sorted(glob.glob(pattern, recursive=True))


def walk(folder: str | os.PathLike[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """A folder and those below it, with the names in each, as `os.walk` gives them."""
    for top, folders, names in os.walk(folder):
        _note(top, _names_digest(top))
        yield top, folders, names


def absent(path: str | os.PathLike[str]) -> None:
    """Say that there is no file to read at a path."""
    _note(path, "")


def from_elsewhere() -> None:
    """Say that something is read whose next state cannot be known from the disk."""
    current = _current.get()
    if current is not None:
        current.is_complete = False


def unchanged(files: Mapping[str, str]) -> bool:
    """Whether files are what they were when a run read them."""
    return all(
        (_matching_digest(path) if digest.startswith(_MATCHING) else _digest(path)) == digest
        for path, digest in files.items()
    )


def _digest(path: str) -> str:
    try:
        if os.path.isdir(path):
            return _names_digest(path)
        if not os.path.isfile(path):
            return ""  # a pipe would be waited for
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


def _names_digest(folder: str) -> str:
    with os.scandir(folder) as entries:
        return f"names {_digest_of(f'{entry.name}/' if entry.is_dir() else entry.name for entry in entries)}"


def _matching_digest(pattern: str) -> str:
    # A file may be called like a pattern that it does not fit.
    itself = [pattern] if os.path.lexists(pattern) else []
    return _MATCHING + _digest_of([*glob.glob(pattern, recursive=True), *itself])


def _digest_of(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode(errors="surrogateescape")).hexdigest()


def _absolute(path: str | os.PathLike[str], folder: str) -> str:
    # Not normalised: `..` after a link leads elsewhere.
    return os.path.join(folder, path)


def _note(path: str | os.PathLike[str], digest: str) -> None:
    current = _current.get()
    if current is not None:
        current.files[_absolute(path, os.getcwd())] = digest
