"""Each explanation of `known.py` is shown by a small document: what refuses it, and that we do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from . import others
from .documents import Original
from .explained import Known
from .known import KNOWN, explained
from .mocks import MOCKS, by_mock, mocks
from .packages import package_of
from .run import Failure, run
from .subjects import alone

SHOWN = Path(__file__).parent / "shown"


def test_every_document_shows_something() -> None:
    assert {path.stem for path in SHOWN.iterdir()} == {each.shown for each in KNOWN}


def test_what_was_sent_has_to_fit() -> None:
    document = Original(Path(), {"openapi": "3.1.0"})
    known = Known("judge", "prism", r"body\.([\w.]+): wrong", "why", "shown", sent=r"[\n&]<1>=")
    failure = Failure(
        "request", "POST /a", "call", "body.a.0.b: wrong", "prism", "", "https://a\n\na[0][b]=1"
    )
    assert known.explains(document, failure)
    assert not known.explains(document, replace(failure, sent="https://a\n\na[1][b]=1"))
    assert not known.explains(document, replace(failure, judge="steady"))


def _parameter(known: Known) -> Any:
    # Others' judges are installed by `make conformance`, not by the tests of every day.
    return pytest.param(known, marks=pytest.mark.conformance, id=f"{known.judge}:{known.shown}")


@pytest.mark.parametrize("known", [_parameter(each) for each in KNOWN])
def test_what_is_not_ours(known: Known, tmp_path: Path) -> None:
    if known.judge in MOCKS and not mocks():
        pytest.skip("there is no Node, or no npm")
    # A copy of any name: what explains it must not know the document by its label.
    path = tmp_path / f"copy_{KNOWN.index(known)}.yaml"
    path.write_bytes((SHOWN / f"{known.shown}.yaml").read_bytes())
    subject = alone(str(path))
    document = subject.original()
    name = f"rig_shown_{known.judge[:3]}_{known.shown.replace('-', '_')}"
    report = run(document, package_of(subject, tmp_path, name))
    assert not report.failures, report.failures
    if known.judge == "openapi-core":
        verdicts = others.by_openapi_core(document, report.recorded, tmp_path)
    else:
        verdicts = by_mock(MOCKS[known.judge], document, report.recorded, tmp_path)
    assert not isinstance(verdicts, others.Unread), verdicts.why
    found = explained(document, others.failures(known.judge, report.recorded, verdicts))
    right = [each for each in found if each.explained and each.explained.why == known.why]
    assert right, found
    assert right == found, [each for each in found if each not in right]
