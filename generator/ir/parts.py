"""The types directly inside a type: what every walk over types is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from generator.ir.model import (
    Constant,
    ListOf,
    MapOf,
    Named,
    Nullable,
    OneOf,
    Primitive,
    Tagged,
    TupleOf,
    Type,
)


def parts(type: Type) -> tuple[Type, ...]:
    """The types directly inside a type, in order; none inside a `Named`, which is a reference."""
    match type:
        case Primitive() | Named() | Constant():
            return ()
        case ListOf(inner) | MapOf(inner) | Nullable(inner):
            return (inner,)
        case TupleOf(items):
            return items
        case OneOf(variants):
            return variants
        case Tagged():
            return type.types
        case _:
            assert_never(type)


def rebuilt(type: Type, change: Callable[[Type], Type]) -> Type:
    """The type with every type directly inside it changed; a union's variants stay different ones."""
    match type:
        case Primitive() | Named() | Constant():
            return type
        case ListOf(inner):
            return ListOf(change(inner))
        case MapOf(inner):
            return MapOf(change(inner))
        case Nullable(inner):
            return Nullable(change(inner))
        case TupleOf(items):
            return TupleOf(tuple(map(change, items)))
        case OneOf(variants):
            return OneOf(tuple(dict.fromkeys(map(change, variants))))
        case Tagged():
            return replace(
                type,
                variants=tuple(replace(variant, type=change(variant.type)) for variant in type.variants),
                default=None if type.default is None else change(type.default),
            )
        case _:
            assert_never(type)
