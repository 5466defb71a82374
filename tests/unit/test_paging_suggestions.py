"""What the shapes of arguments and answers suggest about pagination, and that it fits when it is taken."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import config
from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.inspect import inspect
from generator.pipeline import Surface, describe
from generator.spec_settings import plain

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
TRUTH = {"type": "boolean"}
PETS = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}}


def members(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def query(*names: str, schema: dict[str, Any] = WHOLE) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": schema} for name in names]


def surface(
    folder: Path, schema: Any, parameters: list[Any], headers: Any = None, settings: SdkSettings | None = None
) -> Surface:
    """What a document with one operation, `GET /pets`, describes."""
    answer = {
        "description": "Pets.",
        "content": {"application/json": {"schema": schema}},
        "headers": headers or {},
    }
    get = {"operationId": "list", "tags": ["pets"], "parameters": parameters, "responses": {"200": answer}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": {"get": get}},
    }
    spec = folder / "pets.json"
    spec.write_text(json.dumps(document), "utf-8")
    found = describe(replace(settings or SdkSettings(), specs=plain(str(spec))), None, Diagnostics())
    assert found is not None
    return found


def shown(found: Surface) -> dict[str, Any]:
    (operation,) = json.loads(json.dumps(inspect(found.api, found.document)))["operations"]
    assert isinstance(operation, dict)
    return operation


CASES: dict[str, tuple[Any, list[Any], Any, dict[str, Any]]] = {
    "the id of the last item": (
        members(data=PETS, has_more=TRUTH),
        query("limit") + query("starting_after", "ending_before", schema=TEXT),
        None,
        {
            "type": "cursor",
            "items": "data",
            "argument": "starting_after",
            "next": "data[-1].id",
            "has_more": "has_more",
        },
    ),
    "a cursor in another object": (
        members(pets=PETS, meta=members(nextCursor={"type": ["string", "null"]})),
        query("cursor", schema=TEXT),
        None,
        {"type": "cursor", "items": "pets", "argument": "cursor", "next": "meta.nextCursor"},
    ),
    "a page that is a token": (
        members(data=PETS, next_page=TEXT),
        query("page", schema=TEXT),
        None,
        {"type": "cursor", "items": "data", "argument": "page", "next": "next_page"},
    ),
    "numbered pages": (
        members(results=PETS, errors=PETS, total_pages=WHOLE),
        query("page", "per_page"),
        None,
        {"type": "page", "items": "results", "argument": "page", "total_pages": "total_pages"},
    ),
    "an offset": (
        members(items=PETS, total=WHOLE),
        query("offset", "limit"),
        None,
        {"type": "offset", "items": "items", "argument": "offset", "total_items": "total"},
    ),
    "a URL": (
        members(results=PETS, next=TEXT, count=WHOLE),
        query("page"),
        None,
        {"type": "url", "items": "results", "next": "next"},
    ),
    "a Link header": (PETS, query("page"), {"Link": {"schema": TEXT}}, {"type": "link"}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_suggestion_can_be_pasted(name: str, tmp_path: Path) -> None:
    schema, parameters, headers, wanted = CASES[name]
    operation = shown(surface(tmp_path, schema, parameters, headers))
    assert operation["pagination"] is None
    text = operation["pagination_suggestion"]["configuration"]
    assert tomllib.loads(text) == {"sdk": {"NAME": {"pagination": {"GET /pets": wanted}}}}
    assert operation["pagination_suggestion"]["type"] == wanted["type"]

    file = tmp_path / "sdksmith.toml"
    file.write_text(f'[sdk.NAME]\nspecs = ["pets.json"]\n{text}', "utf-8")
    diagnostics = Diagnostics()
    (settings,) = config.read(file, diagnostics).sdks
    assert list(diagnostics) == []
    taken = shown(surface(tmp_path, schema, parameters, headers, settings))
    assert taken["pagination"]["type"] == wanted["type"]
    assert taken["pagination"]["source"] == "configuration"
    assert ".".join(taken["pagination"]["items"]) == wanted.get("items", "")
    assert taken["pagination"]["argument"] == wanted.get("argument")
    assert taken["pagination_suggestion"] is None


@pytest.mark.parametrize(
    ("schema", "parameters"),
    [
        (members(data=PETS), query("limit")),
        (members(name=TEXT), query("page")),
        (members(cats=PETS, dogs=PETS), query("page")),
        (members(data=PETS, has_more=TRUTH), []),
        (TEXT, query("page")),
    ],
)
def test_nothing_is_suggested_where_nothing_is_plain(
    schema: Any, parameters: list[Any], tmp_path: Path
) -> None:
    assert shown(surface(tmp_path, schema, parameters))["pagination_suggestion"] is None
