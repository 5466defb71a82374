"""Exchanges with a server, and what the generated SDK must make of each.

The answers are those that a real server and real intermediaries gave to another SDK for the same API. One row
is one call: what the server answers, what must have been sent, how long was waited, and what the caller gets.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2
import smallestai
from smallestai import RawResponse, types

ARGUMENTS: Mapping[str, Any] = {
    "name": "My Campaign",
    "audience_id": "60d0fe4f5311236168a109cb",
    "agent_id": "60d0fe4f5311236168a109ca",
}
BODY = '{"name":"My Campaign","audienceId":"60d0fe4f5311236168a109cb","agentId":"60d0fe4f5311236168a109ca"}'
CAMPAIGN: Mapping[str, Any] = {
    "_id": "665f1c2e9b1d8e0012345678",
    "name": "My Campaign",
    "description": "d",
    "organization": "org1",
    "agentId": "60d0fe4f5311236168a109ca",
    "createdBy": "u1",
    "audienceId": "60d0fe4f5311236168a109cb",
    "participantsCount": 0,
    "scheduledAt": "2026-04-24T10:00:00.000Z",
    "maxRetries": 3,
    "retryDelay": 15,
    "retryAttempts": 0,
    "status": "scheduled",
    "createdAt": "2026-04-20T08:00:00.000Z",
    "updatedAt": "2026-04-20T08:00:00.000Z",
}
JSON = {"content-type": "application/json"}
NOON = dt.datetime(2026, 4, 24, 10, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Answer:
    """What the server answers: a status, or no answer at all (`fails`)."""

    status: int = 201
    body: Any = ""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    fails: type[Exception] | None = None

    @property
    def content(self) -> bytes:
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


@dataclass(frozen=True)
class Sent:
    """A request as it must arrive. `target` is path and query, exactly as on the request line."""

    method: str = "POST"
    target: str = "/atoms/v1/campaign"
    body: str = BODY
    headers: Mapping[str, str | None] = field(
        default_factory=lambda: {"authorization": "Bearer sk_test_123", "content-type": "application/json"}
    )
    host: str = "api.smallest.ai"


Check: TypeAlias = Callable[[Any], None]


@dataclass(frozen=True)
class Case:
    """A call and its outcome: a value that `check` looks at, or an error of `raises` that it looks at."""

    name: str
    answers: tuple[Answer, ...]
    check: Check
    sent: tuple[Sent, ...] = (Sent(),)
    waits: tuple[float, ...] | None = ()
    raises: type[Exception] | None = None
    method: str = "create_a_campaign"
    raw: bool = False
    arguments: Mapping[str, Any] = field(default_factory=lambda: ARGUMENTS)
    client: Mapping[str, Any] = field(default_factory=dict[str, Any])
    warnings: int = 0


OK = Answer(201, {"status": True, "data": CAMPAIGN})


def body(**members: Any) -> str:
    """The JSON body of the usual arguments and some more, in the order of the spec."""
    order = (
        "name",
        "description",
        "audienceId",
        "agentId",
        "phoneNumberIds",
        "scheduledAt",
        "maxRetries",
        "retryDelay",
    )
    known = {**json.loads(BODY), **members}
    return json.dumps({key: known[key] for key in order if key in known}, separators=(",", ":"))


def is_campaign(value: Any) -> None:
    assert isinstance(value, types.CreateACampaignResponse)
    assert value.status is True
    assert value.data is not None
    assert value.data.id == "665f1c2e9b1d8e0012345678"
    assert value.data.status == "scheduled"
    assert value.data.scheduled_at == NOON
    assert value.data.created_at == dt.datetime(2026, 4, 20, 8, tzinfo=dt.UTC)
    assert value.data.created_at.tzinfo is not None
    assert value.invalid_fields == ()


def fails(
    status: int, errors: list[str] | None = None, model: type | None = None, text: str | None = None
) -> Check:
    """A check of an ApiStatusError."""

    def check(error: Any) -> None:
        assert isinstance(error, smallestai.ApiStatusError)
        assert error.status_code == status
        if model is not None:
            assert isinstance(error.body, model)
            if errors is not None:
                body: Any = error.body
                assert body.errors == errors
            assert error.headers["Content-Type"] == "application/json"
        if text is not None:
            assert error.body is None
            assert error.text == text
        assert str(status) in str(error)
        assert "\n" not in str(error)

    return check


def has(**facts: Any) -> Check:
    """A check of the attributes of the `data` of a response, and of the response's `invalid_fields`."""

    def check(value: Any) -> None:
        assert isinstance(value, types.CreateACampaignResponse)
        invalid = facts.get("invalid_fields", ())
        assert sorted(value.invalid_fields) == sorted(invalid)
        for name, expected in facts.items():
            if name != "invalid_fields":
                assert getattr(value.data, name) == expected
        value.to_dict()

    return check


