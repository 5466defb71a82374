"""References: with something beside them, to any place, by anchor and by id."""

from __future__ import annotations

from typing import Any

from tests.cases.harness import Caller, Made

BODY = {
    "described": {"name": "a"},
    "nullable": None,
    "extended": {"name": "a", "age": 1, "kind": "k"},
    "of_response": {"first": {"name": "b"}, "tags": ["t"]},
    "of_property": "name",
    "of_items": "tag",
    "of_defs": {"a": 1},
    "of_anchor": {"a": 2},
    "of_extension": {"red": 3},
    "escaped": {"b": "x"},
    "chained": {"end": True},
    "by_id": {"name": "o"},
    "tree": {"value": 1, "children": [{"value": 2, "children": []}]},
    "missing": {"any": ["thing"]},
}


def test_every_reference_leads_to_its_type(api: Caller, types: Any) -> None:
    api.answers(200, BODY)
    refs = api.call("refs.get")
    assert type(refs.described) is types.Pet
    assert (refs.nullable, refs.of_property, refs.of_items) == (None, "name", "tag")
    assert (refs.extended.age, refs.extended.kind) == (1, "k")
    assert type(refs.of_response.first) is types.Pet
    assert type(refs.of_defs) is type(refs.of_anchor)
    assert (refs.of_defs.a, refs.of_anchor.a, refs.of_extension.red) == (1, 2, 3)
    assert (refs.escaped.b, refs.chained.end) == ("x", True)
    assert type(refs.by_id) is types.Owner
    assert type(refs.tree) is types.Tree
    assert type(refs.tree.children[0]) is types.Tree
    assert refs.missing == {"any": ["thing"]}
    assert refs.invalid_fields == ()
    assert refs.to_dict() == BODY


def test_what_stands_beside_a_reference_counts(case: Made, types: Any) -> None:
    text = case.files["src/case_refs/types/refs.py"]
    assert '"""Deprecated. Described here."""' in text
    assert "nullable: Annotated[Pet | None, NULLABLE] = None" in text
    fields = types.RefsExtended.model_fields
    assert {name for name, field in fields.items() if field.is_required()} == {"name", "age"}


def test_a_chain_of_references_is_one_type(types: Any) -> None:
    assert not hasattr(types, "Chain1") or types.Chain1 is types.Chain3


def test_only_what_is_missing_is_reported(case: Made) -> None:
    codes = sorted(item.code for item in case.diagnostics if item.severity.value == "warning")
    assert codes == ["REF001", "SPEC001"]  # the name with a slash is the other one
