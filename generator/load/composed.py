"""A document made of several files, which can still say where each of its values stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.load import pointer as pointers
from generator.load.document import JsonValue, Source

Origins = dict[str, tuple[Source, str]]
"""Which part of a composed document came from where: pointer → source and pointer there."""


@dataclass(frozen=True)
class ComposedDocument:
    """A `Document` whose values come from several sources.

    Attributes:
        data: The values.
        sources: What they come from; the first gives its name to findings that are about all of them.
        origins: Where the parts of `data` come from. It has the root; what it does not have comes from where
            its parent does.
    """

    data: dict[str, JsonValue] = field(repr=False)
    sources: tuple[Source, ...]
    origins: Origins = field(repr=False)

    @property
    def name(self) -> str:
        """See `Document`."""
        return self.sources[0].name

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """See `Document`; the place is in the file that the value came from."""
        source, there = origin(self.origins, pointer)
        found = source.locate(there, key=key)
        return Location(found.file, found.line, found.column, pointer)

    def source_line(self, location: Location) -> str:
        """See `Document`."""
        lines = (source.source_line(location) for source in self.sources)
        return next((line for line in lines if line), "")

    @property
    def digests(self) -> Mapping[str, str]:
        """See `Document`."""
        return {name: value for source in self.sources for name, value in source.digests.items()}


def origin(origins: Origins, pointer: str) -> tuple[Source, str]:
    """The source that a value came from and its pointer there; `origins` must have the root."""
    here, rest = pointer or pointers.ROOT, ""
    while here not in origins and here != pointers.ROOT:
        here, slash, last = here.rpartition("/")
        rest = f"{slash}{last}{rest}"
    source, there = origins[here]
    return source, there + rest
