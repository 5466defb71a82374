"""The type `Thing`."""

from __future__ import annotations

from typing import Annotated, Literal

from .._runtime.models import NULLABLE, Model
from .status import Status
from .thing_level import ThingLevel
from .thing_maybe import ThingMaybe
from .thing_mixed import ThingMixed
from .thing_numbers import ThingNumbers
from .thing_odd import ThingOdd


class Thing(Model):
    """What `things.create` returns.

    Schema: `#/components/schemas/Thing`
    """

    status: Status
    """How it is."""
    level: ThingLevel | None = None
    mixed: ThingMixed | None = None
    maybe: Annotated[ThingMaybe | None, NULLABLE] = None
    fixed: Literal["thing"] | str | None = None
    flag: bool | None = None
    """Always true."""
    ratio: float | None = None
    """One of 0.5, 1."""
    odd: ThingOdd | None = None
    nothing: Annotated[None, NULLABLE] = None
    numbers: ThingNumbers | None = None
