"""The type `UnauthorizedErrorResponse`."""

from __future__ import annotations

from .._runtime.models import Model


class UnauthorizedErrorResponse(Model):
    """The body of `UnauthorizedError`.

    Schema: `#/components/schemas/UnauthorizedErrorResponse`
    """

    status: bool | None = None
    errors: list[str] | None = None
