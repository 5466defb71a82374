"""The schemas of many models that refer to each other, made once for all of them.

pydantic builds each model from the schemas of everything that it can reach. Where two thousand models can
reach each other, it would make two thousand schemas for each of them: seconds a model. The schemas are the
same each time, so those that the first build makes are given to the other models, which then only have to be
compiled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from .deep import uncollected, with_deep_stack
from .kinds import is_object

if TYPE_CHECKING:
    from pydantic import BaseModel, GetCoreSchemaHandler

__all__ = ["made", "share"]

_MANY = 50
"""Models made in one build from which on they share: below, making schemas again costs little."""

_NESTS = (dict, list, tuple)
_state = threading.local()

S = TypeVar("S")


def made(model: type[BaseModel], make: Callable[[], S]) -> tuple[S, list[type[BaseModel]]]:
    """Return the schema of a model, and, of the outermost one that is being made, the models of this build.

    Args:
        model: The model.
        make: Makes its schema, and by that those of the models that it refers to.
    """
    around: list[type[BaseModel]] | None = getattr(_state, "models", None)
    if around is not None:
        around.append(model)
        return make(), []
    models: list[type[BaseModel]] = []

    def outermost() -> S:
        models[:] = [model]
        _state.models = models
        try:
            return make()
        finally:
            _state.models = None

    return uncollected(lambda: with_deep_stack(outermost)), models


def share(models: list[type[BaseModel]], schema: Any, handler: GetCoreSchemaHandler) -> None:
    """Give the schemas of `models`, and what they refer to, to those that have none; unless they are few.

    Args:
        models: What was made in one build.
        schema: That of the first of them.
        handler: Knows the schemas by reference.
    """
    if len(models) < _MANY or "ref" not in schema:
        return
    found: dict[str, Any] = {}
    pending: list[Any] = [_reference(schema["ref"])]
    try:
        while pending:
            name = pending.pop()["schema_ref"]
            if name not in found:
                found[name] = handler.resolve_ref_schema(_reference(name))
                pending.extend(_kept(found[name]))
    except LookupError:
        # A type around the models is not made yet, and they refer to it.
        return
    definitions = list(found.values())
    members = {*models}
    for name, each in found.items():
        model = each.get("cls")
        if model in members and not model.__pydantic_complete__:
            model.__pydantic_core_schema__ = {
                "type": "definitions",
                "schema": _reference(name),
                "definitions": definitions,
            }


def _reference(name: str) -> Any:
    return {"type": "definition-ref", "schema_ref": name, "metadata": {"sdk_shared": True}}


def _kept(schema: Any) -> list[dict[str, Any]]:
    """The references in a schema, marked: pydantic replaces one that occurs once, unless it has metadata, by
    what it refers to, in place, and these belong to many.
    """
    references: list[dict[str, Any]] = []
    pending: list[Any] = [schema]
    while pending:
        part = pending.pop()
        if not is_object(part):
            pending.extend(each for each in part if type(each) in _NESTS)
        elif part.get("type") == "definition-ref":
            part.setdefault("metadata", {})["sdk_shared"] = True
            references.append(part)
        else:
            pending.extend(each for key, each in part.items() if type(each) in _NESTS and key != "metadata")
    return references
