"""One call from request to answer: attempts, redirects, waits, hooks, log. It does no I/O; see `steps`."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from .errors import ApiConnectionError, ApiError, ApiTimeoutError, ResponseDecodeError
from .failures import status_error
from .headers import HeaderItems, Headers, RequestHeaders
from .hooks import Attempt, AttemptResult
from .logs import shown_headers, shown_url
from .options import NotGiven, Timeout
from .parse import is_success
from .redirect import MOST_REDIRECTS, REDIRECTS, NotFollowedError, next_request
from .retry import after_failure, after_status
from .steps import Reply, Run, Send, Sleep, Step

if TYPE_CHECKING:
    import logging

    from .oauth import Asker
    from .request import Request
    from .sdk import Operation
    from .settings import Settings

__all__ = ["Exchange"]

_DEBUG = 10


class Exchange:
    """One call in progress."""

    __slots__ = (
        "_began",
        "_deadline",
        "_fetched",
        "_keep_open",
        "_leaves_origin",
        "_logger",
        "_operation",
        "_request",
        "_retries",
        "_schemes",
        "_scopes",
        "_settings",
        "_timeout",
    )

    def __init__(
        self,
        settings: Settings,
        operation: Operation[Any],
        request: Request,
        *,
        timeout: Timeout | NotGiven | None,
        max_retries: int,
        keep_open: bool,
        has_client_auth: bool,
        leaves_origin: bool = True,
    ) -> None:
        """Prepare a call.

        Args:
            settings: The client's.
            operation: What is called.
            request: The request, without credentials.
            timeout: Of each phase of each attempt.
            max_retries: How many attempts may follow the first.
            keep_open: Leave the body of a success unread.
            has_client_auth: The caller's HTTP client authenticates by itself, so that no credentials are no
                error.
            leaves_origin: Follow redirects to other origins, without credentials.

        Raises:
            CredentialError: The operation needs credentials that are not known.
        """
        self._settings = settings
        self._operation = operation
        self._request = request
        self._timeout = timeout
        self._retries = max_retries
        self._keep_open = keep_open
        self._leaves_origin = leaves_origin
        self._deadline: float | None = None
        self._began = 0.0
        self._logger: logging.Logger = settings.logger
        security, self._scopes = settings.sdk.security, settings.sdk.scopes
        if operation.security is not None:
            security, self._scopes = operation.security, operation.scopes
        self._fetched: dict[str, int] | None = settings.credentials.fetched()
        if has_client_auth:
            security = (*security, ())
        self._schemes = settings.credentials.choose(security, request.headers) if security else ()

    def steps(self) -> Generator[Step, Any, Reply]:
        """Carry out the call; the generator's value is the reply of a success.

        Raises:
            ApiStatusError: The answer, after retries, is not a success.
            ApiConnectionError: No answer arrived, after retries.
            ApiTimeoutError: A phase, or the call as a whole, took too long.
        """
        clock = self._settings.clock
        if self._settings.total_timeout is not None:
            self._deadline = clock.monotonic() + self._settings.total_timeout
        number = 0
        while True:
            number += 1
            reply: Reply | None = None
            failure: ApiError | None = None
            refusal: str | None = None
            request, attempt = yield from self._prepare(number)
            started = clock.monotonic()
            if number == 1:
                self._began = started
            try:
                reply, refusal = yield from self._follow(request)
            except (ApiConnectionError, ResponseDecodeError) as error:
                failure = self._too_long(error) if self._is_over() else error
            wait = self._renewal(request, reply)
            if wait is None:
                wait = self._wait(number, reply, failure)
            self._log_result(request, reply, failure, clock.monotonic() - started, wait)
            if attempt is not None:
                yield from self._after(attempt, reply, failure, clock.monotonic() - started, wait)
            if wait is not None:
                yield Sleep(wait)
            elif failure is not None:
                raise failure
            elif reply is not None:
                if is_success(self._operation, reply.status_code):
                    return reply
                raise status_error(self._settings.sdk, self._operation, reply, refusal)

    def _prepare(self, number: int) -> Generator[Step, Any, tuple[Request, Attempt | None]]:
        """Return the request of an attempt, with credentials and whatever a hook did to its headers."""
        request = self._request.copy()
        if self._schemes:
            yield from self._authorize(request)
        hooks = self._settings.hooks
        attempt: Attempt | None = None
        if hooks is not None:
            attempt = Attempt(
                number=number,
                method=request.method,
                path=self._operation.path,
                url=request.url,
                headers=RequestHeaders(request.headers.values()),
                body=request.body if isinstance(request.body, bytes) else None,
            )
            if hooks.before_attempt is not None:
                yield Run(hooks.before_attempt, (attempt,))
                request.headers = _changed(request.headers, attempt.headers)
        if self._logger.isEnabledFor(_DEBUG):
            headers = shown_headers(request.headers)
            self._logger.debug("%s %s (attempt %d) %s", request.method, self._shown(request), number, headers)
        return request, attempt

    def _follow(self, request: Request) -> Generator[Step, Any, tuple[Reply, str | None]]:
        """Send a request and follow redirects; return the last answer, and why it was not followed."""
        followed = 0
        while True:
            reply: Reply = yield Send(
                request, timeout=self._timeout, remaining=self._remaining(), keep_open=self._keep_open
            )
            if reply.status_code not in REDIRECTS:
                return reply, None
            try:
                if followed == MOST_REDIRECTS:
                    raise NotFollowedError(f"there were {followed} before it")
                following = next_request(request, reply.status_code, reply.headers.get("location"))
                if following.foreign != request.foreign and not self._leaves_origin:
                    raise NotFollowedError("it leads to another origin")
                request = following
            except NotFollowedError as reason:
                return reply, f"the redirect was not followed: {reason}"
            followed += 1
            if self._schemes and not request.foreign:
                # The redirect's URL is the server's, not ours: a key that goes into the query is not in it.
                yield from self._authorize(request)
            self._logger.debug("redirected (%d) to %s", reply.status_code, request.url.partition("?")[0])

    def _authorize(self, request: Request) -> Generator[Step, Any, None]:
        yield from self._settings.credentials.send(self._schemes, request, self._scopes, self._asker)

    def _asker(self) -> Asker:
        from .oauth import Asker

        return Asker(
            self._settings, timeout=self._timeout, max_retries=self._retries, remaining=self._remaining()
        )

    def _renewal(self, request: Request, reply: Reply | None) -> float | None:
        """Return 0 when the API refused a token that was fetched before this call: once, another is tried."""
        if reply is None or reply.status_code != 401 or not self._fetched or not request.replayable:
            return None
        if not self._settings.credentials.reject(self._schemes, request, self._request, self._fetched):
            return None
        self._fetched = None
        self._retries += 1
        return 0.0

    def _remaining(self) -> float | None:
        if self._deadline is None:
            return None
        remaining = self._deadline - self._settings.clock.monotonic()
        if remaining <= 0:
            raise self._too_long()
        return remaining

    def _is_over(self) -> bool:
        return self._deadline is not None and self._settings.clock.monotonic() >= self._deadline

    def _too_long(self, cause: ApiError | None = None) -> ApiTimeoutError:
        operation = self._operation
        total = self._settings.total_timeout
        error = ApiTimeoutError(
            f"{operation.method} {operation.path}: not done within the total_timeout of {total:g} s",
            phase="total",
        )
        error.__cause__ = cause
        return error

    def _wait(self, number: int, reply: Reply | None, failure: ApiError | None) -> float | None:
        """Return the seconds until the next attempt; None when there is none."""
        if number > self._retries or not self._request.replayable:
            return None
        clock = self._settings.clock
        policy = self._operation.retries or self._settings.sdk.retries
        if isinstance(failure, ApiConnectionError):
            wait = after_failure(
                failure.phase,
                number=number,
                repeatable=self._request.repeatable,
                random=clock.random,
                policy=policy,
            )
        elif reply is not None and not is_success(self._operation, reply.status_code):
            wait = after_status(
                reply.status_code,
                reply.headers,
                number=number,
                repeatable=self._request.repeatable,
                now=clock.wall(),
                random=clock.random,
                policy=policy,
            )
        else:
            return None
        if wait is not None and self._deadline is not None and clock.monotonic() + wait >= self._deadline:
            return None
        if wait is not None and policy is not None and policy.total is not None:
            return wait if clock.monotonic() + wait < self._began + policy.total else None
        return wait

    def _after(
        self,
        attempt: Attempt,
        reply: Reply | None,
        failure: ApiError | None,
        elapsed: float,
        wait: float | None,
    ) -> Generator[Step, Any, None]:
        hooks = self._settings.hooks
        if hooks is None or hooks.after_attempt is None:
            return
        result = AttemptResult(
            attempt=attempt,
            status_code=None if reply is None else reply.status_code,
            headers=None if reply is None else reply.headers,
            error=failure,
            elapsed=elapsed,
            retry_in=wait,
        )
        yield Run(hooks.after_attempt, (result,))

    def _shown(self, request: Request) -> str:
        return shown_url(request.url, self._settings.credentials.hidden_names())

    def _log_result(
        self,
        request: Request,
        reply: Reply | None,
        failure: ApiError | None,
        elapsed: float,
        wait: float | None,
    ) -> None:
        if wait is None and not self._logger.isEnabledFor(_DEBUG):
            return
        outcome = str(reply.status_code) if reply is not None else f"{type(failure).__name__}: {failure}"
        method, path = self._operation.method, self._operation.path
        if wait is not None:
            self._logger.info("%s %s: %s after %.2f s; again in %.2f s", method, path, outcome, elapsed, wait)
        else:
            self._logger.debug("%s %s: %s after %.2f s", method, self._shown(request), outcome, elapsed)


def _changed(before: HeaderItems, after: Headers) -> HeaderItems:
    """Return the headers a hook left, keeping the mark of those it did not touch."""
    result: HeaderItems = {}
    for name, value in after.items():
        old = before.get(name.lower())
        result[name.lower()] = old if old is not None and old[1] == value else (name, value)
    return result
