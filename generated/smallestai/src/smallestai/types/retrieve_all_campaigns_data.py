"""The type `RetrieveAllCampaignsData`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import Model, wire
from .campaign import Campaign
from .campaign_pagination import CampaignPagination


class RetrieveAllCampaignsData(Model):
    """The member `data` of `RetrieveAllCampaignsResponse`.

    Schema: `#/components/schemas/CampaignGetResponsesContentApplicationJsonSchemaData`
    """

    campaigns: list[Campaign] | None = None
    pagination: CampaignPagination | None = None
    total_campaign_count: Annotated[int | None, wire("totalCampaignCount")] = None
    """Total number of campaigns in the organization (unfiltered)."""
