"""A sample of the rig in every run of the tests: the documents of the cases, and small real ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cases.harness import NAMES, settings_of, spec_of
from tests.corpus import __main__ as corpus

from .documents import original
from .known import explanation
from .packages import package_of, settings_for
from .run import Report, label, run

OTHERWISE = {
    "namespaces": "several documents in one package",
    "overlays": "the document is amended before it is read",
    "ext_globals": "x-speakeasy-globals make parameters arguments of the client",
    "ext_return_value": "x-fern-sdk-return-value gives a part of the answer",
    "ext_streaming": "x-fern-streaming sets a member of the body itself",
    "pages_apidog": "a page in a dialect that the rig does not read",
    "pages_fern": "a page in a dialect that the rig does not read",
    "pages_mintlify": "a page in a dialect that the rig does not read",
    "vendor_names": "x-speakeasy-ignore and x-stainless-skip take arguments away",
}
"""Cases whose package is not made of one document as it stands."""
REAL = ("petstore-3.2", "scalar-galaxy", "train-travel", "httpbin-swagger2", "waves-api", "atoms", "resend")
MOST = 25


def ours(name: str, report: Report) -> list[str]:
    """What does not hold and is nobody else's fault."""
    return [
        f"{each.operation} | {each.what} | {each.column}: {each.cause}"
        for each in report.failures
        if explanation(name, each) is None
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OTHERWISE])
def test_every_operation_of_a_case(name: str, tmp_path: Path) -> None:
    package = f"rig_case_{name}"
    settings = replace(settings_of(name, spec_of(name), "none"), package=package)
    report = run(original(spec_of(name)), package_of(settings, tmp_path, package))
    assert not ours(name, report), "\n".join(ours(name, report))


@pytest.mark.skipif(not (corpus.SHARED / "specs").is_dir(), reason="there are no real documents")
@pytest.mark.parametrize("name", REAL)
def test_some_operations_of_a_real_document(name: str, tmp_path: Path) -> None:
    (path,) = (path for path in corpus.documents() if label(path) == name)
    package = f"rig_real_{name.replace('-', '_').replace('.', '_')}"
    report = run(original(path), package_of(settings_for(path, package), tmp_path, package), MOST)
    assert report.operations
    assert not ours(name, report), "\n".join(ours(name, report))
