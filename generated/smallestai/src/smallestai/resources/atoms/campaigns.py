"""The methods of `client.atoms.campaigns`."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from ... import types
from ..._runtime.options import RequestOptions
from ..._runtime.raw import async_raw, async_streamed, raw, streamed
from ..._runtime.resource import AsyncResource, Resource
from ..._runtime.sdk import Operation
from ..._runtime.sequences import SequenceNotStr

CREATE_A_CAMPAIGN: Operation[types.CreateACampaignResponse] = Operation(
    "POST",
    "/campaign",
    returns={"201": lambda: types.CreateACampaignResponse},
    raises={
        "400": lambda: types.BadRequestErrorResponse,
        "401": lambda: types.UnauthorizedErrorResponse,
        "403": lambda: types.ApiResponse,
        "500": lambda: types.InternalServerErrorResponse,
    },
)
GET_A_CAMPAIGN: Operation[types.GetACampaignResponse] = Operation(
    "GET",
    "/campaign/{id}",
    returns={"200": lambda: types.GetACampaignResponse},
    raises={
        "400": lambda: types.BadRequestErrorResponse,
        "401": lambda: types.UnauthorizedErrorResponse,
        "500": lambda: types.InternalServerErrorResponse,
    },
)
RETRIEVE_ALL_CAMPAIGNS: Operation[types.RetrieveAllCampaignsResponse] = Operation(
    "GET",
    "/campaign",
    returns={"200": lambda: types.RetrieveAllCampaignsResponse},
    raises={
        "400": lambda: types.BadRequestErrorResponse,
        "401": lambda: types.UnauthorizedErrorResponse,
        "500": lambda: types.InternalServerErrorResponse,
    },
)


class Campaigns(Resource):
    """The methods of `client.atoms.campaigns`."""

    def create_a_campaign(
        self,
        *,
        name: str,
        audience_id: str,
        agent_id: str,
        description: str | None = None,
        phone_number_ids: SequenceNotStr[str] | None = None,
        scheduled_at: dt.datetime | None = None,
        max_retries: int | None = None,
        retry_delay: int | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.CreateACampaignResponse:
        """Create a campaign.

        Args:
            name: The name of the campaign.
            audience_id: The ID of the audience. Sent as `audienceId` in the body.
            agent_id: The ID of the agent. Sent as `agentId` in the body.
            description: The description of the campaign.
            phone_number_ids: Optional list of caller-ID phone number IDs to rotate across
                when placing outbound calls for this campaign. If omitted,
                the agent's default phone number is used. Sent as `phoneNumberIds` in the body.
            scheduled_at: Optional ISO-8601 timestamp for when the campaign should
                start dialing. Must be in the future. If provided, the
                campaign is created in `scheduled` status; otherwise it
                starts in `draft` status and must be started manually. Sent as `scheduledAt` in the
                body.
            max_retries: Maximum number of times a failed call is retried before the
                participant is marked as failed. `0` disables retries. Server default: 3. Sent as
                `maxRetries` in the body.
            retry_delay: Delay in minutes between retry attempts for a failed call. Server
                default: 15. Sent as `retryDelay` in the body.

        Returns:
            Campaign created successfully. Note: the response is the raw Mongoose document —
            `agentId` and `audienceId` are plain ObjectId strings here, not nested objects as
            returned by GET endpoints.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            ForbiddenError: Forbidden access.
            InternalServerError: Internal server error.

        Example:
            client.atoms.campaigns.create_a_campaign(
                name="My Campaign",
                audience_id="60d0fe4f5311236168a109ca",
                agent_id="60d0fe4f5311236168a109ca",
            )
        """
        return self._core.call(
            CREATE_A_CAMPAIGN,
            fields={
                "name": name,
                "description": description,
                "audienceId": audience_id,
                "agentId": agent_id,
                "phoneNumberIds": phone_number_ids,
                "scheduledAt": scheduled_at,
                "maxRetries": max_retries,
                "retryDelay": retry_delay,
            },
            options=request_options,
        )

    def get_a_campaign(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> types.GetACampaignResponse:
        """Get a campaign.

        Get a campaign with detailed metrics

        Args:
            id: The ID of the campaign.

        Returns:
            Campaign details with metrics.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            InternalServerError: Internal server error.

        Example:
            client.atoms.campaigns.get_a_campaign(id="id")
        """
        return self._core.call(
            GET_A_CAMPAIGN,
            path={
                "id": id,
            },
            options=request_options,
        )

    def retrieve_all_campaigns(
        self,
        *,
        page: int | None = None,
        offset: int | None = None,
        status: types.CampaignStatus | None = None,
        search: str | None = None,
        sort_field: types.CampaignSortField | None = None,
        sort_order: types.CampaignSortOrder | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.RetrieveAllCampaignsResponse:
        """Retrieve all campaigns.

        Get all campaigns for the authenticated organization.

        Args:
            page: Page number for pagination. Server default: 1.
            offset: Number of campaigns per page. Server default: 5.
            status: Filter campaigns by status.
            search: Search campaigns by name.
            sort_field: Field to sort by. Server default: "createdAt". Sent as `sortField` in
                the query.
            sort_order: Sort direction. Server default: "desc". Sent as `sortOrder` in the
                query.

        Returns:
            A list of campaigns.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            InternalServerError: Internal server error.

        Example:
            client.atoms.campaigns.retrieve_all_campaigns()
        """
        return self._core.call(
            RETRIEVE_ALL_CAMPAIGNS,
            query={
                "page": page,
                "offset": offset,
                "status": status,
                "search": search,
                "sortField": sort_field,
                "sortOrder": sort_order,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> CampaignsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return CampaignsWithRawResponse(Campaigns(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> CampaignsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return CampaignsWithStreamingResponse(Campaigns(self._core.streamed()))


class AsyncCampaigns(AsyncResource):
    """The methods of `client.atoms.campaigns`, asynchronously."""

    async def create_a_campaign(
        self,
        *,
        name: str,
        audience_id: str,
        agent_id: str,
        description: str | None = None,
        phone_number_ids: SequenceNotStr[str] | None = None,
        scheduled_at: dt.datetime | None = None,
        max_retries: int | None = None,
        retry_delay: int | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.CreateACampaignResponse:
        """Create a campaign.

        Args:
            name: The name of the campaign.
            audience_id: The ID of the audience. Sent as `audienceId` in the body.
            agent_id: The ID of the agent. Sent as `agentId` in the body.
            description: The description of the campaign.
            phone_number_ids: Optional list of caller-ID phone number IDs to rotate across
                when placing outbound calls for this campaign. If omitted,
                the agent's default phone number is used. Sent as `phoneNumberIds` in the body.
            scheduled_at: Optional ISO-8601 timestamp for when the campaign should
                start dialing. Must be in the future. If provided, the
                campaign is created in `scheduled` status; otherwise it
                starts in `draft` status and must be started manually. Sent as `scheduledAt` in the
                body.
            max_retries: Maximum number of times a failed call is retried before the
                participant is marked as failed. `0` disables retries. Server default: 3. Sent as
                `maxRetries` in the body.
            retry_delay: Delay in minutes between retry attempts for a failed call. Server
                default: 15. Sent as `retryDelay` in the body.

        Returns:
            Campaign created successfully. Note: the response is the raw Mongoose document —
            `agentId` and `audienceId` are plain ObjectId strings here, not nested objects as
            returned by GET endpoints.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            ForbiddenError: Forbidden access.
            InternalServerError: Internal server error.

        Example:
            await client.atoms.campaigns.create_a_campaign(
                name="My Campaign",
                audience_id="60d0fe4f5311236168a109ca",
                agent_id="60d0fe4f5311236168a109ca",
            )
        """
        return await self._core.call(
            CREATE_A_CAMPAIGN,
            fields={
                "name": name,
                "description": description,
                "audienceId": audience_id,
                "agentId": agent_id,
                "phoneNumberIds": phone_number_ids,
                "scheduledAt": scheduled_at,
                "maxRetries": max_retries,
                "retryDelay": retry_delay,
            },
            options=request_options,
        )

    async def get_a_campaign(
        self,
        *,
        id: str,
        request_options: RequestOptions | None = None,
    ) -> types.GetACampaignResponse:
        """Get a campaign.

        Get a campaign with detailed metrics

        Args:
            id: The ID of the campaign.

        Returns:
            Campaign details with metrics.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            InternalServerError: Internal server error.

        Example:
            await client.atoms.campaigns.get_a_campaign(id="id")
        """
        return await self._core.call(
            GET_A_CAMPAIGN,
            path={
                "id": id,
            },
            options=request_options,
        )

    async def retrieve_all_campaigns(
        self,
        *,
        page: int | None = None,
        offset: int | None = None,
        status: types.CampaignStatus | None = None,
        search: str | None = None,
        sort_field: types.CampaignSortField | None = None,
        sort_order: types.CampaignSortOrder | None = None,
        request_options: RequestOptions | None = None,
    ) -> types.RetrieveAllCampaignsResponse:
        """Retrieve all campaigns.

        Get all campaigns for the authenticated organization.

        Args:
            page: Page number for pagination. Server default: 1.
            offset: Number of campaigns per page. Server default: 5.
            status: Filter campaigns by status.
            search: Search campaigns by name.
            sort_field: Field to sort by. Server default: "createdAt". Sent as `sortField` in
                the query.
            sort_order: Sort direction. Server default: "desc". Sent as `sortOrder` in the
                query.

        Returns:
            A list of campaigns.

        Raises:
            BadRequestError: Invalid input.
            UnauthorizedError: Unauthorized access.
            InternalServerError: Internal server error.

        Example:
            await client.atoms.campaigns.retrieve_all_campaigns()
        """
        return await self._core.call(
            RETRIEVE_ALL_CAMPAIGNS,
            query={
                "page": page,
                "offset": offset,
                "status": status,
                "search": search,
                "sortField": sort_field,
                "sortOrder": sort_order,
            },
            options=request_options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncCampaignsWithRawResponse:
        """The same methods, each returning the HTTP response; `.parse()` gives the value."""
        return AsyncCampaignsWithRawResponse(AsyncCampaigns(self._core.raw()))

    @cached_property
    def with_streaming_response(self) -> AsyncCampaignsWithStreamingResponse:
        """The same methods, each returning a context manager over the response, its body unread."""
        return AsyncCampaignsWithStreamingResponse(AsyncCampaigns(self._core.streamed()))


class CampaignsWithRawResponse:
    """The methods of `Campaigns`, each returning the HTTP response."""

    def __init__(self, resource: Campaigns) -> None:
        self.create_a_campaign = raw(resource.create_a_campaign)
        self.get_a_campaign = raw(resource.get_a_campaign)
        self.retrieve_all_campaigns = raw(resource.retrieve_all_campaigns)


class CampaignsWithStreamingResponse:
    """The methods of `Campaigns`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: Campaigns) -> None:
        self.create_a_campaign = streamed(resource.create_a_campaign)
        self.get_a_campaign = streamed(resource.get_a_campaign)
        self.retrieve_all_campaigns = streamed(resource.retrieve_all_campaigns)


class AsyncCampaignsWithRawResponse:
    """The methods of `Campaigns`, each returning the HTTP response."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.create_a_campaign = async_raw(resource.create_a_campaign)
        self.get_a_campaign = async_raw(resource.get_a_campaign)
        self.retrieve_all_campaigns = async_raw(resource.retrieve_all_campaigns)


class AsyncCampaignsWithStreamingResponse:
    """The methods of `Campaigns`, each returning the HTTP response, its body unread."""

    def __init__(self, resource: AsyncCampaigns) -> None:
        self.create_a_campaign = async_streamed(resource.create_a_campaign)
        self.get_a_campaign = async_streamed(resource.get_a_campaign)
        self.retrieve_all_campaigns = async_streamed(resource.retrieve_all_campaigns)
