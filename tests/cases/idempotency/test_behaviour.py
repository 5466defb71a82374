from __future__ import annotations

import inspect
import uuid
from typing import Any

import httpx2
import pytest

from tests.cases.harness import Caller, Made

HEADER = "idempotent-request"
METHODS: dict[str, dict[str, Any]] = {
    "create": {"amount": 1},
    "change": {"id": "p1"},
    "remove": {"id": "p1"},
    "replace": {"id": "p1"},
    "list": {},
}


def failing(api: Caller, *statuses: int) -> None:
    """Answer with these statuses, one after another; none of them makes the client wait."""
    left = list(statuses)
    api._answer = lambda _: httpx2.Response(left.pop(0), headers={"retry-after-ms": "1"})


def keys(api: Caller) -> list[str | None]:
    return [request.headers.get(HEADER) for request in api.requests]


@pytest.mark.parametrize("method", ["create", "change"])
def test_one_key_for_all_attempts_and_another_for_the_next_call(api: Caller, method: str) -> None:
    failing(api, 500, 502, 204, 204)
    api.call(f"payments.{method}", **METHODS[method])
    api.call(f"payments.{method}", **METHODS[method])
    first, second, third, other = keys(api)
    assert first is not None
    assert other is not None
    assert first == second == third != other
    assert [uuid.UUID(key).version for key in (first, other)] == [4, 4]


def test_the_name_is_sent_as_documented(api: Caller) -> None:
    api.call("payments.create", amount=1)
    sent = [name for name, _ in api.request.headers.raw if name.lower() == HEADER.encode()]
    assert sent == [b"Idempotent-Request"]
    assert api.body == {"amount": 1}


def test_methods_that_may_be_repeated_anyway_get_a_key_only_where_they_document_it(api: Caller) -> None:
    for method in ("remove", "replace", "list"):
        api.call(f"payments.{method}", **METHODS[method])
    removed, *others = keys(api)
    assert uuid.UUID(removed).version == 4
    assert others == [None, None]


def test_operations_that_the_document_calls_idempotent_get_one(api: Caller) -> None:
    api.call("payments.look", id="p1")
    assert uuid.UUID(keys(api)[0]).version == 4


def test_the_caller_may_choose(api: Caller) -> None:
    api.call("payments.create", amount=1, idempotent_request="mine")
    api.call("payments.create", amount=1, request_options={"idempotency_key": "of the call"})
    api.call(
        "payments.create",
        amount=1,
        idempotent_request="mine",
        request_options={"idempotency_key": "of the call"},
    )
    api.call("payments.replace", id="p1", request_options={"idempotency_key": "of the call"})
    api.call("payments.change", id="p1", request_options={"headers": {"IDEMPOTENT-REQUEST": "by hand"}})
    assert keys(api) == ["mine", "of the call", "of the call", "of the call", "by hand"]


def test_the_client_may_have_one(api: Caller) -> None:
    api.options["headers"] = {"Idempotent-Request": "mine"}
    api.call("payments.create", amount=1)
    assert keys(api) == ["mine"]


def test_without_a_key_a_call_is_not_repeated(api: Caller, package: Any) -> None:
    failing(api, 500, 204)
    options = {"headers": {"Idempotent-Request": None}}
    with pytest.raises(package.InternalServerError):
        api.call("payments.change", id="p1", request_options=options)
    assert keys(api) == [None]


def test_the_argument_may_be_left_out(package: Any) -> None:
    parameters = inspect.signature(package.resources.payments.Payments.create).parameters
    assert [(each.name, each.default) for each in parameters.values()] == [
        ("self", inspect.Parameter.empty),
        ("amount", inspect.Parameter.empty),
        ("idempotent_request", None),
        ("request_options", None),
    ]


def test_the_readme_tells_of_keys(case: Made, package: Any, api: Caller) -> None:
    readme = case.files["README.md"]
    assert "each sends a random key in the header `Idempotent-Request`" in readme
    assert "A `POST` is never sent twice on a guess." not in readme
    (example,) = [block for block in readme.split("```python\n") if "idempotency_key" in block]
    call = example.partition("```")[0]
    if not api.asynchronous:
        with httpx2.Client(transport=httpx2.MockTransport(api._handle)) as http:
            exec(call, {"client": package.CaseIdempotency(http_client=http)})
        assert keys(api) == ["order-1234"]
