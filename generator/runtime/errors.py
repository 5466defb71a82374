"""The errors of an SDK.

`ApiError` is the root. An answer that arrived and is an error is an `ApiStatusError`; one that did not arrive
is an `ApiConnectionError`; one that arrived and cannot be read is a `ResponseDecodeError` or a
`ResponseValidationError`; an error in the middle of a stream is an `ApiStreamError`. All of them can be
pickled and copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .headers import Headers

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiStreamError",
    "ApiTimeoutError",
    "ClientError",
    "CredentialError",
    "OAuthError",
    "ResponseDecodeError",
    "ResponseValidationError",
    "ServerError",
    "WebhookPayloadError",
    "WebhookVerificationError",
]

_REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "cf-ray",
)


def request_id_of(headers: Mapping[str, str]) -> str | None:
    """Return the id by which the server knows the request, from the headers that usually carry it."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


def _restore(cls: type[ApiError], args: tuple[Any, ...], state: dict[str, Any]) -> ApiError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ApiError(Exception):
    """Anything that went wrong in a call: the root of all errors of this package."""

    message: str

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt by calling the class with `args`, which fails for keyword-only arguments.
        return (_restore, (type(self), self.args, self.__dict__))


class CredentialError(ApiError, ValueError):
    """A credential is missing or cannot be sent; the message names argument and environment variable."""


class OAuthError(ApiError):
    """The token endpoint gave no token (RFC 6749, section 5.2). No secret is in the message.

    Attributes:
        code: The error code, such as "invalid_client"; None when there was none.
        description: What the server said about it.
        status_code: The HTTP status of its answer.
        request_id: The id by which the server knows the request.
    """

    code: str | None
    description: str | None
    status_code: int
    request_id: str | None

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        code: str | None = None,
        description: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.description = description
        self.status_code = status_code
        self.request_id = request_id


class ApiConnectionError(ApiError):
    """No complete answer arrived: no connection, or it broke.

    Attributes:
        phase: What was being done: "connect", "pool" (waiting for a free connection), "write", "read",
            "proxy", "request" (it could not be sent at all), or "total" (the call as a whole took too long).
            The server has not seen the request in "connect", "pool" and "request".
    """

    phase: str

    def __init__(self, message: str, *, phase: str = "connect") -> None:
        super().__init__(message)
        self.phase = phase


class ApiTimeoutError(ApiConnectionError):
    """A phase of the attempt, or the call as a whole, took longer than allowed."""


class ApiResponseError(ApiError):
    """An answer arrived, and it is the problem.

    Attributes:
        status_code: The HTTP status.
        headers: The headers of the response, by name in any case.
        text: The body as text.
        request_id: The id by which the server knows the request, if it sent one.
        method: The HTTP method of the call.
        path: The path of the operation, as documented.
    """

    status_code: int
    headers: Headers
    text: str
    request_id: str | None
    method: str
    path: str

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        headers: Mapping[str, str] | None = None,
        text: str = "",
        method: str = "",
        path: str = "",
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.headers = headers if isinstance(headers, Headers) else Headers((headers or {}).items())
        self.text = text
        self.request_id = request_id_of(self.headers)
        self.method = method
        self.path = path

    def __str__(self) -> str:
        where = f" from {self.method} {self.path}" if self.method else ""
        request_id = f" (request id: {self.request_id})" if self.request_id else ""
        return f"{_status_line(self.status_code)}{where}: {self.message}{request_id}"


def _status_line(status: int) -> str:
    from http import HTTPStatus

    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


class ApiStatusError(ApiResponseError):
    """The server answered with a status that is not a success.

    Attributes:
        body: The body, read into the type documented for this status. When none is documented, the JSON value
            as sent. None when the body is empty, is not JSON, or is not of the documented kind; see `text`.
        message: What the server said was wrong, found in the usual places of the body.
    """

    body: Any

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        headers: Mapping[str, str] | None = None,
        text: str = "",
        method: str = "",
        path: str = "",
        body: Any = None,
    ) -> None:
        super().__init__(
            message, status_code=status_code, headers=headers, text=text, method=method, path=path
        )
        self.body = body


class ClientError(ApiStatusError):
    """4xx: the server refused the request."""


class ServerError(ApiStatusError):
    """5xx: the server failed."""


class ResponseDecodeError(ApiResponseError):
    """The body of a success is not JSON, or is empty where a value is documented."""


class ResponseValidationError(ApiResponseError):
    """The body of a success is JSON, but not of the documented kind (or, with strict_responses, not exactly
    it).

    Attributes:
        invalid_fields: JSON pointers (RFC 6901) of the values that differ; "" is the whole body.
    """

    invalid_fields: tuple[str, ...]

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        headers: Mapping[str, str] | None = None,
        text: str = "",
        method: str = "",
        path: str = "",
        invalid_fields: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            message, status_code=status_code, headers=headers, text=text, method=method, path=path
        )
        self.invalid_fields = invalid_fields


class ApiStreamError(ApiResponseError):
    """The server sent an error in the middle of a stream, after the status had said success.

    That is an event named "error", or an object with a member `error`, which does not fit the documented type
    of the stream's values.

    Attributes:
        body: What was sent: a JSON value, or text when it is not JSON.
        event: The name of the event; None when it has none.
        message: What the server said was wrong, found in the usual places of the body.
    """

    body: Any
    event: str | None

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        headers: Mapping[str, str] | None = None,
        text: str = "",
        method: str = "",
        path: str = "",
        body: Any = None,
        event: str | None = None,
    ) -> None:
        super().__init__(
            message, status_code=status_code, headers=headers, text=text, method=method, path=path
        )
        self.body = body
        self.event = event


class WebhookVerificationError(ApiError, ValueError):
    """A webhook's request may not come from the API: a header is missing, or signature or time are wrong.

    The message says which, and never shows the secret. Answer such a request with 400, and do nothing.
    """


class WebhookPayloadError(ApiError, ValueError):
    """The body of a webhook is not JSON, or not of the documented kind.

    Attributes:
        text: The body as text.
        invalid_fields: JSON pointers (RFC 6901) of the values that differ; "" is the whole body. Empty when
            it is not JSON.
    """

    text: str
    invalid_fields: tuple[str, ...]

    def __init__(self, message: str, *, text: str = "", invalid_fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.text = text
        self.invalid_fields = invalid_fields
