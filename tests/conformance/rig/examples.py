"""The examples that a document gives for whole bodies."""

from __future__ import annotations

from .documents import Json
from .schemas import Schemas


def examples(schemas: Schemas, holder: str) -> list[Json]:
    """The examples of a Media Type Object, or of Swagger's Response Object, that are values of its schema.

    Args:
        schemas: Of the direction in which the body goes.
        holder: The pointer of the object.
    """
    value = schemas.original.at(holder)
    if not isinstance(value, dict):
        return []
    found = [value["example"]] if "example" in value else []
    named = value.get("examples")
    for name, example in named.items() if isinstance(named, dict) else ():
        held = schemas.original.follow(example)
        if "/" in name:  # Swagger 2.0: a media type
            found.append(example)
        elif isinstance(held, dict) and "value" in held:
            found.append(held["value"])
    return [each for each in found if not schemas.faults(f"{holder}/schema", each, strict=True)]
