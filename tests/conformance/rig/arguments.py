"""JSON values as callers give them: what a method's arguments are, by what `inspect` says of their types."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from .documents import Json


@dataclass(frozen=True)
class Arguments:
    """Makes Python values for the methods of one package.

    Attributes:
        module: The package.
        types: The types of `inspect` by id.
    """

    module: Any
    types: dict[str, Any]

    def python(self, value: Json, type: dict[str, Any], *, as_model: bool = False) -> Any:
        """A JSON value as callers give it.

        Args:
            value: The value.
            type: What `inspect` says of its type.
            as_model: Objects are models, where they have a class; else plain dicts by wire names.
        """
        match type:
            case {"kind": "scalar", "scalar": scalar} if isinstance(value, str):
                return _scalar(value, scalar)
            case {"kind": "list", "item": item} if isinstance(value, list):
                return [self.python(each, item, as_model=as_model) for each in value]
            case {"kind": "tuple", "items": items} if isinstance(value, list):
                known = [
                    self.python(each, item, as_model=as_model)
                    for each, item in zip(value, items, strict=False)
                ]
                return (*known, *value[len(items) :])
            case {"kind": "map", "value": inner} if isinstance(value, dict):
                return {name: self.python(each, inner, as_model=as_model) for name, each in value.items()}
            case {"kind": "nullable", "inner": inner}:
                return None if value is None else self.python(value, inner, as_model=as_model)
            case {"kind": "named", "id": id}:
                return self._named(value, self.types[id], as_model=as_model)
            case {"kind": "one-of", "variants": variants} if any(map(_holds_file, variants)):
                wanted = "list" if isinstance(value, list) else "scalar"
                chosen = [each for each in variants if each["kind"] == wanted]
                return self.python(value, (chosen or variants)[0], as_model=as_model)
            case _:
                return value

    def _named(self, value: Json, definition: dict[str, Any], *, as_model: bool) -> Any:
        if definition["kind"] == "alias":
            return self.python(value, definition["type"], as_model=as_model)
        if definition["kind"] == "model" and isinstance(value, dict):
            files = any(_holds_file(each["type"]) for each in definition["fields"])
            if as_model and not files:
                return getattr(self.module.types, definition["python_name"]).from_dict(value)
            types = {each["wire_name"]: each["type"] for each in definition["fields"]}
            return {
                name: self.python(each, types[name]) if name in types and files else each
                for name, each in value.items()
            }
        return value


def _holds_file(type: dict[str, Any]) -> bool:
    match type:
        case {"kind": "scalar", "scalar": "file" | "content" | "bytes"}:
            return True
        case (
            {"kind": "list", "item": inner}
            | {"kind": "nullable", "inner": inner}
            | {"kind": "map", "value": inner}
        ):
            return _holds_file(inner)
        case _:
            return False


def _moment(text: str, scalar: str) -> Any:
    kinds: dict[str, Any] = {"datetime": dt.datetime, "date": dt.date, "time": dt.time}
    try:
        value = kinds[scalar].fromisoformat(text)
    except ValueError:
        return text
    # Without an offset no instant is meant, and an SDK refuses to guess one: then it is text.
    return text if scalar == "datetime" and value.tzinfo is None else value


def _scalar(text: str, scalar: str) -> Any:
    match scalar:
        case "datetime" | "date" | "time":
            return _moment(text, scalar)
        case "uuid":
            try:
                return uuid.UUID(text)
            except ValueError:
                return text  # an example that is none
        case "decimal":
            try:
                return Decimal(text)
            except InvalidOperation:
                return text
        case "base64":
            return base64.b64decode(text)
        case "file" | "content" | "bytes":
            return text.encode()
        case _:
            return text
