"""Errors. All of them are `ApiError`s; the classes below say which status the server answered with."""

from __future__ import annotations

from . import types
from ._runtime.errors import (
    ApiConnectionError,
    ApiError,
    ApiResponseError,
    ApiStatusError,
    ApiStreamError,
    ApiTimeoutError,
    ClientError,
    CredentialError,
    OAuthError,
    ResponseDecodeError,
    ResponseValidationError,
    ServerError,
)

__all__ = [
    "STATUS_ERRORS",
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiStreamError",
    "ApiTimeoutError",
    "BadGatewayError",
    "BadRequestError",
    "ClientError",
    "ConflictError",
    "CredentialError",
    "ForbiddenError",
    "GatewayTimeoutError",
    "InternalServerError",
    "NotFoundError",
    "OAuthError",
    "RateLimitError",
    "ResponseDecodeError",
    "ResponseValidationError",
    "ServerError",
    "ServiceUnavailableError",
    "Status418Error",
    "UnauthorizedError",
    "UnprocessableEntityError",
]


class BadRequestError(ClientError):
    """400: the request is not valid."""

    body: types.Several400ErrorBody | None


class UnauthorizedError(ClientError):
    """401: the credential is missing or wrong."""


class ForbiddenError(ClientError):
    """403: the credential does not allow this."""


class NotFoundError(ClientError):
    """404: there is no such thing."""


class ConflictError(ClientError):
    """409: the request conflicts with the state of the server."""


class Status418Error(ClientError):
    """418: the server answered with this status."""

    body: types.Problem | None


class UnprocessableEntityError(ClientError):
    """422: the request is well-formed but cannot be processed."""


class RateLimitError(ClientError):
    """429: too many requests; they were repeated as often as allowed."""


class InternalServerError(ServerError):
    """500: the server failed."""


class BadGatewayError(ServerError):
    """502: a gateway got no valid answer from the server behind it."""


class ServiceUnavailableError(ServerError):
    """503: the server cannot answer now."""


class GatewayTimeoutError(ServerError):
    """504: a gateway got no answer in time from the server behind it."""


STATUS_ERRORS: dict[int, type[ApiStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    418: Status418Error,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: InternalServerError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
}
