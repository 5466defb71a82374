"""Which operations a table of `pagination` is for, and what is said when it is for none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.paging_settings import PaginationSettings
from generator.pipeline import describe
from generator.spec_settings import plain

PAGE = PaginationSettings("pages", ("*",), "page", items="data", argument="page")


def kinds(folder: Path, *tables: PaginationSettings) -> tuple[dict[str, str | None], list[str]]:
    """The type of pagination of each operation, and what was reported of it."""
    schema = {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "string"}}}}
    answer = {"200": {"description": "Yes.", "content": {"application/json": {"schema": schema}}}}
    page = [{"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("page", "skip")]
    operations = {
        "/cats": {
            "get": {"operationId": "listCats", "tags": ["cats"], "parameters": page, "responses": answer}
        },
        "/dogs": {
            "get": {"operationId": "listDogs", "tags": ["dogs"], "parameters": page, "responses": answer}
        },
        "/fish": {"post": {"operationId": "addFish", "tags": ["fish"], "responses": answer}},
    }
    document = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": operations}
    spec = folder / "pets.json"
    spec.write_text(json.dumps(document), "utf-8")
    diagnostics = Diagnostics()
    found = describe(SdkSettings(specs=plain(str(spec)), pagination=tables), None, diagnostics)
    assert found is not None
    given = {
        operation.operation_id or "": operation.pagination.kind.value if operation.pagination else None
        for operation in found.api.operations()
    }
    return given, [item.message for item in diagnostics if item.code == "PAGE001"]


@pytest.mark.parametrize("wanted", ["listCats", "GET /cats", "cats.list"])
def test_an_operation_has_three_names(wanted: str, tmp_path: Path) -> None:
    found = {"listCats": "page", "listDogs": None, "addFish": None}
    assert kinds(tmp_path, replace(PAGE, operations=(wanted,))) == (found, [])
    assert kinds(tmp_path, replace(PAGE, operations=(), name=wanted)) == (found, [])


def test_a_pattern_is_for_what_it_fits(tmp_path: Path) -> None:
    assert kinds(tmp_path, PAGE) == ({"listCats": "page", "listDogs": "page", "addFish": None}, [])


def test_a_name_goes_before_a_pattern_and_the_first_pattern_before_others(tmp_path: Path) -> None:
    offset = PaginationSettings("offset", ("GET *",), "offset", items="data", argument="skip")
    off = PaginationSettings("listDogs", (), "none")
    assert kinds(tmp_path, offset, PAGE, off) == (
        {"listCats": "offset", "listDogs": None, "addFish": None},
        [],
    )


def test_what_is_for_nothing_is_reported(tmp_path: Path) -> None:
    found, said = kinds(tmp_path, replace(PAGE, operations=("listBirds", "DELETE *")))
    assert found == {"listCats": None, "listDogs": None, "addFish": None}
    assert said == [
        "pagination 'pages' of the configuration: there is no such operation: 'listBirds'",
        "pagination 'pages' of the configuration: there is no operation that it fits: 'DELETE *'",
    ]


def test_what_does_not_fit_the_operation_that_it_names_is_reported(tmp_path: Path) -> None:
    found, said = kinds(tmp_path, replace(PAGE, operations=("addFish",)))
    assert found["addFish"] is None
    assert said == [
        "POST /fish is not paginated: configuration: it has no argument 'page' in its query, its headers or "
        "among the members of its body"
    ]
