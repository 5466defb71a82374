"""The type `CampaignStatus`."""

from __future__ import annotations

from typing import Literal, TypeAlias

CampaignStatus: TypeAlias = (
    Literal["draft", "scheduled", "processing", "running", "paused", "completed", "failed"] | str
)
"""The argument `status` of `atoms.campaigns.retrieve_all_campaigns`. The server may send values that
are not listed.

Schema: `#/components/schemas/CampaignGetParametersStatus`
"""
