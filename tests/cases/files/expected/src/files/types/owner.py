"""`Owner` and the types that refer to it and are referred to by it."""

from __future__ import annotations

from .._runtime.models import Model


class Owner(Model):
    """The member `owner` of `Pet`.

    Schema: `#/components/schemas/Owner`
    """

    name: str
    pets: list[Pet] | None = None


class Pet(Model):
    """What `pets.create` returns.

    Schema: `#/components/schemas/Pet`
    """

    id: str
    name: str
    owner: Owner | None = None
