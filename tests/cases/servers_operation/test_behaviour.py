from __future__ import annotations

import httpx2
import pytest

from tests.cases.harness import Caller


@pytest.fixture
def caller(api: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.delenv("CASE_SERVERS_OPERATION_BASE_URL", raising=False)
    api.base_url = None
    api.options = {"api_key": "k"}
    return api


@pytest.mark.parametrize(
    ("method", "options", "url"),
    [
        ("health.ping", {}, "https://api.example.com/ping"),
        ("files.upload", {}, "https://uploads.example.com/v1/files/a"),
        ("files.download", {}, "https://eu.files.example.com/files/a"),
        ("files.download", {"region": "us"}, "https://us.files.example.com/files/a"),
        ("files.remove", {}, "https://api.example.com/files/a"),
        # The first environment is the documented state of things; any other is meant for all calls.
        ("files.upload", {"environment": "production"}, "https://uploads.example.com/v1/files/a"),
        ("files.upload", {"environment": "sandbox"}, "https://sandbox.example.com/files/a"),
        ("files.upload", {"base_url": "http://localhost:1"}, "http://localhost:1/files/a"),
    ],
)
def test_where_an_operation_goes(caller: Caller, method: str, options: dict[str, str], url: str) -> None:
    caller.options |= options
    caller.call(method, **({} if method == "health.ping" else {"name": "a"}))
    assert str(caller.request.url) == url
    assert caller.request.headers["x-key"] == "k"


def test_the_variable_of_the_environment_holds_for_all(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASE_SERVERS_OPERATION_BASE_URL", "http://localhost:9000")
    caller.options["region"] = "us"
    caller.call("files.download", name="a")
    assert str(caller.request.url) == "http://localhost:9000/files/a"


def test_a_redirect_to_another_documented_server_leaves_the_key_behind(caller: Caller) -> None:
    sent: list[tuple[str, str | None]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append((str(request.url), request.headers.get("x-key")))
        if len(sent) == 1:
            return httpx2.Response(307, headers={"location": "https://api.example.com/files/a"})
        return httpx2.Response(204)

    caller._answer = answer
    caller.call("files.upload", name="a")
    assert sent == [
        ("https://uploads.example.com/v1/files/a", "k"),
        ("https://api.example.com/files/a", None),
    ]
