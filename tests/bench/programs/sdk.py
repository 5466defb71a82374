"""The generated SDK."""

from __future__ import annotations

import json

import httpx2
from measure import JSON, MANY, ONE, best
from smallestai import SmallestAI


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers=JSON, content=ONE if request.method == "POST" else MANY)


sdk = SmallestAI(http_client=httpx2.Client(transport=httpx2.MockTransport(answer)))
campaigns = sdk.atoms.campaigns
print(
    json.dumps(
        {
            "small": best(lambda: campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b"), 1000),
            "list": best(lambda: campaigns.retrieve_all_campaigns(), 200),
        }
    )
)
