"""OAuth 2.0 client credentials: what is asked of the token endpoint, when, and how often."""

from __future__ import annotations

import asyncio
import os
import threading
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from generator.runtime.client import AsyncClient, SyncClient
from generator.runtime.errors import ApiStatusError, ApiTimeoutError, CredentialError, OAuthError
from generator.runtime.hooks import Attempt, Hooks
from generator.runtime.sdk import Bearer, MutualTls, OAuth2, Operation, Sdk

from .harness import FakeClock, answer

NAMES = ("token", "client_id", "client_secret", "token_url")
ENVS = ("ACME_TOKEN", "ACME_CLIENT_ID", "ACME_CLIENT_SECRET", "ACME_TOKEN_URL")
READ: Operation[None] = Operation("GET", "/items", returns={"204": None})
WRITE: Operation[None] = Operation(
    "PUT", "/items", returns={"204": None}, security=(("oauth",),), scopes={"oauth": ("write", "admin")}
)


def sdk(**options: Any) -> Sdk:
    """An SDK with OAuth."""
    scheme = OAuth2(arguments=NAMES, envs=ENVS, **{"token_url": "/oauth/token", **options})
    return Sdk(
        package="acme",
        version="1.2.3",
        client="Acme",
        env_prefix="ACME",
        base_url="https://api.example.com/v1",
        schemes={"oauth": scheme, "tls": MutualTls(), "dpop": Bearer(argument="d", env="D", scheme="DPoP")},
        security=(("oauth",),),
        scopes={"oauth": ("read",)},
    )


class Api:
    """The API and its token endpoint, which gives out t1, t2, …"""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.called: list[httpx2.Request] = []
        self.refused: set[str] = set()
        self.token: Callable[[int], httpx2.Response] = lambda number: answer(
            {"access_token": f"t{number}", "token_type": "bearer", "expires_in": 100}
        )
        self.clock = FakeClock()

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The transport's handler."""
        if "oauth" in request.url.path:
            self.asked.append(request)
            return self.token(len(self.asked))
        self.called.append(request)
        return httpx2.Response(401 if request.headers.get("authorization") in self.refused else 204)

    @property
    def sent(self) -> list[str]:
        """The Authorization headers of the calls."""
        return [request.headers["authorization"] for request in self.called]

    def run(
        self,
        is_async: bool,
        operations: list[Operation[None]],
        given: Any = (None, "id", "s"),
        **options: Any,
    ) -> None:
        """Call operations one after another, ten seconds apart."""
        record = options.pop("sdk", sdk())
        if is_async:
            asyncio.run(self._run(record, operations, given, options))
            return
        http = httpx2.Client(transport=httpx2.MockTransport(self.handle))
        client = SyncClient(
            record, {"oauth": given, "dpop": options.pop("dpop", None)}, http_client=http, **options
        )
        client._core.settings.clock = self.clock
        for operation in operations:
            client.with_options(timeout=3)._core.call(operation)
            self.clock.time += 10

    async def _run(self, record: Sdk, operations: list[Operation[None]], given: Any, options: Any) -> None:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self.handle))
        client = AsyncClient(
            record, {"oauth": given, "dpop": options.pop("dpop", None)}, http_client=http, **options
        )
        client._core.settings.clock = self.clock
        for operation in operations:
            await client.with_options(timeout=3)._core.call(operation)
            self.clock.time += 10


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    """Which client."""
    return bool(request.param)


def test_the_request(is_async: bool) -> None:
    api = Api()
    api.run(is_async, [READ, READ], (None, "my id", "p:ss/w ö"))
    (asked,) = api.asked
    assert (asked.method, str(asked.url)) == ("POST", "https://api.example.com/oauth/token")
    assert asked.content == b"grant_type=client_credentials&scope=read"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    pair = b64encode(b"my+id:p%3Ass%2Fw+%C3%B6").decode()
    assert asked.headers["authorization"] == f"Basic {pair}"
    assert api.sent == ["Bearer t1", "Bearer t1"]


def test_the_secret_in_the_form(is_async: bool) -> None:
    api = Api()
    api.run(is_async, [READ], sdk=sdk(client_auth="client_secret_post", token_url="https://id.example/oauth"))
    (asked,) = api.asked
    assert str(asked.url) == "https://id.example/oauth"
    assert asked.content == b"grant_type=client_credentials&scope=read&client_id=id&client_secret=s"
    assert "authorization" not in asked.headers


def test_scopes_have_tokens_of_their_own(is_async: bool) -> None:
    api = Api()
    api.run(is_async, [READ, WRITE, READ, WRITE])
    assert [request.content for request in api.asked] == [
        b"grant_type=client_credentials&scope=read",
        b"grant_type=client_credentials&scope=write+admin",
    ]
    assert api.sent == ["Bearer t1", "Bearer t2", "Bearer t1", "Bearer t2"]


def test_renewed_ahead_of_expiry(is_async: bool) -> None:
    api = Api()
    api.run(is_async, [READ] * 10)
    # 100 s of life, less a tenth; a call every 10 s.
    assert api.sent == ["Bearer t1"] * 9 + ["Bearer t2"]


