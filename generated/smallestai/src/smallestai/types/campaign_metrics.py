"""The type `CampaignMetrics`."""

from __future__ import annotations

from .._runtime.models import Model


class CampaignMetrics(Model):
    """Campaign performance metrics.

    Schema: `#/components/schemas/CampaignIdGetResponsesContentApplicationJsonSchemaDataMetrics`
    """

    total_participants: int | None = None
    """Total number of contacts in the campaign audience."""
    contacts_called: int | None = None
    """Number of unique contacts where a call was attempted (statuses ACTIVE, COMPLETED, FAILED,
    NO_ANSWER).
    """
    contacts_connected: int | None = None
    """Number of unique contacts who answered and had a conversation (status COMPLETED)."""
