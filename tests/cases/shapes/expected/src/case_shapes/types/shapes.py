"""The type `Shapes`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

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
    date: dt.date | None = None
    moment: dt.datetime | None = None
    moments: list[dt.datetime] | None = None
    days: dict[str, dt.date] | None = None
    implied_object: ShapesImpliedObject | None = None
    implied_list: list[str] | None = None
    implied_string: dt.datetime | None = None
    only_null: Annotated[None, NULLABLE] = None
    pair: list[Any] | None = None
    patterned: dict[str, Any] | None = None
