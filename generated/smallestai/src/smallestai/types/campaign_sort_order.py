"""The type `CampaignSortOrder`."""

from __future__ import annotations

from typing import Literal, TypeAlias

CampaignSortOrder: TypeAlias = Literal["asc", "desc"] | str
"""The argument `sort_order` of `atoms.campaigns.retrieve_all_campaigns`. Server default: "desc". The
server may send values that are not listed.

Schema: `#/components/schemas/CampaignGetParametersSortOrder`
"""
