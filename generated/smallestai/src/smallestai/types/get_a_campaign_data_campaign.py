"""The type `GetACampaignDataCampaign`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.formats import JsonDateTime
from .._runtime.models import Model, wire
from .campaign_agent import CampaignAgent
from .campaign_audience import CampaignAudience
from .campaign_status import CampaignStatus


class GetACampaignDataCampaign(Model):
    """The member `campaign` of `GetACampaignData`.

    Schema: `#/components/schemas/CampaignIdGetResponsesContentApplicationJsonSchemaDataCampaign`
    """

    id: Annotated[str | None, wire("_id")] = None
    """The unique identifier for the campaign."""
    name: str | None = None
    """The name of the campaign."""
    description: str | None = None
    """The description of the campaign."""
    organization: str | None = None
    """The ID of the organization."""
    agent: CampaignAgent | None = None
    """The agent assigned to this campaign."""
    audience: CampaignAudience | None = None
    """The audience assigned to this campaign."""
    created_by: Annotated[str | None, wire("createdBy")] = None
    """The ID of the user who created the campaign."""
    participants_count: Annotated[int | None, wire("participantsCount")] = None
    """The number of participants in the campaign."""
    status: CampaignStatus | None = None
    """The current status of the campaign."""
    max_retries: Annotated[int | None, wire("maxRetries")] = None
    """Maximum number of retry attempts."""
    retry_delay: Annotated[int | None, wire("retryDelay")] = None
    """Delay between retries in minutes."""
    retry_attempts: Annotated[int | None, wire("retryAttempts")] = None
    """Total retry attempts made so far."""
    scheduled_at: Annotated[JsonDateTime | None, wire("scheduledAt")] = None
    """Scheduled start time for the campaign."""
    paused_at: Annotated[JsonDateTime | None, wire("pausedAt")] = None
    """When the campaign was paused."""
    cancelled_calls_count: Annotated[int | None, wire("cancelledCallsCount")] = None
    """Number of calls cancelled (e.g. when campaign was paused)."""
    error: str | None = None
    """Error message if the campaign failed."""
    failed_at: Annotated[JsonDateTime | None, wire("failedAt")] = None
    """When the campaign entered failed state."""
    created_at: Annotated[JsonDateTime | None, wire("createdAt")] = None
    """The date and time when the campaign was created."""
    updated_at: Annotated[JsonDateTime | None, wire("updatedAt")] = None
    """The date and time when the campaign was last updated."""
