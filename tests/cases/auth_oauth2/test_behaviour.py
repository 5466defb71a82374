from __future__ import annotations

import json
from base64 import b64encode

import httpx2
import pytest

from tests.cases.harness import Caller, Made


def serve(api: Caller) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/oauth/token":
            return httpx2.Response(
                200, content=json.dumps({"access_token": "fetched", "token_type": "Bearer"}).encode()
            )
        return httpx2.Response(204)

    api._answer = answer


def test_a_token_is_fetched_for_the_scopes_of_the_operation(api: Caller) -> None:
    serve(api)
    api.base_url = None
    api.options.update(client_id="me", client_secret="s3cret")
    api.call("items.list")
    api.call("items.replace")
    asked, listed, asked_more, replaced = api.requests
    assert (asked.method, str(asked.url)) == ("POST", "https://api.example.com/oauth/token")
    assert asked.content == b"grant_type=client_credentials&scope=items.read"
    assert asked.headers["authorization"] == f"Basic {b64encode(b'me:s3cret').decode()}"
    assert asked_more.content == b"grant_type=client_credentials&scope=items.write+items.read"
    assert (listed.method, str(listed.url)) == ("GET", "https://api.example.com/v1/items")
    assert [each.headers["authorization"] for each in (listed, replaced)] == ["Bearer fetched"] * 2


def test_a_token_that_is_given_wins(api: Caller) -> None:
    api.options.update(oauth="mine", client_id="me", client_secret="s3cret")
    api.call("items.list")
    (request,) = api.requests
    assert request.headers["authorization"] == "Bearer mine"


def test_the_environment(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(api)
    monkeypatch.setenv("CASE_AUTH_OAUTH2_CLIENT_ID", "me")
    monkeypatch.setenv("CASE_AUTH_OAUTH2_CLIENT_SECRET", "s3cret")
    monkeypatch.setenv("CASE_AUTH_OAUTH2_TOKEN_URL", "https://id.example.com/oauth/token")
    api.call("items.list")
    assert [each.url.host for each in api.requests] == ["id.example.com", "api.example.com"]


def test_other_kinds(api: Caller) -> None:
    api.options.update(oauth="o", proof="p", sign_in="i")
    for method in ("status", "proof", "user"):
        api.call(f"items.{method}")
    assert [each.headers.get("authorization") for each in api.requests] == [None, "DPoP p", "Bearer i"]


def test_a_certificate_is_enough(api: Caller) -> None:
    api.options["oauth"] = "o"
    api.call("items.proof")
    assert "authorization" not in api.request.headers


def test_the_readme_tells_of_tokens_and_certificates(case: Made) -> None:
    readme = case.files["README.md"]
    quickstart = readme.partition("## Async")[0]
    assert 'client_id="YOUR_CLIENT_ID_HERE",' in quickstart
    assert 'client_secret="YOUR_CLIENT_SECRET_HERE",' in quickstart
    assert "`oauth=` takes an access token of your own" in readme
    assert "`token_url=` the address of another token endpoint" in readme
    assert "### Client certificates" in readme
