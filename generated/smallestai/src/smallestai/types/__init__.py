"""The models of the API. Each module is loaded when one of its names is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from .api_response import ApiResponse as ApiResponse
    from .bad_request_error_response import BadRequestErrorResponse as BadRequestErrorResponse
    from .campaign import Campaign as Campaign
    from .campaign_agent import CampaignAgent as CampaignAgent
    from .campaign_audience import CampaignAudience as CampaignAudience
    from .campaign_event import CampaignEvent as CampaignEvent
    from .campaign_metrics import CampaignMetrics as CampaignMetrics
    from .campaign_pagination import CampaignPagination as CampaignPagination
    from .campaign_sort_field import CampaignSortField as CampaignSortField
    from .campaign_sort_order import CampaignSortOrder as CampaignSortOrder
    from .campaign_status import CampaignStatus as CampaignStatus
    from .create_a_campaign_data import CreateACampaignData as CreateACampaignData
    from .create_a_campaign_response import CreateACampaignResponse as CreateACampaignResponse
    from .get_a_campaign_data import GetACampaignData as GetACampaignData
    from .get_a_campaign_data_campaign import GetACampaignDataCampaign as GetACampaignDataCampaign
    from .get_a_campaign_response import GetACampaignResponse as GetACampaignResponse
    from .internal_server_error_response import InternalServerErrorResponse as InternalServerErrorResponse
    from .retrieve_all_campaigns_data import RetrieveAllCampaignsData as RetrieveAllCampaignsData
    from .retrieve_all_campaigns_response import RetrieveAllCampaignsResponse as RetrieveAllCampaignsResponse
    from .unauthorized_error_response import UnauthorizedErrorResponse as UnauthorizedErrorResponse
else:
    __getattr__ = lazy(
        __name__,
        {
            "ApiResponse": "api_response",
            "BadRequestErrorResponse": "bad_request_error_response",
            "Campaign": "campaign",
            "CampaignAgent": "campaign_agent",
            "CampaignAudience": "campaign_audience",
            "CampaignEvent": "campaign_event",
            "CampaignMetrics": "campaign_metrics",
            "CampaignPagination": "campaign_pagination",
            "CampaignSortField": "campaign_sort_field",
            "CampaignSortOrder": "campaign_sort_order",
            "CampaignStatus": "campaign_status",
            "CreateACampaignData": "create_a_campaign_data",
            "CreateACampaignResponse": "create_a_campaign_response",
            "GetACampaignData": "get_a_campaign_data",
            "GetACampaignDataCampaign": "get_a_campaign_data_campaign",
            "GetACampaignResponse": "get_a_campaign_response",
            "InternalServerErrorResponse": "internal_server_error_response",
            "RetrieveAllCampaignsData": "retrieve_all_campaigns_data",
            "RetrieveAllCampaignsResponse": "retrieve_all_campaigns_response",
            "UnauthorizedErrorResponse": "unauthorized_error_response",
        },
    )

__all__ = [
    "ApiResponse",
    "BadRequestErrorResponse",
    "Campaign",
    "CampaignAgent",
    "CampaignAudience",
    "CampaignEvent",
    "CampaignMetrics",
    "CampaignPagination",
    "CampaignSortField",
    "CampaignSortOrder",
    "CampaignStatus",
    "CreateACampaignData",
    "CreateACampaignResponse",
    "GetACampaignData",
    "GetACampaignDataCampaign",
    "GetACampaignResponse",
    "InternalServerErrorResponse",
    "RetrieveAllCampaignsData",
    "RetrieveAllCampaignsResponse",
    "UnauthorizedErrorResponse",
]


def __dir__() -> list[str]:
    return sorted(__all__)
