"""The type `GetACampaignData`."""

from __future__ import annotations

from .._runtime.models import Model
from .campaign_event import CampaignEvent
from .campaign_metrics import CampaignMetrics
from .get_a_campaign_data_campaign import GetACampaignDataCampaign


class GetACampaignData(Model):
    """The member `data` of `GetACampaignResponse`.

    Schema: `#/components/schemas/CampaignIdGetResponsesContentApplicationJsonSchemaData`
    """

    campaign: GetACampaignDataCampaign | None = None
    events: list[CampaignEvent] | None = None
    """Campaign events history."""
    metrics: CampaignMetrics | None = None
    """Campaign performance metrics."""
