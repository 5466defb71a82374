"""The type `Node`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from .._runtime.models import NULLABLE, Model
from .._runtime.sequences import SequenceNotStr


class Node(Model):
    """What `trees.update` returns.

    Schema: `#/components/schemas/Node`
    """

    name: str
    next: Node | None = None
    children: list[Node] | None = None
    by_name: dict[str, Node] | None = None
    either: Node | str | None = None
    parent: Annotated[Node | None, NULLABLE] = None


class NodeDict(TypedDict):
    """`Node` as a plain dict, by its names on the wire."""

    name: str
    next: NotRequired[Node | NodeDict]
    children: NotRequired[SequenceNotStr[Node | NodeDict]]
    by_name: NotRequired[Mapping[str, Node | NodeDict]]
    either: NotRequired[Node | NodeDict | str]
    parent: NotRequired[Node | NodeDict | None]
