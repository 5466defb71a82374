"""Methods that return a member of the answer in place of the whole (`x-sdksmith-return-value`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostics
from generator.ir.model import (
    Alias,
    Definition,
    Group,
    Model,
    Named,
    Nullable,
    Operation,
    Path,
    Pointer,
    Primitive,
    PyName,
    Returned,
    Scalar,
    Type,
    WireName,
)
from generator.ir.paging import Misfit, Paths
from generator.load import pointer
from generator.load.document import Document
from generator.spec import model as spec
from generator.spec import vendor

EXTENSION = "x-sdksmith-return-value"


@dataclass(frozen=True, slots=True)
class Returning:
    """Gives operations what they return.

    Attributes:
        definitions: All definitions by id.
        document: For places.
        diagnostics: Takes VENDOR001 for paths that lead nowhere.
    """

    definitions: Mapping[Pointer, Definition]
    document: Document
    diagnostics: Diagnostics

    def returning(self, root: Group, document: spec.Spec) -> Group:
        """The same groups, their operations with what they return."""
        said: dict[Pointer, tuple[str, str]] = {}
        for operation in document.operations:
            facts = dict(operation.extensions)
            path = facts.get(EXTENSION)
            if isinstance(path, str):
                said[Pointer(operation.pointer)] = (
                    path,
                    vendor.source(operation.extensions, EXTENSION, "operation"),
                )
        return self._group(root, said) if said else root

    def _group(self, group: Group, said: Mapping[Pointer, tuple[str, str]]) -> Group:
        return replace(
            group,
            groups=tuple(self._group(child, said) for child in group.groups),
            operations=tuple(
                self._operation(each, *said[each.id]) if each.id in said else each
                for each in group.operations
            ),
        )

    def _operation(self, operation: Operation, path: str, source: str) -> Operation:
        try:
            if operation.pagination is not None:
                raise Misfit("it returns pages, whose items are the list already")
            return replace(operation, returned=self._returned(operation, path, source))
        except Misfit as reason:
            location = self.document.locate(pointer.child(operation.id, source), key=True)
            self.diagnostics.report(
                "VENDOR001",
                f"{operation.method} {operation.path} returns the whole answer: {source}: {reason}",
                location,
                source_line=self.document.source_line(location),
            )
            return operation

    def _returned(self, operation: Operation, path: str, source: str) -> Returned:
        bodies = {(each.type, each.sequence) for each in operation.results if each.type is not None}
        if len(bodies) != 1:
            raise Misfit("its successes are of several types" if bodies else "its success has no body")
        ((response, sequence),) = bodies
        if sequence is not None:
            raise Misfit("its success is a stream")
        members, found, is_sure = self._followed(response, path)
        is_sure = is_sure and all(each.type is not None for each in operation.results)
        type = found if is_sure or _is_null(found) else Nullable(found)
        return Returned(members, type, response, source)

    def _followed(self, type: Type, path: str) -> tuple[Path, Type, bool]:
        """The members that a path leads through, the type it leads to, and whether it is always there."""
        reader = Paths(self.definitions)
        members: list[tuple[WireName, PyName]] = []
        is_sure = True
        for name in path.split("."):
            if self._may_be_null(type):
                is_sure = False
            (step,), found = self._step(reader, type, name, path, is_inside=bool(members))
            is_sure = is_sure and self._is_there(reader.plain(type), name)
            members.append(step)
            type = found
        return tuple(members), type, is_sure

    def _step(self, reader: Paths, type: Type, name: str, path: str, *, is_inside: bool) -> tuple[Path, Type]:
        if is_inside and reader.plain(type) == Primitive(Scalar.ANY):
            return ((WireName(name), PyName(name)),), reader.plain(type)
        try:
            return reader.read(type, name, path)
        except Misfit:
            raise Misfit(f"there is no member '{name}' at '{path}' of the answer") from None

    def _may_be_null(self, type: Type) -> bool:
        while isinstance(type, Named) and isinstance(alias := self.definitions[type.id], Alias):
            type = alias.type
        return isinstance(type, Nullable)

    def _is_there(self, type: Type, name: str) -> bool:
        """Whether a member is documented to be there, and not to be null."""
        definition = self.definitions[type.id] if isinstance(type, Named) else None
        fields = definition.fields if isinstance(definition, Model) else ()
        return any(field.wire == name and field.required and not field.nullable for field in fields)


def _is_null(type: Type) -> bool:
    return isinstance(type, Nullable) or type in (Primitive(Scalar.ANY), Primitive(Scalar.NULL))