@pytest.mark.parametrize(
    ("given", "environment", "sent"),
    [
        (("given", "id", "s"), {}, "Bearer given"),
        ((lambda: "made", None, None), {}, "Bearer made"),
        ((None, None, None), {"ACME_TOKEN": "env"}, "Bearer env"),
        ((None, None, None), {"ACME_CLIENT_ID": "i", "ACME_CLIENT_SECRET": "s"}, "Bearer t1"),
        ((None, "id", "s"), {"ACME_TOKEN": "env"}, "Bearer t1"),
    ],
)
def test_what_wins(
    given: Any, environment: dict[str, str], sent: str, is_async: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    api = Api()
    api.run(is_async, [READ], given)
    assert api.sent == [sent]


def test_where_tokens_come_from_can_be_said(is_async: bool) -> None:
    api = Api()
    api.run(is_async, [READ], (None, "id", "s", "https://other.example/oauth"))
    assert [str(request.url) for request in api.asked] == ["https://other.example/oauth"]


def test_nothing_is_given() -> None:
    with pytest.raises(
        CredentialError, match=r"pass token=.*; or pass client_id=\.\.\., client_secret=\.\.\. or set"
    ):
        SyncClient(sdk(), {"oauth": (None, "id", None, None)})


def test_a_new_token_that_is_refused_is_not_fetched_again(is_async: bool) -> None:
    api = Api()
    api.refused = {"Bearer t1", "Bearer t2"}
    with pytest.raises(ApiStatusError):
        api.run(is_async, [READ])
    assert api.sent == ["Bearer t1"]


def test_a_kept_token_that_is_refused(is_async: bool) -> None:
    api = Api()
    calls = iter([204, 401, 204])
    api.handle = _with_statuses(api, calls)  # type: ignore[method-assign]
    api.run(is_async, [READ, READ], max_retries=0)
    assert api.sent == ["Bearer t1", "Bearer t1", "Bearer t2"]
    assert len(api.asked) == 2


def _with_statuses(api: Api, statuses: Any) -> Any:
    def handle(request: httpx2.Request) -> httpx2.Response:
        answered = Api.handle(api, request)
        return answered if "oauth" in request.url.path else httpx2.Response(next(statuses))

    return handle


def test_errors_of_the_endpoint(is_async: bool) -> None:
    api = Api()
    said = {"error": "invalid_client", "error_description": "no client with secret s3cret"}
    api.token = lambda number: answer(said, 401, x_request_id="r1")
    with pytest.raises(OAuthError) as caught:
        api.run(is_async, [READ], (None, "id", "s3cret"))
    error = caught.value
    assert str(error) == (
        "no token from https://api.example.com/oauth/token: status 401, "
        "invalid_client: no client with secret ***"
    )
    assert (error.code, error.status_code, error.request_id) == ("invalid_client", 401, "r1")
    assert error.__cause__ is None
    assert len(api.asked) == 1


@pytest.mark.parametrize("body", [{}, {"access_token": ""}, [], {"access_token": "x", "token_type": "mac"}])
def test_answers_without_a_token(body: Any, is_async: bool) -> None:
    api = Api()
    api.token = lambda number: answer(body)
    with pytest.raises(OAuthError, match="no token from"):
        api.run(is_async, [READ])


def test_the_endpoint_is_asked_again_after_a_failure(is_async: bool) -> None:
    api = Api()
    api.token = lambda number: answer({}, 503) if number == 1 else answer({"access_token": "late"})
    api.run(is_async, [READ])
    assert api.sent == ["Bearer late"]
    assert api.clock.slept == [0.5]


def test_the_endpoint_redirects_elsewhere(is_async: bool) -> None:
    api = Api()
    api.token = lambda number: httpx2.Response(307, headers={"location": "https://evil.example/oauth"})
    with pytest.raises(OAuthError, match="status 307"):
        api.run(is_async, [READ])
    assert [request.url.host for request in api.asked] == ["api.example.com"]


def test_hooks_do_not_see_the_request(is_async: bool) -> None:
    seen: list[str] = []

    def look(attempt: Attempt) -> None:
        seen.append(attempt.url)

    Api().run(is_async, [READ], hooks=Hooks(before_attempt=look))
    assert seen == ["https://api.example.com/v1/items"]


def test_one_token_for_fifty_threads() -> None:
    api = Api()
    begin = threading.Barrier(50)
    http = httpx2.Client(transport=httpx2.MockTransport(api.handle))
    client = SyncClient(sdk(), {"oauth": (None, "id", "s")}, http_client=http)

    def call(_: int) -> None:
        begin.wait()
        client._core.call(READ)

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(call, range(50)))
    assert (len(api.asked), len(api.called), set(api.sent)) == (1, 50, {"Bearer t1"})
    assert "t1" not in repr(client) + repr(client._core.settings.credentials)


def test_one_token_for_fifty_tasks_and_for_two_loops() -> None:
    api = Api()

    async def handle(request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(0)
        return api.handle(request)

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(handle))
    client = AsyncClient(sdk(), {"oauth": (None, "id", "s")}, http_client=http)

    async def calls(operation: Operation[None]) -> None:
        await asyncio.gather(*(client._core.call(operation) for _ in range(50)))

    asyncio.run(calls(READ))
    asyncio.run(calls(READ))
    assert (len(api.asked), len(api.called)) == (1, 100)


