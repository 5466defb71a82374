"""The type `JsonValue`."""

from __future__ import annotations

from typing_extensions import TypeAliasType

JsonValue = TypeAliasType("JsonValue", "str | float | list[JsonValue] | dict[str, JsonValue]")
"""What `trees.put_json` returns.

Schema: `#/components/schemas/JsonValue`
"""
