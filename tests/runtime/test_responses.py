"""What comes back, from servers that keep to the documentation and from others."""

from __future__ import annotations

import datetime as dt
import logging
import pickle
from typing import Any

import pytest

from generator.runtime.errors import ApiError, ResponseDecodeError, ResponseValidationError
from generator.runtime.models import UnknownVariant
from generator.runtime.sdk import Operation

from . import fake_models as types
from .harness import Runner, Server, answer, text_answer


def create(client: Any) -> Any:
    """Call the operation that most tests use."""
    return client.campaigns.create(name="n")


def test_a_documented_answer(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    data = {
        "_id": "x",
        "id": "plain",
        "createdAt": "2026-04-20T08:00:00.000Z",
        "status": "archived",
        "more": [1],
    }
    response = run(create, Server(answer({"status": True, "data": data}, 201)))
    assert isinstance(response, types.CampaignResponse)
    assert response.data is not None
    assert response.data.id == "x"
    assert response.data.created_at == dt.datetime(2026, 4, 20, 8, tzinfo=dt.UTC)
    assert response.data.status == "archived"
    assert response.data.more == [1]  # type: ignore[attr-defined]
    assert response.model_dump()["data"]["more"] == [1]
    assert response.data.name is None
    assert response.invalid_fields == ()
    assert not caplog.records


@pytest.mark.parametrize(
    ("data", "invalid", "expected"),
    [
        ({}, (), {}),
        ({"data": {"_id": 5}}, ("/data/_id",), {"data.id": 5}),
        ({"data": "oops"}, ("/data",), {"data": "oops"}),
        ({"data": [1]}, ("/data",), {"data": [1]}),
        ({"status": "yes"}, ("/status",), {"status": "yes"}),
        ({"status": 1}, ("/status",), {"status": 1}),
        ({"status": None}, (), {"status": None}),
        ({"data": {"callCount": "12"}}, ("/data/callCount",), {"data.calls": "12"}),
        ({"data": {"callCount": 3.9}}, ("/data/callCount",), {"data.calls": 3.9}),
        ({"data": {"callCount": 3.0}}, (), {"data.calls": 3}),
        ({"data": {"callCount": 1e3}}, (), {"data.calls": 1000}),
        ({"data": {"callCount": True}}, ("/data/callCount",), {"data.calls": True}),
        ({"data": {"rate": 3}}, (), {"data.rate": 3.0}),
        ({"data": {"rate": "3"}}, ("/data/rate",), {"data.rate": "3"}),
        ({"data": {"createdAt": "not-a-date"}}, ("/data/createdAt",), {"data.created_at": "not-a-date"}),
        ({"data": {"createdAt": 1700000000}}, ("/data/createdAt",), {"data.created_at": 1700000000}),
        ({"data": {"day": "2026-01-02"}}, (), {"data.day": dt.date(2026, 1, 2)}),
        ({"data": {"status": 5}}, ("/data/status",), {"data.status": 5}),
        ({"data": {"colour": "blue"}}, (), {"data.colour": "blue"}),
        ({"data": {"colour": 1}}, ("/data/colour",), {"data.colour": 1}),
        ({"data": {"tags": ["a", 1, None]}}, ("/data/tags/1", "/data/tags/2"), {"data.tags": ["a", 1, None]}),
        ({"data": {"tags": {"a": 1}}}, ("/data/tags",), {"data.tags": {"a": 1}}),
        (
            {"data": {"limits": {"a/b": "x", "c~": 2.0, "d": 1}}},
            ("/data/limits/a~1b",),
            {"data.limits": {"a/b": "x", "c~": 2, "d": 1}},
        ),
        ({"data": {"anything": {"a": 3.0}, "live": "no"}}, ("/data/live",), {"data.anything": {"a": 3.0}}),
    ],
)
def test_answers_that_differ(
    run: Runner,
    caplog: pytest.LogCaptureFixture,
    data: Any,
    invalid: tuple[str, ...],
    expected: dict[str, Any],
) -> None:
    response = run(create, Server(answer(data, 201)))
    assert response.invalid_fields == invalid
    for path, value in expected.items():
        found = response
        for name in path.split("."):
            found = getattr(found, name)
        assert found == value
        assert type(found) is type(value) or isinstance(value, str)
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == (1 if invalid else 0)
    assert all(pointer in warnings[0].getMessage() for pointer in invalid)
    assert all(record.name == "acme" for record in warnings)


def test_the_warning_shows_no_values(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    run(create, Server(answer({"data": {"_id": 5551234}}, 201)))
    assert "POST /campaign: 1 value(s) differ from the documented type: /data/_id" in caplog.text
    assert "5551234" not in caplog.text


def test_strict_responses(run: Runner) -> None:
    server = Server(answer({"data": {"_id": 5, "callCount": 3.0, "new": 1}}, 201, x_request_id="r1"))
    with pytest.raises(ResponseValidationError) as caught:
        run(create, server, strict_responses=True)
    assert caught.value.invalid_fields == ("/data/_id",)
    assert caught.value.status_code == 201
    assert caught.value.request_id == "r1"
    run(
        create, Server(answer({"data": {"_id": "5", "callCount": 3.0, "new": 1}}, 201)), strict_responses=True
    )


def test_nested_models_list_what_is_wrong_in_them(run: Runner) -> None:
    items = [{"key": "a"}, {"key": 1, "parent": {"page": {"items": [], "total": "x", "nextPage": 2}}}]
    page = run(lambda client: client.campaigns.list(), Server(answer({"items": items, "nextPage": None})))
    assert page.invalid_fields == (
        "/items/1/key",
        "/items/1/parent/key",
        "/items/1/parent/page/total",
        "/items/1/parent/page/nextPage",
        "/total",
    )
    assert page.total is None
    assert page.items[0].invalid_fields == ()
    assert page.items[1].invalid_fields == (
        "/key",
        "/parent/key",
        "/parent/page/total",
        "/parent/page/nextPage",
    )
    assert page.items[1].parent.invalid_fields == ("/key", "/page/total", "/page/nextPage")
    assert page.items[1].parent.page.invalid_fields == ("/total", "/nextPage")
    assert page.items[1].parent.key is None


@pytest.mark.parametrize("data", [[1, 2], None, 5, "x", True])
def test_answers_of_another_kind(run: Runner, data: Any) -> None:
    with pytest.raises(ResponseValidationError) as caught:
        run(create, Server(answer(data, 201)))
    assert isinstance(caught.value, ApiError)
    assert caught.value.invalid_fields == ("",)
    assert caught.value.status_code == 201
    assert caught.value.headers["Content-Type"] == "application/json"
    assert "not of the documented kind" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('{"status": tru', "is not JSON"),
        ("<html>", "is not JSON"),
        ("", "is empty"),
        (" \n", "is empty"),
        (b"\xff\xfe\xfd", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_answers_that_are_not_json(run: Runner, body: str | bytes, says: str) -> None:
    with pytest.raises(ResponseDecodeError, match=says) as caught:
        run(create, Server(text_answer(body, 201)))
    error = caught.value
    assert isinstance(error, ApiError)
    assert error.status_code == 201
    assert error.text == (body if isinstance(body, str) else body.decode(errors="replace"))
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b'\xef\xbb\xbf{"status": true}', "application/json"),
        ('{"status": true, "data": {"name": "é"}}'.encode("latin-1"), "application/json; charset=ISO-8859-1"),
        ('{"status": true}'.encode("utf-16"), "application/json"),
    ],
)
def test_unusual_encodings_of_json(run: Runner, body: bytes, type: str) -> None:
    response = run(create, Server(text_answer(body, 201, type)))
    assert response.status is True
    assert response.invalid_fields == ()


