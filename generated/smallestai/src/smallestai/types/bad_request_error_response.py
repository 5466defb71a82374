"""The type `BadRequestErrorResponse`."""

from __future__ import annotations

from .._runtime.models import Model


class BadRequestErrorResponse(Model):
    """The body of `BadRequestError`.

    Schema: `#/components/schemas/BadRequestErrorResponse`
    """

    status: bool | None = None
    errors: list[str] | None = None
