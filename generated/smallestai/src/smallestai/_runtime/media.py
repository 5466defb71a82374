"""Media types: their parts, and which range covers which (RFC 9110, sections 8.3.1 and 12.5.1)."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["covers", "essence", "is_json", "is_range"]


@lru_cache(maxsize=256)
def essence(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Return whether a media type is JSON (RFC 8259), or built on it (RFC 6839, section 3.1)."""
    return essence(media_type).endswith(("/json", "+json"))


def is_range(media_type: str) -> bool:
    """Return whether it stands for several media types, as `image/*` and `*/*` do."""
    return "*" in essence(media_type)


def covers(wide: str, media_type: str) -> bool:
    """Return whether a media type is one that another names, or is in the range that the other is."""
    outer, inner = essence(wide), essence(media_type)
    if outer in ("*/*", "*") or outer == inner:
        return True
    return outer.endswith("/*") and inner.startswith(outer[:-1])
