"""A document while it is changed: nothing that others hold is touched, and every value's origin stays known.

Containers are copied on the way to a change. YAML aliases share values, and so do documents that are united,
so that a change in place would be seen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.load import pointer as pointers
from generator.load.composed import ComposedDocument, Origins
from generator.load.document import Document, JsonValue, Source
from generator.load.source import Container, put, taken

Path = tuple[str | int, ...]
"""The way from the root to a value: names of members and indices of elements."""


class Trace:
    """Where a value comes from, and where the values in it come from that are not from the same place."""

    __slots__ = ("below", "pointer", "source")

    def __init__(self, source: Source, pointer: str) -> None:
        self.source = source
        self.pointer = pointer
        self.below: dict[str, Trace] = {}

    def at(self, token: str | int) -> Trace:
        """The trace of a member or element."""
        known = self.below.get(str(token))
        return known or Trace(self.source, pointers.child(self.pointer, token))

    def kept(self, token: str | int) -> Trace:
        """The same, and changes of it will be seen here."""
        return self.below.setdefault(str(token), self.at(token))

    def copy(self) -> Trace:
        """A trace that changes by itself."""
        result = Trace(self.source, self.pointer)
        todo: list[tuple[Trace, Trace]] = [(self, result)]
        while todo:
            old, new = todo.pop()
            for token, inner in old.below.items():
                new.below[token] = Trace(inner.source, inner.pointer)
                todo.append((inner, new.below[token]))
        return result

    def origins(self) -> Origins:
        """What `ComposedDocument` wants to know."""
        found: Origins = {}
        todo: list[tuple[str, Trace]] = [(pointers.ROOT, self)]
        while todo:
            here, trace = todo.pop()
            found[here] = (trace.source, trace.pointer)
            todo.extend((pointers.child(here, token), inner) for token, inner in trace.below.items())
        return found


class Draft:
    """A document's values, to be changed; `data` may be read at any time."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, JsonValue] = document.data
        self._trace = Trace(document, pointers.ROOT)
        self._sources: list[Source] = [document]
        # By identity; holding the containers keeps identities from being given again.
        self._own: dict[int, Container] = {}

    def add(self, source: Source) -> None:
        """Note a file that values will come from."""
        self._sources.append(source)

    def finish(self) -> Document:
        """The document as it is now."""
        return ComposedDocument(self.data, tuple(self._sources), self._trace.origins())

    def value(self, path: Path) -> JsonValue:
        """What stands at a path that exists."""
        value: JsonValue = self.data
        for token in path:
            assert isinstance(value, dict | list)
            value = taken(value, token)
        return value

    def lift(self, path: Path) -> tuple[JsonValue, Trace]:
        """What stands at a path and where it comes from, as they are now, to be put elsewhere as well."""
        trace = self._trace
        for token in path:
            trace = trace.at(token)
        self._own.clear()  # what is changed from now on is copied, so that this is not
        return self.value(path), trace.copy()

    def put(self, path: Path, value: JsonValue, trace: Trace) -> None:
        """Set a member, new or not, or replace an element."""
        holder, above = self._opened(path[:-1])
        put(holder, path[-1], value)
        above.below[str(path[-1])] = trace

    def append(self, path: Path, value: JsonValue, trace: Trace) -> None:
        """Add an element to the array at a path."""
        holder, above = self._opened(path)
        assert isinstance(holder, list)
        above.below[str(len(holder))] = trace
        holder.append(value)

    def remove(self, path: Path) -> None:
        """Remove a member or element; the elements after it move up."""
        holder, above = self._opened(path[:-1])
        last = path[-1]
        if isinstance(holder, dict):
            del holder[str(last)]
            above.below.pop(str(last), None)
            return
        index = int(last)
        traces = [above.at(number) for number in range(len(holder))]
        del holder[index], traces[index]
        above.below = {str(number): trace for number, trace in enumerate(traces)}

    def _opened(self, path: Path) -> tuple[Container, Trace]:
        """The container at a path, ours to change, and its trace."""
        if id(self.data) not in self._own:
            self.data = dict(self.data)
            self._own[id(self.data)] = self.data
        holder: Container = self.data
        trace = self._trace
        for token in path:
            inner = taken(holder, token)
            assert isinstance(inner, dict | list)
            if id(inner) not in self._own:
                inner = dict(inner) if isinstance(inner, dict) else list(inner)
                self._own[id(inner)] = inner
                put(holder, token, inner)
            holder = inner
            trace = trace.kept(token)
        return holder, trace


def is_primitive(value: JsonValue) -> bool:
    """Whether a value is neither an object nor an array."""
    return not isinstance(value, dict | list)


def source_names(source: Source) -> Iterator[str]:
    """The names of all files that something comes from."""
    if isinstance(source, ComposedDocument):
        for one in source.sources:
            yield from source_names(one)
    else:
        yield source.name
