"""A process that writes two packages in turn until it is killed, and what must be true then.

`python -m tests.sdk.killing turn FOLDER WAY` writes for ever; `... each FOLDER WAY` kills a write before each
single thing that it does to the disk, in turn, and looks. WAY is `exchange` or `journal`.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import signal
import sys
from pathlib import Path

from generator import apply
from generator import lock as locks
from generator import write as disk
from generator.lock import Lock, digest
from generator.workplace import RefusedError

COUNT = 300
KEPT = ("kept.md",)
FOREIGN = {"mine/notes.txt": "notes\n", ".git/HEAD": "ref: refs/heads/main\n", "src/p/mine.py": "x = 1\n"}
KEPT_TEXT = "edited by hand\n"


def package(letter: str, count: int = COUNT) -> dict[str, str]:
    """The files of one of the two packages: of each three, two change and one is the other's only."""
    files = {
        f"src/p/part{number % 7}/m{number}.py": f"# {letter if number % 3 else ''}\n" * 99
        for number in range(count)
    }
    own = {f"src/p/only_{letter}/m{number}.py": f"{letter} = 1\n" for number in range(count // 3)}
    return {"README.md": f"# {letter}\n", "kept.md": letter, **files, **own}


def write(files: dict[str, str], output: Path) -> str:
    """Make a folder hold a package; returns why that was not done in one step."""
    hashes = tuple((path, digest(text.encode())) for path, text in files.items())
    lock = Lock("1", "none", "c", (), (), hashes)
    return disk.write(disk.compare(files, lock, locks.read(output), output, KEPT))


def prepare(output: Path, count: int = COUNT) -> None:
    """A folder with the first package, a kept file, and files of others."""
    write(package("a", count), output)
    (output / "kept.md").write_text(KEPT_TEXT)
    for path, text in FOREIGN.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text)


def faults(output: Path, count: int = COUNT) -> list[str]:
    """What is wrong with a folder that must hold one of the packages, whole, and everything else besides."""
    found: dict[str, str] = {}
    for path in sorted(output.rglob("*")):
        if path.is_file():
            found[path.relative_to(output).as_posix()] = path.read_text()
    others = {**FOREIGN, "kept.md": KEPT_TEXT}
    wrong = [f"{path} is not as it was" for path, text in others.items() if found.get(path) != text]
    lock = locks.read(output)
    if lock is None:
        return [*wrong, "there is no lock"]
    letter = found["README.md"][2:3]
    if {path for path, _ in lock.files} != package(letter, count).keys():
        wrong.append(f"the lock is not that of {letter}")
    wrong += [
        f"{path} is not what the lock says"
        for path, hash in lock.files
        if path != "kept.md" and digest(found.get(path, "").encode()) != hash
    ]
    strays = found.keys() - dict(lock.files).keys() - FOREIGN.keys() - {locks.FILE_NAME}
    return wrong + [f"{path} belongs to neither" for path in sorted(strays)]


def _without_exchange(first: Path, second: Path) -> None:
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def _turn(output: Path) -> None:
    print("ready", flush=True)
    there = (output / "README.md").read_text()
    for letter in itertools.cycle("ba" if there == "# a\n" else "ab"):
        with contextlib.suppress(RefusedError):  # another process was faster
            write(package(letter), output)
        print(letter, flush=True)


_TOUCHES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod"})


def _each(output: Path, way: str) -> None:
    """Kill a write before the first, second, third … thing that it does to the disk."""
    states: set[str] = set()
    for fatal in itertools.count():
        shutil.rmtree(output.parent, ignore_errors=True)
        prepare(output, 9)
        child = os.fork()
        if not child:
            seen = itertools.count()

            def watch(event: str, arguments: tuple[object, ...]) -> None:
                changes = event in _TOUCHES or (event == "open" and arguments[1] in {"w", "wb", "x", None})
                if changes and next(seen) == fatal:  # noqa: B023
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(watch)
            write(package("b", 9), output)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if way == "journal":
            apply.recover(output)
        if wrong := faults(output, 9):
            sys.exit(f"killed before its step {fatal}: {wrong}")
        states.add((output / "README.md").read_text())
        apply.recover(output)
        if left := [path.name for path in output.parent.iterdir() if path != output]:
            sys.exit(f"killed before its step {fatal}, and then recovered: {left} is left")
        if wrong := faults(output, 9):
            sys.exit(f"killed before its step {fatal}, and then recovered: {wrong}")
        if not os.WIFSIGNALED(status):
            assert os.waitstatus_to_exitcode(status) == 0
            print(fatal, *sorted(text.strip("# \n") for text in states))
            return


if __name__ == "__main__":
    what, folder, way = sys.argv[1:]
    if way == "journal":
        vars(apply)["exchange"] = _without_exchange
    if what == "turn":
        _turn(Path(folder))
    else:
        _each(Path(folder), way)
