"""The type `CreateACampaignResponse`."""

from __future__ import annotations

from .._runtime.models import Model
from .create_a_campaign_data import CreateACampaignData


class CreateACampaignResponse(Model):
    """What `atoms.campaigns.create_a_campaign` returns.

    Schema: `#/components/schemas/Campaigns_createACampaign_Response_201`
    """

    status: bool | None = None
    data: CreateACampaignData | None = None
