from __future__ import annotations

import pytest

from tests.cases.harness import Caller, Made


def test_the_first_server_that_can_be_called_with_its_defaults(api: Caller) -> None:
    api.base_url = None
    api.call("health.ping")
    assert str(api.request.url) == "https://eu.example.com:8443/v2/ping"


def test_the_caller_may_name_another(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    api.base_url = "http://localhost:8000/base/"
    api.call("health.ping")
    assert str(api.request.url) == "http://localhost:8000/base/ping"
    api.base_url = None
    monkeypatch.setenv("CASE_SERVERS_BASE_URL", "http://localhost:9000")
    api.call("health.ping")
    assert str(api.request.url) == "http://localhost:9000/ping"


def test_all_servers_are_in_the_surface(case: Made) -> None:
    urls = [server.url for server in case.api.servers]
    assert urls == ["/v1", "https://eu.example.com:8443/v2", "https://fallback.example.com"]
