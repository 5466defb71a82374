"""Every exchange of `cases.py`, synchronously and asynchronously, through the client as generated."""

from __future__ import annotations

import asyncio
import logging
import pickle
from typing import Any

import httpx2
import pytest
import smallestai
from smallestai import AsyncSmallestAI, SmallestAI

from tests.wire.cases import CASES, OK, Answer, Case, Sent


class Server:
    """Answers a case's answers in turn, and keeps what it was sent."""

    def __init__(self, answers: tuple[Answer, ...]) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if answer.fails is not None:
            raise answer.fails("the transport failed")
        return httpx2.Response(answer.status, headers=dict(answer.headers), content=answer.content)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited between attempts, without waiting."""
    waited: list[float] = []

    async def sleep(_: object, seconds: float) -> None:
        waited.append(seconds)

    clock = "smallestai._runtime.settings.Clock"
    monkeypatch.setattr(f"{clock}.sleep", lambda _, seconds: waited.append(seconds))
    monkeypatch.setattr(f"{clock}.sleep_async", sleep)
    return waited


def call(case: Case, server: Server) -> Any:
    transport = httpx2.MockTransport(server.answer)
    with SmallestAI(
        token="sk_test_123", http_client=httpx2.Client(transport=transport), **case.client
    ) as client:
        campaigns: Any = client.atoms.campaigns
        return getattr(campaigns.with_raw_response if case.raw else campaigns, case.method)(**case.arguments)


async def call_async(case: Case, server: Server) -> Any:
    transport = httpx2.MockTransport(server.answer)
    http_client = httpx2.AsyncClient(transport=transport)
    async with AsyncSmallestAI(token="sk_test_123", http_client=http_client, **case.client) as client:
        campaigns: Any = client.atoms.campaigns
        return await getattr(campaigns.with_raw_response if case.raw else campaigns, case.method)(
            **case.arguments
        )


def check_sent(requests: list[httpx2.Request], expected: tuple[Sent, ...]) -> None:
    assert len(requests) == len(expected)
    for request, sent in zip(requests, expected, strict=True):
        assert request.method == sent.method
        assert request.url.raw_path.decode() == sent.target
        assert request.url.host == sent.host
        assert request.content.decode() == sent.body
        for name, value in sent.headers.items():
            assert request.headers.get(name) == value


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, asynchronous: bool, waits: list[float], caplog: pytest.LogCaptureFixture) -> None:
    server = Server(case.answers)

    def outcome() -> Any:
        return asyncio.run(call_async(case, server)) if asynchronous else call(case, server)

    with caplog.at_level(logging.WARNING, logger="smallestai"):
        if case.raises is None:
            case.check(outcome())
        else:
            with pytest.raises(case.raises) as caught:
                outcome()
            case.check(caught.value)
            if isinstance(caught.value, smallestai.ApiError):
                assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    check_sent(server.requests, case.sent)
    if case.waits is not None:
        assert tuple(waits) == case.waits
    else:
        assert len(waits) == len(case.sent) - 1
        assert all(0 <= seconds <= 8 for seconds in waits)
    assert len(caplog.records) == case.warnings


def test_construct_without_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMALLESTAI_TOKEN", raising=False)
    for client in (SmallestAI, AsyncSmallestAI):
        with pytest.raises(smallestai.CredentialError, match=r"token.*SMALLESTAI_TOKEN"):
            client()


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_env_set_after_import(asynchronous: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLESTAI_TOKEN", "from-the-environment")
    server = Server((OK,))
    transport = httpx2.MockTransport(server.answer)
    if asynchronous:

        async def use() -> None:
            async with AsyncSmallestAI(http_client=httpx2.AsyncClient(transport=transport)) as client:
                await client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b")

        asyncio.run(use())
    else:
        client = SmallestAI(http_client=httpx2.Client(transport=transport))
        client.atoms.campaigns.create_a_campaign(name="n", audience_id="a", agent_id="b")
    assert server.requests[0].headers["authorization"] == "Bearer from-the-environment"
