"""The HTTP library and plain pydantic models: what typed data costs at least."""

from __future__ import annotations

import json

import httpx2
from measure import BODY, HEADERS, JSON, MANY, ONE, URL, best
from pydantic import TypeAdapter
from smallestai import types


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers=JSON, content=ONE if request.method == "POST" else MANY)


client = httpx2.Client(transport=httpx2.MockTransport(answer))
one = TypeAdapter(types.CreateACampaignResponse)
many = TypeAdapter(types.RetrieveAllCampaignsResponse)
print(
    json.dumps(
        {
            "small": best(
                lambda: one.validate_json(client.post(URL, json=BODY, headers=HEADERS).content), 1000
            ),
            "list": best(lambda: many.validate_json(client.get(URL, headers=HEADERS).content), 200),
        }
    )
)
