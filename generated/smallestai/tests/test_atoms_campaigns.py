"""`client.atoms.campaigns`: what each method sends, and what it returns."""

from __future__ import annotations

import asyncio
import datetime as dt

from recording import Recording, plain

CREATE_A_CAMPAIGN = {
    "status": True,
    "data": {
        "_id": "_id",
        "name": "name",
        "description": "description",
        "organization": "organization",
        "agentId": "agentId",
        "createdBy": "createdBy",
        "audienceId": "audienceId",
        "participantsCount": 1,
        "scheduledAt": "2024-01-15T09:30:00Z",
        "maxRetries": 1,
        "retryDelay": 1,
        "retryAttempts": 1,
        "status": "draft",
        "createdAt": "2024-01-15T09:30:00Z",
        "updatedAt": "2024-01-15T09:30:00Z",
    },
}
GET_A_CAMPAIGN = {
    "status": True,
    "data": {
        "campaign": {
            "_id": "_id",
            "name": "name",
            "description": "description",
            "organization": "organization",
            "agent": {"_id": "_id", "name": "name", "workflowType": "workflowType"},
            "audience": {"_id": "_id", "name": "name"},
            "createdBy": "createdBy",
            "participantsCount": 1,
            "status": "draft",
            "maxRetries": 1,
            "retryDelay": 1,
            "retryAttempts": 1,
            "scheduledAt": "2024-01-15T09:30:00Z",
            "pausedAt": "2024-01-15T09:30:00Z",
            "cancelledCallsCount": 1,
            "error": "error",
            "failedAt": "2024-01-15T09:30:00Z",
            "createdAt": "2024-01-15T09:30:00Z",
            "updatedAt": "2024-01-15T09:30:00Z",
        },
        "events": [
            {
                "_id": "_id",
                "triggerSource": "triggerSource",
                "eventAction": "eventAction",
                "createdAt": "2024-01-15T09:30:00Z",
                "updatedAt": "2024-01-15T09:30:00Z",
            }
        ],
        "metrics": {"total_participants": 1, "contacts_called": 1, "contacts_connected": 1},
    },
}
RETRIEVE_ALL_CAMPAIGNS = {
    "status": True,
    "data": {
        "campaigns": [
            {
                "_id": "_id",
                "name": "name",
                "description": "description",
                "organization": "organization",
                "agent": {"_id": "_id", "name": "name", "workflowType": "workflowType"},
                "audience": {"_id": "_id", "name": "name"},
                "createdBy": "createdBy",
                "participantsCount": 1,
                "status": "draft",
                "maxRetries": 1,
                "retryDelay": 1,
                "retryAttempts": 1,
                "scheduledAt": "2024-01-15T09:30:00Z",
                "pausedAt": "2024-01-15T09:30:00Z",
                "cancelledCallsCount": 1,
                "createdAt": "2024-01-15T09:30:00Z",
                "updatedAt": "2024-01-15T09:30:00Z",
            }
        ],
        "pagination": {"total": 1, "page": 1, "offset": 1, "hasMore": True, "totalPages": 1},
        "totalCampaignCount": 1,
    },
}


def test_create_a_campaign_required() -> None:
    server = Recording(201, CREATE_A_CAMPAIGN)
    with server.client() as client:
        value = client.atoms.campaigns.create_a_campaign(
            name="name", audience_id="audienceId", agent_id="agentId"
        )
    server.check(
        "POST",
        "https://api.smallest.ai/atoms/v1/campaign",
        "",
        {"authorization": "Bearer test"},
        {"name": "name", "audienceId": "audienceId", "agentId": "agentId"},
    )
    assert plain(value) == CREATE_A_CAMPAIGN


def test_create_a_campaign_required_async() -> None:
    server = Recording(201, CREATE_A_CAMPAIGN)

    async def call() -> object:
        async with server.async_client() as client:
            return await client.atoms.campaigns.create_a_campaign(
                name="name", audience_id="audienceId", agent_id="agentId"
            )

    value = asyncio.run(call())
    server.check(
        "POST",
        "https://api.smallest.ai/atoms/v1/campaign",
        "",
        {"authorization": "Bearer test"},
        {"name": "name", "audienceId": "audienceId", "agentId": "agentId"},
    )
    assert plain(value) == CREATE_A_CAMPAIGN


