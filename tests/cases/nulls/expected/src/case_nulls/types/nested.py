"""The type `Nested`."""

from __future__ import annotations

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from .._runtime.models import NULLABLE, Model


class Nested(Model):
    """The argument `nested` of `things.create`.

    Schema: `#/components/schemas/Nested`
    """

    must: str | None
    may: str | None = None
    can: Annotated[str | None, NULLABLE] = None


class NestedDict(TypedDict):
    """`Nested` as a plain dict, by its names on the wire."""

    must: str | None
    may: NotRequired[str]
    can: NotRequired[str | None]
