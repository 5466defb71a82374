"""What the extensions of other generators say: names, what is left out, what is deprecated."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.harness import Caller, Made

USER = {"nm": "Ann", "state": "a", "level": 2, "home": {"city": "Oslo"}, "row": "7"}


def test_methods_arguments_and_members(api: Caller, types: Any) -> None:
    api.answers(200, [USER])
    (user,) = api.call("admin.users.everyone", page=1, page_size=2, betas="x", trace=True)
    assert str(api.request.url).endswith("/users?pg=1&sz=2&trace=true")
    assert api.request.headers["betas-header"] == "x"
    assert isinstance(user, types.User)
    assert isinstance(user.home, types.Address)
    assert (user.full_name, user.home.city) == ("Ann", "Oslo")
    assert (user.state, user.level) == (types.UserState.ACTIVE, types.UserLevel.HIGH)


def test_members_of_a_body(api: Caller) -> None:
    api.answers(201, USER)
    with pytest.warns(DeprecationWarning, match="add_one is deprecated"):
        api.call("admin.users.add_one", name="Ann")
    assert api.body == {"nm": "Ann"}


def test_what_is_left_out(case: Made) -> None:
    names = {str(operation.name) for operation in case.api.operations()}
    assert names == {"everyone", "add_one", "fetch_samples"}
    everyone = next(each for each in case.api.operations() if each.name == "everyone")
    assert "debug" not in {str(argument.wire) for argument in everyone.arguments}
    types = {str(definition.name) for definition in case.api.definitions}
    assert "Unused" in types, "nobody asked to leave it out"
    assert not types & {"Dropped", "Count"}, "only what is left out needs them"


def test_a_left_out_member_is_kept_as_it_was_sent(api: Caller, types: Any) -> None:
    api.answers(200, [USER])
    (user,) = api.call("admin.users.everyone")
    assert user.row == "7"
    assert "row" not in types.User.model_fields


def test_availability_is_documented(case: Made) -> None:
    text = case.files["src/sampled/resources/admin/users.py"]
    assert "Follow it." in text
    assert "Availability: beta." in text
    assert "Deprecated: Use everyone." in text


def test_a_sample_names_client_and_method(api: Caller, case: Made) -> None:
    assert (case.api.project.package, case.api.client) == ("sampled", "SampledClient")
    api.answers(204, content=b"")
    api.call("things.fetch_samples", limit=3)
    assert str(api.request.url).endswith("/samples?limit=3")
