"""The type `CampaignPagination`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import Model, wire


class CampaignPagination(Model):
    """The member `pagination` of `RetrieveAllCampaignsData`.

    Schema: `#/components/schemas/CampaignGetResponsesContentApplicationJsonSchemaDataPagination`
    """

    total: int | None = None
    page: int | None = None
    offset: int | None = None
    has_more: Annotated[bool | None, wire("hasMore")] = None
    total_pages: Annotated[int | None, wire("totalPages")] = None
