"""Documented headers, read into their types."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Annotated, Any, Literal, get_args

import httpx2
import pytest

from generator.runtime.contents import HeadersOf
from generator.runtime.errors import ResponseValidationError
from generator.runtime.formats import JsonDateTime, JsonUuid
from generator.runtime.models import Model, wire
from generator.runtime.raw import (
    AsyncStreamedResponse,
    RawResponse,
    StreamedResponse,
    async_raw_with_headers,
    async_streamed_with_headers,
    raw_with_headers,
    streamed_with_headers,
)
from generator.runtime.sdk import Operation

from . import fake_models as types
from .fake_sdk import Acme, AsyncAcme
from .harness import Runner, Server


class Inner(Model):
    """An object in a header."""

    a: int | None = None
    b: str | None = None


class PetsHeaders(Model):
    """Headers of an answer."""

    limit: Annotated[int | None, wire("X-Rate-Limit")] = None
    rate: Annotated[float | None, wire("X-Rate")] = None
    live: Annotated[bool | None, wire("X-Live")] = None
    name: Annotated[str | None, wire("X-Name")] = None
    reset: Annotated[JsonDateTime | None, wire("X-Reset")] = None
    id: Annotated[JsonUuid | None, wire("X-Id")] = None
    kind: Annotated[Literal["1", "a"] | str | None, wire("X-Kind")] = None
    either: Annotated[int | str | None, wire("X-Either")] = None
    anything: Annotated[Any, wire("X-Any")] = None
    tags: Annotated[list[str] | None, wire("X-Tags")] = None
    counts: Annotated[list[int] | None, wire("X-Counts")] = None
    inner: Annotated[Inner | None, wire("X-Inner")] = None
    levels: Annotated[dict[str, int] | None, wire("X-Levels")] = None
    cookies: Annotated[list[str] | None, wire("Set-Cookie")] = None


HEADERS = HeadersOf(lambda: PetsHeaders)
PETS: Operation[types.Campaign] = Operation(
    "GET", "/pets", returns={"200": lambda: types.Campaign}, headers=HEADERS
)


def response_of(run: Runner, headers: list[tuple[str, str]], form: str = "raw", **options: Any) -> Any:
    """Return the response of a call that is answered with these headers."""
    server = Server(lambda request: httpx2.Response(200, headers=headers, content=b'{"_id": "x"}'))

    def use(client: Any) -> Any:
        core = getattr(client._core, form)()
        return type(client.campaigns)(core).call(PETS)

    return run(use, server, **options)


@pytest.mark.parametrize(
    ("name", "text", "field", "expected"),
    [
        ("X-Rate-Limit", "12", "limit", 12),
        ("x-rate-limit", "-3", "limit", -3),
        ("X-Rate-Limit", "3.0", "limit", 3),
        ("X-Rate", "3", "rate", 3.0),
        ("X-Rate", "1e3", "rate", 1000.0),
        ("X-Live", "true", "live", True),
        ("X-Live", "false", "live", False),
        ("X-Name", "12", "name", "12"),
        ("X-Name", "true", "name", "true"),
        ("X-Name", "null", "name", "null"),
        ("X-Name", "", "name", ""),
        ("X-Name", "a, b", "name", "a, b"),
        ("X-Reset", "2026-01-02T03:04:05Z", "reset", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
        (
            "X-Reset",
            "Fri, 02 Jan 2026 03:04:05 GMT",
            "reset",
            dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
        ),
        ("X-Kind", "1", "kind", "1"),
        ("X-Kind", "new", "kind", "new"),
        ("X-Either", "5", "either", 5),
        ("X-Either", "x5", "either", "x5"),
        ("X-Any", "5", "anything", "5"),
        ("X-Tags", "a, b ,c", "tags", ["a", "b", "c"]),
        ("X-Tags", "", "tags", []),
        ("X-Counts", "1,2", "counts", [1, 2]),
        ("X-Counts", "[1, 2]", "counts", [1, 2]),
        ("X-Inner", "a,1,b,2", "inner", Inner(a=1, b="2")),
        ("X-Inner", "a=1,b=2", "inner", Inner(a=1, b="2")),
        ("X-Inner", '{"a": 1}', "inner", Inner(a=1)),
        ("X-Levels", "p,1,q,2", "levels", {"p": 1, "q": 2}),
    ],
)
def test_values(run: Runner, name: str, text: str, field: str, expected: Any) -> None:
    response = response_of(run, [(name, text)])
    headers = response.typed_headers
    assert isinstance(headers, PetsHeaders)
    assert getattr(headers, field) == expected
    assert type(getattr(headers, field)) is type(expected)
    assert headers.invalid_fields == ()
    assert headers.model_fields_set == {field}
    assert response.typed_headers is headers
    assert response.headers[name] == text


@pytest.mark.parametrize(
    ("name", "text", "field", "expected", "invalid"),
    [
        ("X-Rate-Limit", "many", "limit", "many", ("/X-Rate-Limit",)),
        ("X-Rate-Limit", "007", "limit", "007", ("/X-Rate-Limit",)),
        ("X-Rate-Limit", "true", "limit", "true", ("/X-Rate-Limit",)),
        ("X-Live", "1", "live", "1", ("/X-Live",)),
        ("X-Reset", "Fri, 32 Jan 2026 03:04:05 GMT", "reset", "Fri, 32 Jan 2026 03:04:05 GMT", ("/X-Reset",)),
        ("X-Id", "x", "id", "x", ("/X-Id",)),
        ("X-Counts", "1,x", "counts", [1, "x"], ("/X-Counts/1",)),
        ("X-Inner", "a", "inner", "a", ("/X-Inner",)),
    ],
)
def test_values_of_another_type(
    run: Runner,
    caplog: pytest.LogCaptureFixture,
    name: str,
    text: str,
    field: str,
    expected: Any,
    invalid: tuple[str, ...],
) -> None:
    headers = response_of(run, [(name, text)]).typed_headers
    assert getattr(headers, field) == expected
    assert headers.invalid_fields == invalid
    (record,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert record.getMessage() == (
        f"GET /pets: headers: 1 value(s) differ from the documented type: {invalid[0]}"
    )
    with pytest.raises(ResponseValidationError) as caught:
        response_of(run, [(name, text)], strict_responses=True).typed_headers  # noqa: B018
    assert caught.value.invalid_fields == invalid


def test_missing_and_repeated(run: Runner) -> None:
    headers = response_of(
        run,
        [
            ("X-Tags", "a"),
            ("X-Tags", "b, c"),
            ("Set-Cookie", "a=1; Expires=Fri, 02 Jan 2026 03:04:05 GMT"),
            ("Set-Cookie", "b=2"),
        ],
    ).typed_headers
    assert headers.tags == ["a", "b", "c"]
    assert headers.cookies == ["a=1; Expires=Fri, 02 Jan 2026 03:04:05 GMT", "b=2"]
    assert headers.limit is None


def test_streamed(run: Runner) -> None:
    async def asynchronous(client: Any) -> None:
        response = await type(client.campaigns)(client._core.streamed()).call(PETS)
        assert response.typed_headers.limit == 5
        await response.aclose()

    def sync(client: Any) -> None:
        with type(client.campaigns)(client._core.streamed()).call(PETS) as response:
            assert response.typed_headers.limit == 5

    answer = httpx2.Response(200, headers={"x-rate-limit": "5"}, content=b"{}")
    server = Server(answer)
    run(asynchronous if run.is_async else sync, server)
    assert server.request.url.raw_path == b"/v1/pets"


def test_without_documented_headers(run: Runner) -> None:
    server = Server(httpx2.Response(200, content=b"{}"))
    response = run(lambda client: client.campaigns.with_raw_response.get(id="1"), server)
    with pytest.raises(AttributeError, match=r"GET /campaign/\{id\} documents no headers"):
        response.typed_headers  # noqa: B018
    assert not hasattr(response, "typed_headers")


def test_wrappers_keep_methods() -> None:
    client, other = Acme(token="t").campaigns, AsyncAcme(token="t").campaigns
    get: Any = client.get
    assert raw_with_headers(client.get, HEADERS) == get
    assert streamed_with_headers(client.get, HEADERS) == get
    get = other.get
    assert async_raw_with_headers(other.get, HEADERS) == get
    assert async_streamed_with_headers(other.get, HEADERS).__doc__ == other.get.__doc__


def read_limits(
    response: RawResponse[types.Campaign, PetsHeaders], plain: RawResponse[types.Campaign]
) -> int:
    """Type-check: the headers have their model's types, and the type of the headers may be left out."""
    campaign: types.Campaign = plain.parse()
    limit: int | None = response.typed_headers.limit
    assert campaign.name is None
    return limit or 0


def test_types(run: Runner) -> None:
    assert read_limits(response_of(run, [("X-Rate-Limit", "5")]), response_of(run, [])) == 5


@pytest.mark.parametrize("kind", [RawResponse, StreamedResponse, AsyncStreamedResponse])
def test_the_type_of_the_headers_may_be_left_out(kind: Any) -> None:
    assert get_args(kind[int]) == (int, Any)
    assert get_args(kind[int, str]) == (int, str)
