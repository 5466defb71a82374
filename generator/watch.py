"""Do something again whenever a file changes that it has read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.console import Console
from generator.exits import Exit, UsageError
from generator.load.inputs import recording, unchanged

INTERVAL = 0.3
"""Seconds between two looks. (Every system and file system can be looked at; few of them tell.)"""

# Beside a file that was read, a new file of these kinds may be meant too: by a pattern, or by a reference.
_SUFFIXES = (".json", ".yaml", ".yml", ".md", ".mdx", ".toml")


def watch(run: Callable[[], int], further: Iterable[Path], console: Console) -> Exit:
    """Run, and run again after each change of what was read, until somebody interrupts.

    Args:
        run: Reads files and says what came of it; what goes wrong with it is said, and ends nothing.
        further: Files that it reads and does not take down.
        console: Takes messages.
    """
    further = [Path(os.path.abspath(path)) for path in further]
    paths: set[Path] = set()
    try:
        while True:
            earlier = _look({*paths, *further})
            with recording() as inputs:
                _survive(run, console)
            if not paths:
                watched = [path for path in {*map(Path, inputs.files), *further} if path.exists()]
                console.message(f"Watching {len(watched)} files; Ctrl-C ends it.")
            paths = {*map(Path, inputs.files), *further}
            # What changed while it was running counts as changed.
            before = _look(paths)
            before.update((path, state) for path, state in earlier.items() if path in before)
            if unchanged(inputs.files):
                while _look(paths) == before:
                    time.sleep(INTERVAL)
            while (now := _look(paths)) != before:  # whoever saves has not come to an end
                before = now
                time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return Exit.DONE


def _survive(run: Callable[[], int], console: Console) -> None:
    try:
        run()
    except UsageError as error:
        console.error(f"Error: {error}")
    except Exception as error:
        from generator.crash import explain

        console.error(explain(error, ["generate", "--watch"])[0])


def _look(paths: Iterable[Path]) -> dict[Path, object]:
    """What tells that files have changed, or that there are new ones beside them."""
    seen: dict[Path, object] = {}
    for path in paths:
        seen[path] = _state(path)
        if path.parent not in seen:
            try:
                names = os.listdir(path.parent)
            except OSError:
                names = []
            seen[path.parent] = sorted(name for name in names if name.endswith(_SUFFIXES))
    return seen


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
