"""Models by themselves."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import warnings
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.runtime.models import NULLABLE, Model, UnknownVariant, wire

from . import fake_models as types

NOW = dt.datetime(2026, 4, 20, 8, tzinfo=dt.UTC)


def test_construction_by_python_names() -> None:
    campaign = types.Campaign(id="x", created_at=NOW)
    assert campaign.id == "x"
    assert campaign.to_dict() == {"_id": "x", "createdAt": "2026-04-20T08:00:00Z"}


def test_construction_is_strict() -> None:
    with pytest.raises(ValidationError):
        types.Campaign(calls="12")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (types.Campaign(), {}),
        (types.Campaign(name=None, note=None), {"note": None}),
        (types.CampaignResponse(data=types.Campaign(note=None, live=None)), {"data": {"note": None}}),
        (types.Page(items=[], total=1, next=None), {"items": [], "total": 1, "nextPage": None}),
        (
            types.Page(
                items=[types.Item(key="a", parent=types.Item(key="b"))], total=1, next="n", first=None
            ),
            {"items": [{"key": "a", "parent": {"key": "b"}}], "total": 1, "nextPage": "n", "first": None},
        ),
        (
            types.Owner(pet=UnknownVariant.from_dict({"kind": "cow", "horns": 2})),
            {"pet": {"kind": "cow", "horns": 2}},
        ),
        (
            types.Campaign(day=dt.date(2026, 1, 2), colour=types.Colour("blue")),
            {"day": "2026-01-02", "colour": "blue"},
        ),
    ],
)
def test_to_dict(model: Model, data: dict[str, Any]) -> None:
    assert model.to_dict() == data
    assert type(model).from_dict(data) == model


def test_nullable_members_of_classes_that_refer_to_each_other() -> None:
    """While `Page` is built, `Item` does not exist: what is nullable is not known from the class."""
    assert types.Item(key="a", page=None, parent=None).to_dict() == {"key": "a"}
    item = types.Item(key="a", page=types.Page(items=[], total=0, next=None, first=None))
    assert item.to_dict() == {"key": "a", "page": {"items": [], "total": 0, "nextPage": None, "first": None}}


def test_from_dict_reads_like_a_response() -> None:
    campaign = types.Campaign.from_dict(
        {"_id": 5, "id": "extra", "callCount": 3.0, "createdAt": NOW, "x": [1]}
    )
    assert campaign.id == 5  # type: ignore[comparison-overlap]
    assert campaign.calls == 3
    assert campaign.created_at == NOW
    assert campaign.invalid_fields == ("/_id",)
    assert campaign.model_extra == {"id": "extra", "x": [1]}
    assert campaign.to_dict() == {
        "_id": 5,
        "callCount": 3,
        "createdAt": "2026-04-20T08:00:00Z",
        "id": "extra",
        "x": [1],
    }


def test_from_dict_takes_mappings() -> None:
    with pytest.raises(TypeError, match=r"Campaign\.from_dict takes a mapping, not an array"):
        types.Campaign.from_dict([])  # type: ignore[arg-type]


def test_a_naive_datetime_from_a_server_is_no_error_in_to_dict() -> None:
    campaign = types.Campaign.from_dict({"createdAt": "2026-04-20T08:00:00"})
    assert campaign.to_dict() == {"createdAt": "2026-04-20T08:00:00"}


@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m)), Model.model_copy]
)
def test_copies_keep_invalid_fields(duplicate: Any) -> None:
    campaign = types.Campaign.from_dict({"_id": 5, "x": 1})
    other = duplicate(campaign)
    assert other == campaign
    assert other.invalid_fields == ("/_id",)
    assert other.to_dict() == campaign.to_dict()
    assert duplicate(types.Campaign()).invalid_fields == ()


def test_a_member_named_invalid_fields_is_only_a_member() -> None:
    campaign = types.Campaign.from_dict({"_invalid_fields": ["x"], "invalid_fields": 1})
    assert campaign.invalid_fields == ()
    assert campaign.to_dict() == {"_invalid_fields": ["x"], "invalid_fields": 1}


def test_dumping_a_model_with_invalid_fields_does_not_warn() -> None:
    response = types.CampaignResponse.from_dict({"data": {"_id": 5, "createdAt": "x"}})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert response.model_dump(exclude_unset=True) == {"data": {"id": 5, "created_at": "x"}}
        assert response.model_dump_json(exclude_unset=True) == '{"data":{"id":5,"created_at":"x"}}'
    with pytest.warns(UserWarning, match="Pydantic serializer warnings"):
        types.Campaign.model_construct(id=5).model_dump()


def test_models_work_inside_the_callers_own() -> None:
    class Mine(BaseModel):
        campaign: types.Campaign
        pages: list[types.Page]

    mine = Mine.model_validate_json(
        '{"campaign": {"_id": "x"}, "pages": [{"items": [], "total": 1, "nextPage": null}]}'
    )
    assert mine.campaign.id == "x"
    items = TypeAdapter(list[types.Item]).validate_json('[{"key": "a", "parent": {"key": "b"}}]')
    assert items[0].parent == types.Item(key="b")
    assert "createdAt" in types.Campaign.model_json_schema()["properties"]


def test_models_defined_in_a_function() -> None:
    class Inner(Model):
        a: int

    class Outer(Model):
        inner: Annotated[Inner | None, wire("in"), NULLABLE] = None

    assert Outer.from_dict({"in": {"a": 1}}).inner == Inner(a=1)
    assert Outer(inner=None).to_dict() == {"in": None}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
MEMBERS = st.sampled_from(
    ["_id", "name", "status", "callCount", "createdAt", "tags", "limits", "id", "live", "day"]
)


# How long the examples take says how busy the machine is.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(MEMBERS | st.text(), JSON, max_size=6))
def test_whatever_arrives_is_kept(data: dict[str, Any]) -> None:
    campaign = types.Campaign.from_dict(data)
    kept = campaign.to_dict()
    for name, value in data.items():
        is_time = name in ("createdAt", "day") and f"/{name}" not in campaign.invalid_fields
        # None is what an optional member reads when it is absent: it is not sent back.
        if value is not None and not is_time:
            assert kept[name] == value


class Tree(Model):
    """Members that may be left out, with and without null."""

    plain: str | None = None
    nullable: Annotated[str | None, wire("orNull"), NULLABLE] = None
    child: Tree | None = None
    needed: str | None


def test_none_that_a_caller_gives_is_absence_unless_it_may_be_null() -> None:
    tree = Tree(plain=None, nullable=None, needed=None, child=Tree(plain=None, needed="x"))
    assert tree.to_dict() == {"orNull": None, "needed": None, "child": {"needed": "x"}}
    tree.plain, tree.nullable = "a", "b"
    assert tree.to_dict()["plain"] == "a"
    tree.plain = tree.nullable = tree.child = None
    assert tree.to_dict() == {"orNull": None, "needed": None}
    assert tree.model_copy(update={"plain": None, "needed": "y"}).to_dict() == {"orNull": None, "needed": "y"}
    assert tree.model_copy(update={"plain": "z"}).to_dict()["plain"] == "z"


def test_null_that_was_read_is_kept() -> None:
    sent = {"plain": None, "orNull": None, "child": None, "needed": None}
    assert Tree.model_validate_json(json.dumps(sent)).to_dict() == sent
    assert Tree.from_dict({**sent, "child": 5}).to_dict() == {**sent, "child": 5}
    assert pickle.loads(pickle.dumps(Tree.from_dict(sent))).to_dict() == sent
