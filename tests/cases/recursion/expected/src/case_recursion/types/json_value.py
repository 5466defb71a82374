"""The type `JsonValue`."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import TypeAliasType

from .._runtime.sequences import SequenceNotStr

JsonValue = TypeAliasType("JsonValue", "str | float | list[JsonValue] | dict[str, JsonValue]")
"""What `trees.update_json` returns.

Schema: `#/components/schemas/JsonValue`
"""

JsonValueParam = TypeAliasType(
    "JsonValueParam", "str | float | SequenceNotStr[JsonValueParam] | Mapping[str, JsonValueParam]"
)
"""What may be given for `JsonValue`."""
