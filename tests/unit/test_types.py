"""Schemas as types: tables over the built API, where a case directory would say less."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.ir.build import build
from generator.ir.model import (
    Alias,
    Api,
    Constant,
    Definition,
    Enumeration,
    Model,
    Named,
    OneOf,
    Tagged,
    TupleOf,
    Type,
)
from generator.ir.parts import parts
from generator.load.read import load_text
from generator.spec.parse import parse


def built(schemas: str, operations: str = "{}") -> tuple[Api, Diagnostics]:
    """The API of a document with these components."""
    document = {
        "openapi": "3.2.0",
        "info": {"title": "T", "version": "1"},
        "paths": yaml.safe_load(operations),
        "components": {"schemas": yaml.safe_load(schemas)},
    }
    diagnostics = Diagnostics()
    loaded = load_text("api.yaml", yaml.safe_dump(document, sort_keys=False), diagnostics)
    assert loaded is not None
    return build(parse(loaded, diagnostics), loaded, SdkSettings(), diagnostics), diagnostics


def definition(api: Api, name: str) -> Definition:
    """A definition by its name."""
    return next(each for each in api.definitions if each.name == name)


def named(api: Api, type: Type) -> str:
    """A type in few words, for tables."""
    names = {each.id: str(each.name) for each in api.definitions}
    match type:
        case Named(id):
            return names[id]
        case Tagged():
            variants = (
                f"{'/'.join(map(str, variant.tags))}={named(api, variant.type)}" for variant in type.variants
            )
            default = "" if type.default is None else f" else {named(api, type.default)}"
            return f"{type.member}: {' '.join(variants)}{default}"
        case OneOf():
            return " | ".join(named(api, part) for part in parts(type))
        case _:
            return repr(type)


OBJECTS = """
A: {type: object, properties: {kind: {const: a}, x: {type: integer}}}
B: {type: object, properties: {kind: {enum: [b]}, x: {type: integer}}}
C: {type: object, properties: {kind: {type: string}}}
D: {type: object, properties: {kind: {enum: [d, e]}}}
E:
  type: object
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {f: F}}
F: {allOf: [{$ref: '#/components/schemas/E'}, {properties: {f: {type: integer}}}]}
G: {allOf: [{$ref: '#/components/schemas/E'}, {properties: {g: {type: integer}}}]}
"""


@pytest.mark.parametrize(
    ("union", "told"),
    [
        ("{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}", "kind: a=A b=B"),
        ("{anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}]}", "A | C"),
        (
            "{anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, "
            "{$ref: '#/components/schemas/C'}]}",
            "kind: a=A b=B else C",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/F'}, {$ref: '#/components/schemas/G'}]}",
            "kind: f=F G=G",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}], "
            "discriminator: {propertyName: kind}}",
            "kind: a=A C=C",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}], "
            "discriminator: {propertyName: kind, mapping: {c1: C, c2: '#/components/schemas/C'}}}",
            "kind: a=A c1/c2=C",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}], "
            "discriminator: {propertyName: kind, mapping: {c: C}, defaultMapping: B}}",
            "kind: a=A c=C else B",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/D'}], "
            "discriminator: {propertyName: kind}}",
            "kind: a=A d/e=D",
        ),
        ("{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}]}", "A"),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: 'null'}]}",
            "kind: a=A b=B",
        ),
    ],
)
def test_what_tells_variants_apart(union: str, told: str) -> None:
    api, _ = built(f"{OBJECTS}\nU: {union}\nHolder: {{type: object, properties: {{u: {union}}}}}")
    holder = definition(api, "Holder")
    assert isinstance(holder, Model)
    type = holder.fields[0].type
    inner = next((each for each in api.definitions if Named(each.id) == type), None)
    assert named(api, inner.type if isinstance(inner, Alias) else type) == told


def test_tags_are_closed_in_their_variants_only() -> None:
    api, _ = built(
        f"{OBJECTS}\nU: {{oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]}}"
    )
    kinds = {name: definition(api, name) for name in "ABCD"}
    types = {name: model.fields[0].type for name, model in kinds.items() if isinstance(model, Model)}
    assert types["A"] == Constant(("a",), is_open=False)
    assert types["B"] == Constant(("b",), is_open=False)
    assert types["C"] not in (types["A"], types["B"])


def test_members_that_parts_share_are_merged_and_those_of_the_parts_stay() -> None:
    api, _ = built("""
Base: {type: object, properties: {place: {type: object, properties: {street: {type: string}}}}}
Extended:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, properties: {place: {type: object, properties: {city: {type: string}}}}}
""")
    members = {}
    for name in ("Base", "Extended"):
        model = definition(api, name)
        assert isinstance(model, Model)
        place = next(each for each in api.definitions if Named(each.id) == model.fields[0].type)
        assert isinstance(place, Model)
        members[name] = {str(field.wire) for field in place.fields}
    assert members == {"Base": {"street"}, "Extended": {"street", "city"}}


def test_of_two_constants_the_last_is_meant_and_members_come_in_the_order_of_the_parts() -> None:
    api, diagnostics = built("""
