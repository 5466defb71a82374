"""What a call asks its driver to do.

The logic of a call (`exchange`) is a generator without I/O: it yields a step, and gets the step's result or
error back. A sync and an async driver carry the steps out, so that nothing else exists twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .gate import Gate
    from .headers import Headers
    from .options import NotGiven, Timeout
    from .request import Request

__all__ = ["Enter", "Reply", "Run", "Send", "Sleep", "Step"]


class Reply(Protocol):
    """An answer whose headers have arrived, as the pure code sees it."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Headers:
        """The headers, decoded when first asked for."""
        ...

    @property
    def content(self) -> bytes:
        """The body; empty while it has not been read."""
        ...

    @property
    def is_read(self) -> bool:
        """Whether the body has been read, and is kept."""
        ...


class Send:
    """Send a request and return the `Reply`, its body read unless `keep_open` and the status is 2xx."""

    __slots__ = ("keep_open", "remaining", "request", "timeout")

    def __init__(
        self,
        request: Request,
        *,
        timeout: Timeout | NotGiven | None,
        remaining: float | None,
        keep_open: bool,
    ) -> None:
        self.request = request
        self.timeout = timeout
        self.remaining = remaining
        self.keep_open = keep_open

    def leaves_open(self, status: int) -> bool:
        """Return whether the body of an answer of this status is left unread."""
        return self.keep_open and 200 <= status < 300


class Sleep:
    """Wait for some seconds."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class Run:
    """Call a caller's function and return its result, awaited in an async client."""

    __slots__ = ("arguments", "function")

    def __init__(self, function: Callable[..., Any], arguments: Iterable[Any]) -> None:
        self.function = function
        self.arguments = tuple(arguments)


class Enter:
    """Wait for one's turn at a gate and return the function that lets the next one in.

    None is returned when `remaining` seconds have passed in vain.
    """

    __slots__ = ("gate", "remaining")

    def __init__(self, gate: Gate, remaining: float | None) -> None:
        self.gate = gate
        self.remaining = remaining


Step = Send | Sleep | Run | Enter
