"""Names that a document asks for (`spec.vendor`). They are wishes: who gets which is for `names`."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir import names, words
from generator.ir.position import Position
from generator.ir.project import text
from generator.spec.model import Json, Parameter, Schema

_NAME, _PARAMETER, _TYPE = "x-sdksmith-name", "x-sdksmith-parameter", "x-sdksmith-type"


def field(wire: str, schema: Schema) -> tuple[str, ...]:
    """Candidates for a member's name, best first. `schema` is what stands below `properties`."""
    return _candidates(_said(schema.extensions, _NAME), names.variable(wire, "field"))


def argument(parameter: Parameter) -> tuple[str, ...]:
    """Candidates for the name of a parameter's argument, best first."""
    wish = _said(parameter.extensions, _NAME)
    if wish is None and parameter.schema is not None:
        wish = _said(parameter.schema.extensions, _PARAMETER)
    return _candidates(wish, names.variable(parameter.name, "parameter"))


def place(schema: Schema, at: Position) -> Position:
    """The place of a schema, by the type name that it asks for, if any."""
    is_property = _is_property(schema.pointer)
    wish = _said(schema.extensions, _TYPE if is_property else _NAME)
    if wish is None or not words.split(wish):
        return at
    return at.called(wish if wish.isidentifier() and wish[:1].isupper() else names.type_name(wish, "Model"))


def _is_property(pointer: str) -> bool:
    return pointer.rpartition("/")[0].endswith("/properties")


def _candidates(wish: str | None, plain: str) -> tuple[str, ...]:
    if wish is None:
        return (plain,)
    given = wish if wish.isidentifier() else names.variable(wish, plain)
    return tuple(dict.fromkeys((given, plain)))


def _said(extensions: Iterable[tuple[str, Json]], key: str) -> str | None:
    return next((text(value) for name, value in extensions if name == key), None)
