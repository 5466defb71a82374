"""What a row of the table of extensions (`generator.spec.vendor`) says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.spec.model import Json

On = Literal[
    "root",
    "server",
    "tag",
    "operation",
    "parameter",
    "request body",
    "media type",
    "response",
    "security scheme",
    "schema",
    "property",
]
"""What kind of object an extension stands on. A schema directly below `properties` is a property."""

Read: TypeAlias = Callable[[Json], Json]
"""A value in the form that ours has; None when it says nothing. Raises `MisfitError` for another kind."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a vendor calls it, and how its value is read; `where` is empty for all places of its row."""

    name: str
    read: Read
    where: frozenset[On] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning.

    Attributes:
        ours: Our name for it.
        where: The kinds of object that it may stand on.
        means: What it does, for the documentation.
        read: How a value under our name is read.
        vendors: Others' names for it, in order of precedence.
    """

    ours: str
    where: frozenset[On]
    means: str
    read: Read
    vendors: tuple[Spelling, ...] = ()


def on(*kinds: On) -> frozenset[On]:
    """Some kinds of objects."""
    return frozenset(kinds)
