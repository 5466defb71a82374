"""The type `Shape`."""

from __future__ import annotations

from typing import TypeAlias

from .circle import Circle
from .square import Square

Shape: TypeAlias = Circle | Square
"""The argument `shape` of `shapes.create`.

Schema: `#/components/schemas/Shape`
"""
