"""The type `Status`."""

from __future__ import annotations

from typing import Literal, TypeAlias

Status: TypeAlias = Literal["active", "in-active", "ACTIVE"] | str
"""How it is. The server may send values that are not listed.

Schema: `#/components/schemas/Status`
"""
