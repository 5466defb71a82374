"""The type `Values`."""

from __future__ import annotations

from typing import Annotated

from .._runtime.formats import (
    JsonBase64,
    JsonDate,
    JsonDateTime,
    JsonDecimal,
    JsonDuration,
    JsonTime,
    JsonUuid,
)
from .._runtime.models import NULLABLE, Model


class Values(Model):
    """What `values.put` returns.

    Schema: `#/components/schemas/Values`
    """

    moment: JsonDateTime | None = None
    day: JsonDate | None = None
    time: JsonTime | None = None
    duration: JsonDuration | None = None
    uuid: JsonUuid | None = None
    uuid4: JsonUuid | None = None
    uri: str | None = None
    """Format uri."""
    email: str | None = None
    """Format email."""
    byte: JsonBase64 | None = None
    encoded: JsonBase64 | None = None
    binary: str | None = None
    """Format binary."""
    int32: int | None = None
    """Format int32."""
    int64: int | None = None
    """Format int64."""
    big: str | None = None
    """Format int64."""
    ratio: float | None = None
    """Format float."""
    decimal: JsonDecimal | None = None
    unknown: str | None = None
    """Format x-phone."""
    moments: list[JsonDateTime] | None = None
    by_id: dict[str, JsonUuid] | None = None
    nothing: Annotated[JsonUuid | None, NULLABLE] = None
