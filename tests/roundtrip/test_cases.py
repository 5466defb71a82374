"""For each schema of each case: what is valid for it comes back as it was sent."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import pytest

from generator.ir.model import Model, Operation
from tests.cases.harness import NAMES, generate, settings_of, spec_of
from tests.roundtrip.packages import Package, Trip, round_trip, schema_of, write
from tests.roundtrip.proof import UNSATISFIABLE, prove

EXAMPLES = int(os.environ.get("ROUNDTRIP_EXAMPLES", "15"))


@pytest.fixture(scope="module")
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A case's package."""
    name = request.param
    return write(generate(settings_of(name, spec_of(name), "none")), tmp_path_factory.mktemp(name))


EVERY = pytest.mark.parametrize("package", NAMES, indirect=True, ids=NAMES)


def failures_of(package: Package, case: str, examples: int) -> list[str]:
    """What does not hold for the definitions of a package; nothing, it should be."""
    found: list[str] = []
    for definition, reader in package.readers():
        schema = schema_of(package.schemas, definition)
        if schema is None:
            continue
        names = [str(each.name) for each in definition.fields] if isinstance(definition, Model) else []
        try:
            count = prove(
                package.schemas,
                schema,
                partial(round_trip, reader),
                names=tuple(names),
                examples=examples,
            )
        except Exception as error:
            notes = "\n".join(getattr(error, "__notes__", ()))
            found.append(f"{definition.id} ({definition.name}): {type(error).__name__}: {error}\n{notes}")
            continue
        rare = count.valid < min(5, count.made) and count.valid * 20 < count.made
        if (rare or not count.valid) and f"{case}{definition.id}" not in UNSATISFIABLE:
            found.append(f"{definition.id}: {count.valid} of {count.made} values made for it are valid")
    return found


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
    """An operation that returns JSON: the one with the fewest arguments."""
    found = [
        operation
        for operation in package.api.operations()
        for result in operation.results
        if result.type is not None and result.schema is not None and "json" in (result.media_type or "")
    ]
    return min(found, key=lambda operation: len(operation.arguments), default=None)
