"""The type `UserInput`."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from .._runtime.models import Model
from .._runtime.sequences import SequenceNotStr
from .address_input import AddressInput, AddressInputDict
from .tag import Tag, TagDict


class UserInput(Model):
    """The argument `friends` of `users.create`.

    Schema: `#/components/schemas/User`
    """

    name: str
    password: str
    address: AddressInput
    friends: list[UserInput] | None = None
    tag: Tag | None = None


class UserInputDict(TypedDict):
    """`UserInput` as a plain dict, by its names on the wire."""

    name: str
    password: str
    address: AddressInput | AddressInputDict
    friends: NotRequired[SequenceNotStr[UserInput | UserInputDict]]
    tag: NotRequired[Tag | TagDict]
