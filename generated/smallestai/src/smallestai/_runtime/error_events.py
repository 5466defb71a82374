"""Whether a document describes the event `error` of a stream, so that it is an item like others."""

from __future__ import annotations

from enum import Enum
from typing import Literal, get_args, get_origin

from .lenient import ModelNode, Node, TaggedNode, UnionNode, node_of, split

__all__ = ["describes_error"]

_ERROR = "error"


def describes_error(node: Node) -> bool:
    """Return whether one of the events that a node reads is called so, or carries a variant called so.

    Args:
        node: The type of a stream's events, which are described whole.
    """
    match node:
        case UnionNode():
            return any(map(describes_error, node.variants))
        case TaggedNode():
            by_tag = node.by_tag
            if by_tag.member == "event" and _ERROR in by_tag.variants:
                return True
            return any(describes_error(node_of(variant)) for variant in by_tag.variants.values())
        case ModelNode():
            members = {member.wire: member.node for member in node.fields}
            data = members.get("data")
            return ("event" in members and _may_be_error(members["event"])) or (
                isinstance(data, TaggedNode) and _ERROR in data.by_tag.variants
            )
        case _:
            return False


def _may_be_error(node: Node) -> bool:
    """Return whether a documented value of a type is `error`."""
    if isinstance(node, UnionNode):
        return any(map(_may_be_error, node.variants))
    base, _ = split(node.annotation)
    if isinstance(base, type) and issubclass(base, Enum):
        return any(each.value == _ERROR for each in base)
    return get_origin(base) is Literal and _ERROR in get_args(base)
