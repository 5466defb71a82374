"""The type `Drawing`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.models import NULLABLE, Model
from .circle import Circle
from .drawing_inline_y import DrawingInlineY
from .point import Point
from .shape import Shape


class Drawing(Model):
    """What `shapes.create` returns.

    Schema: `#/components/schemas/Drawing`
    """

    shape: Shape
    label: Annotated[str | int | None, NULLABLE] = None
    parts: list[Circle | str | None] | None = None
    inline: Point | DrawingInlineY | None = None
    anything: Annotated[Any, NULLABLE] = None
    same: str | None = None
