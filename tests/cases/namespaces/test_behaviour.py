from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made

SHOP, PAY, STOCK = "https://shop.example.com/v1", "https://pay.example.com", "https://eu.stock.example.com"


@pytest.fixture
def caller(api: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.delenv("CASE_NAMESPACES_BASE_URL", raising=False)
    api.base_url = None
    api.options = {"token": "k"}
    api.answers(json=[])
    return api


def called(caller: Caller, **options: Any) -> list[str]:
    """Where a call of each part goes."""
    caller.options = {"token": "k", **options}
    found: list[str] = []
    for method in ("shop.invoices.list", "stock.items.list"):
        caller.answers(json=[])
        caller.call(method)
        found.append(str(caller.request.url))
    caller.answers(json={"id": "1"})
    caller.call("shop.orders.get", id="1")
    return [str(caller.request.url), *found]


def test_each_namespace_has_its_address(caller: Caller) -> None:
    assert called(caller) == [f"{SHOP}/orders/1", f"{PAY}/invoices", f"{STOCK}/items"]
    assert caller.request.headers["authorization"] == "Bearer k"


def test_addresses_by_name(caller: Caller, package: Any) -> None:
    environment = package.Environment(stock="http://localhost:1/", payment="http://localhost:2")
    assert called(caller, environment=environment) == [
        f"{SHOP}/orders/1",
        "http://localhost:2/invoices",
        "http://localhost:1/items",
    ]
    assert environment.shop == SHOP
    assert repr(environment) == (
        f"Environment(shop={SHOP!r}, payment='http://localhost:2', stock='http://localhost:1/')"
    )
    with pytest.raises(
        ValueError, match=r"^environment\.stock must be an absolute http or https URL; got 'x'"
    ):
        called(caller, environment=package.Environment(stock="x"))


def test_documented_environments(caller: Caller, package: Any) -> None:
    sandbox = [
        "https://sandbox.example.com/shop/v1/orders/1",
        f"{PAY}/invoices",
        "https://sandbox.example.com/stock/items",
    ]
    assert called(caller, environment=package.Environment.SANDBOX) == sandbox
    assert called(caller, environment="sandbox") == sandbox
    assert called(caller, environment="PRODUCTION") == called(caller)
    assert package.Environment() == package.Environment.PRODUCTION
    assert hash(package.Environment.PRODUCTION) == hash(package.Environment())
    assert package.Environment() != package.Environment.SANDBOX
    message = r"^environment must be an Environment, a URL, or 'production', 'sandbox'; got 'staging'$"
    with pytest.raises(ValueError, match=message):
        called(caller, environment="staging")


def test_variables_of_a_services_address(caller: Caller, package: Any) -> None:
    assert called(caller, region="us")[2] == "https://us.stock.example.com/items"
    assert called(caller, environment=package.Environment(shop="http://localhost"), region="us")[2] == (
        "https://us.stock.example.com/items"
    )


def test_one_address_for_all(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    here = [f"http://localhost:8000/{path}" for path in ("orders/1", "invoices", "items")]
    assert called(caller, base_url="http://localhost:8000") == here
    assert called(caller, environment="http://localhost:8000") == here
    monkeypatch.setenv("CASE_NAMESPACES_BASE_URL", "http://localhost:8000")
    assert called(caller) == here
    assert called(caller, environment="production")[0] == f"{SHOP}/orders/1"


def test_a_server_without_a_name_is_the_operations_own(caller: Caller, package: Any) -> None:
    caller.answers(204)
    caller.call("shop.health.ping")
    assert str(caller.request.url) == "https://status.example.com/ping"


def test_a_namespace_may_be_called_as_what_its_module_imports(caller: Caller, types: Any) -> None:
    caller.answers(json={"value": "x"})
    assert caller.call("shop.service.get", id="1") == types.Variable(value="x")
    assert str(caller.request.url) == f"{PAY}/services/1"


def test_a_copy_may_have_other_addresses(package: Any) -> None:
    client = package.CaseNamespaces(token="k")
    other = client.with_options(environment=package.Environment(shop="http://localhost:1"))
    assert (client.base_url, other.base_url) == (SHOP, "http://localhost:1")


def test_what_is_equal_is_shared(case: Made) -> None:
    assert [scheme.name for scheme in case.api.schemes] == ["apiKey"]
    names = [str(definition.name) for definition in case.api.definitions]
    assert names == ["Fault", "Item", "Order", "Variable"]
    assert [str(service.name) for service in case.api.services] == ["shop", "payment", "stock"]
    assert dict(case.api.names)["services!payment"] == "payment"


def test_the_readme_says_where_the_parts_are(case: Made) -> None:
    readme = case.files["README.md"]
    assert f"| `Environment.PRODUCTION` | `shop`: `{SHOP}`, `payment`: `{PAY}`, `stock`: " in readme
    assert 'Environment(shop="http://localhost:8000"' in readme.replace("\n        ", "")
