"""A sample of the rig in every run of the tests: the documents of the cases, and small real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.harness import NAMES, settings_of, spec_of
from tests.corpus import __main__ as corpus

from .documents import Original
from .known import explanation
from .packages import package_of
from .run import Report, run
from .subjects import named, with_settings

REAL = ("petstore-3.2", "scalar-galaxy", "train-travel", "httpbin-swagger2", "waves-api", "atoms", "resend")
MOST = 25


def ours(document: Original, report: Report) -> list[str]:
    """What does not hold and is nobody else's fault."""
    return [
        f"{each.operation} | {each.what} | {each.column}: {each.cause}"
        for each in report.failures
        if explanation(document, each) is None and not each.is_limit
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_of_a_case(name: str, tmp_path: Path) -> None:
    subject = with_settings(name, settings_of(name, spec_of(name), "none"))
    document = subject.original()
    report = run(document, package_of(subject, tmp_path, f"rig_case_{name}"))
    assert not ours(document, report), "\n".join(ours(document, report))


@pytest.mark.skipif(not (corpus.SHARED / "specs").is_dir(), reason="there are no real documents")
@pytest.mark.parametrize("name", REAL)
def test_some_operations_of_a_real_document(name: str, tmp_path: Path) -> None:
    (subject,) = named([name])
    document = subject.original()
    report = run(document, package_of(subject, tmp_path), MOST)
    assert report.operations
    assert not ours(document, report), "\n".join(ours(document, report))
