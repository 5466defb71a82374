"""Which operations answer with a list in pages, and how the next page is asked for.

Configuration comes before the extensions of the document (`generator.ir.paging_extensions`); nothing is
guessed. A rule that does not fit its operation is a PAGE001 finding, and the method stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from generator.diagnostics import Diagnostics
from generator.ir.model import (
    Alias,
    Argument,
    Definition,
    Group,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Pagination,
    PagingKind,
    Path,
    Place,
    Pointer,
    Primitive,
    PyName,
    Scalar,
    Tagged,
    Type,
    WireName,
)
from generator.ir.parts import parts
from generator.load.document import Document
from generator.paging_settings import PaginationSettings, PaginationType

_PLACES = (Place.QUERY, Place.FIELD, Place.HEADER)
_GLOB = re.compile(r"[*?\[]")
_LAST = "[-1]"


class Misfit(Exception):  # noqa: N818  # not an error: it becomes a finding
    """A rule that does not fit its operation, or cannot be read; the message says why.

    `source` is the extension that it stands in, if it does.
    """

    def __init__(self, why: str, source: str = "") -> None:
        super().__init__(why)
        self.source = source


@dataclass(frozen=True, slots=True)
class Rule:
    """How an operation is paginated, in the words of the document: wire names, and paths by dots."""

    type: PaginationType
    items: str = ""
    argument: str = ""
    next: str = ""
    has_more: str = ""
    total: str = ""
    start: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Paginator:
    """Gives operations their pagination.

    Attributes:
        definitions: All definitions by id.
        settings: The configuration's.
        extensions: Rules of the document by operation, or what is wrong with them.
        document: For places.
        diagnostics: Takes PAGE001.
    """

    definitions: Mapping[Pointer, Definition]
    settings: tuple[PaginationSettings, ...]
    extensions: Mapping[Pointer, Rule | Misfit]
    document: Document
    diagnostics: Diagnostics

    def paginated(self, root: Group) -> Group:
        """The same groups, their operations with their pagination."""
        used: set[str] = set()
        found = self._group(root, used)
        for entry in self.settings:
            for wanted in entry.operations or (entry.name,):
                if f"{entry.name}\n{wanted}" not in used:
                    location = self.document.locate("#", key=True)
                    what = "no operation that it fits" if _GLOB.search(wanted) else "no such operation"
                    self.diagnostics.report(
                        "PAGE001",
                        f"pagination '{entry.name}' of the configuration: there is {what}: '{wanted}'",
                        location,
                    )
        return found

    def _group(self, group: Group, used: set[str]) -> Group:
        return replace(
            group,
            groups=tuple(self._group(child, used) for child in group.groups),
            operations=tuple(self._operation(operation, used) for operation in group.operations),
        )

    def _operation(self, operation: Operation, used: set[str]) -> Operation:
        exact: PaginationSettings | None = None
        by_pattern: Pagination | None = None
        for entry in self.settings:
            for wanted in entry.operations or (entry.name,):
                if wanted in references(operation):
                    used.add(f"{entry.name}\n{wanted}")
                    exact = exact or entry
                elif any(fnmatchcase(each, wanted) for each in references(operation)):
                    fits = self._fits(operation, entry)
                    if fits is not None or entry.type == "none":
                        used.add(f"{entry.name}\n{wanted}")
                    by_pattern = by_pattern or fits
        if exact is not None:
            if exact.type == "none":
                return operation
            return self._said(operation, rule_of(exact))
        if by_pattern is not None:
            return replace(operation, pagination=by_pattern)
        if any(
            entry.type == "none" and any(fnmatchcase(each, wanted) for each in references(operation))
            for entry in self.settings
            for wanted in entry.operations
        ):
            return operation
        rule = self.extensions.get(operation.id)
        if isinstance(rule, Misfit):
            self._report(operation, str(rule), rule.source)
            return operation
        return operation if rule is None else self._said(operation, rule)

    def _fits(self, operation: Operation, entry: PaginationSettings) -> Pagination | None:
        """What a pattern gives an operation: it is meant for those that it fits."""
        if entry.type == "none":
            return None
        try:
            return resolve(operation, rule_of(entry), self.definitions)
        except Misfit:
            return None

    def _said(self, operation: Operation, rule: Rule) -> Operation:
        try:
            return replace(operation, pagination=resolve(operation, rule, self.definitions))
        except Misfit as reason:
            self._report(operation, str(reason), rule.source)
            return operation

    def _report(self, operation: Operation, why: str, source: str) -> None:
        in_document = source.startswith("x-")
        location = self.document.locate(f"{operation.id}/{source}" if in_document else operation.id, key=True)
        self.diagnostics.report(
            "PAGE001",
            f"{operation.method} {operation.path} is not paginated: {source}: {why}",
            location,
            source_line=self.document.source_line(location),
        )


def references(operation: Operation) -> tuple[str, ...]:
    """What the configuration may call an operation."""
    names = (f"{operation.method} {operation.path}", ".".join((*operation.group, operation.name)))
    return names if operation.operation_id is None else (operation.operation_id, *names)


def rule_of(entry: PaginationSettings) -> Rule:
    """What a table of the configuration says."""
    return Rule(
        type=entry.type,
        items=entry.items,
        argument=entry.argument,
        next=entry.next,
        has_more=entry.has_more,
        total=entry.total_items or entry.total_pages,
        start=entry.start,
        source="configuration",
    )


def resolve(operation: Operation, rule: Rule, definitions: Mapping[Pointer, Definition]) -> Pagination:
    """A rule as it applies to an operation.

    Raises:
        Misfit: A path leads to no member, an argument does not exist, or the items are no array.
    """
    kind = PagingKind(rule.type)
    response = response_of(operation)
    reader = Paths(definitions)
    items, found = reader.read(response, rule.items, "items")
    listed = reader.plain(found)
    if not isinstance(listed, ListOf):
        raise Misfit(f"the items ({rule.items or 'the answer'}) are not an array")
    next_path, in_last_item = rule.next, False
    prefix = f"{rule.items}{_LAST}."
    start_of_next: Type = response
    if rule.next.startswith(prefix):
        next_path, in_last_item, start_of_next = rule.next.removeprefix(prefix), True, listed.item
    argument = None
    if kind in (PagingKind.CURSOR, PagingKind.OFFSET, PagingKind.PAGE):
        argument = _argument(operation, rule.argument)
    next = reader.read(start_of_next, next_path, "next")[0] if next_path else ()
    start = rule.start
    if start is None:
        default = argument.doc.default if argument is not None else None
        start = default if isinstance(default, int) and not isinstance(default, bool) else None
    if start is None:
        start = 1 if kind is PagingKind.PAGE else 0
    return Pagination(
        kind=kind,
        item=listed.item,
        response=response,
        items=items,
        argument=argument,
        next=next,
        in_last_item=in_last_item,
        has_more=reader.read(response, rule.has_more, "has_more")[0] if rule.has_more else (),
        total=reader.read(response, rule.total, "total")[0] if rule.total else (),
        start=start if kind in (PagingKind.OFFSET, PagingKind.PAGE) else 0,
        source=rule.source,
    )


def response_of(operation: Operation) -> Type:
    """The one type of all successes."""
    if not operation.results:
        raise Misfit("it documents no success")
    kinds = {(result.type, result.sequence) for result in operation.results}
    if len(kinds) > 1:
        raise Misfit("its successes are of several types")
    ((type, sequence),) = kinds
    if type is None:
        raise Misfit("its success has no body")
    if sequence is not None:
        raise Misfit("its success is a stream")
    return type


def _argument(operation: Operation, wanted: str) -> Argument:
    for name in ("wire", "name"):
        for argument in operation.arguments:
            if getattr(argument, name) == wanted and argument.place in _PLACES:
                return argument
    raise Misfit(f"it has no argument '{wanted}' in its query, its headers or among the members of its body")


@dataclass(frozen=True, slots=True)
class Paths:
    """Follows paths of members through types."""

    definitions: Mapping[Pointer, Definition]

    def plain(self, type: Type) -> Type:
        """The type without its names and without null."""
        while True:
            if isinstance(type, Nullable):
                type = type.inner
            elif isinstance(type, Named) and isinstance(alias := self.definitions[type.id], Alias):
                type = alias.type
            else:
                return type

    def read(self, type: Type, path: str, what: str) -> tuple[Path, Type]:
        """The members that a path leads through, and the type it leads to."""
        members: list[tuple[WireName, PyName]] = []
        for name in path.split(".") if path else ():
            if _LAST in name:
                raise Misfit(f"{what}: '{path}' is not inside the last of the items")
            type = self.plain(type)
            member = self._member(type, name, is_inside=bool(members))
            if member is None:
                raise Misfit(f"{what}: there is no member '{name}' at '{path}' of the answer")
            members.append((WireName(name), member[0]))
            type = member[1]
        return tuple(members), type

    def _member(self, type: Type, name: str, *, is_inside: bool) -> tuple[PyName, Type] | None:
        """The Python name and the type of a member; of a union's, that which all its variants have."""
        match type:
            case Named(id):
                definition = self.definitions[id]
                fields = definition.fields if isinstance(definition, Model) else ()
                return next(((field.name, field.type) for field in fields if field.wire == name), None)
            case MapOf(value):
                return PyName(name), value
            case OneOf() | Tagged():
                variants = [
                    self._member(self.plain(each), name, is_inside=is_inside)
                    for each in parts(type)
                    if each != Primitive(Scalar.NULL)
                ]
                found = {each[0] for each in variants if each is not None}
                return variants[0] if len(found) == 1 and None not in variants else None
            case Primitive(Scalar.ANY) if is_inside:
                return PyName(name), type
            case _:
                return None
