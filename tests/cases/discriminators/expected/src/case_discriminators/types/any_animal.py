"""The type `AnyAnimal`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from .._runtime.unions import ByTag
from .animal import Animal, AnimalDict
from .lion import Lion, LionDict
from .shark import Shark, SharkDict

AnyAnimal: TypeAlias = Annotated[
    Lion | Shark | Animal, ByTag("species", {"lion": Lion, "Shark": Shark}, Animal)
]
"""The argument `animal` of `owners.create`.

Schema: `#/components/schemas/Animal`
"""

AnyAnimalParam: TypeAlias = Lion | LionDict | Shark | SharkDict | Animal | AnimalDict
"""What may be given for `AnyAnimal`."""
