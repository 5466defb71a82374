"""The base of generated models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Self, cast
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler

from .components import made, share
from .deep import uncollected, with_deep_stack
from .encode import json_value
from .kinds import is_object, kind_name
from .nested import is_deep
from .nested_models import NestedModel, members_one_by_one

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

__all__ = ["NULLABLE", "Model", "UnknownVariant", "members_of", "told_by", "wire"]


class Nullable:
    """The type of `NULLABLE`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULLABLE"


NULLABLE: Final = Nullable()
"""In `Annotated[T | None, NULLABLE] = None`: None, when given, is sent as null. Without it, not."""


class ToldBy:
    """The type of what `told_by` gives."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def told_by(value: object) -> ToldBy:
    """Say by what a union tells the model apart, in `Annotated[T | None, told_by("cat")] = None`.

    A model that a caller makes has that value, though the documentation lets it be missing. One that is read
    from JSON has what was sent.
    """
    return ToldBy(value)


def wire(name: str) -> Any:
    """Give a field its name on the wire, in `Annotated[T, wire("createdAt")]`.

    Two aliases and not one: with a plain `alias`, type checkers refuse construction by the Python name.
    """
    return Field(validation_alias=name, serialization_alias=name)


class Model(NestedModel):
    """A JSON object of the API.

    Members that the documentation does not name are kept, and are attributes too. Values of another type than
    documented are kept as sent and listed in `invalid_fields`.
    """

    model_config = ConfigDict(
        strict=True,
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        protected_namespaces=(),
    )
    __slots__ = ("_invalid_fields",)

    @property
    def invalid_fields(self) -> tuple[str, ...]:
        """JSON pointers (RFC 6901) of the values that are missing or not of the documented type."""
        try:
            return cast(tuple[str, ...], _INVALID.__get__(self))
        except AttributeError:
            return ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object this model stands for: wire names, JSON values, members that are set."""
        return cast(dict[str, Any], with_deep_stack(lambda: json_value(members_of(self), sending=False)))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a JSON object as a response is read: by wire names, keeping what is unknown or of another
        type.

        Raises:
            TypeError: `data` is not a mapping.
        """
        from .lenient import node_of, read_value

        value = with_deep_stack(lambda: json.loads(json.dumps(json_value(data, sending=False))))
        if not is_object(value):
            raise TypeError(f"{cls.__name__}.from_dict takes a mapping, not {kind_name(value)}")
        result, _ = read_value(node_of(cls), value)
        return cast(Self, result)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema, models = made(cls, lambda: handler(source))
        share(models, schema, handler)
        return schema

    def __copy__(self) -> Self:
        return self._keeping(super().__copy__())

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self._keeping(super().__deepcopy__(memo))

    def __getstate__(self) -> dict[Any, Any]:
        return {**super().__getstate__(), "_invalid_fields": self.invalid_fields}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        mark_invalid(self, state.get("_invalid_fields", ()))

    def _keeping(self, other: Self) -> Self:
        mark_invalid(other, self.invalid_fields)
        return other

    def _leave_out(self, names: Iterable[str]) -> None:
        """Take members that were given as None, and are optional and not nullable, for not given at all.

        What was read from JSON is what was sent, null or not.
        """
        fields, values, given = type(self).__pydantic_fields__, self.__dict__, self.__pydantic_fields_set__
        for name in names:
            if name in fields and values.get(name, ...) is None:
                field = fields[name]
                if not field.is_required() and not any(mark is NULLABLE for mark in field.metadata):
                    given.discard(name)

    if not TYPE_CHECKING:  # the signatures stay pydantic's

        def __init__(self, /, **data):
            super().__init__(**data)
            for name, value in _told_by(type(self)).items():
                if name not in self.__pydantic_fields_set__:
                    self.__dict__[name] = value
                    self.__pydantic_fields_set__.add(name)
            if any(value is None for value in data.values()):
                self._leave_out([*self.__pydantic_fields_set__])

        # Only for callers: pydantic need not come here when it makes a model.
        __init__.__pydantic_base_init__ = True

        def __setattr__(self, name, value):
            super().__setattr__(name, value)
            if value is None:
                self._leave_out([name])

        def model_copy(self, *, update=None, deep=False):
            copied = super().model_copy(update=update, deep=deep)
            copied._leave_out(update or ())
            return copied

        def model_dump(self, **options):
            return super().model_dump(**self._quiet(options))

        def model_dump_json(self, **options):
            return super().model_dump_json(**self._quiet(options))

        def _quiet(self, options):
            # Values of another type than documented are dumped as they are; that was reported when they
            # arrived.
            return {"warnings": False, **options} if self.invalid_fields else options

        @classmethod
        def model_rebuild(cls, *, _parent_namespace_depth=2, _types_namespace=None, **options):
            # This frame, the function's, the lambda's, and those of what calls them.
            depth = [_parent_namespace_depth + 5]

            def rebuild():
                # On the second run, on a thread, the caller's frame is out of reach.
                above = depth.pop() if depth else 0
                return super(Model, cls).model_rebuild(
                    _parent_namespace_depth=above, _types_namespace=_types_namespace, **options
                )

            return uncollected(lambda: with_deep_stack(rebuild))

        @classmethod
        def model_json_schema(cls, *arguments, **options):
            return with_deep_stack(lambda: super(Model, cls).model_json_schema(*arguments, **options))


class UnknownVariant(Model):
    """A variant of a union that the server sent and the documentation does not list.

    Its members are attributes, by their names on the wire.
    """

    if TYPE_CHECKING:  # so that a member which tells variants apart can be looked at before it is known which

        def __getattr__(self, name: str) -> Any: ...


def _told_by(kind: type[Model]) -> dict[str, object]:
    """Return the fields that a model has when a caller does not give them, and their values."""
    known = _TOLD_BY.get(kind)
    if known is None:
        known = _TOLD_BY[kind] = {
            name: mark.value
            for name, field in kind.__pydantic_fields__.items()
            for mark in field.metadata
            if isinstance(mark, ToldBy)
        }
    return known


_TOLD_BY: WeakKeyDictionary[type[Model], dict[str, object]] = WeakKeyDictionary()
_DUMPED_AT_ONCE = 200
_INVALID: Any = Model.__dict__["_invalid_fields"]


def mark_invalid(model: Model, pointers: tuple[str, ...]) -> None:
    """Set `invalid_fields`; the slot costs nothing in the models that have none."""
    if pointers:
        _INVALID.__set__(model, pointers)


def members_of(model: BaseModel) -> dict[str, Any]:
    """Return the members of a model by wire name, as Python values.

    Of a `Model`, those that are set; where it is nested deeper than pydantic goes, the models among them as
    they are.
    """
    try:
        return model.model_dump(by_alias=True, exclude_unset=isinstance(model, Model), warnings=False)
    except ValueError:
        if isinstance(model, Model) and is_deep(model, _DUMPED_AT_ONCE):
            return members_one_by_one(model)
        raise
