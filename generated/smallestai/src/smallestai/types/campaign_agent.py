"""The type `CampaignAgent`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import Model, wire


class CampaignAgent(Model):
    """The agent assigned to this campaign.

    Schema: `#/components/schemas/CampaignGetResponsesContentApplicationJsonSchemaDataCampaignsItemsAgent`
    """

    id: Annotated[str | None, wire("_id")] = None
    name: str | None = None
    workflow_type: Annotated[str | None, wire("workflowType")] = None
