"""Formats: which text becomes which Python type, and how it goes back."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from tests.cases.harness import Caller, Made

ID = "123e4567-e89b-42d3-a456-426614174000"
PUT = {"id": ID}
READ = [
    ("moment", "2024-01-15T09:30:00+01:00", dt.datetime(2024, 1, 15, 8, 30, tzinfo=dt.UTC)),
    ("day", "2024-02-29", dt.date(2024, 2, 29)),
    ("time", "09:30:00Z", dt.time(9, 30, tzinfo=dt.UTC)),
    ("time", "09:30:00.5+02:00", dt.time(9, 30, 0, 500000, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
    ("duration", "PT1H30M", dt.timedelta(minutes=90)),
    ("duration", "P2DT0.25S", dt.timedelta(days=2, milliseconds=250)),
    ("uuid", ID, uuid.UUID(ID)),
    ("uuid4", ID, uuid.UUID(ID)),
    ("uri", "https://example.com/%20", "https://example.com/%20"),
    ("email", "a@example.com", "a@example.com"),
    ("byte", "aGk=", b"hi"),
    ("encoded", "AAH/", b"\x00\x01\xff"),
    ("binary", "any text", "any text"),
    ("int32", 7.0, 7),
    ("int64", 2**62, 2**62),
    ("big", "9223372036854775808", "9223372036854775808"),
    ("ratio", 0.1, 0.1),
    ("decimal", "10.10", Decimal("10.10")),
    ("unknown", "+49 30", "+49 30"),
    ("moments", ["2024-01-15T09:30:00Z"], [dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC)]),
    ("by_id", {"a": ID}, {"a": uuid.UUID(ID)}),
    ("nothing", None, None),
]


@pytest.mark.parametrize(("member", "sent", "value"), READ)
def test_what_is_read(api: Caller, member: str, sent: Any, value: Any) -> None:
    api.answers(200, {member: sent})
    values = api.call("values.put", **PUT)
    assert getattr(values, member) == value
    assert type(getattr(values, member)) is type(value)
    assert values.invalid_fields == ()


KEPT = [
    ("moment", "1494012444"),
    ("moment", "yesterday"),
    ("moment", 1494012444),
    ("day", "86400"),
    ("day", "2024-01-15T00:00:00Z"),
    ("time", "noon"),
    ("duration", "P1Y"),
    ("duration", "P1M"),
    ("duration", "30s"),
    ("uuid", "123e4567e89b42d3a456426614174000"),
    ("uuid", f"{{{ID}}}"),
    ("byte", "aGk"),
    ("byte", "a-_="),
    ("decimal", "1e5"),
    ("decimal", " 1"),
    ("int32", "7"),
    ("ratio", "0.1"),
]


@pytest.mark.parametrize(("member", "sent"), KEPT)
def test_what_would_not_come_back_the_same_is_kept_as_sent(api: Caller, member: str, sent: Any) -> None:
    api.answers(200, {member: sent})
    values = api.call("values.put", **PUT)
    assert getattr(values, member) == sent
    assert values.invalid_fields == (f"/{member}",)
    assert values.to_dict() == {member: sent}


def test_what_is_sent(api: Caller) -> None:
    api.answers(200, {})
    api.call(
        "values.put",
        id=uuid.UUID(ID),
        since=dt.time(9, 30, tzinfo=dt.UTC),
        within=dt.timedelta(seconds=90),
        price=Decimal("1.50"),
        mark=b"hi",
        ids=[ID, uuid.UUID(ID)],
        moment=dt.datetime(2024, 1, 15, 9, 30, tzinfo=dt.UTC),
        day=dt.date(2024, 1, 15),
        time=dt.time(9, 30),
        duration=dt.timedelta(days=1, hours=2),
        uuid=ID,
        byte=b"\x00\xff",
        encoded=b"",
        decimal="10.10",
        by_id={"a": uuid.UUID(ID)},
        nothing=None,
    )
    assert api.path == f"/values/{ID}"
    assert api.query == f"since=09%3A30%3A00Z&within=PT1M30S&price=1.50&mark=aGk%3D&ids={ID}&ids={ID}"
    assert api.body == {
        "moment": "2024-01-15T09:30:00Z",
        "day": "2024-01-15",
        "time": "09:30:00",
        "duration": "P1DT2H",
        "uuid": ID,
        "byte": "AP8=",
        "encoded": "",
        "decimal": "10.10",
        "by_id": {"a": ID},
        "nothing": None,
    }


def test_a_model_is_built_of_values(api: Caller, types: Any) -> None:
    values = types.Values(uuid=uuid.UUID(ID), byte=b"hi", decimal=Decimal("1.0"), duration=dt.timedelta(1))
    assert values.to_dict() == {"uuid": ID, "byte": "aGk=", "decimal": "1.0", "duration": "P1D"}
    assert types.Values.from_dict(values.to_dict()) == values


def test_values_that_are_no_members(api: Caller) -> None:
    api.answers(200, [ID])
    assert api.call("values.ids") == [uuid.UUID(ID)]
    api.answers(200, "aGk=")
    assert api.call("values.blob") == b"hi"


def test_a_format_or_null_as_a_whole_body(api: Caller, case: Made) -> None:
    given: list[tuple[Any, Any]] = [("09:30:00", dt.time(9, 30)), (None, None)]
    for sent, wanted in given:
        api.answers(200, sent)
        assert api.call("values.next") == wanted
    given = [("2024-01-15", dt.date(2024, 1, 15)), (7, 7), (None, None)]
    for sent, read in given:
        api.answers(404, sent)
        with pytest.raises(api.package.NotFoundError) as caught:
            api.call("values.next")
        assert caught.value.body == read
    # As an expression, checkers know no `Annotated[…] | None`.
    assert "lambda: Optional[JsonTime]" in case.files["src/case_formats/resources/values.py"]
