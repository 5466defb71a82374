"""Generated packages, and values that go through them and back."""

from __future__ import annotations

import copy
import importlib
import json
import pickle
import pkgutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2

from generator.ir.model import Api, Argument, Definition, Model, Operation, Place
from tests.cases.harness import BASE_URL, Made
from tests.cases.harness import write as write_files
from tests.roundtrip.equality import below, difference
from tests.roundtrip.schemas import MISSING, Schema, Schemas, member, tokens


@dataclass(frozen=True)
class Package:
    """A generated package that can be imported."""

    made: Made
    source: Path

    @property
    def api(self) -> Api:
        """The SDK's surface."""
        return self.made.api

    @cached_property
    def schemas(self) -> Schemas:
        """The schemas of the document that it was made from."""
        data: Any = self.made.generated.surface.document.data
        return Schemas(data)

    def module(self, name: str = "") -> ModuleType:
        """One of its modules, by its name below the package."""
        if str(self.source) not in sys.path:
            sys.path.insert(0, str(self.source))
        package = str(self.api.project.package)
        return importlib.import_module(f"{package}.{name}" if name else package)

    def reader(self, annotation: Any) -> Reader:
        """What reads values of a type."""
        return Reader(self, self.module("_runtime.lenient").node_of(annotation))

    def readers(self) -> Iterator[tuple[Definition, Reader]]:
        """The definitions that stand at a place of the document, and what reads each."""
        types = self.module("types")
        for definition in self.api.definitions:
            # The shape of a request is no response; it stands where the response's does.
            if not definition.id.endswith("!input"):
                yield definition, self.reader(getattr(types, definition.name))

    @cached_property
    def operations(self) -> dict[tuple[str, str], Any]:
        """The runtime's records of the operations, by method and path."""
        resources = self.module("resources")
        prefix = f"{resources.__name__}."
        modules = [
            importlib.import_module(name) for _, name, _ in pkgutil.walk_packages(resources.__path__, prefix)
        ]
        found = {}
        for module in [resources, *modules]:
            for value in vars(module).values():
                if type(value).__name__ == "Operation":
                    found[value.method, value.path] = value
        return found

    @cached_property
    def null_by_name(self) -> frozenset[tuple[str, str]]:
        """The names on the wire and in Python of the members that may be absent."""
        return frozenset(
            (str(field.wire), str(field.name))
            for definition in self.api.definitions
            if isinstance(definition, Model)
            for field in definition.fields
            if not field.required
        )

    def call(self, operation: Operation, value: Any) -> Any:
        """What a method returns when the server answers with this JSON."""
        content = encoded(value)
        headers = {"Content-Type": "application/json"}
        status = next(result.status for result in operation.results if result.type is not None)
        code = int(status) if status.isdigit() else 200
        transport = httpx2.MockTransport(lambda _: httpx2.Response(code, content=content, headers=headers))
        given = {name: "test" for scheme in self.api.schemes for name in scheme.arguments}
        with httpx2.Client(transport=transport) as http:
            client = getattr(self.module(), self.api.client)(http_client=http, base_url=BASE_URL, **given)
            target = client
            for name in (*operation.group, operation.name):
                target = getattr(target, name)
            needed = [argument for argument in operation.arguments if argument.required]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                return target(**{argument.name: _any(argument) for argument in needed})


def _any(argument: Argument) -> Any:
    return {} if argument.place is Place.BODY else "xxx"


def write(made: Made, folder: Path) -> Package:
    """Write a package into a folder of its own."""
    return Package(made, write_files(made, folder))


@dataclass(frozen=True)
class Reader:
    """Reads JSON values as responses are read, and writes them again."""

    package: Package
    node: Any

    def read(self, value: Any) -> tuple[Any, list[str]]:
        """A JSON value as this type, and where it differs: the two steps of the runtime's `parse`."""
        content = encoded(value)
        try:
            return self.node.load(content), []
        except ValueError:
            result, problems = self.node.read(json.loads(content))
            return result, list(problems)

    def dump(self, value: Any) -> Any:
        """The JSON value of what was read."""
        if self.is_model(value):
            return value.to_dict()
        return self.package.module("_runtime.encode").json_value(value, sending=False)

    def is_model(self, value: Any) -> bool:
        """Whether a value is a model of the package."""
        return isinstance(value, self.package.module("_runtime.models").Model)


@dataclass(frozen=True, slots=True)
class Trip:
    """Where a value that came back differs from its type, and which nulls came back that nobody sent."""

    problems: list[str]
    echoes: list[str]


