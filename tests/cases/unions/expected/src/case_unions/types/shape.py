"""The type `Shape`."""

from __future__ import annotations

from typing import TypeAlias

from .circle import Circle, CircleDict
from .square import Square, SquareDict

Shape: TypeAlias = Circle | Square
"""The argument `shape` of `shapes.create`.

Schema: `#/components/schemas/Shape`
"""

ShapeParam: TypeAlias = Circle | CircleDict | Square | SquareDict
"""What may be given for `Shape`."""
