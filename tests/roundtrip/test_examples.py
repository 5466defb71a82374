"""The examples of real documents, of those that take no time; `make roundtrip` has the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roundtrip.documents import SMALL, documents, label, packaged
from tests.roundtrip.examples import tally


@pytest.mark.skipif(not documents(SMALL), reason="the documents of other vendors are not here")
def test_examples_come_back(tmp_path: Path) -> None:
    values = 0
    for path in documents(SMALL):
        found = tally(packaged(path, tmp_path / label(path)))
        assert not found.differing, label(path)
        values += found.values
    assert values > 0