def test_create_a_campaign_everything() -> None:
    server = Recording(201, CREATE_A_CAMPAIGN)
    with server.client() as client:
        value = client.atoms.campaigns.create_a_campaign(
            name="name",
            audience_id="audienceId",
            agent_id="agentId",
            description="description",
            phone_number_ids=["phoneNumberIds"],
            scheduled_at=dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC),
            max_retries=1,
            retry_delay=1,
        )
    server.check(
        "POST",
        "https://api.smallest.ai/atoms/v1/campaign",
        "",
        {"authorization": "Bearer test"},
        {
            "name": "name",
            "description": "description",
            "audienceId": "audienceId",
            "agentId": "agentId",
            "phoneNumberIds": ["phoneNumberIds"],
            "scheduledAt": "2024-01-15T09:30:00Z",
            "maxRetries": 1,
            "retryDelay": 1,
        },
    )
    assert plain(value) == CREATE_A_CAMPAIGN


def test_create_a_campaign_everything_async() -> None:
    server = Recording(201, CREATE_A_CAMPAIGN)

    async def call() -> object:
        async with server.async_client() as client:
            return await client.atoms.campaigns.create_a_campaign(
                name="name",
                audience_id="audienceId",
                agent_id="agentId",
                description="description",
                phone_number_ids=["phoneNumberIds"],
                scheduled_at=dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC),
                max_retries=1,
                retry_delay=1,
            )

    value = asyncio.run(call())
    server.check(
        "POST",
        "https://api.smallest.ai/atoms/v1/campaign",
        "",
        {"authorization": "Bearer test"},
        {
            "name": "name",
            "description": "description",
            "audienceId": "audienceId",
            "agentId": "agentId",
            "phoneNumberIds": ["phoneNumberIds"],
            "scheduledAt": "2024-01-15T09:30:00Z",
            "maxRetries": 1,
            "retryDelay": 1,
        },
    )
    assert plain(value) == CREATE_A_CAMPAIGN


def test_get_a_campaign_required() -> None:
    server = Recording(200, GET_A_CAMPAIGN)
    with server.client() as client:
        value = client.atoms.campaigns.get_a_campaign(id="id")
    server.check(
        "GET", "https://api.smallest.ai/atoms/v1/campaign/id", "", {"authorization": "Bearer test"}, None
    )
    assert plain(value) == GET_A_CAMPAIGN


def test_get_a_campaign_required_async() -> None:
    server = Recording(200, GET_A_CAMPAIGN)

    async def call() -> object:
        async with server.async_client() as client:
            return await client.atoms.campaigns.get_a_campaign(id="id")

    value = asyncio.run(call())
    server.check(
        "GET", "https://api.smallest.ai/atoms/v1/campaign/id", "", {"authorization": "Bearer test"}, None
    )
    assert plain(value) == GET_A_CAMPAIGN


def test_retrieve_all_campaigns_required() -> None:
    server = Recording(200, RETRIEVE_ALL_CAMPAIGNS)
    with server.client() as client:
        value = client.atoms.campaigns.retrieve_all_campaigns()
    server.check(
        "GET", "https://api.smallest.ai/atoms/v1/campaign", "", {"authorization": "Bearer test"}, None
    )
    assert plain(value) == RETRIEVE_ALL_CAMPAIGNS


def test_retrieve_all_campaigns_required_async() -> None:
    server = Recording(200, RETRIEVE_ALL_CAMPAIGNS)

    async def call() -> object:
        async with server.async_client() as client:
            return await client.atoms.campaigns.retrieve_all_campaigns()

    value = asyncio.run(call())
    server.check(
        "GET", "https://api.smallest.ai/atoms/v1/campaign", "", {"authorization": "Bearer test"}, None
    )
    assert plain(value) == RETRIEVE_ALL_CAMPAIGNS


def test_retrieve_all_campaigns_everything() -> None:
    server = Recording(200, RETRIEVE_ALL_CAMPAIGNS)
    with server.client() as client:
        value = client.atoms.campaigns.retrieve_all_campaigns(
            page=1, offset=1, status="draft", search="search", sort_field="createdAt", sort_order="asc"
        )
    server.check(
        "GET",
        "https://api.smallest.ai/atoms/v1/campaign",
        "page=1&offset=1&status=draft&search=search&sortField=createdAt&sortOrder=asc",
        {"authorization": "Bearer test"},
        None,
    )
    assert plain(value) == RETRIEVE_ALL_CAMPAIGNS


def test_retrieve_all_campaigns_everything_async() -> None:
    server = Recording(200, RETRIEVE_ALL_CAMPAIGNS)

    async def call() -> object:
        async with server.async_client() as client:
            return await client.atoms.campaigns.retrieve_all_campaigns(
                page=1, offset=1, status="draft", search="search", sort_field="createdAt", sort_order="asc"
            )

    value = asyncio.run(call())
    server.check(
        "GET",
        "https://api.smallest.ai/atoms/v1/campaign",
        "page=1&offset=1&status=draft&search=search&sortField=createdAt&sortOrder=asc",
        {"authorization": "Bearer test"},
        None,
    )
    assert plain(value) == RETRIEVE_ALL_CAMPAIGNS
