from __future__ import annotations

import re
from typing import Any

from tests.cases.harness import Made

SAID = {
    "pet_id": "Sent as `petId` in the path.",
    "filter_name": "",
    "plain": "",
    "x_trace": "Sent as `X-Trace` in the headers.",
    "a_b": "Sent as `a-b` in the body.",
}


def test_the_reference_says_what_arguments_are_called_on_the_wire(case: Made) -> None:
    reference = case.files["reference.md"]
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (.*?) ?\|$", reference, re.M))
    others = sorted(rows.pop(name) for name in list(rows) if name.startswith("filter_name_"))
    assert others == ["By name. Sent as `filter[name]` in the query.", "Sent as `filter.name` in the query."]
    assert rows == SAID


def test_docstrings_say_it_too(package: Any) -> None:
    client = package.CaseWireNames()
    said = client.pets.update.__doc__
    for text in filter(None, SAID.values()):
        assert text in said
    assert "Sent as `filter[name]` in the query." in said
    assert said.count("Sent as") == 5
