"""The type `CampaignAudience`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import Model, wire


class CampaignAudience(Model):
    """The audience assigned to this campaign.

    Schema: `#/components/schemas/CampaignGetResponsesContentApplicationJsonSchemaDataCampaignsItemsAudience`
    """

    id: Annotated[str | None, wire("_id")] = None
    name: str | None = None
