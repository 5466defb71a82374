"""The type `Crossed`."""

from __future__ import annotations

from typing import TypeAlias

from .crossed_left import CrossedLeft, CrossedLeftDict
from .crossed_right import CrossedRight, CrossedRightDict
from .left import Left, LeftDict
from .right import Right, RightDict

Crossed: TypeAlias = Left | CrossedLeft | Right | CrossedRight
"""The argument `crossed` of `orders.create`.

Schema: `#/components/schemas/Crossed`
"""

CrossedParam: TypeAlias = (
    Left | LeftDict | CrossedLeft | CrossedLeftDict | Right | RightDict | CrossedRight | CrossedRightDict
)
"""What may be given for `Crossed`."""
