from __future__ import annotations

import pytest

from tests.cases.harness import Caller, Made


def test_an_address_is_needed_and_the_error_says_how_to_give_it(api: Caller) -> None:
    api.base_url = None
    with pytest.raises(
        ValueError, match=r"CaseNoServers needs a server: .*base_url=.*CASE_NO_SERVERS_BASE_URL"
    ):
        api.call("health.ping")
    api.base_url = "https://api.example.com"
    api.call("health.ping")
    assert str(api.request.url) == "https://api.example.com/ping"


def test_the_examples_give_one(case: Made) -> None:
    for path in ("README.md", "reference.md"):
        assert 'CaseNoServers(base_url="https://api.example.com")' in case.files[path]
        assert "CaseNoServers()" not in case.files[path]
