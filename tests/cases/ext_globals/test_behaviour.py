from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.cases.harness import Caller, Made

VARIABLES = (
    "CASE_GLOBALS_TENANT_ID",
    "CASE_GLOBALS_LOCALE",
    "CASE_GLOBALS_X_TRACE",
    "ACME_API_VERSION",
    "CASE_GLOBALS_APP_NAME",
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, api: Caller) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    api.options["token"] = "t"


def test_the_client_gives_what_a_call_leaves_out(api: Caller) -> None:
    api.options |= {"tenant_id": 7, "locale": "de", "x_trace": "abc"}
    api.call("things.search")
    assert api.urls == ["/tenants/7/things?locale=de"]
    assert api.request.headers["x-trace"] == "abc"


def test_the_call_counts_first(api: Caller) -> None:
    api.options |= {"tenant_id": 7, "locale": "de", "x_trace": "abc", "version": "1"}
    api.call("things.search", tenant_id=8, locale="fr", x_trace="def")
    assert api.urls == ["/tenants/8/things?locale=fr"]
    assert api.request.headers["x-trace"] == "def"
    api.call("things.create", name="n", x_api_version="2")
    assert api.request.headers["x-api-version"] == "2"


def test_the_environment_counts_last(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in zip(VARIABLES, ("9", "it", "ghi", "3", "mine"), strict=True):
        monkeypatch.setenv(variable, value)
    api.call("things.search")
    assert api.urls == ["/tenants/9/things?locale=it"]
    assert (api.request.headers["x-trace"], api.request.headers["x-api-version"]) == ("ghi", "3")
    api.call("things.app")
    assert api.path == "/apps/mine"


@pytest.mark.parametrize(("options", "missing"), [({}, "tenantId"), ({"tenant_id": 7}, "locale")])
def test_what_nobody_gives_is_an_error(api: Caller, options: dict[str, Any], missing: str) -> None:
    api.options |= options
    argument = {"tenantId": "tenant_id", "locale": "locale"}[missing]
    with pytest.raises(ValueError, match=missing) as raised:
        api.call("things.search")
    assert str(raised.value) == (
        f"{missing}: GET /tenants/{{tenantId}}/things needs it; pass it to the method, or "
        f"{argument}=... to CaseGlobals, or set CASE_GLOBALS_{argument.upper()} in the environment"
    )
    assert api.requests == []


def test_a_path_argument_cannot_reach_another_endpoint(api: Caller) -> None:
    api.options["app_name"] = "../plain"
    api.call("things.app")
    assert api.path == "/apps/..%2Fplain"
    api.options["app_name"] = ".."
    with pytest.raises(ValueError, match="id"):
        api.call("things.app")


def test_only_global_headers_go_with_every_request(api: Caller) -> None:
    api.options |= {"version": "1", "locale": "de", "x_trace": "abc"}
    api.call("things.plain")
    assert api.urls == ["/plain"]
    assert api.request.headers["X-API-Version"] == "1"
    assert "x-trace" not in api.request.headers


def test_the_callers_own_header_counts_before_a_global_one(api: Caller) -> None:
    api.options |= {"version": "1", "headers": {"x-api-version": "2"}}
    api.call("things.plain")
    assert api.request.headers["x-api-version"] == "2"


def test_copies_have_the_values_too(api: Caller, package: Any) -> None:
    client = package.CaseGlobals(token="t", tenant_id=7)
    assert client.with_options(timeout=1)._core.settings.values == {"tenant_id": 7}


def test_signatures(package: Any) -> None:
    method = inspect.signature(package.resources.things.Things.search).parameters
    assert [(name, each.annotation) for name, each in method.items()][1:] == [
        ("tenant_id", "int | None"),
        ("locale", "str | None"),
        ("limit", "int | None"),
        ("x_trace", "str | None"),
        ("request_options", "RequestOptions | None"),
    ]
    client = inspect.signature(package.CaseGlobals).parameters
    assert [(name, each.annotation) for name, each in client.items()][1:7] == [
        ("tenant_id", "int | None"),
        ("locale", "str | None"),
        ("x_trace", "str | None"),
        ("version", "str | None"),
        ("timeout_", "str | None"),
        ("app_name", "str | None"),
    ]


def test_operations_without_them_know_nothing_of_them(package: Any) -> None:
    assert package.resources.things.PLAIN.from_client == {}


def test_the_readme_tells_of_them(case: Made) -> None:
    readme = case.files["README.md"]
    assert "| `ACME_API_VERSION` | `version=` |" in readme.replace("  ", " ")
    assert "tenant_id=1" in readme
