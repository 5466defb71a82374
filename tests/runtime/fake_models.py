"""Models of the fake SDK, as the generator writes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, TypeAlias

from generator.runtime.enums import OpenStrEnum
from generator.runtime.models import NULLABLE, Model, UnknownVariant, wire
from generator.runtime.unions import ByTag

Status: TypeAlias = Literal["draft", "scheduled"] | str


class Colour(OpenStrEnum):
    """A colour."""

    RED = "red"


class Campaign(Model):
    """A campaign; nothing of it is required."""

    id: Annotated[str | None, wire("_id")] = None
    name: str | None = None
    note: Annotated[str | None, NULLABLE] = None
    status: Status | None = None
    colour: Colour | None = None
    live: bool | None = None
    calls: Annotated[int | None, wire("callCount")] = None
    rate: float | None = None
    created_at: Annotated[dt.datetime | None, wire("createdAt")] = None
    day: dt.date | None = None
    tags: list[str] | None = None
    limits: dict[str, int] | None = None
    anything: Any = None


class CampaignResponse(Model):
    """What creating a campaign returns."""

    status: bool | None = None
    data: Campaign | None = None


class Page(Model):
    """Required members, lists of models, and a member that refers to a later class."""

    items: list[Item]
    total: int
    next: Annotated[str | None, wire("nextPage")]
    first: Annotated[Item | None, NULLABLE] = None


class Item(Model):
    """Refers to an earlier class, and to itself."""

    key: str
    page: Page | None = None
    parent: Item | None = None


class Cat(Model):
    """A variant."""

    kind: Literal["cat"]
    lives: int


class Dog(Model):
    """A variant."""

    kind: Literal["dog"]
    bark: str


Pet: TypeAlias = Annotated[Cat | Dog | UnknownVariant, ByTag("kind", {"cat": Cat, "dog": Dog})]


class Owner(Model):
    """Unions: by a tag, by a tag with a default, and by shape."""

    pet: Pet | None = None
    strict_pet: Annotated[
        Annotated[Cat | Dog, ByTag("kind", {"dog": Dog}, Cat)] | None, wire("strictPet")
    ] = None
    shape: Campaign | Item | list[int] | str | None = None


class Free(Model):
    """Members that are not named are integers."""

    __pydantic_extra__: dict[str, int]
    name: str | None = None


class BadRequest(Model):
    """The documented body of a 400."""

    status: bool | None = None
    errors: list[str] | None = None


class Problem(Model):
    """The documented body of other errors."""

    detail: str
