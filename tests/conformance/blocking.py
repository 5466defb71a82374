"""An async client that is used like a sync one, so that a script is written once and tried in both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Coroutine, Iterator
from types import TracebackType
from typing import Any

RESOURCES = ("client", "resources", "_runtime")


class Blocking:
    """Something of an async client: what it returns is awaited, what it yields is iterated.

    Args:
        target: The client, or what was reached from it.
        runner: The event loop on which everything runs.
    """

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        # The first page of a list, which may also be iterated without.
        target = self._run(_awaited(self._target)) if inspect.isawaitable(self._target) else self._target
        return self._wrap(getattr(target, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._wrap(self._target(*args, **kwargs))

    def __iter__(self) -> Iterator[Any]:
        items: AsyncIterator[Any] = aiter(self._target)
        while True:
            try:
                item = self._run(_next(items))
            except StopAsyncIteration:
                return
            yield item

    def __enter__(self) -> Any:
        return self._wrap(self._run(type(self._target).__aenter__(self._target)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(type(self._target).__aexit__(self._target, kind, error, trace))

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(coroutine)

    def _wrap(self, value: Any) -> Any:
        if inspect.iscoroutine(value):
            return self._wrap(self._run(value))
        if inspect.isroutine(value) or hasattr(value, "__aiter__") or hasattr(value, "__aenter__"):
            return Blocking(value, self._runner)
        # Resources, and responses whose body has not been read: whatever has methods that must be awaited.
        if any(inspect.iscoroutinefunction(member) for _, member in inspect.getmembers_static(type(value))):
            return Blocking(value, self._runner)
        if type(value).__name__.endswith(("WithRawResponse", "WithStreamingResponse")):
            return Blocking(value, self._runner)
        return value


async def _awaited(value: Awaitable[Any]) -> Any:
    return await value


async def _next(items: AsyncIterator[Any]) -> Any:
    return await anext(items)
