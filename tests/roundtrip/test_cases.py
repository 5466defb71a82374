"""For each schema of each case: what is valid for it comes back as it was sent."""

from __future__ import annotations

from typing import Any

import pytest

from generator.ir.model import Operation
from tests.cases.harness import NAMES, generate, lock_of, settings_of, spec_of
from tests.roundtrip.examples import is_plain
from tests.roundtrip.packages import Package, Trip, round_trip, write
from tests.roundtrip.proof import failures_of, prove

EXAMPLES = 7


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A case's package."""
    name = request.param
    return write(
        generate(settings_of(name, spec_of(name), "none"), lock_of(name)), tmp_path_factory.mktemp(name)
    )


EVERY = pytest.mark.parametrize("package", NAMES, indirect=True, ids=NAMES)


@EVERY
def test_what_is_valid_comes_back(package: Package, request: pytest.FixtureRequest) -> None:
    case = request.node.callspec.id
    failures = failures_of(package, case, EXAMPLES)
    assert not failures, "\n".join(failures)


@EVERY
def test_what_is_valid_comes_back_through_a_call(package: Package) -> None:
    operation = _called(package)
    if operation is None:
        return  # a case about something else
    result = next(result for result in operation.results if result.type is not None)
    assert result.schema is not None
    schema = package.schemas.at(result.schema)
    record = package.operations[operation.method, operation.path]
    reader = package.reader(record.returns[result.status]())

    def through(value: Any) -> Trip:
        read, problems = reader.read(value)
        if "" not in problems:  # such a response raises
            assert reader.dump(package.call(operation, value)) == reader.dump(read)
        return round_trip(reader, value)

    prove(package.schemas, schema, through, examples=EXAMPLES)


def _called(package: Package) -> Operation | None:
    """An operation that returns JSON, and in no other way: the one with the fewest arguments."""
    found = [
        operation
        for operation in package.api.operations()
        for result in operation.results
        if result.type is not None and result.schema is not None and is_plain(package, operation, result)
    ]
    return min(found, key=lambda operation: len(operation.arguments), default=None)
