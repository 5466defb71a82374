"""The schemas of a document as JSON Schema 2020-12, their validators, and which of them speak of a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

import jsonschema_rs

Schema = dict[str, Any] | bool
MISSING = object()
_DATA = frozenset({"const", "default", "enum", "example", "examples"})
_COMBINED = ("allOf", "anyOf", "oneOf")


class Schemas:
    """The schemas of one document. Pointers are JSON pointers with a leading `#`.

    Args:
        document: An OpenAPI document (or a Swagger 2.0 one) as plain data.

    Attributes:
        tags: Names of the members that discriminators go by.
        conditional: Names of members that schemas describe under a condition, or as text that holds JSON.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        version = str(document.get("openapi", document.get("swagger", "")))
        self._old = version.startswith(("2.", "3.0"))
        self._root: dict[str, Any] = self._modern(document)
        self._open_up(self._root)
        self._tagged: dict[str, Any] = _by_tag(self._root)
        self.tags = frozenset(_tags(self._root))
        self.conditional = frozenset(_conditional(self._root))

    def _open_up(self, value: Any) -> None:
        """Take out references that lead nowhere: anything is valid there."""
        stack = [value]
        while stack:
            here = stack.pop()
            if isinstance(here, dict):
                target = here.get("$ref")
                if isinstance(target, str) and target.startswith("#/") and self.target(target) is True:
                    del here["$ref"]
                stack.extend(here.values())
            elif isinstance(here, list):
                stack.extend(here)

    def at(self, pointer: str) -> Any:
        """The value at a pointer, translated.

        Raises:
            KeyError: There is none.
        """
        value: Any = self._root
        for token in tokens(pointer):
            value = member(value, token)
            if value is MISSING:
                raise KeyError(pointer)
        return value

    def target(self, reference: str) -> Schema:
        """What a `$ref` means; anything at all when it leads nowhere."""
        try:
            found: Schema = self.at(unquote(reference))
        except KeyError:
            return True
        return found

    def validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator:
        """The validator of a schema; its references lead into the document."""
        if isinstance(schema, bool):
            return jsonschema_rs.Draft202012Validator(schema)
        return jsonschema_rs.Draft202012Validator({**self._tagged, "allOf": [_by_tag(schema)]})

    def about(self, schema: Schema, value: Any, pointer: str) -> list[Schema]:
        """The schemas that may speak of the part of a value at a pointer, whichever variants apply."""
        found = list(self._parts(schema))
        for token in tokens(pointer):
            found = [
                part
                for each in found
                if isinstance(each, dict)
                for below in _below(each, value, token)
                for part in self._parts(below)
            ]
            value = member(value, token)
        return found

    def _parts(self, schema: Schema, seen: frozenset[str] = frozenset()) -> Iterator[Schema]:
        yield schema
        if isinstance(schema, bool):
            return
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from self._parts(self.target(reference), seen | {reference})
        inner = [part for keyword in _COMBINED for part in schema.get(keyword, ())]
        inner += [schema[keyword] for keyword in ("then", "else") if keyword in schema]
        for part in inner:
            yield from self._parts(part, seen)

    def _modern(self, value: Any) -> Any:
        """A copy in which what 2.0 and 3.0 say in their own way is said as JSON Schema does."""
        if isinstance(value, list):
            return [self._modern(item) for item in value]
        if not isinstance(value, dict):
            return value
        if self._old and isinstance(value.get("$ref"), str):
            return {"$ref": value["$ref"]}  # its siblings mean nothing
        found = {
            key: item if key in _DATA and not isinstance(item, dict) else self._modern(item)
            for key, item in value.items()
        }
        if isinstance(found.get("required"), bool):
            del found["required"]  # a parameter's, or that of a draft long gone
        if self._old:
            _modernise(found)
        if isinstance(found.get("items"), list):  # draft 7's tuples
            found["prefixItems"] = found.pop("items")
        if isinstance(found.get("enum"), list):  # values with names, as some tools write them
            found["enum"] = [
                item["value"] if isinstance(item, dict) and {"value", "name"} <= item.keys() else item
                for item in found["enum"]
            ]
        return found


def _by_tag(value: Any) -> Any:
    """A copy in which a tag says which variant is meant, however many others the value fits as well."""
    if isinstance(value, list):
        return [_by_tag(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _by_tag(item) for key, item in value.items()}
    if isinstance(found.get("discriminator"), dict) and "oneOf" in found and "anyOf" not in found:
        found["anyOf"] = found.pop("oneOf")
    return found


def _modernise(schema: dict[str, Any]) -> None:
    nullable = schema.pop("nullable", None) if schema.get("nullable") is True else schema.get("x-nullable")
    if nullable is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            del schema[exclusive]
            if flag and limit in schema:
                schema[exclusive] = schema.pop(limit)


def tokens(pointer: str) -> list[str]:
    """The steps of a JSON pointer."""
    steps = pointer.removeprefix("#").split("/")[1:]
    return [step.replace("~1", "/").replace("~0", "~") for step in steps]


def member(value: Any, token: str) -> Any:
    """The member or item of a value that one step of a pointer leads to, or `MISSING`."""
    if isinstance(value, dict):
        return value.get(token, MISSING)
    if isinstance(value, list) and token.isdecimal() and int(token) < len(value):
        return value[int(token)]
    return MISSING


@cache
def pattern(text: str) -> re.Pattern[str] | None:
    """A regular expression of a schema in Python; None where that does not read it."""
    try:
        return re.compile(text)
    except re.error:
        return None


def of_member(schema: dict[str, Any], name: str) -> list[Schema]:
    """What a schema itself says of the member with this name."""
    found: list[Schema] = [schema["properties"][name]] if name in schema.get("properties", {}) else []
    for text, inner in schema.get("patternProperties", {}).items():
        compiled = pattern(text)
        if compiled is not None and compiled.search(name):
            found.append(inner)
    if not found:
        found += [
            schema[keyword]
            for keyword in ("additionalProperties", "unevaluatedProperties")
            if keyword in schema
        ]
    return found


def _below(schema: dict[str, Any], value: Any, token: str) -> list[Schema]:
    if not isinstance(value, list):
        return of_member(schema, token)
    fixed = schema.get("prefixItems", [])
    index = int(token)
    return [fixed[index]] if index < len(fixed) else [schema["items"]] if "items" in schema else []


def _tags(value: Any) -> Iterator[str]:
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            about = here.get("discriminator")
            name = about.get("propertyName") if isinstance(about, dict) else about
            if isinstance(name, str):
                yield name
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)


def _conditional(value: Any) -> Iterator[str]:
    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, dict):
            # What the text of such a member holds is read, also where it holds nothing of the kind.
            if isinstance(members := here.get("properties"), dict):
                yield from (key for key, value in members.items() if _has_content(value))
            dependent = here.get("dependentSchemas")
            parts = [here.get("then"), here.get("else"), *(dependent or {}).values()]
            for part in parts:
                if isinstance(part, dict):
                    yield from part.get("properties", {})
            stack.extend(here.values())
        elif isinstance(here, list):
            stack.extend(here)


def _has_content(value: Any) -> bool:
    return isinstance(value, dict) and "contentSchema" in value
