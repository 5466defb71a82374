"""Reading JSON that is not quite of the documented type: the slow path.

Each type becomes a node, which reads a value whole by pydantic, and can repair one that pydantic refused: it
goes down by the type, keeps each wrong value as it was sent, and lists where that was. So a server that moved
ahead of its documentation does not break its callers.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from .deep import with_deep_stack
from .kinds import is_array, is_object, member_at
from .models import NULLABLE, Model, mark_invalid
from .nested import is_deep
from .unions import ByTag

__all__ = [
    "ModelNode",
    "Node",
    "Problems",
    "TaggedNode",
    "UnionNode",
    "WithinNode",
    "node_of",
    "read_value",
    "split",
]

Problems = list[str]
"""JSON pointers (RFC 6901), relative to the value that was read; "" is that value itself."""

_SELF: Problems = [""]
_PYDANTIC_LEVELS = 200
"""JSON that is nested deeper is none to pydantic."""
_STRICT = ConfigDict(strict=True)


class Node:
    """A type without parts for us: a scalar, a Literal, an enum, anything only pydantic knows how to read."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation

    def load(self, content: bytes | str) -> Any:
        """Read JSON text by pydantic, strictly, by wire names.

        Raises:
            ValidationError: It is not JSON, or not of this type.
        """
        return self.adapter.validate_json(content, by_alias=True, by_name=False)

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """pydantic's reader of the type, built once."""
        # Strict by configuration, and not by the call, which would also forbid what `formats` allows.
        return with_deep_stack(lambda: TypeAdapter(self.annotation, config=_STRICT))

    def read(self, value: Any) -> tuple[Any, Problems]:
        """Return a JSON value as this type, and where it differs."""
        if not is_deep(value, _PYDANTIC_LEVELS):
            with suppress(ValidationError):
                return self.load(json.dumps(value)), []
        return self.repair(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        """Return a JSON value that pydantic refused, as far as it can be read, and where it differs."""
        if self.annotation is Any:
            return value, []
        if isinstance(value, float) and value.is_integer():
            try:
                # JSON has one kind of number: 3.0 is an integer (JSON Schema 2020-12 validation, section
                # 6.1.1).
                return self.load(str(int(value))), []
            except ValidationError:
                pass
        return value, _SELF

    def accepts(self, value: Any) -> bool:
        """Return whether a JSON value is of the right kind (object, array, scalar): worth repairing."""
        return not (is_object(value) or is_array(value))

    def keeps(self, value: Any) -> bool:
        """Return whether a value that differs is given as it came, be it a whole body."""
        return False


class WithinNode(Node):
    """A type of which one member is all that is wanted."""

    def __init__(self, whole: Node, path: tuple[str, ...]) -> None:
        super().__init__(whole.annotation)
        self._whole = whole
        self._path = path

    def load(self, content: bytes | str) -> Any:
        return member_at(self._whole.load(content), self._path)

    def read(self, value: Any) -> tuple[Any, Problems]:
        whole, problems = self._whole.read(value)
        return member_at(whole, self._path), problems


class ListNode(Node):
    """An array."""

    def __init__(self, annotation: Any, item: Any) -> None:
        super().__init__(annotation)
        self._item = item

    @cached_property
    def item(self) -> Node:
        """The type of the items."""
        return node_of(self._item)

    def accepts(self, value: Any) -> bool:
        return is_array(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        if not is_array(value):
            return value, _SELF
        items: list[Any] = []
        problems: Problems = []
        for index, each in enumerate(value):
            item, inner = self.item.read(each)
            items.append(item)
            problems.extend(f"/{index}{pointer}" for pointer in inner)
        return items, problems


class TupleNode(Node):
    """An array whose items have types by position."""

    def __init__(self, annotation: Any, items: Sequence[Any]) -> None:
        super().__init__(annotation)
        self._items = items

    @cached_property
    def items(self) -> list[Node]:
        """The types of the items."""
        return [node_of(item) for item in self._items]

    def accepts(self, value: Any) -> bool:
        return is_array(value)

    def keeps(self, value: Any) -> bool:
        # One of another number of items is a list still; the schema may even allow it.
        return is_array(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        if not is_array(value) or len(value) != len(self._items):
            return value, _SELF
        items: list[Any] = []
        problems: Problems = []
        for index, (each, node) in enumerate(zip(value, self.items, strict=True)):
            item, inner = node.read(each)
            items.append(item)
            problems.extend(f"/{index}{pointer}" for pointer in inner)
        return tuple(items), problems


class DictNode(Node):
    """An object whose members are all of one type."""

    def __init__(self, annotation: Any, item: Any) -> None:
        super().__init__(annotation)
        self._item = item

    @cached_property
    def item(self) -> Node:
        """The type of the members."""
        return node_of(self._item)

    def accepts(self, value: Any) -> bool:
        return is_object(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        if not is_object(value):
            return value, _SELF
        members: dict[str, Any] = {}
        problems: Problems = []
        for name, each in value.items():
            members[name], inner = self.item.read(each)
            problems.extend(_below(name, inner))
        return members, problems


class UnionNode(Node):
    """One of several types."""

    def __init__(self, annotation: Any, variants: Sequence[Any]) -> None:
        super().__init__(annotation)
        self._variants = variants

    @cached_property
    def variants(self) -> list[Node]:
        """The types."""
        return [node_of(variant) for variant in self._variants]

    def accepts(self, value: Any) -> bool:
        return any(node.accepts(value) for node in self.variants)

    def keeps(self, value: Any) -> bool:
        return any(node.keeps(value) for node in self.variants)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        best: tuple[Any, Problems] = (value, _SELF)
        for node in self.variants:
            if node.accepts(value):
                result, problems = node.read(value)
                if best[1] is _SELF or len(problems) < len(best[1]):
                    best = (result, problems)
        return best


class TaggedNode(Node):
    """One of several objects, which a member of theirs tells apart."""

    def __init__(self, annotation: Any, by_tag: ByTag) -> None:
        super().__init__(annotation)
        self.by_tag = by_tag
        self._nodes: dict[int, Node] = {}

    def accepts(self, value: Any) -> bool:
        return is_object(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        if not is_object(value):
            return value, _SELF
        variant = self.by_tag.variant(value)
        node = self._nodes.get(id(variant))
        if node is None:
            # The variant lives as long as what tells it apart, and so does its id.
            node = self._nodes[id(variant)] = node_of(variant)
        return node.read(value)


class Member:
    """A field of a model."""

    def __init__(self, name: str, info: FieldInfo) -> None:
        self.name = name
        self.info = info
        alias = info.validation_alias
        self.wire = alias if isinstance(alias, str) else name
        metadata = [data for data in info.metadata if data is not NULLABLE]
        self.annotation: Any = Annotated[info.annotation, *metadata] if metadata else info.annotation

    @cached_property
    def node(self) -> Node:
        """The type of the field."""
        return node_of(self.annotation)


class ModelNode(Node):
    """A model of ours."""

    annotation: type[Model]

    def load(self, content: bytes | str) -> Any:
        return self.annotation.model_validate_json(content, by_alias=True, by_name=False)

    @cached_property
    def fields(self) -> list[Member]:
        """The fields, their annotations resolved."""
        self.annotation.model_rebuild()
        return [Member(name, info) for name, info in self.annotation.__pydantic_fields__.items()]

    @cached_property
    def extra(self) -> Node | None:
        """The type of members that are not documented by name, when it is."""
        declared = any(
            "__pydantic_extra__" in getattr(cls, "__annotations__", {}) for cls in _ours(self.annotation)
        )
        hint = (
            get_type_hints(self.annotation, include_extras=True).get("__pydantic_extra__")
            if declared
            else None
        )
        arguments = get_args(hint)
        return node_of(arguments[1]) if len(arguments) == 2 else None

    def accepts(self, value: Any) -> bool:
        return is_object(value)

    def repair(self, value: Any) -> tuple[Any, Problems]:
        if not is_object(value):
            return value, _SELF
        rest = dict(value)
        values: dict[str, Any] = {}
        given: set[str] = set()
        problems: Problems = []
        for field in self.fields:
            if field.wire in rest:
                values[field.name], inner = field.node.read(rest.pop(field.wire))
                given.add(field.name)
                problems.extend(_below(field.wire, inner))
            elif field.info.is_required():
                values[field.name] = None
                problems.extend(_below(field.wire, _SELF))
            else:
                values[field.name] = field.info.get_default(call_default_factory=True, validated_data=values)
        if self.extra is not None:
            for name in rest:
                rest[name], inner = self.extra.read(rest[name])
                problems.extend(_below(name, inner))
        model = self.annotation.__new__(self.annotation)
        set_attribute = object.__setattr__
        set_attribute(model, "__dict__", values)
        set_attribute(model, "__pydantic_fields_set__", given)
        set_attribute(model, "__pydantic_extra__", rest)
        set_attribute(model, "__pydantic_private__", None)
        mark_invalid(model, tuple(problems))
        return model, problems


_MODELS: dict[type[Model], ModelNode] = {}


def read_value(node: Node, value: Any) -> tuple[Any, Problems]:
    """Return a JSON value as the type of a node, and where it differs, however deep it is nested."""
    return with_deep_stack(lambda: node.read(value))


def node_of(annotation: Any) -> Node:
    """Return the node of a type. Those of models are made once; others are kept by whatever holds them."""
    base, metadata = split(annotation)
    if isinstance(base, type) and issubclass(base, Model) and get_origin(base) is None:
        node = _MODELS.get(base)
        if node is None:
            node = _MODELS.setdefault(base, ModelNode(base))
        return node
    origin, arguments = get_origin(base), get_args(base)
    if origin in (Union, types.UnionType):
        by_tag = next((data for data in metadata if isinstance(data, ByTag)), None)
        return UnionNode(annotation, arguments) if by_tag is None else TaggedNode(annotation, by_tag)
    if origin is tuple and arguments:
        return TupleNode(annotation, arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping) and len(arguments) == 2:
        return DictNode(annotation, arguments[1])
    if (
        isinstance(origin, type)
        and issubclass(origin, Sequence)
        and origin is not tuple
        and len(arguments) == 1
    ):
        return ListNode(annotation, arguments[0])
    return Node(annotation)


def split(annotation: Any) -> tuple[Any, list[Any]]:
    """Return a type without its aliases and `Annotated`, and what was annotated."""
    metadata: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata.extend(more)
        elif hasattr(annotation, "__value__"):  # a `type` alias
            value = annotation.__value__
            # One that mentions itself is written as text, which means something in its own module.
            annotation = (
                eval(value, vars(sys.modules[annotation.__module__])) if isinstance(value, str) else value
            )
        else:
            return annotation, metadata


def _ours(cls: type[Model]) -> list[type]:
    return [base for base in cls.__mro__ if issubclass(base, Model) and base is not Model]


def _below(name: str, pointers: Problems) -> list[str]:
    if not pointers:
        return pointers
    step = name.replace("~", "~0").replace("/", "~1")
    return [f"/{step}{pointer}" for pointer in pointers]
