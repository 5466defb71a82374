"""Links become facts of the operations whose responses have them (OpenAPI 3.1 §4.8.20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from generator.ir import expressions
from generator.ir.answers import is_success
from generator.ir.links import Link, LinkArgument
from generator.ir.model import Group, Operation, Pointer
from generator.ir.refs import References, normalise
from generator.spec import model as spec


def with_links(
    root: Group, document: spec.Spec, references: References, report: Callable[[str, str, str], None]
) -> Group:
    """The same tree, each operation with the links of its successes.

    Args:
        root: The tree, all of it with names.
        document: What the links are read from.
        references: Follows those of responses.
        report: Takes code, message and pointer of links that lead nowhere (REF001).
    """
    found: dict[str, list[spec.Link]] = {}
    for operation in document.operations:
        links = list(_links(operation, references))
        if links:
            found[operation.pointer] = links
    if not found:
        return root
    finder = _Finder(root, report)
    return _changed(root, {pointer: finder.links(links) for pointer, links in found.items()})


def _links(operation: spec.Operation, references: References) -> Iterable[spec.Link]:
    """The links of all successes, each name once."""
    named: dict[str, spec.Link] = {}
    for status, item in sorted(operation.responses):
        if is_success(status) or status == "default":
            # One that leads nowhere was reported when the answers were read.
            response = references.record(item, spec.Response)
            for link in response.links if response is not None else ():
                named.setdefault(link.name, link)
    return named.values()


def _changed(group: Group, links: Mapping[str, tuple[Link, ...]]) -> Group:
    return replace(
        group,
        groups=tuple(_changed(child, links) for child in group.groups),
        operations=tuple(replace(item, links=links.get(item.id, ())) for item in group.operations),
    )


class _Finder:
    def __init__(self, root: Group, report: Callable[[str, str, str], None]) -> None:
        self._operations = _all(root)
        self._by_id = {item.operation_id: item for item in self._operations if item.operation_id is not None}
        self._by_pointer = {item.id: item for item in self._operations}
        self._report = report
        self._reported: set[str] = set()

    def links(self, written: Iterable[spec.Link]) -> tuple[Link, ...]:
        """Those that lead to an operation; the others are reported."""
        return tuple(link for each in written if (link := self._link(each)) is not None)

    def _link(self, link: spec.Link) -> Link | None:
        target = self._target(link)
        if target is None:
            return None
        return Link(
            name=link.name,
            target=target.id,
            path=(*target.group, target.name),
            arguments=tuple(
                LinkArgument(_named(target, name), expressions.read(value)) for name, value in link.parameters
            ),
            body=None if link.request_body is None else expressions.read(link.request_body),
            description=(link.description or "").strip(),
        )

    def _target(self, link: spec.Link) -> Operation | None:
        if link.operation_ref is not None:
            key, written = "operationRef", link.operation_ref
            found = self._by_pointer.get(Pointer(normalise(written))) if written.startswith("#") else None
        elif link.operation_id is not None:
            key, written = "operationId", link.operation_id
            found = self._by_id.get(written)
        else:
            key, written, found = "", "", None
        if found is None and link.pointer not in self._reported:
            # A link that several responses refer to stands in one place.
            self._reported.add(link.pointer)
            where = f"{link.pointer}/{key}" if key else link.pointer
            told = f"{key} '{written}'" if key else "a link without operationId and operationRef"
            self._report("REF007", f"{told} leads to no operation", where)
        return found


def _named(target: Operation, name: str) -> str:
    """The Python name of a parameter, which may be given with its place (`path.id`)."""
    for argument in target.arguments:
        if name in (argument.wire, f"{argument.place.value}.{argument.wire}"):
            return argument.name
    return name


def _all(group: Group) -> list[Operation]:
    return [*group.operations, *(item for child in group.groups for item in _all(child))]
