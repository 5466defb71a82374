"""The type `ThingOdd`."""

from __future__ import annotations

from .._runtime.enums import OpenStrEnum


class ThingOdd(OpenStrEnum):
    """The argument `odd` of `things.create`. Values that are not listed are kept.

    Schema: `#/components/schemas/Thing/properties/odd`
    """

    EMPTY = ""
    VALUE = " "
    A_B = "a b"
    A_B_2 = "a-b"
    A_B_3 = "A-B"
    N1ST = "1st"
    CLASS = "class"
    NONE = "None"
    VALUE2 = "🙂"
    VALUE3 = '"'
    MRO = "mro"
    NAME = "name"
