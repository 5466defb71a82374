"""Collect what a document refers to: copies of its parts and of the parts of other files, and the references
between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostics
from generator.load import pointer as pointers
from generator.load.document import JsonValue, Source
from generator.load.grammar import Shape, Slot, sections, slots
from generator.load.library import File, Library, Target, UnresolvedError
from generator.load.source import Container, entries, put, step, taken

# Kinds that later stages read through a local reference; what else is a reference is replaced by its target.
_READ_LATER = frozenset(
    {
        "callback",
        "example",
        "header",
        "link",
        "mediaType",
        "parameter",
        "pathItem",
        "requestBody",
        "response",
        "schema",
        "securityScheme",
    }
)
_IDENTITY = ("$id", "$anchor", "$dynamicAnchor", "$dynamicRef")
_SUFFIXES = (".yaml", ".yml", ".json")

# How many objects and arrays may be copied more than once: guards against exponential growth.
_MOST_REPEATED = 200_000


@dataclass(eq=False, slots=True)
class Unit:
    """A part of a file that becomes a part of the bundle: the whole root document, or a component.

    Attributes:
        kind: What it is.
        target: Where it comes from.
        holder: A list of one element: the copy.
        origins: Where parts of it come from that do not come from the same place as the rest.
        within: The unit that it turned out to be a part of, and the pointer there.
        place: The pointer in the bundle, once that is known.
    """

    kind: str
    target: Target
    holder: list[JsonValue]
    origins: dict[str, tuple[Source, str]] = field(default_factory=dict[str, tuple[Source, str]])
    within: tuple[Unit, str] | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a file, and where in a unit it has been copied to."""

    file: File
    pointer: str
    unit: Unit
    below: str


@dataclass(frozen=True, slots=True)
class Link:
    """A reference in a copy, as the member of an object, and what it means: a place in a unit."""

    holder: dict[str, JsonValue]
    member: str
    unit: Unit
    below: str = pointers.ROOT


@dataclass(frozen=True, slots=True)
class _Visit:
    """A value that is still to be looked at.

    Attributes:
        container: What holds it, in a copy.
        where: Its name or index there.
        slot: What is expected there.
        file: The file that it comes from, and
        at: its pointer in that.
        unit: The unit that it is in, and
        below: its pointer in that.
        replaced: The references that were replaced by their targets around it.
    """

    container: Container
    where: str | int
    slot: Slot
    file: File
    at: str
    unit: Unit
    below: str
    replaced: tuple[Region, ...] = ()


