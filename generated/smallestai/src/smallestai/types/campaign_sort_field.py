"""The type `CampaignSortField`."""

from __future__ import annotations

from typing import Literal, TypeAlias

CampaignSortField: TypeAlias = Literal["createdAt", "updatedAt"] | str
"""The argument `sort_field` of `atoms.campaigns.retrieve_all_campaigns`. Server default: "createdAt".
The server may send values that are not listed.

Schema: `#/components/schemas/CampaignGetParametersSortField`
"""
