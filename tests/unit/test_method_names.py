"""What methods are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir import routes
from generator.ir.build import build
from generator.ir.method_names import method_name
from generator.load.read import load_text
from generator.spec.model import Operation
from generator.spec.parse import parse


def methods(*operations: tuple[str, str, str]) -> list[str]:
    """The methods of one group, of (method, path, operationId)."""
    paths: dict[str, dict[str, object]] = {}
    for method, path, operation_id in operations:
        responses = {"204": {"description": "Done."}}
        paths.setdefault(path, {})[method] = {
            "operationId": operation_id,
            "tags": ["t"],
            "responses": responses,
        }
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    diagnostics = Diagnostics()
    loaded = load_text("api.json", json.dumps(document), diagnostics)
    assert loaded is not None
    api = build(parse(loaded, diagnostics), loaded, SdkSettings(), diagnostics)
    return [str(operation.name) for operation in api.operations()]


@pytest.mark.parametrize(
    ("method", "path", "operation_id", "name"),
    [
        ("get", "/flows/{id}", "read_flow_flows__id__get", "read_flow"),
        ("post", "/flows/", "create_flow_flows__post", "create_flow"),
        ("get", "/", "hello__get", "hello"),
        ("get", "/files/{path}", "read_file_files__path__get", "read_file"),
        ("put", "/flow-runs", "putThem_flow_runs_put", "put_them"),
        # Not of that form, or nothing would be left.
        ("get", "/flows/{id}", "read_flow_get", "read_flow_get"),
        ("post", "/flows/{id}", "read_flow_flows__id__get", "read_flow_flows_id_get"),
        ("get", "/flows", "_flows_get", "get_flows"),
        ("get", "/flows", "flows_get", "get_flows"),
    ],
)
def test_the_route_that_a_framework_adds_to_an_id_is_left_out(
    method: str, path: str, operation_id: str, name: str
) -> None:
    assert methods((method, path, operation_id)) == [name]


def test_functions_of_one_name_are_told_apart() -> None:
    assert methods(("get", "/a", "read_a_get"), ("post", "/b", "read_b_post")) == ["read", "read_post"]


def test_a_verb_at_the_end_stays_among_others_that_stay() -> None:
    """chromadb's `collection_update` updates records, and stands beside `collection_add`."""
    ids = ("collection_add", "collection_upsert", "collection_update", "collection_count")
    given = [("post", f"/collections/{{id}}/{name[11:]}", name) for name in ids]
    assert methods(*given) == sorted(ids)
    assert methods(*given[2:]) == ["collection_count", "update_collection"]


# Paths of real documents, and of one written for the rule; the other rows of a document are its other paths.
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("method_names.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[3] or row[4] or row[2]}"[:60])
def test_the_rule(row: list[str]) -> None:
    document, method, path, operation_id, summary, group, expected = row
    known = routes.routes((other[1], other[2], other[3] or None) for other in ROWS if other[0] == document)
    operation = Operation("#", path, method, operation_id or None, summary or None)
    assert "_".join(method_name(operation, group.split("|"), known).short) == expected


def test_what_is_left_out_comes_back_where_two_would_have_one_name() -> None:
    found = methods(
        ("get", "/things", "listT"), ("get", "/t/{id}/things", "getAllT"), ("delete", "/t", "delete_ts"),
        ("delete", "/t/{id}", "delete_t"),
    )  # fmt: skip
    assert sorted(found) == ["delete", "delete_ts", "get_all_t", "list"]


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        (
            "Check whether the organization has any unpaid invoices",
            "check_whether_organization_has_any_unpaid_invoices",
        ),
        ("List all the things that belong to one of the many users of", "list_all_things_that_belong"),
        ("Diff (two versions)", "diff"),
        ("**Note**: do it. Now", "note"),
        ("...", "get_x"),
    ],
)
def test_a_summary_is_cut_at_a_word(summary: str, name: str) -> None:
    operation = Operation("#", "/x", "get", None, summary)
    found = method_name(operation, ("t",), routes.routes([("get", "/x", None)]))
    assert "_".join(found.full[0]) == name
