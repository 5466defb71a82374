"""What methods are called."""

from __future__ import annotations

import json

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.build import build
from generator.load.read import load_text
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
