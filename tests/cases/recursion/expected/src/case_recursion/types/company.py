"""`Company` and the types that refer to it and are referred to by it."""

from __future__ import annotations

from .._runtime.models import Model
from .address import Address


class Company(Model):
    """The member `employer` of `Person`.

    Schema: `#/components/schemas/Company`
    """

    staff: list[Person] | None = None
    address: Address | None = None


class Person(Model):
    """What `people.list` returns.

    Schema: `#/components/schemas/Person`
    """

    name: str
    employer: Company | None = None
