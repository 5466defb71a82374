"""The type `Narrowed`."""

from __future__ import annotations

from typing import Literal, TypeAlias

Narrowed: TypeAlias = Literal["b", "c"] | str
"""`Narrowed`. The server may send values that are not listed.

Schema: `#/components/schemas/Narrowed`
"""
