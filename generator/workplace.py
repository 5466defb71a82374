"""Where a package is made ready before it takes its place: a folder of one run at a time.

It is beside the output, and on the same file system, so that what is made there can be moved. What a killed
run left in it is finished or removed by the next run that comes by.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PREFIX = ".sdksmith-"
"""What the name of such a folder begins with."""

JOURNAL = "journal.json"
"""What is still to be done to the output, where it has been begun; never removed before it is done."""

_CLAIM = "claim"
_PATIENCE = 60.0
_STEP = 0.05


class RefusedError(Exception):
    """Writing would destroy what someone else made. `reasons` has one line for each file or folder."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the next state of an output is made.

    Attributes:
        output: The package's project folder; where a link leads, if it is one.
        folder: Where to work.
        obstacle: Why the output cannot be replaced in one step; empty when nothing is known against it.
    """

    output: Path
    folder: Path
    obstacle: str = ""


def workplace(output: Path) -> Workplace:
    """The place for an output: beside it, or inside where that is not possible."""
    real = Path(os.path.realpath(output))
    inside = real / f"{PREFIX}work"
    if real.exists():
        if os.path.ismount(real) or real.stat().st_dev != real.parent.stat().st_dev:
            return Workplace(real, inside, "it is a file system of its own")
        if not os.access(real.parent, os.W_OK | os.X_OK):
            return Workplace(real, inside, "the folder above it is not writable")
    return Workplace(real, real.parent / f"{PREFIX}{real.name}")


@contextlib.contextmanager
def claimed(output: Path, finish: Callable[[Workplace], None]) -> Generator[Workplace]:
    """An output's place, for this process alone; empty, and removed afterwards.

    The claim is a lock of the operating system on a file, which ends with the process, however that ends:
    none has to be judged stale.

    Args:
        output: The package's project folder.
        finish: Brings to an end what a killed run has left there.

    Raises:
        RefusedError: Another process works there, and goes on to.
        OSError: The place cannot be made.
    """
    place = workplace(output)
    handle = _claim(place)
    try:
        finish(place)
        _empty(place.folder)
        yield place
    finally:
        if not (place.folder / JOURNAL).exists():
            _empty(place.folder)
        _release(place.folder, handle)


def _claim(place: Workplace) -> int:
    patience = time.monotonic() + _PATIENCE
    path = place.folder / _CLAIM
    while True:
        place.folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            continue  # whoever was here has just removed the folder
        if _locked(handle):
            # A file that was removed in the meantime claims nothing.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()}\n".encode())
                    (place.folder / ".gitignore").write_bytes(b"*\n")
                    return handle
        holder = os.pread(handle, 20, 0).decode().strip() if sys.platform != "win32" else ""
        os.close(handle)
        if time.monotonic() > patience:
            who = f"another run (process {holder})" if holder else "another run"
            raise RefusedError([f"{place.output}: {who} is writing there"])
        time.sleep(_STEP)


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Where the file system has no locks, runs are on their own.
        return error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
    return True


def _release(folder: Path, handle: int) -> None:
    # Windows removes no file that is open; elsewhere the claim must not be given up before its file is gone.
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.close(handle)
        (folder / ".gitignore").unlink(missing_ok=True)
        (folder / _CLAIM).unlink(missing_ok=True)
    if sys.platform != "win32":
        os.close(handle)
    with contextlib.suppress(OSError):
        folder.rmdir()  # another run may have claimed it already


def _empty(folder: Path) -> None:
    """Remove everything but the claim."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name in {_CLAIM, ".gitignore"}:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
