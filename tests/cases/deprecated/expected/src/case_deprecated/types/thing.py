"""The type `Thing`."""

from __future__ import annotations

from .._runtime.models import Model
from .old import Old


class Thing(Model):
    """What `things.new` returns.

    Schema: `#/components/schemas/Thing`
    """

    size: int | None = None
    """Deprecated. In inches."""
    old: Old | None = None
