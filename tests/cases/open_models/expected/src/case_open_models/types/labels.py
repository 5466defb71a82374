"""The type `Labels`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from .._runtime.models import Model


class Labels(Model):
    """The argument `typed` of `things.put`.

    Schema: `#/components/schemas/Labels`
    """

    if not TYPE_CHECKING:  # checkers take it for an argument
        __pydantic_extra__: dict[str, int]
    name: str


class LabelsDict(TypedDict):
    """`Labels` as a plain dict, by its names on the wire."""

    name: str
