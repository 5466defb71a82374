"""The structure of a document against the JSON Schema of its OpenAPI version, in readable messages."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import jsonschema_rs

from generator.load import pointer
from generator.load.document import JsonValue, kind_of

_MASK = "this value"

_KINDS = {
    "null": "null",
    "object": "an object",
    "boolean": "true or false",
    "array": "an array",
    "number": "a number",
    "string": "text",
    "integer": "a whole number",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, what it is, and whether the place is that of the member's name."""

    pointer: str
    message: str
    at_key: bool = False


def check_structure(data: dict[str, JsonValue], version: str) -> Iterator[Fault]:
    """The faults of a document's structure.

    Args:
        data: The document.
        version: `3.0`, `3.1` or `3.2`.

    Yields:
        One fault for each place that has any.
    """
    seen: set[str] = set()
    for error in _validator(version).iter_errors(data):
        for leaf in sorted(_leaves(error), key=_is_not_about_kind):
            for fault in _faults(leaf, data):
                if fault.pointer not in seen:
                    seen.add(fault.pointer)
                    yield fault


@functools.cache
def _validator(version: str) -> Any:
    # The schemas are those that openapi-spec-validator ships, unchanged from spec.openapis.org.
    source = files("openapi_spec_validator") / "resources" / "schemas" / f"v{version}" / "schema.json"
    return jsonschema_rs.validator_for(json.loads(source.read_text("utf-8")), mask=_MASK)


def _leaves(error: jsonschema_rs.ValidationError) -> Iterator[jsonschema_rs.ValidationError]:
    """The errors to show for one error: of a union, those of the alternative that was most likely meant."""
    kind = error.kind
    if not isinstance(
        kind, jsonschema_rs.ValidationErrorKind.AnyOf | jsonschema_rs.ValidationErrorKind.OneOfNotValid
    ):
        yield error
        return
    branches = [branch for branch in kind.context if branch and not _is_other_kind(branch, error)]
    if not branches:
        # Nothing fits, not even in kind; the alternatives then want the same kind.
        about_kind = (one for branch in kind.context for one in branch if not _is_not_about_kind(one))
        yield next(about_kind, error)
        return
    best = max(branches, key=lambda branch: (max(len(_path(one)) for one in branch), -len(branch)))
    for inner in best:
        yield from _leaves(inner)


def _is_not_about_kind(error: jsonschema_rs.ValidationError) -> bool:
    return not isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Type)


def _is_other_kind(branch: list[jsonschema_rs.ValidationError], error: jsonschema_rs.ValidationError) -> bool:
    """Whether an alternative is of another kind than the value: a reference, or text for an object."""
    here = _path(error)
    for one in branch:
        if _path(one) != here:
            continue
        match one.kind:
            case jsonschema_rs.ValidationErrorKind.Required(property="$ref"):
                return True
            case jsonschema_rs.ValidationErrorKind.Type():
                return True
            case _:
                pass
    return False


def _path(error: jsonschema_rs.ValidationError) -> list[str]:
    """Where an error is. The library gives member names that look like numbers, such as "200", as numbers."""
    return [str(token) for token in error.instance_path]


def _faults(error: jsonschema_rs.ValidationError, data: dict[str, JsonValue]) -> Iterator[Fault]:
    here = pointer.join(*_path(error))
    value = _value(data, _path(error))
    kinds = jsonschema_rs.ValidationErrorKind
    match error.kind:
        case kinds.Required(property=name):
            yield Fault(pointer.child(here, name), f"`{name}` is missing", at_key=True)
        case kinds.AdditionalProperties(unexpected=names) | kinds.UnevaluatedProperties(unexpected=names):
            for name in names:
                yield Fault(
                    pointer.child(here, name), f"`{name}` has no meaning in {_record(error)}", at_key=True
                )
        case kinds.PropertyNames(error=inner):
            for name in _unfit_names(inner, value):
                yield Fault(pointer.child(here, name), f"the name {name!r} {_complaint(inner)}", at_key=True)
        case kinds.Type(types=types):
            wanted = " or ".join(wanted for one, wanted in _KINDS.items() if one in types)
            yield Fault(here, f"{_name(here, data)} should be {wanted}, not {kind_of(value)}")
        case kinds.Enum(options=options):
            shown = ", ".join(json.dumps(option, ensure_ascii=False) for option in options)
            yield Fault(here, f"{_name(here, data)} should be one of {shown}, not {_shown(value)}")
        case kinds.MinItems(limit=limit) | kinds.MinProperties(limit=limit):
            yield Fault(
                here,
                f"{_name(here, data)} should have at least {limit} {'member' if limit == 1 else 'members'}",
            )
        case kinds.Pattern(pattern=pattern):
            yield Fault(here, f"{_name(here, data)} should match {pattern}, not be {_shown(value)}")
        case _:
            yield Fault(here, f"{_name(here, data)}: {error.message.splitlines()[0]}")


def _unfit_names(inner: jsonschema_rs.ValidationError, value: JsonValue) -> list[str]:
    """The member names that an error about names means; it does not say which, so they are tried again."""
    names = list(value) if isinstance(value, dict) else []
    match inner.kind:
        case jsonschema_rs.ValidationErrorKind.Pattern(pattern=pattern):
            validator = jsonschema_rs.validator_for({"pattern": pattern})
            return [name for name in names if not validator.is_valid(name)]
        case _:
            return names[:1]


def _complaint(inner: jsonschema_rs.ValidationError) -> str:
    match inner.kind:
        case jsonschema_rs.ValidationErrorKind.Pattern(pattern="^[a-zA-Z0-9._-]+$"):
            return "should be made of letters, digits, '.', '_' and '-'"
        case _:
            return inner.message.splitlines()[0].removeprefix(_MASK).strip()


def _value(data: JsonValue, path: Sequence[str]) -> JsonValue:
    """The value at a path."""
    for token in path:
        if isinstance(data, dict):
            data = data.get(token)
        elif isinstance(data, list) and token.isdigit() and int(token) < len(data):
            data = data[int(token)]
        else:
            return None
    return data


def _name(here: str, data: dict[str, JsonValue]) -> str:
    """How a message calls the value at a pointer."""
    tokens = pointer.split(here)
    match tokens:
        case (*above, last) if above and isinstance(_value(data, above), list):
            return f"element {last} of `{above[-1]}`"
        case (*_, last):
            return f"`{last}`"
        case _:
            return "the document"


def _record(error: jsonschema_rs.ValidationError) -> str:
    """What OpenAPI calls the object that an error is about; the schemas name it in their definitions."""
    for token in reversed([str(token) for token in error.schema_path][:-1]):
        if token not in {
            "$defs",
            "definitions",
            "properties",
            "allOf",
            "anyOf",
            "oneOf",
            "then",
            "else",
            "$ref",
        }:
            words = re.sub(r"-|(?<=[a-z])(?=[A-Z])", " ", token.removesuffix("-or-reference")).title()
            article = "an" if words[:1] in "AEIO" else "a"
            return f"{article} {words} Object" if words[:1].isalpha() else "this object"
    return "the root of the document"


def _shown(value: JsonValue) -> str:
    if isinstance(value, dict | list):
        return kind_of(value)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
