"""What stands where in OpenAPI, as far as references go: which members hold objects of what kind.

OpenAPI 3.2 §4, with what 3.0 and 3.1 have; Swagger 2.0; JSON Schema 2020-12 §10 and §11 with the keywords of
earlier drafts. What is not listed (examples, defaults, extensions) is data, in which nothing is a reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """How a member holds what it holds."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for an object of a kind, or for a list or map of such objects."""

    kind: str
    shape: Shape = Shape.ONE


def _slots(**members: str) -> dict[str, Slot]:
    """`[kind]` is a list, `{kind}` a map; a trailing underscore is left out of the names of members."""
    shapes = {"[": Shape.LIST, "{": Shape.MAP}
    return {
        name.rstrip("_"): Slot(kind.strip("[]{}"), shapes.get(kind[0], Shape.ONE))
        for name, kind in members.items()
    }


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_PARAMETER = _slots(schema="schema", content="{mediaType}", examples="{example}", items="schema")
_SECTIONS = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "requestBody": "requestBodies",
    "header": "headers",
    "link": "links",
    "callback": "callbacks",
}
_OTHER_SECTIONS = {
    "securityScheme": "securitySchemes",
    "pathItem": "pathItems",
    "mediaType": "mediaTypes",
}
_SWAGGER_SECTIONS = {"schema": "definitions", "parameter": "parameters", "response": "responses"}

_KINDS: dict[str, dict[str, Slot]] = {
    "document": _slots(
        info="info",
        servers="[plain]",
        paths="{pathItem}",
        webhooks="{pathItem}",
        **{"x-webhooks": "{pathItem}"},
        components="components",
        tags="[plain]",
        externalDocs="plain",
        definitions="{schema}",
        parameters="{parameter}",
        responses="{response}",
        securityDefinitions="{securityScheme}",
    ),
    "components": {
        section: Slot(kind, Shape.MAP) for kind, section in {**_SECTIONS, **_OTHER_SECTIONS}.items()
    },
    "info": _slots(contact="plain", license="plain"),
    "pathItem": {
        **_slots(parameters="[parameter]", servers="[plain]", additionalOperations="{operation}"),
        **{method: Slot("operation") for method in METHODS},
    },
    "operation": _slots(
        parameters="[parameter]",
        requestBody="requestBody",
        responses="{response}",
        callbacks="{callback}",
        externalDocs="plain",
        servers="[plain]",
    ),
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "requestBody": _slots(content="{mediaType}"),
    "response": _slots(headers="{header}", content="{mediaType}", links="{link}", schema="schema"),
    "mediaType": _slots(
        schema="schema",
        itemSchema="schema",
        examples="{example}",
        encoding="{encoding}",
        prefixEncoding="[encoding]",
        itemEncoding="encoding",
    ),
    "encoding": _slots(
        headers="{header}", encoding="{encoding}", prefixEncoding="[encoding]", itemEncoding="encoding"
    ),
    "link": _slots(server="plain"),
    "schema": _slots(
        additionalItems="schema",
        additionalProperties="schema",
        contains="schema",
        contentSchema="schema",
        else_="schema",
        if_="schema",
        items="schema",
        not_="schema",
        propertyNames="schema",
        then="schema",
        unevaluatedItems="schema",
        unevaluatedProperties="schema",
        allOf="[schema]",
        anyOf="[schema]",
        oneOf="[schema]",
        prefixItems="[schema]",
        definitions="{schema}",
        dependentSchemas="{schema}",
        patternProperties="{schema}",
        properties="{schema}",
        discriminator="discriminator",
    )
    | {"$defs": Slot("schema", Shape.MAP)},
}

# Members that hold objects by names that authors choose.
BY_NAME = frozenset(
    name for members in _KINDS.values() for name, slot in members.items() if slot.shape is Shape.MAP
)


def sections(*, swagger: bool) -> dict[str, tuple[str, ...]]:
    """Kind → where the document keeps such objects by name, for kinds that may be referred to there.

    Other kinds have no place of their own in every version of OpenAPI, or get a meaning by standing there.
    """
    if swagger:
        return {kind: (section,) for kind, section in _SWAGGER_SECTIONS.items()}
    return {kind: ("components", section) for kind, section in _SECTIONS.items()}


def slots(kind: str, value: Mapping[str, object]) -> Iterator[tuple[str, Slot]]:
    """The members of an object of a kind in which references may stand."""
    if kind == "callback":
        yield from ((name, Slot("pathItem")) for name in value if not name.startswith("x-"))
        return
    known = _KINDS.get(kind, {})
    for name in value:
        slot = known.get(name) or (known.get(name.lower()) if kind == "pathItem" else None)
        if slot is not None:
            yield name, slot
