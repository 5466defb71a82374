"""The type `Thing`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.models import NULLABLE, Model
from .status import Status
from .thing_fixed import ThingFixed
from .thing_level import ThingLevel
from .thing_maybe import ThingMaybe
from .thing_numbers import ThingNumbers
from .thing_odd import ThingOdd


class Thing(Model):
    """What `things.create` returns.

    Schema: `#/components/schemas/Thing`
    """

    status: Status
    """How it is."""
    level: ThingLevel | None = None
    mixed: Annotated[Any, NULLABLE] = None
    maybe: Annotated[ThingMaybe | None, NULLABLE] = None
    fixed: ThingFixed | None = None
    flag: bool | None = None
    ratio: float | None = None
    odd: ThingOdd | None = None
    nothing: Annotated[None, NULLABLE] = None
    numbers: ThingNumbers | None = None
