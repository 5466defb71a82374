"""The type `ApiResponse`."""

from __future__ import annotations

from typing import Any

from .._runtime.models import Model


class ApiResponse(Model):
    """The body of `ForbiddenError`.

    Schema: `#/components/schemas/ApiResponse`
    """

    status: bool | None = None
    data: dict[str, Any] | None = None
