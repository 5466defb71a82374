"""Work that recurses deeper than Python's usual limit, done on a thread with a large stack.

pydantic builds a model by recursion, about fifteen frames for each model that holds another, so that a chain
of about sixty models does not fit. Importing a chain of modules recurses as well.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

__all__ = ["is_deep_stack", "on_deep_stack", "uncollected", "with_deep_stack"]

T = TypeVar("T")

_STACK_BYTES = 256 * 1024 * 1024
_RECURSION_LIMIT = 200_000
_lock = threading.Lock()
_inside = threading.local()


def with_deep_stack(function: Callable[[], T]) -> T:
    """Return `function()`; when it fails for want of stack, run it again on a thread that has plenty.

    It must be safe to run twice. Nested use is one use: only the outermost call starts a thread, as an inner
    one may hold locks that the thread would wait for.
    """
    if getattr(_inside, "active", False):
        return function()
    _inside.active = True
    try:
        return function()
    except RecursionError:
        pass
    finally:
        _inside.active = False
    return on_deep_stack(function)


def is_deep_stack() -> bool:
    """Return whether this is within work that has a deep stack, or that is run again on one if need be."""
    return bool(getattr(_inside, "active", False) or getattr(_inside, "deep", False))


def on_deep_stack(function: Callable[[], T]) -> T:
    """Return `function()`, run on a thread that has plenty of stack."""
    if getattr(_inside, "deep", False):
        return function()
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        _inside.active = _inside.deep = True
        try:
            results.append(function())
        except BaseException as error:
            errors.append(error)

    with _lock:
        limit = sys.getrecursionlimit()
        size = threading.stack_size(_STACK_BYTES)
        try:
            sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
            # A daemon, so that an interrupt of the caller, who waits, ends the program.
            thread = threading.Thread(target=run, name="sdk-deep-stack", daemon=True)
            thread.start()
            threading.stack_size(size)
            thread.join()
        finally:
            threading.stack_size(size)
            sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return results[0]


def uncollected(function: Callable[[], T]) -> T:
    """Return `function()`, run while Python's collector of cycles rests.

    Classes and schemas are many objects that stay; looking through all of them again and again takes a third
    of the time that a large module needs.
    """
    resting = not gc.isenabled()
    gc.disable()
    try:
        return function()
    finally:
        if not resting:
            gc.enable()
