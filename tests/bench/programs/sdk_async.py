"""The generated SDK, asynchronously, beside the asynchronous HTTP library."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

import httpx2
from measure import BODY, HEADERS, JSON, ONE, URL
from smallestai import AsyncSmallestAI


async def answer(_: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers=JSON, content=ONE)


async def best(call: Callable[[], Awaitable[object]], number: int = 1000) -> float:
    await call()
    lowest = float("inf")
    for _ in range(7):
        before = time.process_time()
        for _ in range(number):
            await call()
        lowest = min(lowest, (time.process_time() - before) / number * 1e6)
    return lowest


async def main() -> None:
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    sdk = AsyncSmallestAI(http_client=http)
    campaigns = sdk.atoms.campaigns

    async def bare() -> object:
        return json.loads((await http.post(URL, json=BODY, headers=HEADERS)).content)

    result = {
        "bare": await best(bare),
        "sdk": await best(lambda: campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b")),
    }
    await http.aclose()
    print(json.dumps(result))


asyncio.run(main())
