"""The type `CampaignEvent`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.formats import JsonDateTime
from .._runtime.models import Model, wire


class CampaignEvent(Model):
    """The member `events` of `GetACampaignData`.

    Schema: `#/components/schemas/CampaignIdGetResponsesContentApplicationJsonSchemaDataEventsItems`
    """

    id: Annotated[str | None, wire("_id")] = None
    trigger_source: Annotated[str | None, wire("triggerSource")] = None
    event_action: Annotated[str | None, wire("eventAction")] = None
    created_at: Annotated[JsonDateTime | None, wire("createdAt")] = None
    updated_at: Annotated[JsonDateTime | None, wire("updatedAt")] = None
