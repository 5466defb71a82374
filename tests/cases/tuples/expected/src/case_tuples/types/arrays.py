"""The type `Arrays`."""

from __future__ import annotations

from typing import Any

from .._runtime.formats import JsonDate
from .._runtime.models import Model
from .pair import Pair
from .point import Point


class Arrays(Model):
    """What `arrays.put` returns.

    Schema: `#/components/schemas/Arrays`
    """

    pair: Pair | None = None
    """A name and a number."""
    closed: tuple[str, int] | None = None
    """At least 2 items."""
    counted: tuple[float, Point] | None = None
    """At least 2 items, at most 2 items."""
    old: tuple[str, JsonDate] | None = None
    shorter: list[Any] | None = None
    """At least 1 items."""
    longer: list[str | int] | None = None
    more: list[Any] | None = None
    """At most 5 items."""
    single: tuple[bool] | None = None
    pairs: list[Pair] | None = None
    empty: list[Any] | None = None
    unique: list[str] | None = None
    """At least 1 items, at most 3 items, no item twice."""
    holding: list[Any] | None = None
    """At least one item is "x"."""
    matrix: list[list[list[float]]] | None = None
