"""A user's program: every argument and every result, as the SDK's types promise them."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

import httpx2
import smallestai
from pydantic import BaseModel, TypeAdapter
from smallestai import AsyncSmallestAI, Hooks, RawResponse, RequestOptions, SmallestAI, Timeout, types


def construct() -> SmallestAI:
    return SmallestAI(
        token=lambda: "token",
        base_url="http://localhost",
        timeout=Timeout(connect=1, read=2),
        total_timeout=30,
        max_retries=1,
        headers={"X-Mine": "1"},
        strict_responses=False,
        hooks=Hooks(),
        http_client=httpx2.Client(),
    )


def every_argument(client: SmallestAI) -> None:
    options: RequestOptions = {
        "timeout": 1.5,
        "max_retries": 0,
        "headers": {"A": "b"},
        "query": {"c": 1},
        "body": {"d": 2},
    }
    response = client.atoms.campaigns.create_a_campaign(
        name="n",
        audience_id="a",
        agent_id="b",
        description="d",
        phone_number_ids=["1", "2"],
        scheduled_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        max_retries=3,
        retry_delay=15,
        request_options=options,
    )
    assert_type(response, types.CreateACampaignResponse)
    assert_type(response.status, bool | None)
    assert_type(response.invalid_fields, tuple[str, ...])
    data = response.data
    assert data is not None
    assert_type(data, types.CreateACampaignData)
    assert_type(data.id, str | None)
    assert_type(data.participants_count, int | None)
    assert_type(data.scheduled_at, dt.datetime | None)
    if data.status == "archived" or data.status == "draft":
        print(data.status)
    client.atoms.campaigns.create_a_campaign(
        name="n", audience_id="a", agent_id="b", phone_number_ids=("1", "2")
    )
    listed = client.atoms.campaigns.retrieve_all_campaigns(
        page=1, offset=2, status="running", search="s", sort_field="createdAt", sort_order="desc"
    )
    assert_type(listed, types.RetrieveAllCampaignsResponse)
    if listed.data is not None and listed.data.campaigns is not None:
        assert_type(listed.data.campaigns, list[types.Campaign])
        for campaign in listed.data.campaigns:
            assert_type(campaign.agent, types.CampaignAgent | None)
    assert_type(client.atoms.campaigns.get_a_campaign(id="1"), types.GetACampaignResponse)


def other_ways(client: SmallestAI) -> None:
    raw = client.atoms.campaigns.with_raw_response.get_a_campaign(id="1", request_options={"timeout": None})
    assert_type(raw, RawResponse[types.GetACampaignResponse])
    assert_type(raw.parse(), types.GetACampaignResponse)
    assert_type(raw.status_code, int)
    assert_type(raw.request_id, str | None)
    with client.atoms.campaigns.with_streaming_response.get_a_campaign(id="1") as streamed:
        for chunk in streamed.iter_bytes():
            assert_type(chunk, bytes)
    assert_type(client.with_options(timeout=1, max_retries=0), SmallestAI)
    with client as entered:
        assert_type(entered, SmallestAI)


def errors(client: SmallestAI) -> None:
    try:
        client.atoms.campaigns.get_a_campaign(id="1")
    except smallestai.BadRequestError as error:
        assert_type(error.body, types.BadRequestErrorResponse | None)
        assert_type(error.status_code, int)
    except smallestai.ForbiddenError as error:
        assert_type(error.body, types.ApiResponse | None)
    except smallestai.ApiTimeoutError as error:
        assert isinstance(error, smallestai.ApiConnectionError)
    except smallestai.ApiStatusError as error:
        assert_type(error.request_id, str | None)


async def asynchronous() -> None:
    async def token() -> str:
        return "token"

    async with AsyncSmallestAI(token=token) as client:
        response = await client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b")
        assert_type(response, types.CreateACampaignResponse)
        raw = await client.atoms.campaigns.with_raw_response.get_a_campaign(id="1")
        assert_type(raw.parse(), types.GetACampaignResponse)
        async with client.atoms.campaigns.with_streaming_response.get_a_campaign(id="1") as streamed:
            async for chunk in streamed.iter_bytes():
                assert_type(chunk, bytes)


class Mine(BaseModel):
    """A user's model that embeds one of the SDK's."""

    campaign: types.Campaign


def models() -> None:
    campaign = types.Campaign(id="1", name="n", status="draft", created_at=dt.datetime.now(dt.UTC))
    assert_type(types.Campaign.from_dict(campaign.to_dict()), types.Campaign)
    assert_type(TypeAdapter(list[types.Campaign]).validate_python([campaign]), list[types.Campaign])
    assert_type(Mine(campaign=campaign).campaign, types.Campaign)