def test_an_answer_with_a_lone_surrogate(run: Runner) -> None:
    response = run(create, Server(text_answer('{"data": {"name": "\\ud800", "callCount": 1}}', 201)))
    assert response.data.name == "\ud800"
    assert response.data.calls == 1
    assert response.invalid_fields == ("/data/name",)


OPERATION: Operation[Any] = Operation(
    "GET", "/x", returns={"200": lambda: types.Item, "202": None, "304": None, "3XX": lambda: types.Item}
)


@pytest.mark.parametrize(
    ("operation", "status", "body", "expected"),
    [
        (OPERATION, 200, '{"key":"a"}', types.Item(key="a")),
        (OPERATION, 202, '{"key":"a"}', None),
        (OPERATION, 201, '{"key":"a"}', types.Item(key="a")),
        (OPERATION, 204, "", None),
        (OPERATION, 200, "", None),
        (OPERATION, 304, "", None),
        (Operation("GET", "/x"), 200, '{"key":"a"}', None),
        (Operation("GET", "/x", returns={"default": lambda: list[int]}), 200, "[1, 2.0]", [1, 2]),
        (Operation("GET", "/x", returns={"200": lambda: int}), 200, "3.0", 3),
        (Operation("GET", "/x", returns={"200": lambda: str}), 200, '"text"', "text"),
        (Operation("GET", "/x", returns={"200": lambda: types.Item | None}), 200, "null", None),
        (Operation("GET", "/x", returns={"200": lambda: Any}), 200, '{"a": 3.0}', {"a": 3.0}),
        (Operation("GET", "/x", returns={"200": lambda: bytes}), 200, "raw", b"raw"),
        (Operation("GET", "/x", returns={"200": lambda: bytes}), 200, "", b""),
    ],
)
def test_documented_types(
    run: Runner, operation: Operation[Any], status: int, body: str, expected: object
) -> None:
    value = run(lambda client: client.campaigns.call(operation), Server(text_answer(body, status)))
    assert value == expected
    assert type(value) is type(expected)


