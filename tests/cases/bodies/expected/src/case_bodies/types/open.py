"""The type `Open`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from .._runtime.models import Model


class Open(Model):
    """What `pets.open` returns.

    Schema: `#/components/schemas/Open`
    """

    if not TYPE_CHECKING:  # checkers take it for an argument
        __pydantic_extra__: dict[str, int]
    name: str


class OpenDict(TypedDict):
    """`Open` as a plain dict, by its names on the wire."""

    name: str
