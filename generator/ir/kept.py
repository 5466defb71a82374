"""What an earlier run gave and remembers (the lock file), for names that stay (decision 13)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from generator.ir.shapes import Pointer

DICT, PARAM = "!dict", "!param"
"""Ends of the ids of types that callers may give for a definition: as a dict, or wider."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The memory of an earlier run. Ids are JSON pointers, with what `generator.ir.drafts` puts after them.

    Attributes:
        names: Every name given, by id.
        marks: What each component and operation is recognised by, by pointer (`generator.ir.marks`).
        aliases: Old names that still work, and the ids of what they mean: `Pet`, or `pets.create_pet`.
        before: What each definition was called, by id, where that differs from `names`: a schema that is
            called something else in the document takes its new name.
    """

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    before: Mapping[str, str] = field(default_factory=dict[str, str])

    def types(self, ids: Container[str], same: Mapping[Pointer, Pointer]) -> dict[str, str]:
        """Names that types have or had, and what they mean.

        Args:
            ids: The definitions of today.
            same: Definitions that are another one under a second name.
        """
        found: dict[str, str] = {}
        given = [(name, id) for id, name in (*self.before.items(), *self.names.items())]
        for name, id in (*self.aliases.items(), *given):
            base, twin = split_twin(id)
            base = same.get(Pointer(base), base)
            if "." not in name and base in ids:
                found[name] = f"{base}{twin}"
        return found

    def of_equal(self, same: Mapping[Pointer, Pointer]) -> dict[str, str]:
        """The names given, with those of definitions that are another one now under the id of that.

        Which of several equal ones stays depends on where they stand.
        """
        found: dict[str, str] = {}
        for id in sorted(self.names):
            base, twin = split_twin(id)
            if base in same:
                found.setdefault(f"{same[Pointer(base)]}{twin}", self.names[id])
        return {**found, **self.names}

    def methods(self, ids: Container[str]) -> dict[str, str]:
        """Where the operations of a document are or were found on the client, and their pointers."""
        found = {path: id for path, id in self.aliases.items() if "." in path}
        found |= {path_of(mark): id for id, mark in self.marks.items() if is_operation(id)}
        return {path: id for path, id in found.items() if id in ids}


def is_operation(id: str) -> bool:
    """Whether the mark of an id is that of an operation."""
    return id.startswith("#/paths/")


def path_of(mark: str) -> str:
    """Where the method of an operation's mark was found on the client."""
    return mark.partition(" ")[0]


def heads(id: str) -> Iterator[str]:
    """An id and the pointers above it, the nearest first."""
    while id:
        yield id
        id = id[: max(id.rfind("/"), id.rfind("!"), 0)]


def split_twin(id: str) -> tuple[str, str]:
    """The id of a definition, and what marks that of the type that callers may give for it."""
    twin = next((mark for mark in (DICT, PARAM) if id.endswith(mark)), "")
    return id.removesuffix(twin), twin
