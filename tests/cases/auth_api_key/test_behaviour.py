from __future__ import annotations

import pytest

from tests.cases.harness import Caller, Made


@pytest.fixture
def keys(case: Made) -> dict[str, str]:
    """The client's argument of each scheme."""
    return {scheme.name: str(scheme.arguments[0]) for scheme in case.api.schemes}


def test_each_key_goes_to_its_place_and_nowhere_else(api: Caller, keys: dict[str, str]) -> None:
    api.options.update({keys["inHeader"]: "h", keys["inQuery"]: "q&", keys["inCookie"]: "c"})
    api.call("account.by_header")
    assert api.request.headers["x-api-key"] == "h"
    assert (api.query, "cookie" in api.request.headers) == ("", False)
    api.call("account.by_query", q="x")
    assert api.query == "q=x&key=q%26"
    assert "x-api-key" not in api.request.headers
    api.call("account.by_cookie")
    assert api.request.headers["cookie"] == "session=c"
    assert api.query == ""


def test_a_key_that_no_operation_of_the_call_needs_may_be_missing(api: Caller, keys: dict[str, str]) -> None:
    api.options[keys["inHeader"]] = "h"
    api.call("account.by_header")
    with pytest.raises(api.package.CredentialError, match=keys["inQuery"]):
        api.call("account.by_query")
