"""What a process holds open, before and after."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .server import PATIENCE, RawServer


def descriptors() -> Counter[str]:
    """The open file descriptors of this process, by kind: sockets, pipes, files by name."""
    kinds: Counter[str] = Counter()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except FileNotFoundError:  # the one by which the folder was read
            continue
        kinds[target.partition(":")[0]] += 1
    return kinds


def threads() -> set[str]:
    """The threads of this process."""
    return {f"{thread.name} ({thread.ident})" for thread in threading.enumerate()}


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true: the other side of a connection learns of its end a little later."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.002)
    return True


@contextmanager
def nothing_left(server: RawServer) -> Iterator[None]:
    """Check that what the block opened is closed again: connections, descriptors, threads.

    Args:
        server: Counts its side of the connections.
    """
    before, running = descriptors(), threads()
    yield
    assert eventually(lambda: server.open == 0), f"{server.open} connection(s) are still open"
    assert eventually(lambda: descriptors() - before == Counter()), descriptors() - before
    assert eventually(lambda: threads() <= running), threads() - running
