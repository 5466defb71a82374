"""Error classes: one per HTTP status (RFC 9110 §15.5, §15.6), named as Python SDKs name them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.model import Operation, PyName, StatusError, Type

STATUS_NAMES: dict[int, str] = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    402: "PaymentRequiredError",
    403: "ForbiddenError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    406: "NotAcceptableError",
    408: "RequestTimeoutError",
    409: "ConflictError",
    410: "GoneError",
    412: "PreconditionFailedError",
    413: "ContentTooLargeError",
    415: "UnsupportedMediaTypeError",
    422: "UnprocessableEntityError",
    423: "LockedError",
    424: "FailedDependencyError",
    428: "PreconditionRequiredError",
    429: "RateLimitError",
    500: "InternalServerError",
    501: "NotImplementedStatusError",
    502: "BadGatewayError",
    503: "ServiceUnavailableError",
    504: "GatewayTimeoutError",
}

# Every SDK has these, documented or not: servers, proxies and gateways send them, and callers catch them.
_ALWAYS = (400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504)

CLASS_NAMES = frozenset(STATUS_NAMES.values()) | frozenset(
    f"Status{status}Error" for status in range(400, 600)
)
"""Names that no model gets."""

# More models for one status than this say nothing to a reader any more.
_MOST_BODIES = 5


def status_errors(operations: Iterable[Operation]) -> tuple[StatusError, ...]:
    """The error classes of an SDK, by status, with the bodies that any operation documents for it."""
    bodies: dict[int, list[Type]] = {status: [] for status in _ALWAYS}
    documented: set[int] = set()
    for operation in operations:
        for error in operation.errors:
            if not error.status.isdigit() or not 400 <= int(error.status) <= 599:
                continue
            status = int(error.status)
            documented.add(status)
            known = bodies.setdefault(status, [])
            if error.type is not None and error.type not in known:
                known.append(error.type)
    return tuple(
        StatusError(
            status,
            PyName(STATUS_NAMES.get(status, f"Status{status}Error")),
            tuple(types) if len(types) <= _MOST_BODIES else (),
            status in documented,
        )
        for status, types in sorted(bodies.items())
    )
