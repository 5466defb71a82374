"""The type `Unions`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.formats import JsonDate, JsonDateTime, JsonUuid
from .._runtime.models import NULLABLE, Model
from .._runtime.unions import InOrder
from .ok import Ok
from .unions_inside_a import UnionsInsideA
from .unions_inside_b import UnionsInsideB
from .unions_model import UnionsModel
from .unions_typed import UnionsTyped


class Unions(Model):
    """What `unions.put` returns.

    Schema: `#/components/schemas/Unions`
    """

    scalars: Annotated[JsonDateTime | int | bool | None, NULLABLE] = None
    model: str | UnionsModel | None = None
    one_or_many: Ok | list[Ok | str] | None = None
    maps: dict[str, int] | list[int] | None = None
    inside: UnionsInsideA | UnionsInsideB | None = None
    deep: Ok | int | bool | str | None = None
    typed: Annotated[JsonDate | UnionsTyped, InOrder()] | None = None
    texts: Annotated[JsonUuid | JsonDateTime | str, InOrder()] | None = None
    anything: Annotated[Any, NULLABLE] = None
    ids: list[JsonUuid | int] | None = None