class Gathering:
    """Everything that a document needs, as units."""

    def __init__(self, library: Library, diagnostics: Diagnostics, *, swagger: bool) -> None:
        self.library = library
        self.units: dict[tuple[str, str, str], Unit] = {}
        self.links: list[Link] = []
        self.regions: list[Region] = []
        self._sections = sections(swagger=swagger)
        self._diagnostics = diagnostics
        self._todo: list[_Visit] = []
        # By identity; kept alive, since identities are used again.
        self._visited: dict[tuple[int, Slot], object] = {}
        self._copied: set[tuple[str, str]] = set()
        self._repeated = 0
        root = library.root
        self.root = self._unit("document", Target(root, pointers.ROOT, root.value))
        self.run()

    def run(self) -> None:
        """Look at everything that has been found and not been looked at. Not recursive."""
        while self._todo:
            self._visit(self._todo.pop())

    def look_at(self, unit: Unit, below: str, kind: str, target: Target) -> bool:
        """Look at a part of a unit as an object of a kind; False when the unit has no such part."""
        container: Container = unit.holder
        where: str | int = 0
        for token in pointers.split(below):
            value = taken(container, where)
            found = step(value, token)
            if found is None or not isinstance(value, dict | list):
                return False
            container, where = value, found[0]
        self._todo.append(_Visit(container, where, Slot(kind), target.file, target.pointer, unit, below))
        return True

    def _unit(self, kind: str, target: Target) -> Unit:
        key = (target.file.uri, target.pointer, kind)
        unit = self.units.get(key)
        if unit is None:
            unit = self.units[key] = Unit(kind, target, [_copy(target.value)[0]])
            self.regions.append(Region(target.file, target.pointer, unit, pointers.ROOT))
            self._todo.append(
                _Visit(unit.holder, 0, Slot(kind), target.file, target.pointer, unit, pointers.ROOT)
            )
        return unit

    def _visit(self, visit: _Visit) -> None:
        value = taken(visit.container, visit.where)
        shape = visit.slot.shape
        if isinstance(value, list):
            if shape is not Shape.MAP:
                for number in range(len(value)):
                    self._push(visit, value, number, Slot(visit.slot.kind))
            return
        if not isinstance(value, dict) or (id(value), visit.slot) in self._visited:
            return
        self._visited[id(value), visit.slot] = value
        own: dict[str, JsonValue] = value
        if isinstance(own.get("$ref"), str) and (shape is not Shape.ONE or not self._refers_on(visit, own)):
            self._replace(visit, own)
            return
        if shape is Shape.ONE and visit.slot.kind == "schema":
            self._identity(visit, own)
        elif visit.slot.kind == "discriminator":
            self._mapping(visit, own)
        for name, slot in self._slots(visit.slot, own):
            self._push(visit, own, name, slot)

    @staticmethod
    def _slots(slot: Slot, value: dict[str, JsonValue]) -> list[tuple[str, Slot]]:
        if slot.shape is Shape.ONE:
            return list(slots(slot.kind, value))
        return [
            (name, Slot(slot.kind)) for name in value if slot.kind != "pathItem" or not name.startswith("x-")
        ]

    def _push(self, visit: _Visit, container: Container, where: str | int, slot: Slot) -> None:
        self._todo.append(
            _Visit(
                container,
                where,
                slot,
                visit.file,
                pointers.child(visit.at, where),
                visit.unit,
                pointers.child(visit.below, where),
                visit.replaced,
            )
        )

    def _refers_on(self, visit: _Visit, value: dict[str, JsonValue]) -> bool:
        """Whether a reference stays one; it is then linked to its target. False: it is to be replaced."""
        kind = visit.slot.kind
        if kind not in _READ_LATER:
            return False
        reference = str(value["$ref"])
        target = self._resolved(visit, "$ref", reference)
        if target is None or self._is_in_place(visit, target, reference, kind):
            return True
        if kind not in self._sections:
            return False
        self._link(visit, value, "$ref", target)
        return True

    def _is_in_place(self, visit: _Visit, target: Target, reference: str, kind: str) -> bool:
        """Whether a reference of the root document leads to a place of its own, as it is written."""
        if (
            visit.file is not self.library.root
            or visit.unit is not self.root
            or target.file is not visit.file
        ):
            return False
        self.look_at(self.root, target.pointer, kind, target)
        return target.pointer == pointers.normalised(reference)

    def _link(self, visit: _Visit, holder: dict[str, JsonValue], member: str, target: Target) -> None:
        """Lead a reference to a unit of its own, or to a place in the root document."""
        kind = visit.slot.kind if visit.slot.kind != "discriminator" else "schema"
        try:
            target = self._end(target, str(holder[member]))
        except UnresolvedError as error:
            self._report(visit, member, error)
            return
        is_in_root = target.file is self.library.root
        if is_in_root and self.look_at(self.root, target.pointer, kind, target):
            self.links.append(Link(holder, member, self.root, target.pointer))
            return
        self.links.append(Link(holder, member, self._unit(kind, target)))

    def _end(self, target: Target, reference: str) -> Target:
        """The end of a chain of references that have nothing beside them."""
        seen: set[tuple[str, str]] = set()
        value = target.value
        while isinstance(value, dict) and list(value) == ["$ref"] and isinstance(value["$ref"], str):
            if (target.file.uri, target.pointer) in seen:
                raise UnresolvedError("REF002", f"{reference!r} leads back to itself")
            seen.add((target.file.uri, target.pointer))
            target = self.library.resolve(value["$ref"], target.file, target.pointer)
            value = target.value
        return target

    def _replace(self, visit: _Visit, value: dict[str, JsonValue]) -> None:
        """Put the target of a reference where the reference stands. Members beside it win."""
        reference = str(value["$ref"])
        target = self._resolved(visit, "$ref", reference)
        if target is None:
            if visit.slot.shape is not Shape.ONE or visit.slot.kind not in _READ_LATER:
                self._report(visit, "$ref", UnresolvedError("REF001", f"{reference!r} does not exist"))
            return
        try:
            target = self._end(target, reference)
            for around in visit.replaced:
                if (around.file, around.pointer) == (target.file, target.pointer):
                    self.links.append(Link(value, "$ref", around.unit, around.below))
                    return
            copy = self._repeatable_copy(target)
        except UnresolvedError as error:
            self._report(visit, "$ref", error)
            return
        region = Region(target.file, target.pointer, visit.unit, visit.below)
        self.regions.append(region)
        visit.unit.origins[visit.below] = (target.file.source, target.pointer)
        inside = replace(visit, file=target.file, at=target.pointer, replaced=(*visit.replaced, region))
        if len(value) > 1 and isinstance(copy, dict):
            beside = {name: inner for name, inner in value.items() if name != "$ref"}
            for name in beside:
                below = pointers.child(visit.below, name)
                visit.unit.origins[below] = (visit.file.source, pointers.child(visit.at, name))
            copy = {**copy, **beside}
            put(visit.container, visit.where, copy)
            for name, slot in self._slots(visit.slot, copy):
                self._push(visit if name in beside else inside, copy, name, slot)
            return
        put(visit.container, visit.where, copy)
        self._todo.append(inside)

    def _identity(self, visit: _Visit, value: dict[str, JsonValue]) -> None:
        """Names of schemas are settled here; what they would mean elsewhere must not come with the copies."""
        dynamic = value.get("$dynamicRef")
        if isinstance(dynamic, str) and "$ref" not in value:
            target = self._resolved(visit, "$dynamicRef", dynamic, dynamic=True)
            value["$ref"] = dynamic
            if target is not None:
                self._link(visit, value, "$ref", target)
        for keyword in _IDENTITY:
            if isinstance(value.get(keyword), str):
                del value[keyword]

    def _mapping(self, visit: _Visit, value: dict[str, JsonValue]) -> None:
        """A discriminator's mapping holds references, or names of schemas (OpenAPI 3.1 §4.8.25)."""
        mapping = value.get("mapping")
        holders = [(value, "defaultMapping", visit.at)]
        if isinstance(mapping, dict):
            holders.extend((mapping, name, pointers.child(visit.at, "mapping")) for name in mapping)
        for holder, member, at in holders:
            written = holder.get(member)
            if not isinstance(written, str):
                continue
            target = self._mapped(visit, at, member, written)
            if target is not None and not self._is_in_place(visit, target, written, "schema"):
                self._link(visit, holder, member, target)

    def _mapped(self, visit: _Visit, at: str, member: str, written: str) -> Target | None:
        is_reference = "/" in written or "#" in written or written.endswith(_SUFFIXES)
        for section in ("components/schemas", "definitions", "$defs"):
            try:
                target = self.library.resolve(f"#/{section}/{written}", visit.file, pointers.ROOT)
            except UnresolvedError:
                continue
            # In the root document the name will do as it is.
            return target if visit.file is not self.library.root else None
        if not is_reference:
            return None
        return self._resolved(replace(visit, at=at), member, written)

    def _resolved(
        self, visit: _Visit, member: str, reference: str, *, dynamic: bool = False
    ) -> Target | None:
        """What a reference means; None (reported) when it means nothing.

        What a local reference of another file does not find there is looked for in the root document.
        """
        root = self.library.root
        try:
            return self.library.resolve(reference, visit.file, visit.at, dynamic=dynamic)
        except UnresolvedError as error:
            if not reference.startswith("#"):
                self._report(visit, member, error)
                return None
        if visit.file is root and visit.unit is self.root:
            return None  # the stage that needs the target says so
        message = f"{reference!r} does not exist in {visit.file.source.name}"
        try:
            target = self.library.resolve(reference, root, pointers.ROOT)
        except UnresolvedError:
            self._report(visit, member, UnresolvedError("REF001", message))
            return None
        help = f"Write {root.source.name.rpartition('/')[2]}, or the way to it, before the '#'."
        used = f"{message}; what {root.source.name} has there is used"
        self._report(visit, member, UnresolvedError("REF001", used, help))
        return target

    def _report(self, visit: _Visit, member: str, error: UnresolvedError) -> None:
        source = visit.file.source
        location = source.locate(pointers.child(visit.at, member))
        if self._diagnostics.has_reference(location):
            return
        line = source.source_line(location)
        self._diagnostics.report(error.code, str(error), location, source_line=line, help=error.help)

    def _repeatable_copy(self, target: Target) -> JsonValue:
        copy, size = _copy(target.value)
        key = (target.file.uri, target.pointer)
        if key in self._copied:
            self._repeated += size
            if self._repeated > _MOST_REPEATED:
                raise UnresolvedError(
                    "REF004", f"repeats what stands for more than {_MOST_REPEATED:,} values"
                )
        self._copied.add(key)
        return copy


def _copy(value: JsonValue) -> tuple[JsonValue, int]:
    """A deep copy in which nothing is shared, made without recursion, and how many containers it has."""
    root: list[JsonValue] = [value]
    todo: list[Container] = [root]
    count = 0
    while todo:
        target = todo.pop()
        for where, inner in entries(target):
            if isinstance(inner, dict | list):
                copy: Container = dict(inner) if isinstance(inner, dict) else list(inner)
                put(target, where, copy)
                todo.append(copy)
                count += 1
    return root[0], count
