"""The type `Things`."""

from __future__ import annotations

from typing import Any

from .._runtime.formats import JsonDate
from .._runtime.models import Model
from .labels import Labels
from .things_closed import ThingsClosed
from .things_open import ThingsOpen
from .things_open_true import ThingsOpenTrue
from .things_patterned import ThingsPatterned
from .things_points import ThingsPoints
from .things_unevaluated import ThingsUnevaluated


class Things(Model):
    """What `things.put` returns.

    Schema: `#/components/schemas/Things`
    """

    open: ThingsOpen | None = None
    open_true: ThingsOpenTrue | None = None
    closed: ThingsClosed | None = None
    typed: Labels | None = None
    points: ThingsPoints | None = None
    unevaluated: ThingsUnevaluated | None = None
    patterned: ThingsPatterned | None = None
    """Names of members match ^n_ or ^s_."""
    only_patterns: dict[str, JsonDate] | None = None
    """Names of members match ^d."""
    named: dict[str, int] | None = None
    """Names of members: matches ^[a-z]+$."""
    map: dict[str, int | None] | None = None
    free: dict[str, Any] | None = None
    nothing: dict[str, Any] | None = None
    """At most 0 members."""
