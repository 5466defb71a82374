from __future__ import annotations

import json
from typing import Any

import pytest

from generator.diagnostics import Diagnostics
from generator.load.read import load
from tests.cases.harness import Caller, Made, spec_of


def test_the_title_is_the_page_s_and_names_the_method_only(case: Made) -> None:
    assert (case.api.project.package, case.api.client) == ("acme_shop", "AcmeShop")
    assert [operation.summary for operation in case.api.operations()] == ["Create an order"]


def test_the_operation(api: Caller, types: Any) -> None:
    api.options["token"] = "t"
    api.answers(201, {"id": "o1", "total": 2.5})
    order = api.call(
        "orders.create", shop="corner", x_trace="x", dry_run=True, items=[{"sku": "a"}], kind="gift"
    )
    assert isinstance(order, types.Order)
    assert (order.id, order.total) == ("o1", 2.5)
    assert api.request.url.path == "/orders/corner"
    assert api.request.url.query == b"dry_run=true"
    assert api.request.headers["authorization"] == "Bearer t"
    assert api.request.headers["x-trace"] == "x"
    assert json.loads(api.request.content) == {"items": [{"sku": "a"}], "kind": "gift"}


def test_errors_with_and_without_a_body(api: Caller, package: Any) -> None:
    api.options["token"] = "t"
    api.answers(400, {"message": "no"})
    with pytest.raises(package.BadRequestError) as caught:
        api.call("orders.create", shop="corner", x_trace="x", items=[])
    assert caught.value.body.message == "no"
    api.answers(409)
    with pytest.raises(package.ConflictError):
        api.call("orders.create", shop="corner", x_trace="x", items=[])


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        ("#/paths/~1orders~1{shop}/post", "post"),
        ("#/paths/~1orders~1{shop}/post/summary", "# Create an order"),
        ("#/paths/~1orders~1{shop}/post/parameters/0/schema", "type: string"),
        ("#/paths/~1orders~1{shop}/post/parameters/1/description", "Only check."),
        (
            "#/paths/~1orders~1{shop}/post/requestBody/content/application~1json/schema/properties/kind/enum/1",
            "plain]",
        ),
        (
            "#/paths/~1orders~1{shop}/post/responses/400/content/application~1json/schema/oneOf/1",
            "type: string",
        ),
        ("#/components/schemas/Order/properties/total/type", "number"),
        ("#/components/schemas/Item/properties/sku/type", "string"),
        ("#/components/securitySchemes/Bearer", "type: http"),
        ("#/servers/0/url", "'{base}'"),
    ],
)
def test_every_value_stands_in_the_page(pointer: str, text: str) -> None:
    document = load(str(spec_of("pages_mintlify")), Diagnostics())
    assert document is not None
    location = document.locate(pointer)
    assert document.source_line(location)[location.column - 1 :] == text
