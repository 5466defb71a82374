"""A user's mistakes. Both checkers must find each: a line that ends in `# error` must have one, and no other line may."""

from __future__ import annotations

import datetime as dt

from smallestai import AsyncSmallestAI, SmallestAI, types


def mistakes(client: SmallestAI) -> None:
    client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_di="b")  # error
    client.atoms.campaigns.create_a_campaign(name="n", audience_id="a")  # error
    client.atoms.campaigns.create_a_campaign(name=1, audience_id="a", agent_id="b")  # error
    client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b", scheduled_at="2026")  # error
    client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b", phone_number_ids="12")  # error
    client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b", max_retries=None, x=1)  # error
    client.atoms.campaigns.list()  # error
    client.atoms.campaign  # error
    client.waves  # error
    client.atoms.campaigns.get_a_campaign("1")  # error
    client.atoms.campaigns.get_a_campaign(id="1", request_options={"time_out": 1})  # error
    client.atoms.campaigns.get_a_campaign(id="1").dta  # error
    client.atoms.campaigns.with_raw_response.get_a_campaign(di="1")  # error
    client.atoms.campaigns.retrieve_all_campaigns(status=1)  # error
    types.Campaigns  # error
    types.Campaign(_id="1", nmae="n")  # error
    types.Campaign(id=1)  # error
    SmallestAI(api_key="x")  # error
    SmallestAI("x")  # error
    moment: dt.datetime = client.atoms.campaigns.get_a_campaign(id="1").status  # error
    print(moment)


async def asynchronous(client: AsyncSmallestAI) -> None:
    await client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_di="b")  # error
    client.atoms.campaigns.get_a_campaign(id="1").status  # error
