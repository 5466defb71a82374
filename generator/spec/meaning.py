"""What openapi-spec-validator checks beyond the JSON Schema of OpenAPI, place by place and isolated.

Its validators raise on references that lead nowhere, and follow references to files and over the network.
Here they are run on one path and one schema at a time, so that one failure hides nothing else, and cannot
leave the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

from jsonschema.exceptions import ValidationError
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator
from openapi_spec_validator.validation.exceptions import ParameterDuplicateError, UnresolvableParameterError

from generator.load import pointer
from generator.load.document import JsonValue

_VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator, "3.2": OpenAPIV32SpecValidator}
_OPERATION = re.compile(r"Operation ID '(?P<id>.*)' for '(?P<method>\w+)' in '.*' is not unique")

Check = Callable[[], Iterator[ValidationError]]


def check_meaning(
    data: dict[str, JsonValue], version: str, faulty: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Pointer and message of every fault.

    Args:
        data: The document, with text for all names.
        version: `3.0`, `3.1` or `3.2`.
        faulty: Pointers at which the structure is wrong. These checks presume that it is right, and leave out
            the paths and schemas in which it is not.
    """
    handlers: dict[str, Any] = dict.fromkeys(("http", "https", "file", "<all_urls>"), _refuse)
    paths = data.get("paths")
    keyed = {_key(url): item for url, item in paths.items()} if isinstance(paths, dict) else paths
    root = SchemaPath.from_dict({**data, "paths": keyed}, handlers=handlers)
    registry = _VALIDATORS[version](root).keyword_validators_registry
    _remember(registry["schema"])
    seen: set[tuple[str, str]] = set()
    for here, check in _checks(data, root, registry):
        if any(one == here or one.startswith(f"{here}/") for one in faulty):
            continue
        for fault in _run(here, check, data):
            if fault not in seen:
                seen.add(fault)
                yield fault


class _Ids(set[int]):
    """A set that can be appended to."""

    def append(self, id: int) -> None:
        self.add(id)


def _remember(validator: Any) -> None:
    """Let the validator of schemas remember what it has seen.

    It looks through lists for what it has visited, and collects the members of a schema again for each schema
    that extends it: in a chain of 500, 125,000 times.
    """
    known: dict[int, set[str]] = {}
    collect = validator._collect_properties

    def remembered(schema: Any) -> set[str]:
        id_ = id(schema.read_value())
        if id_ not in known:
            known[id_] = collect(schema)
        return known[id_]

    validator._collect_properties = remembered
    validator.visited_schema_ids = _Ids(validator.visited_schema_ids)
    validator.meta_checked_schema_ids = _Ids(validator.meta_checked_schema_ids)


def _checks(data: dict[str, JsonValue], root: Any, registry: Any) -> Iterator[tuple[str, Check]]:
    if isinstance(data.get("tags"), list):
        yield pointer.join("tags"), partial(_call, registry, "tags", root, "tags")
    # Before the paths, from which each would be reached by a longer way.
    components = data.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    for name in schemas if isinstance(schemas, dict) else ():
        tokens = ("components", "schemas", name)
        yield pointer.join(*tokens), partial(_call, registry, "schema", root, *tokens)
    paths = data.get("paths")
    for url, item in (paths.items() if isinstance(paths, dict) else ()):
        if isinstance(item, dict):
            yield pointer.join("paths", url), partial(_call_path, registry, root, url)


def _call(registry: Any, validator: str, root: Any, *tokens: str) -> Iterator[ValidationError]:
    for token in tokens:
        root = root / token
    yield from registry[validator](root)


def _call_path(registry: Any, root: Any, url: str) -> Iterator[ValidationError]:
    yield from registry["path"](_key(url), root / "paths" / _key(url))


def _key(url: str) -> str:
    """The key of a path as the validator is given it: it takes a fragment for the end of a name."""
    return url.replace("#", "%23")


def _run(here: str, check: Check, data: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    try:
        for error in check():
            # The parser reports these with their place, and values that are no schema too.
            if not isinstance(
                error, UnresolvableParameterError | ParameterDuplicateError
            ) and not error.message.endswith("is not of type 'object', 'boolean'"):
                yield _fault(error, here, data)
    except RecursionError:
        yield here, "refers to itself, or nests too deeply, to be checked in full"
    except Exception as error:
        # Dangling references are reported where they are used; everything else that it trips over is said
        # here.
        if not _is_reference_failure(error):
            yield here, f"cannot be checked in full: {type(error).__name__}"


def _fault(error: ValidationError, here: str, data: dict[str, JsonValue]) -> tuple[str, str]:
    message = error.message.splitlines()[0]
    if match := _OPERATION.fullmatch(message):
        return f"{here}/{match['method']}/operationId", f"the operationId {match['id']!r} is used twice"
    place = _find(data, error.schema)
    if place is not None:  # the schema that a default value does not fit
        where, schema = place
        here, message = (
            (f"{where}/default", f"`default`: {message}") if "default" in schema else (where, message)
        )
    return here, message if len(message) <= 200 else f"{message[:197]}…"


def _find(data: dict[str, JsonValue], wanted: object) -> tuple[str, dict[str, JsonValue]] | None:
    """The pointer of an object of the document, by identity: an error says no more about its place."""
    todo: list[tuple[str, JsonValue]] = [(pointer.ROOT, data)]
    while todo:
        here, value = todo.pop()
        if isinstance(value, dict):
            if value is wanted:
                return here, value
            todo.extend((pointer.child(here, name), inner) for name, inner in value.items())
        elif isinstance(value, list):
            todo.extend((pointer.child(here, number), inner) for number, inner in enumerate(value))
    return None


def _is_reference_failure(error: BaseException | None) -> bool:
    """Whether the cause of an error is a reference that cannot be, or was not, followed."""
    while error is not None:
        if isinstance(error, _RefusedError) or type(error).__module__.partition(".")[0] in {
            "referencing",
            "jsonschema",
        }:
            return True
        error = error.__cause__ or error.__context__
    return False


class _RefusedError(Exception):
    """A reference out of the document was not followed."""


def _refuse(uri: str) -> NoReturn:
    raise _RefusedError(uri)
