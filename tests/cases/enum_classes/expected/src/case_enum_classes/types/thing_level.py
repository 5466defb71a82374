"""The type `ThingLevel`."""

from __future__ import annotations

from .._runtime.enums import OpenIntEnum


class ThingLevel(OpenIntEnum):
    """The argument `level` of `things.create`. Values that are not listed are kept.

    Schema: `#/components/schemas/Thing/properties/level`
    """

    N0 = 0
    N1 = 1
    N2 = 2
