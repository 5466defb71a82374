"""What models do that recurses, for models that are nested deeper than Python's usual stack."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from .deep import is_deep_stack, on_deep_stack, with_deep_stack
from .nested import is_deep

__all__ = ["NestedModel"]

_PICKLED_BY_ITSELF = 100
"""Levels that pickle has room for on the stack of any caller."""


class NestedModel(BaseModel):
    """A model whose repr, comparison, copies and pickles may be nested as deep as what is read."""

    model_config = ConfigDict(defer_build=True)
    __slots__ = ()

    if not TYPE_CHECKING:  # the signatures stay pydantic's

        def __repr__(self):
            return with_deep_stack(super().__repr__)

        def __str__(self):
            return with_deep_stack(super().__str__)

        def __eq__(self, other):
            return with_deep_stack(lambda: super(NestedModel, self).__eq__(other))

        def __deepcopy__(self, memo=None):
            memo = {} if memo is None else memo
            before = dict(memo) if not is_deep_stack() else None

            def run():
                if before is not None:
                    # A run that failed has left halves of copies.
                    memo.clear()
                    memo.update(before)
                return super(NestedModel, self).__deepcopy__(memo)

            return with_deep_stack(run)

        def __reduce_ex__(self, protocol):
            if is_deep_stack() or not is_deep(self, _PICKLED_BY_ITSELF):
                return super().__reduce_ex__(protocol)
            return pickle.loads, (on_deep_stack(lambda: pickle.dumps(self, protocol)),)


def members_one_by_one(model: BaseModel) -> dict[str, Any]:
    """Return the members of a model that are set, by wire name, the models among them as they are."""
    members = {
        field.serialization_alias or name: vars(model)[name]
        for name, field in type(model).__pydantic_fields__.items()
        if name in model.__pydantic_fields_set__
    }
    return {**members, **(model.__pydantic_extra__ or {})}
