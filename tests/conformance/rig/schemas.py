"""The schemas of an original document as JSON Schema 2020-12, one reading for each direction.

In requests a `readOnly` member is not required, in responses a `writeOnly` one is not (OpenAPI 3.0 §4.7.24,
3.1 §4.8.24; Swagger 2.0 calls it an error to require one).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, cast
from urllib.parse import quote

import jsonschema_rs

from .documents import Json, Original, escaped, tokens

Direction = Literal["request", "response"]
_URI = "urn:document"
_PLAIN = ("enum", "const", "default", "example", "examples")
_NAMED = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_ONE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_SOFT = (jsonschema_rs.ValidationErrorKind.OneOfMultipleValid, jsonschema_rs.ValidationErrorKind.Format)
_DYNAMIC = ("$anchor", "$dynamicAnchor", "$dynamicRef")
_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object", "file")
TAGS: Final = "x rig tags"
"""The keyword that `discriminator` is kept as, which validators know nothing of."""
_UNFIT = ("discriminator", "xml", "externalDocs", "example", "$schema", "$id", "id", *_DYNAMIC)


@dataclass
class Schemas:
    """The schemas of a document, for one direction.

    Attributes:
        original: The document.
        direction: Whether values are sent or received.
        told_apart: Variants of a oneOf with a discriminator may overlap.
    """

    original: Original
    direction: Direction
    told_apart: bool = True
    _validators: dict[str, jsonschema_rs.Draft202012Validator] = field(default_factory=dict[str, Any])

    @cached_property
    def _old(self) -> bool:
        return self.original.version in ("2.0", "3.0")

    @cached_property
    def data(self) -> Json:
        """The document, its schemas translated."""
        return self._modern(self.original.data)

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry([(_URI, self.data)])

    def _modern(self, value: Json) -> Json:
        if isinstance(value, list):
            return [self._modern(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {
            key: item if key in _PLAIN or (key in _UNFIT and _is_keyword(key, item)) else self._modern(item)
            for key, item in value.items()
        }
        if _may_be_schema(found):
            return self._schema(found)
        # Some documents refer to a Parameter Object as a schema: it says nothing of the value.
        return {key: item for key, item in found.items() if key != "required"}

    def _schema(self, found: dict[str, Json]) -> Json:
        if isinstance(target := found.get("$ref"), str):
            if not target.startswith("#/") or self.original.at(target) is None:
                return {}  # leads nowhere that we know: anything is right
            # Another file's own JSON Schema may have a fragment that is escaped or not.
            led = pointer_of(target)
            return {"$ref": led} if self._old else {**self._fit(found), "$ref": led}
        found = self._fit(found)
        nullable = found.pop("nullable", False) is True or found.get("x-nullable") is True
        for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            # Draft 4's, which OpenAPI 3.1 has no longer, though some documents of it do.
            if isinstance(flag := found.get(exclusive), bool):
                del found[exclusive]
                if flag and limit in found:
                    found[exclusive] = found.pop(limit)
        if found.get("type") == "file":
            found["type"] = "string"
        if nullable and self._old and isinstance(found.get("type"), str):
            found["type"] = [found["type"], "null"]
        self._direct(found)
        return found

    def _fit(self, schema: dict[str, Json]) -> dict[str, Json]:
        found = _fit(schema)
        if self.told_apart and TAGS in found and "oneOf" in found and "anyOf" not in found:
            # The tag tells variants apart that nothing else does; strictly they overlap.
            found["anyOf"] = found.pop("oneOf")
        return found

    def _direct(self, found: dict[str, Json]) -> None:
        """Take out of `required` what this direction does not have."""
        required = found.get("required")
        if not isinstance(required, list):
            found.pop("required", None)
            return
        mark = "readOnly" if self.direction == "request" else "writeOnly"
        hidden = {name for name in required if self._is_marked(found, name, mark)}
        found["required"] = [name for name in required if name not in hidden]

    def _is_marked(self, schema: Json, name: str, mark: str, steps: int = 0) -> bool:
        if not isinstance(schema, dict) or steps > 20:
            return False
        for part in (schema, *schema.get("allOf", ())):
            if not isinstance(part, dict):
                continue
            here = self.original.follow(part)
            if here is not part and self._is_marked(here, name, mark, steps + 1):
                return True
            member = (here or {}).get("properties", {})
            own = member.get(name) if isinstance(member, dict) else None
            if isinstance(own, dict) and (
                own.get(mark) is True or (self.original.follow(own) or {}).get(mark) is True
            ):
                return True
        return False

    def at(self, pointer: str) -> Json:
        """The translated schema at a pointer; true when there is none."""
        value: Json = self.data
        for token in tokens(pointer):
            if isinstance(value, dict) and token in value:
                value = value[token]
            elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
                value = value[int(token)]
            else:
                return True
        return value

    def validator(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        """The validator of the schema at a pointer."""
        if pointer not in self._validators:
            self._validators[pointer] = jsonschema_rs.Draft202012Validator(
                {"$ref": f"{_URI}{pointer_of(pointer)}"}, registry=self._registry, validate_formats=True
            )
        return self._validators[pointer]

    def faults(self, pointer: str, value: Json, *, strict: bool = False) -> list[str]:
        """What is wrong with a value by the schema at a pointer.

        Args:
            pointer: Where the schema stands.
            value: A JSON value.
            strict: A value that more than one variant of a `oneOf` allows is wrong, too, and text that is not
                of its `format`. Documents have variants that no value tells apart, so that this is asked only
                of values being made; and `format` is an annotation.
        """
        try:
            errors = list(self.validator(pointer).iter_errors(value))
        except ValueError as error:  # the document's schema is none
            return [f"the schema cannot be used: {str(error)[:200]}"]
        return [
            f"{'/'.join(map(str, cast('list[object]', error.instance_path)))}: {error.message}"[:300]
            for error in errors
            if strict or not isinstance(error.kind, _SOFT)
        ]


def pointer_of(reference: str) -> str:
    """A pointer as references of translated schemas have it."""
    return "#" + "".join(f"/{quote(escaped(token))}" for token in tokens(reference))


def _may_be_schema(value: dict[str, Json]) -> bool:
    return "$ref" in value or not (
        "paths" in value or "responses" in value or ("in" in value and "name" in value and "schema" in value)
    )


def _fit(schema: dict[str, Json]) -> dict[str, Json]:
    """Without what JSON Schema would read differently, or not at all."""
    found = {key: item for key, item in schema.items() if key not in _UNFIT or not _is_keyword(key, item)}
    if (said := schema.get("discriminator")) and _is_keyword("discriminator", said):
        found[TAGS] = {"propertyName": said} if isinstance(said, str) else said
    for keyword in _MANY:
        # An empty list is no keyword; some writers leave one behind.
        if keyword in found and found[keyword] == []:
            del found[keyword]
    if isinstance(found.get("type"), str) and found["type"] not in _TYPES:
        del found["type"]  # no type that there is: it says nothing
    return found


def _is_keyword(key: str, item: Json) -> bool:
    """Whether a member is the keyword of that name; a schema below `properties` may be called like one."""
    if key == "discriminator":  # Swagger 2.0 has the member's name alone
        return isinstance(item, str) or (isinstance(item, dict) and isinstance(item.get("propertyName"), str))
    if key in ("xml", "externalDocs"):
        return isinstance(item, dict) and "type" not in item
    return key == "example" or isinstance(item, str)