def test_other_schemes(is_async: bool) -> None:
    api = Api()
    either: Operation[None] = Operation(
        "GET", "/either", returns={"204": None}, security=(("tls",), ("tls", "dpop"))
    )
    api.run(is_async, [either], dpop="p")
    api.run(is_async, [Operation("GET", "/tls", returns={"204": None}, security=(("tls",),))])
    assert [request.headers.get("authorization") for request in api.called] == ["DPoP p", None]


def test_the_old_token_is_used_when_renewing_fails(is_async: bool, caplog: pytest.LogCaptureFixture) -> None:
    api = Api()
    first = api.token
    api.token = lambda number: first(number) if number == 1 else answer({"error": "down"}, 400)
    api.run(is_async, [READ] * 10)
    assert api.sent == ["Bearer t1"] * 10
    assert len(api.asked) == 2
    assert [record.getMessage() for record in caplog.records] == [
        "no token from https://api.example.com/oauth/token: status 400, down; "
        "the old token is valid for 10 s more"
    ]


def test_a_token_that_has_expired_is_not_used(is_async: bool) -> None:
    api = Api()
    first = api.token
    api.token = lambda number: first(number) if number == 1 else answer({"error": "down"}, 400)
    with pytest.raises(OAuthError, match="down"):
        api.run(is_async, [READ] * 11)
    assert api.sent == ["Bearer t1"] * 10
    assert len(api.asked) == 3


def test_renewing_is_tried_again_some_seconds_later(is_async: bool) -> None:
    api = Api()
    first = api.token

    def twice(number: int) -> httpx2.Response:
        api.clock.time -= 6  # calls are 4 seconds apart
        return first(number) if number in (1, 3) else answer({}, 400)

    api.token = twice
    api.run(is_async, [READ] * 13)
    assert (len(api.asked), api.sent) == (3, ["Bearer t1"] * 11 + ["Bearer t3"] * 2)


def test_the_total_timeout_holds_while_a_token_is_fetched(is_async: bool) -> None:
    api = Api()

    def slow(number: int) -> httpx2.Response:
        api.clock.time += 10
        return answer({"access_token": "t", "token_type": "bearer"})

    api.token = slow
    with pytest.raises(ApiTimeoutError, match="total_timeout of 5 s") as caught:
        api.run(is_async, [READ], total_timeout=5)
    assert (caught.value.phase, len(api.asked), api.called) == ("total", 1, [])


def test_the_total_timeout_holds_while_the_endpoint_is_asked_again(is_async: bool) -> None:
    api = Api()
    api.token = lambda number: answer({}, 503, retry_after="3")
    with pytest.raises(OAuthError, match="status 503"):
        api.run(is_async, [READ], total_timeout=5)
    assert (len(api.asked), api.called, api.clock.slept) == (2, [], [3.0])


def test_the_total_timeout_holds_while_another_thread_fetches() -> None:
    api, asked, go_on = Api(), threading.Event(), threading.Event()

    def wait(number: int) -> httpx2.Response:
        asked.set()
        assert go_on.wait(10)
        return answer({"access_token": "t", "token_type": "bearer"})

    api.token = wait
    http = httpx2.Client(transport=httpx2.MockTransport(api.handle))
    client = SyncClient(sdk(), {"oauth": (None, "id", "s")}, http_client=http)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(client._core.call, READ)
        assert asked.wait(10)
        try:
            with pytest.raises(ApiTimeoutError, match=r"^no token from .*/oauth/token within the"):
                client.with_options(total_timeout=0.05)._core.call(READ)
        finally:
            go_on.set()
        first.result(10)
    client._core.call(READ)
    assert (len(api.asked), api.sent) == (1, ["Bearer t", "Bearer t"])


def test_cancelling_the_task_that_fetches_lets_another_fetch() -> None:
    api = Api()

    async def run() -> list[Any]:
        asked, never = asyncio.Event(), asyncio.Event()

        async def handle(request: httpx2.Request) -> httpx2.Response:
            reply = api.handle(request)
            if "oauth" in request.url.path and len(api.asked) == 1:
                asked.set()
                await never.wait()
            return reply

        http = httpx2.AsyncClient(transport=httpx2.MockTransport(handle))
        client = AsyncClient(sdk(), {"oauth": (None, "id", "s")}, http_client=http)
        tasks = [asyncio.create_task(client._core.call(READ)) for _ in range(5)]
        await asyncio.wait_for(asked.wait(), 10)
        tasks[0].cancel()
        return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 10)

    first, *others = asyncio.run(run())
    assert isinstance(first, asyncio.CancelledError)
    assert others == [None] * 4
    assert (len(api.asked), api.sent) == (2, ["Bearer t2"] * 4)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_opens_connections_of_its_own() -> None:
    client = SyncClient(sdk(), {"oauth": ("t", None, None)})
    before = client._core.pool.transport
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if client._core.pool.transport is not before else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert client._core.pool.transport is before