Base: {type: object, properties: {sort: {const: a}, size: {type: integer}}}
Extended: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {own: {}, sort: {const: b}}}]}
Around: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {own: {}, sort: {const: c}}}
""")
    for name, value in (("Base", "a"), ("Extended", "b"), ("Around", "c")):
        model = definition(api, name)
        assert isinstance(model, Model)
        assert [str(field.wire) for field in model.fields] == ["sort", "size", "own"][: len(model.fields)]
        assert model.fields[0].type == Constant((value,))
    assert {item.code for item in diagnostics} == {"TYPE003"}


def test_constants_with_words_are_an_enumeration() -> None:
    api, _ = built("""
E: {oneOf: [{const: 1, title: First one, description: The first.}, {const: 2, description: The second.}]}
""")
    found = definition(api, "E")
    assert isinstance(found, Enumeration)
    assert [(each.value, each.name, each.text) for each in found.values] == [
        (1, "FIRST_ONE", "The first."),
        (2, "N2", "The second."),
    ]


def test_text_listed_without_quotes_is_text_and_reported() -> None:
    api, diagnostics = built("E: {type: string, enum: [1, 2.5, true]}")
    found = definition(api, "E")
    assert isinstance(found, Enumeration)
    assert [each.value for each in found.values] == ["1", "2.5", "true"]
    assert [item.code for item in diagnostics] == ["SPEC001"]


def test_a_mapping_that_leads_nowhere_is_reported() -> None:
    _, diagnostics = built(
        f"{OBJECTS}\nU: {{oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}], "
        "discriminator: {propertyName: kind, mapping: {a: A, z: Missing}}}"
    )
    assert [(item.code, item.location.pointer) for item in diagnostics] == [
        ("REF001", "#/components/schemas/U/discriminator/mapping/z")
    ]


@pytest.mark.parametrize(
    ("schema", "is_tuple"),
    [
        ("{prefixItems: [{type: string}, {type: integer}]}", True),
        ("{prefixItems: [{type: string}], items: false}", True),
        ("{prefixItems: [{type: string}], minItems: 1, maxItems: 1}", True),
        ("{prefixItems: [{type: string}], maxItems: 2}", False),
        ("{prefixItems: [{type: string}, {type: string}], minItems: 1}", False),
        ("{prefixItems: [{type: string}], items: {type: integer}}", False),
        ("{prefixItems: [{type: string}], items: {type: integer}, maxItems: 1}", True),
    ],
)
def test_tuples(schema: str, is_tuple: bool) -> None:
    api, _ = built(f"T: {schema}")
    alias = definition(api, "T")
    assert isinstance(alias, Alias)
    assert isinstance(alias.type, TupleOf) is is_tuple


@pytest.mark.parametrize(
    "schemas",
    [
        "A: {oneOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {anyOf: [{$ref: '#/components/schemas/B'}]}\nB: {anyOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {allOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {type: object, properties: {p: {$ref: '#/components/schemas/A', properties: {q: {}}}}}",
        "A: {items: {$ref: '#/components/schemas/A', properties: {q: {}}}}",
        "A: {anyOf: [{type: string}, {$ref: '#/components/schemas/A', required: [x]}]}",
        "A: {discriminator: {propertyName: k}, allOf: [{$ref: '#/components/schemas/B'}]}\n"
        "B: {discriminator: {propertyName: k}, allOf: [{$ref: '#/components/schemas/A'}]}",
    ],
)
def test_what_leads_back_to_itself_ends(schemas: str) -> None:
    api, _ = built(schemas)
    ids = {each.id for each in api.definitions}
    for each in api.definitions:
        for type in (each.type,) if isinstance(each, Alias) else ():
            assert not isinstance(type, Named) or type.id in ids


@pytest.mark.parametrize(
    ("values", "expected", "scalars"),
    [
        ("[a, b]", ("a", "b"), ("string",)),
        ("[1, 2]", (1, 2), ("integer",)),
        ("[1, a, true]", (1, "a"), ("string", "integer", "boolean")),
        ("[a, 1.5]", ("a",), ("string", "number")),
        ("[a, b, null]", ("a", "b"), ("string",)),
    ],
)
def test_enumerations(values: str, expected: tuple[Any, ...], scalars: tuple[str, ...]) -> None:
    api, _ = built(f"E: {{enum: {values}}}")
    found = definition(api, "E")
    assert isinstance(found, Enumeration)
    assert tuple(value.value for value in found.values) == expected
    assert tuple(scalar.value for scalar in found.scalars) == scalars


def test_what_is_sent_is_called_after_what_is_received() -> None:
    api, _ = built(
        """
BookingPayment:
  type: object
  properties:
    source:
      oneOf:
        - {title: Card, type: object, properties: {kind: {const: card}, cvc: {writeOnly: true}}}
        - {title: Bank, type: object, properties: {kind: {const: bank}}}
""",
        operations="""
/a:
  post:
    operationId: createOrderPayment
    tags: [Payments]
    requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/BookingPayment'}}}}
    responses:
      '200':
        description: ''
        content:
          application/json:
            schema:
              allOf: [{$ref: "#/components/schemas/BookingPayment"}, {properties: {link: {type: string}}}]
""",
    )
    names = {str(each.name) for each in api.definitions if isinstance(each, Alias)}
    assert len(names) == 2
    assert {name.removesuffix("Input") for name in names} == {min(names, key=len)}
