"""The type `Everything`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.models import NULLABLE, Model
from .tagged import Tagged


class Everything(Model):
    """What `dogs.create` returns.

    Schema: `#/components/schemas/Everything`
    """

    name: str
    """What it is called."""
    age: int
    """At least 0, at most 30."""
    tags: list[str] | None = None
    deep: bool | None = None
    described: Tagged | None = None
    """Tags of its own."""
    maybe: Annotated[Tagged | None, NULLABLE] = None
    clash: int | str | None = None
