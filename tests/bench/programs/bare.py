"""The HTTP library and json.loads: nothing that calls the API by HTTP can cost less."""

from __future__ import annotations

import json

import httpx2
from measure import BODY, HEADERS, JSON, MANY, ONE, URL, best


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers=JSON, content=ONE if request.method == "POST" else MANY)


client = httpx2.Client(transport=httpx2.MockTransport(answer))
print(
    json.dumps(
        {
            "small": best(lambda: json.loads(client.post(URL, json=BODY, headers=HEADERS).content), 1000),
            "list": best(lambda: json.loads(client.get(URL, headers=HEADERS).content), 200),
        }
    )
)
