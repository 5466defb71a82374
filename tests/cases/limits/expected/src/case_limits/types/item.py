"""The type `Item`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from .._runtime.limits import Limits
from .._runtime.models import NULLABLE, Model
from .._runtime.sequences import SequenceNotStr


class Item(Model):
    """What `items.put` returns.

    Schema: `#/components/schemas/Item`
    """

    name: Annotated[str | None, Limits(min_length=2, max_length=4)] = None
    """At least 2 characters, at most 4 characters."""
    code: Annotated[str | None, Limits(pattern="^x-")] = None
    """Matches ^x-."""
    least: Annotated[int | None, Limits(minimum=1)] = None
    """At least 1."""
    most: Annotated[float | None, Limits(maximum=1.5)] = None
    """At most 1.5."""
    above: Annotated[float | None, Limits(exclusive_minimum=0)] = None
    """More than 0."""
    below: Annotated[float | None, Limits(exclusive_maximum=10)] = None
    """Less than 10."""
    step: Annotated[float | None, Limits(multiple_of=0.1)] = None
    """A multiple of 0.1."""
    tags: Annotated[list[str] | None, Limits(min_items=1, max_items=2, unique_items=True)] = None
    """At least 1 items, at most 2 items, no item twice."""
    labels: Annotated[dict[str, str] | None, Limits(min_properties=1, max_properties=2)] = None
    """At least 1 members, at most 2 members."""
    maybe: Annotated[str | None, Limits(min_length=2), NULLABLE] = None
    """At least 2 characters."""
    odd: Annotated[str | None, Limits()] = None
    """Matches (?<name>a)\\p{L}."""
    inner: Item | None = None
    short: Annotated[str | None, Limits(max_length=1)] = None
    """At most 1 characters."""


class ItemDict(TypedDict):
    """`Item` as a plain dict, by its names on the wire."""

    name: NotRequired[str]
    code: NotRequired[str]
    least: NotRequired[int]
    most: NotRequired[float]
    above: NotRequired[float]
    below: NotRequired[float]
    step: NotRequired[float]
    tags: NotRequired[SequenceNotStr[str]]
    labels: NotRequired[Mapping[str, str]]
    maybe: NotRequired[str | None]
    odd: NotRequired[str]
    inner: NotRequired[Item | ItemDict]
    short: NotRequired[str]
