"""The models of the API. Each module is loaded when one of its names is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from .._runtime.models import UnknownVariant as UnknownVariant
    from .animal import Animal as Animal
    from .animal_status import AnimalStatus as AnimalStatus
    from .feed import Feed as Feed
    from .feed import FeedParam as FeedParam
    from .fish import Fish as Fish
    from .fish import FishDict as FishDict
    from .make_a_report_response import MakeAReportResponse as MakeAReportResponse
    from .meat import Meat as Meat
    from .meat import MeatDict as MeatDict
    from .new_animal import NewAnimal as NewAnimal
    from .person import Person as Person
    from .person import PersonDict as PersonDict
    from .pet_line import PetLine as PetLine

    Food: TypeAlias = Feed
    """Deprecated: the old name of `Feed`."""
    FoodParam: TypeAlias = FeedParam
    """Deprecated: the old name of `FeedParam`."""
    NewPet: TypeAlias = NewAnimal
    """Deprecated: the old name of `NewAnimal`."""
    Owner: TypeAlias = Person
    """Deprecated: the old name of `Person`."""
    OwnerDict: TypeAlias = PersonDict
    """Deprecated: the old name of `PersonDict`."""
    Pet: TypeAlias = Animal
    """Deprecated: the old name of `Animal`."""
    PetStatus: TypeAlias = AnimalStatus
    """Deprecated: the old name of `AnimalStatus`."""
else:
    __getattr__ = lazy(
        __name__,
        {
            "UnknownVariant": "._runtime.models",
            "Animal": "animal",
            "AnimalStatus": "animal_status",
            "Feed": "feed",
            "FeedParam": "feed",
            "Fish": "fish",
            "FishDict": "fish",
            "MakeAReportResponse": "make_a_report_response",
            "Meat": "meat",
            "MeatDict": "meat",
            "NewAnimal": "new_animal",
            "Person": "person",
            "PersonDict": "person",
            "PetLine": "pet_line",
        },
        {
            "Food": "Feed",
            "FoodParam": "FeedParam",
            "NewPet": "NewAnimal",
            "Owner": "Person",
            "OwnerDict": "PersonDict",
            "Pet": "Animal",
            "PetStatus": "AnimalStatus",
        },
    )

__all__ = [
    "UnknownVariant",
    "Animal",
    "AnimalStatus",
    "Feed",
    "FeedParam",
    "Fish",
    "FishDict",
    "MakeAReportResponse",
    "Meat",
    "MeatDict",
    "NewAnimal",
    "Person",
    "PersonDict",
    "PetLine",
]


def __dir__() -> list[str]:
    return sorted(__all__)
