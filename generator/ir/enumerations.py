"""Lists of values (`enum`, `const`): their kinds, and what their members are called (JSON Schema validation
§6.1.2, §6.1.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.ir import names
from generator.ir.model import ANY, EnumValue, ListOf, MapOf, Primitive, Scalar, Tag, Type
from generator.spec.model import Json, JsonObject, Schema

# In the order in which annotations name them.
_KINDS: dict[type, Scalar] = {
    str: Scalar.STRING,
    int: Scalar.INTEGER,
    float: Scalar.NUMBER,
    bool: Scalar.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The values that a schema lists, each once.

    Attributes:
        values: Those that a `Literal` can hold. Not booleans: `bool` says as much, and to Python `True` is 1.
        scalars: The kinds of scalars among all of them.
        others: Types of the arrays and objects among them.
        nullable: Whether null is among them.
    """

    values: tuple[Tag, ...]
    scalars: tuple[Scalar, ...]
    others: tuple[Type, ...]
    nullable: bool


def listed(schema: Schema) -> Listed:
    """Read `const`, or else `enum`. A value written as `{value, name}` counts as its value."""
    given = (schema.const,) if schema.has_const else schema.enum or ()
    if misspelt(schema):
        given = tuple(value if value is None else _key(value) for value in given)
    # `true` and `1` are one key to Python, and two values to JSON.
    values = list({(type(value), value): value for value in map(_plain, given)}.values())
    kinds = {type(value) for value in values}
    scalars = [scalar for kind, scalar in _KINDS.items() if kind in kinds]
    if Scalar.NUMBER in scalars and Scalar.INTEGER in scalars:
        scalars.remove(Scalar.INTEGER)
    others: list[Type] = []
    if tuple in kinds:
        others.append(ListOf(ANY))
    if JsonObject in kinds:
        others.append(MapOf(ANY))
    numbers = Scalar.NUMBER in scalars
    return Listed(
        tuple(
            value
            for value in values
            if isinstance(value, str)
            or (isinstance(value, int) and not isinstance(value, bool) and not numbers)
        ),
        tuple(scalars),
        tuple(others),
        type(None) in kinds,
    )


def misspelt(schema: Schema) -> bool:
    """Whether a schema of text lists numbers: in YAML, that is what is left of them without quotes."""
    given = (schema.const,) if schema.has_const else schema.enum or ()
    kinds = {type(value) for value in given if value is not None}
    return set(schema.types) - {"null"} == {"string"} and bool(kinds) and kinds <= {int, float, bool}


def is_open(schema: Schema) -> bool:
    """Whether other values than those listed may come; so it is unless the document says otherwise."""
    return dict(schema.extensions).get("x-sdksmith-unknown-values") != "disallow"


def constants(schema: Schema) -> Schema | None:
    """The schema as one with `enum`, when each of its variants is a constant with words about it and no more:
    that is how JSON Schema has enumerations with descriptions. None when it is not.
    """
    parts = schema.one_of or schema.any_of
    if len(parts) < 2 or schema.properties or not all(map(_is_constant, parts)):
        return None
    values = tuple(
        JsonObject(
            (
                ("value", part.const if part.has_const else (part.enum or (None,))[0]),
                ("name", part.title),
                ("description", part.description),
            )
        )
        for part in parts
    )
    return replace(schema, one_of=(), any_of=(), discriminator=None, enum=values)


def _is_constant(part: Schema) -> bool:
    value = part.const if part.has_const else part.enum[0] if part.enum and len(part.enum) == 1 else part
    return part.ref is None and not part.all_of and isinstance(value, (str, int, float))


def _plain(value: Json) -> Json:
    if isinstance(value, JsonObject):
        members = dict(value.members)
        if "value" in members and members.keys() <= {"value", "name", "description", "casing"}:
            return members["value"]
    return value


def members(schema: Schema, values: Iterable[Tag]) -> tuple[EnumValue, ...]:
    """The members of an enumeration: names and words from the document where it has them.

    Names and words are read from values written as `{value, name, description}`, then from the extensions
    `x-sdksmith-enum-names` and `x-sdksmith-enum-descriptions`: in the order of `enum`, or by value.
    """
    said = _said(schema)
    ordered = list(values)
    claims = [
        names.Claim(
            f"{schema.pointer}/enum/{type(value).__name__}/{value}",
            (said.get(_key(value), ("", ""))[0] or _name(value),),
        )
        for value in ordered
    ]
    given = names.assign(claims, ordered=True, reserved=frozenset({"mro", "name", "value"})).names
    return tuple(
        EnumValue(value, given[claim.id], said.get(_key(value), ("", ""))[1])
        for value, claim in zip(ordered, claims, strict=True)
    )


def _said(schema: Schema) -> dict[str, tuple[str, str]]:
    """Name and words by value."""
    found: dict[str, tuple[str, str]] = {}

    def note(value: Json, name: Json = None, words: Json = None) -> None:
        before = found.get(_key(value), ("", ""))
        spelt = names.variable(name, "").upper() if isinstance(name, str) else ""
        found[_key(value)] = (
            before[0] or spelt.strip("_"),
            before[1] or (" ".join(words.split()) if isinstance(words, str) else ""),
        )

    extensions = dict(schema.extensions)
    for value in schema.enum or ():
        if isinstance(value, JsonObject):
            parts = dict(value.members)
            note(_plain(value), parts.get("name"), parts.get("description"))
    for extension, part in (("x-sdksmith-enum-names", "name"), ("x-sdksmith-enum-descriptions", "words")):
        said = extensions.get(extension)
        if isinstance(said, JsonObject):
            for key, text in said.members:
                note(key, **{part: text})
        else:
            for value, text in zip(schema.enum or (), said if isinstance(said, tuple) else (), strict=False):
                note(value, **{part: text})
    return found


def _key(value: Json) -> str:
    """A value as the key of an object in an extension names it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _name(value: Tag) -> str:
    if isinstance(value, int) and value < 0:
        return f"MINUS_{-value}"
    return names.variable(str(value), "value" if value else "empty").upper()


def scalar_types(scalars: Iterable[Scalar]) -> tuple[Type, ...]:
    """Kinds as types."""
    return tuple(map(Primitive, scalars))
