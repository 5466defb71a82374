"""Python client for the atoms API.

from smallestai import SmallestAI

client = SmallestAI(token="…")
client.atoms.campaigns.create_a_campaign(
    name="My Campaign",
    audience_id="60d0fe4f5311236168a109ca",
    agent_id="60d0fe4f5311236168a109ca",
)
"""

from __future__ import annotations

from ._runtime.files import FileInput
from ._runtime.hooks import Attempt, AttemptResult, Hooks
from ._runtime.options import NOT_GIVEN, OMIT, ConnectionLimits, NotGiven, Omit, RequestOptions, Timeout
from ._runtime.raw import AsyncStreamedResponse, RawResponse, StreamedResponse
from ._runtime.sse import ServerEvent
from ._runtime.streams import AsyncStream, Stream
from ._version import __version__
from .client import AsyncSmallestAI, SmallestAI
from .errors import (
    ApiConnectionError,
    ApiError,
    ApiResponseError,
    ApiStatusError,
    ApiStreamError,
    ApiTimeoutError,
    BadGatewayError,
    BadRequestError,
    ClientError,
    ConflictError,
    CredentialError,
    ForbiddenError,
    GatewayTimeoutError,
    InternalServerError,
    NotFoundError,
    OAuthError,
    RateLimitError,
    ResponseDecodeError,
    ResponseValidationError,
    ServerError,
    ServiceUnavailableError,
    UnauthorizedError,
    UnprocessableEntityError,
)

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiStreamError",
    "ApiTimeoutError",
    "AsyncSmallestAI",
    "AsyncStream",
    "AsyncStreamedResponse",
    "Attempt",
    "AttemptResult",
    "BadGatewayError",
    "BadRequestError",
    "ClientError",
    "ConflictError",
    "ConnectionLimits",
    "CredentialError",
    "FileInput",
    "ForbiddenError",
    "GatewayTimeoutError",
    "Hooks",
    "InternalServerError",
    "NOT_GIVEN",
    "NotFoundError",
    "NotGiven",
    "OAuthError",
    "OMIT",
    "Omit",
    "RateLimitError",
    "RawResponse",
    "RequestOptions",
    "ResponseDecodeError",
    "ResponseValidationError",
    "ServerError",
    "ServerEvent",
    "ServiceUnavailableError",
    "SmallestAI",
    "Stream",
    "StreamedResponse",
    "Timeout",
    "UnauthorizedError",
    "UnprocessableEntityError",
    "__version__",
]
