"""Each explanation of `known.py` is shown by a small document: what refuses it, and that we do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from . import others
from .explained import Known
from .known import KNOWN
from .mocks import MOCKS, by_mock, mocks
from .packages import package_of
from .run import Failure, run
from .subjects import alone

SHOWN = Path(__file__).parent / "shown"


def test_every_document_shows_something() -> None:
    assert {path.stem for path in SHOWN.iterdir()} == {each.shown for each in KNOWN}


def test_what_was_sent_has_to_fit() -> None:
    known = Known("judge", "prism", "", r"body\.([\w.]+): wrong", "why", "shown", sent=r"[\n&]<1>=")
    failure = Failure(
        "request", "POST /a", "call", "body.a.0.b: wrong", "prism", "", "https://a\n\na[0][b]=1"
    )
    assert known.explains("any", failure)
    assert not known.explains("any", replace(failure, sent="https://a\n\na[1][b]=1"))
    assert not known.explains("any", replace(failure, judge="steady"))


def _parameter(known: Known) -> Any:
    # Others' judges are installed by `make conformance`, not by the tests of every day.
    marks = () if known.judge == "rig" else (pytest.mark.conformance,)
    return pytest.param(known, marks=marks, id=f"{known.judge}:{known.shown}")


@pytest.mark.parametrize("known", [_parameter(each) for each in KNOWN])
def test_what_is_not_ours(known: Known, tmp_path: Path) -> None:
    if known.judge in MOCKS and not mocks():
        pytest.skip("there is no Node, or no npm")
    path = SHOWN / f"{known.shown}.yaml"
    subject = alone(str(path))
    document = subject.original()
    name = f"rig_shown_{known.judge[:3]}_{known.shown.replace('-', '_')}"
    report = run(document, package_of(subject, tmp_path, name))
    found = [*report.failures]
    if known.judge != "rig":
        found = [each for each in found if not _is_explained(known.shown, each.judge)]
        if known.judge == "openapi-core":
            verdicts = others.by_openapi_core(document, report.recorded, tmp_path)
        else:
            verdicts = by_mock(MOCKS[known.judge], document, report.recorded, tmp_path)
        assert not isinstance(verdicts, others.Unread), verdicts.why
        assert not found, found
        found = others.failures(known.judge, report.recorded, verdicts)
    explained = [each for each in found if known.explains(known.shown, each)]
    assert explained, found
    assert explained == found, [each for each in found if each not in explained]


def _is_explained(shown: str, judge: str) -> bool:
    return any(each.shown == shown and each.judge == judge for each in KNOWN)
