"""The type `PaymentCard`."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from .._runtime.models import Model


class PaymentCard(Model):
    """`PaymentCard`.

    Schema: `#/components/schemas/Payment/oneOf/0`
    """

    method: Literal["card"]
    number: str | None = None
    amount: int


class PaymentCardDict(TypedDict):
    """`PaymentCard` as a plain dict, by its names on the wire."""

    method: Literal["card"]
    number: NotRequired[str]
    amount: int