def says(*parts: str) -> Check:
    """A check that an error's message has these parts."""

    def check(error: Any) -> None:
        for part in parts:
            assert part in str(error)

    return check


def is_empty(value: Any) -> None:
    assert isinstance(value, types.CreateACampaignResponse)
    assert value.status is None
    assert value.data is None
    assert value.invalid_fields == ()


def keeps_extras(value: Any) -> None:
    assert isinstance(value, types.CreateACampaignResponse)
    assert value.data is not None
    data: Any = value.data
    assert data.newField == {"a": 1}
    assert value.model_dump()["data"]["newField"] == {"a": 1}
    assert value.to_dict()["data"]["newField"] == {"a": 1}
    top: Any = value
    assert top.extraTop == 1


def keeps_both_ids(value: Any) -> None:
    assert value.data.id == "mongo-id"
    assert value.to_dict() == {"status": True, "data": {"_id": "mongo-id", "id": "plain-id"}}


def keeps_the_string(value: Any) -> None:
    assert value.data == "oops"
    assert value.invalid_fields == ("/data",)


def is_raw(value: Any) -> None:
    assert isinstance(value, RawResponse)
    assert value.status_code == 201
    assert value.headers["X-Request-Id"] == "req_1"
    assert value.request_id == "req_1"
    is_campaign(value.parse())


def decode_error(text: str) -> Check:
    def check(error: Any) -> None:
        assert isinstance(error, smallestai.ApiError)
        assert error.status_code == 201  # type: ignore[attr-defined]
        assert error.text == text  # type: ignore[attr-defined]

    return check


def nothing(_: Any) -> None:
    """The outcome has nothing else to it."""


WRONG_TYPES = {
    "status": "yes",
    "data": {
        "_id": 5,
        "maxRetries": "abc",
        "participantsCount": 3.9,
        "createdAt": "not-a-date",
        "scheduledAt": 1700000000,
    },
}
WRONG = (
    "/status",
    "/data/_id",
    "/data/maxRetries",
    "/data/participantsCount",
    "/data/createdAt",
    "/data/scheduledAt",
)
STRICT = {"strict_responses": True}
GET = {"authorization": "Bearer sk_test_123", "content-type": None}

