"""JSON Schemas cut out of a document: as written there, standing on their own.

Every reference a schema makes, directly or through others, leads into its own `$defs`. Schemas of OpenAPI 3.0
are put into JSON Schema 2020-12 on the way (`nullable`, boolean `exclusiveMinimum` and `exclusiveMaximum`),
so that any validator can read what comes out.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from generator.load.document import Document, JsonValue
from generator.load.pointer import join, split

# Where a schema holds schemas (JSON Schema 2020-12 core §10, validation §11; draft 4's names included).
_ONE: Final = frozenset(
    {
        "additionalItems",
        "additionalProperties",
        "contains",
        "contentSchema",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_MANY: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED: Final = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
_COMPONENTS: Final = ("components", "schemas")

# Characters of a URI fragment that need no escape (RFC 3986 §3.5).
_IN_FRAGMENT: Final = "~!$&'()*+,;=:@-._"


class _Missing:
    """Nothing stands at a pointer. (None is a value.)"""


def schema_at(document: Document, pointer: str) -> JsonValue:
    """The schema at a pointer, with everything it refers to under `$defs`.

    Args:
        document: Where the schema stands.
        pointer: Its place. `{}`, which allows everything, comes out for a place that is not a schema's.

    Returns:
        A JSON Schema (2020-12), independent of the document. A reference that leads nowhere is left out, and
        stands in a `$comment`.
    """
    tokens = split(pointer)
    found = _resolve(document.data, tokens)
    if isinstance(found, _Missing) or not _is_schema_place(tokens, found):
        return {}
    cut = _Cut(document.data, str(document.data.get("openapi", "")).startswith("3.0"))
    schema = cut.schema(found)
    cut.finish()
    if cut.definitions and isinstance(schema, dict):
        return {**schema, "$defs": dict(sorted(cut.definitions.items()))}
    return schema


def _is_schema_place(tokens: tuple[str, ...], value: JsonValue) -> bool:
    if isinstance(value, dict) and "in" in value and "name" in value:
        return False  # a Parameter Object, which happens to be called like a keyword
    last, parent = tokens[-1:], tokens[-2:-1]
    return (
        last in (("schema",), ("itemSchema",))
        or (tokens[:2] == _COMPONENTS and len(tokens) == 3)
        or any(token in _ONE for token in last)
        or any(token in _MANY or token in _NAMED for token in parent)
    )


def _resolve(data: JsonValue, tokens: tuple[str, ...]) -> JsonValue | _Missing:
    value: JsonValue = data
    for token in tokens:
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return _Missing()
    return value


class _Cut:
    """One schema being cut out."""

    def __init__(self, data: dict[str, JsonValue], dialect_3_0: bool) -> None:
        self.definitions: dict[str, JsonValue] = {}
        self._data = data
        self._dialect_3_0 = dialect_3_0
        self._names: dict[tuple[str, ...], str] = {}
        self._waiting: list[tuple[str, ...]] = []

    def finish(self) -> None:
        """Follow the references met so far, and those met on the way."""
        while self._waiting:
            tokens = self._waiting.pop()
            target = _resolve(self._data, tokens)
            self.definitions[self._names[tokens]] = (
                {} if isinstance(target, _Missing) else self.schema(target)
            )

    def schema(self, value: JsonValue) -> JsonValue:
        """A copy of one schema with its references led into `$defs`."""
        if not isinstance(value, dict):
            return value if isinstance(value, bool) else {}
        found: dict[str, JsonValue] = {}
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str):
                inside = self._reference(item)
                if inside is None:
                    found.setdefault("$comment", f"The reference {item!r} leads nowhere.")
                else:
                    found["$ref"] = inside
            # The schema's own `$defs` come along where something refers to them.
            elif key not in ("$defs", "definitions"):
                found[key] = self._keyword(key, item)
        return self._modern(found) if self._dialect_3_0 else found

    def _keyword(self, key: str, value: JsonValue) -> JsonValue:
        if isinstance(value, dict):
            if key in _NAMED:
                return {name: self.schema(item) for name, item in value.items()}
            if key == "discriminator" and isinstance(mapping := value.get("mapping"), dict):
                return {**value, "mapping": {tag: self._mapped(target) for tag, target in mapping.items()}}
        if isinstance(value, list) and (key in _MANY or key == "items"):
            return [self.schema(item) for item in value]
        return self.schema(value) if key in _ONE else value

    def _mapped(self, target: JsonValue) -> JsonValue:
        """A discriminator's target: the bare name of a component, or a reference (OpenAPI 3.1 §4.8.25)."""
        if not isinstance(target, str):
            return target
        return self._reference(join(*_COMPONENTS, target)) or self._reference(target) or target

    def _reference(self, reference: str) -> str | None:
        """The reference to the same schema inside `$defs`; None when there is no such schema."""
        tokens = split(unquote(reference)) if reference.startswith("#/") else ()
        if not tokens or isinstance(_resolve(self._data, tokens), _Missing):
            return None
        if tokens not in self._names:
            self._names[tokens] = self._name(tokens)
            self._waiting.append(tokens)
        name = join(self._names[tokens]).removeprefix("#/")
        return f"#/$defs/{quote(name, safe=_IN_FRAGMENT)}"

    def _name(self, tokens: tuple[str, ...]) -> str:
        """A component's own name; for any other place its pointer: no component has a slash (§4.8.7)."""
        if tokens[:2] == _COMPONENTS and len(tokens) == 3:
            return tokens[2]
        return join(*tokens).removeprefix("#")

    def _modern(self, schema: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """OpenAPI 3.0 to JSON Schema 2020-12, one schema. Siblings of `$ref` have no meaning in 3.0."""
        if "$ref" in schema:
            return {"$ref": schema["$ref"]}
        if schema.pop("nullable", None) is True and isinstance(kind := schema.get("type"), str):
            schema["type"] = [kind, "null"]
            values = schema.get("enum")
            if isinstance(values, list) and None not in values:
                schema["enum"] = [*values, None]
        for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if isinstance(flag := schema.get(exclusive), bool):
                del schema[exclusive]
                if flag and limit in schema:
                    schema[exclusive] = schema.pop(limit)
        return schema
