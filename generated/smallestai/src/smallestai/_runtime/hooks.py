"""A place for a caller's own code around each attempt of a call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from .headers import Headers, RequestHeaders

if TYPE_CHECKING:
    from .errors import ApiError

__all__ = ["Attempt", "AttemptResult", "Hooks"]


class Attempt:
    """One attempt about to be made.

    Attributes:
        number: 1 for the first attempt of a call, 2 for its first repetition, ...
        method: HTTP method.
        path: The path of the operation, as documented.
        url: The URL, with its query.
        headers: The headers to be sent, credentials included; a hook may add, replace and remove.
        body: The body; None when there is none, and when it is read while it is sent (files, iterators).
    """

    __slots__ = ("body", "headers", "method", "number", "path", "url")

    def __init__(
        self, *, number: int, method: str, path: str, url: str, headers: RequestHeaders, body: bytes | None
    ) -> None:
        self.number = number
        self.method = method
        self.path = path
        self.url = url
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"Attempt({self.number}, {self.method} {self.url.partition('?')[0]})"


class AttemptResult:
    """What came of an attempt.

    Attributes:
        attempt: The attempt.
        status_code: The status of the answer; None when none arrived.
        headers: Its headers.
        error: Why no answer arrived.
        elapsed: Seconds from sending to the end of the body (of the headers, when the body is streamed).
        retry_in: Seconds until the next attempt; None when this is the last.
    """

    __slots__ = ("attempt", "elapsed", "error", "headers", "retry_in", "status_code")

    def __init__(
        self,
        *,
        attempt: Attempt,
        status_code: int | None,
        headers: Headers | None,
        error: ApiError | None,
        elapsed: float,
        retry_in: float | None,
    ) -> None:
        self.attempt = attempt
        self.status_code = status_code
        self.headers = headers
        self.error = error
        self.elapsed = elapsed
        self.retry_in = retry_in

    def __repr__(self) -> str:
        return f"AttemptResult({self.attempt!r}, status_code={self.status_code}, retry_in={self.retry_in})"


class Hooks:
    """Functions called around each attempt; what they raise ends the call.

    An attempt includes the redirects it follows: headers set by a hook go to the API's own origin only. In an
    async client the functions may be coroutine functions.

    Args:
        before_attempt: Called before an attempt is sent; may change its headers.
        after_attempt: Called with its result, also when it failed.
    """

    __slots__ = ("after_attempt", "before_attempt")

    def __init__(
        self,
        *,
        before_attempt: Callable[[Attempt], Awaitable[None] | None] | None = None,
        after_attempt: Callable[[AttemptResult], Awaitable[None] | None] | None = None,
    ) -> None:
        self.before_attempt = before_attempt
        self.after_attempt = after_attempt
