"""The type `User`."""

from __future__ import annotations

from .._runtime.models import Model
from .address import Address
from .tag import Tag


class User(Model):
    """What `users.create` returns.

    Schema: `#/components/schemas/User`
    """

    id: str
    name: str
    address: Address
    friends: list[User] | None = None
    tag: Tag | None = None
