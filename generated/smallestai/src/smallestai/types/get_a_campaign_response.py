"""The type `GetACampaignResponse`."""

from __future__ import annotations

from .._runtime.models import Model
from .get_a_campaign_data import GetACampaignData


class GetACampaignResponse(Model):
    """What `atoms.campaigns.get_a_campaign` returns.

    Schema: `#/components/schemas/Campaigns_getACampaign_Response_200`
    """

    status: bool | None = None
    data: GetACampaignData | None = None
