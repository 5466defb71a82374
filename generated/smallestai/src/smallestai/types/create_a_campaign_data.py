"""The type `CreateACampaignData`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.formats import JsonDateTime
from .._runtime.models import Model, wire
from .campaign_status import CampaignStatus


class CreateACampaignData(Model):
    """The member `data` of `CreateACampaignResponse`.

    Schema: `#/components/schemas/CampaignPostResponsesContentApplicationJsonSchemaData`
    """

    id: Annotated[str | None, wire("_id")] = None
    """The unique identifier for the campaign."""
    name: str | None = None
    """The name of the campaign."""
    description: str | None = None
    """The description of the campaign."""
    organization: str | None = None
    """The ID of the organization."""
    agent_id: Annotated[str | None, wire("agentId")] = None
    """Raw ObjectId of the agent (not a nested object)."""
    created_by: Annotated[str | None, wire("createdBy")] = None
    """The ID of the user who created the campaign."""
    audience_id: Annotated[str | None, wire("audienceId")] = None
    """Raw ObjectId of the audience (not a nested object)."""
    participants_count: Annotated[int | None, wire("participantsCount")] = None
    """The number of participants in the campaign."""
    scheduled_at: Annotated[JsonDateTime | None, wire("scheduledAt")] = None
    """The scheduled start time, if provided at creation."""
    max_retries: Annotated[int | None, wire("maxRetries")] = None
    """Maximum retries per failed call (echoes request)."""
    retry_delay: Annotated[int | None, wire("retryDelay")] = None
    """Delay in minutes between retry attempts (echoes request)."""
    retry_attempts: Annotated[int | None, wire("retryAttempts")] = None
    """Number of retries attempted so far across the campaign."""
    status: CampaignStatus | None = None
    """Current campaign status."""
    created_at: Annotated[JsonDateTime | None, wire("createdAt")] = None
    """The date and time when the campaign was created."""
    updated_at: Annotated[JsonDateTime | None, wire("updatedAt")] = None
    """The date and time when the campaign was last updated."""
