from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made, snippet


def sent(api: Caller) -> dict[str, str]:
    names = ("authorization", "x-beta")
    return {name: api.request.headers[name] for name in names if name in api.request.headers}


@pytest.mark.parametrize(
    ("group", "given", "header", "other"),
    [
        ("a", {"token": "t"}, {"authorization": "Bearer t"}, ("b", "api_key=")),
        ("b", {"api_key": "k"}, {"x-beta": "k"}, ("a", "token=")),
    ],
)
def test_a_client_of_one_of_the_apis(
    api: Caller, group: str, given: dict[str, Any], header: dict[str, str], other: tuple[str, str]
) -> None:
    api.options.update(given)
    api.call(f"{group}.letters.get_{group}")
    assert sent(api) == header
    api.call("c.letters.get_c")
    assert sent(api) == {}
    with pytest.raises(api.package.CredentialError, match=other[1]):
        api.call(f"{other[0]}.letters.get_{other[0]}")


def test_each_api_gets_its_own_credential_only(api: Caller) -> None:
    api.options.update(token="t", api_key="k")
    api.call("a.letters.get_a")
    assert sent(api) == {"authorization": "Bearer t"}
    api.call("b.letters.get_b")
    assert sent(api) == {"x-beta": "k"}


def test_examples_give_what_the_shown_operation_needs(case: Made) -> None:
    assert 'client = Duo(token="YOUR_TOKEN_HERE")\n' in snippet(case, "Quickstart")
    assert "client.a.letters.get_a()" in snippet(case, "Quickstart")
    assert 'client = Duo(token="YOUR_TOKEN_HERE", api_key="YOUR_API_KEY_HERE")' in case.files["reference.md"]


def test_the_readme_says_when_what_is_missing_raises(case: Made) -> None:
    readme = " ".join(case.files["README.md"].split())
    assert "When it is given neither way, calling a method that needs it raises `CredentialError`" in readme
