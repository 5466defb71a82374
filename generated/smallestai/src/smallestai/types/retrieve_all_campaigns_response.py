"""The type `RetrieveAllCampaignsResponse`."""

from __future__ import annotations

from .._runtime.models import Model
from .retrieve_all_campaigns_data import RetrieveAllCampaignsData


class RetrieveAllCampaignsResponse(Model):
    """What `atoms.campaigns.retrieve_all_campaigns` returns.

    Schema: `#/components/schemas/Campaigns_retrieveAllCampaigns_Response_200`
    """

    status: bool | None = None
    data: RetrieveAllCampaignsData | None = None
