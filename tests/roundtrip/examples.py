"""The example values that documents have for their schemas and responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.ir.model import Model, Operation, Result
from tests.roundtrip.packages import Package, Reader, round_trip
from tests.roundtrip.schemas import MISSING, Schemas, member


@dataclass
class Tally:
    """What became of the examples of a document."""

    places: int = 0
    values: int = 0
    differing: list[str] = field(default_factory=list[str])

    def add(self, place: str, reader: Reader, values: list[Any]) -> None:
        """Send the examples of one schema or response through the package and back."""
        self.places += bool(values)
        for value in values:
            self.values += 1
            try:
                round_trip(reader, value)
            except Exception as error:
                self.differing.append(f"{place}: {type(error).__name__}: {error}")


def tally(package: Package) -> Tally:
    """The examples of a package's document, there and back, whether or not they are valid."""
    found = Tally()
    schemas = package.schemas
    for definition, reader in package.readers():
        schema = _at(schemas, definition.id)
        if isinstance(schema, dict):
            values = list(_of_schema(schema))
            if isinstance(definition, Model):
                values += _put_together(schemas, schema)
            found.add(definition.id, reader, values)
    for operation in package.api.operations():
        record = package.operations[operation.method, operation.path]
        documented = [(result, record.returns) for result in operation.results]
        documented += [(result, record.raises) for result in operation.errors]
        for result, types in documented:
            described = types.get(result.status)
            if callable(described) and result.schema is not None and _is_json(result):
                holder = _at(schemas, result.schema.rpartition("/")[0])
                values = list(_of_media_type(schemas, holder)) if isinstance(holder, dict) else []
                found.add(result.schema, package.reader(described()), values)
    return found


def is_plain(package: Package, operation: Operation, result: Result) -> bool:
    """Whether a call gives one JSON value, of this type, and needs no more than text to be made."""
    record = package.operations[operation.method, operation.path]
    sends_json = all("json" in body.media_type for body in operation.bodies)
    is_whole = operation.pagination is None and operation.returned is None
    once = result.sequence is None and is_whole and not operation.ways
    return once and sends_json and _is_json(result) and callable(record.returns[result.status])


def _is_json(result: Result) -> bool:
    return result.media_type is None or "json" in result.media_type


def _at(schemas: Schemas, pointer: str) -> Any:
    try:
        return schemas.at(pointer)
    except KeyError:
        return MISSING


def _of_schema(schema: dict[str, Any]) -> Iterator[Any]:
    if "example" in schema:
        yield schema["example"]
    if isinstance(schema.get("examples"), list):
        yield from schema["examples"]


def _of_media_type(schemas: Schemas, holder: dict[str, Any]) -> Iterator[Any]:
    """The examples of a Media Type Object, or those of Swagger's Response Object."""
    if "example" in holder:
        yield holder["example"]
    examples = holder.get("examples")
    if not isinstance(examples, dict):
        return
    for name, example in examples.items():
        if "/" in name:  # Swagger 2.0: a media type
            yield example
        elif isinstance(example, dict):
            reference = example.get("$ref")
            target = schemas.target(reference) if isinstance(reference, str) else example
            value = member(target, "value")
            if value is not MISSING:
                yield value


def _put_together(schemas: Schemas, schema: dict[str, Any]) -> list[Any]:
    """An object made of the examples of its members."""
    found = {}
    for name, inner in schema.get("properties", {}).items():
        own = inner if isinstance(inner, dict) else {}
        target = schemas.target(own["$ref"]) if isinstance(own.get("$ref"), str) else own
        values = [*_of_schema(own), *(_of_schema(target) if isinstance(target, dict) else ())]
        if values:
            found[name] = values[0]
    return [found] if found else []
