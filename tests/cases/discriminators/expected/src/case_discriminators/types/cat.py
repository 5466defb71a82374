"""`Cat` and the types that refer to it and are referred to by it."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypeAlias

from typing_extensions import TypeAliasType, TypedDict

from .._runtime.models import Model, UnknownVariant, wire
from .._runtime.unions import ByTag
from .dog import Dog, DogDict

Pet = TypeAliasType(
    "Pet", 'Annotated[Cat | Dog | UnknownVariant, ByTag("petType", {"cat": Cat, "kitten": Cat, "dog": Dog})]'
)
"""The argument `pet` of `owners.create`.

Schema: `#/components/schemas/Pet`
"""


class Cat(Model):
    """`Cat`.

    Schema: `#/components/schemas/Cat`
    """

    pet_type: Annotated[Literal["cat", "kitten"], wire("petType")]
    lives: int
    friend: Pet | None = None


class CatDict(TypedDict):
    """`Cat` as a plain dict, by its names on the wire."""

    petType: Literal["cat", "kitten"]
    lives: int
    friend: NotRequired[PetParam]


PetParam: TypeAlias = Cat | CatDict | Dog | DogDict | UnknownVariant
"""What may be given for `Pet`."""
