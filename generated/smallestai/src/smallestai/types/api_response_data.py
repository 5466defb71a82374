"""The type `ApiResponseData`."""

from __future__ import annotations

from typing import Any, TypeAlias

ApiResponseData: TypeAlias = dict[str, Any]
"""The member `data` of `ApiResponse`.

Schema: `#/components/schemas/ApiResponseData`
"""
