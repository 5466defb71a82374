"""The vendor's own SDK for the same API, beside the HTTP library that it uses."""

from __future__ import annotations

import json

import httpx
from measure import BODY, HEADERS, JSON, MANY, ONE, URL, best
from smallestai import SmallestAI


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers=JSON, content=ONE if request.method == "POST" else MANY)


client = httpx.Client(transport=httpx.MockTransport(answer))
sdk = SmallestAI(api_key="test", httpx_client=client)
campaigns = sdk.atoms.campaigns
print(
    json.dumps(
        {
            "small": best(lambda: campaigns.create(name="n", audience_id="a", agent_id="b"), 500),
            "list": best(lambda: campaigns.list(), 50),
            "bare": best(lambda: json.loads(client.post(URL, json=BODY, headers=HEADERS).content), 500),
            "bare_list": best(lambda: json.loads(client.get(URL, headers=HEADERS).content), 100),
        }
    )
)
