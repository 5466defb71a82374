"""The type `Outer`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from .._runtime.models import UnknownVariant
from .._runtime.unions import ByTag
from .inner import Inner, InnerParam
from .third import Third, ThirdDict

Outer: TypeAlias = Annotated[
    Inner | Third | UnknownVariant, ByTag("type", {"first": Inner, "second": Inner, "third": Third})
]
"""The argument `outer` of `owners.create`.

Schema: `#/components/schemas/Outer`
"""

OuterParam: TypeAlias = InnerParam | Third | ThirdDict | UnknownVariant
"""What may be given for `Outer`."""
