"""The type `ApiResponse`."""

from __future__ import annotations

from .._runtime.models import Model
from .api_response_data import ApiResponseData


class ApiResponse(Model):
    """The body of `ForbiddenError`.

    Schema: `#/components/schemas/ApiResponse`
    """

    status: bool | None = None
    data: ApiResponseData | None = None
