"""Names that Python, pydantic, the client or another name has taken already."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.cases.harness import Caller, Made

ODD = {"_id": "1", "id": "2", "class": "c"}


def test_id_beside_underscore_id(api: Caller) -> None:
    api.answers(200, [ODD])
    (odd,) = api.call("close_.list", class_="a", self_="b")
    assert (odd.id, odd.id_2) == ("2", "1")
    assert odd.invalid_fields == ()


def test_every_member_is_read_by_its_wire_name_and_goes_back_under_it(api: Caller, types: Any) -> None:
    wires = [field.validation_alias or name for name, field in types.Odd.model_fields.items()]
    long_names = [wire for wire in wires if len(wire) > 100]
    assert len(long_names) == 2
    values = {
        **dict.fromkeys(
            ("match", "type", "str", "schema", "json", "@type", "created.at", "created-at"), "text"
        ),
        **dict.fromkeys(
            ("created at", "名前", "🙂", "", "URL", "url", "__private", "None", "self", "cls"), "text"
        ),
        "list": ["a"],
        "int": 1,
        "dict": {"a": 1},
        "copy": True,
        "model_fields": ["x"],
        "model_config": "y",
        "2fa": True,
        "$ref_count": 3,
        "größe": 5,
        "NULLABLE": None,
        "date": "2024-01-15",
        "datetime": "2024-01-15T09:30:00Z",
        "dt": "2024-01-15T09:30:00Z",
        "invalid_fields": 1,
        **dict.fromkeys(long_names, "long"),
    }
    api.answers(200, [{**ODD, **values}])
    (odd,) = api.call("close_.list", class_="a", self_="b")
    assert odd.invalid_fields == ()
    assert odd.model_extra == {}, "every member has found its field"
    assert odd.to_dict() == {**ODD, **values}
    assert types.Odd.from_dict(odd.to_dict()) == odd
    assert (odd.type, odd.list_, odd.url, odd.url_2, odd.n2fa) == ("text", ["a"], "text", "text", True)


def test_pydantic_still_works_on_a_model_with_such_members(types: Any) -> None:
    odd = types.Odd(id_2="1", id="2", class_="c", schema_="s", copy_=True, model_config_="m")
    assert odd.model_dump(by_alias=True, exclude_unset=True) == {
        **ODD,
        "schema": "s",
        "copy": True,
        "model_config": "m",
    }
    assert odd.model_copy() == odd
    assert types.Odd.model_json_schema()["title"] == "Odd"


def test_arguments_that_python_or_the_method_has_taken(api: Caller) -> None:
    api.answers(200, [])
    api.call(
        "close_.list",
        class_="a/b",
        self_="c",
        request_options_="one",
        request_options_query="two",
        filter_name="n",
        top=3,
        x_request_source="h",
        list=["x", "y"],
        match="m",
    )
    assert api.path == "/things/a%2Fb/c"
    assert api.query == (
        "request_options=one&requestOptions=two&filter%5Bname%5D=n&%24top=3&list=x&list=y&match=m"
    )
    assert api.request.headers["x-request-source"] == "h"


def test_members_of_a_body_that_are_keywords(api: Caller) -> None:
    api.answers(200, {})
    api.call("client.import_", from_="a", import_="b", async_=True, self_="s", request_options_="r", core="c")
    assert api.body == {
        "from": "a", "import": "b", "async": True, "self": "s", "request_options": "r", "_core": "c"
    }  # fmt: skip


def test_methods_called_like_the_types_of_annotations(api: Caller) -> None:
    api.answers(200, {"a": "b"})
    assert api.call("close_.dict", class_="a", self_="b", tags={"x": "y"}, type="t") == {"a": "b"}
    assert api.body == {"tags": {"x": "y"}, "type": "t"}
    api.answers(200, "text")
    assert api.call("with_options_.str", int=1, str="s") == "text"
    assert api.query == "int=1&str=s"


def test_a_method_that_would_hide_a_view(api: Caller) -> None:
    api.empty()
    assert api.call("close_.with_raw_response_", class_="a", self_="b") is None
    api.empty()
    assert api.call("close_.with_raw_response.with_raw_response_", class_="a", self_="b").status_code == 204


def test_types_called_like_what_their_modules_import(api: Caller, types: Any) -> None:
    api.answers(200, {"any": {"value": [1]}, "date": {"at": "2024-01-15T09:30:00Z"}})
    model = api.call("base_url_.types_", types="a")
    assert isinstance(model, types.Model_)
    assert isinstance(model.any, types.Any_)
    assert model.any.value == [1]
    assert model.date.at.year == 2024


def test_a_schema_called_like_an_error_class(api: Caller, types: Any) -> None:
    api.answers(400, {"message": "no"})
    with pytest.raises(api.package.BadRequestError) as caught:
        api.call("overview.update")
    assert isinstance(caught.value.body, types.BadRequestError_)
    assert caught.value.body.message == "no"


def test_names_that_differ_in_case_only_are_three_types(types: Any) -> None:
    fields = [set(getattr(types, name).model_fields) for name in ("Thing", "Thing2", "Thing3")]
    assert sorted(map(sorted, fields)) == [["a"], ["b"], ["c"]]


def test_a_tag_called_like_an_attribute_of_the_client(api: Caller, case: Made) -> None:
    client = getattr(api.package, str(case.api.client))
    assert inspect.isfunction(client.close)
    assert inspect.isfunction(client.with_options)
    assert isinstance(client.base_url, property)


def test_scripts_other_than_latin_are_kept(api: Caller) -> None:
    api.answers(200, {"at": "2024-01-15T09:30:00Z"})
    assert api.call("uberblick.zeige_uberblick").at.day == 15


def test_a_method_and_its_group_may_have_one_name(api: Caller, types: Any) -> None:
    api.answers(200, {"a": ["x"], "sorted": {"by": "y"}})
    answer = api.call("s3.get")
    assert type(answer) is types.List
    assert type(answer.sorted) is types.Sorted
    # Modules of types are attributes of their package, and must not hide what it uses.
    assert {"List", "Sorted"} <= set(dir(types))


def test_the_files_of_types_differ_in_more_than_case(case: Made) -> None:
    paths = [path.casefold() for path in case.files]
    assert len(set(paths)) == len(paths)
    assert all(len(part) < 120 for path in paths for part in path.split("/"))


def test_no_name_needs_a_rename_that_is_not_reported(case: Made) -> None:
    """Names are taken from the document as they are where nothing stands against it."""
    (odd,) = (definition for definition in case.api.definitions if definition.name == "Odd")
    fields = {str(field.wire): str(field.name) for field in getattr(odd, "fields")}  # noqa: B009  # a union
    assert fields["match"] == "match"
    assert fields["type"] == "type"
    assert fields["date"] == "date"
    assert fields["名前"] == "名前"
    renamed = {item.message for item in case.diagnostics if item.code == "NAME001"}
    assert any("'list' is reserved" in message for message in renamed)
