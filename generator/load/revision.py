"""`Revision`: a document whose values are changed while each of them keeps its place in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostics, Location
from generator.load import pointer
from generator.load.composed import ComposedDocument
from generator.load.document import Document, JsonValue
from generator.load.page import METHODS
from generator.load.source import SourceDocument

JsonMap = dict[str, JsonValue]


@dataclass(slots=True)
class Revision:
    """Changes of one document.

    Attributes:
        document: The document as it was read.
        diagnostics: Takes what is said about the changes.
        data: The values now. Containers are replaced and never changed: the document has them too, and
            aliases share them.
        is_changed: Whether anything was.
    """

    document: SourceDocument
    diagnostics: Diagnostics
    data: JsonMap = field(default_factory=dict[str, JsonValue])
    is_changed: bool = False
    _moved: dict[str, str] = field(default_factory=dict[str, str])
    _added: dict[str, Location] = field(default_factory=dict[str, Location])

    @classmethod
    def of(cls, document: SourceDocument, diagnostics: Diagnostics) -> Revision:
        """A revision that has not changed anything yet."""
        return cls(document, diagnostics, dict(document.data))

    @property
    def result(self) -> Document:
        """The document with its changes; itself when there are none."""
        if not self.is_changed:
            return self.document
        added = {**self.document.added, **self._added}
        source = dataclasses.replace(self.document, data=self.data, added=added)
        if not self._moved:
            return source
        origins = {new: (source, old) for new, old in self._moved.items()}
        origins.update({new: (source, new) for new in self._added})
        origins[pointer.ROOT] = (source, pointer.ROOT)
        return ComposedDocument(self.data, (source,), dict(origins))

    def locate(self, here: str, *, key: bool = False) -> Location:
        """Where a value stands in the file."""
        return self.document.locate(self._before(here), key=key)

    def move(self, pairs: Mapping[str, str]) -> None:
        """Say where values stood: their pointers now, and before this change."""
        self.is_changed = True
        below = {
            f"{new}{known[len(old) :]}": place
            for new, old in pairs.items()
            for known, place in self._moved.items()
            if known.startswith(f"{old}/")
        }
        moved = {new: self._before(old) for new, old in pairs.items()}
        affected = tuple({f"{one}/" for pair in pairs.items() for one in pair})
        for known in [one for one in self._moved if f"{one}/".startswith(affected)]:
            del self._moved[known]
        self._moved.update({**moved, **below})

    def add(self, here: str, at: Location) -> None:
        """Say where a value comes from that the document did not have."""
        self.is_changed = True
        self._added[here] = dataclasses.replace(at, pointer=here)

    def _before(self, here: str) -> str:
        above, rest = here, ""
        while above not in self._moved:
            above, slash, last = above.rpartition("/")
            if not above:
                return here
            rest = f"{slash}{last}{rest}"
        return self._moved[above] + rest

    def put(self, name: str, value: JsonValue) -> None:
        """Set a member of the root."""
        self.is_changed = True
        self.data[name] = value

    def operations(self) -> Iterator[tuple[str, str, JsonMap]]:
        """Path, method and value of every operation."""
        paths = self.data.get("paths")
        for path, item in list(paths.items()) if isinstance(paths, dict) else ():
            for method, operation in list(item.items()) if isinstance(item, dict) else ():
                if method in METHODS and isinstance(operation, dict):
                    yield path, method, operation

    def put_operation(self, path: str, method: str, operation: JsonMap) -> None:
        """Replace an operation."""
        paths = self.data["paths"]
        assert isinstance(paths, dict)
        item = paths[path]
        assert isinstance(item, dict)
        self.put("paths", {**paths, path: {**item, method: operation}})

    def section(self, name: str) -> JsonMap:
        """A section of the components; empty when there is none."""
        components = self.data.get("components")
        section = components.get(name) if isinstance(components, dict) else None
        return section if isinstance(section, dict) else {}

    def put_section(self, name: str, value: JsonMap) -> None:
        """Replace a section of the components."""
        components = self.data.get("components")
        self.put("components", {**(components if isinstance(components, dict) else {}), name: value})

    def say(self, code: str, message: str, location: Location) -> None:
        """Report something at a place."""
        line = self.document.source_line(location)
        self.diagnostics.report(code, message, location, source_line=line)
