"""Mutations of real documents: `diff` names exactly what was changed, and mypy agrees on what it breaks.

Here a sample of the small documents; `make mutations` does them all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.diff.edits import MUTATIONS, Mutation
from tests.diff.mutations import SHARED, Outcome, outcome, verdicts

SAMPLE = [each for each in MUTATIONS if each.spec.startswith(("httpbin", "train-travel"))]
SAMPLE = [each for each in SAMPLE if (SHARED / each.spec).exists()]
pytestmark = pytest.mark.skipif(not SAMPLE, reason="there are no documents in ../shared")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations")


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[Mutation, Outcome]:
    return {mutation: outcome(mutation, folder) for mutation in SAMPLE}


def test_there_are_thirty_at_least() -> None:
    assert len(MUTATIONS) >= 30
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


@pytest.mark.parametrize("mutation", SAMPLE, ids=lambda mutation: mutation.name)
def test_names_exactly_what_was_changed(mutation: Mutation, outcomes: dict[Mutation, Outcome]) -> None:
    assert outcomes[mutation].found == mutation.expected


def test_the_type_checker_agrees_on_what_breaks(outcomes: dict[Mutation, Outcome], folder: Path) -> None:
    said = verdicts(outcomes.values(), folder)
    assert {name: before for name, (before, _) in said.items() if before} == {}
    assert {name: bool(after) for name, (_, after) in said.items()} == {
        mutation.name: each.breaks for mutation, each in outcomes.items()
    }
