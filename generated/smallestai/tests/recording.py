"""A server that records what it is sent and answers what it is told, in memory."""

from __future__ import annotations

import json
from typing import Any

import httpx2

from smallestai import AsyncSmallestAI, SmallestAI
from smallestai._runtime.encode import json_value


class Recording:
    """Answers every request with one status and one JSON body, and keeps the requests."""

    def __init__(self, status: int, body: Any) -> None:
        self.status = status
        self.body = body
        self.requests: list[httpx2.Request] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """The transport's handler."""
        self.requests.append(request)
        if self.body is None:
            return httpx2.Response(self.status)
        if isinstance(self.body, bytes):
            return httpx2.Response(self.status, content=self.body)
        return httpx2.Response(self.status, json=self.body)

    def client(self) -> SmallestAI:
        """A client that talks to this server."""
        transport = httpx2.MockTransport(self.answer)
        return SmallestAI(
            token="test",
            base_url="https://api.smallest.ai/atoms/v1",
            http_client=httpx2.Client(transport=transport),
        )

    def async_client(self) -> AsyncSmallestAI:
        """An asynchronous client that talks to this server."""
        transport = httpx2.MockTransport(self.answer)
        return AsyncSmallestAI(
            token="test",
            base_url="https://api.smallest.ai/atoms/v1",
            http_client=httpx2.AsyncClient(transport=transport),
        )

    def check(self, method: str, url: str, query: str, headers: dict[str, str], body: Any) -> None:
        """Assert that exactly one request came, and that it was this one."""
        (request,) = self.requests
        assert request.method == method
        assert request.url.copy_with(query=None) == httpx2.URL(url)
        assert request.url.query.decode() == query
        for name, value in headers.items():
            assert request.headers[name] == value
        sent = json.loads(request.content) if request.content else None
        assert sent == body


def plain(value: object) -> Any:
    """A returned value as the JSON that it was read from; bytes as they are."""
    return value if isinstance(value, bytes) else json_value(value, sending=False)
