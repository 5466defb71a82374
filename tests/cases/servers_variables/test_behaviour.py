from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


@pytest.fixture
def caller(api: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.delenv("CASE_SERVERS_VARIABLES_BASE_URL", raising=False)
    api.base_url = None
    return api


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "https://eu.example.com:8443/api/v2/ping"),
        ({"region": "us"}, "https://us.example.com:8443/api/v2/ping"),
        ({"region": "ap-1", "port": "1"}, "https://ap-1.example.com:1/api/v2/ping"),
        ({"base_path": "v3"}, "https://eu.example.com:8443/v3/ping"),
        ({"environment": "on_premises"}, "https://acme.example.com/slow/ping"),
        ({"environment": "on_premises", "tenant": "localhost:8000"}, "https://localhost:8000/slow/ping"),
        ({"environment": "on_premises", "server_timeout": "fast"}, "https://acme.example.com/fast/ping"),
        ({"environment": "anywhere", "address": "http://localhost:1/x/"}, "http://localhost:1/x/ping"),
        ({"region": "us", "base_url": "http://localhost:2"}, "http://localhost:2/ping"),
    ],
)
def test_variables_become_arguments(caller: Caller, options: dict[str, str], url: str) -> None:
    caller.options = dict(options)
    caller.call("health.ping")
    assert str(caller.request.url) == url


@pytest.mark.parametrize(
    "value", ["", ".", "..", "evil.example/", "a@b", "a#", "a?", "a:1", "a b", "a\\b", "%2f", "é", "a\n"]
)
def test_a_value_that_could_lead_elsewhere_is_refused(caller: Caller, value: str) -> None:
    caller.options = {"region": value}
    with pytest.raises(
        ValueError, match=r"^region cannot be .*: it would change the address it is a part of$"
    ):
        caller.call("health.ping")
    assert not caller.requests


def test_a_whole_host_cannot_hold_a_user_name(caller: Caller) -> None:
    caller.options = {"environment": "on_premises", "tenant": "a@evil.example"}
    with pytest.raises(ValueError, match=r"^tenant cannot be 'a@evil\.example'"):
        caller.call("health.ping")


def test_a_variable_without_a_default_must_be_given(caller: Caller) -> None:
    caller.options = {"environment": "anywhere"}
    with pytest.raises(
        ValueError, match=r"^address=\.\.\. is needed, or base_url=\.\.\.: it is part of the address$"
    ):
        caller.call("health.ping")
    caller.options["address"] = "ftp://example.com"
    with pytest.raises(ValueError, match=r"^the server's address must be an absolute http or https URL"):
        caller.call("health.ping")


def test_a_chosen_variable_beats_the_environment(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASE_SERVERS_VARIABLES_BASE_URL", "http://localhost:9000")
    caller.call("health.ping")
    assert str(caller.request.url) == "http://localhost:9000/ping"
    caller.options = {"region": "eu"}
    caller.call("health.ping")
    assert str(caller.request.url) == "https://eu.example.com:8443/api/v2/ping"


def test_the_signature_lists_the_values(package: Any) -> None:
    import inspect

    parameters = inspect.signature(package.CaseServersVariables.__init__).parameters
    assert parameters["region"].annotation == "Literal['eu', 'us'] | str | None"
    assert parameters["port"].annotation == "str | None"


def test_the_readme_shows_one_that_can_be_called(case: Made) -> None:
    readme = case.files["README.md"]
    assert "(environment=Environment.ON_PREMISES)" in readme
    assert "| `region=` | Where data is kept. Default: `eu`. Documented: `eu`, `us`. |\n" in readme
