"""What an operation says of its own repetition: pure decisions."""

from __future__ import annotations

import pytest

from generator.runtime.retry import Retries, after_failure, after_status


def one() -> float:
    return 1.0


@pytest.mark.parametrize(
    ("statuses", "repeated"),
    [
        ((), {408, 429, 500, 503}),
        (("5XX",), {500, 503}),
        (("404", "501"), {404, 501}),
    ],
)
def test_statuses(statuses: tuple[str, ...], repeated: set[int]) -> None:
    policy = Retries(statuses=statuses)
    found = {status for status in (400, 404, 408, 429, 500, 501, 503, 505) if policy.names(status)}
    assert found == repeated


def test_delays_grow_to_the_longest() -> None:
    policy = Retries(first_delay=1.0, longest_delay=5.0, exponent=3.0)
    assert [policy.delay(number, one) for number in (1, 2, 3, 4)] == [1.0, 3.0, 5.0, 5.0]
    assert policy.delay(10_000, one) == 5.0  # where the power is beyond what a float holds


def test_as_often_as_the_time_allows_unless_a_number_is_said() -> None:
    assert Retries().limit is None
    assert Retries(limit=3, total=10.0).limit == 3
    limit = Retries(total=10.0).limit
    assert limit is not None
    assert limit > 1_000_000


@pytest.mark.parametrize(("always", "wait"), [(False, None), (True, 0.5)])
def test_always_is_for_calls_that_the_server_may_have_acted_on(always: bool, wait: float | None) -> None:
    policy = Retries(statuses=("500",), connection_errors=True, always=always)
    assert after_status(500, {}, number=1, repeatable=False, now=0.0, random=one, policy=policy) == wait
    assert after_failure("read", number=1, repeatable=False, random=one, policy=policy) == wait


def test_the_server_decides_all_the_same() -> None:
    policy = Retries(statuses=("500",), always=True)
    told = {"x-should-retry": "false"}
    assert after_status(500, told, number=1, repeatable=True, now=0.0, random=one, policy=policy) is None
    asked = {"retry-after": "7"}
    assert after_status(500, asked, number=1, repeatable=True, now=0.0, random=one, policy=policy) == 7.0


@pytest.mark.parametrize(("connection_errors", "wait"), [(None, 0.5), (True, 0.5), (False, None)])
def test_connection_errors(connection_errors: bool | None, wait: float | None) -> None:
    policy = Retries(connection_errors=connection_errors)
    assert after_failure("connect", number=1, repeatable=False, random=one, policy=policy) == wait
