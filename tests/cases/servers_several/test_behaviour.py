from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made


def test_names_come_from_name_description_and_host(case: Made, package: Any) -> None:
    assert [(str(s.environment), s.url) for s in case.api.servers] == [
        ("LIVE", "https://api.example.com/v1"),
        ("SANDBOX", "https://sandbox.example.com/v1"),
        ("EU_EXAMPLE_COM", "https://eu.example.com/v1"),
        ("EU_EXAMPLE_COM_V2", "https://eu.example.com/v2"),
    ]
    assert list(package.Environment) == ["live", "sandbox", "eu_example_com", "eu_example_com_v2"]


@pytest.fixture
def caller(api: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.delenv("CASE_SERVERS_SEVERAL_BASE_URL", raising=False)
    api.base_url = None
    api.options = {"api_key": "k"}
    return api


def test_the_first_is_the_default(caller: Caller) -> None:
    caller.call("health.ping")
    assert str(caller.request.url) == "https://api.example.com/v1/ping"


def test_another_by_name_with_credentials(caller: Caller, package: Any) -> None:
    for member, url in (
        ("SANDBOX", "https://sandbox.example.com/v1/ping"),
        ("LIVE", "https://api.example.com/v1/ping"),
    ):
        caller.options = {"api_key": "k", "environment": package.Environment[member]}
        caller.call("health.ping")
        assert str(caller.request.url) == url
        assert caller.request.headers["environment"] == "k"


def test_the_variable_beats_the_default_and_not_what_was_chosen(
    caller: Caller, package: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASE_SERVERS_SEVERAL_BASE_URL", "http://localhost:9000")
    caller.call("health.ping")
    assert str(caller.request.url) == "http://localhost:9000/ping"
    caller.options["environment"] = package.Environment.LIVE
    caller.call("health.ping")
    assert str(caller.request.url) == "https://api.example.com/v1/ping"
    caller.base_url = "http://localhost:8000"
    caller.call("health.ping")
    assert str(caller.request.url) == "http://localhost:8000/ping"


def test_text_of_an_environment_will_do_and_other_text_will_not(caller: Caller) -> None:
    caller.options["environment"] = "sandbox"
    caller.call("health.ping")
    assert str(caller.request.url) == "https://sandbox.example.com/v1/ping"
    caller.options["environment"] = "production"
    with pytest.raises(
        ValueError, match=r"^environment must be one of 'live', 'sandbox', .*; got 'production'$"
    ):
        caller.call("health.ping")


def test_a_schema_and_a_namespace_may_be_called_environment(caller: Caller, types: Any) -> None:
    caller.answers(json={"name": "live"})
    assert caller.call("environment.get") == types.Environment(name="live")


def test_names_outlive_a_change_of_the_document(case: Made) -> None:
    assert dict(case.api.names)["servers:https://sandbox.example.com/v1"] == "SANDBOX"


def test_a_copy_may_have_another(package: Any) -> None:
    client = package.CaseServersSeveral(api_key="k")
    other = client.with_options(environment=package.Environment.SANDBOX)
    assert (client.base_url, other.base_url) == (
        "https://api.example.com/v1",
        "https://sandbox.example.com/v1",
    )
    assert other.with_options(environment="live").base_url == client.base_url
    assert other.with_options(timeout=1).base_url == other.base_url
    named = other.with_options(environment="live", base_url="http://localhost:8000")
    assert named.base_url == "http://localhost:8000"
    with pytest.raises(ValueError, match="environment must be one of 'live'"):
        client.with_options(environment="production")


def test_the_readme_lists_them(case: Made) -> None:
    readme = case.files["README.md"]
    assert "from case_servers_several import CaseServersSeveral, Environment\n" in readme
    assert "| `Environment.SANDBOX` | `https://sandbox.example.com/v1` |\n" in readme
    assert "### Parts of the address" not in readme
    assert "server of their own" not in readme
