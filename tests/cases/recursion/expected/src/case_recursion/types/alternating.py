"""`Alternating` and the types that refer to it and are referred to by it."""

from __future__ import annotations

from typing_extensions import TypeAliasType

Alternating = TypeAliasType("Alternating", "dict[str, Other]")
"""`Alternating`.

Schema: `#/components/schemas/Alternating`
"""
Other = TypeAliasType("Other", "list[Alternating]")
"""`Other`.

Schema: `#/components/schemas/Other`
"""
