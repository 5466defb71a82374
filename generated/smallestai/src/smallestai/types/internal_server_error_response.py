"""The type `InternalServerErrorResponse`."""

from __future__ import annotations

from .._runtime.models import Model


class InternalServerErrorResponse(Model):
    """The body of `InternalServerError`.

    Schema: `#/components/schemas/InternalServerErrorResponse`
    """

    status: bool | None = None
    errors: list[str] | None = None
