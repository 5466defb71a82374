"""The type `Unions`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.formats import JsonDate, JsonDateTime, JsonUuid
from .._runtime.models import NULLABLE, Model
from .._runtime.unions import InOrder
from .ok import Ok
from .unions_inside_variant1 import UnionsInsideVariant1
from .unions_inside_variant2 import UnionsInsideVariant2
from .unions_model_variant2 import UnionsModelVariant2
from .unions_typed_variant1 import UnionsTypedVariant1


class Unions(Model):
    """What `unions.put` returns.

    Schema: `#/components/schemas/Unions`
    """

    scalars: Annotated[JsonDateTime | int | bool | None, NULLABLE] = None
    model: str | UnionsModelVariant2 | None = None
    one_or_many: Ok | list[Ok | str] | None = None
    maps: dict[str, int] | list[int] | None = None
    inside: UnionsInsideVariant1 | UnionsInsideVariant2 | None = None
    deep: Ok | int | bool | str | None = None
    typed: Annotated[JsonDate | UnionsTypedVariant1, InOrder()] | None = None
    texts: Annotated[JsonUuid | JsonDateTime | str, InOrder()] | None = None
    anything: Annotated[Any, NULLABLE] = None
    ids: list[JsonUuid | int] | None = None
