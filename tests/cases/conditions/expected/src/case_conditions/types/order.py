"""The type `Order`."""

from __future__ import annotations

from typing import Annotated, Any

from .._runtime.models import NULLABLE, Model
from .address import Address
from .crossed import Crossed
from .either import Either
from .order_picked import OrderPicked


class Order(Model):
    """What `orders.create` returns. Some members depend on the values of others, with card also
    address, with card further members.

    Schema: `#/components/schemas/Order`
    """

    country: str
    card: str | None = None
    size: int | None = None
    """Must not be a multiple of 3."""
    name: str | None = None
    """Must not be "root" or "admin"."""
    never: Annotated[Any, NULLABLE] = None
    always: Annotated[Any, NULLABLE] = None
    either: Either | None = None
    strings: str | None = None
    """At least 2 characters, at most 5 characters, matches ^a."""
    narrowed: Annotated[str | None, NULLABLE] = None
    picked: OrderPicked | None = None
    contradictory: list[str] | str | None = None
    crossed: Crossed | None = None
    vat: str | None = None
    code: str | int | None = None
    tax: float | None = None
    address: Address | None = None
