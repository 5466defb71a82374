from __future__ import annotations

import pytest

from tests.cases.harness import Caller


def sent(api: Caller) -> dict[str, str]:
    names = ("authorization", "x-app", "x-user")
    return {name: api.request.headers[name] for name in names if name in api.request.headers}


def test_the_first_alternative_that_is_complete_is_sent(api: Caller) -> None:
    api.options["token"] = "t"
    api.call("account.either")
    assert sent(api) == {"authorization": "Bearer t"}


def test_schemes_that_are_needed_together(api: Caller) -> None:
    api.options.update(app="a", user="u")
    api.call("account.either")
    assert sent(api) == {"x-app": "a", "x-user": "u"}
    api.call("account.both")
    assert sent(api) == {"x-app": "a", "x-user": "u"}


def test_half_of_an_alternative_is_not_enough(api: Caller) -> None:
    api.options["app"] = "a"
    with pytest.raises(api.package.CredentialError) as caught:
        api.call("account.either")
    assert "token=" in str(caught.value)
    assert "user=" in str(caught.value)


def test_an_operation_may_need_others_than_the_api(api: Caller) -> None:
    api.options["token"] = "t"
    with pytest.raises(api.package.CredentialError, match="user="):
        api.call("account.both")


def test_an_optional_credential_is_sent_when_there_is_one(api: Caller) -> None:
    api.options["token"] = "t"
    api.call("account.maybe")
    assert sent(api) == {"authorization": "Bearer t"}
    api.options = {"app": "a", "user": "u"}
    api.call("account.maybe")
    assert sent(api) == {}


def test_what_cannot_be_served_is_left_to_the_caller(api: Caller) -> None:
    api.options.update(token="t", headers={"Authorization": "Digest x"})
    api.call("account.digest")
    assert sent(api) == {"authorization": "Digest x"}