def encoded(value: Any) -> bytes:
    """A JSON value as a server sends it."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def round_trip(reader: Reader, value: Any) -> Trip:
    """Read a value, and hold that it and all that is made from it come back equal."""
    result, problems = reader.read(value)
    came = reader.dump(result)
    pairs = reader.package.null_by_name
    echoes = without_echoes(value, came, pairs)[1]

    def holds(received: Any, what: str) -> None:
        received = without_echoes(value, received, pairs)[0]
        where = difference(value, received)
        assert where is None, f"{what}: {where or 'the value'} came back as {_at(received, where or '')!r}"

    holds(came, "to_dict")
    for name, other in (("pickle", pickle.loads(pickle.dumps(result))), ("deepcopy", copy.deepcopy(result))):
        holds(reader.dump(other), name)
        if reader.is_model(result):
            assert other.invalid_fields == result.invalid_fields, name
    if reader.is_model(result):
        assert result.invalid_fields == tuple(problems)
        again = type(result).from_dict(result.to_dict())
        holds(again.to_dict(), "from_dict")
        _accessible(reader, result, value)
    return Trip(problems, echoes)


def without_echoes(
    sent: Any, received: Any, pairs: frozenset[tuple[str, str]], at: str = ""
) -> tuple[Any, list[str]]:
    """A JSON value that came back without the nulls that nobody sent, and the pointers of those.

    A model takes a field for set when an unknown member has its Python name (see `test_keywords.py`).
    """
    if isinstance(sent, list) and isinstance(received, list) and len(sent) == len(received):
        inside = [
            without_echoes(one, other, pairs, f"{at}/{index}")
            for index, (one, other) in enumerate(zip(sent, received, strict=True))
        ]
        return [item for item, _ in inside], [echo for _, echoes in inside for echo in echoes]
    if not (isinstance(sent, dict) and isinstance(received, dict)):
        return received, []
    members: dict[str, Any] = {}
    found: list[str] = []
    for name, each in received.items():
        here = below(at, name)
        if each is None and name not in sent and any((name, other) in pairs for other in sent):
            found.append(here)
            continue
        members[name], inner = without_echoes(sent.get(name), each, pairs, here)
        found += inner
    return members, found


def _accessible(reader: Reader, model: Any, value: Mapping[str, Any]) -> None:
    """Unknown members can be got at: as attributes, unless the class has an attribute of that name."""
    fields = type(model).model_fields
    wires = {
        name if info.serialization_alias is None else info.serialization_alias
        for name, info in fields.items()
    }
    for name, sent in value.items():
        if name not in wires:
            assert difference(sent, reader.dump(model.model_extra[name])) is None
            if name not in fields and not hasattr(type(model), name):
                assert difference(sent, reader.dump(getattr(model, name))) is None


def _at(value: Any, pointer: str) -> Any:
    for token in tokens(pointer):
        value = member(value, token)
    return "nothing" if value is MISSING else value


def unexpected(schemas: Schemas, schema: Schema, value: Any, trip: Trip) -> list[str]:
    """The places of a valid value that should not have differed from the documented type."""
    return [
        pointer
        for pointer in trip.problems
        if not _excused(schemas.about(schema, value, pointer), _at(value, pointer), pointer)
        # A variant is read only where its tag says so, also where the schema by itself allows any text.
        and not (pointer.rpartition("/")[2] in schemas.tags and isinstance(_at(value, pointer), str))
        # Where the condition does not hold, such a member may be anything.
        and schemas.conditional.isdisjoint(pointer.split("/"))
    ]


def _excused(about: list[Schema], value: Any, pointer: str) -> bool:
    if value is None and not pointer:
        return True  # whether null may stand there is said where a definition is used
    typed = [each for each in about if isinstance(each, dict) and not _TYPING.isdisjoint(each)]
    formats = [each.get("format") for each in about if isinstance(each, dict)]
    encoded = any(isinstance(each, dict) and "contentEncoding" in each for each in about)
    if isinstance(value, str) and (encoded or not _READ.isdisjoint(formats)):
        # `format` is an annotation: a valid string may be no date, or one that Python does not have.
        return True
    if isinstance(value, list) and any(isinstance(each, dict) and "prefixItems" in each for each in about):
        return True  # without `minItems` an array may be shorter; ours are tuples
    # A schema without a type allows every kind; ours is the one that its keywords are about.
    return not typed


_READ = frozenset({"byte", "date", "date-time", "decimal", "duration", "time", "uuid", "uuid4"})
_TYPING = frozenset({"type", "enum", "const"})


def schema_of(schemas: Schemas, definition: Definition) -> Schema | None:
    """The schema of a definition; None when none stands at its pointer.

    A variant of a union that has members beside the variants is both.
    """
    try:
        schema: Schema = schemas.at(definition.id)
    except KeyError:
        return None
    head, _, last = definition.id.rpartition("/")
    parent, _, keyword = head.rpartition("/")
    if last.isdigit() and keyword in ("oneOf", "anyOf") and isinstance(definition, Model):
        around = schemas.at(parent)
        if isinstance(around, dict) and "properties" in around:
            beside = {
                key: item for key, item in around.items() if key not in ("oneOf", "anyOf", "discriminator")
            }
            return {"allOf": [schema, beside]}
    return schema
