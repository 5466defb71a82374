"""Answers that are errors."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import httpx2
import pytest

from generator.runtime.errors import (
    ApiConnectionError,
    ApiError,
    ApiResponseError,
    ApiStatusError,
    ApiTimeoutError,
    ClientError,
    CredentialError,
    ResponseDecodeError,
    ResponseValidationError,
    ServerError,
)
from generator.runtime.failures import message_of
from generator.runtime.sdk import Operation

from . import fake_models as types
from .fake_sdk import BadRequestError, InternalServerError, RateLimitError
from .harness import Runner, Server, answer, text_answer


def create(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.create(name="n", request_options={"max_retries": 0})


def test_a_documented_error(run: Runner) -> None:
    server = Server(answer({"status": False, "errors": ["name is required"]}, 400, x_request_id="req_abc"))
    with pytest.raises(BadRequestError) as caught:
        run(create, server)
    error = caught.value
    assert error.body == types.BadRequest(status=False, errors=["name is required"])
    assert error.status_code == 400
    assert error.message == "name is required"
    assert error.request_id == "req_abc"
    assert error.headers["X-Request-ID"] == "req_abc"
    assert error.text == '{"status": false, "errors": ["name is required"]}'
    assert str(error) == "400 Bad Request from POST /campaign: name is required (request id: req_abc)"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("response", "kind", "body", "message"),
    [
        (text_answer("<html>waf</html>", 400, "text/html"), BadRequestError, None, "<html>waf</html>"),
        (text_answer("", 500), InternalServerError, None, "the body is empty"),
        (text_answer("<html>\n bad  gateway", 502), ServerError, None, "<html> bad gateway"),
        (
            text_answer("<!DOCTYPE HTML>\n<html><head><TITLE id=t>502 &lt;Bad&gt;\n Gateway</TITLE>…", 502),
            ServerError,
            None,
            "502 <Bad> Gateway",
        ),
        (answer([1], 400), BadRequestError, None, "[1]"),
        (answer({"errors": "one"}, 400), BadRequestError, types.BadRequest, "one"),
        (answer({"detail": "gone"}, 410), ClientError, types.Problem(detail="gone"), "gone"),
        (answer({"x": 1}, 404), ClientError, types.Problem, '{"x": 1}'),
        (answer({"message": "slow"}, 429), RateLimitError, types.Problem, "slow"),
        (
            answer({"error": {"message": "boom"}}, 500),
            InternalServerError,
            {"error": {"message": "boom"}},
            "boom",
        ),
        (answer(None, 503), ServerError, None, "null"),
        (answer({}, 304), ApiStatusError, {}, "{}"),
        (answer({}, 100 + 499), ServerError, {}, "{}"),
        (answer({}, 300), ApiStatusError, {}, "{}"),
    ],
)
def test_the_class_follows_from_the_status(
    run: Runner, response: Any, kind: type[ApiStatusError], body: Any, message: str
) -> None:
    with pytest.raises(ApiStatusError) as caught:
        run(create, Server(response))
    assert type(caught.value) is kind
    assert caught.value.message == message
    assert caught.value.text == response.text
    if isinstance(body, type):
        assert type(caught.value.body) is body
    else:
        assert caught.value.body == body


def test_a_status_documented_without_a_body(run: Runner) -> None:
    operation: Operation[None] = Operation(
        "GET", "/x", raises={"404": None, "default": lambda: types.Problem}
    )
    with pytest.raises(ClientError) as caught:
        run(lambda client: client.campaigns.call(operation), Server(answer({"detail": "x"}, 404)))
    assert caught.value.body == {"detail": "x"}
    assert caught.value.message == "x"
    with pytest.raises(InternalServerError) as other:
        run(
            lambda client: client.campaigns.call(operation, options={"max_retries": 0}),
            Server(answer({"detail": "x"}, 500)),
        )
    assert other.value.body == types.Problem(detail="x")


def test_strict_responses_does_not_change_errors(run: Runner) -> None:
    with pytest.raises(BadRequestError) as caught:
        run(create, Server(answer({"errors": [1]}, 400)), strict_responses=True)
    assert caught.value.body is not None
    assert caught.value.body.invalid_fields == ("/errors/0",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"message": "m", "error": "e"}, "m"),
        ({"error": "e"}, "e"),
        ({"error": {"code": 5, "message": "m"}}, "m"),
        ({"error": {"code": "invalid"}}, "invalid"),
        ({"error": "invalid_grant", "error_description": "expired"}, "expired"),
        ({"errors": ["a", "b"]}, "a; b"),
        ({"errors": [{"message": "a"}, {"detail": "b"}, {}]}, "a; b"),
        ({"detail": "d", "title": "t"}, "d"),
        ({"title": "t", "status": 400}, "t"),
        ({"detail": [{"loc": ["body", "name", 0], "msg": "missing", "type": "x"}]}, "body.name.0: missing"),
        ({"fault": {"faultstring": "f"}}, "f"),
        ({"message": {"a": 1}, "error": "e"}, "e"),
        ("text", "text"),
        (["a", 1], "a"),
        ({"message": "one\n  two"}, "one two"),
        ({"message": "x" * 999}, "x" * 299 + "…"),
        ({"message": ""}, None),
        ({}, None),
        (5, None),
        (None, None),
    ],
)
def test_messages(data: Any, message: str | None) -> None:
    assert message_of(data) == message


@pytest.mark.parametrize(
    ("header", "value"),
    [("x-request-id", "1"), ("Request-Id", "2"), ("X-Correlation-ID", "3"), ("x-amzn-requestid", "4")],
)
def test_request_ids(run: Runner, header: str, value: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        run(create, Server(answer({}, 400, **{header: value})))
    assert caught.value.request_id == value


def _facts(error: BaseException) -> dict[str, Any]:
    return {"type": type(error), "str": str(error), "args": error.args, **vars(error)}


@pytest.mark.parametrize(
    "error",
    [
        ApiError("a"),
        CredentialError("a"),
        ApiConnectionError("a", phase="read"),
        ApiTimeoutError("a", phase="connect"),
        ApiResponseError("a", status_code=599, headers={"X-A": "1"}, text="t", method="GET", path="/x"),
        BadRequestError(
            "a", status_code=400, headers={"X-Request-Id": "1"}, text="t", body=types.BadRequest()
        ),
        ResponseDecodeError("a", status_code=200),
        ResponseValidationError("a", status_code=200, invalid_fields=("/a",)),
    ],
)
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))])
def test_errors_can_be_pickled_and_copied(error: ApiError, duplicate: Any) -> None:
    error.add_note("seen")
    assert _facts(duplicate(error)) == _facts(error)


def test_the_hierarchy() -> None:
    assert issubclass(ApiTimeoutError, ApiConnectionError)
    assert issubclass(CredentialError, ValueError)
    for cls in (
        ApiConnectionError,
        ApiStatusError,
        ResponseDecodeError,
        ResponseValidationError,
        CredentialError,
    ):
        assert issubclass(cls, ApiError)
    assert str(ApiResponseError("m", status_code=299)) == "299: m"


def test_a_failure_without_words_has_the_name_of_its_kind(run: Runner) -> None:
    server = Server(httpx2.ReadError(""))
    with pytest.raises(ApiConnectionError, match=r"POST https://api\.example\.com/v1/campaign: ReadError$"):
        run(lambda client: client.campaigns.create(name="n"), server)
