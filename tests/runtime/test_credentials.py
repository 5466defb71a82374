"""Credentials: where they come from, which are sent, and that they are not shown."""

from __future__ import annotations

import base64
from typing import Any

import httpx2
import pytest

from generator.runtime.client import SyncClient
from generator.runtime.errors import ApiError, CredentialError
from generator.runtime.sdk import Operation, Sdk, Security

from .fake_sdk import SDK, Acme
from .harness import Runner, Server, answer

OK = answer({})
BASIC = "Basic " + base64.b64encode(b"ann:pass:word").decode()


def sdk_with(*security: tuple[str, ...]) -> Sdk:
    """Return the SDK with another default security."""
    return Sdk(
        package="acme",
        version="1",
        client="Acme",
        env_prefix="ACME",
        base_url="https://api.example.com/v1",
        schemes=SDK.schemes,
        security=security,
    )


def get(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.get(id="1")


@pytest.mark.parametrize(
    ("security", "given", "headers", "query"),
    [
        ((("BearerAuth",),), {"token": "t"}, {"authorization": "Bearer t"}, ""),
        ((("BasicAuth",),), {"username": "ann", "password": "pass:word"}, {"authorization": BASIC}, ""),
        ((("HeaderKey",),), {"api_key": "k"}, {"x-acme": "k"}, ""),
        ((("QueryKey",),), {"query_key": "k &"}, {}, "app%20id=k%20%26"),
        ((("CookieKey",),), {"cookie_key": "k"}, {"cookie": "sid=k"}, ""),
        (
            (("BearerAuth", "HeaderKey"),),
            {"token": "t", "api_key": "k"},
            {"authorization": "Bearer t", "x-acme": "k"},
            "",
        ),
        ((("BearerAuth",), ("HeaderKey",)), {"api_key": "k"}, {"x-acme": "k"}, ""),
        (
            (("BearerAuth",), ("HeaderKey",)),
            {"token": "t", "api_key": "k"},
            {"authorization": "Bearer t"},
            "",
        ),
        (((), ("HeaderKey",)), {"api_key": "k"}, {"x-acme": "k"}, ""),
        (((), ("HeaderKey",)), {}, {}, ""),
        ((), {"token": "t"}, {}, ""),
        (((),), {}, {}, ""),
    ],
)
def test_schemes(
    run: Runner, security: Security, given: dict[str, Any], headers: dict[str, str], query: str
) -> None:
    server = Server(OK)
    run(get, server, sdk=sdk_with(*security), **given)
    names = ("authorization", "x-acme", "cookie")
    assert {name: server.request.headers[name] for name in names if name in server.request.headers} == headers
    assert server.request.url.query.decode() == query


@pytest.mark.parametrize(
    ("security", "given", "message"),
    [
        (
            (("BearerAuth",),),
            {},
            r"Acme needs credentials: pass token=\.\.\. or set ACME_TOKEN in the environment",
        ),
        (
            (("BasicAuth",),),
            {"username": "ann"},
            r"username=\.\.\., password=\.\.\. or set ACME_USERNAME, ACME_PASS",
        ),
        (
            (("BearerAuth",), ("HeaderKey",)),
            {},
            r"ACME_TOKEN in the environment; or pass api_key=\.\.\. or set ACM",
        ),
        (
            (("BearerAuth", "HeaderKey"),),
            {"token": "t"},
            r"pass token=\.\.\., api_key=\.\.\. or set ACME_TOKEN, ACME",
        ),
        ((("Unknown",),), {}, "set the header that carries them"),
        ((("BearerAuth",),), {"token": ""}, "token= is an empty string"),
        ((("BearerAuth",),), {"token": 5}, "token= must be a str or a function, not int"),
    ],
)
def test_missing_credentials_are_an_error_at_construction(
    security: Security, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(CredentialError, match=message) as caught:
        Acme(sdk=sdk_with(*security), **given)
    assert isinstance(caught.value, ApiError)
    assert isinstance(caught.value, ValueError)


def test_the_environment_is_read_at_construction(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CredentialError):
        Acme()
    monkeypatch.setenv("ACME_TOKEN", " from-environment\n")
    server = Server(OK)
    run(get, server, token=None)
    assert server.request.headers["authorization"] == "Bearer from-environment"
    run(get, given := Server(OK), token="given")
    assert given.request.headers["authorization"] == "Bearer given"
    monkeypatch.setenv("ACME_TOKEN", "")
    with pytest.raises(CredentialError):
        Acme()


def test_half_of_a_pair_comes_from_the_environment(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_PASSWORD", "pass:word")
    server = Server(OK)
    run(get, server, sdk=sdk_with(("BasicAuth",)), username="ann")
    assert server.request.headers["authorization"] == BASIC


@pytest.mark.parametrize("security", [None, (), (("HeaderKey",),)])
def test_an_operation_may_have_its_own_security(run: Runner, security: Security | None) -> None:
    server = Server(OK)
    operation: Operation[None] = Operation("GET", "/x", security=security)
    run(lambda client: client.campaigns.call(operation), server, token="t", api_key="k")
    assert server.request.headers.get("authorization") == ("Bearer t" if security is None else None)
    assert server.request.headers.get("x-acme") == ("k" if security else None)


def test_an_operation_whose_credentials_are_not_known(run: Runner) -> None:
    server = Server(OK)
    operation: Operation[None] = Operation("GET", "/x", security=(("HeaderKey",),))
    with pytest.raises(CredentialError, match="api_key="):
        run(lambda client: client.campaigns.call(operation), server)
    assert not server.requests


def test_a_function_is_asked_for_each_attempt(run: Runner) -> None:
    tokens = iter(["t1", "t2", "t3"])
    server = Server(answer({}, 429), OK)
    run(get, server, token=lambda: next(tokens))
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer t1", "Bearer t2"]


def test_coroutine_functions_are_for_async_clients(run: Runner) -> None:
    async def token() -> str:
        return "t"

    server = Server(OK)
    if run.is_async:
        run(get, server, token=token)
        assert server.request.headers["authorization"] == "Bearer t"
    else:
        with pytest.raises(TypeError, match="token is a coroutine function; use the async client"):
            run(get, server, token=token)
        assert not server.requests


@pytest.mark.parametrize("returned", [None, 5, ""])
def test_a_function_that_returns_no_token(run: Runner, returned: Any) -> None:
    server = Server(OK)
    with pytest.raises(CredentialError, match="the function passed as token="):
        run(get, server, token=lambda: returned)
    assert not server.requests


def test_what_a_function_raises_reaches_the_caller(run: Runner) -> None:
    def token() -> str:
        raise KeyError("vault")

    with pytest.raises(KeyError, match="vault"):
        run(get, Server(OK), token=token)


@pytest.mark.parametrize(
    ("scheme", "given"),
    [
        ("BearerAuth", {"token": "s3cret\n"}),
        ("HeaderKey", {"api_key": "s3cret\r\nX: 1"}),
        ("CookieKey", {"cookie_key": "s3cret; a=b"}),
        ("BasicAuth", {"username": "s3cret:", "password": "x"}),
    ],
)
def test_credentials_that_cannot_be_sent_are_not_shown(
    run: Runner, scheme: str, given: dict[str, Any]
) -> None:
    server = Server(OK)
    with pytest.raises(CredentialError) as caught:
        run(get, server, sdk=sdk_with((scheme,)), **given)
    assert "s3cret" not in str(caught.value)
    assert not server.requests


@pytest.mark.parametrize("where", ["client", "call"])
def test_a_header_set_by_hand_stands_for_the_scheme(run: Runner, where: str) -> None:
    server = Server(OK)
    mine = {"authorization": "Token mine"}
    if where == "client":
        run(get, server, token=None, headers=mine)
    else:
        never: Operation[None] = Operation("GET", "/x")
        run(lambda client: client.campaigns.call(never, options={"headers": mine}), server, token="unused")
    assert server.request.headers.get_list("authorization") == ["Token mine"]


def test_a_cookie_key_joins_the_other_cookies(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    http = {"cookies": {"theirs": "1"}}
    sdk = sdk_with(("CookieKey",))
    run(lambda client: client.campaigns.list(cookies={"a": "b"}), server, http=http, sdk=sdk, cookie_key="k")
    assert server.request.headers["cookie"] == "theirs=1; a=b; sid=k"


def test_a_cookie_key_joins_cookies_of_all_kinds(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    run(
        lambda client: client.campaigns.list(cookies={"a": ["1", "2"], "b": None, "c": True}),
        server,
        sdk=sdk_with(("CookieKey", "QueryKey")),
        cookie_key="k",
        query_key="q",
        headers={"Cookie": "always=1"},
    )
    assert server.request.headers.get_list("cookie") == ["always=1; a=1; a=2; c=true; sid=k"]
    assert str(server.request.url) == "https://api.example.com/v1/campaign?app%20id=q"


def test_a_cookie_of_the_keys_name_stands_for_it(run: Runner) -> None:
    server = Server(answer({"items": [], "total": 0, "nextPage": None}))
    sdk = sdk_with(("CookieKey",))
    run(lambda client: client.campaigns.list(cookies={"sid": "mine"}), server, sdk=sdk, cookie_key="k")
    assert server.request.headers.get_list("cookie") == ["sid=mine"]


def test_a_cookie_key_is_sent_once_in_each_attempt(run: Runner) -> None:
    server = Server(answer({}, 429), answer({"items": [], "total": 0, "nextPage": None}))
    sdk = sdk_with(("CookieKey",))
    run(lambda client: client.campaigns.list(cookies={"a": "b"}), server, sdk=sdk, cookie_key="k")
    assert [request.headers["cookie"] for request in server.requests] == ["a=b; sid=k"] * 2


def test_no_secret_in_reprs() -> None:
    client = Acme(token="s3cret", headers={"X-Api-Key": "s3cret", "Authorization": "s3cret"})
    shown = [repr(client), str(client), repr(client.campaigns), repr(client._core)]
    shown += [repr(client._core.settings.credentials), repr(client._core.settings)]
    assert not any("s3cret" in text for text in shown)
    assert repr(client) == "Acme(base_url='https://api.example.com/v1')"


def test_a_client_of_the_caller_that_authenticates(run: Runner) -> None:
    """It needs no credentials of ours; when ours are given, they are the explicit ones."""
    theirs = {"auth": httpx2.BasicAuth("u", "p")}
    server = Server(OK)
    run(get, server, http=theirs, token=None)
    assert server.request.headers["authorization"].startswith("Basic ")
    run(get, given := Server(OK), http=theirs, token="t")
    assert given.request.headers["authorization"] == "Bearer t"


def test_the_base_class_takes_credentials_by_scheme() -> None:
    with pytest.raises(CredentialError):
        SyncClient(SDK, {"BearerAuth": None})
    SyncClient(SDK, {"BearerAuth": "t"}).close()
