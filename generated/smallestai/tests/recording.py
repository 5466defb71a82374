"""A server that records what it is sent and answers what it is told, in memory."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

import httpx2

from smallestai import AsyncSmallestAI, SmallestAI
from smallestai._runtime.encode import json_value


class Recording:
    """Answers every request with one status and one body, and keeps the requests."""

    def __init__(self, status: int, body: Any, media_type: str | None = None) -> None:
        self.status = status
        self.body = body
        self.media_type = media_type
        self.requests: list[httpx2.Request] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """The transport's handler."""
        self.requests.append(request)
        if self.body is None:
            return httpx2.Response(self.status)
        headers = {"Content-Type": self.media_type} if self.media_type else {}
        if isinstance(self.body, bytes):
            return httpx2.Response(self.status, content=self.body, headers=headers)
        return httpx2.Response(self.status, json=self.body, headers=headers)

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
        assert sent(request) == body


def sent(request: httpx2.Request) -> Any:
    """What a request carries: JSON as a value, a form as pairs, parts as [name, file name, text], else bytes."""
    content = request.read()
    kind = request.headers.get("content-type", "").partition(";")[0].lower()
    if not content:
        return None
    if kind.endswith(("/json", "+json")):
        return json.loads(content)
    if kind == "application/x-www-form-urlencoded":
        return [list(pair) for pair in parse_qsl(content.decode(), keep_blank_values=True)]
    if kind.startswith("multipart/"):
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        whole = message_from_bytes(head + content)
        return [part(message) for message in whole.walk() if message is not whole]
    return content


def part(message: Message) -> list[Any]:
    """The name, the file name and the text of a part of a multipart body."""
    payload = message.get_payload(decode=True)
    text = payload.decode() if isinstance(payload, bytes) else ""
    return [message.get_param("name", header="content-disposition"), message.get_filename(), text]


def plain(value: object) -> Any:
    """A returned value as the JSON that it was read from; bytes as they are."""
    return value if isinstance(value, bytes) else json_value(value, sending=False)
