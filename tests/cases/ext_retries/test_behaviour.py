from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from tests.cases.harness import Caller


@pytest.fixture(autouse=True)
def clock(package: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits; they take no time, and are as long as chance lets them be."""
    from importlib import import_module

    kind = import_module(f"{package.__name__}._runtime.settings").Clock
    waits: list[float] = []

    async def sleep_async(_: Any, seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(kind, "random", lambda _: 1.0)
    monkeypatch.setattr(kind, "sleep", lambda _, seconds: waits.append(seconds))
    monkeypatch.setattr(kind, "sleep_async", sleep_async)
    monkeypatch.setattr(kind, "monotonic", lambda _: sum(waits))
    return waits


def failing(api: Caller, *statuses: int) -> None:
    api.answers_in_turn(*(httpx2.Response(status) for status in statuses))


def breaking(api: Caller, error: type[httpx2.TransportError]) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if len(api.requests) == 1:
            raise error("broken", request=request)
        return httpx2.Response(204)

    api._answer = answer


def test_what_the_document_says_of_an_operation(api: Caller, clock: list[float], package: Any) -> None:
    failing(api, 500, 429, 204)
    api.call("jobs.start")
    assert clock == [1.0, 1.5]
    failing(api, 503)
    with pytest.raises(package.ServiceUnavailableError):
        api.call("jobs.start")


def test_no_attempt_begins_after_the_time_is_up(api: Caller, clock: list[float], package: Any) -> None:
    failing(api, *[500] * 9)
    with pytest.raises(package.InternalServerError):
        api.call("jobs.start")
    assert clock == [1.0, 1.5]  # the next would begin after four seconds


def test_the_callers_word_counts_first(api: Caller, clock: list[float], package: Any) -> None:
    failing(api, *[500] * 9)
    with pytest.raises(package.InternalServerError):
        api.call("jobs.start", request_options={"max_retries": 1})
    assert len(api.requests) == 2
    api.requests.clear()
    api.options["max_retries"] = 0
    with pytest.raises(package.InternalServerError):
        api.call("jobs.start")
    assert len(api.requests) == 1
    api.requests.clear()
    failing(api, 500, 500, 204)
    api.options["max_retries"] = 2
    api.call("jobs.replace")  # its document says never
    assert len(api.requests) == 3


def test_with_options_is_the_callers_word_too(package: Any, api: Caller) -> None:
    failing(api, *[500] * 9)
    if not api.asynchronous:
        with httpx2.Client(transport=httpx2.MockTransport(api._handle)) as http:
            client = package.CaseRetries(http_client=http).with_options(max_retries=0)
            with pytest.raises(package.InternalServerError):
                client.jobs.start()
        assert len(api.requests) == 1


def test_the_roots_word_counts_for_all_that_may_be_repeated(api: Caller, clock: list[float]) -> None:
    failing(api, 500, 404, 503, 502, 204)
    api.call("jobs.list")
    assert clock == [0.1, 0.2, 0.4, 0.4]


def test_but_makes_no_call_safe_that_is_not(api: Caller, package: Any) -> None:
    failing(api, 500, 204)
    with pytest.raises(package.InternalServerError):
        api.call("jobs.create")
    breaking(api, httpx2.ReadError)
    api.requests.clear()
    with pytest.raises(package.ApiConnectionError):
        api.call("jobs.create")


def test_an_operation_that_says_so_is_repeated_after_lost_answers(api: Caller) -> None:
    breaking(api, httpx2.ReadError)
    api.call("jobs.start")
    assert len(api.requests) == 2


def test_connection_errors_may_be_left_out(api: Caller, package: Any) -> None:
    breaking(api, httpx2.ConnectError)
    with pytest.raises(package.ApiConnectionError):
        api.call("jobs.stop")
    assert len(api.requests) == 1
    api.requests.clear()
    failing(api, 409, 409, 204)
    api.call("jobs.stop")


def test_disabled(api: Caller, package: Any) -> None:
    failing(api, 500, 204)
    with pytest.raises(package.InternalServerError):
        api.call("jobs.replace")


def test_idempotent_by_the_documents_word(api: Caller) -> None:
    failing(api, 500, 204)
    api.call("jobs.restart")
    assert len(api.requests) == 2


def test_what_cannot_be_read_counts_as_absent(api: Caller, clock: list[float]) -> None:
    failing(api, 500, 204)
    api.call("jobs.pause")
    assert clock == [0.1]  # the root's