def test_text_that_is_not_json(run: Runner) -> None:
    operation: Operation[str] = Operation("GET", "/x", returns={"200": lambda: str})
    server = Server(text_answer("dé".encode("latin-1"), type="text/plain; charset=latin-1"))
    assert run(lambda client: client.campaigns.call(operation), server) == "dé"


def test_a_list_of_models(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    operation: Operation[list[types.Item]] = Operation("GET", "/x", returns={"200": lambda: list[types.Item]})
    items = run(
        lambda client: client.campaigns.call(operation), Server(answer([{"key": "a"}, {"key": 1}, 5]))
    )
    assert [items[0].key, items[1].key, items[2]] == ["a", 1, 5]
    assert items[1].invalid_fields == ("/key",)
    assert "/1/key, /2" in caplog.text


@pytest.mark.parametrize(
    ("data", "expected", "invalid"),
    [
        ({"pet": {"kind": "cat", "lives": 9}}, types.Cat(kind="cat", lives=9), ()),
        ({"pet": {"kind": "cow", "horns": 2}}, UnknownVariant.from_dict({"kind": "cow", "horns": 2}), ()),
        ({"pet": {"horns": 2}}, UnknownVariant.from_dict({"horns": 2}), ()),
        ({"pet": {"kind": None, "lives": 9}}, UnknownVariant, ()),
        ({"pet": {"kind": "cat", "lives": "9"}}, types.Cat, ("/pet/lives",)),
        ({"pet": {"kind": "dog"}}, types.Dog, ("/pet/bark",)),
        ({"pet": 5}, 5, ("/pet",)),
        ({"strictPet": {"kind": "dog", "bark": 1}}, types.Dog, ("/strictPet/bark",)),
        ({"strictPet": {"kind": "cow"}}, types.Cat, ("/strictPet/kind", "/strictPet/lives")),
        ({"strictPet": None, "pet": None}, None, ()),
        ({"shape": {"key": "a"}}, types.Item, ()),
        ({"shape": [1.0, 2]}, [1, 2], ()),
        ({"shape": [1, "x"]}, [1, "x"], ("/shape/1",)),
        ({"shape": 5}, 5, ("/shape",)),
        ({"shape": {"key": 1, "_id": "x"}}, types.Campaign, ()),
    ],
)
def test_unions(run: Runner, data: dict[str, Any], expected: Any, invalid: tuple[str, ...]) -> None:
    operation: Operation[types.Owner] = Operation("GET", "/x", returns={"200": lambda: types.Owner})
    owner = run(lambda client: client.campaigns.call(operation), Server(answer(data)))
    assert owner.invalid_fields == invalid
    value = next((value for value in (owner.pet, owner.strict_pet, owner.shape) if value is not None), None)
    if isinstance(expected, type):
        assert type(value) is expected
    else:
        assert value == expected


def test_typed_members_without_names(run: Runner) -> None:
    operation: Operation[types.Free] = Operation("GET", "/x", returns={"200": lambda: types.Free})
    free = run(
        lambda client: client.campaigns.call(operation), Server(answer({"name": 1, "a": 2.0, "b": "x"}))
    )
    assert free.model_extra == {"a": 2, "b": "x"}
    assert free.invalid_fields == ("/name", "/b")


def test_the_documented_type_is_read_once_and_only_on_need(run: Runner) -> None:
    asked: list[str] = []

    def described() -> Any:
        asked.append("asked")
        return list[int]

    operation: Operation[list[int]] = Operation("GET", "/x", returns={"200": described})
    assert not asked
    for _ in range(3):
        assert run(lambda client: client.campaigns.call(operation), Server(answer([1]))) == [1]
    assert asked == ["asked"]