CASES: tuple[Case, ...] = (
    Case("required_only_201", (OK,), is_campaign),
    Case(
        "all_args_201",
        (OK,),
        is_campaign,
        arguments={
            **ARGUMENTS,
            "description": "d",
            "phone_number_ids": ["60d0fe4f5311236168a109cc", "60d0fe4f5311236168a109cd"],
            "scheduled_at": NOON,
            "max_retries": 3,
            "retry_delay": 15,
        },
        sent=(
            Sent(
                body=body(
                    description="d",
                    phoneNumberIds=["60d0fe4f5311236168a109cc", "60d0fe4f5311236168a109cd"],
                    scheduledAt="2026-04-24T10:00:00Z",
                    maxRetries=3,
                    retryDelay=15,
                )
            ),
        ),
    ),
    Case(
        "explicit_null_optional",
        (OK,),
        is_campaign,
        arguments={**ARGUMENTS, "description": None, "scheduled_at": None},
    ),
    Case(
        "naive_datetime",
        (),
        says("timezone"),
        raises=ValueError,
        sent=(),
        arguments={**ARGUMENTS, "scheduled_at": dt.datetime(2026, 7, 24, 10, 0)},
    ),
    Case(
        "nonutc_datetime_micros",
        (OK,),
        is_campaign,
        arguments={
            **ARGUMENTS,
            "scheduled_at": dt.datetime(
                2026, 4, 24, 10, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))
            ),
        },
        sent=(Sent(body=body(scheduledAt="2026-04-24T04:30:00.123456Z")),),
    ),
    Case(
        "scheduled_at_str",
        (OK,),
        is_campaign,
        arguments={**ARGUMENTS, "scheduled_at": "2026-04-24T10:00:00Z"},
        sent=(Sent(body=body(scheduledAt="2026-04-24T10:00:00Z")),),
    ),
    Case(
        "phone_number_ids_tuple_empty",
        (OK,),
        is_campaign,
        arguments={**ARGUMENTS, "phone_number_ids": ()},
        sent=(Sent(body=body(phoneNumberIds=[])),),
    ),
    Case(
        "status_400",
        (Answer(400, {"status": False, "errors": ["name is required"]}, {**JSON, "x-request-id": "req_9"}),),
        fails(400, ["name is required"], types.BadRequestErrorResponse),
        raises=smallestai.BadRequestError,
    ),
    Case(
        "status_400_plan_gated",
        (Answer(400, {"status": False, "errors": ["Your plan has no access to campaigns, please upgrade"]}),),
        fails(400, ["Your plan has no access to campaigns, please upgrade"], types.BadRequestErrorResponse),
        raises=smallestai.BadRequestError,
    ),
    Case(
        "status_401",
        (Answer(401, {"status": False, "errors": ["Unauthorized"]}, {**JSON, "x-request-id": "req_abc"}),),
        fails(401, ["Unauthorized"], types.UnauthorizedErrorResponse),
        raises=smallestai.UnauthorizedError,
    ),
    Case(
        "status_403",
        (Answer(403, {"status": False, "errors": ["Forbidden"]}),),
        fails(403, ["Forbidden"], types.ApiResponse),
        raises=smallestai.ForbiddenError,
    ),
    Case(
        "status_404_undeclared",
        (Answer(404, {"status": False, "errors": ["Not found"]}),),
        fails(404),
        raises=smallestai.NotFoundError,
    ),
    Case(
        "status_429_undeclared",
        (Answer(429, {"status": False, "errors": ["slow"]}),) * 3,
        fails(429),
        raises=smallestai.RateLimitError,
        sent=(Sent(),) * 3,
        waits=None,
    ),
    Case(
        "status_500",
        (Answer(500, {"status": False, "errors": ["boom"]}),),
        fails(500, ["boom"], types.InternalServerErrorResponse),
        raises=smallestai.InternalServerError,
    ),
    Case(
        "status_502_html",
        (Answer(502, "<html>bad gateway</html>", {"content-type": "text/html"}),),
        fails(502, text="<html>bad gateway</html>"),
        raises=smallestai.ServerError,
    ),
    Case(
        "status_400_html",
        (Answer(400, "<html>waf</html>", {"content-type": "text/html"}),),
        fails(400, text="<html>waf</html>"),
        raises=smallestai.BadRequestError,
    ),
    Case(
        "status_500_empty", (Answer(500, "", {}),), fails(500, text=""), raises=smallestai.InternalServerError
    ),
    Case(
        "invalid_json_201",
        (Answer(201, '{"status": tru'),),
        decode_error('{"status": tru'),
        raises=smallestai.ResponseDecodeError,
    ),
    Case("empty_body_201", (Answer(201, "", {}),), decode_error(""), raises=smallestai.ResponseDecodeError),
    Case(
        "body_is_list_201",
        (Answer(201, [1, 2]),),
        decode_error("[1, 2]"),
        raises=smallestai.ResponseValidationError,
    ),
    Case(
        "body_is_null_201",
        (Answer(201, "null"),),
        decode_error("null"),
        raises=smallestai.ResponseValidationError,
    ),
    Case(
        "unknown_enum_archived",
        (Answer(201, {"status": True, "data": {**CAMPAIGN, "status": "archived"}}),),
        has(status="archived"),
    ),
    Case(
        "missing_fields",
        (Answer(201, {"status": True, "data": {"_id": "x"}}),),
        has(id="x", name=None, created_at=None, status=None),
    ),
    Case("empty_object", (Answer(201, {}),), is_empty),
    Case(
        "extra_fields",
        (Answer(201, {"status": True, "extraTop": 1, "data": {**CAMPAIGN, "newField": {"a": 1}}}),),
        keeps_extras,
    ),
    Case(
        "wrong_types",
        (Answer(201, WRONG_TYPES),),
        has(
            id=5,
            max_retries="abc",
            participants_count=3.9,
            created_at="not-a-date",
            scheduled_at=1700000000,
            invalid_fields=WRONG,
        ),
        warnings=1,
    ),
    Case(
        "wrong_types_strict",
        (Answer(201, WRONG_TYPES),),
        says("/data/maxRetries"),
        raises=smallestai.ResponseValidationError,
        client=STRICT,
    ),
    Case("data_is_string", (Answer(201, {"status": True, "data": "oops"}),), keeps_the_string, warnings=1),
    Case(
        "data_is_string_strict",
        (Answer(201, {"status": True, "data": "oops"}),),
        says("/data"),
        raises=smallestai.ResponseValidationError,
        client=STRICT,
    ),
    Case(
        "dup_names",
        (Answer(201, {"status": True, "data": {"id": "plain-id", "_id": "mongo-id"}}),),
        keeps_both_ids,
    ),
    Case(
        "redirect_307",
        (Answer(307, "", {"location": "/elsewhere"}), OK),
        is_campaign,
        sent=(Sent(), Sent(target="/elsewhere")),
    ),
    Case(
        "redirect_307_other_origin",
        (Answer(307, "", {"location": "https://other.example/elsewhere"}), OK),
        is_campaign,
        sent=(
            Sent(),
            Sent(
                target="/elsewhere",
                host="other.example",
                headers={"authorization": None, "x-mine": None, "content-type": "application/json"},
            ),
        ),
        client={"headers": {"X-Mine": "1"}},
    ),
    Case(
        "retry_default_500x3",
        (Answer(500, {"status": False, "errors": ["a"]}),),
        fails(500),
        raises=smallestai.InternalServerError,
    ),
    Case("retry_500_then_201", (Answer(500, {}), OK), fails(500), raises=smallestai.InternalServerError),
    Case(
        "retry_after_1",
        (Answer(429, {}, {**JSON, "retry-after": "1"}), OK),
        is_campaign,
        sent=(Sent(), Sent()),
        waits=(1.0,),
    ),
    Case(
        "retry_after_0",
        (Answer(429, {}, {**JSON, "retry-after": "0"}), OK),
        is_campaign,
        sent=(Sent(), Sent()),
        waits=(0.0,),
    ),
    Case(
        "retry_after_ms_50",
        (Answer(429, {}, {**JSON, "retry-after-ms": "50"}), OK),
        is_campaign,
        sent=(Sent(), Sent()),
        waits=(0.05,),
    ),
    Case(
        "retry_after_503",
        (Answer(503, {}, {**JSON, "retry-after": "2"}), OK),
        is_campaign,
        sent=(Sent(), Sent()),
        waits=(2.0,),
    ),
    Case("retry_503_unasked", (Answer(503, {}), OK), fails(503), raises=smallestai.ServiceUnavailableError),
    Case(
        "retry_after_too_long",
        (Answer(429, {}, {**JSON, "retry-after": "3600"}), OK),
        fails(429),
        raises=smallestai.RateLimitError,
    ),
    Case(
        "retry_409",
        (Answer(409, {"status": False, "errors": ["conflict"]}), OK),
        fails(409),
        raises=smallestai.ConflictError,
    ),
    Case(
        "request_options",
        (OK,),
        is_campaign,
        arguments={
            **ARGUMENTS,
            "request_options": {
                "headers": {"Authorization": "Bearer other", "X-Extra": "1"},
                "query": {"dry": True, "tags": ["a", "b"]},
                "body": {"name": "override", "extra": 1},
            },
        },
        sent=(
            Sent(
                target="/atoms/v1/campaign?dry=true&tags=a&tags=b",
                body=BODY.replace("My Campaign", "override")[:-1] + ',"extra":1}',
                headers={"authorization": "Bearer other", "x-extra": "1", "content-type": "application/json"},
            ),
        ),
    ),
    Case(
        "with_raw_response",
        (Answer(201, {"status": True, "data": CAMPAIGN}, {**JSON, "x-request-id": "req_1"}),),
        is_raw,
        raw=True,
    ),
    Case(
        "path_param_injection",
        (Answer(200, {}),),
        nothing,
        method="get_a_campaign",
        arguments={"id": "../agent/1?x=1"},
        sent=(Sent("GET", "/atoms/v1/campaign/..%2Fagent%2F1%3Fx%3D1", "", GET),),
    ),
    Case(
        "path_param_fragment",
        (Answer(200, {}),),
        nothing,
        method="get_a_campaign",
        arguments={"id": "a#f%2e"},
        sent=(Sent("GET", "/atoms/v1/campaign/a%23f%252e", "", GET),),
    ),
    Case(
        "path_param_space_slash",
        (Answer(200, {}),),
        nothing,
        method="get_a_campaign",
        arguments={"id": "a b/c"},
        sent=(Sent("GET", "/atoms/v1/campaign/a%20b%2Fc", "", GET),),
    ),
    *(
        Case(
            f"path_param_{label}",
            (),
            says("id"),
            raises=ValueError,
            method="get_a_campaign",
            arguments={"id": text},
            sent=(),
        )
        for label, text in (("empty", ""), ("dot", "."), ("dots", ".."))
    ),
    Case(
        "list_query",
        (Answer(200, {}),),
        nothing,
        method="retrieve_all_campaigns",
        arguments={"page": 2, "offset": 5, "status": "running", "search": "a&b c", "sort_field": "createdAt"},
        sent=(
            Sent(
                "GET",
                "/atoms/v1/campaign?page=2&offset=5&status=running&search=a%26b%20c&sortField=createdAt",
                "",
                GET,
            ),
        ),
    ),
    Case(
        "list_query_nothing",
        (Answer(200, {}),),
        nothing,
        method="retrieve_all_campaigns",
        arguments={"page": None},
        sent=(Sent("GET", "/atoms/v1/campaign", "", GET),),
    ),
    Case(
        "transport_connect_error",
        (Answer(fails=httpx2.ConnectError),) * 3,
        nothing,
        raises=smallestai.ApiConnectionError,
        sent=(Sent(),) * 3,
        waits=None,
    ),
    Case(
        "transport_read_timeout",
        (Answer(fails=httpx2.ReadTimeout),),
        nothing,
        raises=smallestai.ApiTimeoutError,
    ),
    Case(
        "transport_read_error",
        (Answer(fails=httpx2.ReadError),),
        nothing,
        raises=smallestai.ApiConnectionError,
    ),
    Case(
        "transport_remote_protocol",
        (Answer(fails=httpx2.RemoteProtocolError),),
        nothing,
        raises=smallestai.ApiConnectionError,
    ),
)
