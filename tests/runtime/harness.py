"""Runs one case through the sync and through the async client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx2

from generator.runtime.settings import Clock

from .fake_sdk import Acme, AsyncAcme

Answer = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]


class Server:
    """Answers requests with a script, the last line of it for ever, and keeps the requests."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The transport's handler."""
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)
        # A fresh response each time: one is used up by being read.
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def request(self) -> httpx2.Request:
        """The one request that came."""
        (request,) = self.requests
        return request

    @property
    def body(self) -> Any:
        """The JSON body of the one request that came."""
        return json.loads(self.request.content)


class FakeClock(Clock):
    """A clock that stands still except when someone waits."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []
        self.chance = 1.0

    def monotonic(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.time

    def random(self) -> float:
        return self.chance

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class Runner:
    """Makes a client, uses it, closes it; in one of the two ways."""

    def __init__(self, is_async: bool) -> None:
        self.is_async = is_async
        self.clock = FakeClock()

    def __call__(
        self,
        use: Callable[[Any], Any],
        server: Server | None = None,
        *,
        http: dict[str, Any] | None = None,
        real_clock: bool = False,
        **options: Any,
    ) -> Any:
        """Use a client.

        Args:
            use: Gets the client; what it returns is awaited in the async case.
            server: What the client talks to; without one, the network.
            http: Further options of the HTTP client that carries the server.
            real_clock: Let time pass.
            options: Of the client.
        """
        if not {"token", "sdk", "api_key"} & options.keys():
            options["token"] = "sk_test_123"
        if server is not None or http is not None:
            options["http_client"] = self.http_client(server, **(http or {}))
        if not self.is_async:
            with Acme(**options) as client:
                if not real_clock:
                    client._core.settings.clock = self.clock
                return use(client)

        async def run() -> Any:
            async with AsyncAcme(**options) as client:
                if not real_clock:
                    client._core.settings.clock = self.clock
                return await use(client)

        return asyncio.run(run())

    def http_client(self, server: Server | None, **options: Any) -> httpx2.Client | httpx2.AsyncClient:
        """Return a client of the HTTP library that talks to a server."""
        if server is not None:
            options["transport"] = httpx2.MockTransport(server.handle)
        return httpx2.AsyncClient(**options) if self.is_async else httpx2.Client(**options)


def answer(data: Any, status: int = 200, **headers: str) -> httpx2.Response:
    """Return a JSON answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    names["content-type"] = "application/json"
    return httpx2.Response(status, content=json.dumps(data).encode(), headers=names)


def text_answer(text: str | bytes, status: int = 200, type: str = "application/json") -> httpx2.Response:
    """Return an answer with any body."""
    content = text.encode() if isinstance(text, str) else text
    return httpx2.Response(status, content=content, headers={"content-type": type})
