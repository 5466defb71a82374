"""The type `Shapes`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.formats import JsonDate, JsonDateTime
from .._runtime.models import NULLABLE, Model
from .point import Point
from .shapes_implied_object import ShapesImpliedObject
from .shapes_map_inline_value import ShapesMapInlineValue


class Shapes(Model):
    """What `shapes.create` returns.

    Schema: `#/components/schemas/Shapes`
    """

    map: dict[str, int] | None = None
    map_of_models: dict[str, Point] | None = None
    map_of_lists: dict[str, list[str]] | None = None
    map_inline: dict[str, ShapesMapInlineValue] | None = None
    matrix: list[list[float]] | None = None
    models: list[list[Point]] | None = None
    untyped_list: list[Any] | None = None
    free: dict[str, Any] | None = None
    free_true: dict[str, Any] | None = None
    closed: dict[str, Any] | None = None
    empty: Annotated[Any, NULLABLE] = None
    anything: Annotated[Any, NULLABLE] = None
    nothing: Annotated[Any, NULLABLE] = None
    date: JsonDate | None = None
    moment: JsonDateTime | None = None
    moments: list[JsonDateTime] | None = None
    days: dict[str, JsonDate] | None = None
    implied_object: ShapesImpliedObject | None = None
    implied_list: list[str] | None = None
    implied_string: JsonDateTime | None = None
    only_null: Annotated[None, NULLABLE] = None
    pair: tuple[str, int] | None = None
    patterned: dict[str, str] | None = None
    """Names of members match ^x-."""
