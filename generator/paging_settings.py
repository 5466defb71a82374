"""Settings of pagination: how an operation is paginated, where the document does not say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.toml_table import Table

PaginationType: TypeAlias = Literal["cursor", "offset", "page", "url", "link", "none"]

PAGINATION_TYPES: tuple[PaginationType, ...] = ("cursor", "offset", "page", "url", "link", "none")


@dataclass(frozen=True, slots=True)
class PaginationSettings:
    """How operations are paginated. Names are those on the wire; paths are members joined by dots.

    Attributes:
        name: Its name in the configuration; the operation's, when `operations` is empty.
        operations: operationIds, `METHOD /path` or Python paths (`pets.list`), or patterns of these, as
            `fnmatch` has them.
        type: How the next page is asked for; `none` takes away what the document says.
        items: Path of the list in the answer; empty where the answer is the list.
        argument: The argument that carries the cursor, the offset or the number of the page.
        next: Path of the cursor or URL in the answer; `data[-1].id` is a member of the last item.
        has_more: Path of a boolean that is false on the last page.
        total_items: Path of the number of all items (`offset`).
        total_pages: Path of the number of all pages (`page`).
        start: The first offset or page. None: the argument's default, or else 0 or 1.
    """

    name: str
    operations: tuple[str, ...] = ()
    type: PaginationType = "none"
    items: str = ""
    argument: str = ""
    next: str = ""
    has_more: str = ""
    total_items: str = ""
    total_pages: str = ""
    start: int | None = None


# What each type needs, and what only it understands.
_NEEDED = {"cursor": ("argument", "next"), "offset": ("argument",), "page": ("argument",), "url": ("next",)}
_ONLY = {
    "argument": ("cursor", "offset", "page"),
    "next": ("cursor", "url"),
    "total_items": ("offset",),
    "total_pages": ("page",),
    "start": ("offset", "page"),
}


def pagination(table: Table) -> PaginationSettings:
    """One table of `pagination`."""
    settings = PaginationSettings(
        name=str(table.path[-1]),
        operations=table.texts("operations", single=True),
        type=table.choice("type", PAGINATION_TYPES, "none"),
        items=table.text("items", _path) or "",
        argument=table.text("argument") or "",
        next=table.text("next", _path) or "",
        has_more=table.text("has_more", _path) or "",
        total_items=table.text("total_items", _path) or "",
        total_pages=table.text("total_pages", _path) or "",
        start=table.integer("start"),
    )
    kinds = ", ".join(map(repr, PAGINATION_TYPES))
    if "type" not in table.data:
        table.source.wrong(table.path, f"'type' is needed: one of {kinds}")
    for key in _NEEDED.get(settings.type, ()):
        if key not in table.data:
            table.source.wrong(table.path, f"pagination of type {settings.type!r} needs {key!r}")
    for key, types in _ONLY.items():
        if key in table.data and settings.type not in types:
            table.source.wrong((*table.path, key), f"{key!r} is of {' and '.join(map(repr, types))} only")
    table.close()
    return settings


def _path(text: str) -> str | None:
    if not re.fullmatch(r"[^.\[\]\s$]+(\[-1\])?(\.[^.\[\]\s$]+(\[-1\])?)*|\[-1\](\.[^.\[\]\s$]+)+", text):
        return f"{text!r} is not a path of members, such as 'meta.next_cursor' or 'data[-1].id'"
    return None
